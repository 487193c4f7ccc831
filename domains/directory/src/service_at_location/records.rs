//! Every query about services at locations.

use kernel::{Text, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};

use crate::guarding;
use crate::origin::fingerprint;
use crate::rows::{Table, from_json, json, select_in};
use crate::{LocationId, Origin, Point, ServiceAtLocation, ServiceAtLocationId, ServiceId, ThemeCode};

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
        "hours_text",
        "closures",
        "accessibility",
        "capacity",
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

/// Services at locations, in no order.
pub(crate) async fn many(
    db: &impl ConnectionTrait,
    ids: &[ServiceAtLocationId],
) -> Result<Vec<ServiceAtLocation>, DbErr> {
    let values = ids.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select * from service_at_location where id", values).await?;
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
        hours_text: from_json(row, "hours_text")?,
        closures: from_json(row, "closures")?,
        accessibility: from_json(row, "accessibility")?,
        capacity: from_json(row, "capacity")?,
    })
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

/// Where services are offered: the service at the location, and the location.
pub(crate) async fn of_services(
    db: &impl ConnectionTrait,
    services: &[ServiceId],
) -> Result<Vec<(ServiceAtLocationId, LocationId)>, DbErr> {
    let ids = services.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select id, location_id from service_at_location where service_id", ids).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "location_id")?))).collect()
}

/// A service at a location, as another source's row may be about the same place.
pub(crate) struct Stands {
    pub at: ServiceAtLocationId,
    pub point: Point,
    /// The names of its organisation.
    pub names: Text,
}

/// Everything with a theme and a point that another source than `source` brought. Nobody finds a secret place by standing at its door.
pub(crate) async fn standing(db: &impl ConnectionTrait, theme: &ThemeCode, source: &str) -> Result<Vec<Stands>, DbErr> {
    let text = "select at.id, l.lat, l.lon, o.names from service_at_location at
        join service s on s.id = at.service_id
        join organisation o on o.id = s.organisation_id
        join location l on l.id = at.location_id
        join service_theme t on t.service_id = s.id
        where t.theme = $1 and l.lat is not null and not l.confidential and at.source <> $2 order by at.id";
    let rows = db.query_all_raw(sql(db, text, [theme.clone().into(), source.into()])).await?;
    let stands = |row: &QueryResult| {
        let point = Point { lat: row.try_get("", "lat")?, lon: row.try_get("", "lon")? };
        Ok(Stands { at: row.try_get("", "id")?, point, names: row.try_get("", "names")? })
    };
    rows.iter().map(stands).collect()
}

/// Writes services at locations; those that are there already are replaced.
pub(crate) async fn put(tx: &Tx, places: &[ServiceAtLocation], at: Timestamp) -> Result<(), DbErr> {
    let rows = places.iter().map(|row| -> [Value; 15] {
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
            json(&row.hours_text),
            json(&row.closures),
            json(&row.accessibility),
            json(&row.capacity),
            fingerprint(row).into(),
            at.into(),
        ]
    });
    SERVICE_AT_LOCATION.put(tx, rows.collect()).await?;
    guarding::note_places(tx, places.iter().map(|place| place.id), at).await
}

/// Where services are offered; in no order.
pub(crate) async fn some_of_services(
    db: &impl ConnectionTrait,
    services: &[ServiceId],
) -> Result<Vec<ServiceAtLocation>, DbErr> {
    let ids = services.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select * from service_at_location where service_id", ids).await?;
    rows.iter().map(service_at_location).collect()
}
