//! Making a token and taking it back.

use jiff::SignedDuration;
use journal::Changes;
use kernel::Timestamp;
use sea_orm::DbErr;
use store::Tx;

use super::records::{self, Held};
use super::{MARK, Reach, TokenId};
use crate::account::actions::{note, oneself};
use crate::account::{self, checked_name};
use crate::link::hash_of;
use crate::{AccountId, Context, Refusal};

/// The most tokens of one account that open something.
const MOST: u64 = 20;
/// How long a token may last.
const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// A token that somebody wants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// What it is for, in its maker's words.
    pub name: String,
    /// How far it reaches.
    pub reach: Reach,
    /// The one organisation for which it may change something.
    pub organisation: Option<String>,
    /// The one source whose entries it may change.
    pub source: Option<String>,
    /// How long it lasts; a year at most.
    pub lasts: SignedDuration,
}

/// A token as it is shown, once. It is nowhere else.
#[derive(Clone)]
pub struct Made {
    /// Its id.
    pub id: TokenId,
    /// What the program sends.
    pub token: String,
    /// Until when it opens.
    pub expires_at: Timestamp,
}

/// The token stays out of logs.
impl std::fmt::Debug for Made {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Made({})", self.id)
    }
}

/// Makes a token that acts for whoever is signed in.
///
/// # Errors
/// When they may not, have too many, or the name is none.
pub async fn make(cx: &Context, tx: &Tx, draft: Draft) -> Result<Made, Refusal> {
    let own = oneself(cx)?;
    cx.require("access.make_token", &account::resource(cx, own))?;
    let name = checked_name(&draft.name)?.to_owned();
    if records::living(tx, own, cx.now()).await? >= MOST {
        return Err(Refusal::TooManyTokens);
    }
    let token = format!("{MARK}{}", cx.random.token());
    let lasts = draft.lasts.clamp(SignedDuration::from_hours(1), LONGEST);
    let held = Held {
        id: TokenId::generate(&cx.clock, &cx.random),
        account: own,
        name,
        reach: draft.reach,
        organisation: draft.organisation,
        source: draft.source,
        created_at: cx.now(),
        expires_at: cx.now().plus(lasts),
        used_at: None,
        revoked_at: None,
    };
    records::insert(tx, &held, &hash_of(&token)).await?;
    let changes = Changes::none()
        .set("token", held.id.to_string())
        .set("reach", held.reach)
        .set("organisation", held.organisation.clone())
        .set("source", held.source.clone())
        .set("expires_at", held.expires_at.to_string());
    note(cx, tx, "access.make_token", own, changes).await?;
    Ok(Made { id: held.id, token, expires_at: held.expires_at })
}

/// Takes a token back: one's own, or as an administrator anybody's. One that ended already stays as it is.
///
/// # Errors
/// When there is no such token, or it may not be taken back.
pub async fn revoke(cx: &Context, tx: &Tx, id: TokenId) -> Result<AccountId, Refusal> {
    let held = records::find(tx, id).await?.ok_or(Refusal::NotFound)?;
    cx.require("access.revoke_token", &account::resource(cx, held.account))?;
    records::end(tx, id, cx.now()).await?;
    let changes = Changes::none().set("token", id.to_string());
    note(cx, tx, "access.revoke_token", held.account, changes).await?;
    Ok(held.account)
}

/// Takes all tokens of an account back: it is closed.
pub(crate) async fn revoke_all(tx: &Tx, account: AccountId, now: Timestamp) -> Result<(), DbErr> {
    records::end_all(tx, account, now).await
}
