//! The front page: what do you need, where are you; themes; somebody to talk to; whom to call in danger.

use askama::Template;
use house::Fixture;
use territory::{Gazetteers, hex_map};
use web::{Answer, Markup, Page, view};

use crate::{Finder, FrontDesk};

use super::results::Asking;
use super::theme::{Door, sought};

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
    Fixture(finder): Fixture<Finder>,
    Fixture(gazetteers): Fixture<Gazetteers>,
    Fixture(desk): Fixture<FrontDesk>,
) -> Answer {
    let gazetteer = gazetteers.current();
    let mut towns: Vec<Town> = gazetteer
        .municipalities()
        .iter()
        .map(|town| Town {
            href: format!("/search?place=municipality~{}", town.code),
            name: town.names.plain(page.lang()).to_owned(),
        })
        .collect();
    towns.sort_by(|a, b| a.name.cmp(&b.name));
    view(&Front {
        asking: Asking::nothing(&gazetteer),
        map: hex_map(&gazetteer, page.lang(), page.tr("directory-map").to_string(), None).draw(),
        towns,
        doors: Door::all(&page, &sought(&finder), |theme| theme.door),
        desk,
        page,
    })
}
