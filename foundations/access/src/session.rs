//! Sessions: who is signed in, kept in the database so that every process knows and anybody can sign out everywhere.

mod records;

use std::sync::Arc;

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use journal::Changes;
use kernel::{Clock, Lang, Timestamp};
use sea_orm::DbErr;
use store::{Store, StoreError, Tx};
use tokio::sync::Semaphore;

use crate::account::actions::{note, oneself};
use crate::account::{self, records as accounts};
use crate::link::hash_of;
use crate::{AccountId, Actor, Context, Gate, Refusal, SignedIn};

pub use records::{Held, of_account};
pub(crate) use records::{end_all, end_others, purge};

kernel::typed_id! {
    /// The id of a session, to end it by. Not the token that opens it.
    pub struct SessionId;
}

/// How long a session lasts at most.
pub const LASTS: SignedDuration = SignedDuration::from_hours(12);
/// How long a session lasts without a request.
pub const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// How long somebody may look for the code of the second factor.
pub const AWAITS_CODE: SignedDuration = SignedDuration::from_mins(10);
/// How exactly we remember when a session was last used: a write at each request would be too dear.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// A session that begins: its token goes into the visitor's cookie and nowhere else.
#[derive(Clone)]
pub struct Started {
    /// What the cookie holds.
    pub token: String,
    /// When it ends whatever happens.
    pub expires_at: Timestamp,
    /// Set while the code of the second factor is awaited: the session opens nothing until then.
    pub awaits_code: bool,
}

impl std::fmt::Debug for Started {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Started {{ expires_at: {}, awaits_code: {} }}", self.expires_at, self.awaits_code)
    }
}

/// A session as a request finds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub account: Arc<SignedIn>,
    /// The language of its holder.
    pub lang: Lang,
    /// Whether the code of the second factor is still awaited: then its holder is nobody yet.
    pub awaits_code: bool,
    /// Whether a role rests until its holder has a second factor.
    pub roles_rest: bool,
}

impl Session {
    /// Who acts in this session.
    pub fn actor(&self) -> Actor {
        if self.awaits_code { Actor::Visitor } else { Actor::Account(Arc::clone(&self.account)) }
    }
}

/// Finds sessions by their token. Clones are cheap.
#[derive(Clone, Debug)]
pub struct Sessions {
    store: Store,
    gate: Gate,
    clock: Clock,
    time_zone: TimeZone,
    /// One note at a time: while the database is busy they would only queue up behind each other.
    noting: Arc<Semaphore>,
}

impl Sessions {
    /// The sessions kept in a database; the roles held are those of today in a time zone.
    pub fn new(store: Store, gate: Gate, clock: Clock, time_zone: TimeZone) -> Self {
        Self { store, gate, clock, time_zone, noting: Arc::new(Semaphore::new(1)) }
    }

    /// The session that a token opens, unless it ended, expired, or its account was disabled.
    ///
    /// # Errors
    /// When the database cannot be read, or the vault cannot open what it holds.
    pub async fn find(&self, token: &str) -> Result<Option<Session>, Refusal> {
        let now = self.clock.now();
        let db = self.store.read();
        let Some(row) = records::by_token(db, self.gate.vault(), &hash_of(token)).await? else { return Ok(None) };
        if row.held.is_over(now) {
            return Ok(None);
        }
        let mut grants = accounts::grants_on(db, row.account, self.clock.today(&self.time_zone)).await?;
        let all = grants.len();
        grants.retain(|grant| !self.gate.rests(grant.role, row.has_factor));
        if now.since(row.held.seen_at) >= SEEN_EVERY {
            self.note_seen(row.held.id, now);
        }
        let roles_rest = grants.len() < all;
        let account = Arc::new(SignedIn { id: row.account, name: row.name, grants });
        Ok(Some(Session { id: row.held.id, account, lang: row.lang, awaits_code: row.awaits_code, roles_rest }))
    }

