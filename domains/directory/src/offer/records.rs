//! What reading the offer in bulk asks the database for.

use sea_orm::{ConnectionTrait, DbErr};
use store::sql;

use crate::service_at_location::supplement::records::{Blanks, fill};
use crate::{OrganisationId, ServiceAtLocation, ServiceId};

/// The ids of up to `limit` services after one, in their order; of all there are.
///
/// # Errors
/// When the database cannot be read.
pub async fn service_ids_after(
    db: &impl ConnectionTrait,
    after: ServiceId,
    limit: u32,
) -> Result<Vec<ServiceId>, DbErr> {
    let text = format!("select id from service where id > $1 order by id limit {limit}");
    let rows = db.query_all_raw(sql(db, &text, [after.into()])).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// The ids of up to `limit` organisations after one, in their order; of all there are.
///
/// # Errors
/// When the database cannot be read.
pub async fn organisation_ids_after(
    db: &impl ConnectionTrait,
    after: OrganisationId,
    limit: u32,
) -> Result<Vec<OrganisationId>, DbErr> {
    let text = format!("select id from organisation where id > $1 order by id limit {limit}");
    let rows = db.query_all_raw(sql(db, &text, [after.into()])).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// What sources say of the right to use what they brought: name and licence, of those that say so.
///
/// # Errors
/// When the database cannot be read.
pub async fn sources(db: &impl ConnectionTrait) -> Result<Vec<(String, String)>, DbErr> {
    let text = "select name, licence from source where licence is not null order by name";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "name")?, row.try_get("", "licence")?))).collect()
}

/// The names of all sources that ever brought an entry.
///
/// # Errors
/// When the database cannot be read.
pub async fn source_names(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select name from source order by name", [])).await?;
    rows.iter().map(|row| row.try_get("", "name")).collect()
}

/// How many services came from a source and are in the directory.
///
/// # Errors
/// When the database cannot be read.
pub async fn services_of_source(db: &impl ConnectionTrait, source: &str) -> Result<u64, DbErr> {
    let row = db.query_one_raw(sql(db, "select count(*) as n from service where source = $1", [source.into()])).await?;
    row.map_or(Ok(0), |row| row.try_get::<i64>("", "n").map(i64::unsigned_abs))
}

/// The services of which somebody said how much room there is somewhere: that grows old by itself.
///
/// # Errors
/// When the database cannot be read.
pub async fn services_with_capacity(db: &impl ConnectionTrait) -> Result<Vec<ServiceId>, DbErr> {
    let text = "select distinct service_id from service_at_location where capacity is not null";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    rows.iter().map(|row| row.try_get("", "service_id")).collect()
}

/// Fills what an entry's own source does not say with what another source adds.
pub(super) async fn complete(db: &impl ConnectionTrait, places: &mut [ServiceAtLocation]) -> Result<(), DbErr> {
    let blanks = places.iter_mut().map(|place| {
        let ServiceAtLocation { id, opening_hours, phone, email, website, .. } = place;
        (*id, Blanks { opening_hours, phone, email, website })
    });
    fill(db, blanks.collect()).await
}
