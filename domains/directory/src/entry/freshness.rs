//! How far an entry can be relied on today: pure.
//!
//! A confirmed field is worth 100 on its day, half of that when its confirmation ends, nothing after twice that time. The worth
//! of an entry is the mean over the fields that say something to the public, what changes soon weighing most.

use kernel::Day;

use super::confirmations::Confirmation;
use super::fields::{self, Holds};
use super::record::{Record, says_nothing};

/// How long before its end a confirmation asks for the next one, days.
pub(crate) const AHEAD: i64 = 14;

/// How an entry stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Freshness {
    /// Those who know it disagree.
    Disputed,
    /// Some confirmation ended long ago.
    Stale,
    /// Some confirmation ends soon, or ended of late, or is missing of what changes soon.
    Due,
    /// Nobody ever confirmed it.
    Unverified,
    /// It was confirmed, and that holds; all of it that changes soon was.
    Fresh,
}

kernel::words! {
    Freshness { Disputed = "disputed", Stale = "stale", Due = "due", Unverified = "unverified", Fresh = "fresh" }
}

/// How an entry stands today.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// In a word.
    pub state: Freshness,
    /// From 0 to 100.
    pub score: u8,
    /// When its first confirmation ends.
    pub due_on: Option<Day>,
}

/// A field as freshness sees it: how long its confirmations hold, and the last one.
pub type Seen = (Holds, Option<(Day, Day)>);

/// How an entry stands with these fields.
pub fn standing(seen: &[Seen], is_disputed: bool, today: Day) -> Standing {
    let weights: u32 = seen.iter().map(|(holds, _)| holds.weight()).sum();
    let worth: u32 = seen.iter().map(|(holds, confirmed)| holds.weight() * worth(*confirmed, today)).sum();
    let score = u8::try_from(worth.checked_div(weights).unwrap_or(0)).unwrap_or(100);
    let due_on = seen.iter().filter_map(|(_, confirmed)| confirmed.map(|(_, until)| until)).min();
    let state = if is_disputed {
        Freshness::Disputed
    } else {
        let states = seen.iter().filter_map(|(_, confirmed)| confirmed.map(|confirmed| state(confirmed, today)));
        match states.min() {
            // Somebody who looked at the name has not rung at the door.
            Some(Freshness::Fresh) if seen.iter().any(lacks) => Freshness::Due,
            found => found.unwrap_or(Freshness::Unverified),
        }
    };
    Standing { state, score, due_on }
}

/// Whether nobody confirmed what changes soon.
const fn lacks((holds, confirmed): &Seen) -> bool {
    holds.is_soon() && confirmed.is_none()
}

/// How a confirmation stands: long over when half as long again has passed.
fn state((on, until): (Day, Day), today: Day) -> Freshness {
    let (over, length) = (today.days_since(until), until.days_since(on).max(1));
    match over {
        _ if over > length / 2 => Freshness::Stale,
        _ if over > -AHEAD => Freshness::Due,
        _ => Freshness::Fresh,
    }
}

fn worth(confirmed: Option<(Day, Day)>, today: Day) -> u32 {
    let Some((on, until)) = confirmed else { return 0 };
    let (age, length) = (today.days_since(on).max(0), until.days_since(on).max(1));
    u32::try_from((100 - 50 * age / length).clamp(0, 100)).unwrap_or(0)
}

/// The fields of a record that count: those that people rely on, and that say something.
pub fn counted(record: &Record) -> Vec<&'static fields::Field> {
    let says = record.fields();
    let telling = |field: &&fields::Field| says.get(field.name).is_some_and(|value| !says_nothing(value));
    fields::of(record.entry().kind).iter().filter(|field| field.counts).filter(telling).collect()
}

/// The fields of a record that ask for a new confirmation, each by itself: those whose confirmation ends soon or ended and, once
/// anything of the entry was confirmed here, what changes soon and never was.
pub fn due(record: &Record, confirmations: &[Confirmation], today: Day) -> Vec<&'static fields::Field> {
    let by_source = matches!(record, Record::Service(service) if service.verified_on.is_some());
    let is_due = |field: &&fields::Field| match confirmations.iter().find(|one| one.field == field.name) {
        Some(own) => today.days_since(own.valid_until) > -AHEAD,
        None => field.holds.is_soon() && !by_source && !confirmations.is_empty(),
    };
    counted(record).into_iter().filter(is_due).collect()
}

/// How an entry stands. What nobody confirmed here counts as confirmed on the day on which its source says that it was.
pub fn of_record(record: &Record, confirmations: &[Confirmation], is_disputed: bool, today: Day) -> Standing {
    let by_source = if let Record::Service(service) = record { service.verified_on } else { None };
    let seen = counted(record).into_iter().map(|field| {
        let own = confirmations.iter().find(|confirmation| confirmation.field == field.name);
        let own = own.map(|confirmation| (confirmation.on, confirmation.valid_until));
        (field.holds, own.or_else(|| by_source.map(|day| (day, end(day, field.holds)))))
    });
    standing(&seen.collect::<Vec<Seen>>(), is_disputed, today)
}

