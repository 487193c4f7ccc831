//! Telling the search index which services changed, in the transaction that changes them.

use sea_orm::{ConnectionTrait, DbErr};
use store::Tx;
use uuid::Uuid;

use crate::rows::select_in;
use crate::{LocationId, OrganisationId, SERVICE, ServiceAtLocationId, ServiceId};

/// Tells the index which services to look at again, in the transaction that changes them.
pub(crate) async fn changed(tx: &Tx, mut services: Vec<ServiceId>) -> Result<(), DbErr> {
    services.sort();
    services.dedup();
    let keys: Vec<Uuid> = services.into_iter().map(ServiceId::uuid).collect();
    search::changed_many(tx, SERVICE, &keys).await
}

/// The services of organisations.
pub(crate) async fn services_of(
    db: &impl ConnectionTrait,
    organisations: &[OrganisationId],
) -> Result<Vec<ServiceId>, DbErr> {
    let ids = organisations.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select id from service where organisation_id", ids).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// The services at locations.
pub(crate) async fn services_at(db: &impl ConnectionTrait, locations: &[LocationId]) -> Result<Vec<ServiceId>, DbErr> {
    let ids = locations.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select service_id as id from service_at_location where location_id", ids).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// The services behind services at locations.
pub(crate) async fn services_offered(
    db: &impl ConnectionTrait,
    places: impl IntoIterator<Item = ServiceAtLocationId>,
) -> Result<Vec<ServiceId>, DbErr> {
    let ids = places.into_iter().map(Into::into).collect();
    let rows = select_in(db, "select service_id as id from service_at_location where id", ids).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}
