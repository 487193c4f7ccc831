//! A location, and a service at a location, as drawings.

use directory::{Access, Location, ServiceAtLocation};
use territory::{Precision, ZoneCode};
use uuid::Uuid;

use super::service::{self, Offered};
use super::{Ground, mailbox, phone};
use super::{fhir, schedule};
use crate::publication::{Belongs, Drawn, Kind, Spot, Traits, part_of};
use crate::sheet::{Sheet, Words, text, words};

/// Where a service is offered.
pub(super) type Located<'a> = (&'a ServiceAtLocation, &'a Location);

/// A service at a location.
pub(super) fn draw_at(ground: &Ground, offered: &Offered<'_>, place: &Located<'_>) -> Drawn {
    let (at, location) = place;
    let mut sheet = self::at(ground, place);
    sheet.json("service", &service::scalars(ground, offered).done());
    Drawn {
        id: at.id.uuid(),
        kind: Kind::ServiceAtLocation,
        belongs: belongs(offered, Some(location.id.uuid())),
        names: offered.service.names.clone(),
        traits: service::traits(ground, offered.service),
        spot: Spot { hours: schedule::open(ground, at), ..spot(location) },
        hsds: sheet.done(),
        fhir: Some(fhir::healthcare_service(ground, offered, place)),
    }
}

/// A location.
pub(super) fn draw_location(ground: &Ground, offered: &Offered<'_>, (at, location): &Located<'_>) -> Drawn {
    Drawn {
        id: location.id.uuid(),
        kind: Kind::Location,
        // It is looked for by what stands at it, which may be several services.
        belongs: Belongs { service: None, ..belongs(offered, None) },
        names: text(name(ground, location)),
        traits: Traits { types: vec![fhir::physical_type(location).to_owned()], ..Traits::default() },
        spot: spot(location),
        hsds: self::location(ground, at, location).done(),
        fhir: Some(fhir::location(ground, offered, location)),
    }
}

fn belongs(offered: &Offered<'_>, location: Option<Uuid>) -> Belongs {
    let (organization, service) = (Some(offered.owner.id.uuid()), Some(offered.service.id.uuid()));
    Belongs { organization, service, location }
}

fn spot(location: &Location) -> Spot {
    Spot { postal_code: location.postal_code.clone(), point: location.point, hours: Vec::new() }
}

/// A service at a location, without the service.
pub(super) fn at(ground: &Ground, (at, location): &Located<'_>) -> Sheet {
    let id = at.id.uuid();
    let mut sheet = Sheet::of(id);
    sheet.json("location", &self::location(ground, at, location).done());
    sheet.only_whole(|sheet| {
        sheet.list("contacts", &contact(at));
        sheet.list("phones", &phone(id, at.phone.as_deref()));
        sheet.list("schedules", &schedule::rows(ground, at));
        sheet.maybe("opening_hours", at.opening_hours.as_deref());
    });
    sheet
}

/// Only a contact has a mailbox of its own.
fn contact(at: &ServiceAtLocation) -> Vec<String> {
    let Some(mailbox) = mailbox(at.email.as_deref()) else { return Vec::new() };
    let mut sheet = Sheet::of(part_of(at.id.uuid(), "contact", 0));
    sheet.word("email", mailbox);
    vec![sheet.done()]
}

fn location(ground: &Ground, at: &ServiceAtLocation, location: &Location) -> Sheet {
    let id = location.id.uuid();
    let mut sheet = Sheet::of(id);
    sheet.word("location_type", "physical");
    sheet.words("name", &name(ground, location));
    if let Some(point) = location.point {
        sheet.json("latitude", &point.lat.to_string());
        sheet.json("longitude", &point.lon.to_string());
    }
    sheet.word("precision", location.precision.code());
    if location.confidential {
        sheet.json("confidential", "true");
    }
    sheet.text("transportation", &location.transport);
    sheet.only_whole(|sheet| {
        sheet.list("addresses", &address(ground, location));
        sheet.list("accessibility", &accessibility(ground, id, at));
    });
    sheet
}

/// What to call a location: its street and number, else the smallest part of the territory that it is known to lie in.
pub(super) fn name(ground: &Ground, location: &Location) -> Words {
    if location.confidential {
        return ground.say("standards-secret");
    }
    if !location.names.is_empty() {
        return words(&location.names);
    }
    if !location.street.is_empty() && location.precision <= Precision::Street {
        return street(location);
    }
    let gazetteer = &ground.gazetteer;
    let town = location.municipality.as_deref().filter(|_| location.precision <= Precision::Municipality);
    if let Some(town) = town.and_then(|code| gazetteer.municipality(code)) {
        return words(&town.names);
    }
    let zone = location.zone.as_deref().filter(|_| location.precision <= Precision::Zone);
    let zone = zone.and_then(|code| gazetteer.zone(&code.parse::<ZoneCode>().ok()?));
    zone.map_or_else(|| ground.region(), |zone| words(&zone.names))
}

pub(super) fn street(location: &Location) -> Words {
    let number = location.house_number.as_deref().unwrap_or_default();
    words(&location.street).map(|street| format!("{street} {number}").trim().to_owned())
}

/// The address, when all of it that the standard demands is known.
fn address(ground: &Ground, location: &Location) -> Vec<String> {
    let town = location.municipality.as_deref().and_then(|code| ground.gazetteer.municipality(code));
    let (Some(town), Some(postal_code), false) = (town, &location.postal_code, location.street.is_empty()) else {
        return Vec::new();
    };
    let mut sheet = Sheet::of(part_of(location.id.uuid(), "address", 0));
    sheet.words("address_1", &street(location));
    sheet.words("city", &words(&town.names));
    sheet.words("state_province", &province(ground));
    sheet.word("postal_code", postal_code);
    sheet.word("country", &ground.country);
    sheet.word("address_type", "physical");
    vec![sheet.done()]
}

/// What lies between town and country: the region, else the country once more.
fn province(ground: &Ground) -> Words {
    let country = &ground.country;
    ground.region().map(|name| if name.is_empty() { country.clone() } else { name })
}

fn accessibility(ground: &Ground, location: Uuid, at: &ServiceAtLocation) -> Vec<String> {
    let known = |(access, yes): (Access, bool)| {
        let mut sheet = Sheet::of(part_of(location, "accessibility", access));
        let word = access.code().replace('_', "-");
        let key = if yes { format!("standards-access-{word}") } else { format!("standards-no-access-{word}") };
        sheet.words("description", &ground.say(&key));
        sheet.done()
    };
    at.accessibility.known().map(known).collect()
}
