//! Opening hours in OpenStreetMap syntax: whether a place is open, until or from when, and its week.

mod ahead;

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, Timelike as _};
use jiff::civil;
use kernel::Day;
use opening_hours::{OpeningHours, RuleKind};

use crate::Calendar;

pub use ahead::Ahead;

/// The longest expression taken; OpenStreetMap itself stops at 255.
const LONGEST: usize = 500;
/// What is open for so long is open for ever.
const AHEAD: chrono::TimeDelta = chrono::TimeDelta::days(14);
/// How far ahead the next opening is sought: what comes once a year is found.
const FAR: chrono::TimeDelta = chrono::TimeDelta::days(400);

/// Opening hours that can be understood.
#[derive(Clone, Debug)]
pub struct Hours(OpeningHours);

/// A text that is no opening hours.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{0}` is no opening hours; write them as `Mo-Fr 09:00-12:30,14:00-18:00; Sa 09:00-12:30; PH off`")]
pub struct NoHours(String);

/// Whether a place is open at a moment. Times are those of the region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Open; until when, unless for ever.
    Open(Option<civil::DateTime>),
    /// Closed; until when, unless it does not open for more than a year.
    Closed(Option<civil::DateTime>),
    /// The hours do not say.
    Unknown,
}

/// The hours of one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayHours {
    /// The day.
    pub day: Day,
    /// From and until; an end after midnight belongs to the day on which it began. From midnight to midnight is day and night.
    pub spans: Vec<(civil::Time, civil::Time)>,
    /// Whether the day is a public holiday.
    pub holiday: bool,
}

impl Hours {
    /// Whether it is open at a moment of the region's clock.
    pub fn standing(&self, calendar: &Calendar, now: civil::DateTime) -> Standing {
        let Some(from) = naive(now) else { return Standing::Unknown };
        let mut ahead = self.0.clone().with_context(calendar.holidays()).iter_range(from, from + AHEAD);
        let Some(present) = ahead.next() else { return Standing::Unknown };
        let end = |at: NaiveDateTime| (at < from + AHEAD).then(|| local(at)).flatten();
        match present.kind {
            RuleKind::Open => Standing::Open(end(present.range.end)),
            RuleKind::Unknown => Standing::Unknown,
            RuleKind::Closed => {
                // Few stay closed for long: further ahead is looked only for them.
                let far = || self.0.clone().with_context(calendar.holidays()).iter_range(from + AHEAD, from + FAR);
                let is_open = |span: &opening_hours::DateTimeRange| span.kind == RuleKind::Open;
                let opening = ahead.find(is_open).or_else(|| far().find(is_open));
                Standing::Closed(opening.and_then(|span| local(span.range.start)))
            }
        }
    }

    /// The seven days from a day on, in the order Monday to Sunday.
    pub fn week(&self, calendar: &Calendar, from: Day) -> Vec<DayHours> {
        let hours = self.0.clone().with_context(calendar.holidays());
        let mut week: Vec<DayHours> = (0..7)
            .filter_map(|ahead| from.get().checked_add(jiff::Span::new().days(ahead)).ok())
            .map(|date| DayHours {
                day: Day::new(date),
                spans: naive_date(date).map_or_else(Vec::new, |date| spans(&hours, date)),
                holiday: calendar.is_holiday(date),
            })
            .collect();
        week.sort_by_key(|day| day.day.get().weekday().to_monday_zero_offset());
        week
    }

    /// Whether the hours say anything about public holidays.
    pub fn mentions_holidays(&self) -> bool {
        self.to_string().contains("PH")
    }
}

fn spans(hours: &OpeningHours, date: NaiveDate) -> Vec<(civil::Time, civil::Time)> {
    let (Some(start), Some(end)) =
        (date.and_hms_opt(0, 0, 0), date.succ_opt().and_then(|day| day.and_hms_opt(12, 0, 0)))
    else {
        return Vec::new();
    };
    let time = |at: NaiveDateTime| local(at).map(civil::DateTime::time);
    hours
        .iter_range(start, end)
        .filter(|span| span.kind == RuleKind::Open && span.range.start.date() == date)
        // What runs on from the evening before was shown on that day.
        .filter(|span| {
            span.range.start != start || !hours.is_open(start - chrono::TimeDelta::minutes(1)) || all_day(span)
        })
        // A whole day runs from midnight to midnight, however long it goes on after that.
        .filter_map(|span| Some((time(span.range.start)?, time(if all_day(&span) { start } else { span.range.end })?)))
        .collect()
}

fn all_day(span: &opening_hours::DateTimeRange) -> bool {
    span.range.end - span.range.start >= chrono::TimeDelta::hours(24)
}

