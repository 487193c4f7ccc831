//! Locations: where help is, as precisely as it is known.

pub mod records;

use kernel::Text;
use serde::{Deserialize, Serialize};
use territory::{Point, Precision};

use crate::Origin;

kernel::typed_id! {
    /// The id of a location; follows from its origin.
    pub struct LocationId;
}

/// A location.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Location {
    /// Its id.
    pub id: LocationId,
    /// Where it comes from.
    pub origin: Origin,
    /// Its name, when it has one: a building, a site.
    pub names: Text,
    /// Whether nobody may know where it is, as with a shelter: the public then reads nothing of what follows.
    pub confidential: bool,
    /// How one gets there.
    pub transport: Text,
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

impl Location {
    /// A location of which nothing is known.
    pub fn new(origin: Origin) -> Self {
        Self {
            id: LocationId::of(&origin),
            origin,
            names: Text::default(),
            confidential: false,
            transport: Text::default(),
            street: Text::default(),
            house_number: None,
            postal_code: None,
            municipality: None,
            zone: None,
            sector: None,
            neighbourhood: None,
            point: None,
            precision: Precision::Region,
        }
    }

    /// What everybody may read: of a confidential place nothing but that there is one.
    #[must_use]
    pub fn shown(self) -> Self {
        if self.confidential { Self { id: self.id, confidential: true, ..Self::new(self.origin) } } else { self }
    }
}

impl LocationId {
    /// The id of the location of an origin.
    pub fn of(origin: &Origin) -> Self {
        Self::from_uuid(origin.uuid("location"))
    }
}
