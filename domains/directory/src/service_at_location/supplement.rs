//! What another source adds to an entry: an entry says where a service is, a supplement when it is open.

pub(crate) mod records;

use serde::{Deserialize, Serialize};

use crate::{Origin, ServiceAtLocationId};

/// What a source adds to an entry of another source. It fills what is empty there and replaces nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Supplement {
    pub origin: Origin,
    pub at: ServiceAtLocationId,
    pub opening_hours: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
}

/// What a source added to an entry, as it is set aside with the entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Added {
    pub source: String,
    pub source_id: String,
    pub opening_hours: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
    pub digest: String,
}
