//! Finding care services by FHIR R4, as IHE mCSD has it: organisations, locations, and services at locations as healthcare
//! services. Individuals are not published.

mod asked;
mod bundle;
mod choosing;
mod form;
mod history;
mod metadata;
mod modifier;
mod one;
mod outcome;
mod search;
mod token;

use house::House;
use web::{Right, Routes};

use crate::publication::Kind;

/// Where all this stands.
pub(crate) const BASE: &str = "/fhir/R4";

/// The kinds of resources.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Resource {
    Organization,
    Location,
    HealthcareService,
}

impl Resource {
    pub const ALL: [Self; 3] = [Self::Organization, Self::Location, Self::HealthcareService];

    /// Its name in FHIR.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Organization => "Organization",
            Self::Location => "Location",
            Self::HealthcareService => "HealthcareService",
        }
    }

    /// What it is drawn from.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Organization => Kind::Organization,
            Self::Location => Kind::Location,
            Self::HealthcareService => Kind::ServiceAtLocation,
        }
    }
}

impl std::str::FromStr for Resource {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|resource| resource.name() == text).ok_or(())
    }
}

/// Every door.
pub(crate) fn routes() -> Routes<House> {
    Routes::new()
        .shared()
        .get("/fhir/R4/metadata", metadata::show, Right::Public)
        .get("/fhir/R4/{resource}", search::show, Right::Public)
        .ask("/fhir/R4/{resource}/_search", search::show, Right::Public)
        .get("/fhir/R4/{resource}/_history", history::show, Right::Public)
        .get("/fhir/R4/{resource}/{id}", one::show, Right::Public)
        .get("/fhir/R4/{resource}/{id}/_history", history::of_one, Right::Public)
}
