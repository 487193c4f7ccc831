//! The description of `/hsds/v3`, OpenAPI 3.1. Made from the same lists of parameters that tests send.

use axum::Json;
use serde_json::{Map, Value, json};
use web::Page;

use super::BASE;
use super::profile::about_root;

/// Where the specification's own schemas stand.
const SCHEMAS: &str = "https://raw.githubusercontent.com/openreferral/specification/3.1/schema";

/// A parameter: its name, its type, and what it does.
type Parameter = (&'static str, &'static str, &'static str);

const SEARCH: Parameter = ("search", "string", "Full text, in any language; misspelt words are mended, best first.");
const PAGE: Parameter = ("page", "integer", "Which page, from 1. Beyond the last one a page is empty.");
const PER_PAGE: Parameter = (
    "per_page",
    "integer",
    "Records on a page: 50 unless told, at most 500; of ids alone 10000, and at most 50 with `full_service`.",
);
const FORMAT: Parameter = ("format", "string", "`json`, or `ndjson` for all records, one on each line.");
const LANG: Parameter =
    ("lang", "string", "The language of texts: `nl`, `fr` or `en`. Otherwise Accept-Language decides.");
const TERM: Parameter = (
    "taxonomy_term_id",
    "string",
    "Only with this term or one below it. Several, parted by commas: one of them. Given several times: each of them.",
);
const TAXONOMY: Parameter = ("taxonomy_id", "string", "Only with a term of this taxonomy.");
const ORGANIZATION: Parameter = ("organization_id", "string", "Only of this organization.");
const MODIFIED: Parameter = (
    "modified_after",
    "string",
    "Only what changed at this moment or later. Services that went are then among them, as `defunct`; what else went is told at \
    `/api/v1/changes`.",
);
const MINIMAL: Parameter = ("minimal", "boolean", "Only ids and when they changed, 10000 on a page unless told.");
const FULL: Parameter = ("full", "boolean", "All of each record.");
const FULL_SERVICE: Parameter = ("full_service", "boolean", "All of each organization, with all of its services.");
const MINIMUM_AGE: Parameter = ("minimum_age", "integer", "Only for somebody of this age or older.");
const MAXIMUM_AGE: Parameter = ("maximum_age", "integer", "Only for somebody of this age or younger.");
const DAY: Parameter = ("day", "string", "Only what is open on this weekday: `MO` to `SU`, several parted by commas.");
const START_TIME: Parameter = ("start_time", "string", "Only what is open at some moment from then on: `09:00`.");
const END_TIME: Parameter = (
    "end_time",
    "string",
    "Only what is open at some moment before: `17:30`. By the usual week; what has no hours is left out.",
);
const POSTCODE: Parameter = ("postcode", "string", "Only what is offered in this postal code.");
const PROXIMITY: Parameter = ("proximity", "number", "Only so many metres from the middle of the postal code.");
const LAT: Parameter = ("lat", "number", "Our extension: near this latitude; with `lon` and `radius`.");
const LON: Parameter = ("lon", "number", "Our extension: near this longitude.");
const RADIUS: Parameter = ("radius", "number", "Our extension: so many metres from `lat` and `lon`; 5000 unless told.");
const TOP_ONLY: Parameter = ("top_only", "boolean", "Only terms that are below no other.");
const PARENT: Parameter = ("parent_id", "string", "Only terms directly below this one.");

/// A list, as it is described.
pub(crate) struct Described {
    /// The last part of its path.
    pub name: &'static str,
    /// The schema of its records on a page, and of one alone.
    schemas: (&'static str, &'static str),
    /// Whether the specification leaves it open.
    optional: bool,
    pub parameters: &'static [Parameter],
}

/// Every list.
pub(crate) const LISTS: [Described; 5] = [
    Described {
        name: "services",
        schemas: ("compiled/service_list.json", "compiled/service_with_definitions.json"),
        optional: false,
        parameters: &[
            SEARCH,
            PAGE,
            PER_PAGE,
            FORMAT,
            LANG,
            TERM,
            TAXONOMY,
            ORGANIZATION,
            MODIFIED,
            MINIMAL,
            FULL,
            MINIMUM_AGE,
            MAXIMUM_AGE,
            DAY,
            START_TIME,
            END_TIME,
        ],
    },
    Described {
        name: "organizations",
        schemas: ("compiled/organization_list.json", "organization.json"),
        optional: true,
        parameters: &[SEARCH, PAGE, PER_PAGE, FORMAT, LANG, TERM, TAXONOMY, MODIFIED, MINIMAL, FULL, FULL_SERVICE],
    },
    Described {
        name: "service_at_locations",
        schemas: ("compiled/service_at_location_list.json", "service_at_location.json"),
        optional: true,
        parameters: &[
            SEARCH,
            PAGE,
            PER_PAGE,
            FORMAT,
            LANG,
            TERM,
            TAXONOMY,
            ORGANIZATION,
            MODIFIED,
            MINIMAL,
            FULL,
            MINIMUM_AGE,
            MAXIMUM_AGE,
            DAY,
            START_TIME,
            END_TIME,
            POSTCODE,
            PROXIMITY,
            LAT,
            LON,
            RADIUS,
        ],
    },
    Described {
        name: "taxonomies",
        schemas: ("taxonomy.json", "taxonomy.json"),
        optional: true,
        parameters: &[SEARCH, PAGE, PER_PAGE, FORMAT, LANG],
    },
    Described {
        name: "taxonomy_terms",
        schemas: ("taxonomy_term.json", "taxonomy_term.json"),
        optional: true,
        parameters: &[SEARCH, PAGE, PER_PAGE, FORMAT, LANG, TAXONOMY, TOP_ONLY, PARENT],
    },
];

pub(crate) async fn show(page: Page) -> Json<Value> {
    Json(document(&page.absolute(BASE)))
}

fn document(server: &str) -> Value {
    let mut paths = Map::new();
    paths.insert("/".to_owned(), root());
    for list in &LISTS {
        paths.insert(format!("/{}", list.name), list.pages());
        paths.insert(format!("/{}/{{id}}", list.name), list.one());
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "HSDS 3.1.3", "version": "3.1.3", "license": { "name": "HSDS: CC BY-SA 4.0" } },
        "servers": [{ "url": server }],
        "externalDocs": { "description": "The feed, writing and the open data", "url": "/api/v1/openapi.json" },
        "paths": paths,
        "components": {
            "schemas": { "Page": envelope(), "Problem": problem() },
            "responses": {
                "BadRequest": told("A parameter is malformed; `field` names it."),
                "NotFound": told("There is no such record."),
                "Gone": told("There was such a record; it is not published any more. What went is told at `/api/v1/changes`."),
            },
        },
    })
}

