//! Themes: what people look for help with, as doors to the services.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use house::{Fixture, House};
use kernel::{Page as Stretch, PageRequest};
use territory::Gazetteers;
use web::{Answer, Failure, Page, Pager, Path, Query, Step, view};

use crate::asking::{Asked, LONGEST_PLACE};
use crate::{Answer as Answered, Facet, Filters, Finder, FrontDesk, Theme, ThemeCode, themes};

use super::card::{Card, Cards};
use super::results::{Asking, question};

/// What a theme without a pictogram of its own shows.
const PLAIN_ICON: &str = "list";
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

#[derive(Template)]
#[template(path = "themes.html")]
struct Themes {
    page: Page,
    asking: Asking,
    doors: Vec<Door>,
}

pub(crate) async fn list(page: Page, State(house): State<House>, Fixture(gazetteers): Fixture<Gazetteers>) -> Answer {
    let all = themes(house.store.read()).await?;
    let doors = Door::all(&page, &all, |theme| theme.broader.is_none());
    view(&Themes { asking: Asking::nothing(&gazetteers.current()), doors, page })
}

#[derive(Template)]
#[template(path = "theme.html")]
struct ShowTheme {
    page: Page,
    trail: Vec<Step>,
    theme: Theme,
    asking: Asking,
    parts: Vec<Door>,
    total: u64,
    cards: Cards,
    close_by: Vec<Card>,
    pager: Pager,
    desk: Arc<FrontDesk>,
}

pub(crate) async fn show(
    page: Page,
    query: Query,
    State(house): State<House>,
    Path(code): Path<ThemeCode>,
    Fixture(finder): Fixture<Finder>,
    Fixture(gazetteers): Fixture<Gazetteers>,
    Fixture(desk): Fixture<FrontDesk>,
) -> Answer {
    let all = themes(house.store.read()).await?;
    let theme = all.iter().find(|theme| theme.code == code).cloned().ok_or_else(Failure::not_found)?;
    let gazetteer = gazetteers.current();
    let asked = Asked::of(&gazetteer, query.text("place", LONGEST_PLACE)?, page.lang());
    let request = PageRequest { limit: CARDS, ..query.page(CARDS)? };
    let filters = Filters::of(Facet::Theme, &code);
    let answer = finder.find(&question(&page, "", &asked, filters, request)).map_err(Failure::unexpected)?;
    let Answered { matches, total, close_by, .. } = answer;
    view(&ShowTheme {
        trail: trail(&page, &all, &theme),
        asking: Asking::new(&gazetteer, String::new(), asked.shown(page.lang()).to_owned()),
        parts: Door::all(&page, &all, |part| part.broader.as_ref() == Some(&theme.code)),
        cards: Cards::of(&page, &gazetteer, matches),
        close_by: Card::all(&page, &gazetteer, close_by),
        pager: Pager::of(&Stretch { items: Vec::<()>::new(), total, request }, &query),
        total,
        theme,
        desk,
        page,
    })
}

/// The trail from the list of themes to this one.
fn trail(page: &Page, all: &[Theme], theme: &Theme) -> Vec<Step> {
    let mut trail = vec![Step::new("/themes", page.tr("directory-themes"))];
    let above = theme.broader.as_ref().and_then(|code| all.iter().find(|other| other.code == *code));
    trail.extend(above.map(|above| Step::new(format!("/themes/{}", above.code), above.names.plain(page.lang()))));
    trail
}
