//! Days on which a service is closed out of its usual order: holidays of its own, works, a move.

use kernel::{Day, Text};
use serde::{Deserialize, Serialize};

use crate::Hours;

/// Days on which a service is closed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// The first day.
    pub from: Day,
    /// The last day; nothing while nobody knows.
    #[serde(default)]
    pub until: Option<Day>,
    /// Why.
    #[serde(default)]
    pub why: Text,
}

impl Closure {
    /// Whether it is closed on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it lies behind.
    pub fn is_over(&self, today: Day) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// As a rule of opening hours: `2026 Dec 24-2027 Jan 02 off`.
    fn rule(&self) -> String {
        let say = |day: Day| day.get().strftime("%Y %b %d").to_string();
        // The syntax knows no "until further notice".
        let until = self.until.map_or_else(|| "9999 Dec 31".to_owned(), say);
        format!("{}-{until} off", say(self.from))
    }
}

/// The hours with the closures in them. Hours that nobody knows stay unknown on the days between.
pub(crate) fn hours_with(hours: Option<&str>, closures: &[Closure]) -> Option<String> {
    if closures.is_empty() {
        return hours.map(str::to_owned);
    }
    let usual = hours.filter(|hours| hours.parse::<Hours>().is_ok()).unwrap_or("24/7 unknown");
    let rules: Vec<String> = std::iter::once(usual.to_owned()).chain(closures.iter().map(Closure::rule)).collect();
    Some(rules.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Calendar, Standing};

    fn closure(from: &str, until: Option<&str>) -> Closure {
        let day = |text: &str| text.parse().unwrap();
        Closure { from: day(from), until: until.map(day), why: Text::default() }
    }

    fn standing(hours: Option<&str>, closures: &[Closure], at: &str) -> Standing {
        let calendar = Calendar::new("BE", jiff::tz::TimeZone::get("Europe/Brussels").unwrap());
        let hours: Hours = hours_with(hours, closures).unwrap().parse().unwrap();
        hours.standing(&calendar, at.parse().unwrap())
    }

    #[test]
    fn a_closure_goes_before_the_usual_hours() {
        let closed = [closure("2026-12-24", Some("2027-01-02"))];
        let usual = Some("Mo-Fr 09:00-17:00");
        assert!(matches!(standing(usual, &closed, "2026-12-23T10:00:00"), Standing::Open(_)));
        let until = "2027-01-04T09:00:00".parse().unwrap();
        assert_eq!(standing(usual, &closed, "2026-12-29T10:00:00"), Standing::Closed(Some(until)));
        assert!(matches!(standing(usual, &closed, "2027-01-04T10:00:00"), Standing::Open(_)));
    }

    #[test]
    fn until_further_notice_has_no_end() {
        let closed = [closure("2026-12-24", None)];
        assert_eq!(standing(Some("24/7"), &closed, "2027-06-01T10:00:00"), Standing::Closed(None));
    }

    #[test]
    fn unknown_hours_are_known_to_be_closed_and_stay_unknown_else() {
        let closed = [closure("2026-12-24", Some("2026-12-24"))];
        assert!(matches!(standing(None, &closed, "2026-12-24T10:00:00"), Standing::Closed(_)));
        assert_eq!(standing(None, &closed, "2026-12-26T10:00:00"), Standing::Unknown);
        assert_eq!(standing(Some("sur rendez-vous"), &closed, "2026-12-26T10:00:00"), Standing::Unknown);
        assert_eq!(hours_with(None, &[]), None);
    }
}
