//! Every query about confirmations.

use std::collections::HashMap;

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};
use uuid::Uuid;

use crate::entry::confirmations::Confirmation;
use crate::entry::{EntryId, EntryKind};
use crate::rows::{Table, delete_of, placeholders, select_of};

const CONFIRMATION: Table = Table {
    name: "directory_confirmation",
    columns: &["kind", "entry_id", "field", "confirmed_on", "confirmed_by", "channel", "valid_until", "confirmed_at"],
    key: Some("kind, entry_id, field"),
};

/// Writes confirmations of an entry, in the place of earlier ones of the same fields; `at` is the moment, where it is known.
pub(crate) async fn put(
    tx: &Tx,
    entry: EntryId,
    confirmations: &[Confirmation],
    at: Option<Timestamp>,
) -> Result<(), DbErr> {
    let rows = confirmations.iter().map(|confirmation| -> [Value; 8] {
        [
            entry.kind.into(),
            entry.id.into(),
            confirmation.field.as_str().into(),
            confirmation.on.into(),
            confirmation.by.as_str().into(),
            confirmation.channel.into(),
            confirmation.valid_until.into(),
            at.into(),
        ]
    });
    CONFIRMATION.put(tx, rows.collect()).await
}

/// What was confirmed of an entry.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<Confirmation>, DbErr> {
    Ok(of_many(db, entry.kind, &[entry.id]).await?.remove(&entry.id).unwrap_or_default())
}

/// Which fields of an entry somebody confirmed since a moment, and who.
pub(crate) async fn since(
    db: &impl ConnectionTrait,
    entry: EntryId,
    moment: Timestamp,
) -> Result<Vec<(String, String)>, DbErr> {
    let text = "select field, confirmed_by from directory_confirmation
        where kind = $1 and entry_id = $2 and confirmed_at >= $3 order by field";
    let rows = db.query_all_raw(sql(db, text, [entry.kind.into(), entry.id.into(), moment.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "field")?, row.try_get("", "confirmed_by")?))).collect()
}

/// What was confirmed of entries of a kind.
pub(crate) async fn of_many(
    db: &impl ConnectionTrait,
    kind: EntryKind,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Confirmation>>, DbErr> {
    let mut all: HashMap<Uuid, Vec<Confirmation>> = HashMap::new();
    let query = ("select * from directory_confirmation", "order by entry_id, field");
    for row in select_of(db, query, kind, ids).await? {
        all.entry(row.try_get("", "entry_id")?).or_default().push(confirmation(&row)?);
    }
    Ok(all)
}

/// Takes what was confirmed off entries of a kind.
pub(crate) async fn take(tx: &Tx, kind: EntryKind, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Confirmation>>, DbErr> {
    let all = of_many(tx, kind, ids).await?;
    let confirmed: Vec<Uuid> = all.keys().copied().collect();
    delete_of(tx, "directory_confirmation", kind, &confirmed).await?;
    Ok(all)
}

/// Forgets what was confirmed of fields of an entry.
pub(crate) async fn lapse(tx: &Tx, entry: EntryId, fields: &[&str]) -> Result<(), DbErr> {
    if fields.is_empty() {
        return Ok(());
    }
    let text = format!(
        "delete from directory_confirmation where kind = $1 and entry_id = $2 and field in ({})",
        placeholders(2, fields.len())
    );
    let values = [entry.kind.into(), entry.id.into()].into_iter().chain(fields.iter().map(|field| (*field).into()));
    tx.execute_raw(sql(tx, &text, values)).await.map(drop)
}

fn confirmation(row: &QueryResult) -> Result<Confirmation, DbErr> {
    Ok(Confirmation {
        field: row.try_get("", "field")?,
        on: row.try_get("", "confirmed_on")?,
        by: row.try_get("", "confirmed_by")?,
        channel: row.try_get("", "channel")?,
        valid_until: row.try_get("", "valid_until")?,
    })
}
