//! One-time links: how a person without a password gets one. Only a link's hash is kept.

use std::fmt;
use std::str::FromStr;

use jiff::SignedDuration;
use journal::Changes;
use kernel::{Lang, Timestamp};
use sea_orm::{ConnectionTrait, DbErr};
use sha2::{Digest as _, Sha256};
use store::{Tx, sql};

use crate::account::actions::note;
use crate::account::{self, records};
use crate::password::PasswordHash;
use crate::{AccountId, Context, Gate, Refusal, session};

/// What a link is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To begin with an account; good for 7 days.
    Invitation,
    /// To set a new password; good for an hour.
    Reset,
}

impl Purpose {
    fn lasts(self) -> SignedDuration {
        match self {
            Self::Invitation => SignedDuration::from_hours(7 * 24),
            Self::Reset => SignedDuration::from_hours(1),
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        })
    }
}

impl FromStr for Purpose {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "invitation" => Ok(Self::Invitation),
            "reset" => Ok(Self::Reset),
            other => Err(format!("`{other}` is no purpose of a link")),
        }
    }
}

kernel::column_text!(Purpose);

/// A link as it is shown, once. Its token is nowhere else.
#[derive(Clone)]
pub struct OneTimeLink {
    /// What it is for.
    pub purpose: Purpose,
    /// What makes it unguessable.
    pub token: String,
    /// Until when it opens.
    pub expires_at: Timestamp,
}

impl OneTimeLink {
    /// The path of the page that it opens.
    pub fn path(&self) -> String {
        format!("/{}/{}", self.purpose, self.token)
    }
}

/// The token stays out of logs.
impl fmt::Debug for OneTimeLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OneTimeLink({})", self.purpose)
    }
}

/// An account that a link opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// What the link is for.
    pub purpose: Purpose,
    /// The account.
    pub account: account::Account,
}

/// The account that a token opens now, if it does. Uses nothing up.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(
    db: &impl ConnectionTrait,
    gate: &Gate,
    now: Timestamp,
    (purpose, token): (Purpose, &str),
) -> Result<Option<Opened>, Refusal> {
    let text = "select account from one_time_link
        where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3";
    let values = [hash_of(token).into(), purpose.into(), now.into()];
    let Some(row) = db.query_one_raw(sql(db, text, values)).await? else { return Ok(None) };
    let account = records::find(db, gate.vault(), row.try_get("", "account")?).await?;
    Ok(account.filter(|account| account.disabled_at.is_none()).map(|account| Opened { purpose, account }))
}

/// Accepts an invitation: sets the password, and the name and language of the account.
///
/// # Errors
/// When the link opens nothing, or the name is none.
pub async fn accept_invitation(
    gate: &Gate,
    cx: &Context,
    tx: &Tx,
    token: &str,
    (name, lang, hash): (&str, Lang, &PasswordHash),
) -> Result<AccountId, Refusal> {
    cx.require("access.accept_invitation", &account::any("invited"))?;
    let name = account::checked_name(name)?;
    let id = spend(tx, Purpose::Invitation, token, cx.now()).await?;
    let cx = session::acting_as(cx, id);
    records::set_description(tx, gate.vault(), id, (name, lang)).await?;
    records::set_password(tx, id, hash).await?;
    let changes = Changes::none().concealed("name").concealed("password");
    note(&cx, tx, "access.accept_invitation", id, changes).await?;
    Ok(id)
}

/// Sets a new password by a reset link, and ends every session of the account.
///
/// # Errors
/// When the link opens nothing.
pub async fn reset(cx: &Context, tx: &Tx, token: &str, hash: &PasswordHash) -> Result<AccountId, Refusal> {
    cx.require("access.reset", &account::any("reset"))?;
    let id = spend(tx, Purpose::Reset, token, cx.now()).await?;
    let cx = session::acting_as(cx, id);
    records::set_password(tx, id, hash).await?;
    session::end_all(tx, id).await?;
    note(&cx, tx, "access.reset", id, Changes::none().concealed("password")).await?;
    Ok(id)
}

/// Makes a link; it takes the place of any other that the account has.
pub(crate) async fn issue(cx: &Context, tx: &Tx, id: AccountId, purpose: Purpose) -> Result<OneTimeLink, DbErr> {
    let link = OneTimeLink { purpose, token: cx.random.token(), expires_at: cx.now().plus(purpose.lasts()) };
    let text = "insert into one_time_link (account, purpose, token_hash, created_at, expires_at)
        values ($1, $2, $3, $4, $5)
        on conflict (account) do update set purpose = excluded.purpose, token_hash = excluded.token_hash,
        created_at = excluded.created_at, expires_at = excluded.expires_at, used_at = null";
    let hash = hash_of(&link.token);
    let values = [id.into(), purpose.into(), hash.into(), cx.now().into(), link.expires_at.into()];
    tx.execute_raw(sql(tx, text, values)).await?;
    Ok(link)
}

/// Takes the link of an account back.
pub(crate) async fn withdraw(tx: &Tx, id: AccountId) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "delete from one_time_link where account = $1", [id.into()])).await.map(drop)
}

/// Uses a link up. Of several at once the database lets one through.
async fn spend(tx: &Tx, purpose: Purpose, token: &str, now: Timestamp) -> Result<AccountId, Refusal> {
    let text = "update one_time_link set used_at = $3
        where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3 returning account";
    let values = [hash_of(token).into(), purpose.into(), now.into()];
    let row = tx.query_one_raw(sql(tx, text, values)).await?.ok_or(Refusal::LinkSpent)?;
    Ok(row.try_get("", "account")?)
}

/// What is kept of a token. A plain hash will do: nobody guesses 256 bits.
pub(crate) fn hash_of(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
