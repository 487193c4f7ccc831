//! Signing in: the password, then the code of the second factor where there is one.
//!
//! Hashing takes longer than a unit of work may, and a failed guess must be counted although nothing else lasts: these
//! actions therefore begin and commit their own units.

use std::net::IpAddr;

use journal::Changes;
use store::{Store, Tx};

use crate::account::actions::{note, oneself};
use crate::account::records::{self, Credential};
use crate::account::{self, Email};
use crate::session::{self, Started, acting_as};
use crate::throttle::{self, Target};
use crate::{Account, AccountId, Context, Gate, Record, Refusal, second_factor};

/// What somebody typed to sign in, and where from.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The address, as typed.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// Where the request came from, when that is known.
    pub origin: Option<IpAddr>,
    /// What the browser kept of this account, when somebody signed in from it before; see [`crate::browser`].
    pub mark: Option<&'a str>,
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
    let targets = Targets::of(gate, typed);
    counted(cx, store, &targets.in_order()).await?;
    let known = match typed.email.parse::<Email>() {
        Ok(email) => records::credential_by_email(store.read(), gate.vault(), &email).await?,
        Err(_) => None,
    };
    let kept = known.as_ref().and_then(|known| known.password.clone());
    let fits = gate.passwords().matches(typed.password, kept).await;

    let tx = store.begin().await?;
    let outcome = match judge(gate, &tx, known.as_ref(), fits).await? {
        Ok(account) => {
            targets.fitted(&tx).await?;
            Ok(welcome(cx, &tx, &account).await?)
        }
        Err(refusal) => {
            refuse(cx, &tx, known.as_ref()).await?;
            Err(refusal)
        }
    };
    tx.commit().await?;
    outcome
}

/// What a guess at a password is counted by.
struct Targets {
    origin: Option<Target>,
    password: Target,
}

impl Targets {
    fn of(gate: &Gate, typed: Credentials<'_>) -> Self {
        Self {
            origin: typed.origin.map(|address| Target::origin(gate.vault(), address)),
            password: Target::password(gate.vault(), typed.email, typed.mark),
        }
    }

    /// Where it comes from first: who has to wait there does not keep the owner of the account waiting.
    fn in_order(&self) -> Vec<Target> {
        self.origin.iter().chain([&self.password]).cloned().collect()
    }

    /// The guess was right.
    async fn fitted(&self, tx: &Tx) -> Result<(), Refusal> {
        if let Some(origin) = &self.origin {
            throttle::take_back(tx, origin).await?;
        }
        Ok(throttle::forget(tx, &self.password).await?)
    }
}

/// Who may come in. While the password was being counted the account may have been disabled, got a second factor or
/// another password: it is read again, and held until the session stands, so that whoever ends its sessions ends this.
async fn judge(
    gate: &Gate,
    tx: &Tx,
    known: Option<&Credential>,
    fits: bool,
) -> Result<Result<Account, Refusal>, Refusal> {
    let Some(known) = known.filter(|_| fits) else { return Ok(Err(Refusal::WrongCredentials)) };
    let now = records::held_credential(tx, gate.vault(), known.account.id).await?;
    Ok(match now.filter(|now| now.password == known.password).map(|now| now.account) {
        Some(account) if account.disabled_at.is_none() => Ok(account),
        Some(_) => Err(Refusal::Disabled),
        None => Err(Refusal::WrongCredentials),
    })
}

async fn welcome(cx: &Context, tx: &Tx, account: &Account) -> Result<Started, Refusal> {
    let started = session::start(cx, tx, account.id, account.has_second_factor).await?;
    if !started.awaits_code {
        note(&acting_as(cx, account.id), tx, "access.sign_in", account.id, Changes::none()).await?;
    }
    Ok(started)
}

