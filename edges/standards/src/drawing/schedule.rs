//! Opening hours as the rows of a schedule: one for each span, with the weekdays that it holds on.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use directory::{Calendar, Closure, Hours, ServiceAtLocation};
use jiff::civil::{self, Time};
use jiff::tz::TimeZone;
use kernel::Day;
use uuid::Uuid;

use super::{Ground, translated};
use crate::publication::open::Open;
use crate::publication::part_of;
use crate::sheet::{Sheet, text};

/// Weekdays as calendars write them.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// Weeks that must be alike for hours to be weekly: those of a year without a week more.
const WEEKS: i64 = 52;
/// The Monday of the first of them. Any year does: hours that name one are not weekly.
const FIRST: civil::Date = civil::date(2027, 1, 4);

/// A span of a week: the days that have it, from and until.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Span {
    days: Vec<&'static str>,
    from: Time,
    until: Time,
}

/// What hours come to; nothing for hours that cannot be understood.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Week {
    /// Nothing when one week is not like the other.
    spans: Option<Vec<Span>>,
    holidays: bool,
}

/// Weeks that were worked out, by the text of the hours: a region has some hundreds of different ones.
#[derive(Default)]
pub(super) struct Weeks(Mutex<HashMap<String, Option<Arc<Week>>>>);

impl Weeks {
    fn of(&self, hours: &str) -> Option<Arc<Week>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(hours.to_owned()).or_insert_with(|| hours.parse().ok().map(|hours| Arc::new(week(&hours)))).clone()
    }
}

fn week(hours: &Hours) -> Week {
    // No country's holidays: what holds on them is told in a note.
    let calendar = Calendar::new("", TimeZone::UTC);
    let spans_from = |from: civil::Date| {
        let days = hours.week(&calendar, Day::new(from));
        days.into_iter().map(|day| day.spans).collect::<Vec<_>>()
    };
    let first = spans_from(FIRST);
    let later = (1..WEEKS).filter_map(|n| FIRST.checked_add(jiff::Span::new().weeks(n)).ok());
    let alike = later.map(spans_from).all(|week| week == first);
    Week { spans: alike.then(|| spans(&first)), holidays: hours.mentions_holidays() }
}

/// The spans of a week, each with its days.
fn spans(week: &[Vec<(Time, Time)>]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (day, times) in DAYS.into_iter().zip(week) {
        for (from, until) in times {
            match spans.iter_mut().find(|span| (span.from, span.until) == (*from, *until)) {
                Some(span) => span.days.push(day),
                None => spans.push(Span { days: vec![day], from: *from, until: *until }),
            }
        }
    }
    spans
}

/// The rows of a schedule: the usual week, then the days on which it is closed out of its order.
pub(super) fn rows(ground: &Ground, at: &ServiceAtLocation) -> Vec<String> {
    let id = at.id.uuid();
    let mut rows = match &at.opening_hours {
        Some(hours) => weekly(ground, id, hours),
        None => Vec::new(),
    };
    if !at.hours_text.is_empty() {
        let mut sheet = Sheet::of(part_of(id, "schedule", rows.len()));
        sheet.text("description", &at.hours_text);
        translated(&mut sheet, &[("description", &at.hours_text)]);
        rows.push(sheet.done());
    }
    rows.extend(at.closures.iter().enumerate().map(|(n, closure)| closed(ground, part_of(id, "closure", n), closure)));
    rows
}

fn closed(ground: &Ground, id: Uuid, closure: &Closure) -> String {
    let mut sheet = Sheet::of(id);
    sheet.word("valid_from", &closure.from.to_string());
    sheet.maybe("valid_to", closure.until.map(|day| day.to_string()).as_deref());
    sheet.json("closed", "true");
    let closed = ground.say("standards-closed");
    sheet.words("description", &closed);
    sheet.text("notes", &closure.why);
    translated(&mut sheet, &[("description", &text(closed)), ("notes", &closure.why)]);
    sheet.done()
}

