//! What reading the offer in bulk asks the database for.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbErr, Value};
use store::sql;

use crate::rows::select_in;
use crate::{OrganisationId, ServiceAtLocation, ServiceAtLocationId, ServiceId};

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

/// How many organisations came from a source and are in the directory.
///
/// # Errors
/// When the database cannot be read.
pub async fn organisations_of_source(db: &impl ConnectionTrait, source: &str) -> Result<u64, DbErr> {
    let text = "select count(*) as n from organisation where source = $1";
    let row = db.query_one_raw(sql(db, text, [source.into()])).await?;
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
    let query = "select service_at_location_id, opening_hours, phone, email, website from supplement
        where service_at_location_id";
    let ids: Vec<Value> = places.iter().map(|place| place.id.into()).collect();
    let mut by_id: HashMap<ServiceAtLocationId, &mut ServiceAtLocation> =
        places.iter_mut().map(|place| (place.id, place)).collect();
    for row in select_in(db, query, ids).await? {
        let Some(place) = by_id.get_mut(&row.try_get("", "service_at_location_id")?) else { continue };
        for (column, field) in [
            ("opening_hours", &mut place.opening_hours),
            ("phone", &mut place.phone),
            ("email", &mut place.email),
            ("website", &mut place.website),
        ] {
            if field.is_none() {
                *field = row.try_get("", column)?;
            }
        }
    }
    Ok(())
}
