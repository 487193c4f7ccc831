//! What can be done with an account. Each action checks the right, changes and writes the journal in the caller's unit.

use journal::Changes;
use kernel::{Day, Lang};
use store::Tx;

use super::{Email, GrantId, Held, Invitation, any, checked_name, records, resource};
use crate::link::{self, OneTimeLink, Purpose};
use crate::password::PasswordHash;
use crate::{AccountId, Context, Gate, Grant, Record, Refusal, session, token};

/// Makes an account with its first role, and the link by which its holder sets a password.
///
/// # Errors
/// When the address has an account, the name is none, or the last day lies in the past.
pub async fn invite(
    gate: &Gate,
    cx: &Context,
    tx: &Tx,
    invitation: &Invitation,
) -> Result<(AccountId, OneTimeLink), Refusal> {
    cx.require("access.invite", &any("new"))?;
    let Invitation { email, name, lang, role, scope, until } = invitation;
    let name = checked_name(name)?;
    if records::email_in_use(tx, gate.vault(), email).await? {
        return Err(Refusal::EmailTaken);
    }
    let id = AccountId::generate(&cx.clock, &cx.random);
    let fresh = records::Fresh { id, email, name, lang: *lang, at: cx.now() };
    records::insert(tx, gate.vault(), fresh).await.map_err(taken)?;
    let changes = Changes::none().concealed("email").concealed("name").set("lang", lang);
    note(cx, tx, "access.invite", id, changes).await?;
    grant(cx, tx, id, Grant { role: *role, scope: scope.clone(), from: cx.today(), until: *until }).await?;
    let link = link::issue(cx, tx, id, Purpose::Invitation).await?;
    Ok((id, link))
}

/// Two invitations of one address at the same moment: the database lets one through.
fn taken(error: sea_orm::DbErr) -> Refusal {
    if store::broken_constraint(&error).is_some() { Refusal::EmailTaken } else { error.into() }
}

/// Notes that somebody asks for a way back in. The same whether the address has an account or not.
///
/// # Errors
/// When the database refuses.
pub async fn ask_for_reset(gate: &Gate, cx: &Context, tx: &Tx, email: &Email) -> Result<(), Refusal> {
    let known = records::credential_by_email(tx, gate.vault(), email).await?;
    cx.require("access.ask_for_reset", &any("unknown"))?;
    let who = known.map(|credential| credential.account).filter(|account| account.disabled_at.is_none());
    if let Some(account) = &who {
        records::set_reset_asked(tx, account.id, Some(cx.now())).await?;
    }
    let record = Record {
        action: "access.ask_for_reset",
        kind: "account",
        id: who.map_or_else(|| "unknown".to_owned(), |account| account.id.to_string()),
        changes: Changes::none(),
    };
    Ok(cx.record(tx, record).await?)
}

/// Makes the link by which the holder of an account sets a new password.
///
/// # Errors
/// When there is no such account, or it is disabled.
pub async fn issue_reset(gate: &Gate, cx: &Context, tx: &Tx, id: AccountId) -> Result<OneTimeLink, Refusal> {
    cx.require("access.issue_reset", &resource(cx, id))?;
    let account = records::find(tx, gate.vault(), id).await?.ok_or(Refusal::NotFound)?;
    if account.disabled_at.is_some() {
        return Err(Refusal::Disabled);
    }
    let purpose = if account.has_password { Purpose::Reset } else { Purpose::Invitation };
    let link = link::issue(cx, tx, id, purpose).await?;
    note(cx, tx, "access.issue_reset", id, Changes::none()).await?;
    Ok(link)
}

/// Changes the name and the language of one's own account.
///
/// # Errors
/// When nobody is signed in, or the name is none.
pub async fn describe_oneself(gate: &Gate, cx: &Context, tx: &Tx, (name, lang): (&str, Lang)) -> Result<(), Refusal> {
    let id = oneself(cx)?;
    cx.require("access.describe_oneself", &resource(cx, id))?;
    let name = checked_name(name)?;
    let before = records::find(tx, gate.vault(), id).await?.ok_or(Refusal::NotFound)?;
    records::set_description(tx, gate.vault(), id, (name, lang)).await?;
    let changes = Changes::none().field("lang", before.lang, lang);
    let changes = if before.name == name { changes } else { changes.concealed("name") };
    note(cx, tx, "access.describe_oneself", id, changes).await
}

/// Sets a new password on one's own account, whose present one was proven, and ends every other session.
///
/// # Errors
/// When nobody is signed in.
pub async fn change_password(
    cx: &Context,
    tx: &Tx,
    proven: crate::sign_in::Proven,
    hash: &PasswordHash,
    token: &str,
) -> Result<(), Refusal> {
    let id = oneself(cx)?;
    cx.require("access.change_password", &resource(cx, id))?;
    if proven.account() != id {
        return Err(Refusal::WrongPassword);
    }
    records::set_password(tx, id, hash).await?;
    session::end_others(tx, id, token).await?;
    note(cx, tx, "access.change_password", id, Changes::none().concealed("password")).await
}

