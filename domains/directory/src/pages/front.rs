//! The front page: what do you need, where are you; themes; somebody to talk to; whom to call in danger.

use askama::Template;
use axum::extract::State;
use house::{Fixture, House};
use territory::{Gazetteer, Gazetteers};
use web::map::{Fill, Hex, HexMap, Part};
use web::{Answer, Markup, Page, view};

use crate::showing::zone_name;
use crate::{FrontDesk, Theme, themes};

use super::results::Asking;
use super::theme::Door;

#[derive(Template)]
#[template(path = "front.html")]
struct Front {
    page: Page,
    asking: Asking,
    map: Markup,
    towns: Vec<Town>,
    doors: Vec<Door>,
    desk: std::sync::Arc<FrontDesk>,
}

/// A municipality in the list beside the map.
struct Town {
    href: String,
    name: String,
}

pub(crate) async fn show(
    page: Page,
    State(house): State<House>,
    Fixture(gazetteers): Fixture<Gazetteers>,
    Fixture(desk): Fixture<FrontDesk>,
) -> Answer {
    let gazetteer = gazetteers.current();
    let all: Vec<Theme> = themes(house.store.read()).await?;
    let mut towns: Vec<Town> = gazetteer
        .municipalities()
        .iter()
        .map(|town| Town { href: place_href(&town.code), name: town.names.plain(page.lang()).to_owned() })
        .collect();
    towns.sort_by(|a, b| a.name.cmp(&b.name));
    view(&Front {
        asking: Asking::nothing(),
        map: map(&page, &gazetteer).draw(),
        towns,
        doors: Door::all(&page, &all, |theme| theme.door),
        desk,
        page,
    })
}

/// Results near a municipality.
fn place_href(code: &str) -> String {
    format!("/search?place=municipality~{code}")
}

/// The hexagons of the region, each a link to what is near.
fn map(page: &Page, gazetteer: &Gazetteer) -> HexMap {
    let lang = page.lang();
    let hexes = territory::hexes(gazetteer).into_iter().map(|hexagon| {
        let name = hexagon.names.plain(lang).to_owned();
        let zones: Vec<String> =
            hexagon.parts.iter().map(|part| zone_name(gazetteer, Some(part.zone.as_str()), lang)).collect();
        Hex {
            q: hexagon.q,
            r: hexagon.r,
            title: format!("{name}, {}", zones.join(", ")),
            name,
            href: Some(place_href(&hexagon.municipality)),
            parts: hexagon
                .parts
                .iter()
                .map(|part| Part { fill: Fill::Tone(part.colour), mark: part.labels.plain(lang).to_owned() })
                .collect(),
            here: false,
        }
    });
    HexMap { name: page.tr("directory-map").to_string(), hexes: hexes.collect() }
}
