//! The same records as resources of FHIR R4, in the profiles of IHE mCSD.

mod rules;

use directory::{Fit, Identifier, Location, Organisation, Scheme, TermFacet, Theme, ThemeCode, reached};
use serde_json::{Value, json};
use territory::Precision;
use uuid::Uuid;

use super::place::{self, Located};
use super::schedule;
use super::service::Offered;
use super::{Ground, mailbox, website};
use crate::publication::{Kind, named};
use crate::sheet::{Sheet, Words, quoted, versions, words};

/// The code systems of what sort of organisation and of place it is, of FHIR.
pub(crate) const ORGANIZATION_TYPES: &str = "http://terminology.hl7.org/CodeSystem/organization-type";
pub(crate) const PHYSICAL_TYPES: &str = "http://terminology.hl7.org/CodeSystem/location-physical-type";
/// The codes of care providers and of places of care of HL7 Belgium.
const HCPARTY: &str = "https://www.ehealth.fgov.be/standards/fhir/core/CodeSystem/cd-hcparty";
const CARE_LOCATION: &str = "https://www.ehealth.fgov.be/standards/fhir/core/CodeSystem/be-cs-care-location";
const PROFILES: &str = "https://profiles.ihe.net/ITI/mCSD/StructureDefinition/IHE.mCSD.";

/// The registers of Belgium by the names that its health systems give them; others by our own.
fn system(scheme: &str) -> String {
    match scheme {
        Identifier::KBO => "urn:oid:2.16.56.1".to_owned(),
        other => format!("urn:x-register:{other}"),
    }
}

/// A number of an organisation as searches name it: the code system and the number.
pub(super) fn identifier(known: &Identifier) -> String {
    format!("{}|{}", system(&known.scheme), known.value)
}

/// The code system of our terms of a facet.
fn system_of(facet: TermFacet) -> String {
    format!("urn:uuid:{}", super::term::taxonomy_id(facet))
}

/// The code system of another scheme, where it has one in FHIR.
const fn system_of_scheme(scheme: Scheme) -> Option<&'static str> {
    match scheme {
        Scheme::Hl7BeHcparty => Some(HCPARTY),
        Scheme::Hl7BeCareLocation => Some(CARE_LOCATION),
        Scheme::DataInclusion | Scheme::OpenEligibility => None,
    }
}

/// The codes of other systems that mean just what a term means: code system and code.
fn others(theme: &Theme) -> impl Iterator<Item = (&'static str, &str)> {
    let exact = theme.mappings.iter().filter(|mapping| mapping.fit == Fit::Exact);
    exact.filter_map(|mapping| Some((system_of_scheme(mapping.scheme)?, mapping.code.as_str())))
}

/// The terms of a facet that are shown with a code that fits: our own, or one of a system that we map.
pub(crate) fn meant(themes: &[Theme], facet: TermFacet, fits: impl Fn(&str, &str) -> bool) -> Vec<Uuid> {
    let ours = system_of(facet);
    let shown = themes.iter().filter(|theme| theme.facet == facet && !theme.retired);
    let fitting = shown
        .filter(|theme| fits(&ours, theme.code.as_str()) || others(theme).any(|(system, code)| fits(system, code)));
    fitting.map(|theme| named(Kind::TaxonomyTerm, theme.code.as_str())).collect()
}

/// An organisation.
pub(super) fn organization(one: &Organisation) -> String {
    let mut sheet = begin("Organization", one.id.uuid(), "Organization");
    let numbers = one
        .identifiers
        .iter()
        .map(|known| json!({ "system": system(&known.scheme), "value": known.value }).to_string());
    let identifiers: Vec<String> = numbers.collect();
    sheet.list("identifier", &identifiers);
    sheet.json("active", &one.active.to_string());
    let kind = one.kind.as_deref().filter(|kind| !kind.trim().is_empty()).unwrap_or("organisation");
    let coding = json!({ "system": ORGANIZATION_TYPES, "code": sort_of(one) });
    sheet.list("type", &[json!({ "coding": [coding], "text": kind }).to_string()]);
    sheet.text("name", &one.names);
    let aliases = one.aliases.iter().map(|(_, name)| name.trim()).filter(|name| !name.is_empty());
    sheet.list("alias", &aliases.map(quoted).collect::<Vec<_>>());
    let site = website(one.website.as_deref());
    sheet.list("telecom", &telecom(one.phone.as_deref(), one.email.as_deref(), site.as_deref()));
    if let Some(parent) = one.parent {
        sheet.json("partOf", &reference("Organization", parent.uuid()));
    }
    sheet.done()
}

