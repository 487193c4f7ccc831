//! Places for programs and for fields that complete what is typed: `/api/v1/places`.

use axum::Json;
use house::Fixture;
use kernel::Lang;
use serde::Serialize;
use web::{Failure, Page, Query};

use crate::{Gazetteers, Place, PlaceKind, Precision, ZoneCode};

/// Places when the program does not say how many it wants.
const USUAL: u64 = 8;
/// The most places that one answer holds.
const MOST: usize = 20;
/// The longest beginning that is read, letters.
const LONGEST: usize = 200;

/// The answer.
#[derive(Serialize)]
pub(crate) struct Places {
    places: Vec<PlaceOut>,
}

/// A place as a program sees it.
#[derive(Serialize)]
struct PlaceOut {
    code: String,
    label: String,
    kind: PlaceKind,
    zone: Option<ZoneCode>,
    zones: Vec<ZoneCode>,
    municipality: Option<String>,
    neighbourhood: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    precision: Precision,
}

impl PlaceOut {
    fn of(place: Place, lang: Lang) -> Self {
        let plain = |named: Option<crate::Named>| named.map(|named| named.names.plain(lang).to_owned());
        Self {
            label: place.label.plain(lang).to_owned(),
            code: place.code,
            kind: place.kind,
            zone: place.zone,
            zones: place.zones,
            municipality: plain(place.municipality),
            neighbourhood: plain(place.neighbourhood),
            lat: place.point.map(|point| point.lat),
            lon: place.point.map(|point| point.lon),
            precision: place.precision,
        }
    }
}

/// `GET /api/v1/places?q=&lang=&limit=`: places that begin with, or are nearly, what was typed.
pub(crate) async fn places(
    page: Page,
    Fixture(gazetteers): Fixture<Gazetteers>,
    query: Query,
) -> Result<Json<Places>, Failure> {
    let begun = query.text("q", LONGEST)?;
    let most = usize::try_from(query.page(USUAL)?.limit).unwrap_or(MOST).min(MOST);
    let found = gazetteers.current().suggest(begun, most);
    Ok(Json(Places { places: found.into_iter().map(|place| PlaceOut::of(place, page.lang())).collect() }))
}
