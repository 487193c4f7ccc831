//! The sketch of a map on a sheet: where its services are, by their numbers.

use kernel::Lang;
use territory::{Gazetteer, hex_map};
use web::Markup;
use web::map::{Area, Fill, LandMap, Pin};

use super::showing::Entry;
use crate::showing::municipality_name;

/// What leads to a municipality on the map of hexagons ends with its code.
const PLACE: &str = "municipality~";

/// The municipalities of the services from their borders, with a marker for each address; without borders the hexagons of the
/// region, marked with the numbers; nothing when no place is known.
pub(crate) fn sketch(gazetteer: &Gazetteer, lang: Lang, (name, entries): (String, &[Entry])) -> Markup {
    let placed = numbers(entries);
    if placed.is_empty() {
        return Markup::default();
    }
    let areas: Vec<Area> = placed.iter().filter_map(|(code, _)| area(gazetteer, lang, code)).collect();
    if areas.len() == placed.len() {
        return LandMap { name, areas, pins: pins(entries, lang) }.draw();
    }
    marked(gazetteer, lang, (name, &placed))
}

/// The hexagons of the region, those of some municipalities marked with numbers.
pub(crate) fn marked(gazetteer: &Gazetteer, lang: Lang, (name, placed): (String, &[(String, String)])) -> Markup {
    let mut map = hex_map(gazetteer, lang, name, None);
    for hex in &mut map.hexes {
        let code = hex.href.as_deref().and_then(|href| href.split_once(PLACE)).map(|(_, code)| code.to_owned());
        let found = placed.iter().find(|(placed, _)| Some(placed) == code.as_ref());
        hex.here = found.is_some();
        for (place, part) in hex.parts.iter_mut().enumerate() {
            part.mark = found.filter(|_| place == 0).map(|(_, numbers)| numbers.clone()).unwrap_or_default();
        }
    }
    // Drawn last, so that no neighbour lies over the edge that marks them.
    map.hexes.sort_by_key(|hex| hex.here);
    map.draw()
}

/// The municipalities that services are in, each with their numbers: `1, 3`.
fn numbers(entries: &[Entry]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for entry in entries {
        for code in entry.places.iter().filter_map(|place| place.municipality.as_deref()) {
            let number = entry.number.to_string();
            match all.iter_mut().find(|(known, _)| known == code) {
                Some((_, numbers)) if numbers.rsplit(", ").next() == Some(number.as_str()) => {}
                Some((_, numbers)) => *numbers = format!("{numbers}, {number}"),
                None => all.push((code.to_owned(), number)),
            }
        }
    }
    all
}

fn area(gazetteer: &Gazetteer, lang: Lang, code: &str) -> Option<Area> {
    let rings = gazetteer.municipality_border(code)?.rings();
    let zone = gazetteer.municipality(code).and_then(|one| one.zones.first()).and_then(|zone| gazetteer.zone(zone));
    let colour = zone.and_then(|zone| u8::try_from(zone.colour).ok()).unwrap_or(1);
    Some(Area { title: municipality_name(gazetteer, Some(code), lang), href: None, fill: Fill::Tone(colour), rings })
}

fn pins(entries: &[Entry], lang: Lang) -> Vec<Pin> {
    let points = entries.iter().flat_map(|entry| entry.places.iter().filter_map(move |at| Some((entry, at.point?))));
    let pin = |(entry, point): (&Entry, crate::Point)| Pin {
        at: (point.lon, point.lat),
        label: entry.number.to_string(),
        title: entry.name.plain(lang).to_owned(),
        href: format!("#s{}", entry.number),
    };
    points.map(pin).collect()
}
