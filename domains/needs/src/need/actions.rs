//! What can be done with a need. Each asks the policies, changes the record and writes the journal, in one unit of work.

use access::{Context, Record};
use journal::Changes;
use kernel::{Month, Text};
use store::Tx;

use super::{Entry, Need, NeedId, Recipient, State, WrongMove, records, resource};
use crate::{Refusal, signal};

/// Writes a need down under an id that the form drew. It counts once; searches count by themselves.
///
/// # Errors
/// [`Refusal::SentBefore`] with the need that the same form made before; besides when the zone is not the actor's, or neither
/// text nor theme says what is lacking.
pub async fn note(cx: &Context, tx: &Tx, id: NeedId, entry: Entry) -> Result<Need, Refusal> {
    cx.require("needs.note", &resource(entry.zone.as_deref(), id))?;
    let month = Month::of(cx.today());
    let need = fresh(id, checked(entry)?, (1, month, month), month);
    if !records::insert(tx, &need).await? {
        return Err(Refusal::SentBefore(Box::new(readable(cx, tx, id).await?)));
    }
    record(cx, tx, "needs.note", None, &need).await?;
    Ok(need)
}

/// Corrects what was written down. What it was stays in the journal.
///
/// # Errors
/// When it cannot be read or may not be changed, in its zone or in the new one, or somebody was faster.
pub async fn revise(cx: &Context, tx: &Tx, (id, seen): (NeedId, i64), entry: Entry) -> Result<Need, Refusal> {
    let before = readable(cx, tx, id).await?;
    cx.require("needs.revise", &resource(entry.zone.as_deref(), id))?;
    let after = Need { entry: checked(entry)?, ..before.clone() };
    save(cx, tx, ("needs.revise", seen), &before, after).await
}

/// Says who was told.
///
/// # Errors
/// When it cannot be read or may not be changed, was merged, or somebody was faster.
pub async fn relay(cx: &Context, tx: &Tx, (id, seen): (NeedId, i64), to: Recipient) -> Result<Need, Refusal> {
    let before = readable(cx, tx, id).await?;
    let after = before.clone().relayed(to, Month::of(cx.today()))?;
    save(cx, tx, ("needs.relay", seen), &before, after).await
}

/// Says what was done.
///
/// # Errors
/// As [`relay`].
pub async fn answer(cx: &Context, tx: &Tx, (id, seen): (NeedId, i64), answer: Text) -> Result<Need, Refusal> {
    let before = readable(cx, tx, id).await?;
    let after = before.clone().answered(answer, Month::of(cx.today()))?;
    save(cx, tx, ("needs.answer", seen), &before, after).await
}

/// Says why it is not followed up.
///
/// # Errors
/// As [`relay`].
pub async fn set_aside(cx: &Context, tx: &Tx, (id, seen): (NeedId, i64), reason: String) -> Result<Need, Refusal> {
    let before = readable(cx, tx, id).await?;
    let after = before.clone().set_aside(reason)?;
    save(cx, tx, ("needs.set_aside", seen), &before, after).await
}

/// Takes the last of these back.
///
/// # Errors
/// When it cannot be read or may not be changed, was merged, or there is nothing to take back.
pub async fn reopen(cx: &Context, tx: &Tx, id: NeedId) -> Result<Need, Refusal> {
    let before = readable(cx, tx, id).await?;
    let after = before.clone().reopened()?;
    save(cx, tx, ("needs.reopen", before.version), &before, after).await
}

/// Counts a need in with another that tells the same. What searches tell of it from now on counts there.
///
/// # Errors
/// When one of them cannot be read or changed, or one was merged already.
pub async fn merge(cx: &Context, tx: &Tx, (id, seen): (NeedId, i64), into: NeedId) -> Result<Need, Refusal> {
    readable(cx, tx, id).await?;
    readable(cx, tx, into).await?;
    if id == into {
        return Err(WrongMove::BadTarget.into());
    }
    let (before, target) = both(tx, id, into).await?;
    cx.require("needs.merge", &target.resource())?;
    if before.merged_into.is_some() {
        return Err(WrongMove::IsMerged.into());
    }
    // What others were merged into stays where it is: a chain of entries could not be taken apart again.
    let is_whole = records::merged_into(tx, id).await?.is_empty();
    if target.merged_into.is_some() || !is_whole {
        return Err(WrongMove::BadTarget.into());
    }
    let (first, last) = (before.first_month.min(target.first_month), before.last_month.max(target.last_month));
    records::recount(tx, into, target.count + before.count, (first, last)).await?;
    signal::records::lead(tx, id, into).await?;
    let after = Need { merged_into: Some(into), ..before.clone() };
    save(cx, tx, ("needs.merge", seen), &before, after).await
}

