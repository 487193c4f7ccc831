//! What the sorts of fields take, each as a schema with an example that is taken.

use serde_json::{Map, Value, json};

use crate::Access;
use crate::entry::fields::{self, Choices, LONGEST_NAME};
use crate::entry::rules::MOST;

/// A text in each language, of at most so many letters.
pub(super) fn text(most: usize) -> Value {
    let version = json!({
        "type": "object",
        "required": ["text"],
        "properties": {
            "text": { "type": "string", "maxLength": most },
            "state": {
                "type": "string", "enum": ["source", "reviewed", "automatic", "outdated"], "default": "reviewed",
                "description": "Written in this language, translated and read over, by a machine, or of an earlier source.",
            },
        },
    });
    json!({
        "type": "object", "additionalProperties": false,
        "properties": { "nl": version, "fr": version, "en": version },
        "examples": [{ "nl": { "text": "Thuiszorg", "state": "source" }, "fr": { "text": "Soins à domicile" } }],
    })
}

pub(super) fn string(told: &str, example: &str) -> Value {
    json!({ "type": "string", "description": told, "examples": [example] })
}

pub(super) fn id(told: &str) -> Value {
    json!({
        "type": "string", "format": "uuid", "description": told, "examples": ["01936d6f-0000-7000-8000-000000000000"],
    })
}

pub(super) fn codes(told: &str, example: &str) -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "description": told, "examples": [[example]] })
}

/// Languages by their codes.
pub(super) fn languages(told: &str) -> Value {
    json!({
        "type": "array", "items": { "type": "string", "pattern": "^[a-z]{2,3}$" }, "description": told,
        "examples": [["nl", "ar"]],
    })
}

pub(super) fn list(item: &Value, told: &str) -> Value {
    let examples: Vec<Value> = item["examples"].as_array().into_iter().flatten().map(|one| json!([one])).collect();
    json!({ "type": "array", "maxItems": MOST, "items": item, "description": told, "examples": examples })
}

/// An object with just these members.
fn object(required: &[&str], members: Value, example: Value) -> Value {
    json!({
        "type": "object", "additionalProperties": false, "required": required, "properties": members,
        "examples": [example],
    })
}

/// One of a short list, as JSON has it.
pub(super) fn one_of(choices: &Choices) -> Value {
    let words: Vec<String> = (choices.all)().into_iter().map(|(value, _)| value).collect();
    json!({ "type": "string", "examples": words.first(), "enum": words }).with_list("examples")
}

fn some_of(choices: &Choices) -> Value {
    let words: Vec<String> = (choices.all)().into_iter().map(|(value, _)| value).collect();
    json!({ "type": "array", "items": { "type": "string", "enum": words } })
}

pub(super) fn aliases() -> Value {
    let sort = one_of(&fields::ALIAS);
    let pair = json!({
        "type": "array", "prefixItems": [sort, { "type": "string", "maxLength": LONGEST_NAME }],
        "minItems": 2, "maxItems": 2,
    });
    json!({
        "type": "array", "items": pair, "description": "Other names, each with its sort.",
        "examples": [[["former", "The old name"]]],
    })
}

pub(super) fn point() -> Value {
    let degrees = |most: u8| json!({ "type": "number", "minimum": -i32::from(most), "maximum": most });
    json!({
        "type": "object", "required": ["lat", "lon"], "properties": { "lat": degrees(90), "lon": degrees(180) },
        "description": "Degrees (WGS84).", "examples": [{ "lat": 50.85, "lon": 4.35 }],
    })
}

pub(super) fn identifiers() -> Value {
    let members = json!({
        "scheme": {
            "type": "string", "pattern": "^[a-z0-9_]{1,30}$",
            "description": "The register: kbo (KBO, BCE), riziv (RIZIV, INAMI), or another.",
        },
        "value": {
            "type": "string", "maxLength": 80,
            "description": "The number as people write it; kept as digits where the register gives digits.",
        },
    });
    let number = object(&["scheme", "value"], members, json!({ "scheme": "kbo", "value": "0123.456.749" }));
    list(&number, "Numbers in registers.")
}

pub(super) fn eligibility() -> Value {
    let age = || json!({ "type": ["integer", "null"], "minimum": 0, "maximum": u8::MAX });
    let terms = |told: &str| json!({ "type": "array", "items": { "type": "string" }, "description": told });
    let members = json!({
        "min_age": age(), "max_age": age(),
        "genders": some_of(&fields::GENDER),
        "languages": languages("For people who speak one of these, by their codes in ISO 639."),
        "situations": terms("For people in one of these situations or statuses of /api/v1/thesaurus, by their codes."),
        "excluded": terms("Not for people in one of these."),
        "residents_only": { "type": "boolean", "description": "Only for those who live where it is offered." },
    });
    object(&[], members, json!({ "min_age": 18, "genders": ["female"], "residents_only": true }))
        .said("For whom it is, as rules. What is not said limits nobody.")
}

pub(super) fn activation() -> Value {
    let members = json!({
        "who": some_of(&fields::ACTIVATOR), "how": some_of(&fields::WAY), "text": text(LONGEST_NAME),
    });
    object(&[], members, json!({ "who": ["oneself"], "how": ["phone", "walk_in"] }))
        .said("Who may set it in motion, and how.")
}

pub(super) fn cost() -> Value {
    let members = json!({
        "sort": one_of(&fields::COST),
        "cents": { "type": ["integer", "null"], "minimum": 0, "maximum": u32::MAX, "description": "Euro cents." },
        "note": text(LONGEST_NAME),
    });
    object(&["sort"], members, json!({ "sort": "paid", "cents": 1250 }))
}

pub(super) fn closure() -> Value {
    let members = json!({
        "from": { "type": "string", "format": "date" },
        "until": { "type": ["string", "null"], "format": "date", "description": "The last day; nothing while nobody knows." },
        "why": text(LONGEST_NAME),
    });
    object(&["from"], members, json!({ "from": "2026-12-24", "until": "2027-01-02" }))
}

pub(super) fn accessibility() -> Value {
    let members: Map<String, Value> =
        Access::ALL.iter().map(|one| (one.code().to_owned(), json!({ "type": ["boolean", "null"] }))).collect();
    object(&[], Value::Object(members), json!({ "step_free": true, "lift": false }))
        .said("What is known about getting in and staying; null is unknown.")
}

pub(super) fn capacity() -> Value {
    let number =
        |told: &str| json!({ "type": ["integer", "null"], "minimum": 0, "maximum": u32::MAX, "description": told });
    let members = json!({
        "accepting": { "type": ["boolean", "null"], "description": "Whether new people are taken in." },
        "places": number("Free places."), "waiting_days": number("Days that one waits."),
        "known_on": { "type": "string", "format": "date", "description": "The day on which this was so; none to come." },
    });
    object(&["known_on"], members, json!({ "accepting": true, "places": 2, "known_on": "2026-01-15" }))
}

/// Small changes to a schema that is being put together.
trait Told {
    /// With these words beside it.
    fn said(self, told: &str) -> Self;
    /// With a member as a list of its one value.
    fn with_list(self, name: &str) -> Self;
}

impl Told for Value {
    fn said(mut self, told: &str) -> Self {
        self["description"] = told.into();
        self
    }

    fn with_list(mut self, name: &str) -> Self {
        self[name] = json!([self[name].take()]);
        self
    }
}
