//! Every query about what entries were before, and about those that were taken out.

use std::collections::HashMap;

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};
use uuid::Uuid;

use crate::entry::{EntryId, EntryKind, Record, Via};
use crate::proposal::records as proposals;
use crate::rows::{Table, placeholders};

const VERSION: Table = Table {
    name: "directory_version",
    columns: &["kind", "entry_id", "number", "record", "until", "changed_by", "via", "note"],
    key: None,
};
const RETIRED: Table = Table {
    name: "directory_retired",
    columns: &["kind", "entry_id", "source", "retired_at", "retired_by", "by_hand", "within"],
    key: Some("kind, entry_id"),
};
/// Entries asked for in one statement.
const AT_ONCE: usize = 500;

/// What an entry was until a moment.
#[derive(Clone, PartialEq, Debug)]
pub struct Version {
    /// Its number, from 1.
    pub number: i64,
    /// What it said.
    pub record: Record,
    /// Until when.
    pub until: Timestamp,
    /// Who changed it then, as the journal names actors.
    pub changed_by: String,
    /// How the change came about.
    pub via: Via,
    /// Why, in the words of whoever changed it.
    pub note: Option<String>,
}

/// Who changes entries now, how and why: what a version keeps of its end.
#[derive(Clone, Debug)]
pub(crate) struct End {
    pub at: Timestamp,
    pub by: String,
    pub via: Via,
    pub note: Option<String>,
}

/// An entry that was taken out.
#[derive(Clone, PartialEq, Debug)]
pub struct Retired {
    /// Which one.
    pub entry: EntryId,
    /// When.
    pub at: Timestamp,
    /// By whom, as the journal names actors.
    pub by: String,
    /// Whether a person did it; else its source no longer named it, and may bring it back.
    pub by_hand: bool,
    /// The entry that was taken out, and took this one with it.
    pub within: EntryId,
}

/// Keeps what entries were until now.
pub(crate) async fn keep(tx: &Tx, records: &[Record], end: &End) -> Result<(), DbErr> {
    let mut rows = Vec::with_capacity(records.len());
    for kind in EntryKind::ALL {
        let of_kind: Vec<&Record> = records.iter().filter(|record| record.entry().kind == *kind).collect();
        let ids: Vec<Uuid> = of_kind.iter().map(|record| record.entry().id).collect();
        let last = last_numbers(tx, *kind, &ids).await?;
        for record in of_kind {
            let entry = record.entry();
            rows.push([
                entry.kind.into(),
                entry.id.into(),
                (last.get(&entry.id).copied().unwrap_or(0) + 1).into(),
                serde_json::Value::Object(record.json()).into(),
                end.at.into(),
                end.by.as_str().into(),
                end.via.into(),
                end.note.clone().into(),
            ]);
        }
    }
    VERSION.put(tx, rows).await
}

async fn last_numbers(db: &impl ConnectionTrait, kind: EntryKind, ids: &[Uuid]) -> Result<HashMap<Uuid, i64>, DbErr> {
    let mut all = HashMap::new();
    for chunk in ids.chunks(AT_ONCE) {
        let text = format!(
            "select entry_id, max(number) as last from directory_version where kind = $1 and entry_id in ({})
            group by entry_id",
            placeholders(1, chunk.len())
        );
        let values: Vec<Value> = std::iter::once(kind.into()).chain(chunk.iter().map(|id| (*id).into())).collect();
        for row in db.query_all_raw(sql(db, &text, values)).await? {
            all.insert(row.try_get("", "entry_id")?, row.try_get("", "last")?);
        }
    }
    Ok(all)
}

/// The number of the version that an entry is now; 1 when it never changed.
///
/// # Errors
/// When the database cannot be read.
pub async fn current(db: &impl ConnectionTrait, entry: EntryId) -> Result<i64, DbErr> {
    Ok(last_numbers(db, entry.kind, &[entry.id]).await?.get(&entry.id).copied().unwrap_or(0) + 1)
}

/// What an entry was, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn history(db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<Version>, DbErr> {
    let text = "select * from directory_version where kind = $1 and entry_id = $2 order by number desc";
    let rows = db.query_all_raw(sql(db, text, [entry.kind.into(), entry.id.into()])).await?;
    rows.iter().map(|row| version(entry.kind, row)).collect()
}

