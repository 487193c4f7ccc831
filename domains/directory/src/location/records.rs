//! Every query about locations.

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};

use crate::origin::fingerprint;
use crate::rows::Table;
use crate::{Location, LocationId, Origin, Point};

const LOCATION: Table = Table {
    name: "location",
    columns: &[
        "id",
        "source",
        "source_id",
        "street",
        "house_number",
        "postal_code",
        "municipality",
        "zone",
        "sector",
        "neighbourhood",
        "lat",
        "lon",
        "precise_to",
        "digest",
        "updated_at",
    ],
    key: Some("id"),
};

/// A location.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: LocationId) -> Result<Option<Location>, DbErr> {
    let row = db.query_one_raw(sql(db, "select * from location where id = $1", [id.into()])).await?;
    row.as_ref().map(location).transpose()
}

/// Every location with a point, in stretches: up to `limit` after an id.
pub(crate) async fn with_point_after(
    db: &impl ConnectionTrait,
    after: LocationId,
    limit: u32,
) -> Result<Vec<Location>, DbErr> {
    let text = format!("select * from location where id > $1 and lat is not null order by id limit {limit}");
    db.query_all_raw(sql(db, &text, [after.into()])).await?.iter().map(location).collect()
}

fn location(row: &QueryResult) -> Result<Location, DbErr> {
    let lat: Option<f64> = row.try_get("", "lat")?;
    let lon: Option<f64> = row.try_get("", "lon")?;
    Ok(Location {
        id: row.try_get("", "id")?,
        origin: Origin::new(row.try_get::<String>("", "source")?, row.try_get::<String>("", "source_id")?),
        street: row.try_get("", "street")?,
        house_number: row.try_get("", "house_number")?,
        postal_code: row.try_get("", "postal_code")?,
        municipality: row.try_get("", "municipality")?,
        zone: row.try_get("", "zone")?,
        sector: row.try_get("", "sector")?,
        neighbourhood: row.try_get("", "neighbourhood")?,
        point: lat.zip(lon).map(|(lat, lon)| Point { lat, lon }),
        precision: row.try_get("", "precise_to")?,
    })
}

/// Writes locations; those that are there already are replaced.
pub(crate) async fn put(tx: &Tx, locations: &[Location], at: Timestamp) -> Result<(), DbErr> {
    let rows = locations.iter().map(|location| -> [Value; 15] {
        [
            location.id.into(),
            location.origin.source.as_str().into(),
            location.origin.id.as_str().into(),
            location.street.clone().into(),
            location.house_number.clone().into(),
            location.postal_code.clone().into(),
            location.municipality.clone().into(),
            location.zone.clone().into(),
            location.sector.clone().into(),
            location.neighbourhood.clone().into(),
            location.point.map(|point| point.lat).into(),
            location.point.map(|point| point.lon).into(),
            location.precision.into(),
            fingerprint(location).into(),
            at.into(),
        ]
    });
    LOCATION.put(tx, rows.collect()).await
}
