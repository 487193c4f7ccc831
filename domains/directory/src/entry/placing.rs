//! Where a location is after its address changed: what the territory says of it, so that no zone of another place stays behind.

use serde_json::json;
use territory::{Gazetteer, Point, Precision};

use super::{Patch, Record};

/// The fields that say where a location is.
const ADDRESS: [&str; 5] = ["street", "house_number", "postal_code", "municipality", "point"];

/// What follows from where a location is.
const FOLLOWING: [&str; 4] = ["zone", "sector", "neighbourhood", "precision"];

/// Whether a field says where a location is: whoever says one of them speaks of all, or two voices would make up a place together.
pub(crate) fn is_of_place(field: &str) -> bool {
    ADDRESS.contains(&field) || FOLLOWING.contains(&field)
}

/// Whether a patch moves a location.
pub(crate) fn moves(patch: &Patch) -> bool {
    ADDRESS.iter().any(|field| patch.get(field).is_some())
}

/// A patch that moves a location, with everything that follows from where it then is. A point of the place before goes when the
/// address changes without a new one: nothing is guessed.
pub(crate) fn placed(before: &Record, patch: Patch, gazetteer: &Gazetteer) -> Patch {
    let Ok(after) = before.with(&patch) else { return patch };
    let Record::Location(mut after) = after else { return patch };
    let moved = ["street", "house_number", "postal_code"].iter().any(|field| patch.get(field).is_some());
    if moved && patch.get("point").is_none() {
        after.point = None;
    }
    let by_code = after.postal_code.as_deref().and_then(|code| gazetteer.postal_code(code));
    let only = |codes: &[String]| if let [code] = codes { Some(code.clone()) } else { None };
    let of_code = by_code.and_then(|postal| only(&postal.municipalities));
    let typed = patch.get("municipality").is_some();
    let mut municipality = if typed || of_code.is_none() { after.municipality.clone() } else { of_code };
    let found = after.point.and_then(|point: Point| gazetteer.locate(point));
    let mut zone =
        by_code.and_then(|postal| if let [zone] = postal.zones.as_slice() { Some(zone.to_string()) } else { None });
    if zone.is_none() {
        let parts = municipality.as_deref().and_then(|code| gazetteer.municipality(code));
        zone = parts.and_then(|it| if let [zone] = it.zones.as_slice() { Some(zone.to_string()) } else { None });
    }
    let (mut sector, mut neighbourhood) = (None, None);
    if let Some(found) = found {
        municipality = found.municipality.or(municipality);
        zone = found.zone.map(|zone| zone.to_string()).or(zone);
        (sector, neighbourhood) = (found.sector, found.neighbourhood);
    }
    let precision = match (after.street.is_empty(), &after.house_number, &after.postal_code, &municipality) {
        (false, Some(_), ..) => Precision::Address,
        (false, None, ..) => Precision::Street,
        (true, _, Some(_), _) => Precision::PostalCode,
        (true, _, None, Some(_)) => Precision::Municipality,
        _ => after.precision.max(Precision::Zone),
    };
    let precision = patch.get("precision").cloned().unwrap_or_else(|| json!(precision));
    let patch = patch
        .set("street", &after.street)
        .set("house_number", &after.house_number)
        .set("postal_code", &after.postal_code);
    patch
        .set("point", after.point)
        .set("municipality", municipality)
        .set("zone", zone)
        .set("sector", sector)
        .set("neighbourhood", neighbourhood)
        .set("precision", precision)
}
