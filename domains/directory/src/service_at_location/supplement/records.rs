//! Every query about supplements.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};
use uuid::Uuid;

use super::{Added, Supplement};
use crate::ServiceAtLocationId;
use crate::origin::fingerprint;
use crate::rows::{Table, delete, select_in};

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

/// Takes what other sources add off entries.
pub(crate) async fn take(tx: &Tx, ids: &[Uuid]) -> Result<Vec<(Uuid, Added)>, DbErr> {
    let values: Vec<Value> = ids.iter().map(|id| (*id).into()).collect();
    let rows = select_in(tx, "select * from supplement where service_at_location_id", values).await?;
    let added = |row: &QueryResult| {
        let added = Added {
            source: row.try_get("", "source")?,
            source_id: row.try_get("", "source_id")?,
            opening_hours: row.try_get("", "opening_hours")?,
            phone: row.try_get("", "phone")?,
            email: row.try_get("", "email")?,
            website: row.try_get("", "website")?,
            digest: row.try_get("", "digest")?,
        };
        Ok((row.try_get("", "service_at_location_id")?, added))
    };
    let mut all: Vec<(Uuid, Added)> = rows.iter().map(added).collect::<Result<_, DbErr>>()?;
    all.sort_by(|(one, added), (other, more)| (one, &added.source).cmp(&(other, &more.source)));
    delete(tx, "supplement", "service_at_location_id", all.iter().map(|(id, _)| (*id).into()).collect()).await?;
    Ok(all)
}

/// Adds to an entry what sources added to one before, except what they say of some entry by now.
pub(crate) async fn add(tx: &Tx, to: ServiceAtLocationId, all: &[Added]) -> Result<(), DbErr> {
    let text = "insert into supplement
        (source, source_id, service_at_location_id, opening_hours, phone, email, website, digest)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing";
    for one in all {
        let values: [Value; 8] = [
            one.source.as_str().into(),
            one.source_id.as_str().into(),
            to.into(),
            one.opening_hours.clone().into(),
            one.phone.clone().into(),
            one.email.clone().into(),
            one.website.clone().into(),
            one.digest.as_str().into(),
        ];
        tx.execute_raw(sql(tx, text, values)).await?;
    }
    Ok(())
}

/// Lets what sources add to an entry belong to another.
pub(crate) async fn move_over(
    tx: &Tx,
    (from, to): (ServiceAtLocationId, ServiceAtLocationId),
    all: &[Added],
) -> Result<(), DbErr> {
    let text = "update supplement set service_at_location_id = $2
        where service_at_location_id = $1 and source = $3 and source_id = $4";
    for one in all {
        let values = [from.into(), to.into(), one.source.as_str().into(), one.source_id.as_str().into()];
        tx.execute_raw(sql(tx, text, values)).await?;
    }
    Ok(())
}

/// What an entry says that another source may add where it says nothing.
pub(crate) struct Blanks<'a> {
    pub opening_hours: &'a mut Option<String>,
    pub phone: &'a mut Option<String>,
    pub email: &'a mut Option<String>,
    pub website: &'a mut Option<String>,
}

/// Fills what entries do not say with what other sources add, wherever they are shown: of several sources that say the same of an
/// entry, the first by its name, so that a page, the index and what other programs read never tell different hours. Nothing is added
/// at a secret place: whoever says how to reach the door next to it would tell where it is.
pub(crate) async fn fill(
    db: &impl ConnectionTrait,
    mut entries: HashMap<ServiceAtLocationId, Blanks<'_>>,
) -> Result<(), DbErr> {
    let query =
        "select more.source, more.service_at_location_id, more.opening_hours, more.phone, more.email, more.website
        from supplement more join service_at_location at on at.id = more.service_at_location_id
        join location l on l.id = at.location_id where not l.confidential and more.service_at_location_id";
    let mut rows = Vec::new();
    for row in select_in(db, query, entries.keys().map(|id| (*id).into()).collect()).await? {
        rows.push((row.try_get::<String>("", "source")?, row));
    }
    // Databases sort by their own alphabet.
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (_, row) in &rows {
        let Some(blanks) = entries.get_mut(&row.try_get("", "service_at_location_id")?) else { continue };
        for (column, field) in [
            ("opening_hours", &mut *blanks.opening_hours),
            ("phone", &mut *blanks.phone),
            ("email", &mut *blanks.email),
            ("website", &mut *blanks.website),
        ] {
            if field.is_none() {
                *field = row.try_get("", column)?;
            }
        }
    }
    Ok(())
}

/// The sources of what was added to an entry.
pub(crate) async fn sources(db: &impl ConnectionTrait, at: ServiceAtLocationId) -> Result<Vec<String>, DbErr> {
    let text = "select source from supplement where service_at_location_id = $1 order by source";
    let rows = db.query_all_raw(sql(db, text, [at.into()])).await?;
    rows.iter().map(|row| row.try_get("", "source")).collect()
}