/// What sort of organisation it is, by the codes of FHIR; kinds that none of them fits are `other`.
pub(super) fn sort_of(one: &Organisation) -> &'static str {
    match one.kind.as_deref().unwrap_or_default() {
        "care_institution"
        | "coordination_service"
        | "health_centre"
        | "home_care_service"
        | "home_hospitalisation"
        | "hospital"
        | "mental_health_network"
        | "mental_health_service"
        | "nursing_service"
        | "pharmacy"
        | "sheltered_housing" => "prov",
        "federal_institute"
        | "government_initiative"
        | "municipality"
        | "planning_body"
        | "political_cabinet"
        | "public_administration"
        | "public_agency"
        | "public_authority" => "govt",
        "sickness_fund" => "ins",
        "academic" => "edu",
        "association" | "neighbourhood_function" | "neighbourhood_house" | "neighbourhood_network" => "cg",
        "supplier" => "bus",
        _ => "other",
    }
}

/// A site, or an area where no more is known or told than in which part of the territory it lies.
pub(super) fn physical_type(location: &Location) -> &'static str {
    if location.precision <= Precision::Street && !location.confidential { "si" } else { "area" }
}

/// A location.
pub(super) fn location(ground: &Ground, offered: &Offered<'_>, location: &Location) -> String {
    let mut sheet = begin("Location", location.id.uuid(), "Location");
    sheet.word("status", "active");
    sheet.words("name", &place::name(ground, location));
    sheet.word("mode", "instance");
    let coding = json!({ "system": PHYSICAL_TYPES, "code": physical_type(location) });
    sheet.list("type", &[json!({ "coding": [coding] }).to_string()]);
    if let Some(address) = address(ground, location) {
        sheet.json("address", &address);
    }
    if let Some(point) = location.point {
        sheet.json("position", &json!({ "longitude": point.lon, "latitude": point.lat }).to_string());
    }
    sheet.json("managingOrganization", &reference("Organization", offered.owner.id.uuid()));
    sheet.done()
}

fn address(ground: &Ground, location: &Location) -> Option<String> {
    let town = ground.gazetteer.municipality(location.municipality.as_deref()?)?;
    if location.confidential {
        return None;
    }
    let mut sheet = Sheet::bare();
    sheet.word("type", "physical");
    if !location.street.is_empty() {
        sheet.json("line", &format!("[{}]", versions(&place::street(location))));
    }
    sheet.text("city", &town.names);
    sheet.maybe("postalCode", location.postal_code.as_deref());
    sheet.words("state", &ground.region());
    sheet.word("country", &ground.country);
    Some(sheet.done())
}

