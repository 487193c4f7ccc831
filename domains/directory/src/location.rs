//! Locations: where help is, as precisely as it is known.

pub mod records;

use kernel::Text;
use serde::{Deserialize, Serialize};

use crate::Origin;

kernel::typed_id! {
    /// The id of a location; follows from its origin.
    pub struct LocationId;
}

/// How precisely a place is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The house.
    Address,
    /// The street.
    Street,
    /// The postal code.
    PostalCode,
    /// The municipality.
    Municipality,
    /// The care zone.
    Zone,
    /// Only that it is in the region.
    Region,
}

crate::words! { Precision {
    Address = "address", Street = "street", PostalCode = "postal_code",
    Municipality = "municipality", Zone = "zone", Region = "region",
} }

/// A point on the earth, WGS84.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Point {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

impl Point {
    /// Metres to another point, as the crow flies.
    pub fn metres_to(self, other: Self) -> f64 {
        const EARTH: f64 = 6_371_009.0;
        let (from, to) = (self.lat.to_radians(), other.lat.to_radians());
        let (north, east) = ((to - from) / 2.0, (other.lon - self.lon).to_radians() / 2.0);
        let haversine = north.sin().powi(2) + from.cos() * to.cos() * east.sin().powi(2);
        2.0 * EARTH * haversine.sqrt().min(1.0).asin()
    }
}

/// A location.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Location {
    /// Its id.
    pub id: LocationId,
    /// Where it comes from.
    pub origin: Origin,
    /// The street.
    pub street: Text,
    /// The number in the street.
    pub house_number: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The municipality, by code.
    pub municipality: Option<String>,
    /// The care zone, by code; absent when the place may lie in several.
    pub zone: Option<String>,
    /// The statistical sector, by code.
    pub sector: Option<String>,
    /// The neighbourhood, by code.
    pub neighbourhood: Option<String>,
    /// The point.
    pub point: Option<Point>,
    /// How precisely all this is known.
    pub precision: Precision,
}

impl LocationId {
    /// The id of the location of an origin.
    pub fn of(origin: &Origin) -> Self {
        Self::from_uuid(origin.uuid("location"))
    }
}
