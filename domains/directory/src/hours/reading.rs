//! Reading opening hours, and judging whether they can be told truly: what cannot is refused, and stays words.
//!
//! School holidays differ by community and are not known here; the sun rises at another time each day and place; an open end is no time
//! to close; repetitions are departures; a fallback (`||`) holds for the rest of a day, which nobody reckons; and who writes the thirtieth of
//! February, or from noon to nine, meant something else. Whoever tells such hours as plain times sends somebody to a closed door.

use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime};
use jiff::civil;
use opening_hours::{DateTimeRange, OpeningHours, RuleKind};
use opening_hours_syntax::rules::day::{Date, HolidayKind, MonthdayRange, WeekDayRange};
use opening_hours_syntax::rules::time::{Time, TimeSpan};
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleOperator, RuleSequence};

use super::{Hours, Noted, NotedKind, all_day, local};

/// The longest expression taken; OpenStreetMap itself stops at 255.
const LONGEST: usize = 500;
/// A span that runs on past midnight for longer than this, in hours, is more likely turned round than a night.
const LONGEST_NIGHT: u16 = 16;
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
    /// It names a day that no calendar has, a time that ends before it begins, or a night of most of a day: what was meant is not known.
    #[error(
        "`{0}` names a day that does not exist, years that are turned round, or more than sixteen hours on end past midnight; write each span from the earlier to the later"
    )]
    Doubtful(String),
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
        if said.rules.iter().any(is_doubtful) {
            return Err(NoHours::Doubtful(repeated()));
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

/// Whether what was written can hardly be what was meant. The library takes a day that does not exist for no condition at all.
fn is_doubtful(rule: &RuleSequence) -> bool {
    rule.day_selector.monthday.iter().any(|days| !is_of_calendar(days))
        || rule.time_selector.spans.iter().any(is_turned)
}

/// Whether there are such days, and the first comes before the last; without a year they may run into the next.
fn is_of_calendar(days: &MonthdayRange) -> bool {
    let MonthdayRange::Date { start: (start, _), end: (end, _) } = days else { return true };
    let runs_on = match (on_calendar(*start), on_calendar(*end)) {
        (Some(start), Some(end)) => start <= end,
        _ => true,
    };
    exists(*start) && exists(*end) && runs_on
}

/// The day of a date with a year; nothing for one that comes each year, or moves.
fn on_calendar(date: Date) -> Option<NaiveDate> {
    let Date::Fixed { year: Some(year), month, day } = date else { return None };
    NaiveDate::from_ymd_opt(*year, month.into(), day.into())
}

/// Whether a date is on the calendar; one of each year may be the 29th of February.
fn exists(date: Date) -> bool {
    let Date::Fixed { year, month, day } = date else { return true };
    let year = year.map_or(LEAP_YEAR, |year| *year);
    NaiveDate::from_ymd_opt(year, month.into(), day.into()).is_some()
}

/// A year that has every day that a year can have.
const LEAP_YEAR: i32 = 2024;

/// Whether a span runs on past midnight for so long that its two times were rather turned round.
fn is_turned(span: &TimeSpan) -> bool {
    const DAY: u16 = 24 * 60;
    let (Time::Fixed(start), Time::Fixed(end)) = (span.range.start, span.range.end) else { return false };
    let (start, end) = (start.mins_from_midnight(), end.mins_from_midnight());
    let until = match end {
        0 => DAY,
        end if end <= start => end + DAY,
        end => end,
    };
    until > DAY && until.saturating_sub(start) > LONGEST_NIGHT * 60
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
    fn what_can_hardly_be_meant_is_refused() {
        for wrong in [
            "Feb 30 09:00-12:00",
            "Apr 31 09:00-12:00",
            "2027 Feb 29 09:00-12:00",
            "Feb 28-30 09:00-12:00",
            "Mo-Fr 09:00-12:00; Jun 31 off",
            "2026 Dec 31-2026 Jan 01 09:00-12:00",
            "09:00-12:00,13:00-12:00",
            "Mo-Fr 12:00-09:00",
            "Mo 08:00-08:00",
            "Fr 18:00-36:00",
        ] {
            assert!(
                matches!(wrong.parse::<Hours>(), Err(NoHours::Doubtful(_))),
                "{wrong}: {:?}",
                wrong.parse::<Hours>()
            );
        }
        for right in [
            "Feb 29 09:00-12:00",
            "2028 Feb 29 09:00-12:00",
            "Dec 24-Jan 02 off; Mo-Fr 09:00-12:00",
            "2026 Dec 24-2027 Jan 02 09:00-12:00",
            "easter 09:00-12:00",
            "Mo-Fr 19:00-08:00",
            "Fr 20:00-36:00",
            "00:00-24:00",
            "Mo 00:00-00:00",
        ] {
            assert!(right.parse::<Hours>().is_ok(), "{right}: {:?}", right.parse::<Hours>());
        }
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
