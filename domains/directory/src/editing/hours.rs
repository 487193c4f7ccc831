//! The week that opening hours make, beside the form in which they are typed.

use std::sync::Arc;

use house::House;
use web::{Failure, Page};

use crate::showing::{dates, hours_of};
use crate::{Calendar, Hours};

/// Each day of the coming week with its hours, Monday first, and the next days for what does not come every week; nothing for hours
/// that nobody can read.
pub(super) fn week_of(house: &House, page: &Page, hours: &str) -> Result<Vec<(String, String)>, Failure> {
    let Ok(hours) = hours.parse::<Hours>() else { return Ok(Vec::new()) };
    let calendar: Arc<Calendar> = house.fixtures.get().map_err(Failure::unexpected)?;
    let ahead = hours.ahead(&calendar, page.cx().today());
    let week = ahead
        .week
        .iter()
        .map(|day| (web::say::weekday(page.lang(), day.day.get().weekday()).to_owned(), hours_of(page, day)));
    Ok(week.chain(dates(page, &ahead.next)).collect())
}
