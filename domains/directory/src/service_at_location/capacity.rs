//! Whether there is room, as long as somebody can know it.

use kernel::Day;
use serde::{Deserialize, Serialize};

/// Days after which nobody knows any more whether there is room.
const KNOWN_FOR: i32 = 30;

/// Whether there is room, on the day on which somebody said so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Whether new people are taken in.
    #[serde(default)]
    pub accepting: Option<bool>,
    /// Free places.
    #[serde(default)]
    pub places: Option<u32>,
    /// Days that one waits.
    #[serde(default)]
    pub waiting_days: Option<u32>,
    /// The day on which this was so.
    pub known_on: Day,
}

impl Capacity {
    /// Whether it still says something on a day: room changes, and after a month it is unknown again.
    pub fn is_known_on(&self, today: Day) -> bool {
        let age = (today.get() - self.known_on.get()).get_days();
        (0..=KNOWN_FOR).contains(&age)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_old_or_of_the_future_is_unknown() {
        let known_on = "2026-01-15".parse().unwrap();
        let capacity = Capacity { accepting: Some(true), places: None, waiting_days: None, known_on };
        for (today, known) in [
            ("2026-01-14", false),
            ("2026-01-15", true),
            ("2026-02-14", true),
            ("2026-02-15", false),
            ("2027-01-20", false),
        ] {
            assert_eq!(capacity.is_known_on(today.parse().unwrap()), known, "{today}");
        }
    }
}
