//! The whole offer, read in bulk: for whoever shows the directory to other programs.

mod records;

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbErr};

use crate::{
    Location, LocationId, Organisation, OrganisationId, Service, ServiceAtLocation, ServiceId, Status, location,
    organisation, service, service_at_location,
};

pub use records::{
    first_at, organisation_ids_after, organisations_of_source, service_ids_after, services_of_source,
    services_with_capacity, source_names, sources, sources_of_kind, sources_of_services,
};

/// The kind under which the change feed tells of an organisation: added, changed or removed.
pub const ORGANISATION: &str = "organisation";

/// Some services that the public may know of, with all that belongs to them. A service that no longer exists, or whose
/// organisation is not for the public, is not in it.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// Who offers them.
    pub organisations: HashMap<OrganisationId, Organisation>,
    /// The services, in the order of their ids.
    pub services: Vec<Service>,
    /// Where they are offered, with what other sources add, in the order of their ids.
    pub places: Vec<ServiceAtLocation>,
    /// Where that is.
    pub locations: HashMap<LocationId, Location>,
}

/// What some services are, and where.
///
/// # Errors
/// When the database cannot be read.
pub async fn offer(db: &impl ConnectionTrait, ids: &[ServiceId]) -> Result<Offer, DbErr> {
    let mut services = service::records::many(db, ids).await?;
    let mut owners: Vec<OrganisationId> = services.iter().map(|service| service.organisation).collect();
    owners.sort();
    owners.dedup();
    let owners = organisations(db, &owners).await?;
    let organisations: HashMap<_, _> = owners.into_iter().map(|owner| (owner.id, owner)).collect();
    services.retain(|one| one.status != Status::Retired && organisations.contains_key(&one.organisation));
    services.sort_by_key(|service| service.id);
    let shown: Vec<ServiceId> = services.iter().map(|service| service.id).collect();
    let mut places = service_at_location::records::some_of_services(db, &shown).await?;
    places.sort_by_key(|place| place.id);
    records::complete(db, &mut places).await?;
    let mut at: Vec<LocationId> = places.iter().map(|place| place.location).collect();
    at.sort();
    at.dedup();
    let locations = location::records::some(db, &at).await?;
    let locations = locations.into_iter().map(|location| (location.id, location)).collect();
    Ok(Offer { organisations, services, places, locations })
}

/// Those of some organisations that the public may know of: they exist, and are of a kind that is listed.
///
/// # Errors
/// When the database cannot be read.
pub async fn organisations(db: &impl ConnectionTrait, ids: &[OrganisationId]) -> Result<Vec<Organisation>, DbErr> {
    let kinds = organisation::records::kinds(db).await?;
    let hidden = |code: &String| kinds.iter().any(|kind| kind.code == *code && !kind.listed);
    let mut found = organisation::records::some(db, ids).await?;
    found.retain(|one| one.active && !one.kind.as_ref().is_some_and(hidden));
    found.sort_by_key(|one| one.id);
    Ok(found)
}
