//! The change feed: what an index must look at again, written in the transaction that changed it.

use sea_orm::{ConnectionTrait, DbErr};
use store::{Migration, Tx, sql};
use uuid::Uuid;

/// The tables of the feed.
pub const MIGRATIONS: &[Migration] =
    &[Migration { name: "search-0001-feed", sql: include_str!("../migrations/0001_feed.sql") }];

/// The class of every column of the feed.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// How far the numbers jump when everything is followed anew: further than any follower of another past can have come.
const AFRESH: i64 = 1_000_000_000;

/// Changes that are looked at ahead of their turn.
const AHEAD: u32 = 200;

/// Rows written by one statement. SQLite looks each parameter up in a list of all of them: more rows take more time for each.
const ROWS: usize = 200;

/// A record to look at again, or, without a record, all of its kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Its number; numbers become visible in their order.
    pub seq: i64,
    /// The kind of record.
    pub kind: String,
    /// The record; nothing when all of the kind must be looked at.
    pub record: Option<Uuid>,
}

/// Notes that a record was added, changed or removed, in the transaction that does it.
///
/// # Errors
/// When the database refuses; the transaction is then lost as a whole.
pub async fn changed(tx: &Tx, kind: &str, key: Uuid) -> Result<(), DbErr> {
    note(tx, kind, &[Some(key)]).await
}

/// Notes many records at once; for imports.
///
/// # Errors
/// As [`changed`].
pub async fn changed_many(tx: &Tx, kind: &str, keys: &[Uuid]) -> Result<(), DbErr> {
    for keys in keys.chunks(ROWS) {
        let keys: Vec<_> = keys.iter().copied().map(Some).collect();
        note(tx, kind, &keys).await?;
    }
    Ok(())
}

/// Notes that every record of a kind must be looked at again: their documents depend on something that changed.
///
/// # Errors
/// As [`changed`].
pub async fn changed_all(tx: &Tx, kind: &str) -> Result<(), DbErr> {
    note(tx, kind, &[None]).await
}

/// The counter's row is held until the transaction ends, so numbers become visible in their order and none is missed.
async fn note(tx: &Tx, kind: &str, records: &[Option<Uuid>]) -> Result<(), DbErr> {
    if records.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
    let counter = sql(tx, "update search_counter set seq = seq + $1 where id = 1 returning seq", [count.into()]);
    let row = tx.query_one_raw(counter).await?;
    let row = row.ok_or_else(|| DbErr::Custom("the change feed has no counter".to_owned()))?;
    let first = row.try_get::<i64>("", "seq")? - count + 1;
    let mut text = String::from("insert into search_change (seq, kind, record) values ");
    let mut values = Vec::with_capacity(records.len() * 3);
    for (seq, record) in (first..).zip(records) {
        let n = values.len();
        let comma = if n == 0 { "" } else { ", " };
        text.push_str(&format!("{comma}(${}, ${}, ${})", n + 1, n + 2, n + 3));
        values.extend([seq.into(), kind.into(), (*record).into()]);
    }
    tx.execute_raw(sql(tx, &text, values)).await.map(drop)
}

/// Up to `limit` changes after a place in the feed, for whoever else follows it.
///
/// # Errors
/// When the database cannot be read.
pub async fn after(db: &impl ConnectionTrait, seq: i64, limit: u32) -> Result<Vec<Change>, DbErr> {
    let text = format!("select seq, kind, record from search_change where seq > $1 order by seq limit {limit}");
    let rows = db.query_all_raw(sql(db, &text, [seq.into()])).await?;
    rows.iter().map(one).collect()
}

fn one(row: &sea_orm::QueryResult) -> Result<Change, DbErr> {
    Ok(Change { seq: row.try_get("", "seq")?, kind: row.try_get("", "kind")?, record: row.try_get("", "record")? })
}

/// The newest changes of single records after a place in the feed, the oldest of them first: whoever is far behind looks at them ahead
/// of their turn, so that what somebody writes now does not wait behind an import. Looking twice does no harm.
///
/// # Errors
/// When the database cannot be read.
pub async fn newest(db: &impl ConnectionTrait, seq: i64) -> Result<Vec<Change>, DbErr> {
    let text = format!(
        "select seq, kind, record from search_change where seq > $1 and record is not null order by seq desc limit {AHEAD}"
    );
    let rows = db.query_all_raw(sql(db, &text, [seq.into()])).await?;
    rows.iter().rev().map(one).collect()
}

/// The number of the last change.
///
/// # Errors
/// When the database cannot be read.
pub async fn head(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let row = db.query_one_raw(sql(db, "select seq from search_counter where id = 1", [])).await?;
    row.map_or(Ok(0), |row| row.try_get("", "seq"))
}

/// The number of the oldest change that is kept; one more than the last when none is. Who stopped before it must begin anew.
///
/// # Errors
/// When the database cannot be read.
pub async fn oldest(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let text = "select coalesce((select min(seq) from search_change), (select seq + 1 from search_counter)) as seq";
    let row = db.query_one_raw(sql(db, text, [])).await?;
    row.map_or(Ok(1), |row| row.try_get("", "seq"))
}

/// Makes whoever follows the feed begin anew, in whatever process: what they know belongs to another past, as after a restore.
///
/// # Errors
/// When the database refuses.
pub async fn begin_anew(tx: &Tx) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "delete from search_change", [])).await?;
    let text = "update search_counter set seq = seq + $1 where id = 1";
    tx.execute_raw(sql(tx, text, [AFRESH.into()])).await.map(drop)
}

/// Forgets the changes up to a number.
pub(crate) async fn forget(tx: &Tx, up_to: i64) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "delete from search_change where seq <= $1", [up_to.into()])).await.map(drop)
}
