//! Points inside zones and municipalities, for a map to write their names at.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::land::Land;
use crate::ZoneCode;
use crate::border::Border;
use crate::model::{Municipality, Sector, Zone};

/// Longitude and latitude in degrees.
type Points = Arc<[(f64, f64)]>;

/// Found once, when the territory is read: a map is drawn for every page of results.
#[derive(Debug, Default)]
pub(super) struct Middles {
    zones: BTreeMap<ZoneCode, Points>,
    municipalities: BTreeMap<String, Points>,
}

impl Middles {
    /// One point in each sector; where there are none, one in the whole.
    pub(super) fn new(land: &Land, zones: &[Zone], municipalities: &[Municipality]) -> Self {
        let points = |border: Option<&Border>, is_in: &dyn Fn(&Sector) -> bool| -> Points {
            let sectors = land.sectors().iter().filter(|sector| is_in(sector)).map(|sector| &sector.border);
            let found: Vec<(f64, f64)> = sectors.filter_map(inside).collect();
            if found.is_empty() { border.and_then(inside).into_iter().collect() } else { found.into() }
        };
        let zones = zones.iter().map(|Zone { code, .. }| {
            let border = land.outline("zone", code.as_str());
            (code.clone(), points(border, &|sector| sector.zone.as_ref() == Some(code)))
        });
        let municipalities = municipalities.iter().map(|Municipality { code, .. }| {
            let border = land.outline("municipality", code);
            (code.clone(), points(border, &|sector| sector.municipality == *code))
        });
        Self { zones: zones.collect(), municipalities: municipalities.collect() }
    }

    pub(super) fn in_zone(&self, code: &ZoneCode) -> Points {
        self.zones.get(code).cloned().unwrap_or_default()
    }

    pub(super) fn in_municipality(&self, code: &str) -> Points {
        self.municipalities.get(code).cloned().unwrap_or_default()
    }
}

fn inside(border: &Border) -> Option<(f64, f64)> {
    border.inside().map(|at| (at.lon, at.lat))
}