/// Lets a merged need stand by itself again, with what it counted then.
///
/// # Errors
/// When it cannot be read or changed, or was not merged, or the one that counts it in may not be changed.
pub async fn separate(cx: &Context, tx: &Tx, id: NeedId) -> Result<Need, Refusal> {
    let from = readable(cx, tx, id).await?.merged_into.ok_or(WrongMove::NotMerged)?;
    let (before, target) = both(tx, id, from).await?;
    if before.merged_into != Some(from) {
        return Err(Refusal::Changed);
    }
    cx.require("needs.separate", &target.resource())?;
    let mut months = target.own_months;
    for other in records::merged_into(tx, from).await?.iter().filter(|other| other.id != id) {
        months = (months.0.min(other.first_month), months.1.max(other.last_month));
    }
    records::recount(tx, from, target.count - before.count, months).await?;
    signal::records::lead_back(tx, id).await?;
    let after = Need { merged_into: None, ..before.clone() };
    save(cx, tx, ("needs.separate", before.version), &before, after).await
}

/// A need and the one that it is counted in with, or shall be: nobody counts or changes either until the unit of work is over.
async fn both(tx: &Tx, id: NeedId, with: NeedId) -> Result<(Need, Need), Refusal> {
    signal::records::hold(tx, id).await?;
    records::hold(tx, id, with).await?.ok_or(Refusal::NotFound)
}

/// A need for somebody who may read it. To others it does not exist.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none, or the actor may not read it.
pub async fn readable(cx: &Context, db: &impl sea_orm::ConnectionTrait, id: NeedId) -> Result<Need, Refusal> {
    let need = records::find(db, id).await?.ok_or(Refusal::NotFound)?;
    if cx.may("needs.read", &need.resource()) { Ok(need) } else { Err(Refusal::NotFound) }
}

/// A need that nobody did anything with yet.
pub(crate) fn fresh(id: NeedId, entry: Entry, (count, first, last): (i64, Month, Month), noted: Month) -> Need {
    Need {
        id,
        entry,
        count,
        first_month: first,
        last_month: last,
        own_months: (first, last),
        state: State::Noted,
        relayed_to: None,
        relayed_month: None,
        answer: Text::default(),
        answered_month: None,
        reason: None,
        merged_into: None,
        noted_month: noted,
        version: 1,
    }
}

fn checked(entry: Entry) -> Result<Entry, Refusal> {
    if entry.text.is_empty() && entry.theme.is_none() { Err(Refusal::Incomplete("text_nl")) } else { Ok(entry) }
}

async fn save(cx: &Context, tx: &Tx, (action, seen): (&str, i64), before: &Need, after: Need) -> Result<Need, Refusal> {
    cx.require(action, &before.resource())?;
    let after = Need { version: before.version + 1, ..after };
    if before.version != seen || !records::update(tx, &after).await? {
        return Err(Refusal::Changed);
    }
    record(cx, tx, action, Some(before), &after).await?;
    Ok(after)
}

/// What whoever was told is called.
fn told(need: &Need) -> Option<&str> {
    need.relayed_to.as_ref().map(|to| to.name.as_str())
}

/// Writes what changed into the journal.
pub(crate) async fn record(
    cx: &Context,
    tx: &Tx,
    action: &str,
    before: Option<&Need>,
    after: &Need,
) -> Result<(), sea_orm::DbErr> {
    let was = before.map(|need| &need.entry);
    let is = &after.entry;
    let changes = Changes::none()
        .field("text", was.map(|entry| &entry.text), &is.text)
        .field("theme", was.and_then(|entry| entry.theme.as_ref()), &is.theme)
        .field("zone", was.and_then(|entry| entry.zone.as_ref()), &is.zone)
        .field("municipality", was.and_then(|entry| entry.municipality.as_ref()), &is.municipality)
        .field("neighbourhood", was.and_then(|entry| entry.neighbourhood.as_ref()), &is.neighbourhood)
        .field("narrowed", was.and_then(|entry| entry.narrowed.as_ref()), &is.narrowed)
        .field("source", was.map(|entry| entry.source), is.source)
        .field("state", before.map(|need| need.state), after.state)
        .field("relayed_to", before.and_then(told), told(after))
        .field("answer", before.map(|need| &need.answer), &after.answer)
        .field("reason", before.and_then(|need| need.reason.as_ref()), &after.reason)
        .field("merged_into", before.and_then(|need| need.merged_into), after.merged_into);
    cx.record(tx, Record { action, kind: "need", id: after.id.to_string(), changes }).await
}
