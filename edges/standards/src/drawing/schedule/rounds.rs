//! How hours come back: each week, every other week, on the first Saturday of the month. It is found by looking at a year of them,
//! so that every way of writing the same hours comes to the same.

use directory::{Calendar, Hours};
use jiff::Span as Length;
use jiff::civil::{Date, ISOWeekDate, Time, Weekday, date};
use jiff::tz::TimeZone;
use kernel::Day;

/// Weekdays as calendars write them.
pub(super) const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// The weeks that are looked at: those of a year that begins on its first Monday and has no week more. Any such year does: hours that
/// name one do not come back.
const FIRST: Date = date(2027, 1, 4);
const WEEKS: i64 = 52;

/// How a span of time comes back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Round {
    /// Each week.
    Weekly,
    /// In the weeks with an odd number.
    Odd,
    /// In the weeks with an even number.
    Even,
    /// Each month, by the place of a weekday in it.
    ByPlace,
    /// Each month, by its days.
    ByDate,
}

/// A span of time that comes back: on which days, from and until.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Span {
    pub round: Round,
    /// As calendars write them: `MO`; with its place `1SA`; `15`.
    pub days: Vec<String>,
    pub from: Time,
    pub until: Time,
}

/// The spans of hours that come back, and whether there is something besides that cannot be said so.
pub(super) fn of(hours: &Hours) -> (Vec<Span>, bool) {
    // No country's holidays: what holds on them is told in a note.
    let calendar = Calendar::new("", TimeZone::UTC);
    let mondays = (0..WEEKS).filter_map(|n| FIRST.checked_add(Length::new().weeks(n)).ok());
    let mut year = Vec::new();
    let mut dates: Vec<((Time, Time), Vec<Date>)> = Vec::new();
    for day in mondays.flat_map(|monday| hours.week(&calendar, Day::new(monday))) {
        year.push(day.day.get());
        for span in day.spans {
            match dates.iter_mut().find(|(known, _)| *known == span) {
                Some((_, known)) => known.push(day.day.get()),
                None => dates.push((span, vec![day.day.get()])),
            }
        }
    }
    let (mut spans, mut rest) = (Vec::new(), false);
    for ((from, until), dates) in &dates {
        let (rounds, whole) = rounds(dates, &year);
        spans.extend(rounds.into_iter().map(|(round, days)| Span { round, days, from: *from, until: *until }));
        rest |= !whole;
    }
    (spans, rest)
}

/// In which rounds some days of a year come back, and whether that is all of them.
fn rounds(dates: &[Date], year: &[Date]) -> (Vec<(Round, Vec<String>)>, bool) {
    let mut said: Vec<(Round, Vec<String>)> = Vec::new();
    let mut left: Vec<Date> = Vec::new();
    for (at, name) in DAYS.into_iter().enumerate() {
        let is_day = |date: &&Date| usize::try_from(date.weekday().to_monday_zero_offset()) == Ok(at);
        let here: Vec<Date> = dates.iter().filter(is_day).copied().collect();
        let all: Vec<Date> = year.iter().filter(is_day).copied().collect();
        match round(&here, &all, name) {
            _ if here.is_empty() => {}
            Some((round, days)) => match said.iter_mut().find(|(known, _)| *known == round) {
                Some((_, known)) => known.extend(days),
                None => said.push((round, days)),
            },
            None => left.extend(here),
        }
    }
    if !left.is_empty()
        && let Some(days) = by_date(&left, year)
    {
        said.push((Round::ByDate, days));
        left.clear();
    }
    (said, left.is_empty())
}

/// In which round the days of a weekday come back; `all` are those of the year.
fn round(here: &[Date], all: &[Date], name: &str) -> Option<(Round, Vec<String>)> {
    let day = || vec![name.to_owned()];
    if here == all {
        return Some((Round::Weekly, day()));
    }
    for (round, rest) in [(Round::Odd, 1), (Round::Even, 0)] {
        if all.iter().filter(|date| date.iso_week_date().week() % 2 == rest).eq(here) {
            return Some((round, day()));
        }
    }
    let places = places(here, all)?;
    Some((Round::ByPlace, places.into_iter().map(|place| format!("{place}{name}")).collect()))
}

/// The places in the month that days have, counted from its beginning or from its end; nothing when they have none in common.
fn places(here: &[Date], all: &[Date]) -> Option<Vec<i8>> {
    let is_whole = |place: &i8| {
        let mut there = all.iter().filter(|date| has_place(**date, *place)).peekable();
        there.peek().is_some() && there.all(|date| here.contains(date))
    };
    let covers = |places: &[i8]| here.iter().all(|date| places.iter().any(|place| has_place(*date, *place)));
    let first: Vec<i8> = (1..=5).filter(is_whole).collect();
    let last: Vec<i8> = (1..=5).map(|place: i8| -place).filter(is_whole).collect();
    let both = [first.clone(), last.clone()].concat();
    let mut places = [first, last, both].into_iter().find(|places| covers(places))?;
    // What is said twice is said once: the fifth one is always the last.
    for place in [5, -5, 4, -4, 3, -3, 2, -2] {
        let fewer: Vec<i8> = places.iter().copied().filter(|known| *known != place).collect();
        if covers(&fewer) {
            places = fewer;
        }
    }
    Some(places)
}

fn has_place(date: Date, place: i8) -> bool {
    if place > 0 { (date.day() - 1) / 7 + 1 == place } else { (date.days_in_month() - date.day()) / 7 + 1 == -place }
}

