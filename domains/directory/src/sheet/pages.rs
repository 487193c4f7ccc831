//! The doors to a sheet: the sheet itself, ways to hand it on, and the short link.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use house::{Fixture, House};
use kernel::Month;
use territory::Gazetteers;
use web::{Answer, Failure, Form, Markup, Origin, Page, Path, Query, Turnstile, qr, see_other, view};

use super::showing::{Entry, Teller};
use super::{Sheet, SheetCode, actions, mail, map, records};
use crate::pages::results::Asking;
use crate::{Calendar, FrontDesk};

/// New short links for one network on a day: an office of responders shares one.
const MOST_LINKS: u32 = 300;
/// How long somebody is asked to wait who made more, in seconds.
const WAIT: u32 = 3_600;

/// Lets each network make so many short links a day.
pub(crate) struct LinkGate(Turnstile);

impl LinkGate {
    /// A gate through which nobody came yet.
    pub(crate) fn new(random: kernel::Random) -> Self {
        Self(Turnstile::new(MOST_LINKS, random))
    }
}

/// A sheet with all that stands on it.
struct Full {
    sheet: Sheet,
    entries: Vec<Entry>,
    /// Services that were asked for and do not exist any more.
    gone: usize,
    /// More were chosen than a sheet takes.
    too_many: bool,
    /// The address that leads here, the short one where there is one.
    link: String,
    /// Whether that is a short one.
    short: bool,
}

impl Full {
    async fn read(page: &Page, house: &House, query: &Query) -> Result<Self, Failure> {
        let (sheet, too_many) = Sheet::read(query)?;
        let db = house.store.read();
        let gazetteer = house.fixtures.get::<Gazetteers>().map_err(Failure::unexpected)?.current();
        let calendar = house.fixtures.get::<Calendar>().map_err(Failure::unexpected)?;
        let teller = Teller { page, gazetteer: &gazetteer, calendar: &calendar };
        let entries = teller.entries(db, &sheet).await?;
        let gone = sheet.services().len() - entries.len();
        let sheet = Sheet::of(entries.iter().map(|entry| entry.id));
        let code = sheet.code(&house.vault, page.lang());
        let short = records::find(db, &code, Month::of(page.cx().today())).await?.is_some();
        let path = if short { format!("/o/{code}") } else { sheet.path(page.lang()) };
        Ok(Self { link: page.absolute(&path), sheet, entries, gone, too_many, short })
    }

    /// The address as a drawing that a phone reads.
    fn qr(&self, page: &Page) -> Option<Markup> {
        qr::draw(&self.link, &page.tr("directory-sheet-qr").to_string())
    }
}

#[derive(Template)]
#[template(path = "sheet/show.html")]
struct ShowSheet {
    page: Page,
    asking: Asking,
    full: Full,
    map: Markup,
    qr: Option<Markup>,
    desk: Arc<FrontDesk>,
    /// The first and the last day of the hours shown.
    week: (String, String),
}

pub(crate) async fn show(
    page: Page,
    query: Query,
    State(house): State<House>,
    Fixture(gazetteers): Fixture<Gazetteers>,
    Fixture(desk): Fixture<FrontDesk>,
) -> Answer {
    let full = Full::read(&page, &house, &query).await?;
    let gazetteer = gazetteers.current();
    let named = (page.tr("directory-sheet-map").to_string(), full.entries.as_slice());
    let today = page.cx().today();
    let last = today.get().checked_add(jiff::Span::new().days(6)).map_or(today, kernel::Day::new);
    view(&ShowSheet {
        asking: Asking::nothing(&gazetteer),
        map: map::sketch(&gazetteer, page.lang(), named),
        qr: full.qr(&page),
        week: (page.day(today), page.day(last)),
        full,
        desk,
        page,
    })
}

#[derive(Template)]
#[template(path = "sheet/share.html")]
struct ShareSheet {
    page: Page,
    full: Full,
    mail: String,
    qr: Option<Markup>,
}

pub(crate) async fn share(page: Page, query: Query, State(house): State<House>) -> Answer {
    let full = Full::read(&page, &house, &query).await?;
    if full.sheet.is_empty() {
        return Ok(see_other("/sheet").into_response());
    }
    view(&ShareSheet { mail: mail::address(&page, &full.entries, &full.link), qr: full.qr(&page), full, page })
}

pub(crate) async fn link(
    page: Page,
    origin: Origin,
    State(house): State<House>,
    Fixture(gate): Fixture<LinkGate>,
    form: Form,
) -> Answer {
    let chosen = form.all("s").filter_map(|id| id.parse().ok());
    let sheet = Sheet::of(chosen);
    if !gate.0.admits(origin, page.cx().today()) {
        return Err(Failure::too_many(WAIT));
    }
    let tx = house.store.begin().await?;
    actions::share(page.cx(), &tx, &house.vault, &sheet).await?;
    tx.commit().await?;
    Ok(see_other(format!("/sheet/share{sheet}")).saying("directory-sheet-link-made").into_response())
}

/// Leads from a short link to its sheet, in the language of whoever made it.
pub(crate) async fn follow(page: Page, State(house): State<House>, Path(code): Path<SheetCode>) -> Answer {
    let now = Month::of(page.cx().today());
    let found = records::find(house.store.read(), &code, now).await?;
    let (sheet, lang) = found.ok_or_else(no_longer)?;
    Ok(see_other(sheet.path(lang)).into_response())
}

fn no_longer() -> Failure {
    Failure::refused(axum::http::StatusCode::NOT_FOUND, "directory-sheet-no-link").way_out("/", "directory-find")
}
