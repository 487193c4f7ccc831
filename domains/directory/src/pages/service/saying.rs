//! What the page of a service says of a place in words: how precisely it is known, and when it is open.

use kernel::{Day, Text};
use territory::Gazetteer;
use web::Page;

use super::{DayView, Teller, Ways};
use crate::finding::{A_WEEK, days_until};
use crate::hours::DayHours;
use crate::showing::{hours_of, municipality_name, place_line};
use crate::{CardPlace, Precision, ServiceCard, Standing};

impl Teller<'_> {
    /// How precisely the place is known; nothing to say about an address, or where nobody may know it.
    pub(super) fn precision(&self, place: &CardPlace) -> String {
        roughly(place).map_or_else(String::new, |key| self.page.tr(&key).to_string())
    }

    /// What to do before one goes: read what the service writes of its hours, or else the ways that are known to reach the place.
    pub(super) fn hours_unknown(&self, ways: &Ways, hours_text: &Text) -> String {
        let key = match ways {
            _ if !hours_text.is_empty() => "directory-hours-unknown-words",
            Ways { phone: Some(_), .. } => "directory-hours-unknown-call",
            Ways { website: Some(_), .. } => "directory-hours-unknown-website",
            Ways { email: Some(_), .. } => "directory-hours-unknown-write",
            _ => "directory-hours-unknown-desk",
        };
        self.page.tr(key).to_string()
    }

    pub(super) fn standing(&self, standing: Standing) -> String {
        let lang = self.page.lang();
        let today = self.page.cx().today().get();
        let say = |key: &'static str, at: jiff::civil::DateTime| {
            let day = web::say::weekday(lang, at.weekday());
            self.page.tr(key).arg("time", web::say::time(lang, at.time())).arg("day", day).to_string()
        };
        let date = |at: jiff::civil::DateTime| web::say::day(lang, Day::new(at.date()));
        match standing {
            Standing::Always => self.page.tr("directory-open-always").to_string(),
            Standing::Open(Some(until)) if days_until(today, until) < A_WEEK => say("directory-open-until", until),
            Standing::Open(_) => self.page.tr("directory-open-now").to_string(),
            Standing::Closed(Some(at)) if at.date() == today => say("directory-opens-today", at),
            Standing::Closed(Some(at)) if days_until(today, at) >= A_WEEK => {
                let time = web::say::time(lang, at.time());
                self.page.tr("directory-opens-on").arg("date", date(at)).arg("time", time).to_string()
            }
            Standing::Closed(Some(at)) => say("directory-opens", at),
            Standing::Closed(None) => self.page.tr("directory-closed").to_string(),
            Standing::Unknown => String::new(),
        }
    }

    pub(super) fn week(&self, days: Vec<DayHours>) -> Vec<DayView> {
        let lang = self.page.lang();
        days.into_iter()
            .map(|day| DayView {
                name: web::say::weekday(lang, day.day.get().weekday()).to_owned(),
                hours: hours_of(self.page, &day),
                holiday: day.holiday,
            })
            .collect()
    }
}

/// The places of a service as somebody looks for theirs: by municipality, then by what they are called; the others last.
pub(super) fn in_order(page: &Page, gazetteer: &Gazetteer, mut cards: Vec<ServiceCard>) -> Vec<ServiceCard> {
    cards.sort_by_cached_key(|card| {
        let municipality = municipality_name(gazetteer, card.place.municipality.as_deref(), page.lang());
        let name = place_line(page, gazetteer, &card.place);
        (municipality.is_empty(), search::folded(&municipality), search::folded(&name))
    });
    cards
}

/// What of a place is known roughly only, as the key of its text.
fn roughly(place: &CardPlace) -> Option<String> {
    let has_number = place.house_number.is_some() && !place.street.is_empty();
    match place.precision {
        _ if place.confidential => None,
        Precision::Address => None,
        // The number is known; only the point on the map stands somewhere in the street.
        Precision::Street if has_number => Some("directory-precision-point".to_owned()),
        precision => Some(format!("directory-precision-{precision}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_known_is_not_said_to_be_unknown() {
        let street = Text::same_everywhere("Teststraat");
        let place = |precision, number: Option<&str>| CardPlace {
            street: street.clone(),
            house_number: number.map(str::to_owned),
            precision,
            ..CardPlace::nowhere()
        };
        let cases = [
            (place(Precision::Address, Some("15")), None),
            (place(Precision::Street, Some("15")), Some("directory-precision-point")),
            (place(Precision::Street, None), Some("directory-precision-street")),
            (
                CardPlace { street: Text::default(), ..place(Precision::Street, Some("15")) },
                Some("directory-precision-street"),
            ),
            (place(Precision::PostalCode, Some("15")), Some("directory-precision-postal_code")),
            (CardPlace { confidential: true, ..place(Precision::Street, None) }, None),
        ];
        for (place, said) in cases {
            assert_eq!(roughly(&place).as_deref(), said, "{place:?}");
        }
    }
}
