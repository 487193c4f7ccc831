//! A moment in time as the databases keep it: UTC, to the microsecond.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A moment in time, UTC, truncated to microseconds because PostgreSQL keeps no more, in the years 1 to 9999: there the
/// calendars of the databases agree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "jiff::Timestamp", into = "jiff::Timestamp")]
pub struct Timestamp(jiff::Timestamp);

/// The first microsecond of the year 1.
const FIRST: i64 = -62_135_596_800_000_000;

/// A text or a moment that is none that the databases keep.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a moment in the years 1 to 9999; write it like 2026-11-22T10:42:00Z")]
pub struct TimestampError(pub String);

impl Timestamp {
    /// Takes a moment and drops what is finer than a microsecond. One before the year 1 becomes its first moment.
    pub fn new(moment: jiff::Timestamp) -> Self {
        Self::from_micros(moment.as_microsecond())
    }

    /// The moment so many microseconds after 1970; out of range is clamped to the range.
    pub fn from_micros(micros: i64) -> Self {
        Self(jiff::Timestamp::from_microsecond(micros.max(FIRST)).unwrap_or(jiff::Timestamp::MAX))
    }

    /// Microseconds since 1970.
    pub fn as_micros(self) -> i64 {
        self.0.as_microsecond()
    }

    /// The moment for arithmetic and formatting.
    pub fn get(self) -> jiff::Timestamp {
        self.0
    }

    /// This moment plus a span of hours or less; saturates at the end of time.
    #[must_use]
    pub fn plus(self, span: jiff::SignedDuration) -> Self {
        Self::new(self.0.saturating_add(span).unwrap_or(jiff::Timestamp::MAX))
    }

    /// Time passed since `earlier`; negative when `earlier` is later.
    pub fn since(self, earlier: Self) -> jiff::SignedDuration {
        self.0.duration_since(earlier.0)
    }

    /// The calendar day at this moment in a time zone.
    pub fn day_in(self, zone: &jiff::tz::TimeZone) -> crate::Day {
        crate::Day::new(self.0.to_zoned(zone.clone()).date())
    }

    fn to_chrono(self) -> chrono::DateTime<chrono::Utc> {
        chrono::DateTime::from_timestamp_micros(self.as_micros()).unwrap_or_default()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || TimestampError(text.to_owned());
        text.parse::<jiff::Timestamp>().map_err(|_| wrong())?.try_into().map_err(|_| wrong())
    }
}

impl TryFrom<jiff::Timestamp> for Timestamp {
    type Error = TimestampError;

    fn try_from(moment: jiff::Timestamp) -> Result<Self, Self::Error> {
        if moment.as_microsecond() >= FIRST { Ok(Self::new(moment)) } else { Err(TimestampError(moment.to_string())) }
    }
}

impl From<Timestamp> for jiff::Timestamp {
    fn from(at: Timestamp) -> Self {
        at.0
    }
}

crate::column_newtype!(
    Timestamp,
    chrono::DateTime<chrono::Utc>,
    |at: chrono::DateTime<chrono::Utc>| Timestamp::from_micros(at.timestamp_micros()),
    Timestamp::to_chrono
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_truncated_to_what_both_engines_keep() {
        let fine: Timestamp = "2026-11-22T10:00:00.123456789Z".parse().unwrap();
        assert_eq!(fine.to_string(), "2026-11-22T10:00:00.123456Z");
        assert_eq!(Timestamp::from_micros(fine.to_chrono().timestamp_micros()), fine);
    }

    #[test]
    fn only_the_years_that_every_database_knows_are_moments() {
        for text in ["0001-01-01T00:00:00Z", "2026-11-22T10:42:00Z", "9999-12-30T21:00:00Z"] {
            assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
            assert_eq!(serde_json::from_str::<Timestamp>(&format!("\"{text}\"")).unwrap().to_string(), text);
        }
        for text in
            ["0000-12-31T23:59:59Z", "-004713-01-01T00:00:00Z", "-009999-01-03T00:00:00Z", "2026-02-30T00:00:00Z", ""]
        {
            assert_eq!(text.parse::<Timestamp>(), Err(TimestampError(text.to_owned())), "{text}");
            assert!(serde_json::from_str::<Timestamp>(&format!("\"{text}\"")).is_err(), "{text}");
        }
        assert_eq!(Timestamp::new(jiff::Timestamp::MIN).to_string(), "0001-01-01T00:00:00Z");
        assert_eq!(Timestamp::from_micros(i64::MIN).to_string(), "0001-01-01T00:00:00Z");
    }
}
