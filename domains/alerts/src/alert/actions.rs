//! What can be done with a kept search. What it says stands nowhere in the journal.

use access::{AccountId, Context, Record, Vault};
use directory::watching::Sighting;
use jiff::SignedDuration;
use journal::Changes;
use mail::Address;
use sea_orm::DbErr;
use store::Tx;

use super::desk::Desk;
use super::{Alert, AlertId, Keeper, Rhythm, Search, State, records, resource};
use crate::Refusal;

/// The most searches that an account keeps, and that are kept for a mailbox.
const MOST_OF_ACCOUNT: usize = 30;
const MOST_OF_MAILBOX: usize = 10;
/// New searches for one mailbox that may wait for its word on a day: whoever asks may not be whose it is.
const MOST_WAITING: usize = 3;

/// A search that is to be kept, with what it finds now.
#[derive(Debug)]
pub struct Draft {
    /// Its id, which the form drew.
    pub id: AlertId,
    /// What is looked for.
    pub search: Search,
    /// How often to tell.
    pub rhythm: Rhythm,
    /// What it finds now; nothing where nobody is told.
    pub seen: Option<Vec<Sighting>>,
}

impl Draft {
    fn kept(self, cx: &Context, keeper: Keeper) -> Alert {
        let Self { id, search, rhythm, seen } = self;
        let (state, next_on) = match keeper {
            Keeper::Account(_) => (State::Active, rhythm.after(cx.today())),
            Keeper::Address(_) => (State::Asked, None),
        };
        let (lang, made_at) = (cx.lang, cx.now());
        Alert { id, keeper, search, seen, lang, rhythm, state, made_at, next_on, told_at: None, letter: None }
    }
}

/// Keeps a search of the actor's own. One that is kept already takes the new name and rhythm.
///
/// # Errors
/// When nobody is signed in, or they keep as many as they may.
pub async fn save(cx: &Context, tx: &Tx, vault: &Vault, draft: Draft) -> Result<(), Refusal> {
    let alert = draft.kept(cx, Keeper::Account(mine(cx)?));
    cx.require("alerts.save", &resource(alert.id, true))?;
    let kept = records::of(tx, vault, &alert.keeper).await?;
    let id = match same(&kept, &alert) {
        Some(known) => {
            let (id, rhythm) = (known.id, alert.rhythm);
            let (told_at, letter) = (known.told_at, known.letter);
            records::update(tx, vault, &Alert { id, made_at: known.made_at, told_at, letter, ..alert }).await?;
            return Ok(note(cx, tx, "alerts.save", id, saved(rhythm)).await?);
        }
        None if kept.len() >= MOST_OF_ACCOUNT => return Err(Refusal::TooMany),
        None if records::insert(tx, vault, &alert).await? => alert.id,
        None => return Err(Refusal::NotFound),
    };
    Ok(note(cx, tx, "alerts.save", id, saved(alert.rhythm)).await?)
}

fn saved(rhythm: Rhythm) -> Changes {
    Changes::none().set("rhythm", rhythm).concealed("search")
}

/// The one among these that looks for the same.
fn same<'a>(kept: &'a [Alert], alert: &Alert) -> Option<&'a Alert> {
    kept.iter().find(|known| known.search.query == alert.search.query)
}

/// Changes what one of the actor's own is called, where a name is given, and how often it tells.
///
/// # Errors
/// When it is not there, or not the actor's.
pub async fn change(
    cx: &Context,
    tx: &Tx,
    vault: &Vault,
    (id, name, rhythm): (AlertId, Option<String>, Rhythm),
) -> Result<(), Refusal> {
    let before = held(cx, tx, vault, ("alerts.change", id)).await?;
    let was = before.rhythm;
    let search = Search { name: name.unwrap_or_else(|| before.search.name.clone()), ..before.search.clone() };
    // Who wants letters again is told of what comes from now on, not of the time between.
    let seen = if was == Rhythm::Never { None } else { before.seen.clone() };
    let next_on = if was == rhythm { before.next_on } else { rhythm.after(cx.today()) };
    records::update(tx, vault, &Alert { search, rhythm, seen, next_on, ..before }).await?;
    note(cx, tx, "alerts.change", id, Changes::none().field("rhythm", Some(was), rhythm).concealed("name")).await?;
    Ok(())
}

/// Removes one of the actor's own, for good.
///
/// # Errors
/// When it is not there, or not the actor's.
pub async fn remove(cx: &Context, tx: &Tx, vault: &Vault, id: AlertId) -> Result<(), Refusal> {
    let alert = held(cx, tx, vault, ("alerts.remove", id)).await?;
    take_back(cx, tx, &alert).await?;
    records::remove(tx, id).await?;
    note(cx, tx, "alerts.remove", id, Changes::none()).await?;
    Ok(())
}

