//! The map of a page of results: a marker for each service whose door is known, numbered as in the list.

use territory::Gazetteer;
use web::map::{Area, Fill, Pin, SpotMap};
use web::{Markup, Page};

use super::card::{Card, Cards};
use super::naming::names;
use crate::sheet::map::marked;

/// Draws the map; nothing when no door is known.
pub(crate) fn map(page: &Page, gazetteer: &Gazetteer, cards: &Cards) -> Markup {
    let spots: Vec<Pin> = cards.everybody.iter().filter_map(|card| pin(page, card)).collect();
    if spots.is_empty() {
        return Markup::default();
    }
    let name = page.tr("directory-results-map").to_string();
    let areas = areas(gazetteer);
    if areas.is_empty() {
        // Nobody imported borders: dots in an empty frame would tell nothing.
        return marked(gazetteer, page.lang(), (name, &numbers(cards)));
    }
    SpotMap { name, areas, names: names(gazetteer, page.lang()), spots }.draw()
}

/// The municipalities of the services whose door is known, each with their numbers in the list.
fn numbers(cards: &Cards) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for card in &cards.everybody {
        let (Some(number), Some(code)) = (card.number, card.of.place.in_municipality()) else { continue };
        match all.iter_mut().find(|(known, _)| known == code) {
            Some((_, numbers)) => *numbers = format!("{numbers}, {number}"),
            None => all.push((code.to_owned(), number.to_string())),
        }
    }
    all
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