/// The days of the month that some dates are, when they are these in each month.
fn by_date(dates: &[Date], year: &[Date]) -> Option<Vec<String>> {
    let days: Vec<i8> = (1..=31).filter(|day| dates.iter().any(|date| date.day() == *day)).collect();
    let mut there = year.iter().filter(|date| days.contains(&date.day()));
    there.all(|date| dates.contains(date)).then(|| days.iter().map(ToString::to_string).collect())
}

/// When odd and even weeks take turns: a year of 53 weeks ends with an odd one, and the next begins with one. From and until, for the
/// years that a day lies in and, when they end soon, for those after them.
pub(super) fn turns(round: Round, days: &[String], today: Date) -> Vec<(Date, Date)> {
    let year = today.iso_week_date().year();
    let (first, last) = (position(days.first()), position(days.last()));
    let odd = round == Round::Odd;
    let end = |from: i16| (from..from.saturating_add(10)).find(|year| is_long(*year));
    let turn = |from: i16| {
        let end = end(from)?;
        Some((day(from, if odd { 1 } else { 2 }, first)?, day(end, if odd { 53 } else { 52 }, last)?, end))
    };
    let Some((from, until, end)) = turn(year) else { return Vec::new() };
    let soon = (end <= year.saturating_add(1)).then(|| turn(end.saturating_add(1))).flatten();
    std::iter::once((from, until)).chain(soon.map(|(from, until, _)| (from, until))).collect()
}

fn position(day: Option<&String>) -> i8 {
    let at = day.and_then(|day| DAYS.iter().position(|one| one == day)).unwrap_or_default();
    i8::try_from(at).unwrap_or_default()
}

fn is_long(year: i16) -> bool {
    ISOWeekDate::new(year, 1, Weekday::Monday).is_ok_and(ISOWeekDate::in_long_year)
}

fn day(year: i16, week: i8, weekday: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_zero_offset(weekday).ok()?;
    ISOWeekDate::new(year, week, weekday).ok().map(ISOWeekDate::date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(hours: &str) -> (Vec<String>, bool) {
        let (spans, rest) = of(&hours.parse().unwrap());
        let tell = |span: &Span| {
            let clock = |time: Time| time.strftime("%H:%M").to_string();
            format!("{:?} {} {}-{}", span.round, span.days.join(","), clock(span.from), clock(span.until))
        };
        (spans.iter().map(tell).collect(), rest)
    }

    #[test]
    fn hours_come_back_in_rounds() {
        let cases: [(&str, &[&str], bool); 12] = [
            ("Mo-Fr 09:00-17:00", &["Weekly MO,TU,WE,TH,FR 09:00-17:00"], false),
            ("week 01-53/2 We 14:00-16:00", &["Odd WE 14:00-16:00"], false),
            ("week 02-53/2 Mo,We 14:00-16:00", &["Even MO,WE 14:00-16:00"], false),
            ("Sa[1,3] 10:00-12:00", &["ByPlace 1SA,3SA 10:00-12:00"], false),
            ("Sa[-1] 10:00-12:00", &["ByPlace -1SA 10:00-12:00"], false),
            ("Sa[1,-1] 10:00-12:00", &["ByPlace 1SA,-1SA 10:00-12:00"], false),
            ("Sa[5] 10:00-12:00", &["ByPlace 5SA 10:00-12:00"], false),
            (
                "Mo-Fr 09:00-17:00; Sa[1] 10:00-12:00",
                &["Weekly MO,TU,WE,TH,FR 09:00-17:00", "ByPlace 1SA 10:00-12:00"],
                false,
            ),
            ("Jan-Dec 15 09:00-10:00", &["ByDate 15 09:00-10:00"], false),
            ("Mar-Oct Mo 09:00-10:00", &[], true),
            ("Mo 09:00-10:00; Jun-Aug Tu 09:00-10:00", &["Weekly MO 09:00-10:00"], true),
            ("2020 Mo 09:00-10:00", &[], false),
        ];
        for (hours, expected, rest) in cases {
            let written = if hours.starts_with("Jan-Dec") { fifteenth() } else { hours.to_owned() };
            assert_eq!(told(&written), (expected.iter().map(|one| (*one).to_owned()).collect(), rest), "{hours}");
        }
    }

    /// The fifteenth of each month, as the syntax of OpenStreetMap says it.
    fn fifteenth() -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        format!("{} 09:00-10:00", months.map(|month| format!("{month} 15")).join(","))
    }

    #[test]
    fn odd_and_even_weeks_take_turns_until_a_year_has_a_week_more() {
        let turns = |round, today: &str| -> Vec<(String, String)> {
            let all = turns(round, &["WE".to_owned()], today.parse().unwrap());
            all.iter().map(|(from, until)| (from.to_string(), until.to_string())).collect()
        };
        let pair = |from: &str, until: &str| (from.to_owned(), until.to_owned());
        assert_eq!(
            turns(Round::Odd, "2026-11-22"),
            [pair("2025-12-31", "2026-12-30"), pair("2027-01-06", "2032-12-29")]
        );
        assert_eq!(
            turns(Round::Even, "2026-11-22"),
            [pair("2026-01-07", "2026-12-23"), pair("2027-01-13", "2032-12-22")]
        );
        assert_eq!(turns(Round::Odd, "2028-03-01"), [pair("2028-01-05", "2032-12-29")]);
        for (from, until) in super::turns(Round::Odd, &["WE".to_owned()], date(2026, 1, 1)) {
            assert_eq!(from.until(until).unwrap().get_days() % 14, 0, "the last one lies in the turn");
        }
    }
}
