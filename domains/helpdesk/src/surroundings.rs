//! What the helpdesk asks of other departments: where a place is, and which services can help.

use directory::{CardPlace, Finder, Question, ServiceCard, ServiceId, Whereabouts};
use house::House;
use kernel::{Lang, Text};
use territory::{Found, Gazetteer, Gazetteers, Part, Place, Point};
use uuid::Uuid;
use web::{Choice, Failure, Form, Page};

use crate::contact::forms::LONGEST_WORDS;
use crate::contact::rules::MOST_SERVICES;
use crate::contact::{Contact, Entry};

/// Services shown beside the form.
const MOST_FOUND: u32 = 8;
/// Ticked services that are shown: more than a contact may have, so that the one too many can be unticked.
const MOST_TICKED: usize = 2 * MOST_SERVICES;

/// Where a question is about, as far as it is certain.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Spot {
    /// What to call it.
    pub(crate) label: String,
    /// The care zone, by its code.
    pub(crate) zone: Option<String>,
    /// Its name.
    pub(crate) zone_name: Option<String>,
    /// The municipality, by its code.
    pub(crate) municipality: Option<String>,
    /// A point, when it is as small as a street.
    point: Option<Point>,
}

/// What became of a place that was typed.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Placed {
    /// The place, when it is certain.
    pub(crate) spot: Option<Spot>,
    /// What to choose from: several places that are called so, or some that are called nearly so. Never guessed.
    pub(crate) choices: Vec<Choice>,
    /// Why there is no certain place although something was typed: the key of the sentence.
    pub(crate) fault: Option<&'static str>,
}

/// A code with its names.
type Names = Vec<(String, Text)>;

/// The care zones and the municipalities, by code.
pub(crate) fn territory(house: &House) -> Result<(Names, Names), Failure> {
    let gazetteer = gazetteer(house)?;
    let zones = gazetteer.zones().iter().map(|zone| (zone.code.to_string(), zone.short_names.clone()));
    let municipalities = gazetteer.municipalities().iter().map(|it| (it.code.clone(), it.names.clone()));
    Ok((zones.collect(), municipalities.collect()))
}

fn gazetteer(house: &House) -> Result<Gazetteer, Failure> {
    Ok(house.fixtures.get::<Gazetteers>().map_err(Failure::unexpected)?.current())
}

/// The key of the sentence that says what may stand in the place field: streets only where the region knows some.
pub(crate) fn place_hint(house: &House) -> Result<&'static str, Failure> {
    Ok(if gazetteer(house)?.streets() > 0 { "helpdesk-place-hint-streets" } else { "helpdesk-place-hint" })
}

/// The place of a form. A choice counts only while it is one of those that the typed words leave open. Of `before`, the
/// contact that is corrected, the place stays as it is while its words do: they may say less than was known.
pub(crate) fn place(house: &House, page: &Page, form: &Form, before: Option<&Contact>) -> Result<Placed, Failure> {
    let typed = form.value("place").trim();
    let gazetteer = gazetteer(house)?;
    if let Some(before) = before
        && Lang::ALL.into_iter().any(|lang| place_of(&gazetteer, &before.entry, lang) == typed)
    {
        return Ok(Placed { spot: kept(&gazetteer, &before.entry, page.lang()), ..Placed::default() });
    }
    if typed.is_empty() {
        return Ok(Placed::default());
    }
    if typed.chars().count() > LONGEST_WORDS {
        return Ok(Placed { fault: Some("helpdesk-fault-place-unknown"), ..Placed::default() });
    }
    let (places, fault) = match gazetteer.find(typed, page.lang()) {
        Found::One(place) => {
            return Ok(Placed { spot: Some(spot(&gazetteer, &place, page.lang())), ..Placed::default() });
        }
        Found::Several { places, .. } => (places, "helpdesk-fault-place-several"),
        Found::Nothing { nearest } => (nearest, "helpdesk-fault-place-unknown"),
    };
    let chosen = places.iter().find(|place| form.has("place_choice", &place.code));
    let spot = chosen.map(|place| spot(&gazetteer, place, page.lang()));
    let fault = spot.is_none().then_some(fault);
    Ok(Placed { spot, choices: choices(&gazetteer, &places, page.lang()), fault })
}

