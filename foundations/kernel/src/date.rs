//! A calendar day as a column value.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike as _;
use serde::{Deserialize, Serialize};

/// A calendar day without a time zone (a mandate starts on a day, not at a moment), in the years 1 to 9999: there the
/// calendars of the databases agree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "jiff::civil::Date", into = "jiff::civil::Date")]
pub struct Day(jiff::civil::Date);

/// A text or a date that is not a day.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a day in the years 1 to 9999; write it like 2026-11-22")]
pub struct DayError(pub String);

impl Day {
    /// Wraps a civil date. One before the year 1 becomes the first day of that year.
    pub fn new(date: jiff::civil::Date) -> Self {
        Self(date.max(jiff::civil::date(1, 1, 1)))
    }

    /// The civil date, for arithmetic and formatting.
    pub const fn get(self) -> jiff::civil::Date {
        self.0
    }

    /// The day before; the first of all days has none, and stays.
    #[must_use]
    pub fn before(self) -> Self {
        self.0.yesterday().map_or(self, Self::new)
    }

    /// So many days later, or earlier when negative; where there is no such day, the day stays.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let days = i32::try_from(days).ok();
        days.and_then(|days| self.0.checked_add(jiff::Span::new().days(days)).ok()).map_or(self, Self::new)
    }

    /// Whole days from `earlier` to this day; negative when `earlier` is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.duration_since(earlier.0).as_hours() / 24
    }

    fn to_chrono(self) -> chrono::NaiveDate {
        let date = self.0;
        chrono::NaiveDate::from_ymd_opt(
            date.year().into(),
            date.month().unsigned_abs().into(),
            date.day().unsigned_abs().into(),
        )
        .unwrap_or_default()
    }

    fn from_chrono(date: chrono::NaiveDate) -> Self {
        let year = i16::try_from(date.year()).unwrap_or(i16::MAX);
        let month = i8::try_from(date.month()).unwrap_or(1);
        let day = i8::try_from(date.day()).unwrap_or(1);
        Self::new(jiff::civil::Date::new(year, month, day).unwrap_or(jiff::civil::Date::MAX))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || DayError(text.to_owned());
        text.parse::<jiff::civil::Date>().map_err(|_| wrong())?.try_into().map_err(|_| wrong())
    }
}

impl TryFrom<jiff::civil::Date> for Day {
    type Error = DayError;

    fn try_from(date: jiff::civil::Date) -> Result<Self, Self::Error> {
        if date.year() >= 1 { Ok(Self(date)) } else { Err(DayError(date.to_string())) }
    }
}

impl From<Day> for jiff::civil::Date {
    fn from(day: Day) -> Self {
        day.0
    }
}

crate::column_newtype!(Day, chrono::NaiveDate, Day::from_chrono, Day::to_chrono);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survives_the_way_into_a_column_and_back() {
        for text in ["2024-02-29", "1999-12-31", "2026-11-22"] {
            let day: Day = text.parse().unwrap();
            assert_eq!(Day::from_chrono(day.to_chrono()), day);
        }
        let (earlier, later): (Day, Day) = ("2026-02-27".parse().unwrap(), "2026-03-01".parse().unwrap());
        assert_eq!(later.days_since(earlier), 2);
        assert_eq!((earlier.plus_days(2), later.plus_days(-2)), (later, earlier));
        assert_eq!(earlier.plus_days(i64::MAX), earlier, "there is no such day");
    }

    #[test]
    fn only_the_years_that_every_database_knows_are_days() {
        for text in ["0001-01-01", "9999-12-31"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
            assert_eq!(serde_json::from_str::<Day>(&format!("\"{text}\"")).unwrap().to_string(), text);
        }
        for text in ["0000-12-31", "-000001-01-01", "-009999-01-01", "10000-01-01", "2026-02-30", ""] {
            assert_eq!(text.parse::<Day>(), Err(DayError(text.to_owned())), "{text}");
            assert!(serde_json::from_str::<Day>(&format!("\"{text}\"")).is_err(), "{text}");
        }
        assert_eq!(Day::new(jiff::civil::Date::MIN).to_string(), "0001-01-01");
    }
}
