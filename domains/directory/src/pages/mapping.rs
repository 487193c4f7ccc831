//! The map of a page of results: a marker for each service whose door is known, numbered as in the list.

use territory::Gazetteer;
use web::map::{Area, Fill, Pin, SpotMap};
use web::{Markup, Page};

use super::card::{Card, Cards};
use super::naming::names;

/// Draws the map; nothing when no door is known.
pub(crate) fn map(page: &Page, gazetteer: &Gazetteer, cards: &Cards) -> Markup {
    let spots: Vec<Pin> = cards.everybody.iter().filter_map(|card| pin(page, card)).collect();
    if spots.is_empty() {
        return Markup::default();
    }
    let name = page.tr("directory-results-map").to_string();
    SpotMap { name, areas: areas(gazetteer), names: names(gazetteer, page.lang()), spots }.draw()
}

/// The care zones, beneath.
fn areas(gazetteer: &Gazetteer) -> Vec<Area> {
    let area = |zone: &territory::Zone| {
        let rings = gazetteer.zone_border(&zone.code)?.rings();
        let fill = Fill::Tone(u8::try_from(zone.colour).unwrap_or(1));
        Some(Area { title: String::new(), href: None, fill, rings })
    };
    gazetteer.zones().iter().filter_map(area).collect()
}

fn pin(page: &Page, card: &Card) -> Option<Pin> {
    let (number, door) = (card.number?, card.of.place.door()?);
    Some(Pin {
        at: (door.lon, door.lat),
        label: number.to_string(),
        title: card.of.name.plain(page.lang()).to_owned(),
        href: format!("#r{number}"),
    })
}
