//! The table of places: a row for each whose address is no secret.

use super::columns::{Column, Holds, each, once};
use super::told::Told;

/// What is told of a place.
pub(super) const COLUMNS: &[Column<Told>] = &[
    once("id", Holds::Id, |told| told.value("/id")),
    each("name", |told| told.readings("/name")),
    each("address", |told| told.readings("/addresses/0/address_1")),
    once("postal_code", Holds::Text, |told| told.value("/addresses/0/postal_code")),
    each("city", |told| told.readings("/addresses/0/city")),
    once("latitude", Holds::Number, |told| told.value("/latitude")),
    once("longitude", Holds::Number, |told| told.value("/longitude")),
    once("precision", Holds::Text, |told| told.value("/precision")),
    each("transportation", |told| told.readings("/transportation")),
    each("accessibility", |told| [0, 1, 2].map(|at| accessibility(told, at))),
    once("last_modified", Holds::Moment, Told::changed),
];

/// How accessible it is, in a language by its place among all.
fn accessibility(told: &Told, at: usize) -> String {
    let sentences = (0..).map_while(|n| {
        let said = &told.readings(&format!("/accessibility/{n}/description"))[at];
        (!said.is_empty()).then(|| said.clone())
    });
    sentences.collect::<Vec<_>>().join(" ")
}
