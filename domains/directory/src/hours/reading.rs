//! Reading opening hours, and judging whether they can be told truly: what cannot is refused, and stays words.
//!
//! School holidays differ by community and are not known here; the sun rises at another time each day and place; an open end is no time
//! to close; repetitions are departures; a fallback (`||`) holds for the rest of a day, which nobody reckons. Whoever tells such hours as plain times sends somebody to a closed door.

use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime};
use jiff::civil;
use opening_hours::{DateTimeRange, OpeningHours, RuleKind};
use opening_hours_syntax::rules::day::{HolidayKind, WeekDayRange};
use opening_hours_syntax::rules::time::{Time, TimeSpan};
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleOperator, RuleSequence};

use super::{Hours, Noted, NotedKind, all_day, local};

/// The longest expression taken; OpenStreetMap itself stops at 255.
const LONGEST: usize = 500;
/// So many letters of what was wrong are repeated.
const REPEATED: usize = 80;

/// A text that is no opening hours, or none that can be told truly.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoHours {
    /// It is not written as opening hours are.
    #[error("`{0}` is no opening hours; write them as `Mo-Fr 09:00-12:30,14:00-18:00; Sa 09:00-12:30; PH off`")]
    Unreadable(String),
    /// It speaks of school holidays, the sun, an open end, a repetition or what holds else.
    #[error(
        "`{0}` depends on school holidays or the sun, has no end, or says what holds else; such hours cannot be told for certain"
    )]
    Untold(String),
}

impl FromStr for Hours {
    type Err = NoHours;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let repeated = || text.chars().take(REPEATED).collect();
        if text.is_empty() || text.len() > LONGEST {
            return Err(NoHours::Unreadable(repeated()));
        }
        let said = opening_hours_syntax::parse(text).map_err(|_| NoHours::Unreadable(repeated()))?;
        let hours = text.parse::<OpeningHours>().map_err(|_| NoHours::Unreadable(repeated()))?;
        if !said.rules.iter().all(can_be_told) {
            return Err(NoHours::Untold(repeated()));
        }
        let mentions_holidays = said.rules.iter().any(|rule| names_holidays(rule, HolidayKind::Public));
        Ok(Self { text: text.to_owned(), hours, is_always: is_always(said), mentions_holidays })
    }
}

fn can_be_told(rule: &RuleSequence) -> bool {
    let is_fixed = |time: Time| matches!(time, Time::Fixed(_));
    let told = |span: &TimeSpan| {
        !span.open_end && span.repeats.is_none() && is_fixed(span.range.start) && is_fixed(span.range.end)
    };
    // What holds when nothing else does is reckoned by days only.
    rule.operator != RuleOperator::Fallback
        && !names_holidays(rule, HolidayKind::School)
        && rule.time_selector.spans.iter().all(told)
}

fn names_holidays(rule: &RuleSequence, meant: HolidayKind) -> bool {
    let is_meant = |day: &WeekDayRange| matches!(day, WeekDayRange::Holiday { kind, .. } if *kind == meant);
    rule.day_selector.weekday.iter().any(is_meant)
}

/// Whether they are open at each moment, without a condition.
fn is_always(said: OpeningHoursExpression) -> bool {
    let said = said.normalize();
    said.is_constant() && said.rules.last().is_some_and(|rule| rule.as_state() == (RuleKind::Open, ""))
}

/// What hours say of a date on a condition, without being certain, or to explain why it is closed.
pub(super) fn noted(hours: &OpeningHours, date: NaiveDate) -> Vec<Noted> {
    let start = date.and_time(NaiveTime::MIN);
    let Some(end) = date.succ_opt().map(|next| next.and_time(NaiveTime::MIN)) else { return Vec::new() };
    let mut all: Vec<Noted> = Vec::new();
    for span in hours.iter_range(start, end) {
        let kind = match span.kind {
            RuleKind::Open => NotedKind::Open,
            RuleKind::Closed => NotedKind::Closed,
            RuleKind::Unknown => NotedKind::Unknown,
        };
        if kind != NotedKind::Unknown && span.comment.is_empty() {
            continue;
        }
        let noted = Noted { kind, span: within(&span), note: span.comment.to_string() };
        if !all.contains(&noted) {
            all.push(noted);
        }
    }
    all
}

