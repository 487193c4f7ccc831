//! A location, and a service at a location, as drawings.

use directory::entry::Record;
use directory::{Access, Capacity, Location, ServiceAtLocation};
use kernel::Text;
use territory::{Precision, ZoneCode};
use uuid::Uuid;

use super::past::{self, Earlier, Pasts};
use super::service::{self, Offered};
use super::{Ground, fhir, mailbox, phone, schedule, translated, website};
use crate::publication::{Belongs, Drawn, Kind, Spot, Traits, part_of};
use crate::sheet::{Sheet, Words, text, words};

/// Where a service is offered.
pub(super) type Located<'a> = (&'a ServiceAtLocation, &'a Location);

/// A service at a location.
pub(super) fn draw_at(ground: &Ground, offered: &Offered<'_>, place: &Located<'_>) -> Drawn {
    let (at, location) = place;
    let mut sheet = self::at(ground, place, offered.pasts);
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
        hsds: self::location(ground, (at, location), offered.pasts),
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
pub(super) fn at(ground: &Ground, (at, location): &Located<'_>, pasts: &Pasts) -> Sheet {
    let id = at.id.uuid();
    let mut sheet = Sheet::of(id);
    sheet.json("location", &self::location(ground, (at, location), pasts));
    sheet.only_whole(|sheet| {
        sheet.list("contacts", &contact(at));
        sheet.list("phones", &phone(id, at.phone.as_deref()));
        sheet.list("schedules", &schedule::rows(ground, at));
        sheet.maybe("opening_hours", at.opening_hours.as_deref());
        sheet.maybe("website", website(at.website.as_deref()).as_deref());
        if let Some(room) = at.capacity.filter(|room| room.is_known_on(ground.today)) {
            sheet.json("capacity", &capacity(room));
        }
    });
    sheet
}

/// Whether there is room here: the standard counts the places of a whole service.
fn capacity(room: Capacity) -> String {
    let mut sheet = Sheet::bare();
    if let Some(accepting) = room.accepting {
        sheet.json("accepting", &accepting.to_string());
    }
    for (name, count) in [("places", room.places), ("waiting_days", room.waiting_days)] {
        if let Some(count) = count {
            sheet.json(name, &count.to_string());
        }
    }
    sheet.word("known_on", &room.known_on.to_string());
    sheet.done()
}

/// Only a contact has a mailbox of its own.
fn contact(at: &ServiceAtLocation) -> Vec<String> {
    let Some(mailbox) = mailbox(at.email.as_deref()) else { return Vec::new() };
    let mut sheet = Sheet::of(part_of(at.id.uuid(), "contact", 0));
    sheet.word("email", mailbox);
    vec![sheet.done()]
}

/// A location with what it was before. Of a secret one nothing is told of that: it was no secret then.
fn location(ground: &Ground, (at, location): (&ServiceAtLocation, &Location), pasts: &Pasts) -> String {
    let drawing = place(ground, at, location);
    let earlier = pasts.get(&location.id.uuid()).filter(|_| !location.confidential);
    let Some(versions) = earlier else { return drawing };
    let earlier = versions.iter().filter_map(|version| match &version.record {
        Record::Location(before) => Some(Earlier::of(version, place(ground, at, &before.clone().shown()))),
        _ => None,
    });
    let rows = past::rows(location.id.uuid(), &drawing, earlier);
    past::with_metadata(drawing, &rows)
}

fn place(ground: &Ground, at: &ServiceAtLocation, location: &Location) -> String {
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
    } else if !location.names.is_empty() {
        sheet.json("own_name", "true");
    }
    sheet.maybe("municipality", location.municipality.as_deref());
    sheet.maybe("zone", location.zone.as_deref());
    sheet.text("transportation", &location.transport);
    sheet.only_whole(|sheet| {
        sheet.list("addresses", &address(ground, location));
        sheet.list("accessibility", &accessibility(ground, id, at));
        translated(sheet, &[("name", &called(ground, location)), ("transportation", &location.transport)]);
    });
    sheet.done()
}

/// What to call a location, in the words of every reader.
pub(super) fn name(ground: &Ground, location: &Location) -> Words {
    words(&called(ground, location))
}

/// What to call a location: its street and number, else the smallest part of the territory that it is known to lie in.
fn called(ground: &Ground, location: &Location) -> Text {
    if location.confidential {
        return text(ground.say("standards-secret"));
    }
    if !location.names.is_empty() {
        return location.names.clone();
    }
    if !location.street.is_empty() && location.precision <= Precision::Street {
        return numbered(location);
    }
    let gazetteer = &ground.gazetteer;
    let town = location.municipality.as_deref().filter(|_| location.precision <= Precision::Municipality);
    if let Some(town) = town.and_then(|code| gazetteer.municipality(code)) {
        return town.names.clone();
    }
    let zone = location.zone.as_deref().filter(|_| location.precision <= Precision::Zone);
    let zone = zone.and_then(|code| gazetteer.zone(&code.parse::<ZoneCode>().ok()?));
    zone.map_or_else(|| text(ground.region()), |zone| zone.names.clone())
}

pub(super) fn street(location: &Location) -> Words {
    words(&numbered(location))
}

/// Street and number, in the languages that the street has a name in.
fn numbered(location: &Location) -> Text {
    let number = location.house_number.as_deref().unwrap_or_default();
    let versions = location.street.versions();
    versions.fold(Text::default(), |text, (lang, street)| {
        text.with(lang, format!("{} {number}", street.text).trim(), street.state)
    })
}

/// The address, when all of it that the standard demands is known.
fn address(ground: &Ground, location: &Location) -> Vec<String> {
    let town = location.municipality.as_deref().and_then(|code| ground.gazetteer.municipality(code));
    let (Some(town), Some(postal_code), false) = (town, &location.postal_code, location.street.is_empty()) else {
        return Vec::new();
    };
    let mut sheet = Sheet::of(part_of(location.id.uuid(), "address", 0));
    let street = numbered(location);
    sheet.text("address_1", &street);
    sheet.words("city", &words(&town.names));
    sheet.words("state_province", &province(ground));
    sheet.word("postal_code", postal_code);
    sheet.word("country", &ground.country);
    sheet.word("address_type", "physical");
    sheet.only_whole(|sheet| translated(sheet, &[("address_1", &street), ("city", &town.names)]));
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
        sheet.word("feature", access.code());
        sheet.json("value", &yes.to_string());
        sheet.done()
    };
    at.accessibility.known().map(known).collect()
}
