//! The table of services: a row for each.

use kernel::Lang;
use serde_json::Value;

use super::columns::{Column, Holds, each, once};
use super::told::{Told, is_secret, items, list, word};

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
    once("costs", Holds::List, |told| list(items(told.plain(), "cost_options").map(cost))),
    once("opening_hours", Holds::Text, |told| by_place(told, |at| word(&at["opening_hours"])).join("\n")),
    each("opening_hours_text", hours_in_words),
    once("capacity", Holds::List, |told| list(by_place(told, |at| capacity(&at["capacity"])).into_iter())),
    once("languages", Holds::List, |told| told.each("languages", "code")),
    once("areas", Holds::List, |told| told.each("service_areas", "extent")),
    once("phones", Holds::List, phones),
    once("email", Holds::Text, |told| told.value("/email")),
    once("url", Holds::Link, |told| told.value("/url")),
    once("location_ids", Holds::List, |told| list(told.places().map(|at| word(&at["location"]["id"])))),
    once("assured_date", Holds::Day, |told| told.value("/assured_date")),
    once("sources", Holds::List, Told::sources),
    once("last_modified", Holds::Moment, Told::changed),
];

/// What is so at each place, behind its code where there are several; of a secret place without it.
fn by_place(told: &Told, tells: impl Fn(&Value) -> String) -> Vec<String> {
    let alone = told.everywhere().nth(1).is_none();
    let said = told.everywhere().map(|at| (&at["location"], tells(at))).filter(|(_, said)| !said.is_empty());
    let of_place = |(location, said): (&Value, String)| {
        if alone || is_secret(location) { said } else { format!("{}: {said}", word(&location["id"])) }
    };
    said.map(of_place).collect()
}

/// The hours of places for which nobody wrote them in signs, in each language.
fn hours_in_words(told: &Told) -> [String; 3] {
    Lang::ALL.map(|lang| {
        let words = |at: &Value| {
            let rows = items(at, "schedules").filter(|row| row["closed"].is_null() && row["opens_at"].is_null());
            let said = rows.flat_map(|row| items(row, "translations"));
            let said = said.filter(|one| one["field"] == "description" && one["language"] == lang.code());
            said.map(|one| word(&one["value"])).collect::<Vec<_>>().join(" ")
        };
        by_place(told, |at| if at["opening_hours"].is_null() { words(at) } else { String::new() }).join("\n")
    })
}

/// `fixed:12.50`, in euros; the sort alone where no amount is known.
fn cost(one: &Value) -> String {
    let amount = one["amount"].as_f64().map(|amount| format!(":{amount:.2}")).unwrap_or_default();
    format!("{}{amount}", word(&one["sort"]))
}

/// `accepting=true places=3 waiting_days=14 known_on=2026-11-20`.
fn capacity(room: &Value) -> String {
    let known = ["accepting", "places", "waiting_days", "known_on"].map(|name| (name, word(&room[name])));
    let known = known.into_iter().filter(|(_, value)| !value.is_empty());
    known.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
}

/// How to call it, wherever it is: of a secret address as well, whose number is no secret.
fn phones(told: &Told) -> String {
    let of = |at: &Value| items(at, "phones").map(|phone| word(&phone["number"])).collect::<Vec<_>>();
    list(told.everywhere().flat_map(of))
}
