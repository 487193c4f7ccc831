//! The gazetteer: the whole territory in memory, to find a place by its name and to locate a point.

mod answer;
mod handle;
mod land;
mod middles;
mod names;
mod parts;
mod place;
mod question;
mod stops;
mod target;

use std::collections::HashSet;
use std::sync::Arc;

use kernel::{Lang, Text};
use sea_orm::{ConnectionTrait, DbErr};
use store::Tx;

use crate::border::Border;
use crate::fold::{key, words};
use crate::model::{Municipality, Neighbourhood, Part, PostalCode, Region, Sector, Source, Street, Zone};
use crate::records::{self, Outline};
use crate::{Point, ZoneCode};

pub use handle::{Gazetteers, follow};
pub use land::Located;
use names::Names;
use parts::Parts;
pub use place::{Found, Named, Place, PlaceKind};
pub use stops::NearStop;
use target::Target;

/// The whole territory in memory. Clones share it.
#[derive(Clone, Debug)]
pub struct Gazetteer(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    revision: i64,
    region: Option<Region>,
    zones: Vec<Zone>,
    municipalities: Vec<Municipality>,
    parts: Vec<Part>,
    postal_codes: Vec<PostalCode>,
    neighbourhoods: Vec<Neighbourhood>,
    streets: Vec<Street>,
    stops: stops::Stops,
    sources: Vec<Source>,
    land: land::Land,
    middles: middles::Middles,
    area_names: Names<Target>,
    street_names: Names<Target>,
    street_parts: Parts<Target>,
}

impl Gazetteer {
    /// Reads the territory.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        // Read first: what changes while the rest is read makes the next look read everything anew.
        let revision = records::revision(db).await?;
        let sectors: Vec<Sector> = records::all(db).await?;
        let outlines: Vec<Outline> = records::all(db).await?;
        let mut inner = Inner {
            revision,
            region: records::all(db).await?.into_iter().next(),
            zones: records::all(db).await?,
            municipalities: records::all(db).await?,
            parts: records::all(db).await?,
            postal_codes: records::all(db).await?,
            neighbourhoods: records::all(db).await?,
            streets: with_municipality_where_known(records::all(db).await?),
            stops: stops::Stops::new(records::all(db).await?),
            sources: records::all(db).await?,
            land: land::Land::new(sectors, outlines),
            middles: middles::Middles::default(),
            area_names: Names::new([]),
            street_names: Names::new([]),
            street_parts: Parts::new([]),
        };
        inner.index();
        Ok(Self(Arc::new(inner)))
    }

    /// The gazetteer as a unit of work sees the territory: the one that the house keeps, as long as the territory is at its revision,
    /// and else one that is read anew. Reading all borders and streets takes seconds, in which nobody else could write.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(tx: &Tx) -> Result<Self, DbErr> {
        if let Some(kept) = tx.kept::<Self>()
            && kept.revision() == records::revision(tx).await?
        {
            return Ok((*kept).clone());
        }
        Self::load(tx).await
    }

    /// The revision of the tables that it was read from.
    pub fn revision(&self) -> i64 {
        self.0.revision
    }

    /// The region; nothing before a region pack is loaded.
    pub fn region(&self) -> Option<&Region> {
        self.0.region.as_ref()
    }

    /// The care zones.
    pub fn zones(&self) -> &[Zone] {
        &self.0.zones
    }

    /// The care zone with a code.
    pub fn zone(&self, code: &ZoneCode) -> Option<&Zone> {
        self.0.zones.iter().find(|zone| zone.code == *code)
    }

    /// The municipalities.
    pub fn municipalities(&self) -> &[Municipality] {
        &self.0.municipalities
    }

    /// The municipality with an official code.
    pub fn municipality(&self, code: &str) -> Option<&Municipality> {
        self.0.municipalities.iter().find(|municipality| municipality.code == code)
    }

    /// What lies in a care zone, by name: municipalities as a whole, and the parts of those that lie in several.
    pub fn towns<'a>(&'a self, zone: &'a ZoneCode) -> impl Iterator<Item = &'a Text> {
        let whole = self.municipalities().iter().filter(move |it| it.zones.as_slice() == std::slice::from_ref(zone));
        let parts = self.parts().iter().filter(move |part| part.zone == *zone);
        whole.map(|it| &it.names).chain(parts.map(|part| &part.names))
    }

    /// The parts of municipalities that lie in several zones.
    pub fn parts(&self) -> &[Part] {
        &self.0.parts
    }

    /// The postal codes.
    pub fn postal_codes(&self) -> &[PostalCode] {
        &self.0.postal_codes
    }

    /// The postal code that is written so.
    pub fn postal_code(&self, code: &str) -> Option<&PostalCode> {
        self.0.postal_codes.iter().find(|postal| postal.code == code)
    }

    /// The neighbourhoods.
    pub fn neighbourhoods(&self) -> &[Neighbourhood] {
        &self.0.neighbourhoods
    }

    /// The neighbourhood with a code.
    pub fn neighbourhood(&self, code: &str) -> Option<&Neighbourhood> {
        self.0.neighbourhoods.iter().find(|neighbourhood| neighbourhood.code == code)
    }

    /// How many streets are known.
    pub fn streets(&self) -> usize {
        self.0.streets.len()
    }

    /// The statistical sectors; empty when none were imported.
    pub fn sectors(&self) -> &[Sector] {
        self.0.land.sectors()
    }

    /// Where imported data come from.
    pub fn sources(&self) -> &[Source] {
        &self.0.sources
    }

    /// The border of a municipality, when imported.
    pub fn municipality_border(&self, code: &str) -> Option<&Border> {
        self.0.land.outline("municipality", code)
    }

    /// The border of a care zone, drawn around its sectors when they were imported.
    pub fn zone_border(&self, code: &ZoneCode) -> Option<&Border> {
        self.0.land.outline("zone", code.as_str())
    }

    /// Points inside a care zone, longitude and latitude in degrees: one in each of its sectors; none without borders.
    pub fn inside_zone(&self, code: &ZoneCode) -> Arc<[(f64, f64)]> {
        self.0.middles.in_zone(code)
    }

    /// Points inside a municipality, as for a care zone.
    pub fn inside_municipality(&self, code: &str) -> Arc<[(f64, f64)]> {
        self.0.middles.in_municipality(code)
    }

    /// Finds a place by what somebody wrote: a street, a postal code, a municipality, a neighbourhood, a zone, in Dutch or
    /// French, or the `code` of a [`Place`]. A place that may lie in several zones is asked back, never guessed.
    pub fn find(&self, asked: &str, lang: Lang) -> Found {
        self.0.find(asked, lang)
    }

    /// Places that begin with, or are nearly, what somebody has written so far.
    pub fn suggest(&self, begun: &str, most: usize) -> Vec<Place> {
        self.0.suggest(begun, most)
    }

    /// Where a point lies; nothing outside every border that is loaded, or when none is.
    pub fn locate(&self, point: Point) -> Option<Located> {
        self.0.locate(point)
    }

    /// The stop of public transport nearest to a point, when one is near enough to walk to.
    pub fn stop_near(&self, point: Point) -> Option<NearStop> {
        self.0.stops.near(point)
    }

    /// Whether borders are loaded that tell where a point lies.
    pub fn has_borders(&self) -> bool {
        self.0.land.is_known()
    }
}

