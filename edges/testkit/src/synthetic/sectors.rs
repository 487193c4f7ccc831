//! Sectors as an official file gives them: where synthetic services lie.

use serde::Deserialize;
use serde_json::Value;

use super::chance::Chance;

/// Points tried inside the frame of a border before its first corner is taken.
const TRIES: usize = 200;

/// A statistical sector.
#[derive(Clone, PartialEq, Debug)]
pub struct Sector {
    /// Its official code.
    pub code: String,
    /// The NIS code of its municipality.
    pub municipality: String,
    /// The care zone it lies in.
    pub zone: String,
    /// Its outer border as longitude and latitude; of several parts the one with the most corners.
    border: Vec<[f64; 2]>,
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    cd_sector: String,
    nis: String,
    basin: String,
}

#[derive(Deserialize)]
struct Geometry {
    coordinates: Value,
}

/// The sectors of a GeoJSON file with the properties `cd_sector`, `nis` and `basin`.
///
/// # Panics
/// When the file is not one.
pub fn sectors(text: &str) -> Vec<Sector> {
    let collection: Collection = serde_json::from_str(text).expect("a file of sectors");
    let sector = |feature: Feature| {
        let mut borders = Vec::new();
        collect(&feature.geometry.coordinates, &mut borders);
        let border = borders.into_iter().max_by_key(Vec::len).expect("a sector has a border");
        let Properties { cd_sector, nis, basin } = feature.properties;
        Sector { code: cd_sector, municipality: nis, zone: basin, border }
    };
    collection.features.into_iter().map(sector).collect()
}

/// The rings of a polygon or of several, however deep they stand.
fn collect(coordinates: &Value, rings: &mut Vec<Vec<[f64; 2]>>) {
    if let Ok(ring) = serde_json::from_value::<Vec<[f64; 2]>>(coordinates.clone()) {
        rings.push(ring);
    } else {
        coordinates.as_array().into_iter().flatten().for_each(|inner| collect(inner, rings));
    }
}

impl Sector {
    /// A point inside, as longitude and latitude with six decimals.
    pub(super) fn point(&self, chance: &mut Chance) -> [f64; 2] {
        let least = |axis: usize| self.border.iter().map(|corner| corner[axis]).fold(f64::INFINITY, f64::min);
        let most = |axis: usize| self.border.iter().map(|corner| corner[axis]).fold(f64::NEG_INFINITY, f64::max);
        let (from, to) = ([least(0), least(1)], [most(0), most(1)]);
        // Rounded before the test: a point beside the border must not be rounded across it when it is written down.
        let mut draw = |axis: usize| round(from[axis] + (to[axis] - from[axis]) * chance.fraction());
        for _ in 0..TRIES {
            let point = [draw(0), draw(1)];
            if self.holds(point) {
                return point;
            }
        }
        self.border[0]
    }

    /// Whether a ray from the point crosses the border an odd number of times.
    fn holds(&self, [x, y]: [f64; 2]) -> bool {
        let pairs = self.border.iter().zip(self.border.iter().cycle().skip(1));
        let crossed =
            pairs.filter(|([x1, y1], [x2, y2])| (*y1 > y) != (*y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1);
        crossed.count() % 2 == 1
    }
}

/// To six decimals, a tenth of a metre: as files of services write degrees.
fn round(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}