/// Shuts an account: nobody can sign in with it, its sessions, its tokens and its link end now.
///
/// # Errors
/// When there is no such account, or it is one's own.
pub async fn disable(gate: &Gate, cx: &Context, tx: &Tx, id: AccountId) -> Result<(), Refusal> {
    cx.require("access.disable", &resource(cx, id))?;
    if oneself(cx).is_ok_and(|own| own == id) {
        return Err(Refusal::Oneself);
    }
    let account = records::find(tx, gate.vault(), id).await?.ok_or(Refusal::NotFound)?;
    if account.disabled_at.is_some() {
        return Ok(());
    }
    records::set_disabled(tx, id, Some(cx.now())).await?;
    session::end_all(tx, id).await?;
    token::revoke_all(tx, id, cx.now()).await?;
    link::withdraw(tx, id).await?;
    note(cx, tx, "access.disable", id, Changes::none().field("disabled", false, true)).await
}

/// Opens a disabled account again, with the password and the roles that it had.
///
/// # Errors
/// When there is no such account.
pub async fn enable(gate: &Gate, cx: &Context, tx: &Tx, id: AccountId) -> Result<(), Refusal> {
    cx.require("access.enable", &resource(cx, id))?;
    let account = records::find(tx, gate.vault(), id).await?.ok_or(Refusal::NotFound)?;
    if account.disabled_at.is_none() {
        return Ok(());
    }
    records::set_disabled(tx, id, None).await?;
    note(cx, tx, "access.enable", id, Changes::none().field("disabled", true, false)).await
}

/// Gives an account a role for something, from a day on, until a day if it is to end.
///
/// # Errors
/// When there is no such account, the role is held already, the days are in the wrong order, or somebody would give
/// themselves a role: who manages accounts is not to open other doors with that. The command line may.
pub async fn grant(cx: &Context, tx: &Tx, id: AccountId, grant: Grant) -> Result<GrantId, Refusal> {
    cx.require("access.grant", &resource(cx, id))?;
    if oneself(cx).is_ok_and(|own| own == id) {
        return Err(Refusal::Oneself);
    }
    if grant.until.is_some_and(|until| until < grant.from) {
        return Err(Refusal::EndsBeforeItBegins);
    }
    let same = |held: &Held| {
        let open = held.grant.until.is_none_or(|until| grant.from <= until);
        open && held.grant.role == grant.role && held.grant.scope == grant.scope
    };
    if records::grants(tx, &[id]).await?.iter().any(same) {
        return Err(Refusal::GrantHeld);
    }
    let held = Held { id: GrantId::generate(&cx.clock, &cx.random), account: id, grant };
    records::insert_grant(tx, &held).await.map_err(unknown_account)?;
    let grant = &held.grant;
    let changes = Changes::none().set("role", grant.role).set("scope", grant.scope.to_string());
    note(cx, tx, "access.grant", id, changes.set("from", grant.from).field("until", None::<Day>, grant.until)).await?;
    Ok(held.id)
}

fn unknown_account(error: sea_orm::DbErr) -> Refusal {
    if store::broken_constraint(&error).is_some() { Refusal::NotFound } else { error.into() }
}

/// Takes a role back: it was held until yesterday.
///
/// # Errors
/// When there is no such role held, or an administrator would take it from themselves.
pub async fn revoke(cx: &Context, tx: &Tx, id: GrantId) -> Result<AccountId, Refusal> {
    let held = records::find_grant(tx, id).await?.ok_or(Refusal::NotFound)?;
    cx.require("access.revoke", &resource(cx, held.account))?;
    if oneself(cx).is_ok_and(|own| own == held.account) {
        return Err(Refusal::Oneself);
    }
    let yesterday = Day::new(cx.today().get().saturating_sub(jiff::Span::new().days(1)));
    let last = held.grant.until.map_or(yesterday, |until| until.min(yesterday));
    records::end_grant(tx, &held, last).await?;
    let grant = &held.grant;
    let changes = Changes::none().field("role", grant.role, None::<&str>);
    let changes = changes.field("scope", grant.scope.to_string(), None::<&str>);
    note(cx, tx, "access.revoke", held.account, changes).await?;
    Ok(held.account)
}

/// Who is signed in.
pub(crate) fn oneself(cx: &Context) -> Result<AccountId, Refusal> {
    let denied = || crate::Denied {
        action: "access.act_for_oneself".to_owned(),
        sign_in_may_help: true,
        by_program: cx.actor.program().is_some(),
    };
    Ok(cx.actor.account().ok_or_else(denied)?.id)
}

/// Writes into the journal what was done to an account.
pub(crate) async fn note(cx: &Context, tx: &Tx, action: &str, id: AccountId, changes: Changes) -> Result<(), Refusal> {
    Ok(cx.record(tx, Record { action, kind: "account", id: id.to_string(), changes }).await?)
}
