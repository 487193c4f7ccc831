//! Every query about locations.

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};

use crate::guarding;
use crate::origin::fingerprint;
use crate::rows::{Table, from_json, json, select_in};
use crate::{Location, LocationId, Origin, Point};

const LOCATION: Table = Table {
    name: "location",
    columns: &[
        "id",
        "source",
        "source_id",
        "names",
        "confidential",
        "transport",
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

/// Locations, in no order.
pub(crate) async fn many(db: &impl ConnectionTrait, ids: &[LocationId]) -> Result<Vec<Location>, DbErr> {
    let values = ids.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select * from location where id", values).await?;
    rows.iter().map(location).collect()
}

/// A location as everybody may read it.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: LocationId) -> Result<Option<Location>, DbErr> {
    Ok(find_whole(db, id).await?.map(Location::shown))
}

/// A location with what is kept secret of it; for those who keep the entry.
pub(crate) async fn find_whole(db: &impl ConnectionTrait, id: LocationId) -> Result<Option<Location>, DbErr> {
    let row = db.query_one_raw(sql(db, "select * from location where id = $1", [id.into()])).await?;
    row.as_ref().map(location).transpose()
}

fn location(row: &QueryResult) -> Result<Location, DbErr> {
    let lat: Option<f64> = row.try_get("", "lat")?;
    let lon: Option<f64> = row.try_get("", "lon")?;
    Ok(Location {
        id: row.try_get("", "id")?,
        origin: Origin::new(row.try_get::<String>("", "source")?, row.try_get::<String>("", "source_id")?),
        names: from_json(row, "names")?,
        confidential: row.try_get("", "confidential")?,
        transport: from_json(row, "transport")?,
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
    let rows = locations.iter().map(|location| -> [Value; 18] {
        [
            location.id.into(),
            location.origin.source.as_str().into(),
            location.origin.id.as_str().into(),
            json(&location.names),
            location.confidential.into(),
            json(&location.transport),
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
    LOCATION.put(tx, rows.collect()).await?;
    let secret = locations.iter().filter(|location| location.confidential).map(|one| one.id);
    guarding::note_locations(tx, secret, at).await
}

/// Locations as everybody may read them; in no order.
pub(crate) async fn some(db: &impl ConnectionTrait, ids: &[LocationId]) -> Result<Vec<Location>, DbErr> {
    let values = ids.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select * from location where id", values).await?;
    rows.iter().map(|row| Ok(location(row)?.shown())).collect()
}
