//! What a name stands for, and the place that it makes.

use kernel::Text;

use super::place::joined;
use super::{Inner, Located, Named, Place, PlaceKind};
use crate::model::{Neighbourhood, Part, Street};
use crate::{Precision, ZoneCode};

/// A thing of the territory, by its number in its list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Target {
    Region,
    Zone(usize),
    Municipality(usize),
    Part(usize),
    PostalCode(usize),
    Neighbourhood(usize),
    Street(usize),
}

impl Inner {
    /// The thing that the code of a place names.
    pub(super) fn by_code(&self, code: &str) -> Option<Target> {
        let (kind, rest) = code.split_once('~')?;
        match kind {
            "region" => self.region.as_ref().filter(|region| region.code == rest).map(|_| Target::Region),
            "zone" => position(&self.zones, |zone| zone.code.as_str() == rest).map(Target::Zone),
            "municipality" => position(&self.municipalities, |it| it.code == rest).map(Target::Municipality),
            "part" => position(&self.parts, |part| part.code == rest).map(Target::Part),
            "postal" => position(&self.postal_codes, |postal| postal.code == rest).map(Target::PostalCode),
            "neighbourhood" => position(&self.neighbourhoods, |it| it.code == rest).map(Target::Neighbourhood),
            "street" => self.streets.binary_search_by(|it| it.code.as_str().cmp(rest)).ok().map(Target::Street),
            _ => None,
        }
    }

    /// The place that a thing is; nothing for a number that is in no list.
    pub(super) fn place(&self, target: Target) -> Option<Place> {
        match target {
            Target::Region => {
                let region = self.region.as_ref()?;
                let code = format!("region~{}", region.code);
                Some(self.area(PlaceKind::Region, code, region.short_names.clone(), self.every_zone()))
            }
            Target::Zone(at) => {
                let zone = self.zones.get(at)?;
                let code = format!("zone~{}", zone.code);
                Some(self.area(PlaceKind::Zone, code, zone.names.clone(), vec![zone.code.clone()]))
            }
            Target::Municipality(at) => {
                let it = self.municipalities.get(at)?;
                let code = format!("municipality~{}", it.code);
                let place = self.area(PlaceKind::Municipality, code, it.names.clone(), it.zones.clone());
                Some(Place { municipality: self.named_municipality(&it.code), ..place })
            }
            Target::Part(at) => self.parts.get(at).map(|part| self.part(part)),
            Target::PostalCode(at) => {
                let postal = self.postal_codes.get(at)?;
                let label = joined(&Text::same_everywhere(&postal.code), " ", &postal.names);
                let place =
                    self.area(PlaceKind::PostalCode, format!("postal~{}", postal.code), label, postal.zones.clone());
                let municipality = match postal.municipalities.as_slice() {
                    [only] => self.named_municipality(only),
                    _ => None,
                };
                Some(Place { municipality, ..place })
            }
            Target::Neighbourhood(at) => self.neighbourhoods.get(at).map(|it| self.neighbourhood(it)),
            Target::Street(at) => self.streets.get(at).map(|street| self.street(street)),
        }
    }

    fn area(&self, kind: PlaceKind, code: String, label: Text, zones: Vec<ZoneCode>) -> Place {
        let precision = match kind {
            PlaceKind::Region => Precision::Region,
            PlaceKind::Zone => Precision::Zone,
            PlaceKind::PostalCode => Precision::PostalCode,
            PlaceKind::Street => Precision::Street,
            PlaceKind::Municipality | PlaceKind::Part | PlaceKind::Neighbourhood => Precision::Municipality,
        };
        let zone = only(&zones);
        Place { label, kind, code, zones, zone, municipality: None, neighbourhood: None, point: None, precision }
    }

    fn part(&self, part: &Part) -> Place {
        let municipality = self.named_municipality(&part.municipality);
        let label = municipality.as_ref().map_or_else(|| part.names.clone(), |it| joined(&part.names, ", ", &it.names));
        let place = self.area(PlaceKind::Part, format!("part~{}", part.code), label, vec![part.zone.clone()]);
        Place { municipality, ..place }
    }

    fn neighbourhood(&self, it: &Neighbourhood) -> Place {
        let sectors = || self.land.sectors().iter().filter(|sector| sector.neighbourhood.as_deref() == Some(&it.code));
        let mut zones: Vec<ZoneCode> = match &it.zone {
            Some(zone) => vec![zone.clone()],
            None => sectors().filter_map(|sector| sector.zone.clone()).collect(),
        };
        zones.sort();
        zones.dedup();
        if zones.is_empty() {
            zones = self.every_zone();
        }
        let mut municipalities: Vec<&str> = sectors().map(|sector| sector.municipality.as_str()).collect();
        municipalities.dedup();
        let municipality = match municipalities.as_slice() {
            [only] => self.named_municipality(only),
            _ => None,
        };
        let place = self.area(PlaceKind::Neighbourhood, format!("neighbourhood~{}", it.code), it.names.clone(), zones);
        let neighbourhood = Some(Named { code: it.code.clone(), names: it.names.clone() });
        Place { municipality, neighbourhood, ..place }
    }

    /// A street is where its point lies; without a point, somewhere in its municipality.
    fn street(&self, street: &Street) -> Place {
        let located = street.point.and_then(|point| self.locate(point)).unwrap_or_default();
        let Located { neighbourhood, municipality, zone, .. } = located;
        let municipality = street.municipality.clone().or(municipality);
        let municipality = municipality.and_then(|code| self.municipality(&code));
        let zones = match (&zone, municipality) {
            (Some(zone), _) => vec![zone.clone()],
            (None, Some(municipality)) => municipality.zones.clone(),
            (None, None) => self.every_zone(),
        };
        let label = municipality.map_or_else(|| street.names.clone(), |it| joined(&street.names, ", ", &it.names));
        let neighbourhood = neighbourhood.and_then(|code| self.neighbourhoods.iter().find(|it| it.code == code));
        Place {
            municipality: municipality.map(|it| Named { code: it.code.clone(), names: it.names.clone() }),
            neighbourhood: neighbourhood.map(|it| Named { code: it.code.clone(), names: it.names.clone() }),
            point: street.point,
            ..self.area(PlaceKind::Street, format!("street~{}", street.code), label, zones)
        }
    }

    fn named_municipality(&self, code: &str) -> Option<Named> {
        self.municipality(code).map(|it| Named { code: it.code.clone(), names: it.names.clone() })
    }

    fn every_zone(&self) -> Vec<ZoneCode> {
        self.zones.iter().map(|zone| zone.code.clone()).collect()
    }
}

fn only(zones: &[ZoneCode]) -> Option<ZoneCode> {
    match zones {
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn position<T>(list: &[T], is_it: impl Fn(&T) -> bool) -> Option<usize> {
    list.iter().position(is_it)
}