fn root() -> Value {
    let uri = json!({ "type": "string", "format": "uri" });
    let specified =
        [("version", json!({ "type": "string" })), ("profile", uri.clone()), ("openapi_url", uri)].into_iter();
    let properties: Map<String, Value> =
        specified.chain(about_root()).map(|(name, schema)| (name.to_owned(), schema)).collect();
    json!({ "get": {
        "operationId": "root",
        "summary": "Which version and profile this is.",
        "responses": { "200": { "description": "The version.", "content": { "application/json": { "schema": {
            "type": "object",
            "required": ["version", "profile", "openapi_url"],
            "properties": properties,
        } } } } },
    } })
}

impl Described {
    fn tags(&self) -> Value {
        if self.optional { json!(["optional"]) } else { json!([]) }
    }

    fn pages(&self) -> Value {
        let summary = format!("A page of {}.", self.name.replace('_', " "));
        json!({
            "get": {
                "operationId": format!("list_{}", self.name),
                "tags": self.tags(),
                "summary": summary,
                "parameters": self.parameters.iter().map(in_address).collect::<Vec<_>>(),
                "responses": self.answers(),
            },
            "post": {
                "operationId": format!("ask_{}", self.name),
                "tags": ["optional"],
                "summary": format!("{summary} What is asked travels in the body and stands in no log."),
                "requestBody": self.body(),
                "responses": self.answers(),
            },
        })
    }

    /// The parameters as fields of a body.
    fn body(&self) -> Value {
        let field =
            |(name, kind, about): &Parameter| ((*name).to_owned(), json!({ "type": kind, "description": about }));
        let schema =
            json!({ "type": "object", "properties": self.parameters.iter().map(field).collect::<Map<_, _>>() });
        let (in_json, in_form) = ("application/json", "application/x-www-form-urlencoded");
        json!({ "required": false, "content": { in_json: { "schema": schema.clone() }, in_form: { "schema": schema } } })
    }

    fn answers(&self) -> Value {
        let record = json!({ "$ref": format!("{SCHEMAS}/{}", self.schemas.0) });
        let page = json!({
            "allOf": [{ "$ref": "#/components/schemas/Page" }],
            "properties": { "contents": { "type": "array", "items": record } },
        });
        let lines = json!({ "type": "string" });
        json!({
            "200": {
                "description": "The records of the page.",
                "content": { "application/json": { "schema": page }, "application/x-ndjson": { "schema": lines } },
            },
            "304": { "description": "Nothing changed since the answer that the program has." },
            "400": { "$ref": "#/components/responses/BadRequest" },
        })
    }

    fn one(&self) -> Value {
        let id = json!({
            "name": "id", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" },
        });
        let mut parameters = vec![id, in_address(&LANG)];
        parameters.extend((self.name == "organizations").then(|| in_address(&FULL_SERVICE)));
        let record = json!({ "$ref": format!("{SCHEMAS}/{}", self.schemas.1) });
        // The standard has a word for a service that went, and for nothing else.
        let (told, gone) = if self.name == "services" {
            ("The record; a service that went is `defunct`, with its name alone.", None)
        } else {
            ("The record.", Some(("410".to_owned(), json!({ "$ref": "#/components/responses/Gone" }))))
        };
        let mut responses = json!({
            "200": { "description": told, "content": { "application/json": { "schema": record } } },
            "301": { "description": "It was merged into another record; Location is where that one is." },
            "304": { "description": "Nothing changed since the answer that the program has." },
            "404": { "$ref": "#/components/responses/NotFound" },
        });
        if let Some(responses) = responses.as_object_mut() {
            responses.extend(gone);
        }
        json!({ "get": {
            "operationId": format!("get_{}", self.name),
            "tags": self.tags(),
            "summary": "One record, with all that belongs to it.",
            "parameters": parameters,
            "responses": responses,
        } })
    }
}

fn in_address((name, kind, about): &Parameter) -> Value {
    json!({ "name": name, "in": "query", "required": false, "description": about, "schema": { "type": kind } })
}

fn envelope() -> Value {
    let (number, flag) = (json!({ "type": "integer" }), json!({ "type": "boolean" }));
    json!({
        "type": "object",
        "required": ["empty"],
        "properties": {
            "total_items": number, "total_pages": number, "page_number": number, "size": number,
            "first_page": flag, "last_page": flag, "empty": flag,
            "contents": { "type": "array" },
        },
    })
}

fn problem() -> Value {
    let text = json!({ "type": "string" });
    json!({ "type": "object", "properties": {
        "title": text, "status": { "type": "integer" }, "detail": text, "field": text,
    } })
}

fn told(description: &str) -> Value {
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    json!({ "description": description, "content": { "application/problem+json": { "schema": schema } } })
}
