//! Places to choose from: several are called so, nearly so, or a place lies in several care zones.

use territory::{Found, Gazetteer, Place, PlaceKind};
use web::{Page, Query};

use crate::asking::Asked;
use crate::showing::{zone, zone_name};

/// Towns that a care zone is known by.
const TOWNS_NAMED: usize = 6;

/// Places to choose from.
pub(crate) struct Choices {
    /// Whether it is one of these for certain; else they are only called nearly so.
    pub known: bool,
    /// Whether what lies in one of their care zones is shown first meanwhile.
    pub zones_first: bool,
    pub typed: String,
    pub places: Vec<Choice>,
}

/// One of them: what it is called, and what tells it from the others.
pub(crate) struct Choice {
    pub href: String,
    pub label: String,
    pub detail: String,
    pub tone: String,
}

impl Choices {
    /// The places that somebody must choose from; nothing when there is one, or none was asked for.
    pub(crate) fn of(page: &Page, gazetteer: &Gazetteer, query: &Query, asked: &Asked) -> Option<Self> {
        let found = asked.found().filter(|found| found.one().is_none())?;
        let parted = matches!(found, Found::Several { within: Some(_), .. });
        let choice = |place: &Place| Choice {
            href: query.anew("place", &place.code),
            label: label(page, place, parted),
            detail: detail(page, gazetteer, place),
            tone: tone(gazetteer, place),
        };
        let places = found.choices().iter().map(choice).collect();
        let known = matches!(found, Found::Several { .. });
        let zones_first = asked.whereabouts().is_some_and(|near| !near.possible.is_empty());
        Some(Self { known, zones_first, typed: asked.shown(page.lang()).to_owned(), places })
    }
}

/// What a choice is called; the whole beside its parts says that it is the whole.
fn label(page: &Page, place: &Place, parted: bool) -> String {
    let name = place.label.plain(page.lang());
    match place.kind {
        PlaceKind::Region => page.tr("directory-choice-region").arg("place", name).to_string(),
        PlaceKind::Street => name.to_owned(),
        _ if parted && place.zone.is_none() => page.tr("directory-choice-whole").arg("place", name).to_string(),
        _ => name.to_owned(),
    }
}

/// The care zone that a choice lies in; what lies in it, when it is a care zone itself.
fn detail(page: &Page, gazetteer: &Gazetteer, place: &Place) -> String {
    let Some(code) = &place.zone else { return String::new() };
    if place.kind != PlaceKind::Zone {
        return zone_name(gazetteer, Some(code.as_str()), page.lang());
    }
    let towns: Vec<&str> = gazetteer.towns(code).map(|names| names.plain(page.lang())).collect();
    let more = if towns.len() > TOWNS_NAMED { " …" } else { "" };
    format!("{}{more}", towns[..towns.len().min(TOWNS_NAMED)].join(", "))
}

fn tone(gazetteer: &Gazetteer, place: &Place) -> String {
    let zone = place.zone.as_ref().and_then(|code| zone(gazetteer, code.as_str()));
    zone.map_or_else(String::new, |zone| format!("tone{}", zone.colour))
}