impl FromStr for Hours {
    type Err = NoHours;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.is_empty() || text.len() > LONGEST {
            return Err(NoHours(text.chars().take(80).collect()));
        }
        text.parse().map(Self).map_err(|_| NoHours(text.chars().take(80).collect()))
    }
}

/// The hours in OpenStreetMap syntax.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

pub(crate) fn naive_date(date: civil::Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year().into(), date.month().unsigned_abs().into(), date.day().unsigned_abs().into())
}

fn naive(at: civil::DateTime) -> Option<NaiveDateTime> {
    let part = |value: i8| u32::from(value.unsigned_abs());
    naive_date(at.date())?.and_hms_opt(part(at.hour()), part(at.minute()), part(at.second()))
}

fn local(at: NaiveDateTime) -> Option<civil::DateTime> {
    let part = |value: u32| i8::try_from(value).ok();
    let year = i16::try_from(at.year()).ok()?;
    civil::DateTime::new(year, part(at.month())?, part(at.day())?, part(at.hour())?, part(at.minute())?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHARMACY: &str = "Mo-Fr 09:00-12:30,14:00-18:30; Sa 09:00-12:30; PH off";

    fn calendar() -> Calendar {
        Calendar::new("BE", jiff::tz::TimeZone::get("Europe/Brussels").unwrap())
    }

    fn standing(hours: &str, at: &str) -> String {
        match hours.parse::<Hours>().unwrap().standing(&calendar(), at.parse().unwrap()) {
            Standing::Open(until) => format!("open {}", until.map_or("always".to_owned(), |at| at.to_string())),
            Standing::Closed(from) => format!("closed {}", from.map_or("for long".to_owned(), |at| at.to_string())),
            Standing::Unknown => "unknown".to_owned(),
        }
    }

    #[test]
    fn tells_until_or_from_when() {
        for (hours, at, expected) in [
            (PHARMACY, "2026-11-23T10:00:00", "open 2026-11-23T12:30:00"),
            (PHARMACY, "2026-11-23T13:00:00", "closed 2026-11-23T14:00:00"),
            (PHARMACY, "2026-11-22T10:00:00", "closed 2026-11-23T09:00:00"),
            // Armistice Day, a Wednesday.
            (PHARMACY, "2026-11-11T10:00:00", "closed 2026-11-12T09:00:00"),
            ("24/7", "2026-11-11T03:00:00", "open always"),
            ("Fr 22:00-02:00", "2026-11-28T01:00:00", "open 2026-11-28T02:00:00"),
            ("2020 Mo 09:00-10:00", "2026-11-23T09:30:00", "closed for long"),
            // A bus in rounds, and an activity on a single date.
            ("Sa[3] 14:00-16:00", "2026-11-23T09:30:00", "closed 2026-12-19T14:00:00"),
            ("2027 Mar 05 18:00-20:00", "2026-11-23T09:30:00", "closed 2027-03-05T18:00:00"),
            ("Mo 09:00-10:00 unknown", "2026-11-23T09:30:00", "unknown"),
        ] {
            assert_eq!(standing(hours, at), expected, "{hours} at {at}");
        }
    }

    #[test]
    fn a_week_runs_from_monday_to_sunday_and_knows_holidays() {
        let hours: Hours = PHARMACY.parse().unwrap();
        let week = hours.week(&calendar(), "2026-11-06".parse().unwrap());
        let spans: Vec<usize> = week.iter().map(|day| day.spans.len()).collect();
        assert_eq!(spans, [2, 2, 0, 2, 2, 1, 0]);
        assert!(week[2].holiday && !week[1].holiday && hours.mentions_holidays());
    }

    #[test]
    fn a_night_belongs_to_the_evening_on_which_it_began() {
        let hours: Hours = "Fr 22:00-02:00".parse().unwrap();
        let week = hours.week(&calendar(), "2026-11-23".parse().unwrap());
        assert_eq!(week[4].spans, [(civil::time(22, 0, 0, 0), civil::time(2, 0, 0, 0))]);
        assert!(week[5].spans.is_empty());
        let always: Hours = "24/7".parse().unwrap();
        let whole = [(civil::Time::midnight(), civil::Time::midnight())];
        assert!(always.week(&calendar(), "2026-11-23".parse().unwrap()).iter().all(|day| day.spans == whole));
    }

    #[test]
    fn what_is_no_hours_is_refused() {
        let long = "Mo 09:00-10:00;".repeat(100);
        for wrong in ["", "   ", "sur rendez-vous", "Mo-Fr 9-17", "<b>Mo</b>", long.as_str()] {
            assert!(wrong.parse::<Hours>().is_err(), "{wrong}");
        }
    }
}
