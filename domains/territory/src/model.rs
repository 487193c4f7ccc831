//! The records of the territory, as the database and the pack have them.

use kernel::Text;
use serde::{Deserialize, Serialize};

use crate::border::Border;
use crate::{Point, ZoneCode};
use intake::Boundary;

/// The region.
#[derive(Clone, PartialEq, Debug)]
pub struct Region {
    /// Its code.
    pub code: String,
    /// Its full names.
    pub names: Text,
    /// What people call it.
    pub short_names: Text,
    /// The box that all of it lies in.
    pub boundary: Boundary,
}

/// A care zone.
#[derive(Clone, PartialEq, Debug)]
pub struct Zone {
    /// Its code.
    pub code: ZoneCode,
    /// Its full names: "Zorgzone Noord".
    pub names: Text,
    /// Its short names: "Noord".
    pub short_names: Text,
    /// One to three letters for maps.
    pub labels: Text,
    /// Its colour on maps, 1 to 8.
    pub colour: i64,
    /// Published facts about it.
    pub facts: Vec<Fact>,
}

/// A published fact about a care zone.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What is measured: `population`.
    pub measure: String,
    /// The year that it holds for, when the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i64>,
    /// How much.
    pub value: f64,
    /// Of what: `residents`, `km2`, `percent`.
    pub unit: String,
    /// How exact it is.
    pub qualifier: Qualifier,
    /// Where it stands.
    pub source: String,
}

/// What facts can be about; each has a text `territory-measure-…`.
pub(crate) const MEASURES: [&str; 11] = [
    "population",
    "area",
    "neighbourhoods",
    "local_contracts",
    "mean_age",
    "share_0_17",
    "share_18_64",
    "share_65_plus",
    "share_increased_reimbursement",
    "share_single_parent",
    "directory_services",
];

/// The units that facts come in; each has a text `territory-value-…`.
pub(crate) const UNITS: [&str; 7] = ["residents", "km2", "neighbourhoods", "contracts", "years", "percent", "services"];

/// How exact a published figure is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// As printed.
    Exact,
    /// The source says "more than".
    MoreThan,
    /// The source says "less than".
    LessThan,
}

/// A municipality.
#[derive(Clone, PartialEq, Debug)]
pub struct Municipality {
    /// Its official (NIS) code.
    pub code: String,
    /// Its names.
    pub names: Text,
    /// Other names that people use.
    pub aliases: Vec<String>,
    /// The care zones that it lies in.
    pub zones: Vec<ZoneCode>,
    /// Its postal codes.
    pub postal_codes: Vec<String>,
    /// Its place on the hexagon map.
    pub hexes: Vec<HexCell>,
}

/// A cell of the hexagon map: axial coordinates, `r` grows to the south, `q` to the east.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HexCell {
    /// Column.
    pub q: i32,
    /// Row.
    pub r: i32,
    /// The zone that it is coloured by when the municipality has no parts.
    pub zone: ZoneCode,
}

/// A part of a municipality that lies in several care zones.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// Its code.
    pub code: String,
    /// Its names.
    pub names: Text,
    /// Other names that people use.
    pub aliases: Vec<String>,
    /// The municipality.
    pub municipality: String,
    /// The one care zone that it lies in.
    pub zone: ZoneCode,
    /// The postal codes used in it.
    pub postal_codes: Vec<String>,
    /// Where it lies in the municipality's hexagon: `centre`, `n`, `ne` …
    pub corner: Option<String>,
    /// The name by which files of statistical sectors call it.
    pub division: Option<String>,
}

/// A postal code.
#[derive(Clone, PartialEq, Debug)]
pub struct PostalCode {
    /// The code.
    pub code: String,
    /// What the post calls it.
    pub names: Text,
    /// The municipalities that use it.
    pub municipalities: Vec<String>,
    /// The care zones that it lies in.
    pub zones: Vec<ZoneCode>,
}

/// What kind of neighbourhood it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeighbourhoodKind {
    /// The area of a local welfare and health contract; comes with the pack.
    LocalContract,
    /// A district of the statistical office; comes by import.
    MonitoringDistrict,
}

impl NeighbourhoodKind {
    /// The word for it in data.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LocalContract => "local_contract",
            Self::MonitoringDistrict => "monitoring_district",
        }
    }
}

/// A neighbourhood.
#[derive(Clone, PartialEq, Debug)]
pub struct Neighbourhood {
    /// Its code.
    pub code: String,
    /// Its names.
    pub names: Text,
    /// Its kind.
    pub kind: NeighbourhoodKind,
    /// The care zone, where it lies in exactly one.
    pub zone: Option<ZoneCode>,
}

/// A statistical sector: the smallest area, which decides the care zone of a point.
#[derive(Clone, PartialEq, Debug)]
pub struct Sector {
    /// Its code.
    pub code: String,
    /// Its names.
    pub names: Text,
    /// The municipality.
    pub municipality: String,
    /// The part of the municipality, where it has parts.
    pub part: Option<String>,
    /// The neighbourhood.
    pub neighbourhood: Option<String>,
    /// The care zone.
    pub zone: Option<ZoneCode>,
    /// How the zone was found, when it is not official.
    pub provenance: Option<String>,
    /// Its border.
    pub border: Border,
}

/// A street, in one municipality.
#[derive(Clone, PartialEq, Debug)]
pub struct Street {
    /// Its code, made of municipality and names.
    pub code: String,
    /// Its names.
    pub names: Text,
    /// The municipality, when known.
    pub municipality: Option<String>,
    /// A point on it, when known.
    pub point: Option<Point>,
}

/// A stop of public transport.
#[derive(Clone, PartialEq, Debug)]
pub struct Stop {
    /// Its code: its source, and the source's own code.
    pub code: String,
    /// What it is called.
    pub names: Text,
    /// The lines that stop there, as people call them; empty when nobody says.
    pub lines: Vec<String>,
    /// Where it is.
    pub point: Point,
    /// Who names it.
    pub source: String,
}

/// Where imported data come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// The kind of data: `territory.sector`.
    pub code: String,
    /// Who made them.
    pub name: String,
    /// Under which licence.
    pub licence: Option<String>,
    /// What they describe: a day, a year.
    pub as_of: Option<String>,
    /// When they were taken in.
    pub taken_in_at: kernel::Timestamp,
}
