//! Opening hours in OpenStreetMap syntax: whether a place is open, until or from when, and its week.

mod ahead;
mod reading;

use std::fmt;

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, Timelike as _};
use jiff::civil;
use kernel::Day;
use opening_hours::{DateTimeRange, OpeningHours, RuleKind};

use crate::Calendar;

pub use ahead::Ahead;
pub use reading::NoHours;

/// How far ahead it is told until when something is open.
const AHEAD: chrono::TimeDelta = chrono::TimeDelta::days(14);
/// How far ahead the next opening is sought: what comes once a year is found.
const FAR: chrono::TimeDelta = chrono::TimeDelta::days(400);

/// Opening hours that can be told truly.
#[derive(Clone, Debug)]
pub struct Hours {
    /// As they were written.
    text: String,
    hours: OpeningHours,
    is_always: bool,
    mentions_holidays: bool,
}

/// Whether a place is open at a moment. Times are those of the region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Open day and night, on each day of the year.
    Always,
    /// Open; until when, unless it stays so for more than a fortnight.
    Open(Option<civil::DateTime>),
    /// Closed; until when, unless it does not open for certain for more than a year.
    Closed(Option<civil::DateTime>),
    /// The hours do not say, or on a condition: by appointment.
    Unknown,
}

impl Standing {
    /// Whether one finds an open door.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Always | Self::Open(_))
    }
}

/// The hours of one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayHours {
    /// The day.
    pub day: Day,
    /// From and until; an end after midnight belongs to the day on which it began. From midnight to midnight is day and night.
    pub spans: Vec<(civil::Time, civil::Time)>,
    /// What is said besides, or not for certain.
    pub noted: Vec<Noted>,
    /// Whether the day is a public holiday.
    pub holiday: bool,
}

impl DayHours {
    /// Whether one may find somebody on that day, or is told why not.
    fn says_something(&self) -> bool {
        !self.spans.is_empty() || self.noted.iter().any(|noted| noted.span.is_some() || !noted.note.is_empty())
    }
}

/// A part of a day that is open on a condition, perhaps, or closed for a reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noted {
    /// Whether it is open, closed, or unknown.
    pub kind: NotedKind,
    /// From and until; nothing for the whole day or the rest of it.
    pub span: Option<(civil::Time, civil::Time)>,
    /// In the words of whoever wrote the hours; may be empty for what is unknown.
    pub note: String,
}

/// How it stands on a part of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotedKind {
    /// Open, as its note says.
    Open,
    /// Closed, as its note says.
    Closed,
    /// Nobody knows.
    Unknown,
}

impl Hours {
    /// Whether it is open at a moment of the region's clock.
    pub fn standing(&self, calendar: &Calendar, now: civil::DateTime) -> Standing {
        if self.is_always {
            return Standing::Always;
        }
        let Some(from) = naive(now) else { return Standing::Unknown };
        let mut ahead = self.hours.clone().with_context(calendar.holidays()).iter_range(from, from + AHEAD);
        let Some(present) = ahead.next() else { return Standing::Unknown };
        let end = |at: NaiveDateTime| (at < from + AHEAD).then(|| local(at)).flatten();
        match present.kind {
            RuleKind::Open if present.comment.is_empty() => Standing::Open(end(present.range.end)),
            RuleKind::Open | RuleKind::Unknown => Standing::Unknown,
            RuleKind::Closed => {
                // Few stay closed for long: further ahead is looked only for them.
                let far = || self.hours.clone().with_context(calendar.holidays()).iter_range(from + AHEAD, from + FAR);
                // Nobody is told that a door opens which opens on a condition.
                let opening = ahead.find(is_plain).or_else(|| far().find(is_plain));
                Standing::Closed(opening.and_then(|span| local(span.range.start)))
            }
        }
    }

    /// The seven days from a day on, in the order Monday to Sunday.
    pub fn week(&self, calendar: &Calendar, from: Day) -> Vec<DayHours> {
        let hours = self.hours.clone().with_context(calendar.holidays());
        let mut week: Vec<DayHours> = (0..7)
            .filter_map(|ahead| from.get().checked_add(jiff::Span::new().days(ahead)).ok())
            .map(|date| of_day(&hours, calendar, date))
            .collect();
        week.sort_by_key(|day| day.day.get().weekday().to_monday_zero_offset());
        week
    }

    /// Whether the hours say anything about public holidays.
    pub fn mentions_holidays(&self) -> bool {
        self.mentions_holidays
    }
}

/// The hours of a date.
fn of_day(hours: &OpeningHours, calendar: &Calendar, date: civil::Date) -> DayHours {
    let (spans, noted) =
        naive_date(date).map_or_else(Default::default, |date| (spans(hours, date), reading::noted(hours, date)));
    DayHours { day: Day::new(date), spans, noted, holiday: calendar.is_holiday(date) }
}

/// Whether a span is open without more ado.
fn is_plain(span: &DateTimeRange) -> bool {
    span.kind == RuleKind::Open && span.comment.is_empty()
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
        .filter(|span| is_plain(span) && span.range.start.date() == date)
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

/// The hours as they were written, in OpenStreetMap syntax.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
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
            Standing::Always => "open always".to_owned(),
            Standing::Open(until) => format!("open {}", until.map_or("for long".to_owned(), |at| at.to_string())),
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
            ("Mo-Su 00:00-24:00", "2026-11-11T03:00:00", "open always"),
            // Christmas is a month ahead, then three days.
            ("24/7; PH off", "2026-11-22T03:00:00", "open for long"),
            ("24/7; PH off", "2026-12-22T03:00:00", "open 2026-12-25T00:00:00"),
            ("24/7; 2027 Jul 01-2027 Jul 31 off", "2026-11-22T03:00:00", "open for long"),
            // What is said besides is a condition.
            ("Mo-Fr 09:00-12:00 open \"op afspraak\"", "2026-11-23T10:00:00", "unknown"),
            ("Mo-Fr 09:00-12:00 open \"op afspraak\"", "2026-11-23T08:00:00", "closed for long"),
            ("24/7 \"op afspraak\"", "2026-11-23T08:00:00", "unknown"),
            ("Mo-Fr 09:00-12:00; Sa 09:00-12:00 \"op afspraak\"", "2026-11-23T10:00:00", "open 2026-11-23T12:00:00"),
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
    fn hours_are_kept_as_they_were_written() {
        for text in ["Mo-Fr 09:00-12:00 open \"op afspraak\"", "PH off; Mo-Su 00:00-24:00", "Mo-Fr 9:00-17:00"] {
            assert_eq!(text.parse::<Hours>().unwrap().to_string(), text);
        }
    }
}