    /// Who acts with a token: a visitor when it opens no session.
    ///
    /// # Errors
    /// As [`Sessions::find`], as a failure of the database.
    pub async fn actor(&self, token: &str) -> Result<Actor, StoreError> {
        match self.find(token).await {
            Ok(session) => Ok(session.map_or(Actor::Visitor, |session| session.actor())),
            Err(Refusal::Failed(error)) => Err(error),
            Err(other) => Err(DbErr::Custom(other.to_string()).into()),
        }
    }

    /// Notes beside the request that a session was used. A request never waits for that, nor fails by it: an import may
    /// hold the database for minutes, and the next request notes it as well.
    fn note_seen(&self, id: SessionId, now: Timestamp) {
        let Ok(permit) = Arc::clone(&self.noting).try_acquire_owned() else { return };
        let store = self.store.clone();
        tokio::spawn(async move {
            if let Err(error) = see(&store, id, now).await {
                tracing::info!("that a session was used could not be noted: {error}");
            }
            drop(permit);
        });
    }
}

async fn see(store: &Store, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
    let tx = store.begin().await?;
    records::see(&tx, id, now).await?;
    tx.commit().await
}

/// Ends the session of a token. Ending one that is over already is no fault.
///
/// # Errors
/// When the database refuses.
pub async fn sign_out(cx: &Context, tx: &Tx, token: &str) -> Result<(), Refusal> {
    let Some(account) = records::end(tx, &hash_of(token)).await? else { return Ok(()) };
    let cx = acting_as(cx, account);
    cx.require("access.sign_out", &account::resource(&cx, account))?;
    note(&cx, tx, "access.sign_out", account, Changes::none()).await
}

/// Ends every session of an account: one's own, or as an administrator.
///
/// # Errors
/// When the policies do not permit it.
pub async fn sign_out_everywhere(cx: &Context, tx: &Tx, id: AccountId) -> Result<(), Refusal> {
    cx.require("access.sign_out_everywhere", &account::resource(cx, id))?;
    let ended = records::end_all(tx, id).await?;
    note(cx, tx, "access.sign_out_everywhere", id, Changes::none().set("sessions_ended", ended)).await
}

/// Ends one of one's own sessions, on another device.
///
/// # Errors
/// When it is not one's own.
pub async fn end_own(cx: &Context, tx: &Tx, id: SessionId) -> Result<(), Refusal> {
    let own = oneself(cx)?;
    cx.require("access.sign_out", &account::resource(cx, own))?;
    if !records::end_of(tx, id, own).await? {
        return Err(Refusal::NotFound);
    }
    note(cx, tx, "access.sign_out", own, Changes::none()).await
}

/// Begins a session. A token that was there before opens nothing more: nobody can hand a visitor a session to fill.
pub(crate) async fn start(cx: &Context, tx: &Tx, account: AccountId, awaits_code: bool) -> Result<Started, DbErr> {
    let lasts = if awaits_code { AWAITS_CODE } else { LASTS };
    let started = Started { token: cx.random.token(), expires_at: cx.now().plus(lasts), awaits_code };
    let held = Held {
        id: SessionId::generate(&cx.clock, &cx.random),
        created_at: cx.now(),
        seen_at: cx.now(),
        expires_at: started.expires_at,
    };
    records::insert(tx, account, &held, (&hash_of(&started.token), awaits_code)).await?;
    Ok(started)
}

/// The same context, acting as an account that is about to sign in or has just proven a link.
pub(crate) fn acting_as(cx: &Context, id: AccountId) -> Context {
    let account = SignedIn { id, name: String::new(), grants: Vec::new() };
    Context { actor: Actor::Account(Arc::new(account)), ..cx.clone() }
}

/// The account that waits behind a token for the code of its second factor.
pub(crate) async fn awaiting(tx: &Tx, gate: &Gate, token: &str, now: Timestamp) -> Result<Option<AccountId>, Refusal> {
    let row = records::by_token(tx, gate.vault(), &hash_of(token)).await?;
    Ok(row.filter(|row| row.awaits_code && !row.held.is_over(now)).map(|row| row.account))
}

/// Ends the session of a token without a word: another takes its place.
pub(crate) async fn replace(tx: &Tx, token: &str) -> Result<(), DbErr> {
    records::end(tx, &hash_of(token)).await.map(drop)
}
