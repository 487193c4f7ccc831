//! Maps of the territory: hexagons always, land where borders are loaded.

use kernel::Lang;
use web::map::{Area, Fill, Hex, HexMap, LandMap, Part, Pin};

use crate::{Gazetteer, Hexagon, ZoneCode, hexes};

/// The hexagons of the region, each leading to the search near it; those of a zone marked when one is given.
pub fn hex_map(gazetteer: &Gazetteer, lang: Lang, name: String, here: Option<&ZoneCode>) -> HexMap {
    let hexes = hexes(gazetteer).into_iter().map(|hexagon| hex(gazetteer, lang, &hexagon, here)).collect();
    HexMap { name, hexes }
}

fn hex(gazetteer: &Gazetteer, lang: Lang, hexagon: &Hexagon, here: Option<&ZoneCode>) -> Hex {
    let name = hexagon.names.plain(lang).to_owned();
    let zones = hexagon.parts.iter().filter_map(|part| gazetteer.zone(&part.zone));
    let zones: Vec<&str> = zones.map(|zone| zone.names.plain(lang)).collect();
    Hex {
        q: hexagon.q,
        r: hexagon.r,
        title: format!("{name}, {}", zones.join(", ")),
        name,
        href: Some(format!("/search?place=municipality~{}", hexagon.municipality)),
        parts: hexagon
            .parts
            .iter()
            .map(|part| Part { fill: Fill::Tone(part.colour), mark: part.labels.plain(lang).to_owned() })
            .collect(),
        here: here.is_some_and(|here| hexagon.parts.iter().any(|part| part.zone == *here)),
    }
}

/// The care zones by their borders with their letters, each leading to its page; nothing until statistical sectors are
/// imported. When a zone is given, only that one has its colour.
pub fn land_map(gazetteer: &Gazetteer, lang: Lang, name: String, here: Option<&ZoneCode>) -> Option<LandMap> {
    let areas: Vec<Area> = gazetteer
        .zones()
        .iter()
        .filter_map(|zone| {
            let border = gazetteer.zone_border(&zone.code)?;
            let coloured = here.is_none_or(|here| *here == zone.code);
            let colour = u8::try_from(zone.colour).unwrap_or(1);
            Some(Area {
                title: zone.names.plain(lang).to_owned(),
                href: Some(format!("/zones/{}", zone.code)),
                fill: if coloured { Fill::Tone(colour) } else { Fill::Shade(0) },
                rings: border.rings(),
            })
        })
        .collect();
    // A colour alone would not tell everybody which zone it is.
    let pins = gazetteer.zones().iter().filter_map(|zone| {
        let inside = gazetteer.zone_border(&zone.code)?.inside()?;
        Some(Pin {
            at: (inside.lon, inside.lat),
            label: zone.labels.plain(lang).to_owned(),
            title: zone.names.plain(lang).to_owned(),
            href: format!("/zones/{}", zone.code),
        })
    });
    (!areas.is_empty()).then(|| LandMap { name, pins: pins.collect(), areas })
}
