//! When something is open in its usual week, as lists are filtered by it.

/// Minutes of a day.
const DAY: u16 = 24 * 60;
/// All days of a week.
const WEEK: u8 = 0b111_1111;

/// A span of time on some weekdays.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Open {
    /// A bit for each weekday; Monday is the lowest.
    pub days: u8,
    /// From this minute of the day.
    pub from: u16,
    /// Until this one; a day has 1440.
    pub until: u16,
}

impl Open {
    /// The spans of days on which something opens and closes at some minutes. What goes on behind midnight is of the next day.
    pub fn spans(days: u8, from: u16, until: u16) -> Vec<Self> {
        if until > from {
            return vec![Self { days, from, until }];
        }
        let mut spans = vec![Self { days, from, until: DAY }];
        if until > 0 {
            spans.push(Self { days: ((days << 1) | (days >> 6)) & WEEK, from: 0, until });
        }
        spans
    }
}

/// What a program asks: open on one of some days, at some moment between two times.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct When {
    pub days: u8,
    pub from: u16,
    pub until: u16,
}

impl When {
    /// Whenever.
    pub const EVER: Self = Self { days: WEEK, from: 0, until: DAY };

    /// Whether one of some spans meets it. Where no hours are known, nothing is.
    pub fn is_met(self, hours: &[Open]) -> bool {
        hours.iter().any(|open| open.days & self.days != 0 && open.from < self.until && open.until > self.from)
    }
}

/// Spans as a column keeps them; nothing for none.
pub(crate) fn written(hours: &[Open]) -> Option<String> {
    let words: Vec<String> = hours.iter().map(|open| format!("{},{},{}", open.days, open.from, open.until)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// What [`written`] wrote.
pub(crate) fn read(written: &str) -> Vec<Open> {
    let span = |word: &str| {
        let mut parts = word.split(',');
        let days = parts.next()?.parse().ok()?;
        Some(Open { days, from: parts.next()?.parse().ok()?, until: parts.next()?.parse().ok()? })
    };
    written.split(' ').filter_map(span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_behind_midnight_is_of_the_next_day() {
        let (monday, sunday) = (1, 1 << 6);
        assert_eq!(Open::spans(monday, 540, 720), [Open { days: monday, from: 540, until: 720 }]);
        let night = [Open { days: sunday, from: 1_320, until: DAY }, Open { days: monday, from: 0, until: 120 }];
        assert_eq!(Open::spans(sunday, 1_320, 120), night);
        assert_eq!(Open::spans(WEEK, 0, 0), [Open { days: WEEK, from: 0, until: DAY }], "around the clock");
        assert_eq!(read(&written(&night).unwrap_or_default()), night);
        assert_eq!((written(&[]), read("")), (None, Vec::new()));
    }

    #[test]
    fn one_moment_together_is_enough() {
        let morning = [Open { days: 0b1_1111, from: 540, until: 720 }];
        for (when, met) in [
            (When::EVER, true),
            (When { days: 1 << 5, ..When::EVER }, false),
            (When { days: 1 << 4, from: 700, until: 900 }, true),
            (When { days: 1, from: 720, until: 900 }, false),
            (When { days: 1, from: 0, until: 540 }, false),
        ] {
            assert_eq!(when.is_met(&morning), met, "{when:?}");
        }
        assert!(!When::EVER.is_met(&[]), "where no hours are known, nothing is");
    }
}
