//! Every query about claims and the disagreements that follow from them.

use std::collections::HashSet;

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, Value};
use store::{Tx, sql};

use crate::entry::claims::Claim;
use crate::entry::{EntryId, EntryKind, Voice};
use crate::rows::{Table, placeholders};

const CLAIM: Table = Table {
    name: "directory_claim",
    columns: &["kind", "entry_id", "field", "source", "value", "said_at", "said_by"],
    key: Some("kind, entry_id, field, source"),
};

/// Entries asked for in one statement.
const AT_ONCE: usize = 500;

/// Everything that is said about an entry.
pub(crate) async fn of(db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<Claim>, DbErr> {
    Ok(of_many(db, entry.kind, &[entry]).await?.into_iter().map(|(_, claim)| claim).collect())
}

/// Everything that is said about entries of one kind.
pub(crate) async fn of_many(
    db: &impl ConnectionTrait,
    kind: EntryKind,
    entries: &[EntryId],
) -> Result<Vec<(EntryId, Claim)>, DbErr> {
    let mut all = Vec::new();
    for chunk in entries.chunks(AT_ONCE) {
        let text = format!(
            "select * from directory_claim where kind = $1 and entry_id in ({}) order by entry_id, field, source",
            placeholders(1, chunk.len())
        );
        let values: Vec<Value> =
            std::iter::once(kind.into()).chain(chunk.iter().map(|entry| entry.id.into())).collect();
        for row in db.query_all_raw(sql(db, &text, values)).await? {
            let claim = Claim {
                field: row.try_get("", "field")?,
                voice: row.try_get("", "source")?,
                value: row.try_get("", "value")?,
                said_at: row.try_get("", "said_at")?,
                said_by: row.try_get("", "said_by")?,
            };
            all.push((EntryId::new(kind, row.try_get("", "entry_id")?), claim));
        }
    }
    Ok(all)
}

/// Every entry that more than its own source speaks of.
pub(crate) async fn spoken_of(db: &impl ConnectionTrait) -> Result<HashSet<EntryId>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select distinct kind, entry_id from directory_claim", [])).await?;
    rows.iter().map(|row| Ok(EntryId::new(row.try_get("", "kind")?, row.try_get("", "entry_id")?))).collect()
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
    for field in disputed.iter().filter(|field| !known.iter().any(|(known, _)| known == *field)) {
        let text = "insert into directory_conflict (kind, entry_id, field, opened_at) values ($1, $2, $3, $4)";
        let values = [entry.kind.into(), entry.id.into(), field.as_str().into(), now.into()];
        tx.execute_raw(sql(tx, text, values)).await?;
    }
    Ok(())
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
