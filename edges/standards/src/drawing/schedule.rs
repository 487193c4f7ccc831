//! Opening hours as the rows of a schedule: one for each span, with the weekdays that it holds on.

mod rounds;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use directory::{Closure, ServiceAtLocation};
use jiff::civil::Time;
use uuid::Uuid;

use super::{Ground, translated};
use crate::publication::open::Open;
use crate::publication::part_of;
use crate::sheet::{Sheet, text};
use rounds::{DAYS, Round, Span};

/// What hours come to; nothing for hours that cannot be understood.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Week {
    spans: Vec<Span>,
    /// Whether something of them does not come back in any round that can be said.
    rest: bool,
    holidays: bool,
}

/// Weeks that were worked out, by the text of the hours: a region has some hundreds of different ones.
#[derive(Default)]
pub(super) struct Weeks(Mutex<HashMap<String, Option<Arc<Week>>>>);

impl Weeks {
    fn of(&self, hours: &str) -> Option<Arc<Week>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let week = |hours: directory::Hours| {
            let (spans, rest) = rounds::of(&hours);
            Arc::new(Week { spans, rest, holidays: hours.mentions_holidays() })
        };
        known.entry(hours.to_owned()).or_insert_with(|| hours.parse().ok().map(week)).clone()
    }
}

/// The rows of a schedule: the usual week, then the days on which it is closed out of its order.
pub(super) fn rows(ground: &Ground, at: &ServiceAtLocation) -> Vec<String> {
    let id = at.id.uuid();
    let mut rows = match &at.opening_hours {
        Some(hours) => weekly(ground, id, hours),
        None => Vec::new(),
    };
    if rows.is_empty() && !at.hours_text.is_empty() {
        let mut sheet = Sheet::of(part_of(id, "schedule", 0));
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
    let closed = ground.say("standards-closed");
    sheet.words("description", &closed);
    sheet.text("notes", &closure.why);
    translated(&mut sheet, &[("description", &text(closed)), ("notes", &closure.why)]);
    sheet.done()
}

/// The usual hours: a row for each span that comes back, and one that says in words what does not, or cannot be understood.
fn weekly(ground: &Ground, of: Uuid, hours: &str) -> Vec<String> {
    let week = ground.weeks.of(hours);
    let holidays = week.as_ref().is_some_and(|week| week.holidays).then(|| ground.say("standards-holidays-differ"));
    let spans = week.iter().flat_map(|week| &week.spans);
    let mut times: Vec<Option<(&Span, Turn)>> =
        spans.flat_map(|span| turns(ground, span).into_iter().map(move |turn| Some((span, turn)))).collect();
    if times.is_empty() || week.as_ref().is_some_and(|week| week.rest) {
        times.push(None);
    }
    let row = |(n, time): (usize, &Option<(&Span, Turn)>)| {
        let mut sheet = Sheet::of(part_of(of, "schedule", n));
        if let Some((span, turn)) = time {
            recurring(&mut sheet, span, turn);
            if let Some(differ) = &holidays {
                sheet.words("notes", differ);
            }
        }
        sheet.word("description", hours);
        sheet.done()
    };
    times.iter().enumerate().map(row).collect()
}

/// From and until when a span takes its turns; nothing for one that does not.
type Turn = Option<(jiff::civil::Date, jiff::civil::Date)>;

fn turns(ground: &Ground, span: &Span) -> Vec<Turn> {
    match span.round {
        Round::Odd | Round::Even => {
            rounds::turns(span.round, &span.days, ground.today.get()).into_iter().map(Some).collect()
        }
        Round::Weekly | Round::ByPlace | Round::ByDate => vec![None],
    }
}

/// A span as calendars say it (RFC 5545).
fn recurring(sheet: &mut Sheet, span: &Span, turn: &Turn) {
    let days = span.days.join(",");
    match span.round {
        Round::Weekly | Round::Odd | Round::Even => {
            sheet.word("freq", "WEEKLY");
            sheet.word("wkst", "MO");
            sheet.word("byday", &days);
        }
        Round::ByPlace => {
            sheet.word("freq", "MONTHLY");
            sheet.word("byday", &days);
        }
        Round::ByDate => {
            sheet.word("freq", "MONTHLY");
            sheet.word("bymonthday", &days);
        }
    }
    if let Some((from, until)) = turn {
        sheet.json("interval", "2");
        sheet.word("dtstart", &from.to_string());
        sheet.word("until", &until.to_string());
    }
    sheet.word("opens_at", &clock(span.from));
    sheet.word("closes_at", &until(span));
}

/// What hours have in each week alike.
fn in_each_week(ground: &Ground, hours: &str) -> Vec<Span> {
    let week = ground.weeks.of(hours);
    let spans = week.iter().flat_map(|week| &week.spans);
    spans.filter(|span| span.round == Round::Weekly).cloned().collect()
}

/// The usual week as lists are filtered by it: what each week has alike.
pub(super) fn open(ground: &Ground, at: &ServiceAtLocation) -> Vec<Open> {
    let spans = at.opening_hours.as_deref().map(|hours| in_each_week(ground, hours)).unwrap_or_default();
    let minute = |time: Time| u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).unwrap_or_default();
    let bit = |day: &String| DAYS.iter().position(|one| one == day).map_or(0, |at| 1_u8 << at);
    let of = |span: &Span| {
        let days = span.days.iter().map(bit).fold(0, |days, day| days | day);
        Open::spans(days, minute(span.from), minute(span.until))
    };
    spans.iter().flat_map(of).collect()
}

/// The usual week as FHIR has it: what each week has alike.
pub(super) fn available(ground: &Ground, hours: &str) -> Vec<serde_json::Value> {
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
    in_each_week(ground, hours).iter().map(time).collect()
}

/// What the usual week of FHIR does not say of hours: the rules about holidays, seasons and rounds; all of them where no week is like
/// another, or where they cannot be understood.
pub(super) fn beyond(ground: &Ground, hours: &str) -> Option<String> {
    let week = ground.weeks.of(hours);
    let is_said = week.as_ref().is_some_and(|week| !week.rest);
    if !is_said || in_each_week(ground, hours).is_empty() {
        return Some(hours.to_owned());
    }
    let rules: Vec<&str> = hours.split(';').map(str::trim).filter(|rule| is_special(rule)).collect();
    (!rules.is_empty()).then(|| rules.join("; "))
}

/// Whether a rule of hours says more than weekdays and times.
fn is_special(rule: &str) -> bool {
    const WORDS: [&str; 21] = [
        "PH", "SH", "week", "easter", "unknown", "sunrise", "sunset", "dawn", "dusk", "Jan", "Feb", "Mar", "Apr",
        "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = rule.split(|sign: char| !sign.is_ascii_alphanumeric());
    rule.contains(['[', '"', '+', '|']) || words.any(|word| WORDS.contains(&word) || is_year(word))
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
        let spans = week.map(|week| week.spans.clone()).unwrap_or_default();
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

    #[test]
    fn a_rule_of_weekdays_and_times_alone_is_said_by_a_week() {
        for plain in ["Mo-Fr 09:00-12:00,14:00-18:00", "24/7", "Su off", "Sa 10:00-26:00"] {
            assert!(!is_special(plain), "{plain}");
        }
        for more in
            ["PH off", "week 01-53/2 We 10:00-12:00", "Sa[1] 10:00-12:00", "Dec 24-26 off", "2026 Mo 10:00-11:00"]
        {
            assert!(is_special(more), "{more}");
        }
    }
}
