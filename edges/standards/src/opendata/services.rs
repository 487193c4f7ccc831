//! The table of services: a row for each.

use super::columns::{Column, Holds, each, once};
use super::told::{Told, items, list, word};

/// What is told of a service.
pub(super) const COLUMNS: &[Column<Told>] = &[
    once("id", Holds::Id, |told| told.value("/id")),
    each("name", |told| told.versions("name")),
    once("organization_id", Holds::Id, |told| told.value("/organization/id")),
    each("organization", |told| told.readings("/organization/name")),
    once("status", Holds::Text, |told| told.value("/status")),
    once("kind", Holds::Text, |told| told.attributes("kind")),
    each("description", |told| told.versions("description")),
    each("plain_language", |told| told.versions("plain_language")),
    once("themes", Holds::List, |told| told.attributes("theme")),
    once("professions", Holds::List, |told| told.attributes("profession")),
    once("settings", Holds::List, |told| told.attributes("setting")),
    once("situations", Holds::List, |told| told.attributes("eligibility")),
    each("eligibility", |told| told.versions("eligibility_description")),
    once("minimum_age", Holds::Number, |told| told.value("/minimum_age")),
    once("maximum_age", Holds::Number, |told| told.value("/maximum_age")),
    once("for_languages", Holds::List, |told| told.attributes("for_language")),
    once("meant_for", Holds::Text, |told| told.attributes("meant_for")),
    once("line_of_care", Holds::Text, |told| told.attributes("line_of_care")),
    each("application", |told| told.readings("/application_process")),
    each("fees", |told| told.versions("fees_description")),
    once("languages", Holds::List, |told| told.each("languages", "code")),
    once("areas", Holds::List, |told| told.each("service_areas", "extent")),
    once("phones", Holds::List, phones),
    once("email", Holds::Text, |told| told.value("/email")),
    once("url", Holds::Link, |told| told.value("/url")),
    once("location_ids", Holds::List, |told| list(told.places().map(|at| word(&at["location"]["id"])))),
    once("assured_date", Holds::Day, |told| told.value("/assured_date")),
    once("last_modified", Holds::Moment, Told::changed),
];

/// How to call it, wherever it is: of a secret address as well, whose number is no secret.
fn phones(told: &Told) -> String {
    let of = |at: &serde_json::Value| items(at, "phones").map(|phone| word(&phone["number"])).collect::<Vec<_>>();
    list(told.everywhere().flat_map(of))
}
