//! What can be done with a campaign. Each asks the policies, changes the record and writes the journal, in one unit of work.

use std::collections::HashMap;

use access::{Context, Record};
use journal::Changes;
use mail::{LetterId, Outbox};
use sea_orm::DbErr;
use store::Tx;

use super::preview::Preview;
use super::{Campaign, CampaignId, Setup, State, WrongMove, records, resource};
use crate::Refusal;
use crate::ask::posting::{Asking, LETTER};
use crate::ask::{Ask, AskId, State as Progress, addressing, records as asks};

/// Prepares a campaign under an id that the form drew.
///
/// # Errors
/// [`Refusal::SentBefore`] when the same form made one before.
pub async fn create(cx: &Context, tx: &Tx, id: CampaignId, setup: Setup) -> Result<Campaign, Refusal> {
    cx.require("campaigns.create", &resource(id))?;
    let campaign = Campaign::new(id, setup);
    if !records::insert(tx, &campaign).await? {
        return Err(Refusal::SentBefore(id));
    }
    record(cx, tx, "campaigns.create", None, &campaign).await?;
    Ok(campaign)
}

/// Changes what was decided. Whom it asks stays as it was once it began.
///
/// # Errors
/// When it ended, or somebody was faster.
pub async fn revise(cx: &Context, tx: &Tx, (id, seen): (CampaignId, i64), setup: Setup) -> Result<Campaign, Refusal> {
    let before = held(cx, tx, "campaigns.revise", id).await?;
    if before.state == State::Ended {
        return Err(WrongMove::NotRunning.into());
    }
    let filter = if before.state == State::Draft { setup.filter } else { before.setup.filter.clone() };
    let after = Campaign { setup: Setup { filter, ..setup }, ..before.clone() };
    save(cx, tx, ("campaigns.revise", seen), &before, after).await
}

/// Throws a draft away.
///
/// # Errors
/// When it was started: what was asked is kept.
pub async fn discard(cx: &Context, tx: &Tx, id: CampaignId) -> Result<(), Refusal> {
    let campaign = held(cx, tx, "campaigns.discard", id).await?;
    if campaign.state != State::Draft {
        return Err(WrongMove::NotDraft.into());
    }
    records::remove(tx, id).await?;
    note(cx, tx, "campaigns.discard", id, Changes::none()).await?;
    Ok(())
}

/// Begins to ask. Letters go out by a job.
///
/// # Errors
/// When nobody fits, no letters can go out, its last day is over, or somebody was faster.
pub async fn start(cx: &Context, tx: &Tx, outbox: &Outbox, (id, seen): (CampaignId, i64)) -> Result<Campaign, Refusal> {
    let before = held(cx, tx, "campaigns.start", id).await?;
    let after = before.clone().started(cx.today())?;
    within_reason(cx, outbox, &after)?;
    let preview = Preview::of(tx, &after.setup.filter, cx.today()).await?;
    let chosen = preview.asked(after.setup.rhythm.calls);
    if chosen.is_empty() {
        return Err(Refusal::Nobody);
    }
    let ask = |organisation| Ask {
        id: AskId::generate(&cx.clock, &cx.random),
        campaign: id,
        organisation,
        state: Progress::Waiting,
        letters: 0,
        due_on: Some(cx.today()),
        answered_at: None,
        means: None,
    };
    asks::insert(tx, &chosen.into_iter().map(ask).collect::<Vec<_>>()).await?;
    jobs::enqueue(cx, tx, &Asking { campaign: id }).await?;
    save(cx, tx, ("campaigns.start", seen), &before, after).await
}

/// Stops for now. Letters that did not leave the house yet are taken back, and counted as not written.
///
/// # Errors
/// When it does not run.
pub async fn stop(cx: &Context, tx: &Tx, id: CampaignId) -> Result<Campaign, Refusal> {
    let before = held(cx, tx, "campaigns.stop", id).await?;
    let after = before.clone().stopped()?;
    take_back_all(cx, tx, id).await?;
    let seen = before.version;
    save(cx, tx, ("campaigns.stop", seen), &before, after).await
}

/// Goes on.
///
/// # Errors
/// When it was not stopped, no letters can go out, or its last day is over.
pub async fn resume(cx: &Context, tx: &Tx, outbox: &Outbox, id: CampaignId) -> Result<Campaign, Refusal> {
    let before = held(cx, tx, "campaigns.resume", id).await?;
    let after = before.clone().resumed()?;
    within_reason(cx, outbox, &after)?;
    jobs::enqueue(cx, tx, &Asking { campaign: id }).await?;
    let seen = before.version;
    save(cx, tx, ("campaigns.resume", seen), &before, after).await
}

