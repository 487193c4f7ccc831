//! From a row to a record: what each kind of file must say, and what is refused.

use std::collections::{BTreeMap, HashMap};

use geo::{Geometry, MultiPolygon};
use house::import::ImportFault;
use intake::{Boundary, Fault, Mapped, Mapping, Place};
use kernel::Lang;
use sea_orm::DbErr;
use store::Tx;

use super::names::names;
use super::stops::Stops;
use crate::border::Border;
use crate::fold::{key, words};
use crate::model::{Municipality, Neighbourhood, NeighbourhoodKind, Part, Region, Sector, Street, Zone};
use crate::records::{self, Keeper, Outline, Tally};
use crate::{Gazetteer, Point, ZoneCode};

/// What the rows of a file are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Municipality,
    Sector,
    Neighbourhood,
    Street,
    Stop,
}

impl Kind {
    pub(super) fn of(mapping: &Mapping) -> Result<Self, Fault> {
        match mapping.kind.as_str() {
            "territory.municipality" => Ok(Self::Municipality),
            "territory.sector" => Ok(Self::Sector),
            "territory.neighbourhood" => Ok(Self::Neighbourhood),
            "territory.street" => Ok(Self::Street),
            "territory.stop" => Ok(Self::Stop),
            other => Err(Fault::end(
                Place::File,
                format!("the mapping's kind `{other}` is none of the territory"),
                "write territory.municipality, territory.sector, territory.neighbourhood, territory.street or territory.stop",
            )),
        }
    }
}

/// Rows on their way into the tables.
pub(super) struct Taking<'a> {
    kind: Kind,
    ground: Ground,
    sectors: Keeper<'a, Sector>,
    neighbourhoods: Keeper<'a, Neighbourhood>,
    streets: Keeper<'a, Street>,
    stops: Stops<'a>,
    outlines: Keeper<'a, Outline>,
    /// What became of neighbourhoods, each with its border.
    bordered: Tally,
    /// Where each code of this file stood first.
    seen: HashMap<String, Place>,
}

/// What the region pack has said: rows must agree with it.
pub(super) struct Ground {
    boundary: Boundary,
    zones: Vec<ZoneCode>,
    municipalities: BTreeMap<String, Municipality>,
    parts: Vec<Part>,
    gazetteer: Gazetteer,
}

pub(super) type Taken = Result<(), Fault>;

impl<'a> Taking<'a> {
    pub(super) async fn begin(tx: &'a Tx, kind: Kind, source: &str) -> Result<Self, ImportFault> {
        let region: Option<Region> = records::all(tx).await?.into_iter().next();
        let region = region.ok_or_else(|| {
            let message = "no region pack is loaded yet; run `relais region load DIR` first";
            ImportFault::Unusable(message.to_owned())
        })?;
        let municipalities: Vec<Municipality> = records::all(tx).await?;
        let zones: Vec<Zone> = records::all(tx).await?;
        let ground = Ground {
            boundary: region.boundary,
            zones: zones.into_iter().map(|zone| zone.code).collect(),
            municipalities: municipalities.into_iter().map(|it| (it.code.clone(), it)).collect(),
            parts: records::all(tx).await?,
            gazetteer: Gazetteer::of(tx).await?,
        };
        Ok(Self {
            kind,
            ground,
            sectors: Keeper::open(tx).await?,
            neighbourhoods: Keeper::open(tx).await?,
            streets: Keeper::open(tx).await?,
            stops: Stops::open(tx, source).await?,
            outlines: Keeper::open(tx).await?,
            bordered: Tally::default(),
            seen: HashMap::new(),
        })
    }

    /// Takes a row; the inner result says why not.
    pub(super) async fn take(&mut self, mapped: Mapped<'_>) -> Result<Taken, DbErr> {
        match self.kind {
            Kind::Municipality => self.municipality(mapped).await,
            Kind::Sector => self.sector(mapped).await,
            Kind::Neighbourhood => self.neighbourhood(mapped).await,
            Kind::Street => self.street(mapped).await,
            Kind::Stop => self.stops.take(&self.ground, mapped).await,
        }
    }

    /// What follows from all rows together.
    pub(super) async fn finish(mut self) -> Result<Tally, DbErr> {
        if self.kind == Kind::Sector && self.sectors.tally.wrote() {
            for zone in self.ground.zones.clone() {
                let sectors = self.sectors.iter().filter(|sector| sector.zone.as_ref() == Some(&zone));
                let border = Border::around(sectors.map(|sector| &sector.border));
                self.outlines.put(Outline { code: format!("zone:{zone}"), border }).await?;
            }
        }
        Ok(match self.kind {
            Kind::Municipality => self.outlines.tally,
            Kind::Sector => self.sectors.tally,
            Kind::Neighbourhood => self.bordered,
            Kind::Street => self.streets.tally,
            Kind::Stop => self.stops.finish().await?,
        })
    }

