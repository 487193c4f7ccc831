//! A service at a location: what is particular to the two together, such as opening hours.

pub mod records;
pub(crate) mod supplement;

mod accessibility;
mod capacity;
mod closure;

use kernel::Text;
use serde::{Deserialize, Serialize};

use crate::{LocationId, Origin, ServiceId};

pub use accessibility::{Access, Accessibility};
pub use capacity::Capacity;
pub use closure::Closure;
pub(crate) use closure::hours_with;

kernel::typed_id! {
    /// The id of a service at a location; follows from its origin.
    pub struct ServiceAtLocationId;
}

/// A service at a location.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ServiceAtLocation {
    /// Its id.
    pub id: ServiceAtLocationId,
    /// Where it comes from.
    pub origin: Origin,
    /// The service.
    pub service: ServiceId,
    /// The location.
    pub location: LocationId,
    /// When it is open, in the syntax of OpenStreetMap; see [`crate::Hours`].
    pub opening_hours: Option<String>,
    /// When it is open, in the words of the source: what cannot be said in that syntax.
    pub hours_text: Text,
    /// The days on which it is closed out of its usual order.
    pub closures: Vec<Closure>,
    /// The phone number here, as it is written.
    pub phone: Option<String>,
    /// The e-mail address here.
    pub email: Option<String>,
    /// The page about it here.
    pub website: Option<String>,
    /// Whether everybody can get in and stay.
    pub accessibility: Accessibility,
    /// Whether there is room, when somebody said so.
    pub capacity: Option<Capacity>,
}

impl ServiceAtLocation {
    /// A service at a location of which nothing more is known.
    pub fn new(origin: Origin, service: ServiceId, location: LocationId) -> Self {
        Self {
            id: ServiceAtLocationId::of(&origin),
            origin,
            service,
            location,
            opening_hours: None,
            hours_text: Text::default(),
            closures: Vec::new(),
            phone: None,
            email: None,
            website: None,
            accessibility: Accessibility::default(),
            capacity: None,
        }
    }
}

impl ServiceAtLocationId {
    /// The id of the service at a location of an origin.
    pub fn of(origin: &Origin) -> Self {
        Self::from_uuid(origin.uuid("service_at_location"))
    }
}
