//! A calendar day as a column value.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike as _;
use serde::{Deserialize, Serialize};

/// A calendar day without a time zone (a mandate starts on a day, not at a moment).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(jiff::civil::Date);

impl Day {
    /// Wraps a civil date.
    pub const fn new(date: jiff::civil::Date) -> Self {
        Self(date)
    }

    /// The civil date, for arithmetic and formatting.
    pub const fn get(self) -> jiff::civil::Date {
        self.0
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
        Self(jiff::civil::Date::new(year, month, day).unwrap_or(jiff::civil::Date::MAX))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Day {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
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
    }
}
