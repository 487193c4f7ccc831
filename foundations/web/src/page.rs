//! The page as handlers and templates know it: who asks, in which language, and how to say things to them.

use std::borrow::Borrow;
use std::fmt::{self, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use access::{Actor, Context, Resource};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri};
use kernel::{Day, Lang, Month, Shown, Text, Timestamp, TranslationState};

use crate::markup::safe;
use crate::{
    Catalogue, Failure, Flash, IntoKey, Markup, NavItem, Phone, Right, Shell, Tr, address, assets, gate, language, say,
};

/// The request as pages see it. Handlers take it as an argument, templates know it as `page`. Clones are cheap.
#[derive(Clone)]
pub struct Page(Arc<Inner>);

struct Inner {
    shell: Arc<Shell>,
    cx: Context,
    asked: Asked,
    /// What form tokens are bound to: the session, or the guard cookie.
    holder: String,
    flash: Option<Flash>,
    has_form: AtomicBool,
    /// Whether it shows what somebody typed, because something is wrong with it.
    came_back: AtomicBool,
}

/// What a request asked for.
pub(crate) struct Asked {
    pub uri: Uri,
    /// The host that it named.
    pub host: Option<HeaderValue>,
}

/// A link of the navigation as the layout draws it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NavLink {
    /// Where it leads.
    pub href: &'static str,
    /// Its text.
    pub label: String,
    /// Whether the visitor is in that part of the house.
    pub current: bool,
}

/// The same page in another language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alternate {
    /// The language.
    pub lang: Lang,
    /// Where it is.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}

impl Page {
    pub(crate) fn new(shell: Arc<Shell>, cx: Context, asked: Asked, holder: String, flash: Option<Flash>) -> Self {
        Self(Arc::new(Inner {
            shell,
            cx,
            asked,
            holder,
            flash,
            has_form: AtomicBool::new(false),
            came_back: AtomicBool::new(false),
        }))
    }

