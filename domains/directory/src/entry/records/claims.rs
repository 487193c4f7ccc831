//! Every query about claims and the disagreements that follow from them.

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};
use uuid::Uuid;

use crate::entry::claims::Claim;
use crate::entry::{EntryId, EntryKind, Voice};
use crate::rows::{Table, delete_of, select_of};

const CLAIM: Table = Table {
    name: "directory_claim",
    columns: &["kind", "entry_id", "field", "source", "value", "said_at", "said_by"],
    key: Some("kind, entry_id, field, source"),
};

const CONFLICT: Table = Table {
    name: "directory_conflict",
    columns: &["kind", "entry_id", "field", "opened_at"],
    key: Some("kind, entry_id, field"),
};

/// Everything that is said about an entry.
pub(crate) async fn of(db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<Claim>, DbErr> {
    Ok(of_many(db, entry.kind, &[entry.id]).await?.into_iter().map(|(_, claim)| claim).collect())
}

/// Everything that is said about entries of one kind.
pub(crate) async fn of_many(
    db: &impl ConnectionTrait,
    kind: EntryKind,
    ids: &[Uuid],
) -> Result<Vec<(EntryId, Claim)>, DbErr> {
    let query = ("select * from directory_claim", "order by entry_id, field, source");
    let claim = |row: &QueryResult| {
        let claim = Claim {
            field: row.try_get("", "field")?,
            voice: row.try_get("", "source")?,
            value: row.try_get("", "value")?,
            said_at: row.try_get("", "said_at")?,
            said_by: row.try_get("", "said_by")?,
        };
        Ok((EntryId::new(kind, row.try_get("", "entry_id")?), claim))
    };
    select_of(db, query, kind, ids).await?.iter().map(claim).collect()
}

/// Writes claims; what the same voice said of the same field before is replaced.
pub(crate) async fn put(tx: &Tx, claims: &[(EntryId, Claim)]) -> Result<(), DbErr> {
    let rows = claims.iter().map(|(entry, claim)| -> [Value; 7] {
        [
            entry.kind.into(),
            entry.id.into(),
            claim.field.as_str().into(),
            claim.voice.clone().into(),
            claim.value.clone().into(),
            claim.said_at.into(),
            claim.said_by.as_str().into(),
        ]
    });
    CLAIM.put(tx, rows.collect()).await
}

/// Takes back what a voice says of a field.
pub(crate) async fn withdraw(tx: &Tx, entry: EntryId, field: &str, voice: &Voice) -> Result<(), DbErr> {
    let text = "delete from directory_claim where kind = $1 and entry_id = $2 and field = $3 and source = $4";
    let values = [entry.kind.into(), entry.id.into(), field.into(), voice.clone().into()];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Opens and closes the disagreements about an entry: `disputed` are all fields that are in dispute now.
pub(crate) async fn set_disputed(tx: &Tx, entry: EntryId, disputed: &[String], now: Timestamp) -> Result<(), DbErr> {
    let known = disputes_of(tx, entry).await?;
    for (field, _) in known.iter().filter(|(field, _)| !disputed.contains(field)) {
        let text = "delete from directory_conflict where kind = $1 and entry_id = $2 and field = $3";
        let values = [entry.kind.into(), entry.id.into(), field.as_str().into()];
        tx.execute_raw(sql(tx, text, values)).await?;
    }
    let new = disputed.iter().filter(|field| !known.iter().any(|(known, _)| known == *field));
    put_disputes(tx, entry, &new.map(|field| (field.clone(), now)).collect::<Vec<_>>()).await
}

/// Writes down that fields of an entry are in dispute, and since when.
pub(crate) async fn put_disputes(tx: &Tx, entry: EntryId, disputes: &[(String, Timestamp)]) -> Result<(), DbErr> {
    let rows = disputes.iter().map(|(field, since)| -> [Value; 4] {
        [entry.kind.into(), entry.id.into(), field.as_str().into(), (*since).into()]
    });
    CONFLICT.put(tx, rows.collect()).await
}

/// Takes the disagreements off entries of a kind: the entry, the field, since when.
pub(crate) async fn take_disputes(
    tx: &Tx,
    kind: EntryKind,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, String, Timestamp)>, DbErr> {
    let query = ("select entry_id, field, opened_at from directory_conflict", "order by entry_id, field");
    let rows = select_of(tx, query, kind, ids).await?;
    let dispute = |row: &QueryResult| {
        Ok((row.try_get("", "entry_id")?, row.try_get("", "field")?, row.try_get("", "opened_at")?))
    };
    let all: Vec<(Uuid, String, Timestamp)> = rows.iter().map(dispute).collect::<Result<_, DbErr>>()?;
    delete_of(tx, "directory_conflict", kind, &all.iter().map(|(id, ..)| *id).collect::<Vec<_>>()).await?;
    Ok(all)
}

/// The fields of an entry that are in dispute, and since when.
///
/// # Errors
/// When the database cannot be read.
pub async fn disputes_of(db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<(String, Timestamp)>, DbErr> {
    let text = "select field, opened_at from directory_conflict where kind = $1 and entry_id = $2 order by field";
    let rows = db.query_all_raw(sql(db, text, [entry.kind.into(), entry.id.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "field")?, row.try_get("", "opened_at")?))).collect()
}
