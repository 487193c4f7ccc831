//! Our profile: what we add to the schemas of the specification, as JSON merge patches by the names of their files.

use axum::Json;
use axum::response::{IntoResponse, Response};
use directory::{Access, CostSort};
use serde_json::{Map, Value, json};
use web::{Failure, Page, Path};

use super::BASE;

/// A field that we add: its name and its schema.
type Field = (&'static str, fn() -> Value);

/// What we add to each schema.
const PATCHES: [(&str, &[Field]); 11] = [
    (
        "organization.json",
        &[
            ("translations", translations),
            ("services", services),
            ("kind", kind),
            ("active", active),
            ("read_from", read_from),
        ],
    ),
    (
        "service.json",
        &[
            ("translations", translations),
            ("summary", summary),
            ("plain_language", plain_language),
            ("activation", activation),
            ("read_from", read_from),
        ],
    ),
    (
        "service_at_location.json",
        &[("opening_hours", opening_hours), ("website", website), ("capacity", capacity), ("service", service)],
    ),
    (
        "location.json",
        &[
            ("translations", translations),
            ("precision", precision),
            ("own_name", own_name),
            ("municipality", municipality),
            ("zone", zone),
            ("confidential", confidential),
        ],
    ),
    ("accessibility.json", &[("feature", feature), ("value", value)]),
    ("address.json", &[("translations", translations)]),
    ("schedule.json", &[("translations", translations), ("closed", closed)]),
    ("cost_option.json", &[("translations", translations), ("sort", sort)]),
    ("required_document.json", &[("translations", translations)]),
    ("taxonomy_term.json", &[("translations", translations), ("mappings", mappings)]),
    ("openapi.json", &[]),
];

/// What the profile consists of.
pub(crate) async fn list(page: Page) -> Json<Value> {
    let at = |file: &str| page.absolute(&format!("{BASE}/profile/{file}"));
    let files: Map<String, Value> = PATCHES.iter().map(|(file, _)| ((*file).to_owned(), at(file).into())).collect();
    Json(json!({
        "name": "Relais",
        "extends": "https://docs.openreferral.org/en/3.1/",
        "description": page.tr("standards-profile-about").to_string(),
        "patches": files,
    }))
}

/// One patch.
pub(crate) async fn show(Path(file): Path<String>) -> Result<Response, Failure> {
    let patch = patch(&file).ok_or_else(Failure::not_found)?;
    let kind = [(axum::http::header::CONTENT_TYPE, "application/merge-patch+json")];
    Ok((kind, patch.to_string()).into_response())
}

fn patch(file: &str) -> Option<Value> {
    let (_, fields) = PATCHES.iter().find(|(name, _)| *name == file)?;
    if file == "openapi.json" {
        return Some(interface());
    }
    let properties: Map<String, Value> = fields.iter().map(|(name, schema)| ((*name).to_owned(), schema())).collect();
    Some(json!({ "properties": properties }))
}

/// What we add to the interface itself: parameters, and what the root says.
fn interface() -> Value {
    let properties: Map<String, Value> =
        about_root().into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    let answer = json!({ "content": { "application/json": { "schema": { "properties": properties } } } });
    json!({
        "components": { "parameters": parameters() },
        "paths": { "/": { "get": { "responses": { "200": answer } } } },
    })
}

/// What the root says beyond the specification.
pub(super) fn about_root() -> [(&'static str, Value); 4] {
    let text = |about: &str| json!({ "type": "string", "description": about });
    let address = |about: &str| json!({ "type": "string", "format": "uri", "description": about });
    let id =
        "Which installation this is, whatever the address: who reads several directories knows by it that two are one.";
    let publisher = json!({
        "type": "object",
        "description": "Who publishes this directory.",
        "properties": { "name": text("Its name."), "website": address("Its pages for people.") },
    });
    [
        ("description", text("What can be read here.")),
        ("publisher", publisher),
        ("changes_url", address("The feed of what was published, changed or went.")),
        ("installation_id", json!({ "type": "string", "format": "uuid", "description": id })),
    ]
}

/// The parameters that we add.
fn parameters() -> Value {
    let number = |name: &str, about: &str| json!({ "name": name, "in": "query", "description": about, "schema": { "type": "number" } });
    let text = |name: &str, about: &str| json!({ "name": name, "in": "query", "description": about, "schema": { "type": "string" } });
    json!({
        "lang": {
            "name": "lang", "in": "query", "description": "The language of texts.",
            "schema": { "type": "string", "enum": ["nl", "fr", "en"] },
        },
        "lat": number("lat", "Near this latitude."),
        "lon": number("lon", "Near this longitude."),
        "radius": number("radius", "So many metres from there."),
        "day": text("day", "Open on this weekday, MO to SU."),
        "start_time": text("start_time", "Open at some moment from then on, HH:MM."),
        "end_time": text("end_time", "Open at some moment before, HH:MM."),
    })
}

fn translations() -> Value {
    json!({
        "type": "array",
        "description": "Every version of each text of the record, with what the translation is worth.",
        "items": {
            "type": "object",
            "required": ["field", "language", "value", "state"],
            "properties": {
                "field": { "type": "string" },
                "language": { "type": "string", "enum": ["nl", "fr", "en"] },
                "value": { "type": "string" },
                "state": { "type": "string", "enum": ["source", "reviewed", "automatic", "outdated"] },
            },
        },
    })
}

fn mappings() -> Value {
    json!({
        "type": "array",
        "description": "The same in the schemes of others, and how well it fits, in the words of SKOS.",
        "items": {
            "type": "object",
            "required": ["scheme", "code", "match"],
            "properties": {
                "scheme": {
                    "type": "string",
                    "enum": ["data_inclusion", "open_eligibility", "hl7_be_hcparty", "hl7_be_care_location"],
                },
                "code": { "type": "string" },
                "match": { "type": "string", "enum": ["exact", "close", "broad", "narrow"] },
            },
        },
    })
}

fn services() -> Value {
    json!({
        "type": "array",
        "description": "The services of the organization: id, name and status, or all of each with full_service.",
        "items": { "$ref": "service.json" },
    })
}

fn service() -> Value {
    json!({ "$ref": "service.json", "description": "The service that is offered at the location." })
}

fn kind() -> Value {
    json!({ "type": "string", "description": "What kind of organization it is, by the code of this directory." })
}

fn active() -> Value {
    json!({ "type": "boolean", "description": "Whether the organization exists. One that does not is not published: it went." })
}

fn opening_hours() -> Value {
    json!({ "type": "string", "description": "The opening hours in the syntax of OpenStreetMap, of which the schedules are made." })
}

fn activation() -> Value {
    json!({ "type": "string", "description": "How the service is set in motion, without who may do so: that is an attribute, `referral`." })
}

fn website() -> Value {
    json!({ "type": "string", "format": "uri", "description": "The page about the service at this location." })
}

fn capacity() -> Value {
    json!({
        "type": "object",
        "description": "Whether there is room at this location, on the day on which somebody said so.",
        "required": ["known_on"],
        "properties": {
            "accepting": { "type": "boolean" },
            "places": { "type": "integer" },
            "waiting_days": { "type": "integer" },
            "known_on": { "type": "string", "format": "date" },
        },
    })
}

fn own_name() -> Value {
    json!({ "type": "boolean", "description": "Whether the location has a name of its own; else it is called by its address or area." })
}

fn municipality() -> Value {
    json!({ "type": "string", "description": "The official code of the municipality." })
}

fn zone() -> Value {
    json!({ "type": "string", "description": "The code of the care zone." })
}

fn feature() -> Value {
    json!({ "type": "string", "enum": Access::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(), "description": "What is known of, in a word." })
}

fn value() -> Value {
    json!({ "type": "boolean", "description": "Whether it is so." })
}

fn closed() -> Value {
    json!({ "type": "boolean", "description": "Whether the row is a time at which the service is closed out of its usual order." })
}

fn sort() -> Value {
    json!({ "type": "string", "enum": CostSort::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(), "description": "The sort of the cost." })
}

fn plain_language() -> Value {
    json!({ "type": "string", "description": "What the service does, in plain words." })
}

fn summary() -> Value {
    json!({ "type": "string", "description": "What the service does, in a sentence: how the description begins." })
}

fn read_from() -> Value {
    json!({
        "type": "string",
        "description": "The other directory that this was read from. Whoever reads that one too leaves it out here.",
    })
}

fn confidential() -> Value {
    json!({
        "type": "boolean",
        "description": "Whether nobody may know where it is. Only how to get in touch is then published.",
    })
}

fn precision() -> Value {
    json!({
        "type": "string",
        "enum": ["address", "street", "postal_code", "municipality", "zone", "region"],
        "description": "How precisely the place is known.",
    })
}
