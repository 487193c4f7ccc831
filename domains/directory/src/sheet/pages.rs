//! The doors to a sheet: the sheet itself, the same on paper, ways to hand it on, and the short link.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use documents::{NotPrinted, Press};
use house::{Fixture, House};
use kernel::Month;
use territory::Gazetteers;
use web::{Answer, Failure, Form, Markup, Origin, Page, Path, Query, Turnstile, see_other, view};

use super::full::{Full, week};
use super::{Sheet, SheetCode, actions, mail, paper, records};
use crate::FrontDesk;
use crate::pages::results::Asking;

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
    view(&ShowSheet {
        asking: Asking::nothing(&gazetteer),
        map: full.map(&page, &gazetteer),
        qr: full.qr(&page),
        week: week(&page),
        full,
        desk,
        page,
    })
}

/// `GET /sheet/pdf`: the same on paper, for who prints elsewhere or keeps it.
pub(crate) async fn pdf(
    page: Page,
    query: Query,
    State(house): State<House>,
    Fixture(gazetteers): Fixture<Gazetteers>,
    Fixture(desk): Fixture<FrontDesk>,
    Fixture(press): Fixture<Press>,
) -> Answer {
    let full = Full::read(&page, &house, &query).await?;
    if full.sheet.is_empty() {
        return Ok(see_other(format!("/sheet{}", full.asked)).into_response());
    }
    let drawings = paper::Drawings { map: full.map(&page, &gazetteers.current()), qr: full.qr(&page) };
    let pdf = press.print(paper::describe(&page, &full, &drawings, &desk)).await.map_err(|why| match why {
        NotPrinted::Busy => Failure::refused(StatusCode::SERVICE_UNAVAILABLE, "directory-sheet-busy")
            .way_out(full.sheet.path(page.lang()), "directory-sheet-back"),
        NotPrinted::Unsound(_) => Failure::unexpected(why),
    })?;
    let file = format!("inline; filename=\"{}.pdf\"", page.tr("directory-sheet-file"));
    Ok(([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, file)], pdf).into_response())
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
        return Ok(see_other(format!("/sheet{}", full.asked)).into_response());
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
    Failure::refused(StatusCode::NOT_FOUND, "directory-sheet-no-link").way_out("/", "directory-find")
}
