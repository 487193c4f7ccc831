//! Every query about services at locations.

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};

use crate::origin::fingerprint;
use crate::rows::Table;
use crate::{Origin, ServiceAtLocation, ServiceId};

const SERVICE_AT_LOCATION: Table = Table {
    name: "service_at_location",
    columns: &[
        "id",
        "source",
        "source_id",
        "service_id",
        "location_id",
        "opening_hours",
        "phone",
        "email",
        "website",
        "step_free",
        "digest",
        "updated_at",
    ],
    key: Some("id"),
};

/// Where a service is offered.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_service(db: &impl ConnectionTrait, service: ServiceId) -> Result<Vec<ServiceAtLocation>, DbErr> {
    let text = "select * from service_at_location where service_id = $1 order by source, source_id";
    let rows = db.query_all_raw(sql(db, text, [service.into()])).await?;
    rows.iter().map(service_at_location).collect()
}

fn service_at_location(row: &QueryResult) -> Result<ServiceAtLocation, DbErr> {
    Ok(ServiceAtLocation {
        id: row.try_get("", "id")?,
        origin: Origin::new(row.try_get::<String>("", "source")?, row.try_get::<String>("", "source_id")?),
        service: row.try_get("", "service_id")?,
        location: row.try_get("", "location_id")?,
        opening_hours: row.try_get("", "opening_hours")?,
        phone: row.try_get("", "phone")?,
        email: row.try_get("", "email")?,
        website: row.try_get("", "website")?,
        step_free: row.try_get("", "step_free")?,
    })
}

/// Writes services at locations; those that are there already are replaced.
pub(crate) async fn put(tx: &Tx, rows: &[ServiceAtLocation], at: Timestamp) -> Result<(), DbErr> {
    let rows = rows.iter().map(|row| -> [Value; 12] {
        [
            row.id.into(),
            row.origin.source.as_str().into(),
            row.origin.id.as_str().into(),
            row.service.into(),
            row.location.into(),
            row.opening_hours.clone().into(),
            row.phone.clone().into(),
            row.email.clone().into(),
            row.website.clone().into(),
            row.step_free.into(),
            fingerprint(row).into(),
            at.into(),
        ]
    });
    SERVICE_AT_LOCATION.put(tx, rows.collect()).await
}
