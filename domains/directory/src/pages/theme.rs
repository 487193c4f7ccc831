//! Themes: what people look for help with, as doors to the services.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse as _;
use house::{Fixture, House};
use kernel::{Page as Stretch, PageRequest};
use territory::{Gazetteer, Gazetteers};
use web::{Answer, Failure, Page, Pager, Path, Query, Step, view};

use crate::asking::{Asked, LONGEST_PLACE};
use crate::showing::zone_name;
use crate::{
    Answer as Answered, Facet, Filters, Finder, FrontDesk, Question, Refinements, TermFacet, Theme, ThemeCode,
};

use super::card::{Card, Cards};
use super::results::{Asking, question};

/// What a theme without a pictogram of its own shows.
pub(crate) const PLAIN_ICON: &str = "list";
/// Parts that a door names.
const PARTS_NAMED: usize = 3;
/// Services on a page.
const CARDS: u64 = 20;

/// A theme as a door: its name and the first of its parts.
pub(crate) struct Door {
    pub href: String,
    pub icon: String,
    pub name: String,
    pub parts: String,
}

impl Door {
    /// The doors of the themes that are wanted, in the order of the pack.
    pub(crate) fn all(page: &Page, themes: &[Theme], wanted: impl Fn(&Theme) -> bool) -> Vec<Self> {
        let name = |theme: &Theme| theme.names.plain(page.lang()).to_owned();
        let parts = |code: &ThemeCode| {
            let parts = themes.iter().filter(|part| part.broader.as_ref() == Some(code));
            parts.take(PARTS_NAMED).map(name).collect::<Vec<_>>().join(", ")
        };
        let door = |theme: &Theme| Self {
            href: format!("/themes/{}", theme.code),
            icon: theme.icon.clone().unwrap_or_else(|| PLAIN_ICON.to_owned()),
            name: name(theme),
            parts: parts(&theme.code),
        };
        themes.iter().filter(|theme| wanted(theme)).map(door).collect()
    }
}

/// A theme of the first level with everything under it.
struct Branch {
    name: String,
    href: String,
    /// Its parts, each with theirs.
    parts: Vec<(Twig, Vec<Twig>)>,
}

/// A theme as a link.
struct Twig {
    name: String,
    href: String,
}

#[derive(Template)]
#[template(path = "themes.html")]
struct Themes {
    page: Page,
    asking: Asking,
    doors: Vec<Door>,
    branches: Vec<Branch>,
}

pub(crate) async fn list(
    page: Page,
    Fixture(finder): Fixture<Finder>,
    Fixture(gazetteers): Fixture<Gazetteers>,
) -> Answer {
    let all = sought(&finder);
    let doors = Door::all(&page, &all, |theme| theme.broader.is_none());
    let branches = all.iter().filter(|theme| theme.broader.is_none()).map(|top| branch(&page, &all, top)).collect();
    view(&Themes { asking: Asking::nothing(&gazetteers.current()), doors, branches, page })
}

/// What people look for, in the order of the thesaurus.
pub(crate) fn sought(finder: &Finder) -> Vec<Theme> {
    finder.terms().iter().filter(|theme| theme.is_sought()).cloned().collect()
}

fn branch(page: &Page, all: &[Theme], top: &Theme) -> Branch {
    let twig = |theme: &Theme| Twig {
        name: theme.names.plain(page.lang()).to_owned(),
        href: format!("/themes/{}", theme.code),
    };
    let under = |code: &ThemeCode| parts_of(all, code).map(|part| &part.code).cloned().collect::<Vec<_>>();
    let parts = parts_of(all, &top.code).map(|part| {
        // A tree may be deeper than it is shown: what lies below the third level stands with the third.
        let mut below = Vec::new();
        let mut open = under(&part.code);
        while let Some(code) = open.pop() {
            below.extend(all.iter().find(|theme| theme.code == code));
            open.extend(under(&code));
        }
        below.sort_by_key(|theme| all.iter().position(|one| one.code == theme.code));
        (twig(part), below.into_iter().map(twig).collect())
    });
    let Twig { name, href } = twig(top);
    Branch { name, href, parts: parts.collect() }
}

fn parts_of<'a>(all: &'a [Theme], code: &'a ThemeCode) -> impl Iterator<Item = &'a Theme> {
    all.iter().filter(move |part| part.broader.as_ref() == Some(code))
}

