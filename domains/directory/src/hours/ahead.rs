//! What to tell a reader of opening hours: the coming week, and for what does not come every week the next days on which it does.

use chrono::{Datelike as _, NaiveDate, NaiveTime};
use jiff::civil;
use kernel::Day;
use opening_hours::RuleKind;

use super::{DayHours, FAR, Hours, all_day, naive_date, of_day};
use crate::Calendar;

/// The most days that are named beyond the coming week.
const NAMED: usize = 3;
/// So many weeks tell whether it is open on a day of the week as a rule, or in rounds.
const WEEKS: i64 = 10;
/// In so many of them it is open as a rule; a round every fortnight is there in six at the most, and holidays take two or three.
const AS_A_RULE: u32 = 7;

/// The hours from a day on, as one tells them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ahead {
    /// The seven days from that day on, Monday first; none when nothing is said of any of them.
    pub week: Vec<DayHours>,
    /// The next days on which it is open, where the week does not tell: of a bus that comes every fortnight, of a single date.
    pub next: Vec<DayHours>,
    /// Whether it is known not to open for more than a year.
    pub never: bool,
}

impl Hours {
    /// What to tell of the hours from a day on.
    pub fn ahead(&self, calendar: &Calendar, from: Day) -> Ahead {
        let week = self.week(calendar, from);
        if week.iter().any(DayHours::says_something) {
            return Ahead { week, next: self.rounds(calendar, from), never: false };
        }
        let next = self.openings(calendar, from, |_| true);
        let never = next.is_empty() && self.is_closed_for_long(calendar, from);
        Ahead { week: Vec::new(), next, never }
    }

    /// The next openings after the coming week on days of the week on which it is not open as a rule.
    fn rounds(&self, calendar: &Calendar, from: Day) -> Vec<DayHours> {
        let mut open = [0; 7];
        for date in self.dates(calendar, from, chrono::TimeDelta::weeks(WEEKS)) {
            open[weekday(date)] += 1;
        }
        let after = naive_date(from.get()).map(|date| date + chrono::TimeDelta::weeks(1));
        let in_rounds = |date: NaiveDate| open[weekday(date)] < AS_A_RULE && after.is_some_and(|after| date >= after);
        self.openings(calendar, from, in_rounds)
    }

    /// The next days on which it is open that are meant.
    fn openings(&self, calendar: &Calendar, from: Day, is_meant: impl Fn(NaiveDate) -> bool) -> Vec<DayHours> {
        let hours = self.hours.clone().with_context(calendar.holidays());
        let days = self
            .dates(calendar, from, FAR)
            .filter(|date| is_meant(*date))
            .filter_map(|date| Some(of_day(&hours, calendar, civil_date(date)?)));
        days.filter(DayHours::says_something).take(NAMED).collect()
    }

    /// Every date on which it is open, once, from a day on.
    fn dates(&self, calendar: &Calendar, from: Day, far: chrono::TimeDelta) -> impl Iterator<Item = NaiveDate> + use<> {
        let start = naive_date(from.get()).map(|date| date.and_time(NaiveTime::MIN));
        let hours = self.hours.clone().with_context(calendar.holidays());
        let open = start.into_iter().flat_map(move |start| hours.iter_range(start, start + far));
        let dates = open.filter(|span| span.kind == RuleKind::Open).flat_map(|span| {
            let first = span.range.start.date();
            // What runs past midnight belongs to the evening; what is open for days is open on each.
            let last = if all_day(&span) { (span.range.end - chrono::TimeDelta::minutes(1)).date() } else { first };
            first.iter_days().take_while(move |date| *date <= last)
        });
        let mut before = None;
        dates.filter(move |date| before.replace(*date) != Some(*date))
    }

    fn is_closed_for_long(&self, calendar: &Calendar, from: Day) -> bool {
        let hours = self.hours.clone().with_context(calendar.holidays());
        let start = naive_date(from.get()).map(|date| date.and_time(NaiveTime::MIN));
        start.is_some_and(|start| hours.iter_range(start, start + FAR).all(|span| span.kind == RuleKind::Closed))
    }
}

fn weekday(date: NaiveDate) -> usize {
    usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0)
}

fn civil_date(date: NaiveDate) -> Option<civil::Date> {
    let part = |value: u32| i8::try_from(value).ok();
    civil::Date::new(i16::try_from(date.year()).ok()?, part(date.month())?, part(date.day())?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On Monday 23 November 2026: the days of the week on which it is open, and the next dates.
    fn ahead(hours: &str) -> (Vec<usize>, Vec<String>, bool) {
        let calendar = Calendar::new("BE", jiff::tz::TimeZone::get("Europe/Brussels").unwrap());
        let ahead = hours.parse::<Hours>().unwrap().ahead(&calendar, "2026-11-23".parse().unwrap());
        let open = ahead.week.iter().enumerate().filter(|(_, day)| !day.spans.is_empty()).map(|(n, _)| n).collect();
        (open, ahead.next.iter().map(|day| day.day.to_string()).collect(), ahead.never)
    }

    #[test]
    fn rounds_are_told_by_their_next_dates() {
        for (hours, week, next) in [
            ("Mo-Fr 09:00-17:00", vec![0, 1, 2, 3, 4], vec![]),
            ("Mo-Fr 09:00-17:00; PH off; 2026 Nov 30-2026 Dec 06 off", vec![0, 1, 2, 3, 4], vec![]),
            ("24/7", vec![0, 1, 2, 3, 4, 5, 6], vec![]),
            ("Mo-Su 00:00-24:00; PH off", vec![0, 1, 2, 3, 4, 5, 6], vec![]),
            ("Fr 22:00-02:00", vec![4], vec![]),
            ("We 10:00-12:00", vec![2], vec![]),
            ("Sa[3] 14:00-16:00", vec![], vec!["2026-12-19", "2027-01-16", "2027-02-20"]),
            ("Mo[1] 10:00-12:00", vec![], vec!["2026-12-07", "2027-01-04", "2027-02-01"]),
            // Every fortnight: this week, and the next weeks in which it comes.
            ("week 02-52/2 We 13:00-15:00", vec![2], vec!["2026-12-09", "2026-12-23", "2027-01-13"]),
            ("week 01-53/2 We 13:00-15:00", vec![], vec!["2026-12-02", "2026-12-16", "2026-12-30"]),
            ("2027 Mar 05 18:00-20:00", vec![], vec!["2027-03-05"]),
            ("2027 Mar 05 18:00-20:00 \"op afspraak\"", vec![], vec!["2027-03-05"]),
            ("2026 Nov 27 18:00-20:00; 2027 Mar 05 18:00-20:00", vec![4], vec!["2027-03-05"]),
            // Once a month beside the usual days: only that is not told by the week.
            (
                "Mo-Fr 09:00-17:00; Sa[1] 09:00-12:00",
                vec![0, 1, 2, 3, 4],
                vec!["2026-12-05", "2027-01-02", "2027-02-06"],
            ),
        ] {
            let (open, dates, never) = ahead(hours);
            assert_eq!((open, dates), (week, next.into_iter().map(str::to_owned).collect()), "{hours}");
            assert!(!never, "{hours}");
        }
    }

    #[test]
    fn what_never_opens_again_is_told_so_and_what_is_not_known_is_not() {
        for (hours, never) in
            [("2020 Mo 09:00-10:00", true), ("24/7; 2026 Nov 01-9999 Dec 31 off", true), ("24/7 unknown", false)]
        {
            assert_eq!(ahead(hours), (vec![], vec![], never), "{hours}");
        }
    }
}
