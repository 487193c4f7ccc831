//! A sheet with all that stands on it, read anew for every door.

use house::House;
use kernel::{Day, Month};
use territory::{Gazetteer, Gazetteers};
use web::{Failure, Markup, Page, Query, qr};

use super::leading::{Gone, Led, led};
use super::showing::{Entry, Teller};
use super::{Sheet, map, records};
use crate::Calendar;

/// A sheet with all that stands on it.
pub(super) struct Full {
    /// What the address names.
    pub(super) asked: Sheet,
    /// What of it is there today.
    pub(super) sheet: Sheet,
    pub(super) entries: Vec<Entry>,
    /// Services that were asked for and were taken out: what they were called, and when that was.
    pub(super) gone: Vec<(String, String)>,
    /// Services that were asked for and that nobody knows.
    pub(super) unknown: usize,
    /// More were chosen than a sheet takes.
    pub(super) too_many: bool,
    /// The address that leads here, the short one where there is one.
    pub(super) link: String,
    /// Whether that is a short one.
    pub(super) short: bool,
}

impl Full {
    pub(super) async fn read(page: &Page, house: &House, query: &Query) -> Result<Self, Failure> {
        let (asked, too_many) = Sheet::read(query)?;
        let db = house.store.read();
        let Led { sheet, gone, unknown } = led(db, &asked).await?;
        let gazetteer = house.fixtures.get::<Gazetteers>().map_err(Failure::unexpected)?.current();
        let calendar = house.fixtures.get::<Calendar>().map_err(Failure::unexpected)?;
        let teller = Teller { page, gazetteer: &gazetteer, calendar: &calendar };
        let entries = teller.entries(db, &sheet).await?;
        let told = |gone: Gone| {
            let since = Day::new(gone.since.get().to_zoned(house.time_zone.clone()).date());
            (gone.name.plain(page.lang()).to_owned(), page.day(since))
        };
        let gone = gone.into_iter().map(told).collect();
        let code = sheet.code(&house.vault, page.lang());
        let short = records::find(db, &code, Month::of(page.cx().today())).await?.is_some();
        let path = if short { format!("/o/{code}") } else { sheet.path(page.lang()) };
        Ok(Self { link: page.absolute(&path), asked, sheet, entries, gone, unknown, too_many, short })
    }

    /// The address as a drawing that a phone reads.
    pub(super) fn qr(&self, page: &Page) -> Option<Markup> {
        qr::draw(&self.link, &page.tr("directory-sheet-qr").to_string())
    }

    /// The sketch of where it is.
    pub(super) fn map(&self, page: &Page, gazetteer: &Gazetteer) -> Markup {
        map::sketch(gazetteer, page.lang(), (page.tr("directory-sheet-map").to_string(), &self.entries))
    }
}

/// The first and the last day of the hours that a sheet shows.
pub(super) fn week(page: &Page) -> (String, String) {
    let today = page.cx().today();
    let last = today.get().checked_add(jiff::Span::new().days(6)).map_or(today, kernel::Day::new);
    (page.day(today), page.day(last))
}
