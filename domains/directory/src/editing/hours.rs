//! The week that opening hours make, beside the form in which they are typed.

use std::sync::Arc;

use house::House;
use web::{Failure, Page};

use crate::{Calendar, Hours};

/// Each day of the coming week with its hours, Monday first; nothing for hours that nobody can read.
pub(super) fn week_of(house: &House, page: &Page, hours: &str) -> Result<Vec<(String, String)>, Failure> {
    let Ok(hours) = hours.parse::<Hours>() else { return Ok(Vec::new()) };
    let calendar: Arc<Calendar> = house.fixtures.get().map_err(Failure::unexpected)?;
    let lang = page.lang();
    let days = hours.week(&calendar, page.cx().today()).into_iter().map(|day| {
        let spans = day.spans.iter().map(|(from, until)| {
            let (from, until) = (web::say::time(lang, *from), web::say::time(lang, *until));
            page.tr("directory-span").arg("from", from).arg("until", until).to_string()
        });
        let spans = spans.collect::<Vec<_>>().join(", ");
        let told = if spans.is_empty() { page.tr("directory-closed").to_string() } else { spans };
        (web::say::weekday(lang, day.day.get().weekday()).to_owned(), told)
    });
    Ok(days.collect())
}