/// A street known only by name is left out where the same name is known with its municipality.
fn with_municipality_where_known(streets: Vec<Street>) -> Vec<Street> {
    let name = |street: &Street| -> String {
        let both = [Lang::Fr, Lang::Nl].map(|lang| street.names.get(lang).map_or("", |name| name.text.as_str()));
        key(&words(&both.join("|")))
    };
    let known: HashSet<String> = streets.iter().filter(|street| street.municipality.is_some()).map(name).collect();
    let keeps =
        |street: &Street| street.municipality.is_some() || street.point.is_some() || !known.contains(&name(street));
    streets.into_iter().filter(keeps).collect()
}

impl Inner {
    fn locate(&self, point: Point) -> Option<Located> {
        let mut located = self.land.locate(point)?;
        if located.zone.is_none() {
            let municipality = located.municipality.as_deref().and_then(|code| self.municipality(code));
            located.zone = municipality.and_then(|municipality| match municipality.zones.as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            });
        }
        Some(located)
    }

    fn municipality(&self, code: &str) -> Option<&Municipality> {
        self.municipalities.iter().find(|municipality| municipality.code == code)
    }

    /// Makes the indexes of names, and finds where names stand on a map.
    fn index(&mut self) {
        // Codes are sorted by the database, whose order of letters may be its own.
        self.streets.sort_by(|a, b| a.code.cmp(&b.code));
        self.middles = middles::Middles::new(&self.land, &self.zones, &self.municipalities);
        let mut areas: Vec<(&str, Target)> = Vec::new();
        if let Some(region) = &self.region {
            areas.extend(versions(&region.names).map(|name| (name, Target::Region)));
        }
        for (at, zone) in self.zones.iter().enumerate() {
            let names = versions(&zone.names).chain(versions(&zone.short_names));
            areas.extend(names.map(|name| (name, Target::Zone(at))));
        }
        for (at, municipality) in self.municipalities.iter().enumerate() {
            let aliases = municipality.aliases.iter().map(String::as_str);
            areas.extend(versions(&municipality.names).chain(aliases).map(|name| (name, Target::Municipality(at))));
        }
        for (at, part) in self.parts.iter().enumerate() {
            let aliases = part.aliases.iter().map(String::as_str);
            areas.extend(versions(&part.names).chain(aliases).map(|name| (name, Target::Part(at))));
        }
        for (at, postal) in self.postal_codes.iter().enumerate() {
            areas.extend(versions(&postal.names).map(|name| (name, Target::PostalCode(at))));
        }
        for (at, neighbourhood) in self.neighbourhoods.iter().enumerate() {
            areas.extend(versions(&neighbourhood.names).map(|name| (name, Target::Neighbourhood(at))));
        }
        let streets = || {
            let streets = self.streets.iter().enumerate();
            streets.flat_map(|(at, street)| versions(&street.names).map(move |name| (name, Target::Street(at))))
        };
        let (area_names, street_names, street_parts) =
            (Names::new(areas), Names::new(streets()), Parts::new(streets()));
        (self.area_names, self.street_names, self.street_parts) = (area_names, street_names, street_parts);
    }
}

fn versions(text: &Text) -> impl Iterator<Item = &str> {
    text.versions().map(|(_, translation)| translation.text.as_str())
}
