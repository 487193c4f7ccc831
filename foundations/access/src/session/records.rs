//! Every query about sessions.

use kernel::{Lang, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use store::{Tx, sql};

use super::{IDLE, SessionId};
use crate::account::records::open_name;
use crate::link::hash_of;
use crate::{AccountId, Refusal, Vault};

/// A session as its holder sees it in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Its id.
    pub id: SessionId,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to five minutes.
    pub seen_at: Timestamp,
    /// When it ends whatever happens.
    pub expires_at: Timestamp,
}

impl Held {
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        now >= self.expires_at || now.since(self.seen_at) >= IDLE
    }
}

pub(super) struct Row {
    pub held: Held,
    pub account: AccountId,
    pub name: String,
    pub lang: Lang,
    pub awaits_code: bool,
    pub has_factor: bool,
}

pub(super) async fn insert(
    tx: &Tx,
    account: AccountId,
    held: &Held,
    (token_hash, awaits_code): (&str, bool),
) -> Result<(), DbErr> {
    let text = "insert into account_session (id, account, token_hash, awaits_code, created_at, seen_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    let values = [
        held.id.into(),
        account.into(),
        token_hash.into(),
        awaits_code.into(),
        held.created_at.into(),
        held.seen_at.into(),
        held.expires_at.into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

pub(super) async fn by_token(
    db: &impl ConnectionTrait,
    vault: &Vault,
    token_hash: &str,
) -> Result<Option<Row>, Refusal> {
    let text = "select s.*, a.name, a.lang, exists (select 1 from second_factor f
            where f.account = a.id and f.confirmed_at is not null) as has_factor
        from account_session s join account a on a.id = s.account
        where s.token_hash = $1 and a.disabled_at is null";
    let Some(row) = db.query_one_raw(sql(db, text, [token_hash.into()])).await? else { return Ok(None) };
    Ok(Some(Row {
        held: held(&row)?,
        account: row.try_get("", "account")?,
        name: open_name(vault, &row, "name")?,
        lang: row.try_get("", "lang")?,
        awaits_code: row.try_get("", "awaits_code")?,
        has_factor: row.try_get("", "has_factor")?,
    }))
}

/// The sessions of an account that are not over, the latest used first, and which of them a token opens.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_account(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: Timestamp,
    token: &str,
) -> Result<Vec<(Held, bool)>, DbErr> {
    let text = "select * from account_session where account = $1 and not awaits_code order by seen_at desc, id desc";
    let this = hash_of(token);
    let mut sessions = Vec::new();
    for row in db.query_all_raw(sql(db, text, [account.into()])).await? {
        let session = held(&row)?;
        if !session.is_over(now) {
            sessions.push((session, row.try_get::<String>("", "token_hash")? == this));
        }
    }
    Ok(sessions)
}

pub(super) async fn see(tx: &Tx, id: SessionId, now: Timestamp) -> Result<(), DbErr> {
    let text = "update account_session set seen_at = $2 where id = $1 and seen_at < $2";
    tx.execute_raw(sql(tx, text, [id.into(), now.into()])).await.map(drop)
}

pub(super) async fn end(tx: &Tx, token_hash: &str) -> Result<Option<AccountId>, DbErr> {
    let text = "delete from account_session where token_hash = $1 returning account";
    let row = tx.query_one_raw(sql(tx, text, [token_hash.into()])).await?;
    row.map(|row| row.try_get("", "account")).transpose()
}

pub(super) async fn end_of(tx: &Tx, id: SessionId, account: AccountId) -> Result<bool, DbErr> {
    let text = "delete from account_session where id = $1 and account = $2";
    Ok(tx.execute_raw(sql(tx, text, [id.into(), account.into()])).await?.rows_affected() > 0)
}

/// Ends all sessions of an account and says how many there were.
pub(crate) async fn end_all(tx: &Tx, account: AccountId) -> Result<u64, DbErr> {
    let text = "delete from account_session where account = $1";
    Ok(tx.execute_raw(sql(tx, text, [account.into()])).await?.rows_affected())
}

pub(crate) async fn end_others(tx: &Tx, account: AccountId, token: &str) -> Result<(), DbErr> {
    let text = "delete from account_session where account = $1 and token_hash <> $2";
    tx.execute_raw(sql(tx, text, [account.into(), hash_of(token).into()])).await.map(drop)
}

/// Removes sessions that are over.
pub(crate) async fn purge(tx: &Tx, now: Timestamp) -> Result<(), DbErr> {
    let idle_since = now.plus(-IDLE);
    let text = "delete from account_session where expires_at <= $1 or seen_at <= $2";
    tx.execute_raw(sql(tx, text, [now.into(), idle_since.into()])).await.map(drop)
}

fn held(row: &QueryResult) -> Result<Held, DbErr> {
    Ok(Held {
        id: row.try_get("", "id")?,
        created_at: row.try_get("", "created_at")?,
        seen_at: row.try_get("", "seen_at")?,
        expires_at: row.try_get("", "expires_at")?,
    })
}
