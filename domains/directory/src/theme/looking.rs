//! Looking ahead at what is done at the press of a button: a version that is brought back, the region pack that is followed again, a
//! revision that is undone. Each shows what it changes, and what that does to the search, before anything is done.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use house::{Fixture, House};
use web::{Answer, Failure, Page, Path, Query, Step, view};

use super::actions::{problems, with};
use super::changing::concerned;
use super::intending::{Standing, Undoing, following, restoring, undoing};
use super::naming::Naming;
use super::previewing::{Ahead, Preview, preview};
use super::records::{self, Kept};
use super::saying::{Difference, Teller};
use super::tree::{Tree, address};
use super::version::Moved;
use super::{Theme, ThemeCode};
use crate::{Finder, Refusal};

/// What would be done.
struct Deed {
    /// The text that asks for it, with the name of a term in it.
    title: String,
    /// The text of its button.
    button: &'static str,
    /// Where it is done, and what is sent along.
    action: String,
    fields: Vec<(&'static str, String)>,
    /// Where whoever does not want it goes back to.
    back: String,
}

/// A term that would change.
struct Changed {
    href: String,
    name: String,
    changes: Vec<Difference>,
}

#[derive(Template)]
#[template(path = "thesaurus/ahead.html")]
struct LookAhead {
    page: Page,
    trail: Vec<Step>,
    deed: Deed,
    changed: Vec<Changed>,
    preview: Preview,
}

/// The thesaurus that is looked at.
struct Ground<'a> {
    page: &'a Page,
    house: &'a House,
    finder: &'a Arc<Finder>,
    all: Vec<Kept>,
    terms: Vec<Theme>,
}

impl<'a> Ground<'a> {
    async fn read(page: &'a Page, house: &'a House, finder: &'a Arc<Finder>) -> Result<Self, Failure> {
        let all = records::kept(house.store.read()).await?;
        let terms = all.iter().map(|kept| kept.theme.clone()).collect();
        Ok(Self { page, house, finder, all, terms })
    }

    fn standing(&self) -> Standing<'_> {
        Standing { all: &self.all, terms: &self.terms }
    }

    fn named(&self, code: &ThemeCode) -> String {
        Naming::new(&self.terms).called(code, self.page.lang())
    }

    /// What a button below the page of a term would do.
    fn of_term(&self, code: &ThemeCode, way: &str, texts: (&str, &'static str)) -> Result<Deed, Refusal> {
        let seen = self.standing().find(code)?.revision.to_string();
        let (title, button) = texts;
        Ok(Deed {
            title: self.page.tr(title.to_owned()).arg("name", self.named(code)).to_string(),
            button,
            action: format!("{}/{way}", address(code)),
            fields: vec![("seen", seen)],
            back: address(code),
        })
    }

    fn trail(&self, code: Option<&ThemeCode>) -> Vec<Step> {
        let tree = Tree::new(&self.terms);
        let term = code.and_then(|code| tree.get(code));
        let mut trail = tree.trail(self.page, term);
        trail.extend(term.map(|term| Step::new(address(&term.code), term.names.plain(self.page.lang()))));
        trail
    }

    /// Draws what terms would be; what they would not soundly be is refused as it would be when it is done.
    async fn draw(self, trail: Vec<Step>, deed: Deed, then: Vec<Theme>) -> Answer {
        let after = with(&self.terms, &then);
        let codes: Vec<ThemeCode> = then.iter().map(|term| term.code.clone()).collect();
        let found = problems(&after, &codes, &concerned(&self.terms, &after, &codes));
        if !found.is_empty() {
            return Err(Refusal::TermUnsound(found).into());
        }
        let teller = Teller { page: self.page, naming: Naming::new(&self.terms) };
        let was = |term: &Theme| self.terms.iter().find(|was| was.code == term.code);
        let changed = then.iter().map(|term| Changed {
            href: address(&term.code),
            name: self.named(&term.code),
            changes: was(term).map(|was| teller.apart(was, term)).unwrap_or_default(),
        });
        let changed = changed.collect();
        self.show(trail, deed, (changed, after, codes)).await
    }

    async fn show(
        &self,
        trail: Vec<Step>,
        deed: Deed,
        (changed, after, codes): (Vec<Changed>, Vec<Theme>, Vec<ThemeCode>),
    ) -> Answer {
        let ahead = Ahead { before: &self.terms, after: &after, changed: &codes };
        let preview = preview(self.house.store.read(), self.finder, self.page.lang(), &ahead).await;
        let preview = preview.map_err(Failure::unexpected)?;
        view(&LookAhead { trail, deed, changed, preview, page: self.page.clone() })
    }

    /// A place among others changes nothing that is found.
    async fn draw_move(&self, deed: Deed, code: &ThemeCode, moved: Moved) -> Answer {
        let change = Difference {
            label: self.page.tr("directory-term-beside").to_string(),
            before: (moved.to + 1).to_string(),
            after: (moved.from + 1).to_string(),
        };
        let changed = Changed { href: address(code), name: self.named(code), changes: vec![change] };
        self.show(changes_trail(self.page), deed, (vec![changed], self.terms.clone(), Vec::new())).await
    }
}

fn changes_trail(page: &Page) -> Vec<Step> {
    vec![
        Step::new("/directory/thesaurus", page.tr("directory-thesaurus")),
        Step::new("/directory/thesaurus/changes", page.tr("directory-terms-changes")),
    ]
}

/// `GET /directory/thesaurus/terms/CODE/restore?revision=`
pub(crate) async fn restore(
    page: Page,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Path(code): Path<ThemeCode>,
    query: Query,
) -> Answer {
    let revision = query.value::<i64>("revision")?.ok_or_else(|| Failure::bad_input("revision"))?;
    let ground = Ground::read(&page, &house, &finder).await?;
    let then = restoring(house.store.read(), ground.standing(), (&code, revision)).await?;
    let mut deed = ground.of_term(&code, "restore", ("directory-ahead-restore", "directory-bring-back"))?;
    deed.fields.push(("revision", revision.to_string()));
    on_term(ground, &code, deed, then).await
}

/// `GET /directory/thesaurus/terms/CODE/follow`
pub(crate) async fn follow(
    page: Page,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Path(code): Path<ThemeCode>,
) -> Answer {
    let ground = Ground::read(&page, &house, &finder).await?;
    let then = following(house.store.read(), ground.standing(), &code).await?;
    let deed = ground.of_term(&code, "follow", ("directory-ahead-follow", "directory-term-follow"))?;
    on_term(ground, &code, deed, then).await
}

async fn on_term(ground: Ground<'_>, code: &ThemeCode, deed: Deed, then: Option<Theme>) -> Answer {
    let trail = ground.trail(Some(code));
    ground.draw(trail, deed, then.into_iter().collect()).await
}

/// `GET /directory/thesaurus/revisions/REVISION/undo`
pub(crate) async fn undo(
    page: Page,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Path(revision): Path<i64>,
) -> Answer {
    let ground = Ground::read(&page, &house, &finder).await?;
    let deed = Deed {
        title: page.tr("directory-ahead-undo").to_string(),
        button: "directory-ahead-undo-do",
        action: format!("/directory/thesaurus/revisions/{revision}/undo"),
        fields: Vec::new(),
        back: "/directory/thesaurus/changes".to_owned(),
    };
    match undoing(house.store.read(), ground.standing(), revision).await? {
        Undoing::Terms(then) => ground.draw(changes_trail(&page), deed, then).await,
        Undoing::Place(code, moved) => ground.draw_move(deed, &code, moved).await,
    }
}
