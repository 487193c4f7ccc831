//! Drawing records as the Human Services Data Specification 3.1 has them: once, for all languages.

mod about;
mod fhir;
mod organization;
mod past;
mod place;
#[cfg(test)]
mod random;
#[cfg(test)]
mod round;
mod schedule;
mod service;
mod term;
mod terms;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use directory::entry::Record;
use directory::{Offer, Organisation, Origin, ServiceAtLocationId, Status, Theme, ThemeCode, Version};
use kernel::{Day, Lang, Text, TranslationState};
use territory::Gazetteer;
use url::Url;
use uuid::Uuid;
use web::Catalogue;

use crate::publication::{Drawn, Kind, named, part_of};
use crate::sheet::{Sheet, Words, quoted, words};
use schedule::Weeks;

pub(crate) use fhir::{ORGANIZATION_TYPES, PHYSICAL_TYPES, meant};
pub(crate) use past::Pasts;
pub(crate) use term::all as thesaurus;

/// What is known when records are drawn.
pub(crate) struct Ground {
    pub gazetteer: Gazetteer,
    pub catalogue: Arc<Catalogue>,
    /// The country, two letters.
    pub country: String,
    /// In the order of the directory: broader ones before their parts.
    pub themes: Vec<Theme>,
    by_code: HashMap<ThemeCode, usize>,
    weeks: Weeks,
    /// What terms were before: the versions of each, the newest first.
    pub terms_before: HashMap<ThemeCode, Vec<Version>>,
    /// Sources that are other installations.
    pub peers: HashSet<String>,
    /// At which mailbox the region answers for what it looked at.
    pub assurer: Option<String>,
    /// What is old by then is not told.
    pub today: Day,
}

impl Ground {
    pub fn new(
        gazetteer: Gazetteer,
        catalogue: Arc<Catalogue>,
        country: String,
        themes: Vec<Theme>,
        today: Day,
    ) -> Self {
        let by_code = themes.iter().enumerate().map(|(at, theme)| (theme.code.clone(), at)).collect();
        let (weeks, peers) = (Weeks::default(), HashSet::new());
        let terms_before = HashMap::new();
        Self { gazetteer, catalogue, country, themes, by_code, weeks, terms_before, peers, assurer: None, today }
    }

    fn theme(&self, code: &ThemeCode) -> Option<&Theme> {
        self.by_code.get(code).map(|at| &self.themes[*at])
    }

    /// The other installation that a record was read from: whoever reads us and them must tell theirs from ours.
    fn read_from<'a>(&self, origin: &'a Origin) -> Option<&'a str> {
        Some(origin.source.as_str()).filter(|source| self.peers.contains(*source))
    }

    /// A text of ours in every language.
    fn say(&self, key: &str) -> Words {
        Lang::ALL.map(|lang| self.catalogue.tr(lang, key).to_string())
    }

    /// A text of ours, where there is one.
    fn say_if_known(&self, key: &str) -> Option<Words> {
        self.catalogue.has(Lang::Nl, key).then(|| self.say(key))
    }

    /// The name of the region.
    fn region(&self) -> Words {
        self.gazetteer.region().map_or_else(Words::default, |region| words(&region.short_names))
    }
}

/// Draws an organisation, with what it was before.
pub(crate) fn organization(ground: &Ground, one: &Organisation, pasts: &Pasts) -> Drawn {
    past::told(organization::draw(ground, one), pasts, |before| match before {
        Record::Organisation(before) if before.active => Some(organization::draw(ground, before)),
        _ => None,
    })
}

/// Draws services and what is offered where, with what they were before. Where that is, is drawn by [`location`].
pub(crate) fn offer(ground: &Ground, offer: &Offer, pasts: &Pasts) -> Vec<Drawn> {
    let mut drawn = Vec::new();
    for one in &offer.services {
        let Some(owner) = offer.organisations.get(&one.organisation) else { continue };
        let places: Vec<_> = offer.places.iter().filter(|place| place.service == one.id).collect();
        let located = places.iter().filter_map(|at| Some((*at, offer.locations.get(&at.location)?)));
        let located: Vec<place::Located<'_>> = located.collect();
        let offered = service::Offered { owner, service: one, places: &located, pasts };
        drawn.push(past::told(service::draw(ground, &offered), pasts, |before| match before {
            // What was retired was not published; somebody may have been at work on it.
            Record::Service(before) if before.status == Status::Retired => None,
            Record::Service(before) => Some(service::draw(ground, &service::Offered { service: before, ..offered })),
            _ => None,
        }));
        drawn.extend(located.iter().map(|(at, location)| {
            let drawn = place::draw_at(ground, &offered, &(at, location));
            past::told(drawn, pasts, |before| match before {
                Record::ServiceAtLocation(before) => Some(place::draw_at(ground, &offered, &(before, location))),
                _ => None,
            })
        }));
    }
    drawn
}