#[derive(Template)]
#[template(path = "theme.html")]
struct ShowTheme {
    page: Page,
    trail: Vec<Step>,
    theme: Theme,
    asking: Asking,
    parts: Vec<Door>,
    /// The themes beside it.
    related: Vec<Twig>,
    /// The care zones where it is offered, with how many services there.
    zones: Vec<(Twig, u64)>,
    total: u64,
    cards: Cards,
    close_by: Vec<Card>,
    pager: Pager,
    desk: Arc<FrontDesk>,
}

pub(crate) async fn show(
    page: Page,
    query: Query,
    Path(code): Path<ThemeCode>,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Fixture(gazetteers): Fixture<Gazetteers>,
    Fixture(desk): Fixture<FrontDesk>,
) -> Answer {
    let theme = finder.term(&code).filter(|theme| theme.facet == TermFacet::Need).ok_or_else(Failure::not_found)?;
    if theme.code != code {
        let there = format!("/themes/{}", theme.code);
        return Ok((StatusCode::MOVED_PERMANENTLY, [(LOCATION, there)]).into_response());
    }
    if theme.retired {
        return Err(
            Failure::refused(StatusCode::GONE, "directory-theme-gone").way_out("/themes", "directory-all-themes")
        );
    }
    let all = sought(&finder);
    let gazetteer = gazetteers.current();
    let asked = Asked::of(&gazetteer, query.text("place", LONGEST_PLACE)?, page.lang());
    let request = PageRequest { limit: CARDS, ..query.page(CARDS)? };
    let filters = Filters::of(Facet::Theme, &code);
    let question = Question { counting: true, ..question(&page, "", &asked, filters, request) };
    let answer = finder.answer(house.store.read(), &question).await.map_err(Failure::unexpected)?;
    let Answered { matches, total, close_by, refinements, .. } = answer;
    view(&ShowTheme {
        trail: trail(&page, &all, &theme),
        asking: Asking::new(&gazetteer, String::new(), asked.shown(page.lang()).to_owned()),
        parts: Door::all(&page, &all, |part| part.broader.as_ref() == Some(&theme.code)),
        related: related(&page, &all, &theme),
        zones: zones(&page, &gazetteer, &refinements, &code),
        cards: Cards::of(&page, &gazetteer, matches),
        close_by: Card::all(&page, &gazetteer, close_by),
        pager: Pager::of(&Stretch { items: Vec::<()>::new(), total, request }, &query),
        total,
        theme,
        desk,
        page,
    })
}

/// The zones where a theme is offered, in the order of the territory.
fn zones(page: &Page, gazetteer: &Gazetteer, refinements: &Refinements, theme: &ThemeCode) -> Vec<(Twig, u64)> {
    let twig = |code: &str| Twig {
        name: zone_name(gazetteer, Some(code), page.lang()),
        href: format!("/search?theme={theme}&zone={code}"),
    };
    let counted = gazetteer.zones().iter().map(|zone| (zone, refinements.count(Facet::Zone, zone.code.as_str())));
    counted.filter(|(_, count)| *count > 0).map(|(zone, count)| (twig(zone.code.as_str()), count)).collect()
}

/// The themes that are related to one, without those that the trail names already.
fn related(page: &Page, all: &[Theme], theme: &Theme) -> Vec<Twig> {
    let besides = theme.related.iter().filter(|code| theme.broader.as_ref() != Some(code));
    let known = besides.filter_map(|code| all.iter().find(|other| other.code == *code));
    known
        .map(|other| Twig { name: other.names.plain(page.lang()).to_owned(), href: format!("/themes/{}", other.code) })
        .collect()
}

/// The trail from the list of themes to this one.
fn trail(page: &Page, all: &[Theme], theme: &Theme) -> Vec<Step> {
    let mut above = Vec::new();
    let mut next = theme.broader.as_ref();
    while let Some(broader) = next.and_then(|code| all.iter().find(|other| other.code == *code)) {
        if above.iter().any(|known: &&Theme| known.code == broader.code) {
            break;
        }
        above.push(broader);
        next = broader.broader.as_ref();
    }
    let step = |theme: &&Theme| Step::new(format!("/themes/{}", theme.code), theme.names.plain(page.lang()));
    let first = Step::new("/themes", page.tr("directory-themes"));
    std::iter::once(first).chain(above.iter().rev().map(step)).collect()
}
