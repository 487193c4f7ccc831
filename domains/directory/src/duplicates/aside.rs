//! What is set aside with a merged entry and comes back with it: confirmations, what other sources add, what hangs on it.

use sea_orm::{ConnectionTrait, DbErr, Value};
use store::{Tx, sql};
use uuid::Uuid;

use super::mergers::Merger;
use crate::entry::{EntryId, EntryKind, Record, records};
use crate::{Location, ServiceAtLocationId};

/// What was confirmed of an entry, as it is kept.
pub(super) async fn confirmations(tx: &Tx, entry: EntryId) -> Result<Vec<serde_json::Value>, DbErr> {
    let all = records::confirmations_of(tx, entry).await?;
    Ok(all.iter().filter_map(|one| serde_json::to_value(one).ok()).collect())
}

/// What other sources add to a place that becomes one with another: it goes over, where that source adds nothing there yet.
pub(super) async fn supplements(tx: &Tx, kept: EntryId, merged: EntryId) -> Result<Vec<serde_json::Value>, DbErr> {
    if merged.kind != EntryKind::ServiceAtLocation {
        return Ok(Vec::new());
    }
    let text = "select source, source_id, opening_hours, phone, email, website, digest from supplement
        where service_at_location_id = $1 order by source";
    let rows = tx.query_all_raw(sql(tx, text, [merged.id.into()])).await?;
    let columns = ["source", "source_id", "opening_hours", "phone", "email", "website", "digest"];
    let row = |row: &sea_orm::QueryResult| {
        let value = |column: &&str| Ok(((*column).to_owned(), row.try_get::<Option<String>>("", column)?.into()));
        let fields: Result<serde_json::Map<String, serde_json::Value>, DbErr> = columns.iter().map(value).collect();
        fields.map(serde_json::Value::Object)
    };
    let kept_aside = rows.iter().map(row).collect::<Result<Vec<_>, DbErr>>()?;
    let text = "update supplement set service_at_location_id = $1 where service_at_location_id = $2
        and source not in (select source from supplement where service_at_location_id = $1)";
    tx.execute_raw(sql(tx, text, [kept.id.into(), merged.id.into()])).await?;
    Ok(kept_aside)
}

/// Gives an entry back what was set aside.
pub(super) async fn restore(tx: &Tx, merger: &Merger) -> Result<(), DbErr> {
    let confirmed: Vec<_> =
        merger.aside.confirmations.iter().filter_map(|one| serde_json::from_value(one.clone()).ok()).collect();
    records::confirmations::put(tx, merger.merged, &confirmed).await?;
    for one in &merger.aside.supplements {
        let text = |field: &str| one.get(field).and_then(serde_json::Value::as_str).map(str::to_owned);
        let (Some(source), Some(source_id)) = (text("source"), text("source_id")) else { continue };
        let gone = "delete from supplement where source = $1 and source_id = $2";
        tx.execute_raw(sql(tx, gone, [source.clone().into(), source_id.clone().into()])).await?;
        let back = "insert into supplement
            (source, source_id, service_at_location_id, opening_hours, phone, email, website, digest)
            values ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values: [Value; 8] = [
            source.into(),
            source_id.into(),
            merger.merged.id.into(),
            text("opening_hours").into(),
            text("phone").into(),
            text("email").into(),
            text("website").into(),
            text("digest").into(),
        ];
        tx.execute_raw(sql(tx, back, values)).await?;
    }
    Ok(())
}

/// What hangs on an organisation: its services, the organisations that are parts or members of it.
pub(super) async fn hanging_on(tx: &Tx, organisation: EntryId) -> Result<Vec<EntryId>, DbErr> {
    let mut all = Vec::new();
    for (kind, text) in [
        (EntryKind::Service, "select id from service where organisation_id = $1 order by id"),
        (EntryKind::Organisation, "select id from organisation where parent = $1 order by id"),
        (
            EntryKind::Organisation,
            "select organisation_id as id from organisation_network where network = $1 order by organisation_id",
        ),
    ] {
        for row in tx.query_all_raw(sql(tx, text, [organisation.id.into()])).await? {
            all.push(EntryId::new(kind, row.try_get("", "id")?));
        }
    }
    all.dedup();
    Ok(all)
}

/// The places of a service, each with its location.
pub(super) async fn places(tx: &Tx, service: EntryId) -> Result<Vec<(Record, Location)>, DbErr> {
    let text = "select id from service_at_location where service_id = $1 order by id";
    let rows = tx.query_all_raw(sql(tx, text, [service.id.into()])).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let id = ServiceAtLocationId::from_uuid(row.try_get::<Uuid>("", "id")?);
        let Some(Record::ServiceAtLocation(at)) = records::find(tx, id.into()).await? else { continue };
        let Some(Record::Location(location)) = records::find_whole(tx, at.location.into()).await? else { continue };
        all.push((Record::ServiceAtLocation(at), location));
    }
    Ok(all)
}