/// The usual week. Hours whose weeks differ, or that cannot be understood, are one row that says them in words.
fn weekly(ground: &Ground, of: Uuid, hours: &str) -> Vec<String> {
    let week = ground.weeks.of(hours);
    let spans = week.as_ref().and_then(|week| week.spans.clone()).unwrap_or_default();
    if spans.is_empty() {
        let mut sheet = Sheet::of(part_of(of, "schedule", 0));
        sheet.word("description", hours);
        return vec![sheet.done()];
    }
    let row = |(n, span): (usize, &Span)| {
        let mut sheet = Sheet::of(part_of(of, "schedule", n));
        sheet.word("freq", "WEEKLY");
        sheet.word("wkst", "MO");
        sheet.word("byday", &span.days.join(","));
        sheet.word("opens_at", &clock(span.from));
        sheet.word("closes_at", &until(span));
        sheet.word("description", hours);
        if week.as_ref().is_some_and(|week| week.holidays) {
            sheet.words("notes", &ground.say("standards-holidays-differ"));
        }
        sheet.done()
    };
    spans.iter().enumerate().map(row).collect()
}

/// The usual week as lists are filtered by it; nothing for hours whose weeks differ, or that cannot be understood.
pub(super) fn open(ground: &Ground, at: &ServiceAtLocation) -> Vec<Open> {
    let week = at.opening_hours.as_deref().and_then(|hours| ground.weeks.of(hours));
    let spans = week.as_ref().and_then(|week| week.spans.clone()).unwrap_or_default();
    let minute = |time: Time| u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).unwrap_or_default();
    let bit = |day: &&str| DAYS.iter().position(|one| one == day).map_or(0, |at| 1_u8 << at);
    let of = |span: &Span| {
        let days = span.days.iter().map(bit).fold(0, |days, day| days | day);
        Open::spans(days, minute(span.from), minute(span.until))
    };
    spans.iter().flat_map(of).collect()
}

/// The usual week as FHIR has it; nothing for hours whose weeks differ, or that cannot be understood.
pub(super) fn available(ground: &Ground, hours: &str) -> Vec<serde_json::Value> {
    let week = ground.weeks.of(hours);
    let spans = week.as_ref().and_then(|week| week.spans.clone()).unwrap_or_default();
    let time = |span: &Span| {
        let days: Vec<&str> = span.days.iter().map(|day| in_fhir(day)).collect();
        if (span.from, span.until) == (Time::midnight(), Time::midnight()) {
            return serde_json::json!({ "daysOfWeek": days, "allDay": true });
        }
        let at = |time: Time| time.strftime("%H:%M:%S").to_string();
        serde_json::json!({
            "daysOfWeek": days, "availableStartTime": at(span.from), "availableEndTime": at(span.until),
        })
    };
    spans.iter().map(time).collect()
}

/// A weekday as FHIR writes it.
fn in_fhir(day: &str) -> &'static str {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let at = DAYS.iter().position(|one| *one == day).unwrap_or_default();
    NAMES[at]
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// A whole day ends a minute before midnight, by the standard's custom.
fn until(span: &Span) -> String {
    let midnight = Time::midnight();
    if (span.from, span.until) == (midnight, midnight) { "23:59".to_owned() } else { clock(span.until) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(hours: &str) -> Vec<String> {
        let week = Weeks::default().of(hours);
        let spans = week.and_then(|week| week.spans.clone()).unwrap_or_default();
        spans.iter().map(|span| format!("{} {}-{}", span.days.join(","), clock(span.from), until(span))).collect()
    }

    #[test]
    fn a_week_becomes_a_row_for_each_span() {
        let cases: [(&str, &[&str]); 6] = [
            (
                "Mo-Fr 09:00-12:30,14:00-18:30; Sa 09:00-12:30; PH off",
                &["MO,TU,WE,TH,FR,SA 09:00-12:30", "MO,TU,WE,TH,FR 14:00-18:30"],
            ),
            ("24/7", &["MO,TU,WE,TH,FR,SA,SU 00:00-23:59"]),
            ("Fr 22:00-02:00", &["FR 22:00-02:00"]),
            ("Mar-Oct Mo 09:00-10:00", &[]),
            ("2020 Mo 09:00-10:00", &[]),
            ("sur rendez-vous", &[]),
        ];
        for (hours, expected) in cases {
            assert_eq!(told(hours), expected, "{hours}");
        }
    }

    #[test]
    fn hours_that_speak_of_holidays_say_so() {
        let weeks = Weeks::default();
        assert!(weeks.of("Mo 09:00-10:00; PH off").unwrap().holidays && !weeks.of("Mo 09:00-10:00").unwrap().holidays);
        assert_eq!(weeks.of("op afspraak"), None);
    }
}
