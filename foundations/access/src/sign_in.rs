//! Signing in: the password, then the code of the second factor where there is one.
//!
//! Hashing takes longer than a unit of work may, and a failed guess must be counted although nothing else lasts: these
//! actions therefore begin and commit their own units.

use std::net::IpAddr;

use journal::Changes;
use store::{Store, Tx};

use crate::account::actions::{note, oneself};
use crate::account::records::{self, Lock};
use crate::account::{self, Email};
use crate::session::{self, Started, acting_as};
use crate::throttle::{self, Target};
use crate::{AccountId, Context, Gate, Record, Refusal, second_factor};

/// What somebody typed to sign in, and where from.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The address, as typed.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// Where the request came from, when that is known.
    pub origin: Option<IpAddr>,
}

impl std::fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials")
    }
}

/// The proof that somebody knows the password of an account; only [`prove_password`] makes one.
#[derive(Debug)]
pub struct Proven(AccountId);

impl Proven {
    /// Whose password was proven.
    pub fn account(&self) -> AccountId {
        self.0
    }
}

/// Signs in with address and password. With a second factor the session opens nothing until [`confirm`].
///
/// # Errors
/// [`Refusal::WrongCredentials`] whatever is wrong, [`Refusal::Disabled`] only with the right password,
/// [`Refusal::TooManyTries`] while a wait lasts.
pub async fn sign_in(gate: &Gate, cx: &Context, store: &Store, typed: Credentials<'_>) -> Result<Started, Refusal> {
    cx.require("access.sign_in", &account::any("unknown"))?;
    let target = Target::password(gate.vault(), typed.email);
    let origin = typed.origin.map(|address| Target::origin(gate.vault(), address));
    let targets: Vec<_> = [Some(target.clone()), origin.clone()].into_iter().flatten().collect();
    counted(cx, store, &targets).await?;
    let lock = match typed.email.parse::<Email>() {
        Ok(email) => records::lock_by_email(store.read(), gate.vault(), &email).await?,
        Err(_) => None,
    };
    let kept = lock.as_ref().and_then(|lock| lock.password.clone());
    let fits = gate.passwords().matches(typed.password, kept).await;

    let tx = store.begin().await?;
    let outcome = conclude(cx, &tx, lock.as_ref(), fits).await?;
    if outcome.is_ok() {
        throttle::forget(&tx, &target).await?;
        if let Some(origin) = &origin {
            throttle::take_back(&tx, origin).await?;
        }
    }
    tx.commit().await?;
    outcome
}

/// What is written is the same whether the account exists or not, and so is the time that it takes.
async fn conclude(cx: &Context, tx: &Tx, lock: Option<&Lock>, fits: bool) -> Result<Result<Started, Refusal>, Refusal> {
    let account = lock.map(|lock| &lock.account);
    match account {
        Some(account) if fits && account.disabled_at.is_none() => {
            let started = session::start(cx, tx, account.id, account.has_second_factor).await?;
            if !started.awaits_code {
                note(&acting_as(cx, account.id), tx, "access.sign_in", account.id, Changes::none()).await?;
            }
            Ok(Ok(started))
        }
        _ => {
            let id = account.map_or_else(|| "unknown".to_owned(), |account| account.id.to_string());
            let record = Record { action: "access.sign_in_refused", kind: "account", id, changes: Changes::none() };
            cx.record(tx, record).await?;
            Ok(Err(if fits { Refusal::Disabled } else { Refusal::WrongCredentials }))
        }
    }
}

/// Signs in with the code of the second factor, or a recovery code; the token of the first step opens nothing after.
///
/// # Errors
/// [`Refusal::NotFound`] when nobody waits behind the token, [`Refusal::WrongCode`], [`Refusal::TooManyTries`].
pub async fn confirm(
    gate: &Gate,
    cx: &Context,
    store: &Store,
    (token, code): (&str, &str),
) -> Result<Started, Refusal> {
    cx.require("access.sign_in", &account::any("unknown"))?;
    let tx = store.begin().await?;
    let id = session::awaiting(&tx, gate, token, cx.now()).await?.ok_or(Refusal::NotFound)?;
    let target = Target::code(gate.vault(), id);
    if let Err(refusal) = throttle::count(&tx, std::slice::from_ref(&target), cx.now()).await {
        tx.commit().await?;
        return Err(refusal);
    }
    let acting = acting_as(cx, id);
    let outcome = if second_factor::accepts(gate, cx, &tx, id, code).await? {
        throttle::forget(&tx, &target).await?;
        session::replace(&tx, token).await?;
        note(&acting, &tx, "access.sign_in", id, Changes::none()).await?;
        Ok(session::start(cx, &tx, id, false).await?)
    } else {
        note(&acting, &tx, "access.sign_in_refused", id, Changes::none()).await?;
        Err(Refusal::WrongCode)
    };
    tx.commit().await?;
    outcome
}

/// Proves that whoever is signed in knows the password: asked before a password or a second factor changes.
///
/// # Errors
/// [`Refusal::WrongPassword`], [`Refusal::TooManyTries`].
pub async fn prove_password(gate: &Gate, cx: &Context, store: &Store, password: &str) -> Result<Proven, Refusal> {
    let id = oneself(cx)?;
    let lock = records::lock_by_id(store.read(), gate.vault(), id).await?.ok_or(Refusal::NotFound)?;
    let target = Target::password(gate.vault(), lock.account.email.as_str());
    counted(cx, store, std::slice::from_ref(&target)).await?;
    if !gate.passwords().matches(password, lock.password).await {
        return Err(Refusal::WrongPassword);
    }
    let tx = store.begin().await?;
    throttle::forget(&tx, &target).await?;
    tx.commit().await?;
    Ok(Proven(id))
}

/// Counts a question that anybody may ask, such as for a new password: who asks too often waits.
///
/// # Errors
/// [`Refusal::TooManyTries`].
pub async fn count_question(gate: &Gate, cx: &Context, store: &Store, origin: Option<IpAddr>) -> Result<(), Refusal> {
    let target = origin.map(|address| Target::origin(gate.vault(), address));
    counted(cx, store, target.as_slice()).await
}

async fn counted(cx: &Context, store: &Store, targets: &[Target]) -> Result<(), Refusal> {
    let tx = store.begin().await?;
    let counted = throttle::count(&tx, targets, cx.now()).await;
    tx.commit().await?;
    counted
}