    async fn municipality(&mut self, mapped: Mapped<'_>) -> Result<Taken, DbErr> {
        let read = |taking: &mut Self| {
            let code = mapped.required("nis")?.into_owned();
            taking.ground.known_municipality(&mapped, &code)?;
            let border = taking.ground.border(&mapped)?;
            taking.once(&mapped, &code)?;
            Ok(Outline { code: format!("municipality:{code}"), border })
        };
        match read(self) {
            Ok(outline) => self.outlines.put(outline).await.map(|_| Ok(())),
            Err(fault) => Ok(Err(fault)),
        }
    }

    async fn sector(&mut self, mapped: Mapped<'_>) -> Result<Taken, DbErr> {
        let read = |taking: &mut Self| {
            let sector = taking.ground.sector(&mapped)?;
            taking.once(&mapped, &sector.code)?;
            Ok(sector)
        };
        match read(self) {
            Ok(sector) => self.sectors.put(sector).await.map(|_| Ok(())),
            Err(fault) => Ok(Err(fault)),
        }
    }

    async fn neighbourhood(&mut self, mapped: Mapped<'_>) -> Result<Taken, DbErr> {
        let read = |taking: &mut Self| {
            let code = mapped.required("code")?.into_owned();
            let names = names(&mapped)?;
            let zone = taking.ground.zone(&mapped)?;
            let border = taking.ground.border(&mapped)?;
            if taking.neighbourhoods.get(&code).is_some_and(|it| it.kind != NeighbourhoodKind::MonitoringDistrict) {
                let message = format!("the code `{code}` is that of a neighbourhood of the region pack");
                return Err(mapped.row.fault(message, "give it another code"));
            }
            taking.once(&mapped, &code)?;
            let outline = Outline { code: format!("neighbourhood:{code}"), border };
            Ok((Neighbourhood { code, names, kind: NeighbourhoodKind::MonitoringDistrict, zone }, outline))
        };
        match read(self) {
            Ok((neighbourhood, outline)) => {
                let named = self.neighbourhoods.put(neighbourhood).await?;
                self.bordered.count(named.with(self.outlines.put(outline).await?));
                Ok(Ok(()))
            }
            Err(fault) => Ok(Err(fault)),
        }
    }

    async fn street(&mut self, mapped: Mapped<'_>) -> Result<Taken, DbErr> {
        let read = |taking: &mut Self| {
            let mut street = taking.ground.street(&mapped)?;
            taking.once(&mapped, &street.code)?;
            // A file without points must not forget those of another.
            let known = taking.streets.get(&street.code).and_then(|street| street.point);
            street.point = street.point.or(known);
            Ok(street)
        };
        match read(self) {
            Ok(street) => self.streets.put(street).await.map(|_| Ok(())),
            Err(fault) => Ok(Err(fault)),
        }
    }

    /// Refuses a code that this file had before.
    fn once(&mut self, mapped: &Mapped<'_>, code: &str) -> Taken {
        match self.seen.get(code) {
            Some(first) => {
                let message = format!("`{code}` stood already in {first}, which was kept");
                Err(mapped.row.fault(message, "remove one of the two"))
            }
            None => {
                self.seen.insert(code.to_owned(), mapped.row.place.clone());
                Ok(())
            }
        }
    }
}

impl Ground {
    fn known_municipality(&self, mapped: &Mapped<'_>, code: &str) -> Result<&Municipality, Fault> {
        self.municipalities.get(code).ok_or_else(|| {
            let message = format!("there is no municipality `{code}` in the region");
            mapped.row.fault(message, "correct the code, or add it to municipalities.toml of the region pack")
        })
    }

    /// The care zone that a row names; nothing when it names none.
    fn zone(&self, mapped: &Mapped<'_>) -> Result<Option<ZoneCode>, Fault> {
        if let Some(fault) = mapped.unlisted().into_iter().find(|fault| fault.message.ends_with("`zone`")) {
            return Err(fault);
        }
        let Some(code) = mapped.get("zone") else { return Ok(None) };
        let found = self.zones.iter().find(|zone| zone.as_str() == code).cloned();
        found.map(Some).ok_or_else(|| {
            let shown: String = code.chars().take(40).collect();
            let known: Vec<&str> = self.zones.iter().map(ZoneCode::as_str).collect();
            mapped.row.fault(format!("there is no care zone `{shown}`"), format!("write one of {}", known.join(", ")))
        })
    }