/// Asks for letters without an account, and writes the one that asks the mailbox: they begin once it confirms. Answers false, and
/// keeps nothing, where as many are kept for the mailbox as may be: whoever asks is told the same.
///
/// # Errors
/// When the database refuses.
pub async fn ask(cx: &Context, tx: &Tx, desk: &Desk, (draft, to): (Draft, Address)) -> Result<bool, Refusal> {
    let vault = desk.vault();
    let alert = draft.kept(cx, Keeper::Address(to.clone()));
    cx.require("alerts.ask", &resource(alert.id, false))?;
    let kept = records::of(tx, vault, &alert.keeper).await?;
    let a_day_ago = cx.now().plus(-SignedDuration::from_hours(24));
    let (all, waiting) = records::of_mailbox(tx, vault, &to, a_day_ago).await?;
    let asked = match same(&kept, &alert) {
        // Nobody confirmed the earlier question: this one takes its place.
        Some(known) if known.state == State::Asked => Alert { id: known.id, ..alert },
        Some(known) => known.clone(),
        None if all >= MOST_OF_MAILBOX || waiting >= MOST_WAITING => return Ok(false),
        None if records::insert(tx, vault, &alert).await? => alert,
        None => return Ok(false),
    };
    let letter = Some(desk.ask(cx, tx, &asked, to).await?);
    let (id, rhythm) = (asked.id, asked.rhythm);
    records::update(tx, vault, &Alert { letter, ..asked }).await?;
    note(cx, tx, "alerts.ask", id, Changes::none().set("rhythm", rhythm).concealed("address")).await?;
    Ok(true)
}

/// The mailbox confirms: letters begin. Confirming again changes nothing.
///
/// # Errors
/// When it is not there any more, or the time to confirm is over.
pub async fn confirm(cx: &Context, tx: &Tx, vault: &Vault, id: AlertId) -> Result<(), Refusal> {
    cx.require("alerts.confirm", &resource(id, true))?;
    let before = records::hold(tx, vault, id).await?.filter(|alert| !alert.is_too_late(cx.now()));
    let before = before.ok_or(Refusal::Gone)?;
    if before.state == State::Active {
        return Ok(());
    }
    let next_on = before.rhythm.after(cx.today());
    let changes = Changes::none().field("state", Some(before.state), State::Active);
    records::update(tx, vault, &Alert { state: State::Active, next_on, ..before }).await?;
    Ok(note(cx, tx, "alerts.confirm", id, changes).await?)
}

/// Whoever has the link of a letter wants no more: without an account the search is forgotten with its address, with one it is
/// kept and tells no more. Stopping again changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn stop(cx: &Context, tx: &Tx, vault: &Vault, id: AlertId) -> Result<(), Refusal> {
    cx.require("alerts.stop", &resource(id, true))?;
    let Some(alert) = records::hold(tx, vault, id).await? else { return Ok(()) };
    take_back(cx, tx, &alert).await?;
    match alert.keeper {
        Keeper::Address(_) => records::remove(tx, id).await?,
        Keeper::Account(_) => {
            records::update(tx, vault, &Alert { rhythm: Rhythm::Never, next_on: None, ..alert }).await?;
        }
    }
    Ok(note(cx, tx, "alerts.stop", id, Changes::none()).await?)
}

/// Takes back a letter that still waits for the post.
async fn take_back(cx: &Context, tx: &Tx, alert: &Alert) -> Result<(), DbErr> {
    mail::withdraw(cx, tx, alert.letter.as_slice()).await.map(drop)
}

fn mine(cx: &Context) -> Result<AccountId, Refusal> {
    cx.actor.account().map(|account| account.id).ok_or(Refusal::NotFound)
}

/// One of the actor's own; to others it does not exist.
async fn held(cx: &Context, tx: &Tx, vault: &Vault, (action, id): (&str, AlertId)) -> Result<Alert, Refusal> {
    let account = mine(cx)?;
    let alert = records::hold(tx, vault, id).await?.ok_or(Refusal::NotFound)?;
    if alert.keeper != Keeper::Account(account) {
        return Err(Refusal::NotFound);
    }
    cx.require(action, &resource(id, true))?;
    Ok(alert)
}

pub(super) async fn note(cx: &Context, tx: &Tx, action: &str, id: AlertId, changes: Changes) -> Result<(), DbErr> {
    cx.record(tx, Record { action, kind: "alert", id: id.to_string(), changes }).await
}
