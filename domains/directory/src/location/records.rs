//! Every query about locations.

use kernel::Timestamp;
use sea_orm::{DbErr, Value};
use store::Tx;

use crate::Location;
use crate::origin::fingerprint;
use crate::rows::Table;

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
