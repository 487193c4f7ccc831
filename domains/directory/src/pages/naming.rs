//! What is written on the map of a page of results: care zones, which its colours mean, and municipalities.

use std::sync::Arc;

use kernel::{Lang, Text};
use territory::Gazetteer;
use web::map::{Name, NameSize};

/// The names, as far as something is known that lies inside.
pub(crate) fn names(gazetteer: &Gazetteer, lang: Lang) -> Vec<Name> {
    let name = |text: &Text, size: NameSize, inside: Arc<[(f64, f64)]>| Name {
        text: text.plain(lang).to_owned(),
        size,
        inside,
    };
    let zones = gazetteer.zones().iter();
    let zones = zones.map(|zone| name(&zone.short_names, NameSize::Large, gazetteer.inside_zone(&zone.code)));
    let towns = gazetteer.municipalities().iter();
    let towns = towns.map(|town| name(&town.names, NameSize::Small, gazetteer.inside_municipality(&town.code)));
    zones.chain(towns).collect()
}