/// The place of a contact, as the form takes it.
pub(crate) fn typed_place(house: &House, page: &Page, contact: &Contact) -> Result<String, Failure> {
    Ok(place_of(&gazetteer(house)?, &contact.entry, page.lang()))
}

/// What the place of an entry is called; empty when none was noted. What is no longer known goes by its code.
fn place_of(gazetteer: &Gazetteer, entry: &Entry, lang: Lang) -> String {
    let zone = entry.zone.as_deref();
    let zone_name = zone.map(|code| zone_names(gazetteer, code).map_or(code, |names| names.plain(lang)));
    let Some(code) = entry.municipality.as_deref() else { return zone_name.unwrap_or_default().to_owned() };
    let municipality = gazetteer.municipality(code);
    let name = municipality.map_or(code, |it| it.names.plain(lang));
    let (true, Some(zone_name)) = (municipality.is_none_or(|it| it.zones.len() > 1), zone_name) else {
        return name.to_owned();
    };
    let lies_there = |part: &&Part| part.municipality == code && Some(part.zone.as_str()) == zone;
    let mut parts = gazetteer.parts().iter().filter(lies_there);
    match (parts.next(), parts.next()) {
        (Some(only), None) => format!("{}, {name}", only.names.plain(lang)),
        _ => format!("{name}, {zone_name}"),
    }
}

/// The place that an entry has already; none when none was noted.
fn kept(gazetteer: &Gazetteer, entry: &Entry, lang: Lang) -> Option<Spot> {
    let names = entry.zone.as_deref().and_then(|code| zone_names(gazetteer, code));
    (entry.zone.is_some() || entry.municipality.is_some()).then(|| Spot {
        label: place_of(gazetteer, entry, lang),
        zone: entry.zone.clone(),
        zone_name: names.map(|names| names.plain(lang).to_owned()),
        municipality: entry.municipality.clone(),
        point: None,
    })
}

fn zone_names<'a>(gazetteer: &'a Gazetteer, code: &str) -> Option<&'a Text> {
    gazetteer.zones().iter().find(|zone| zone.code.as_str() == code).map(|zone| &zone.names)
}

fn spot(gazetteer: &Gazetteer, place: &Place, lang: Lang) -> Spot {
    let zone_name = place.zone.as_ref().and_then(|code| gazetteer.zone(code));
    Spot {
        label: place.label.plain(lang).to_owned(),
        zone: place.zone.as_ref().map(ToString::to_string),
        zone_name: zone_name.map(|zone| zone.names.plain(lang).to_owned()),
        municipality: place.municipality.as_ref().map(|it| it.code.clone()),
        point: place.point,
    }
}

fn choices(gazetteer: &Gazetteer, places: &[Place], lang: Lang) -> Vec<Choice> {
    let label = |place: &Place| {
        let spot = spot(gazetteer, place, lang);
        spot.zone_name.map_or_else(|| spot.label.clone(), |zone| format!("{} · {zone}", spot.label))
    };
    places.iter().map(|place| Choice::new(&place.code, label(place))).collect()
}

/// A service as the form and the page of a contact show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ServiceFound {
    pub(crate) id: Uuid,
    /// Its name, or that the directory no longer has it.
    pub(crate) name: String,
    /// Whether the directory has it still.
    pub(crate) is_known: bool,
    /// Who offers it; empty when it has the same name.
    pub(crate) organisation: String,
    /// Where it is: street and number, postal code and municipality, as far as they are known.
    pub(crate) address: String,
    /// Why it is shown, in the reader's words.
    pub(crate) reasons: Vec<String>,
    pub(crate) phone: Option<String>,
}

