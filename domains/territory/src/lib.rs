//! Region, care zones, municipalities, neighbourhoods, streets: finding a place by its name and locating a point.

mod border;
mod fold;
mod gazetteer;
mod geography;
mod hexes;
mod import;
mod model;
mod pack;
mod records;

pub use border::Border;
pub use gazetteer::{Found, Gazetteer, Gazetteers, Located, Named, Place, PlaceKind, follow};
pub use geography::{BadZoneCode, Point, Precision, UnknownPrecision, ZoneCode};
pub use hexes::{HexPart, Hexagon, hexes};
pub use import::IMPORT;
pub use model::{
    Fact, HexCell, Municipality, Neighbourhood, NeighbourhoodKind, Part, PostalCode, Qualifier, Region, Sector, Source,
    Street, Zone,
};
pub use pack::{check, load};

use access::Rights;
use store::Migration;

/// The tables of the territory.
pub const MIGRATIONS: &[Migration] =
    &[Migration { name: "territory-0001-areas", sql: include_str!("../migrations/0001_territory.sql") }];

/// The class of every column of the territory.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// Who may change the territory.
pub const RIGHTS: &[Rights] =
    &[Rights { resource: "Territory", policies: include_str!("../rights/territory.cedar") }];