    /// The context that actions receive.
    pub fn cx(&self) -> &Context {
        &self.0.cx
    }

    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.0.cx.lang
    }

    /// A text by its key: `page.tr("web-skip")`.
    pub fn tr<'a>(&'a self, key: impl IntoKey<'a>) -> Tr<'a> {
        self.0.shell.catalogue.tr(self.lang(), key)
    }

    /// What stands between a label and what it says: French puts a space before it.
    pub fn colon(&self) -> Tr<'_> {
        self.tr("web-colon")
    }

    /// The texts, for values that know how to say themselves.
    pub fn catalogue(&self) -> &Catalogue {
        &self.0.shell.catalogue
    }

    /// The path of this page.
    pub fn path(&self) -> &str {
        self.0.asked.uri.path()
    }

    /// The path and query of this page, for links that come back here.
    pub fn address(&self) -> &str {
        self.0.asked.uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str)
    }

    /// The whole address of a path of ours, to hand on outside the browser.
    pub fn absolute(&self, path: &str) -> String {
        let host = self.0.asked.host.as_ref().and_then(|host| host.to_str().ok());
        address::absolute(self.shell(), host, path)
    }

    /// The number that names this request in the log and on failure pages.
    pub fn request_id(&self) -> &str {
        &self.0.cx.request_id
    }

    /// This page in every language.
    pub fn alternates(&self) -> impl Iterator<Item = Alternate> + '_ {
        Lang::ALL.into_iter().map(|lang| Alternate {
            lang,
            href: language::elsewhere(&self.0.asked.uri, lang),
            current: lang == self.lang(),
        })
    }

    /// The navigation that this visitor can use.
    pub fn nav(&self) -> Vec<NavLink> {
        self.links(&self.0.shell.nav)
    }

    /// The links at the foot.
    pub fn foot(&self) -> Vec<NavLink> {
        self.links(&self.0.shell.foot)
    }

    fn links(&self, items: &[NavItem]) -> Vec<NavLink> {
        // The longest path that this page lies under is where the visitor is.
        let here = items
            .iter()
            .map(|item| item.path)
            .filter(|path| lies_under(self.path(), path))
            .max_by_key(|path| path.len());
        let open = items.iter().filter(|item| self.allows(item.right));
        open.map(|item| NavLink {
            href: item.path,
            label: self.tr(item.label).to_string(),
            current: Some(item.path) == here,
        })
        .collect()
    }

    /// Whether this visitor could pass a right, for some record at least.
    pub fn allows(&self, right: Right) -> bool {
        match right {
            Right::Public => true,
            Right::SignedIn => self.actor().account().is_some(),
            Right::Action(action) => self.could(action),
        }
    }

    /// Whether this visitor could do an action on some record: what a menu asks.
    pub fn could(&self, action: &str) -> bool {
        self.0.shell.policies.conceivable(self.actor(), action)
    }

    /// Whether this visitor may do an action on this record: what a button asks.
    pub fn may(&self, action: &str, resource: &Resource) -> bool {
        self.0.cx.may(action, resource)
    }

    /// Who asks.
    pub fn actor(&self) -> &Actor {
        &self.0.cx.actor
    }

    /// The name of whoever is signed in.
    pub fn signed_in(&self) -> Option<&str> {
        self.actor().account().map(|account| account.name.as_str())
    }

    /// The region's name in the reader's language.
    pub fn region(&self) -> &str {
        self.0.shell.region.plain(self.lang())
    }

    /// The region's name in every language, each once: `Brussel · Bruxelles · Brussels`.
    pub fn region_everywhere(&self) -> String {
        let mut names: Vec<&str> = Vec::new();
        for (lang, name) in self.0.shell.region.versions() {
            if lang != Lang::En && !names.contains(&name.text.as_str()) {
                names.push(&name.text);
            }
        }
        names.join(" · ")
    }

    /// The message left by the page before.
    pub fn flash(&self) -> Option<&Flash> {
        self.0.flash.as_ref()
    }

    /// A token that proves that a form comes from this page.
    pub fn csrf(&self) -> String {
        self.0.has_form.store(true, Ordering::Relaxed);
        gate::token(&self.0.shell.key, &self.0.holder, &self.0.cx.random)
    }

    /// The hidden field that every form with `method="post"` carries.
    pub fn csrf_field(&self) -> Markup {
        let token = self.csrf();
        Markup::write(|html| write!(html, r#"<input type="hidden" name="{}" value="{token}">"#, gate::FIELD))
    }

    /// Whether the page shows a form that went back to the visitor: another language is then asked with all that was typed.
    pub fn has_come_back(&self) -> bool {
        self.0.came_back.load(Ordering::Relaxed)
    }

    /// Says that the page shows what somebody typed: another language is then asked with all of it.
    pub fn came_back(&self) {
        self.0.came_back.store(true, Ordering::Relaxed);
    }

    pub(crate) fn has_form(&self) -> bool {
        self.0.has_form.load(Ordering::Relaxed)
    }

    pub(crate) fn holder(&self) -> &str {
        &self.0.holder
    }

    pub(crate) fn shell(&self) -> &Shell {
        &self.0.shell
    }

    /// A pictogram: decorative, so text must stand beside it.
    pub fn icon(&self, name: &str) -> Markup {
        Markup::write(|html| {
            let sprite = assets::ICONS.url();
            write!(html, r#"<svg class="icon" aria-hidden="true"><use href="{sprite}#{}"/></svg>"#, safe(name))
        })
    }

    /// A pictogram that points along the line of reading, mirrored where that runs from the right.
    pub fn icon_onwards(&self) -> Markup {
        Markup::write(|html| {
            let sprite = assets::ICONS.url();
            write!(html, r#"<svg class="icon turn" aria-hidden="true"><use href="{sprite}#arrow"/></svg>"#)
        })
    }

    /// The address of the stylesheet.
    pub fn stylesheet(&self) -> &'static str {
        assets::STYLES.url()
    }

    /// The address of the script.
    pub fn script(&self) -> &'static str {
        assets::SCRIPT.url()
    }

    /// The address of the emblem for the browser's tab.
    pub fn emblem(&self) -> &'static str {
        assets::EMBLEM.url()
    }

    /// A text that knows its languages. One that stands in for a missing translation, or that a machine translated, is marked, never silent.
    pub fn text(&self, text: &Text) -> Markup {
        let Some(key) = text.show(self.lang()).and_then(note_on) else { return self.name(text) };
        let (name, note) = (self.name(text), self.tr(key));
        Markup::write(|html| write!(html, r#"{name} <span class="standin">{}</span>"#, safe(note)))
    }

    /// A name: one in another language is read out in that language, and said to be nothing else than a name.
    pub fn name(&self, text: &Text) -> Markup {
        let Some(shown) = text.show(self.lang()) else { return Markup::default() };
        let words = safe(shown.text);
        Markup::write(|html| {
            if shown.stands_in {
                write!(html, r#"<span lang="{}">{words}</span>"#, shown.lang)
            } else {
                write!(html, "{words}")
            }
        })
    }
}

/// What is said beside words: which language stands in for the reader's own, or that a machine translated them. Nothing of words
/// that somebody wrote for this reader.
const fn note_on(shown: Shown<'_>) -> Option<&'static str> {
    match (shown.stands_in, shown.lang) {
        (true, Lang::Nl) => Some("web-only-nl"),
        (true, Lang::Fr) => Some("web-only-fr"),
        (true, Lang::En) => Some("web-only-en"),
        (false, _) if matches!(shown.state, TranslationState::Automatic) => Some("web-automatic"),
        (false, _) => None,
    }
}

/// How this reader says numbers, days and times.
impl Page {
    /// `1.234`.
    pub fn number(&self, number: impl say::Whole) -> String {
        say::number(self.lang(), number.whole())
    }

    /// `1.234,5`.
    pub fn decimal(&self, value: impl Borrow<f64>, decimals: usize) -> String {
        say::decimal(self.lang(), *value.borrow(), decimals)
    }

    /// `58,2 %`, from a share of one.
    pub fn percent(&self, share: impl Borrow<f64>) -> String {
        say::percent(self.lang(), *share.borrow(), 1)
    }

    /// `zondag 22 november 2026`.
    pub fn day(&self, day: impl Borrow<Day>) -> String {
        say::day(self.lang(), *day.borrow())
    }

    /// `22 november 2026`.
    pub fn short_day(&self, day: impl Borrow<Day>) -> String {
        say::short_day(self.lang(), *day.borrow())
    }

    /// `november 2026`.
    pub fn month(&self, month: impl Borrow<Month>) -> String {
        say::month(self.lang(), *month.borrow())
    }

    /// `zondag 22 november 2026, 14:30`.
    pub fn moment(&self, moment: impl Borrow<Timestamp>) -> String {
        say::moment(self.lang(), *moment.borrow(), &self.0.cx.time_zone)
    }

    /// `€ 12,50`, from cents.
    pub fn euro(&self, cents: impl Borrow<i64>) -> String {
        say::euro(self.lang(), *cents.borrow())
    }

    /// `600 m`.
    pub fn distance(&self, metres: impl Borrow<u32>) -> String {
        say::distance(self.lang(), *metres.borrow())
    }

    /// A telephone number as every page writes it, and what a link calls.
    pub fn phone(&self, typed: &str) -> Arc<Phone> {
        self.0.shell.phones.read(typed)
    }

    /// Today, for the printed page.
    pub fn today(&self) -> String {
        say::day(self.lang(), self.0.cx.today())
    }
}

fn lies_under(path: &str, root: &str) -> bool {
    let rest = path.strip_prefix(root);
    path == root || rest.is_some_and(|rest| root != "/" && rest.starts_with('/'))
}

impl<S: Sync> FromRequestParts<S> for Page {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let page = parts.extensions.get::<Self>().cloned();
        page.ok_or_else(|| Failure::unexpected("a page outside the shell: mount its routes with web::mount"))
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Page({})", self.request_id())
    }
}