/// The services for a form: those ticked already, then those found for its words and place.
pub(crate) async fn services(
    house: &House,
    page: &Page,
    form: &Form,
    placed: &Placed,
) -> Result<Vec<ServiceFound>, Failure> {
    let ticked: Vec<Uuid> = form.all("service").filter_map(|id| id.parse().ok()).take(MOST_TICKED).collect();
    let mut services = given(house, page, &ticked).await?;
    let words = form.value("q").trim();
    if !words.is_empty() && words.chars().count() <= LONGEST_WORDS {
        let found = find(house, page, words, placed.spot.as_ref()).await?;
        services.extend(found.into_iter().filter(|service| !ticked.contains(&service.id)));
    }
    Ok(services)
}

/// The services that fit words and place, with their reasons.
async fn find(house: &House, page: &Page, words: &str, spot: Option<&Spot>) -> Result<Vec<ServiceFound>, Failure> {
    let finder = house.fixtures.get::<Finder>().map_err(Failure::unexpected)?;
    let near = spot.map(|spot| Whereabouts {
        zone: spot.zone.clone(),
        municipality: spot.municipality.clone(),
        point: spot.point,
        ..Whereabouts::default()
    });
    let lang = page.lang();
    let question = Question { words, near, lang, for_professional: true, limit: MOST_FOUND, ..Question::default() };
    let answer = finder.answer(house.store.read(), &question).await.map_err(Failure::unexpected)?;
    let said =
        |found: &directory::Match| found.reasons.iter().map(|reason| reason.text(page.catalogue(), lang)).collect();
    let gazetteer = gazetteer(house)?;
    Ok(answer.matches.iter().map(|found| service(&gazetteer, &found.card, lang, said(found))).collect())
}

/// Services by their ids, each once, in that order. One that is no longer in the directory says so.
pub(crate) async fn given(house: &House, page: &Page, ids: &[Uuid]) -> Result<Vec<ServiceFound>, Failure> {
    let wanted: Vec<ServiceId> = ids.iter().copied().map(ServiceId::from_uuid).collect();
    let cards = directory::cards(house.store.read(), &wanted).await?;
    let gazetteer = gazetteer(house)?;
    let mut services: Vec<ServiceFound> = Vec::new();
    for id in ids {
        if !services.iter().any(|known| known.id == *id) {
            let card = cards.iter().find(|card| card.service.uuid() == *id);
            let known = |card: &ServiceCard| service(&gazetteer, card, page.lang(), Vec::new());
            services.push(card.map_or_else(|| gone(page, *id), known));
        }
    }
    Ok(services)
}

fn gone(page: &Page, id: Uuid) -> ServiceFound {
    let name = page.tr("helpdesk-service-gone").to_string();
    let (organisation, address) = (String::new(), String::new());
    ServiceFound { id, name, is_known: false, organisation, address, reasons: Vec::new(), phone: None }
}

fn service(gazetteer: &Gazetteer, card: &ServiceCard, lang: Lang, reasons: Vec<String>) -> ServiceFound {
    let (name, organisation) = (card.name.plain(lang), card.organisation_name.plain(lang));
    ServiceFound {
        id: card.service.uuid(),
        is_known: true,
        name: name.to_owned(),
        organisation: if organisation == name { String::new() } else { organisation.to_owned() },
        address: address(gazetteer, &card.place, lang),
        reasons,
        phone: card.phone.clone(),
    }
}

/// `Teststraat 12, 1000 Brussel`, as far as it is known.
fn address(gazetteer: &Gazetteer, place: &CardPlace, lang: Lang) -> String {
    let municipality = place.municipality.as_deref().and_then(|code| gazetteer.municipality(code));
    let town = [place.postal_code.as_deref(), municipality.map(|it| it.names.plain(lang))];
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [place.names.plain(lang).to_owned(), place.address(lang), town];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}