/// What is written is the same whether the account exists or not, and so is the time that it takes.
async fn refuse(cx: &Context, tx: &Tx, known: Option<&Credential>) -> Result<(), Refusal> {
    let id = known.map_or_else(|| "unknown".to_owned(), |known| known.account.id.to_string());
    let record = Record { action: "access.sign_in_refused", kind: "account", id, changes: Changes::none() };
    Ok(cx.record(tx, record).await?)
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
        let started = session::start(cx, &tx, id, false).await?;
        note(&acting, &tx, "access.sign_in", id, Changes::none()).await?;
        Ok(started)
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
    let known = records::credential_by_id(store.read(), gate.vault(), id).await?.ok_or(Refusal::NotFound)?;
    let target = Target::proof(gate.vault(), id);
    counted(cx, store, std::slice::from_ref(&target)).await?;
    if !gate.passwords().matches(password, known.password.clone()).await {
        return Err(Refusal::WrongPassword);
    }
    let tx = store.begin().await?;
    let now = records::held_credential(&tx, gate.vault(), id).await?;
    if now.is_none_or(|now| now.password != known.password) {
        return Err(Refusal::WrongPassword);
    }
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::tz::TimeZone;
    use kernel::{Clock, Lang, Random};
    use sea_orm::ConnectionTrait as _;
    use store::{Migration, sql};

    use super::*;
    use crate::{Invitation, PasswordCost, Policies, RIGHTS, Role, Scope, Vault, link};

    fn steps() -> Vec<Migration> {
        [journal::MIGRATIONS, crate::MIGRATIONS].concat()
    }

    fn gate() -> Gate {
        Gate::new(Vault::new([7; 32], Random::system()), PasswordCost::Cheap, Random::system())
    }

    fn context() -> Context {
        let policies = Arc::new(Policies::load(RIGHTS).unwrap());
        Context::system("test", Clock::system(), Random::system(), policies, TimeZone::UTC)
    }

    /// An account with a password, as a sign-in finds it before the password is counted.
    async fn found(gate: &Gate, cx: &Context, store: &Store) -> Credential {
        let email = "test@example.org".parse::<Email>().unwrap();
        let tx = store.begin().await.unwrap();
        let invitation = Invitation::new(email, Role::Responder, Scope::Everywhere);
        let (id, invited) = account::invite(gate, cx, &tx, &invitation).await.unwrap();
        let hash = gate.passwords().hash("paardenbloem en regenjas", &[]).await.unwrap();
        link::accept_invitation(gate, cx, &tx, &invited.token, ("Test Tester", Lang::Nl, &hash)).await.unwrap();
        tx.commit().await.unwrap();
        records::credential_by_id(store.read(), gate.vault(), id).await.unwrap().unwrap()
    }

    #[store::test(&steps())]
    async fn an_account_disabled_while_its_password_was_counted_stays_shut(store: Store) {
        let (gate, cx) = (gate(), context());
        let known = found(&gate, &cx, &store).await;
        let tx = store.begin().await.unwrap();
        assert!(judge(&gate, &tx, Some(&known), true).await.unwrap().is_ok());
        account::disable(&gate, &cx, &tx, known.account.id).await.unwrap();
        let judged = judge(&gate, &tx, Some(&known), true).await.unwrap();
        assert!(matches!(judged, Err(Refusal::Disabled)), "{judged:?}");
        let guessed = judge(&gate, &tx, Some(&known), false).await.unwrap();
        assert!(matches!(guessed, Err(Refusal::WrongCredentials)), "that it is disabled is told to its owner only");
    }

    #[store::test(&steps())]
    async fn a_password_changed_while_the_old_one_was_counted_opens_nothing(store: Store) {
        let (gate, cx) = (gate(), context());
        let known = found(&gate, &cx, &store).await;
        let hash = gate.passwords().hash("kapstok in het voorjaar", &[]).await.unwrap();
        let tx = store.begin().await.unwrap();
        records::set_password(&tx, known.account.id, &hash).await.unwrap();
        let judged = judge(&gate, &tx, Some(&known), true).await.unwrap();
        assert!(matches!(judged, Err(Refusal::WrongCredentials)), "{judged:?}");
    }

    #[store::test(&steps())]
    async fn a_second_factor_in_place_since_is_asked_for(store: Store) {
        let (gate, cx) = (gate(), context());
        let known = found(&gate, &cx, &store).await;
        let tx = store.begin().await.unwrap();
        let text = "insert into second_factor (account, secret, created_at, confirmed_at, last_step)
            values ($1, $2, $3, $3, 0)";
        let values = [known.account.id.into(), vec![0_u8].into(), cx.now().into()];
        tx.execute_raw(sql(&tx, text, values)).await.unwrap();
        let account = judge(&gate, &tx, Some(&known), true).await.unwrap().unwrap();
        assert!(welcome(&cx, &tx, &account).await.unwrap().awaits_code);
    }
}
