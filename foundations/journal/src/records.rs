//! Every query about the journal.

use kernel::{Page, PageRequest, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Listing, Tx, sql};
use uuid::Uuid;

use crate::{Changes, Entry, Note};

/// Which entries a list shows; an empty filter shows all.
#[derive(Clone, Default, Debug)]
pub struct Filter {
    /// Only this actor.
    pub actor: Option<String>,
    /// Only this action.
    pub action: Option<String>,
    /// Only records of this kind.
    pub record_kind: Option<String>,
    /// Only this record.
    pub record_id: Option<String>,
}

/// Writes an entry at the end of the chain, in the caller's transaction.
///
/// # Errors
/// When the database refuses; the caller's transaction is then lost as a whole.
pub async fn append(tx: &Tx, id: Uuid, at: Timestamp, note: Note) -> Result<Entry, DbErr> {
    let head = sql(tx, "update journal_head set seq = seq + 1 where id = 1 returning seq, hash", []);
    let head = tx.query_one_raw(head).await?.ok_or_else(|| DbErr::Custom("the journal has no head".to_owned()))?;
    let changes = serde_json::to_string(&note.changes).map_err(|error| DbErr::Custom(error.to_string()))?;
    let mut entry =
        Entry { seq: head.try_get("", "seq")?, id, at, note, previous: head.try_get("", "hash")?, hash: String::new() };
    entry.hash = entry.expected_hash(&changes);
    insert(tx, &entry, changes).await?;
    let values = [entry.hash.as_str().into()];
    tx.execute_raw(sql(tx, "update journal_head set hash = $1 where id = 1", values)).await?;
    Ok(entry)
}

async fn insert(tx: &Tx, entry: &Entry, changes: String) -> Result<(), DbErr> {
    let note = &entry.note;
    let values: [Value; 13] = [
        entry.seq.into(),
        entry.id.into(),
        entry.at.into(),
        note.actor.as_str().into(),
        note.on_behalf_of.clone().into(),
        note.action.as_str().into(),
        note.record_kind.as_str().into(),
        note.record_id.as_str().into(),
        note.reason.clone().into(),
        changes.into(),
        note.request_id.as_str().into(),
        entry.previous.as_str().into(),
        entry.hash.as_str().into(),
    ];
    let text = "insert into journal_entry (seq, id, at, actor, on_behalf_of, action, record_kind, record_id, reason,
        changes, request_id, previous, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Entries that fit a filter, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter, request: PageRequest) -> Result<Page<Entry>, DbErr> {
    let wanted = "($1 is null or actor = $1) and ($2 is null or action = $2)
        and ($3 is null or record_kind = $3) and ($4 is null or record_id = $4)";
    let values =
        [&filter.actor, &filter.action, &filter.record_kind, &filter.record_id].map(|field| field.clone().into());
    let listing = Listing { columns: "*", from: &format!("journal_entry where {wanted}"), order: "seq desc" };
    store::page(db, listing, &values, request).await?.try_map(|row| entry(row).map(|(entry, _)| entry))
}

/// A stretch of the chain in its order: up to `limit` entries after `seq`, none beyond `last`, each with its changes as
/// kept.
pub(crate) async fn after(
    db: &impl ConnectionTrait,
    (seq, last): (i64, i64),
    limit: u32,
) -> Result<Vec<(Entry, String)>, DbErr> {
    let text = format!("select * from journal_entry where seq > $1 and seq <= $2 order by seq limit {limit}");
    db.query_all_raw(sql(db, &text, [seq.into(), last.into()])).await?.iter().map(entry).collect()
}

/// The head row, and the last entry that there was at the same moment.
pub(crate) struct Head {
    pub seq: i64,
    pub hash: String,
    pub last: i64,
}

pub(crate) async fn head(db: &impl ConnectionTrait) -> Result<Option<Head>, DbErr> {
    let text = "select seq, hash, (select coalesce(max(seq), 0) from journal_entry) as last
        from journal_head where id = 1";
    let row = db.query_one_raw(sql(db, text, [])).await?;
    row.map(|row| {
        Ok(Head { seq: row.try_get("", "seq")?, hash: row.try_get("", "hash")?, last: row.try_get("", "last")? })
    })
    .transpose()
}

fn entry(row: &QueryResult) -> Result<(Entry, String), DbErr> {
    let changes: String = row.try_get("", "changes")?;
    let note = Note {
        actor: row.try_get("", "actor")?,
        on_behalf_of: row.try_get("", "on_behalf_of")?,
        action: row.try_get("", "action")?,
        record_kind: row.try_get("", "record_kind")?,
        record_id: row.try_get("", "record_id")?,
        reason: row.try_get("", "reason")?,
        // A tampered text may be no JSON any more; verification hashes the text itself.
        changes: serde_json::from_str(&changes).unwrap_or_else(|_| Changes::none()),
        request_id: row.try_get("", "request_id")?,
    };
    let entry = Entry {
        seq: row.try_get("", "seq")?,
        id: row.try_get("", "id")?,
        at: row.try_get("", "at")?,
        note,
        previous: row.try_get("", "previous")?,
        hash: row.try_get("", "hash")?,
    };
    Ok((entry, changes))
}
