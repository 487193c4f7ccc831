//! The Human Services Data Specification 3.1, for reading: `/hsds/v3`.

mod asked;
mod list;
mod memory;
mod one;
mod openapi;
mod profile;
mod root;
mod whole;

pub(crate) use asked::Sent;
pub(crate) use memory::Memory;

use house::House;
use web::{Right, Routes};

/// Where all this stands.
pub(crate) const BASE: &str = "/hsds/v3";

/// Every door.
pub(crate) fn routes() -> Routes<House> {
    Routes::new()
        .shared()
        .get("/hsds/v3", root::show, Right::Public)
        .get("/hsds/v3/", root::show, Right::Public)
        .get("/hsds/v3/openapi.json", openapi::show, Right::Public)
        .get("/hsds/v3/profile", profile::list, Right::Public)
        .get("/hsds/v3/profile/{file}", profile::show, Right::Public)
        .get("/hsds/v3/services", list::services, Right::Public)
        .ask("/hsds/v3/services", list::services, Right::Public)
        .get("/hsds/v3/services/{id}", one::service, Right::Public)
        .get("/hsds/v3/organizations", list::organizations, Right::Public)
        .ask("/hsds/v3/organizations", list::organizations, Right::Public)
        .get("/hsds/v3/organizations/{id}", one::organization, Right::Public)
        .get("/hsds/v3/service_at_locations", list::service_at_locations, Right::Public)
        .ask("/hsds/v3/service_at_locations", list::service_at_locations, Right::Public)
        .get("/hsds/v3/service_at_locations/{id}", one::service_at_location, Right::Public)
        .get("/hsds/v3/taxonomies", list::taxonomies, Right::Public)
        .ask("/hsds/v3/taxonomies", list::taxonomies, Right::Public)
        .get("/hsds/v3/taxonomies/{id}", one::taxonomy, Right::Public)
        .get("/hsds/v3/taxonomy_terms", list::taxonomy_terms, Right::Public)
        .ask("/hsds/v3/taxonomy_terms", list::taxonomy_terms, Right::Public)
        .get("/hsds/v3/taxonomy_terms/{id}", one::taxonomy_term, Right::Public)
}
