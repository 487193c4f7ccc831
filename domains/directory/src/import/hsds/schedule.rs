//! Schedules of HSDS as opening hours in the syntax of OpenStreetMap: pure. What that syntax cannot say stays words.
//!
//! A schedule is one slot ("every Tuesday, 10 to 12"); the hours of a place are all of its slots together. When one of them
//! cannot be said, none is: half of the hours would call a place closed that is open.
//!
//! Times are those on the wall of the place. A fixed distance from UTC (`Z`, `+01:00`, `timezone`) cannot be true in summer and in
//! winter; as long as the region's clock knows it, the time is taken as it is written.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use jiff::civil::Time;
use kernel::{Day, Lang};

use super::Said;
use crate::Hours;

/// The days of a week, as HSDS and as OpenStreetMap write them.
const DAYS: [(&str, &str); 7] =
    [("MO", "Mo"), ("TU", "Tu"), ("WE", "We"), ("TH", "Th"), ("FR", "Fr"), ("SA", "Sa"), ("SU", "Su")];

/// What schedules say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Told {
    /// The hours, when all of them can be said.
    pub hours: Option<String>,
    /// The schedules in words, with the notes of the source.
    pub words: Option<String>,
    /// Whether hours stand among the words because nobody can parse them.
    pub flagged: bool,
}

/// The slots of one season, by day: a weekday, or the second Tuesday of a month.
type Week = BTreeMap<On, Vec<(Time, Time)>>;

/// From when until when slots hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
struct Season {
    from: Option<Day>,
    until: Option<Day>,
}

/// A weekday, by its place in [`DAYS`], and which of the month; 0 for each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct On {
    nth: i8,
    day: usize,
}

