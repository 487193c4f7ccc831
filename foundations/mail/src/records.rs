//! Every query about the outbox.

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr};
use store::{Tx, sql};

use crate::{LetterId, State};

/// How many letters of a kind are in a state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Count {
    /// The kind.
    pub kind: String,
    /// The state.
    pub state: State,
    /// How many.
    pub letters: i64,
}

/// How many letters there are, by kind and state.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(db: &impl ConnectionTrait) -> Result<Vec<Count>, DbErr> {
    let text = "select kind, state, count(*) as letters from letter group by kind, state order by kind, state";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    let count = |row: &sea_orm::QueryResult| {
        Ok(Count {
            kind: row.try_get("", "kind")?,
            state: row.try_get("", "state")?,
            letters: row.try_get("", "letters")?,
        })
    };
    rows.iter().map(count).collect()
}

/// What became of a letter; nothing when that was forgotten.
///
/// # Errors
/// When the database cannot be read.
pub async fn state(db: &impl ConnectionTrait, id: LetterId) -> Result<Option<State>, DbErr> {
    let row = db.query_one_raw(sql(db, "select state from letter where id = $1", [id.into()])).await?;
    row.map(|row| row.try_get("", "state")).transpose()
}

/// The letters of a kind that wait for the post.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting_of(db: &impl ConnectionTrait, kind: &str) -> Result<Vec<LetterId>, DbErr> {
    let text = "select id from letter where kind = $1 and state = 'waiting' order by id";
    db.query_all_raw(sql(db, text, [kind.into()])).await?.iter().map(|row| row.try_get("", "id")).collect()
}

/// Forgets that letters went, of those that ended before a moment; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn purge(tx: &Tx, before: Timestamp) -> Result<u64, DbErr> {
    let text = "delete from letter where state <> 'waiting' and ended_at < $1";
    Ok(tx.execute_raw(sql(tx, text, [before.into()])).await?.rows_affected())
}

pub(crate) async fn insert(tx: &Tx, id: LetterId, (kind, sealed): (&str, Vec<u8>), at: Timestamp) -> Result<(), DbErr> {
    let text = "insert into letter (id, kind, state, sealed, written_at) values ($1, $2, 'waiting', $3, $4)";
    tx.execute_raw(sql(tx, text, [id.into(), kind.into(), sealed.into(), at.into()])).await.map(drop)
}

/// What a letter that waits says, sealed.
pub(crate) async fn waiting(db: &impl ConnectionTrait, id: LetterId) -> Result<Option<Vec<u8>>, DbErr> {
    let text = "select sealed from letter where id = $1 and state = 'waiting'";
    let row = db.query_one_raw(sql(db, text, [id.into()])).await?;
    row.map_or(Ok(None), |row| row.try_get("", "sealed"))
}

/// Ends a letter that waits, and forgets what it says; answers whether it did wait, as 1 or 0.
pub(crate) async fn end(
    tx: &Tx,
    id: LetterId,
    (state, fault): (State, Option<&str>),
    at: Timestamp,
) -> Result<u64, DbErr> {
    let text = "update letter set state = $2, fault = $3, ended_at = $4, sealed = null
        where id = $1 and state = 'waiting'";
    let values = [id.into(), state.into(), fault.into(), at.into()];
    Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected())
}
