//! A moment in time as the databases keep it: UTC, to the microsecond.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A moment in time, UTC, truncated to microseconds because PostgreSQL keeps no more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    /// Takes a moment and drops what is finer than a microsecond.
    pub fn new(moment: jiff::Timestamp) -> Self {
        Self::from_micros(moment.as_microsecond())
    }

    /// The moment so many microseconds after 1970; out of range is clamped to the range.
    pub fn from_micros(micros: i64) -> Self {
        Self(jiff::Timestamp::from_microsecond(micros).unwrap_or(if micros < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        }))
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
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::new)
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
}
