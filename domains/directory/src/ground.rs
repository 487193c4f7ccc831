//! The ground that the directory stands on: what lies in the region, and in which part of it.

use house::import::ImportFault;
use intake::Boundary;
use kernel::{Lang, Text, Translation};
use store::Tx;
use territory::{Found, Gazetteer, PlaceKind, Point};

use crate::Area;

/// Words longer than this are a description, not the name of a place; letters.
const LONGEST_PLACE: usize = 100;

/// What is known about the region's ground when a file is read.
pub(crate) struct Ground(Gazetteer, Boundary);

/// The parts of the territory that a point lies in, by code; absent where no borders say it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Parts {
    pub sector: Option<String>,
    pub neighbourhood: Option<String>,
    pub municipality: Option<String>,
    pub zone: Option<String>,
}

impl Parts {
    /// Whether nothing says where it is.
    pub(crate) fn is_nowhere(&self) -> bool {
        *self == Self::default()
    }
}

impl Ground {
    /// The territory as the unit of work sees it.
    ///
    /// # Errors
    /// When no region is loaded, or the database cannot be read.
    pub(crate) async fn of(tx: &Tx) -> Result<Self, ImportFault> {
        let gazetteer = Gazetteer::of(tx).await?;
        let boundary = gazetteer.region().map(|region| region.boundary);
        let missing = "no region is loaded; run `relais region load` first";
        boundary.map(|boundary| Self(gazetteer, boundary)).ok_or_else(|| ImportFault::Unusable(missing.to_owned()))
    }

    /// What a postal code alone says: only what is the same all over it.
    pub(crate) fn of_postal_code(&self, code: &str) -> Parts {
        let Some(postal) = self.0.postal_code(code) else { return Parts::default() };
        let municipality = if let [only] = postal.municipalities.as_slice() { Some(only.clone()) } else { None };
        let zone = if let [only] = postal.zones.as_slice() { Some(only.to_string()) } else { None };
        Parts { municipality, zone, ..Parts::default() }
    }

    /// Whether words are what the region is called, in each of their languages.
    pub(crate) fn is_region(&self, names: &Text) -> bool {
        let ours = self.0.region().map(|region| &region.short_names);
        let is_same = |(lang, name): (Lang, &Translation)| {
            ours.and_then(|ours| ours.get(lang)).is_some_and(|ours| ours.text == name.text)
        };
        names.versions().all(is_same)
    }

    /// The code of a municipality and of a care zone that somebody else names, where they are some of ours.
    pub(crate) fn named(&self, municipality: Option<&str>, zone: Option<&str>) -> Parts {
        let municipality = municipality.and_then(|code| self.0.municipality(code)).map(|it| it.code.clone());
        let zone = self.0.zones().iter().find(|it| zone == Some(it.code.as_str())).map(|it| it.code.to_string());
        Parts { municipality, zone, ..Parts::default() }
    }

    /// What a postal code says against where a point lies, or against there being such a code at all: a sentence with its remedy. What
    /// lists take for granted nobody else can decide.
    pub(crate) fn doubt(&self, postal_code: Option<&str>, located: &Parts) -> Option<String> {
        let Self(gazetteer, _) = self;
        let code = postal_code.filter(|_| !gazetteer.postal_codes().is_empty())?;
        let Some(postal) = gazetteer.postal_code(code) else {
            let shown: String = code.chars().take(20).collect();
            return Some(format!("there is no postal code `{shown}` in the region; correct it, or leave it out"));
        };
        let here = located.municipality.as_ref()?;
        if postal.municipalities.is_empty() || postal.municipalities.contains(here) {
            return None;
        }
        let called = |code: &String| {
            gazetteer.municipality(code).map_or_else(|| code.clone(), |town| town.names.plain(Lang::En).to_owned())
        };
        let there: Vec<String> = postal.municipalities.iter().map(called).collect();
        Some(format!(
            "its point lies in `{}`, its postal code {code} is one of `{}`; correct the one that is wrong",
            called(here),
            there.join(", ")
        ))
    }

    /// Whether something that lies in the box around the region lies in the region itself for certain: borders say so,
    /// or its postal code does.
    pub(crate) fn is_certain(&self, postal_code: Option<&str>) -> bool {
        self.0.has_borders() || postal_code.is_some_and(|code| self.0.postal_code(code).is_some())
    }

    /// Whether something without a point may lie in the region: no postal code says otherwise.
    pub(crate) fn may_be_here(&self, postal_code: Option<&str>) -> bool {
        postal_code.is_none_or(|code| self.0.postal_codes().is_empty() || self.0.postal_code(code).is_some())
    }

    /// The part of the territory that words name exactly: a code of ours, or the name of the region, a zone, a municipality, or a
    /// postal code.
    pub(crate) fn area(&self, words: &str, lang: Lang) -> Option<Area> {
        if words.chars().count() > LONGEST_PLACE {
            return None;
        }
        if let Ok(area) = words.parse::<Area>() {
            return Some(area);
        }
        let found = self.0.find(words, lang);
        let place = match &found {
            Found::One(place) => place,
            Found::Several { within: Some(place), .. } => place,
            Found::Several { .. } | Found::Nothing { .. } => return None,
        };
        match place.kind {
            PlaceKind::Region => Some(Area::Region),
            PlaceKind::Zone => place.zone.as_ref().map(|code| Area::Zone(code.to_string())),
            PlaceKind::Municipality => place.municipality.as_ref().map(|named| Area::Municipality(named.code.clone())),
            PlaceKind::PostalCode => place.code.split('~').nth(1).map(|code| Area::PostalCode(code.to_owned())),
            PlaceKind::Part | PlaceKind::Neighbourhood | PlaceKind::Street => None,
        }
    }

    /// The parts that a point lies in, or why it lies outside: what is wrong and what to do.
    pub(crate) fn locate(&self, point: Point) -> Result<Parts, (String, String)> {
        let Self(gazetteer, boundary) = self;
        boundary.check(point.lat, point.lon)?;
        match gazetteer.locate(point) {
            Some(found) => Ok(Parts {
                sector: found.sector,
                neighbourhood: found.neighbourhood,
                municipality: found.municipality,
                zone: found.zone.map(|zone| zone.to_string()),
            }),
            None if gazetteer.has_borders() => {
                let message =
                    format!("latitude {}, longitude {} lies outside the borders of the region", point.lat, point.lon);
                Err((message, "correct the coordinates, or leave the row out".to_owned()))
            }
            None => Ok(Parts::default()),
        }
    }
}