/// A service at a location.
pub(super) fn healthcare_service(ground: &Ground, offered: &Offered<'_>, (at, location): &Located<'_>) -> String {
    let Offered { owner, service, .. } = offered;
    let mut sheet = begin("HealthcareService", at.id.uuid(), "HealthcareService");
    sheet.json("active", if service.status == directory::Status::Active { "true" } else { "false" });
    sheet.json("providedBy", &reference("Organization", owner.id.uuid()));
    let mut types: Vec<String> = service.themes.iter().filter_map(|code| theme(ground, code)).collect();
    if types.is_empty() {
        // The profile demands one.
        types.push(plain(&words(&service.names)));
    }
    sheet.list("type", &types);
    let specialties: Vec<String> = service.professions.iter().filter_map(|code| theme(ground, code)).collect();
    sheet.list("specialty", &specialties);
    let settings: Vec<String> = service.settings.iter().filter_map(|code| theme(ground, code)).collect();
    sheet.list("characteristic", &settings);
    sheet.list("location", &[reference("Location", location.id.uuid())]);
    sheet.text("name", &service.names);
    sheet.text("comment", &service.summary);
    let phone = reached(at.phone.as_deref(), owner.phone.as_deref());
    let email = reached(at.email.as_deref(), owner.email.as_deref());
    let site = website(reached(at.website.as_deref(), owner.website.as_deref()));
    sheet.list("telecom", &telecom(phone, email, site.as_deref()));
    sheet.list("eligibility", &rules::eligibility(ground, service));
    let spoken = service.languages.iter();
    let spoken = spoken.map(|code| {
        let coding = json!({ "system": "urn:ietf:bcp:47", "code": code.as_str() });
        json!({ "coding": [coding] }).to_string()
    });
    sheet.list("communication", &spoken.collect::<Vec<_>>());
    if let Some(referral) = service.referral {
        sheet.list("referralMethod", &[json!({ "text": referral.code() }).to_string()]);
    }
    hours(ground, &mut sheet, at);
    sheet.done()
}

fn hours(ground: &Ground, sheet: &mut Sheet, at: &directory::ServiceAtLocation) {
    let times = at.opening_hours.as_deref().map(|hours| schedule::available(ground, hours)).unwrap_or_default();
    sheet.list("availableTime", &times.iter().map(Value::to_string).collect::<Vec<_>>());
    let closed = at.closures.iter().map(|closure| {
        let mut away = Sheet::bare();
        let why = if closure.why.is_empty() { ground.say("standards-closed") } else { words(&closure.why) };
        away.words("description", &why);
        let from = json!({ "start": closure.from.to_string() });
        let during = closure
            .until
            .map_or(from.clone(), |until| json!({ "start": closure.from.to_string(), "end": until.to_string() }));
        away.json("during", &during.to_string());
        away.done()
    });
    sheet.list("notAvailable", &closed.collect::<Vec<_>>());
    match &at.opening_hours {
        Some(hours) => sheet.maybe("availabilityExceptions", schedule::beyond(ground, hours).as_deref()),
        None => sheet.text("availabilityExceptions", &at.hours_text),
    }
}

fn begin(name: &str, id: Uuid, profile: &str) -> Sheet {
    let mut sheet = Sheet::resource(name, id);
    let mut meta = Sheet::bare();
    meta.number("versionId");
    meta.changed("lastUpdated");
    meta.json("profile", &format!("[\"{PROFILES}{profile}\"]"));
    sheet.json("meta", &meta.done());
    sheet.words("language", &["nl", "fr", "en"].map(str::to_owned));
    sheet
}

fn reference(name: &str, id: Uuid) -> String {
    format!("{{\"reference\":\"{name}/{id}\"}}")
}

fn telecom(phone: Option<&str>, email: Option<&str>, site: Option<&str>) -> Vec<String> {
    let phone = phone.map(str::trim).filter(|phone| !phone.is_empty());
    let ways = [("phone", phone), ("email", mailbox(email)), ("url", site)];
    let ways = ways.into_iter().filter_map(|(system, value)| Some((system, value?)));
    ways.map(|(system, value)| json!({ "system": system, "value": value }).to_string()).collect()
}

fn theme(ground: &Ground, code: &ThemeCode) -> Option<String> {
    let theme = ground.theme(code)?;
    let mut coding = Sheet::bare();
    coding.word("system", &system_of(theme.facet));
    coding.word("code", theme.code.as_str());
    coding.text("display", &theme.names);
    let others = others(theme).map(|(system, code)| json!({ "system": system, "code": code }).to_string());
    let codings: Vec<String> = std::iter::once(coding.done()).chain(others).collect();
    let mut concept = Sheet::bare();
    concept.list("coding", &codings);
    Some(concept.done())
}

/// A concept that only has words.
fn plain(text: &Words) -> String {
    let mut concept = Sheet::bare();
    concept.words("text", text);
    concept.done()
}
