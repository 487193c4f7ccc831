//! A service at a location: what is particular to the two together, such as opening hours.

pub mod records;
pub(crate) mod supplement;

use serde::{Deserialize, Serialize};

use crate::{LocationId, Origin, ServiceId};

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
    /// The phone number here, as it is written.
    pub phone: Option<String>,
    /// The e-mail address here.
    pub email: Option<String>,
    /// The page about it here.
    pub website: Option<String>,
    /// Whether one can enter without a step; absent when unknown.
    pub step_free: Option<bool>,
}

impl ServiceAtLocationId {
    /// The id of the service at a location of an origin.
    pub fn of(origin: &Origin) -> Self {
        Self::from_uuid(origin.uuid("service_at_location"))
    }
}