/// Draws a location as what is offered there has it. Several services may stand at one: the caller says which of them counts.
pub(crate) fn location(ground: &Ground, (offer, pasts): (&Offer, &Pasts), at: ServiceAtLocationId) -> Option<Drawn> {
    let at = offer.places.iter().find(|place| place.id == at)?;
    let service = offer.services.iter().find(|one| one.id == at.service)?;
    let located = (at, offer.locations.get(&at.location)?);
    let offered =
        service::Offered { owner: offer.organisations.get(&service.organisation)?, service, places: &[located], pasts };
    Some(place::draw_location(ground, &offered, &located))
}

/// A website that a program can follow: an address without a scheme gets one, what is no address is left out.
fn website(written: Option<&str>) -> Option<String> {
    let written = written?.trim();
    let whole = if written.contains("://") { written.to_owned() } else { format!("https://{written}") };
    let read = Url::parse(&whole).ok()?;
    let named = read.host_str().is_some_and(|host| host.contains('.'));
    (matches!(read.scheme(), "http" | "https") && named).then(|| read.to_string())
}

/// An e-mail address that a program can write to; what is none is left out.
fn mailbox(written: Option<&str>) -> Option<&str> {
    let written = written?.trim();
    let (local, host) = written.split_once('@')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let fits = |part: &str| !part.is_empty() && part.len() <= 64 && part.chars().all(plain);
    let dots = |part: &str| !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    let is_host = host.contains('.') && host.split('.').all(|label| !label.starts_with('-') && !label.ends_with('-'));
    let known = fits(local) && dots(local) && fits(host) && dots(host) && is_host && !host.contains(['%', '_', '+']);
    known.then_some(written)
}

/// A telephone number of a record.
fn phone(of: Uuid, number: Option<&str>) -> Vec<String> {
    let Some(number) = number.filter(|number| !number.trim().is_empty()) else { return Vec::new() };
    let mut sheet = Sheet::of(part_of(of, "phone", 0));
    sheet.word("number", number.trim());
    sheet.word("type", "voice");
    vec![sheet.done()]
}

/// Our extension: every version of some texts, with what each translation is worth.
fn translations(fields: &[(&str, &Text)]) -> Option<String> {
    let version = |field: &str, lang: Lang, value: &kernel::Translation| {
        let state = match value.state {
            TranslationState::Source => "source",
            TranslationState::Reviewed => "reviewed",
            TranslationState::Automatic => "automatic",
            TranslationState::Outdated => "outdated",
        };
        let value = quoted(&value.text);
        format!("{{\"field\":\"{field}\",\"language\":\"{lang}\",\"value\":{value},\"state\":\"{state}\"}}")
    };
    let all = fields.iter().flat_map(|(field, text)| text.versions().map(|(lang, value)| version(field, lang, value)));
    let all: Vec<String> = all.collect();
    (!all.is_empty()).then(|| format!("[{}]", all.join(",")))
}

/// Our extension on a drawing; nothing where there is no text.
fn translated(sheet: &mut Sheet, fields: &[(&str, &Text)]) {
    if let Some(all) = translations(fields) {
        sheet.json("translations", &all);
    }
}

/// What a record says in a word that no field of the standard has.
struct Says<'a> {
    /// What it is about: `line_of_care`.
    about: &'static str,
    /// The word.
    value: &'a str,
    /// What it means.
    label: Option<Words>,
}

/// A word about a record, as an attribute.
fn attribute((of, entity): (Uuid, Kind), says: &Says<'_>) -> String {
    let mut sheet = Sheet::of(part_of(of, says.about, says.value));
    sheet.id("link_id", of);
    sheet.word("link_type", says.about);
    sheet.word("link_entity", entity.code());
    sheet.word("value", says.value);
    if let Some(label) = &says.label {
        sheet.words("label", label);
    }
    sheet.done()
}

/// A term of a record, and what it says there, as an attribute.
fn theme(ground: &Ground, (of, entity): (Uuid, Kind), (about, code): (&'static str, &ThemeCode)) -> Option<String> {
    let theme = ground.theme(code)?;
    let mut sheet = Sheet::of(part_of(of, about, code));
    sheet.id("link_id", of);
    sheet.id("taxonomy_term_id", named(Kind::TaxonomyTerm, code.as_str()));
    sheet.word("link_type", about);
    sheet.word("link_entity", entity.code());
    sheet.word("value", code.as_str());
    sheet.text("label", &theme.names);
    sheet.json("taxonomy_term", &term::mention(ground, theme));
    Some(sheet.done())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_a_program_can_use_are_told() {
        let cases = [
            (Some("www.example.org"), Some("https://www.example.org/")),
            (Some("http://example.org/a b"), Some("http://example.org/a%20b")),
            (Some("javascript:alert(1)"), None),
            (Some("ftp://example.org"), None),
            (Some("no website"), None),
            (Some(""), None),
            (None, None),
        ];
        for (written, expected) in cases {
            assert_eq!(website(written).as_deref(), expected, "{written:?}");
        }
        for fine in ["a@example.org", "first.last+tag@mail.example.org"] {
            assert_eq!(mailbox(Some(fine)), Some(fine));
        }
        for wrong in ["", "a", "a@", "@b.c", "a b@example.org", "a@example", "a..b@example.org", "a@-x.org", "a@@b.org"]
        {
            assert_eq!(mailbox(Some(wrong)), None, "{wrong}");
        }
    }
}
