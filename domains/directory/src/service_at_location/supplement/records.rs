//! Every query about supplements.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbErr, Value};
use store::{Tx, sql};

use super::Supplement;
use crate::ServiceAtLocationId;
use crate::origin::fingerprint;
use crate::rows::Table;

const SUPPLEMENT: Table = Table {
    name: "supplement",
    columns: &["source", "source_id", "service_at_location_id", "opening_hours", "phone", "email", "website", "digest"],
    key: None,
};

/// Fingerprint of every supplement of a source, by the source's own name for it, and what it completes.
pub(crate) async fn of_source(
    db: &impl ConnectionTrait,
    source: &str,
) -> Result<HashMap<String, (String, ServiceAtLocationId)>, DbErr> {
    let text = "select source_id, digest, service_at_location_id from supplement where source = $1";
    let rows = db.query_all_raw(sql(db, text, [source.into()])).await?;
    rows.iter()
        .map(|row| {
            let kept = (row.try_get("", "digest")?, row.try_get("", "service_at_location_id")?);
            Ok((row.try_get("", "source_id")?, kept))
        })
        .collect()
}

/// Writes the supplements of a source: in the place of all that it had when these are the whole of it, else in the place
/// of those that they replace.
pub(crate) async fn put(tx: &Tx, source: &str, supplements: &[Supplement], whole: bool) -> Result<(), DbErr> {
    if whole {
        tx.execute_raw(sql(tx, "delete from supplement where source = $1", [source.into()])).await?;
    } else {
        let replaced = "delete from supplement where source = $1 and (source_id = $2 or service_at_location_id = $3)";
        for new in supplements {
            tx.execute_raw(sql(tx, replaced, [source.into(), new.origin.id.as_str().into(), new.at.into()])).await?;
        }
    }
    let rows = supplements.iter().map(|supplement| -> [Value; 8] {
        [
            supplement.origin.source.as_str().into(),
            supplement.origin.id.as_str().into(),
            supplement.at.into(),
            supplement.opening_hours.clone().into(),
            supplement.phone.clone().into(),
            supplement.email.clone().into(),
            supplement.website.clone().into(),
            fingerprint(supplement).into(),
        ]
    });
    SUPPLEMENT.put(tx, rows.collect()).await
}

/// The sources of what was added to an entry.
pub(crate) async fn sources(db: &impl ConnectionTrait, at: ServiceAtLocationId) -> Result<Vec<String>, DbErr> {
    let text = "select source from supplement where service_at_location_id = $1 order by source";
    let rows = db.query_all_raw(sql(db, text, [at.into()])).await?;
    rows.iter().map(|row| row.try_get("", "source")).collect()
}