/// Until when a confirmation of a day holds.
pub fn end(on: Day, holds: Holds) -> Day {
    on.get().checked_add(jiff::Span::new().days(holds.days())).map_or(on, Day::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Origin;
    use crate::entry::confirmations::Channel;
    use crate::entry::{EntryKind, Patch};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn confirmed(holds: Holds, on: &str) -> Seen {
        (holds, Some((day(on), end(day(on), holds))))
    }

    #[test]
    fn each_field_is_due_by_itself() {
        type Looked<'a> = &'a [(&'a str, &'a str)];
        let today = day("2026-11-22");
        let place = fields::blank(EntryKind::ServiceAtLocation, Origin::new("test", "1"), None, None);
        let says = Patch::new().set("opening_hours", "24/7").set("phone", "02 000 00 00").set("accessibility", ramp());
        let place = place.with(&says).unwrap();
        let confirmed = |(field, on): &(&str, &str)| {
            let holds = fields::find(EntryKind::ServiceAtLocation, field).unwrap().holds;
            let (on, by) = (day(on), "test".to_owned());
            Confirmation { field: (*field).to_owned(), on, by, channel: Channel::Phone, valid_until: end(on, holds) }
        };
        let cases: [(&str, Looked<'_>, &[&str]); 5] = [
            ("nobody looked yet", &[], &[]),
            ("the number was confirmed, the hours never", &[("phone", "2026-11-22")], &["opening_hours"]),
            ("the number ends soon", &[("phone", "2026-06-01")], &["opening_hours", "phone"]),
            ("both hold", &[("phone", "2026-11-22"), ("opening_hours", "2026-11-01")], &[]),
            ("only the hours ended", &[("phone", "2026-11-22"), ("opening_hours", "2026-08-01")], &["opening_hours"]),
        ];
        for (name, known, expected) in cases {
            let known: Vec<Confirmation> = known.iter().map(confirmed).collect();
            let found: Vec<&str> = due(&place, &known, today).into_iter().map(|field| field.name).collect();
            assert_eq!(found, expected, "{name}");
        }
    }

    fn ramp() -> serde_json::Value {
        serde_json::json!({ "step_free": true })
    }

    #[test]
    fn trust_decays_by_what_a_field_is() {
        use Holds::{Contact, Mission, Quick, Structure};
        let today = day("2026-11-22");
        let cases: [(&str, Vec<Seen>, Freshness, u8); 11] = [
            ("nothing to confirm", vec![], Freshness::Unverified, 0),
            ("never confirmed", vec![(Quick, None), (Mission, None)], Freshness::Unverified, 0),
            (
                "confirmed today",
                vec![confirmed(Quick, "2026-11-22"), confirmed(Mission, "2026-11-22")],
                Freshness::Fresh,
                100,
            ),
            ("hours of 45 days", vec![confirmed(Quick, "2026-10-08")], Freshness::Fresh, 75),
            ("hours of 80 days are due", vec![confirmed(Quick, "2026-09-03")], Freshness::Due, 56),
            ("hours of 100 days are due", vec![confirmed(Quick, "2026-08-14")], Freshness::Due, 45),
            ("hours of 200 days are stale", vec![confirmed(Quick, "2026-05-06")], Freshness::Stale, 0),
            (
                "the oldest decides",
                vec![confirmed(Quick, "2026-11-22"), confirmed(Contact, "2025-01-01")],
                Freshness::Stale,
                57,
            ),
            (
                "what is not confirmed counts nothing, and what changes soon must be",
                vec![confirmed(Structure, "2026-11-22"), (Quick, None)],
                Freshness::Due,
                20,
            ),
            (
                "a number was confirmed, another way to reach it was not",
                vec![confirmed(Contact, "2026-11-22"), (Contact, None)],
                Freshness::Due,
                50,
            ),
            (
                "what hardly changes may wait",
                vec![confirmed(Quick, "2026-11-22"), (Mission, None), (Structure, None)],
                Freshness::Fresh,
                57,
            ),
        ];
        for (name, seen, state, score) in cases {
            let found = standing(&seen, false, today);
            assert_eq!((found.state, found.score), (state, score), "{name}");
        }
        assert_eq!(standing(&[confirmed(Quick, "2026-11-22")], true, today).state, Freshness::Disputed);
        assert_eq!(standing(&[confirmed(Quick, "2026-11-22")], false, today).due_on, Some(day("2027-02-20")));
    }
}
