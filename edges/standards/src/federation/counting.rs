//! What a peer had of late: what it has now is held against the most of seven days, so that it cannot empty us bit by bit.

use kernel::Day;
use serde::{Deserialize, Serialize};

/// So many days count, today among them.
const DAYS: i64 = 7;
/// Below so many entries a peer may lose as many as it likes; some must stay.
const FEW: u64 = 20;

/// The most that a peer had on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Counted {
    pub on: Day,
    pub services: u64,
    pub organisations: u64,
}

impl Counted {
    /// The more of two, on the day of this one.
    fn or_more(self, other: Self) -> Self {
        Self {
            on: self.on,
            services: self.services.max(other.services),
            organisations: self.organisations.max(other.organisations),
        }
    }
}

/// What is known of the last days, with what the peer has now; a day each, the last one at the end.
pub(super) fn with(before: &[Counted], now: Counted) -> Vec<Counted> {
    let counts = |one: &&Counted| one.on > now.on.plus_days(-DAYS) && one.on < now.on;
    let mut days: Vec<Counted> = before.iter().filter(counts).copied().collect();
    days.push(before.iter().filter(|one| one.on == now.on).copied().fold(now, Counted::or_more));
    days
}

/// The most of all these days, and of what the peer has now.
pub(super) fn most(days: &[Counted], now: Counted) -> Counted {
    days.iter().copied().fold(now, Counted::or_more)
}

/// Whether so few are left of so many that somebody should say that it is true.
pub(super) fn is_little(known: u64, left: u64) -> bool {
    if known >= FEW { left < known / 2 } else { left == 0 && known > 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: i64, services: u64) -> Counted {
        let first: Day = "2026-03-10".parse().unwrap();
        Counted { on: first.plus_days(day), services, organisations: 1 }
    }

    #[test]
    fn what_counts_is_the_most_of_seven_days() {
        let mut days = Vec::new();
        for (day, services) in [(0, 100), (0, 60), (1, 36), (6, 22)] {
            days = with(&days, on(day, services));
            assert_eq!(most(&days, on(day, services)).services, 100, "day {day}");
        }
        assert_eq!(days.len(), 3, "one a day");
        days = with(&days, on(7, 14));
        assert_eq!(most(&days, on(7, 14)).services, 36, "a week later the first day is over");
        assert_eq!(days.first().map(|first| first.on), Some(on(1, 0).on));
    }

    #[test]
    fn little_is_less_than_half_and_of_few_nothing() {
        for (known, left, little) in
            [(100, 49, true), (100, 50, false), (20, 9, true), (19, 1, false), (19, 0, true), (0, 0, false)]
        {
            assert_eq!(is_little(known, left), little, "{left} of {known}");
        }
    }
}
