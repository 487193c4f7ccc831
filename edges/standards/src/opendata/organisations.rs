//! The table of organisations: a row for each.

use super::columns::{Column, Holds, each, once};
use super::told::{Told, items, list, word};

/// What is told of an organisation.
pub(super) const COLUMNS: &[Column<Told>] = &[
    once("id", Holds::Id, |told| told.value("/id")),
    each("name", |told| told.versions("name")),
    once("alternate_name", Holds::Text, |told| told.value("/alternate_name")),
    once("variants", Holds::List, |told| told.attributes("variant")),
    once("former_names", Holds::List, |told| told.attributes("former_name")),
    each("description", |told| told.versions("description")),
    once("identifiers", Holds::List, identifiers),
    once("legal_form", Holds::Text, |told| told.value("/legal_status")),
    once("phones", Holds::List, |told| told.each("phones", "number")),
    once("email", Holds::Text, |told| told.value("/email")),
    once("url", Holds::Link, |told| told.value("/website")),
    once("parent_id", Holds::Id, |told| told.value("/parent_organization_id")),
    once("network_ids", Holds::List, |told| told.attributes("network")),
    once("last_modified", Holds::Moment, Told::changed),
];

/// Its numbers in registers, each behind the name of its register.
fn identifiers(told: &Told) -> String {
    let number = |one: &serde_json::Value| format!("{}:{}", word(&one["identifier_scheme"]), word(&one["identifier"]));
    list(items(told.plain(), "organization_identifiers").map(number))
}
