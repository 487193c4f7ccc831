//! The ground that the directory stands on: what lies in the region, and in which part of it.

use house::Pack;
use house::import::ImportFault;
use intake::Boundary;
use sea_orm::ConnectionTrait;
use serde::Deserialize;

use crate::Point;

/// What is known about the region's ground when a file is read.
pub(crate) struct Ground {
    boundary: Boundary,
}

#[derive(Deserialize)]
struct RegionFile {
    region: Region,
}

#[derive(Deserialize)]
struct Region {
    bounding_box: Box,
}

#[derive(Deserialize)]
struct Box {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
}

/// The parts of the territory that a point lies in, by code; absent where no borders say it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Parts {
    pub sector: Option<String>,
    pub neighbourhood: Option<String>,
    pub municipality: Option<String>,
    pub zone: Option<String>,
}

impl Ground {
    /// The ground of a pack.
    pub(crate) async fn of(pack: &Pack, _db: &impl ConnectionTrait) -> Result<Self, ImportFault> {
        let Box { south, north, west, east } = pack.read::<RegionFile>("region.toml")?.region.bounding_box;
        Ok(Self { boundary: Boundary { south, north, west, east } })
    }

    /// The parts that a point lies in, or why it lies outside: what is wrong and what to do.
    pub(crate) fn locate(&self, point: Point) -> Result<Parts, (String, String)> {
        self.boundary.check(point.lat, point.lon)?;
        Ok(Parts::default())
    }
}