/// Reads schedules, as they stand on a day in a region whose clock is one of `offsets` hours from UTC; what they say in words in a
/// language, of a file in its usual one.
pub(super) fn read(schedules: &[Said<'_>], today: Day, offsets: &[i64], lang: (Lang, Lang)) -> Told {
    let current: Vec<&Said<'_>> = schedules.iter().filter(|one| !is_over(one, today)).collect();
    let mut seasons: BTreeMap<Season, Week> = BTreeMap::new();
    let (mut unsaid, mut notes) = (Vec::new(), Vec::new());
    for schedule in &current {
        notes.extend(["description", "notes"].into_iter().filter_map(|field| schedule.text_in(field, lang)));
        match slot(schedule, today, offsets) {
            Some((season, days, span)) => {
                let week = seasons.entry(season).or_default();
                days.into_iter().for_each(|day| week.entry(day).or_default().push(span));
            }
            None => unsaid.extend(in_words(schedule)),
        }
    }
    let hours =
        (unsaid.is_empty() && !seasons.is_empty()).then(|| said(seasons)).and_then(|text| text.parse::<Hours>().ok());
    let flagged = hours.is_none() && current.iter().any(|one| in_words(one).is_some());
    if flagged {
        unsaid = current.iter().filter_map(|one| in_words(one)).collect();
    }
    unsaid.extend(notes);
    let mut told = HashSet::new();
    unsaid.retain(|line: &String| told.insert(line.clone()));
    let words = (!unsaid.is_empty()).then(|| unsaid.join("\n"));
    Told { hours: hours.map(|hours| hours.to_string()), words, flagged }
}

/// Whether a schedule lies behind.
fn is_over(schedule: &Said<'_>, today: Day) -> bool {
    ["valid_to", "until"].into_iter().filter_map(|field| schedule.day(field)).any(|end| end < today)
}

/// A schedule as a slot; nothing when the syntax cannot say it.
fn slot(schedule: &Said<'_>, today: Day, offsets: &[i64]) -> Option<(Season, Vec<On>, (Time, Time))> {
    let odd = ["byweekno", "bymonthday", "byyearday", "count"].into_iter().any(|field| schedule.text(field).is_some());
    if odd || schedule.count("interval").is_some_and(|every| every > 1) {
        return None;
    }
    let zone = schedule.number("timezone");
    if zone.is_some_and(|hours| !offsets.iter().any(|known| (hours - known_hours(*known)).abs() < 0.01)) {
        return None;
    }
    let span = (time(&schedule.text("opens_at")?, offsets)?, time(&schedule.text("closes_at")?, offsets)?);
    let monthly = match schedule.text("freq").as_deref() {
        None | Some("WEEKLY") => false,
        Some("MONTHLY") => true,
        Some(_) => return None,
    };
    let days: Option<Vec<On>> = schedule.text("byday")?.split(',').map(|day| on(day.trim(), monthly)).collect();
    let begins = schedule.day("dtstart").max(schedule.day("valid_from"));
    let season = Season {
        from: begins.filter(|from| *from > today),
        until: [schedule.day("until"), schedule.day("valid_to")].into_iter().flatten().min(),
    };
    Some((season, days?, span))
}

#[expect(clippy::cast_precision_loss, reason = "hours from UTC are few")]
fn known_hours(hours: i64) -> f64 {
    hours as f64
}

/// A weekday, or which weekday of a month: `MO`, `2MO`, `-1FR`.
fn on(text: &str, monthly: bool) -> Option<On> {
    let split = text.len().checked_sub(2)?;
    let (nth, name) = (text.get(..split)?, text.get(split..)?);
    let day = DAYS.iter().position(|(theirs, _)| name.eq_ignore_ascii_case(theirs))?;
    let nth: i8 = if nth.is_empty() { 0 } else { nth.trim_start_matches('+').parse().ok()? };
    let fits = if monthly { nth != 0 && (-5..=5).contains(&nth) } else { nth == 0 };
    fits.then_some(On { nth, day })
}

/// `10:00`, `10:00:00`, `10:00Z`, `10:00+01:00`.
fn time(text: &str, offsets: &[i64]) -> Option<Time> {
    let text = text.trim();
    let digits = text.find(|sign: char| !sign.is_ascii_digit() && sign != ':').unwrap_or(text.len());
    let (wall, zone) = text.split_at(digits);
    let known = match zone {
        "" | "Z" | "z" => true,
        zone => {
            let hours = zone.split(':').next().and_then(|hours| hours.parse::<i64>().ok());
            zone.split(':').nth(1).is_none_or(|minutes| minutes == "00")
                && hours.is_some_and(|hours| offsets.contains(&hours))
        }
    };
    let mut parts = wall.split(':');
    let (hour, minute) = (parts.next()?.parse::<i8>().ok()?, parts.next()?.parse::<i8>().ok()?);
    Time::new(hour, minute, 0, 0).ok().filter(|_| known)
}

/// The seasons as rules; those without an end come first, so that others overrule them.
fn said(seasons: BTreeMap<Season, Week>) -> String {
    let mut rules = Vec::new();
    for (season, mut week) in seasons {
        let each: Week = week.iter().filter(|(on, _)| on.nth == 0).map(|(on, spans)| (*on, spans.clone())).collect();
        for (on, spans) in &mut week {
            // What is open on some Tuesdays only is open besides what every Tuesday has.
            if on.nth != 0 {
                spans.extend(each.get(&On { nth: 0, ..*on }).into_iter().flatten());
            }
        }
        rules.extend(week_in_rules(week).into_iter().map(|rule| format!("{}{rule}", dates(season))));
    }
    rules.join("; ")
}

/// Days with the same hours stand together.
fn week_in_rules(week: Week) -> Vec<String> {
    let mut rules: Vec<(Vec<On>, String)> = Vec::new();
    for (on, mut spans) in week {
        spans.sort_unstable();
        spans.dedup();
        let hours = spans.iter().map(|span| clock(*span)).collect::<Vec<_>>().join(",");
        match rules.iter_mut().find(|(days, same)| *same == hours && days[0].nth == on.nth) {
            Some((days, _)) => days.push(on),
            None => rules.push((vec![on], hours)),
        }
    }
    rules.into_iter().map(|(days, hours)| format!("{} {hours}", list(&days))).collect()
}

/// `Mo-We,Fr`, `Tu[2]`.
fn list(days: &[On]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while at < days.len() {
        let first = days[at];
        let mut last = at;
        while first.nth == 0 && last + 1 < days.len() && days[last + 1].day == days[last].day + 1 {
            last += 1;
        }
        let name = |on: On| DAYS[on.day].1;
        let _ = match (last - at, first.nth) {
            (0, 0) => write!(text, "{},", name(first)),
            (0, nth) => write!(text, "{}[{nth}],", name(first)),
            _ => write!(text, "{}-{},", name(first), name(days[last])),
        };
        at = last + 1;
    }
    text.trim_end_matches(',').to_owned()
}

/// A day that is open from midnight to its last minute is open all day.
fn clock((from, until): (Time, Time)) -> String {
    let all_day = from == Time::midnight() && (until.hour(), until.minute()) >= (23, 59);
    let until = if all_day { "24:00".to_owned() } else { until.strftime("%H:%M").to_string() };
    format!("{}-{until}", from.strftime("%H:%M"))
}

fn dates(season: Season) -> String {
    let say = |day: Day| day.get().strftime("%Y %b %d").to_string();
    match season {
        Season { from: None, until: None } => String::new(),
        Season { from: Some(from), until: Some(until) } => format!("{}-{} ", say(from), say(until)),
        Season { from: Some(from), until: None } => format!("{}-9999 Dec 31 ", say(from)),
        Season { from: None, until: Some(until) } => format!("1900 Jan 01-{} ", say(until)),
    }
}

/// A schedule in the words of its fields; nothing when it names no time and no day.
fn in_words(schedule: &Said<'_>) -> Option<String> {
    let fields = ["freq", "interval", "byday", "byweekno", "bymonthday", "byyearday", "count"];
    let rule = fields.into_iter().filter_map(|field| {
        let said = schedule.text(field)?;
        let plain = matches!((field, said.as_str()), ("freq", "WEEKLY") | ("interval", "1"));
        (!plain).then(|| if matches!(field, "byday" | "freq") { said } else { format!("{field} {said}") })
    });
    let times = match (schedule.text("opens_at"), schedule.text("closes_at")) {
        (Some(opens), Some(closes)) => Some(format!("{opens}-{closes}")),
        (opens, closes) => opens.or(closes),
    };
    let dates = ["dtstart", "until", "valid_to"]
        .into_iter()
        .filter_map(|field| Some(format!("{field} {}", schedule.text(field)?)));
    let said: Vec<String> = rule.chain(times).collect();
    (!said.is_empty()).then(|| said.into_iter().chain(dates).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn told(schedules: Value) -> Told {
        let list: Vec<Value> = schedules.as_array().unwrap().clone();
        let said: Vec<Said<'_>> = list.iter().map(Said::new).collect();
        read(&said, "2026-11-23".parse().unwrap(), &[1, 2], (Lang::Nl, Lang::Nl))
    }

    fn slot(days: &str, opens: &str, closes: &str) -> Value {
        json!({"freq": "WEEKLY", "byday": days, "opens_at": opens, "closes_at": closes})
    }

    fn with(mut slot: Value, field: &str, value: impl Into<Value>) -> Value {
        slot[field] = value.into();
        slot
    }

    #[test]
    fn slots_become_hours() {
        let day = || slot("MO,TU,WE,FR", "09:00", "12:00:00");
        let cases = [
            (
                json!([day(), slot("MO,TU,WE", "13:00Z", "17:00+01:00")]),
                "Mo-We 09:00-12:00,13:00-17:00; Fr 09:00-12:00",
            ),
            (json!([slot("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")]), "Mo-Su 00:00-24:00"),
            (
                json!([with(slot("2TU,-1FR", "10:00", "11:00"), "freq", "MONTHLY")]),
                "Fr[-1] 10:00-11:00; Tu[2] 10:00-11:00",
            ),
            (json!([slot("FR", "22:00", "02:00")]), "Fr 22:00-02:00"),
            (
                json!([
                    day(),
                    with(with(slot("MO", "10:00", "11:00"), "valid_from", "2026-12-24"), "valid_to", "2027-01-02")
                ]),
                "Mo-We,Fr 09:00-12:00; 2026 Dec 24-2027 Jan 02 Mo 10:00-11:00",
            ),
            (
                json!([with(day(), "valid_from", "2020-01-01"), with(day(), "valid_to", "2021-01-01")]),
                "Mo-We,Fr 09:00-12:00",
            ),
        ];
        for (schedules, expected) in cases {
            let expected = expected.parse::<Hours>().unwrap().to_string();
            assert_eq!(told(schedules.clone()), Told { hours: Some(expected), ..Told::default() }, "{schedules}");
        }
    }

    #[test]
    fn what_cannot_be_said_stays_words_and_is_flagged() {
        let day = || slot("TH,FR", "10:00", "18:00");
        let cases = [
            (with(day(), "interval", 2), "interval 2 TH,FR 10:00-18:00"),
            (with(day(), "bymonthday", "1,15"), "TH,FR bymonthday 1,15 10:00-18:00"),
            (with(day(), "timezone", 9), "TH,FR 10:00-18:00"),
            (slot("TH", "10:00-05:00", "18:00-05:00"), "TH 10:00-05:00-18:00-05:00"),
            (slot("someday", "10:00", "18:00"), "someday 10:00-18:00"),
            (slot("TH", "noon", "25:61"), "TH noon-25:61"),
            (json!({"byday": "MO"}), "MO"),
        ];
        for (schedule, words) in cases {
            let both = told(json!([slot("MO", "08:00", "09:00"), schedule]));
            assert_eq!((both.hours, both.flagged), (None, true), "{schedule}");
            assert_eq!(both.words, Some(format!("MO 08:00-09:00\n{words}")), "{schedule}");
        }
    }

    #[test]
    fn notes_are_kept_and_are_no_fault() {
        let noted = told(json!([with(
            with(slot("MO", "08:00", "09:00"), "notes", "Belt u eerst"),
            "description",
            "Belt u eerst"
        )]));
        let hours = Some("Mo 08:00-09:00".to_owned());
        assert_eq!(noted, Told { hours, words: Some("Belt u eerst".to_owned()), flagged: false });
        assert_eq!(
            told(json!([{"description": "op afspraak"}])),
            Told { words: Some("op afspraak".into()), ..Told::default() }
        );
        assert_eq!(told(json!([])), Told::default());
    }

    #[test]
    fn the_clock_may_change_between_opening_and_closing() {
        let calendar = crate::Calendar::new("BE", jiff::tz::TimeZone::get("Europe/Brussels").unwrap());
        let hours = told(json!([slot("SA", "22:00+02:00", "06:00+02:00")])).hours.unwrap();
        // In the night of 24 to 25 October 2026 the clock goes back an hour at three.
        let open = |at: &str| matches!(calendar.standing(&hours, at.parse().unwrap()), crate::Standing::Open(_));
        assert!(
            open("2026-10-24T20:30:00Z") && open("2026-10-25T04:30:00Z"),
            "half past five on the wall, in winter time"
        );
        assert!(!open("2026-10-25T05:30:00Z"));
    }
}
