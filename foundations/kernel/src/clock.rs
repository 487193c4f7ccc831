//! The clock: the one place that reads the system's time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::{Day, Timestamp};

/// Tells the time. Handed to whoever needs it; tests hand out one that they move.
#[derive(Clone, Debug, Default)]
pub struct Clock(Source);

#[derive(Clone, Debug, Default)]
enum Source {
    #[default]
    System,
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still at a moment until it is advanced; clones move together.
    pub fn at(moment: Timestamp) -> Self {
        Self(Source::Set(Arc::new(AtomicI64::new(moment.as_micros()))))
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            #[expect(clippy::disallowed_methods, reason = "the clock itself must read the time")]
            Source::System => Timestamp::new(jiff::Timestamp::now()),
            Source::Set(micros) => Timestamp::from_micros(micros.load(Ordering::SeqCst)),
        }
    }

    /// Today in a time zone.
    pub fn today(&self, zone: &jiff::tz::TimeZone) -> Day {
        self.now().day_in(zone)
    }

    /// Moves a set clock by hours, minutes or seconds (days count as 24 hours). The system clock does not move.
    pub fn advance(&self, span: jiff::Span) {
        if let Source::Set(micros) = &self.0 {
            let days_are_24_hours = jiff::SpanRelativeTo::days_are_24_hours();
            if let Ok(by) = span.to_duration(days_are_24_hours) {
                let by = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
                micros.fetch_add(by, Ordering::SeqCst);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_clock_moves_only_when_told_and_with_its_clones() {
        let clock = Clock::at("2026-11-22T10:00:00Z".parse().unwrap());
        let seen_elsewhere = clock.clone();
        clock.advance(jiff::Span::new().days(1).hours(2));
        assert_eq!(seen_elsewhere.now().to_string(), "2026-11-23T12:00:00Z");
    }
}
