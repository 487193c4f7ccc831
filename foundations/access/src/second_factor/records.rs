//! Every query about second factors and recovery codes.

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr};
use store::{Tx, sql};

use crate::{AccountId, Refusal, Vault};

pub(super) const SECRET: &str = "second_factor.secret";

/// The second factor of an account.
#[derive(Clone, PartialEq, Eq)]
pub struct Factor {
    pub(super) secret: Vec<u8>,
    /// Since when it is in place; being set up until then.
    pub confirmed_at: Option<Timestamp>,
    /// How many recovery codes are left.
    pub codes_left: i64,
}

impl std::fmt::Debug for Factor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Factor {{ confirmed_at: {:?} }}", self.confirmed_at)
    }
}

/// The second factor of an account, in place or being set up.
///
/// # Errors
/// When the database cannot be read or the vault cannot open what it holds.
pub async fn find(db: &impl ConnectionTrait, vault: &Vault, id: AccountId) -> Result<Option<Factor>, Refusal> {
    let text = "select secret, confirmed_at, (select count(*) from recovery_code c
        where c.account = second_factor.account and c.used_at is null) as codes_left
        from second_factor where account = $1";
    let Some(row) = db.query_one_raw(sql(db, text, [id.into()])).await? else { return Ok(None) };
    Ok(Some(Factor {
        secret: vault.open(SECRET, &row.try_get::<Vec<u8>>("", "secret")?)?,
        confirmed_at: row.try_get("", "confirmed_at")?,
        codes_left: row.try_get("", "codes_left")?,
    }))
}

/// Begins, or begins again; says no when one is in place.
pub(super) async fn begin(tx: &Tx, id: AccountId, secret: Vec<u8>, at: Timestamp) -> Result<bool, DbErr> {
    let text = "insert into second_factor (account, secret, created_at, last_step) values ($1, $2, $3, 0)
        on conflict (account) do update set secret = excluded.secret, created_at = excluded.created_at
        where second_factor.confirmed_at is null";
    let done = tx.execute_raw(sql(tx, text, [id.into(), secret.into(), at.into()])).await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn confirm(tx: &Tx, id: AccountId, at: Timestamp, step: i64) -> Result<bool, DbErr> {
    let text = "update second_factor set confirmed_at = $2, last_step = $3 where account = $1 and confirmed_at is null";
    let done = tx.execute_raw(sql(tx, text, [id.into(), at.into(), step.into()])).await?;
    Ok(done.rows_affected() > 0)
}

/// Lets a step through once: each must lie after the last.
pub(super) async fn use_step(tx: &Tx, id: AccountId, step: i64) -> Result<bool, DbErr> {
    let text = "update second_factor set last_step = $2
        where account = $1 and last_step < $2 and confirmed_at is not null";
    Ok(tx.execute_raw(sql(tx, text, [id.into(), step.into()])).await?.rows_affected() > 0)
}

pub(super) async fn use_code(tx: &Tx, id: AccountId, hash: &str, at: Timestamp) -> Result<bool, DbErr> {
    let text = "update recovery_code set used_at = $3 where account = $1 and code_hash = $2 and used_at is null";
    Ok(tx.execute_raw(sql(tx, text, [id.into(), hash.into(), at.into()])).await?.rows_affected() > 0)
}

pub(super) async fn replace_codes(tx: &Tx, id: AccountId, hashes: &[String]) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "delete from recovery_code where account = $1", [id.into()])).await?;
    for hash in hashes {
        let values = [id.into(), hash.as_str().into()];
        tx.execute_raw(sql(tx, "insert into recovery_code (account, code_hash) values ($1, $2)", values)).await?;
    }
    Ok(())
}

/// Removes the second factor and its codes, and says whether there was one.
pub(super) async fn remove(tx: &Tx, id: AccountId) -> Result<bool, DbErr> {
    tx.execute_raw(sql(tx, "delete from recovery_code where account = $1", [id.into()])).await?;
    let done = tx.execute_raw(sql(tx, "delete from second_factor where account = $1", [id.into()])).await?;
    Ok(done.rows_affected() > 0)
}