/// Withdraws every link that went out, and stops the campaign if it runs; answers how many links there were.
///
/// # Errors
/// When it was never started.
pub async fn revoke(cx: &Context, tx: &Tx, id: CampaignId) -> Result<u64, Refusal> {
    let before = held(cx, tx, "campaigns.revoke", id).await?;
    if before.state == State::Draft {
        return Err(WrongMove::NotRunning.into());
    }
    take_back_all(cx, tx, id).await?;
    let links = asks::revoke_all(tx, id, cx.now()).await?;
    if before.state == State::Running {
        let after = Campaign { version: before.version + 1, ..before.clone().stopped()? };
        records::update(tx, &after).await?;
    }
    note(cx, tx, "campaigns.revoke", id, Changes::none().set("links", links)).await?;
    Ok(links)
}

/// Ends a campaign whose last day is over: who has not answered is silent.
///
/// # Errors
/// When it does not run.
pub(crate) async fn end(cx: &Context, tx: &Tx, id: CampaignId) -> Result<Campaign, Refusal> {
    let before = held(cx, tx, "campaigns.end", id).await?;
    let after = before.clone().ended()?;
    take_back_all(cx, tx, id).await?;
    asks::silence(tx, id).await?;
    addressing::forget(tx, id).await?;
    let seen = before.version;
    save(cx, tx, ("campaigns.end", seen), &before, after).await
}

/// Letters that wait for the post go back: their links are forgotten, and they are due again.
async fn take_back_all(cx: &Context, tx: &Tx, id: CampaignId) -> Result<(), Refusal> {
    let waiting = mail::waiting_of(tx, LETTER).await?;
    let of_letter: HashMap<LetterId, AskId> =
        asks::letters(tx, id).await?.into_iter().map(|(ask, letter)| (letter, ask)).collect();
    for letter in waiting {
        if let Some(ask) = of_letter.get(&letter) {
            take_back(cx, tx, (*ask, letter)).await?;
        }
    }
    Ok(())
}

async fn take_back(cx: &Context, tx: &Tx, (id, letter): (AskId, LetterId)) -> Result<(), Refusal> {
    let Some(ask) = asks::hold(tx, id).await? else { return Ok(()) };
    if mail::withdraw(cx, tx, &[letter]).await? == 0 {
        return Ok(());
    }
    asks::remove_link(tx, letter).await?;
    let due_on = ask.state.is_open().then(|| cx.today());
    asks::update(tx, &Ask { letters: (ask.letters - 1).max(0), due_on, ..ask }).await?;
    Ok(())
}

fn within_reason(cx: &Context, outbox: &Outbox, campaign: &Campaign) -> Result<(), Refusal> {
    if !outbox.is_open() {
        return Err(Refusal::NoPost);
    }
    if campaign.is_over(cx.today()) { Err(Refusal::Over) } else { Ok(()) }
}

async fn held(cx: &Context, tx: &Tx, action: &str, id: CampaignId) -> Result<Campaign, Refusal> {
    cx.require(action, &resource(id))?;
    records::hold(tx, id).await?.ok_or(Refusal::NotFound)
}

async fn save(
    cx: &Context,
    tx: &Tx,
    (action, seen): (&str, i64),
    before: &Campaign,
    after: Campaign,
) -> Result<Campaign, Refusal> {
    if before.version != seen {
        return Err(Refusal::Changed);
    }
    let after = Campaign { version: before.version + 1, ..after };
    records::update(tx, &after).await?;
    record(cx, tx, action, Some(before), &after).await?;
    Ok(after)
}

async fn record(cx: &Context, tx: &Tx, action: &str, before: Option<&Campaign>, after: &Campaign) -> Result<(), DbErr> {
    let (was, is) = (before.map(|campaign| &campaign.setup), &after.setup);
    let changes = Changes::none()
        .field("name", was.map(|setup| &setup.name), &is.name)
        .field("filter", was.map(|setup| &setup.filter), &is.filter)
        .field("letters", was.map(|setup| &setup.letters), &is.letters)
        .field("reminders", was.map(|setup| setup.rhythm.reminders), is.rhythm.reminders)
        .field("reminder_days", was.map(|setup| setup.rhythm.reminder_days), is.rhythm.reminder_days)
        .field("calls", was.map(|setup| setup.rhythm.calls), is.rhythm.calls)
        .field("ends_on", was.map(|setup| setup.rhythm.ends_on), is.rhythm.ends_on)
        .field("state", before.map(|campaign| campaign.state), after.state);
    note(cx, tx, action, after.id, changes).await
}

async fn note(cx: &Context, tx: &Tx, action: &str, id: CampaignId, changes: Changes) -> Result<(), DbErr> {
    cx.record(tx, Record { action, kind: "campaign", id: id.to_string(), changes }).await
}