    /// The border of a row, all of it inside the region's box.
    fn border(&self, mapped: &Mapped<'_>) -> Result<Border, Fault> {
        let shape = match mapped.row.geometry()? {
            Some(Geometry::Polygon(polygon)) => MultiPolygon(vec![polygon]),
            Some(Geometry::MultiPolygon(shape)) => shape,
            Some(_) => return Err(mapped.row.fault("its geometry is no area", "give a Polygon or a MultiPolygon")),
            None => return Err(mapped.row.fault("it has no border", "use a GeoJSON file with geometries")),
        };
        let border = Border::new(&shape);
        let outside = border.corners().find_map(|at| self.boundary.check(at.lat, at.lon).err());
        match outside {
            Some((message, remedy)) => Err(mapped.row.fault(message, remedy)),
            None => Ok(border),
        }
    }

    fn sector(&self, mapped: &Mapped<'_>) -> Result<Sector, Fault> {
        let code = mapped.required("code")?.into_owned();
        let municipality = self.known_municipality(mapped, &mapped.required("municipality")?)?;
        let division = mapped.get("sub_municipality");
        let part = self.parts.iter().find(|part| {
            part.municipality == municipality.code
                && part.division.is_some()
                && part.division.as_deref() == division.as_deref()
        });
        let (zone, provenance) = match (self.zone(mapped)?, part, municipality.zones.as_slice()) {
            (Some(zone), ..) => (Some(zone), mapped.get("provenance").map(std::borrow::Cow::into_owned)),
            (None, Some(part), _) => (Some(part.zone.clone()), Some("derived_from_sub_municipality".to_owned())),
            (None, None, [only]) => (Some(only.clone()), Some("derived_from_municipality".to_owned())),
            (None, None, _) => (None, None),
        };
        Ok(Sector {
            // Woods and railway yards have no name.
            names: names(mapped).unwrap_or_default(),
            municipality: municipality.code.clone(),
            part: part.map(|part| part.code.clone()),
            neighbourhood: mapped.get("neighbourhood").map(std::borrow::Cow::into_owned),
            zone,
            provenance,
            border: self.border(mapped)?,
            code,
        })
    }

    fn street(&self, mapped: &Mapped<'_>) -> Result<Street, Fault> {
        let names = names(mapped)?;
        let point = self.point(mapped)?;
        let mut municipality = match mapped.get("municipality") {
            Some(code) => Some(self.known_municipality(mapped, &code)?.code.clone()),
            None => None,
        };
        if let Some(point) = point.filter(|_| self.gazetteer.has_borders()) {
            let located = self.gazetteer.locate(point).ok_or_else(|| {
                let message =
                    format!("latitude {}, longitude {} lies outside the region's borders", point.lat, point.lon);
                mapped.row.fault(message, "leave the street out, or correct the point")
            })?;
            municipality = municipality.or(located.municipality);
        }
        let mut spellings: Vec<String> = [Lang::Fr, Lang::Nl, Lang::En]
            .into_iter()
            .filter_map(|lang| names.get(lang).map(|name| key(&words(&name.text))))
            .collect();
        spellings.dedup();
        let code = format!("{}~{}", municipality.as_deref().unwrap_or("0"), spellings.join("~"));
        Ok(Street { code, names, municipality, point })
    }

    /// Whether a point lies in the box that all of the region lies in.
    pub(super) fn is_near(&self, point: Point) -> bool {
        self.boundary.check(point.lat, point.lon).is_ok()
    }

    fn point(&self, mapped: &Mapped<'_>) -> Result<Option<Point>, Fault> {
        let point = match (mapped.number("latitude")?, mapped.number("longitude")?, mapped.row.geometry()?) {
            (Some(lat), Some(lon), _) => Point { lat, lon },
            (None, None, Some(Geometry::Point(at))) => Point { lat: at.y(), lon: at.x() },
            (None, None, _) => return Ok(None),
            _ => return Err(mapped.row.fault("it has only half a point", "give latitude and longitude, or neither")),
        };
        match self.boundary.check(point.lat, point.lon) {
            Ok(()) => Ok(Some(point)),
            Err((message, remedy)) => Err(mapped.row.fault(message, remedy)),
        }
    }
}
