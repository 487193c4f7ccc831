//! Periods to choose from, and how the reader says them.

use figures::Period;
use house::House;
use kernel::Month;
use web::{Choice, Failure, Page};

use crate::contact::filter::Filter;
use crate::contact::records;

/// A period as the reader says it.
pub(crate) fn said(page: &Page, period: Period) -> String {
    match period {
        Period::Year(year) => year.to_string(),
        Period::Month(month) => page.month(month),
        Period::Range(first, last) => {
            page.tr("helpdesk-period-range").arg("first", page.month(first)).arg("last", page.month(last)).to_string()
        }
    }
}

/// The years since the first contact `of` those that the reader is told of, the last twelve months, and the one that is
/// shown.
pub(crate) async fn periods(
    page: &Page,
    house: &House,
    shown: Option<Period>,
    of: &Filter,
) -> Result<Vec<Choice>, Failure> {
    let now = Month::of(page.cx().today());
    let since = records::since(house.store.read(), of).await?.unwrap_or(now);
    let years = (since.year.min(now.year)..=now.year).rev().map(Period::Year);
    let mut months = Period::Range(Month { year: now.year - 1, month: now.month }, now).months();
    months.reverse();
    months.truncate(12);
    let mut all: Vec<Period> = years.chain(months.into_iter().map(Period::Month)).collect();
    if let Some(shown) = shown.filter(|shown| !all.contains(shown)) {
        all.insert(0, shown);
    }
    Ok(all.into_iter().map(|period| Choice::new(period, said(page, period))).collect())
}
