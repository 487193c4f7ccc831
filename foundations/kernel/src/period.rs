//! Calendar months, the smallest period that figures are counted in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Day;

/// A calendar month, written `2026-11`. Kept as text in columns, so that grouping by it is the same on every engine.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    /// The year, 1 to 9999.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
}

/// A text that is not a month.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a month; write it like 2026-11")]
pub struct MonthError(pub String);

impl Month {
    /// The month that a day lies in.
    pub fn of(day: Day) -> Self {
        Self { year: day.get().year(), month: day.get().month() }
    }

    /// The twelve months of a year.
    pub fn of_year(year: i16) -> impl Iterator<Item = Self> {
        (1..=12).map(move |month| Self { year, month })
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || MonthError(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        let parsed = Self { year: year.parse().map_err(|_| wrong())?, month: month.parse().map_err(|_| wrong())? };
        if (1..=9999).contains(&parsed.year) && (1..=12).contains(&parsed.month) { Ok(parsed) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Month {
    type Error = MonthError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

crate::column_text!(Month);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_refuses_the_rest() {
        let month: Month = "2026-03".parse().unwrap();
        assert_eq!(month.to_string(), "2026-03");
        for wrong in ["2026", "2026-13", "x-1", "2026-00", "0000-01"] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
        assert_eq!(Month::of_year(2021).count(), 12);
    }
}
