//! The hexagon map of the region, as plain data for whoever draws it.

use kernel::Text;

use crate::{Gazetteer, ZoneCode};

/// One hexagon: a municipality.
#[derive(Clone, PartialEq, Debug)]
pub struct Hexagon {
    /// Column of the axial grid, growing to the east.
    pub q: i32,
    /// Row of the axial grid, growing to the south.
    pub r: i32,
    /// The official code of the municipality.
    pub municipality: String,
    /// The names of the municipality.
    pub names: Text,
    /// The care zones that it lies in: one, or from north to south those of its parts.
    pub parts: Vec<HexPart>,
}

/// The share of a care zone in a hexagon.
#[derive(Clone, PartialEq, Debug)]
pub struct HexPart {
    /// The care zone.
    pub zone: ZoneCode,
    /// Its letters for maps.
    pub labels: Text,
    /// Its colour, 1 to 8.
    pub colour: u8,
}

/// The hexagons of the region in reading order; empty before a region pack is loaded.
pub fn hexes(gazetteer: &Gazetteer) -> Vec<Hexagon> {
    let mut all: Vec<Hexagon> = Vec::new();
    for municipality in gazetteer.municipalities() {
        for cell in &municipality.hexes {
            let mut zones = zones_north_to_south(gazetteer, &municipality.code);
            if zones.is_empty() {
                zones.push(cell.zone.clone());
            }
            all.push(Hexagon {
                q: cell.q,
                r: cell.r,
                municipality: municipality.code.clone(),
                names: municipality.names.clone(),
                parts: zones.into_iter().filter_map(|zone| part(gazetteer, &zone)).collect(),
            });
        }
    }
    all.sort_by_key(|hexagon| (hexagon.r, hexagon.q));
    all
}

/// The zones of a municipality's parts, each once, the northernmost first.
fn zones_north_to_south(gazetteer: &Gazetteer, municipality: &str) -> Vec<ZoneCode> {
    let mut parts: Vec<_> = gazetteer.parts().iter().filter(|part| part.municipality == municipality).collect();
    parts.sort_by_key(|part| row(part.corner.as_deref()));
    let mut zones: Vec<ZoneCode> = Vec::new();
    for part in parts {
        if !zones.contains(&part.zone) {
            zones.push(part.zone.clone());
        }
    }
    zones
}

fn row(corner: Option<&str>) -> u8 {
    match corner {
        Some("n") => 0,
        Some("ne" | "nw") => 1,
        Some("se" | "sw") => 3,
        Some("s") => 4,
        _ => 2,
    }
}

fn part(gazetteer: &Gazetteer, code: &ZoneCode) -> Option<HexPart> {
    let zone = gazetteer.zone(code)?;
    Some(HexPart { zone: code.clone(), labels: zone.labels.clone(), colour: u8::try_from(zone.colour).unwrap_or(1) })
}