/// One version of an entry.
pub(crate) async fn find(db: &impl ConnectionTrait, entry: EntryId, number: i64) -> Result<Option<Version>, DbErr> {
    let text = "select * from directory_version where kind = $1 and entry_id = $2 and number = $3";
    let row = db.query_one_raw(sql(db, text, [entry.kind.into(), entry.id.into(), number.into()])).await?;
    row.as_ref().map(|row| version(entry.kind, row)).transpose()
}

fn version(kind: EntryKind, row: &QueryResult) -> Result<Version, DbErr> {
    let record: serde_json::Value = row.try_get("", "record")?;
    Ok(Version {
        number: row.try_get("", "number")?,
        record: Record::of_version(kind, record).map_err(|error| DbErr::Json(error.to_string()))?,
        until: row.try_get("", "until")?,
        changed_by: row.try_get("", "changed_by")?,
        via: row.try_get("", "via")?,
        note: row.try_get("", "note")?,
    })
}

/// Notes that entries were taken out; what was proposed about them lapses.
pub(crate) async fn retire(tx: &Tx, retired: &[Retired], sources: &[&str]) -> Result<(), DbErr> {
    let rows = retired.iter().zip(sources).map(|(one, source)| -> [Value; 7] {
        [
            one.entry.kind.into(),
            one.entry.id.into(),
            (*source).into(),
            one.at.into(),
            one.by.as_str().into(),
            one.by_hand.into(),
            one.within.to_string().into(),
        ]
    });
    RETIRED.put(tx, rows.collect()).await?;
    if let Some(first) = retired.first() {
        let entries: Vec<EntryId> = retired.iter().map(|one| one.entry).collect();
        proposals::lapse(tx, &entries, (first.at, &first.by)).await?;
    }
    Ok(())
}

/// Whether and how an entry was taken out.
///
/// # Errors
/// When the database cannot be read.
pub async fn retired(db: &impl ConnectionTrait, entry: EntryId) -> Result<Option<Retired>, DbErr> {
    let text = "select * from directory_retired where kind = $1 and entry_id = $2";
    let row = db.query_one_raw(sql(db, text, [entry.kind.into(), entry.id.into()])).await?;
    row.as_ref().map(one_retired).transpose()
}

/// Everything that was taken out together with an entry, itself included.
pub(crate) async fn retired_within(db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<Retired>, DbErr> {
    let text = "select * from directory_retired where within = $1 order by kind, entry_id";
    let rows = db.query_all_raw(sql(db, text, [entry.to_string().into()])).await?;
    rows.iter().map(one_retired).collect()
}

/// What of a source was taken out.
pub(crate) async fn retired_of(db: &impl ConnectionTrait, source: &str) -> Result<Vec<Retired>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select * from directory_retired where source = $1", [source.into()])).await?;
    rows.iter().map(one_retired).collect()
}

/// Everything that people took out.
pub(crate) async fn retired_by_hand(db: &impl ConnectionTrait) -> Result<Vec<Retired>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select * from directory_retired where by_hand", [])).await?;
    rows.iter().map(one_retired).collect()
}

/// Forgets that entries were taken out: they are there again, and what was proposed about them waits again.
pub(crate) async fn unretire(tx: &Tx, entries: &[EntryId]) -> Result<(), DbErr> {
    for entry in entries {
        let text = "delete from directory_retired where kind = $1 and entry_id = $2";
        tx.execute_raw(sql(tx, text, [entry.kind.into(), entry.id.into()])).await?;
    }
    proposals::revive(tx, entries).await
}

fn one_retired(row: &QueryResult) -> Result<Retired, DbErr> {
    let within: String = row.try_get("", "within")?;
    Ok(Retired {
        entry: EntryId::new(row.try_get("", "kind")?, row.try_get("", "entry_id")?),
        at: row.try_get("", "retired_at")?,
        by: row.try_get("", "retired_by")?,
        by_hand: row.try_get("", "by_hand")?,
        within: within.parse().map_err(|error: crate::entry::NoEntry| DbErr::Type(error.to_string()))?,
    })
}