/// From and until; nothing for what is said of the whole day or, beside usual hours, of the rest of it.
fn within(span: &DateTimeRange) -> Option<(civil::Time, civil::Time)> {
    let (from, until) = (span.range.start, span.range.end);
    let is_midnight = |at: chrono::NaiveDateTime| at.time() == NaiveTime::MIN;
    if all_day(span) || is_midnight(from) || is_midnight(until) {
        return None;
    }
    Some((local(from)?.time(), local(until)?.time()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Calendar, DayHours};

    /// The week of Monday 23 November 2026.
    fn week(hours: &str) -> Vec<DayHours> {
        let calendar = Calendar::new("BE", jiff::tz::TimeZone::get("Europe/Brussels").unwrap());
        hours.parse::<Hours>().unwrap().week(&calendar, "2026-11-23".parse().unwrap())
    }

    fn noted(day: &DayHours) -> Vec<(NotedKind, bool, &str)> {
        day.noted.iter().map(|noted| (noted.kind, noted.span.is_some(), noted.note.as_str())).collect()
    }

    #[test]
    fn what_is_no_hours_is_refused() {
        let long = "Mo 09:00-10:00;".repeat(100);
        for wrong in ["", "   ", "sur rendez-vous", "Mo-Fr 9-17", "<b>Mo</b>", long.as_str()] {
            assert!(matches!(wrong.parse::<Hours>(), Err(NoHours::Unreadable(_))), "{wrong}");
        }
    }

    #[test]
    fn what_cannot_be_told_truly_is_refused() {
        for wrong in [
            "SH Mo-Fr 10:00-12:00",
            "Mo-Fr 09:00-17:00; SH off",
            "Mo-Fr 09:00-17:00; PH,SH off",
            "sunrise-sunset",
            "Mo-Fr 09:00-sunset",
            "Mo-Fr (sunrise+01:00)-18:00",
            "Mo-Fr 09:00+",
            "Mo-Fr 09:00-17:00+",
            "Mo-Fr 10:00-16:00/01:30",
            "Mo-Fr 09:00-12:00 || \"op afspraak\"",
        ] {
            assert!(matches!(wrong.parse::<Hours>(), Err(NoHours::Untold(_))), "{wrong}");
        }
        // Letters within a note are no rule.
        assert!("Mo-Fr 09:00-17:00 \"SH + sunset\"".parse::<Hours>().is_ok());
    }

    #[test]
    fn public_holidays_are_those_of_the_rules() {
        let mentions = |hours: &str| hours.parse::<Hours>().unwrap().mentions_holidays();
        assert!(mentions("24/7; PH off") && mentions("PH,Su 10:00-12:00"));
        assert!(!mentions("Mo-Fr 09:00-17:00 \"PH\""));
    }

    #[test]
    fn a_condition_stands_beside_its_hours_and_never_as_hours() {
        let said = week("Mo-Fr 09:00-12:00; Sa 10:00-12:00 open \"op afspraak\"; Su off \"bel ons\"");
        assert_eq!((said[0].spans.len(), noted(&said[0])), (1, vec![]));
        assert_eq!((said[5].spans.len(), noted(&said[5])), (0, vec![(NotedKind::Open, true, "op afspraak")]));
        assert_eq!((said[6].spans.len(), noted(&said[6])), (0, vec![(NotedKind::Closed, false, "bel ons")]));
        let said = week("Mo 09:00-12:00 unknown; Tu \"op afspraak\"");
        assert_eq!(noted(&said[0]), [(NotedKind::Unknown, true, "")]);
        assert_eq!(noted(&said[1]), [(NotedKind::Open, false, "op afspraak")]);
        assert_eq!(noted(&said[2]), []);
    }
}
