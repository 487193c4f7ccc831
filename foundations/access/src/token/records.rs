//! Every query about tokens.

use jiff::SignedDuration;
use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};

use super::{Reach, TokenId};
use crate::account::records::open_name;
use crate::{AccountId, Refusal, Vault};

/// How long a token that ended is still listed.
const KEPT: SignedDuration = SignedDuration::from_hours(365 * 24);
/// The most tokens in a list.
const MOST: u32 = 500;

/// A token as its maker and administrators see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Its id.
    pub id: TokenId,
    /// For whom it acts.
    pub account: AccountId,
    /// What it is for.
    pub name: String,
    /// How far it reaches.
    pub reach: Reach,
    /// The one organisation for which it may change something.
    pub organisation: Option<String>,
    /// The one source whose entries it may change.
    pub source: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was last used, to five minutes.
    pub used_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

impl Held {
    /// Whether it opens nothing any more.
    pub fn ended(&self, now: Timestamp) -> bool {
        self.revoked_at.is_some() || now >= self.expires_at
    }
}

/// A token as a request finds it.
pub(super) struct Row {
    pub held: Held,
    /// The name of its maker.
    pub maker: String,
    pub has_factor: bool,
}

pub(super) async fn insert(tx: &Tx, held: &Held, hash: &str) -> Result<(), DbErr> {
    let text = "insert into access_token (id, account, name, token_hash, reach, organisation, source, created_at,
            expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values: [Value; 9] = [
        held.id.into(),
        held.account.into(),
        held.name.as_str().into(),
        hash.into(),
        held.reach.into(),
        held.organisation.clone().into(),
        held.source.clone().into(),
        held.created_at.into(),
        held.expires_at.into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

pub(super) async fn by_token(db: &impl ConnectionTrait, vault: &Vault, hash: &str) -> Result<Option<Row>, Refusal> {
    let text = "select t.*, a.name as maker, exists (select 1 from second_factor f
            where f.account = a.id and f.confirmed_at is not null) as has_factor
        from access_token t join account a on a.id = t.account
        where t.token_hash = $1 and t.revoked_at is null and a.disabled_at is null";
    let Some(row) = db.query_one_raw(sql(db, text, [hash.into()])).await? else { return Ok(None) };
    let maker = open_name(vault, &row, "maker")?;
    Ok(Some(Row { held: held(&row)?, maker, has_factor: row.try_get("", "has_factor")? }))
}

pub(super) async fn find(db: &impl ConnectionTrait, id: TokenId) -> Result<Option<Held>, DbErr> {
    let text = "select * from access_token where id = $1";
    db.query_one_raw(sql(db, text, [id.into()])).await?.as_ref().map(held).transpose()
}

/// The tokens of an account, the latest first; those that ended among them.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_account(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Held>, DbErr> {
    let text = format!("select * from access_token where account = $1 order by created_at desc, id desc limit {MOST}");
    db.query_all_raw(sql(db, &text, [account.into()])).await?.iter().map(held).collect()
}

/// Everybody's tokens, the latest first, each with the name of its maker.
///
/// # Errors
/// When the database cannot be read, or the vault cannot open a name.
pub async fn all(db: &impl ConnectionTrait, vault: &Vault) -> Result<Vec<(Held, String)>, Refusal> {
    let text = format!(
        "select t.*, a.name as maker from access_token t join account a on a.id = t.account
        order by t.created_at desc, t.id desc limit {MOST}"
    );
    let mut found = Vec::new();
    for row in db.query_all_raw(sql(db, &text, [])).await? {
        found.push((held(&row)?, open_name(vault, &row, "maker")?));
    }
    Ok(found)
}

/// How many tokens of an account open something.
pub(super) async fn living(tx: &Tx, account: AccountId, now: Timestamp) -> Result<u64, DbErr> {
    let text = "select count(*) as n from access_token where account = $1 and revoked_at is null and expires_at > $2";
    let row = tx.query_one_raw(sql(tx, text, [account.into(), now.into()])).await?;
    row.map_or(Ok(0), |row| row.try_get::<i64>("", "n").map(i64::unsigned_abs))
}

pub(super) async fn set_used(tx: &Tx, id: TokenId, now: Timestamp) -> Result<(), DbErr> {
    let text = "update access_token set used_at = $2 where id = $1 and (used_at is null or used_at < $2)";
    tx.execute_raw(sql(tx, text, [id.into(), now.into()])).await.map(drop)
}

pub(super) async fn end(tx: &Tx, id: TokenId, now: Timestamp) -> Result<(), DbErr> {
    let text = "update access_token set revoked_at = $2 where id = $1 and revoked_at is null";
    tx.execute_raw(sql(tx, text, [id.into(), now.into()])).await.map(drop)
}

pub(super) async fn end_all(tx: &Tx, account: AccountId, now: Timestamp) -> Result<(), DbErr> {
    let text = "update access_token set revoked_at = $2 where account = $1 and revoked_at is null";
    tx.execute_raw(sql(tx, text, [account.into(), now.into()])).await.map(drop)
}

/// Removes tokens that ended a year ago.
pub(crate) async fn purge(tx: &Tx, now: Timestamp) -> Result<(), DbErr> {
    let text = "delete from access_token where expires_at < $1 or revoked_at < $1";
    tx.execute_raw(sql(tx, text, [now.plus(-KEPT).into()])).await.map(drop)
}

fn held(row: &QueryResult) -> Result<Held, DbErr> {
    Ok(Held {
        id: row.try_get("", "id")?,
        account: row.try_get("", "account")?,
        name: row.try_get("", "name")?,
        reach: row.try_get("", "reach")?,
        organisation: row.try_get("", "organisation")?,
        source: row.try_get("", "source")?,
        created_at: row.try_get("", "created_at")?,
        expires_at: row.try_get("", "expires_at")?,
        used_at: row.try_get("", "used_at")?,
        revoked_at: row.try_get("", "revoked_at")?,
    })
}
