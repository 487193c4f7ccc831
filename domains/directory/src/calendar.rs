//! The region's calendar: its clock, its public holidays, and what is open now without reckoning it twice.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil;
use jiff::tz::TimeZone;
use kernel::Timestamp;
use opening_hours::localization::Country;
use opening_hours::{Context, ContextHolidays};

use crate::hours::naive_date;
use crate::{Hours, Standing};

/// Expressions remembered with their standing; a region has some hundreds of different ones, a country thousands.
const REMEMBERED: usize = 32_768;

/// The region's calendar. Clones share what is remembered.
#[derive(Clone)]
pub struct Calendar {
    zone: TimeZone,
    holidays: ContextHolidays,
    standings: Arc<Mutex<Standings>>,
}

/// What was worked out, by the text of the hours: from when, until when, and how it stands.
type Standings = HashMap<String, (Timestamp, Timestamp, Standing)>;

impl fmt::Debug for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calendar").field("zone", &self.zone.iana_name()).finish_non_exhaustive()
    }
}

impl Calendar {
    /// The calendar of a country (two letters, as in `region.toml`) and a time zone; an unknown country has no holidays.
    pub fn new(country: &str, zone: TimeZone) -> Self {
        let holidays = country.parse::<Country>().map(Country::holidays).unwrap_or_default();
        Self { zone, holidays, standings: Arc::default() }
    }

    /// The region's clock at a moment.
    pub fn local(&self, at: Timestamp) -> civil::DateTime {
        at.get().to_zoned(self.zone.clone()).datetime()
    }

    /// Whether a day is a public holiday.
    pub fn is_holiday(&self, date: civil::Date) -> bool {
        naive_date(date).is_some_and(|date| self.holidays.get_public().contains(date))
    }

    /// Whether a place with these hours is open at a moment; unknown for hours that cannot be understood.
    pub fn standing(&self, hours: &str, now: Timestamp) -> Standing {
        if let Some(standing) = self.remembered(hours, now) {
            return standing;
        }
        let standing =
            hours.parse::<Hours>().map_or(Standing::Unknown, |parsed| parsed.standing(self, self.local(now)));
        let mut standings = self.standings.lock().unwrap_or_else(PoisonError::into_inner);
        if standings.len() >= REMEMBERED {
            standings.clear();
        }
        standings.insert(hours.to_owned(), (now, self.valid_until(standing, now), standing));
        standing
    }

    /// What [`Calendar::standing`] answers, when it is remembered.
    pub fn remembered(&self, hours: &str, now: Timestamp) -> Option<Standing> {
        let standings = self.standings.lock().unwrap_or_else(PoisonError::into_inner);
        let (from, until, standing) = standings.get(hours)?;
        (*from <= now && now < *until).then_some(*standing)
    }

    /// A standing holds until the change that it names, and for an hour when it names none.
    fn valid_until(&self, standing: Standing, now: Timestamp) -> Timestamp {
        let change = match standing {
            Standing::Open(change) | Standing::Closed(change) => change,
            Standing::Always | Standing::Unknown => None,
        };
        // When the clock is put forward or back the earlier of the moments that it may be: rather asked once more than believed too long.
        change
            .and_then(|change| self.zone.to_ambiguous_zoned(change).earlier().ok())
            .map_or_else(|| now.plus(jiff::SignedDuration::from_hours(1)), |at| Timestamp::new(at.timestamp()))
    }

    pub(crate) fn holidays(&self) -> Context {
        Context::default().with_holidays(self.holidays.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_is_remembered_until_it_changes() {
        let calendar = Calendar::new("BE", TimeZone::get("Europe/Brussels").unwrap());
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let open = |moment: &str| matches!(calendar.standing("Mo-Fr 09:00-17:00", at(moment)), Standing::Open(_));
        // Brussels is one hour ahead of UTC in November.
        assert!(!open("2026-11-23T07:59:00Z"));
        assert!(open("2026-11-23T08:00:00Z") && open("2026-11-23T15:59:00Z"));
        assert!(!open("2026-11-23T16:00:00Z"));
        assert!(open("2026-11-23T12:00:00Z"), "a clock set back is not fooled by what is remembered");
    }

    #[test]
    fn a_standing_changes_on_time_when_the_clock_is_changed() {
        let is_open = |hours: &str, moments: &[(&str, bool)]| {
            let calendar = Calendar::new("BE", TimeZone::get("Europe/Brussels").unwrap());
            for (moment, open) in moments {
                let standing = calendar.standing(hours, moment.parse().unwrap());
                assert_eq!(matches!(standing, Standing::Open(_)), *open, "{hours} at {moment}: {standing:?}");
            }
        };
        // The night of 29 March 2026: after 2:00 it is 3:00, at 1:00 of Greenwich.
        is_open(
            "Mo-Su 01:00-04:00",
            &[
                ("2026-03-28T23:59:00Z", false),
                ("2026-03-29T00:00:00Z", true),
                ("2026-03-29T01:59:00Z", true),
                ("2026-03-29T02:00:00Z", false),
            ],
        );
        // A time that this night does not have.
        is_open(
            "Mo-Su 02:30-05:00",
            &[
                ("2026-03-29T00:45:00Z", false),
                ("2026-03-29T00:59:00Z", false),
                ("2026-03-29T01:00:00Z", true),
                ("2026-03-29T03:00:00Z", false),
            ],
        );
        // The night of 25 October 2026: after 3:00 it is 2:00 again, at 1:00 of Greenwich.
        is_open(
            "Mo-Su 01:00-04:00",
            &[
                ("2026-10-24T22:59:00Z", false),
                ("2026-10-24T23:00:00Z", true),
                ("2026-10-25T02:59:00Z", true),
                ("2026-10-25T03:00:00Z", false),
            ],
        );
    }

    #[test]
    fn hours_that_cannot_be_understood_are_unknown() {
        let calendar = Calendar::new("XX", TimeZone::UTC);
        assert_eq!(calendar.standing("sur rendez-vous", Timestamp::from_micros(0)), Standing::Unknown);
        assert!(!calendar.is_holiday(civil::date(2026, 12, 25)));
    }
}
