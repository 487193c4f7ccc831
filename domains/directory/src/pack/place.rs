//! Where a service of the pack is: the organisation's address when it is known, else no more than the area allows.

use super::files::{AreaEntry, MunicipalityEntry};
use crate::{Area, Location, Origin, Precision};

/// The areas of an entry; the whole region makes every part of it superfluous.
pub(super) fn areas(area: &AreaEntry) -> Vec<Area> {
    if area.region {
        return vec![Area::Region];
    }
    let mut areas: Vec<Area> = area.zones.iter().cloned().map(Area::Zone).collect();
    areas.extend(area.municipalities.iter().cloned().map(Area::Municipality));
    areas.extend(area.postal_codes.iter().cloned().map(Area::PostalCode));
    areas.sort();
    areas.dedup();
    areas
}

/// A location that is known as an area only. A code that is not the only one of its sort says nothing and is left out.
pub(super) fn vague(
    origin: Origin,
    area: &AreaEntry,
    wanted: Precision,
    municipalities: &[MunicipalityEntry],
) -> Location {
    let only = |codes: &[String]| if let [code] = codes { Some(code.clone()) } else { None };
    let postal_code = only(&area.postal_codes).filter(|_| wanted <= Precision::PostalCode);
    let municipality = only(&area.municipalities).filter(|_| wanted <= Precision::Municipality);
    let of_municipality = municipality.as_ref().and_then(|code| zone_of(code, municipalities));
    let zone = of_municipality.or_else(|| only(&area.zones).filter(|_| wanted <= Precision::Zone));
    let precision = match (&postal_code, &municipality, &zone) {
        (Some(_), _, _) => Precision::PostalCode,
        (_, Some(_), _) => Precision::Municipality,
        (_, _, Some(_)) => Precision::Zone,
        _ => Precision::Region,
    };
    Location { postal_code, municipality, zone, precision, ..Location::new(origin) }
}

/// The zone of a municipality, when it lies in one only.
pub(super) fn zone_of(municipality: &str, municipalities: &[MunicipalityEntry]) -> Option<String> {
    let entry = municipalities.iter().find(|entry| entry.nis == municipality)?;
    if let [zone] = entry.zones.as_slice() { Some(zone.clone()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(codes: &[&str]) -> Vec<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    #[test]
    fn a_place_is_never_more_precise_than_what_is_known() {
        let municipalities = [
            MunicipalityEntry { nis: "21004".into(), zones: codes(&["CO", "N", "S"]) },
            MunicipalityEntry { nis: "21005".into(), zones: codes(&["SE"]) },
        ];
        let cases = [
            (&["21005"][..], &[][..], Precision::Municipality, Some("SE"), Precision::Municipality),
            (&["21004"], &[], Precision::Municipality, None, Precision::Municipality),
            (&["21004", "21005"], &["NE"], Precision::Zone, Some("NE"), Precision::Zone),
            (&["21004", "21005"], &[], Precision::Municipality, None, Precision::Region),
            (&["21005"], &[], Precision::Region, None, Precision::Region),
        ];
        for (within, zones, wanted, zone, precision) in cases {
            let area = AreaEntry { municipalities: codes(within), zones: codes(zones), ..AreaEntry::default() };
            let location = vague(Origin::new("pack", "x"), &area, wanted, &municipalities);
            assert_eq!((location.zone.as_deref(), location.precision), (zone, precision), "{within:?} {zones:?}");
        }
    }
}
