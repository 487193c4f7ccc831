//! The periods that figures are asked for: a month, a year, or a run of months.

use std::fmt;
use std::str::FromStr;

use kernel::Month;
use serde::{Deserialize, Serialize};

/// A run of whole months, written `2026`, `2026-03` or `2026-01..2026-10`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// One calendar year.
    Year(i16),
    /// One calendar month.
    Month(Month),
    /// From the first to the last month, both included.
    Range(Month, Month),
}

/// A text that is no period.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no period; write a year (2026), a month (2026-03) or two months (2026-01..2026-10)")]
pub struct PeriodError(pub String);

impl Period {
    /// The first month.
    pub const fn first(self) -> Month {
        match self {
            Self::Year(year) => Month { year, month: 1 },
            Self::Month(month) | Self::Range(month, _) => month,
        }
    }

    /// The last month.
    pub const fn last(self) -> Month {
        match self {
            Self::Year(year) => Month { year, month: 12 },
            Self::Month(month) | Self::Range(_, month) => month,
        }
    }

    /// Every month, in order.
    pub fn months(self) -> Vec<Month> {
        let (first, last) = (self.first(), self.last());
        (first.year..=last.year)
            .flat_map(Month::of_year)
            .skip_while(|month| *month < first)
            .take_while(|month| *month <= last)
            .collect()
    }

    /// Whether a month lies in it.
    pub fn contains(self, month: Month) -> bool {
        self.first() <= month && month <= self.last()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(month) => write!(f, "{month}"),
            Self::Range(first, last) => write!(f, "{first}..{last}"),
        }
    }
}

/// The longest run of months that is answered: a page of figures stays a page.
const LONGEST_IN_YEARS: i16 = 30;

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || PeriodError(text.to_owned());
        let month = |text: &str| text.parse::<Month>().map_err(|_| wrong());
        if let Some((first, last)) = text.split_once("..") {
            let (first, last) = (month(first)?, month(last)?);
            return match first.cmp(&last) {
                std::cmp::Ordering::Less if last.year - first.year < LONGEST_IN_YEARS => Ok(Self::Range(first, last)),
                std::cmp::Ordering::Equal => Ok(Self::Month(first)),
                _ => Err(wrong()),
            };
        }
        if text.contains('-') {
            return month(text).map(Self::Month);
        }
        match text.parse() {
            Ok(year @ 1900..=9999) => Ok(Self::Year(year)),
            _ => Err(wrong()),
        }
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

kernel::column_text!(Period);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_refuses_the_rest() {
        for text in ["2026", "2026-03", "2025-11..2026-02"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for wrong in ["", "26", "2026-13", "2026-03..2026-01", "1900-01..2026-01", "2026..2027", "soon"] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
        assert_eq!("2026-03..2026-03".parse::<Period>().unwrap().to_string(), "2026-03");
    }

    #[test]
    fn a_run_of_months_crosses_the_year() {
        let months = "2025-11..2026-02".parse::<Period>().unwrap().months();
        assert_eq!(
            months.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["2025-11", "2025-12", "2026-01", "2026-02"]
        );
        assert_eq!(Period::Year(2021).months().len(), 12);
    }
}
