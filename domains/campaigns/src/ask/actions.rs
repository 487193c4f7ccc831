//! What is done about an organisation that is asked: writing, calling, leaving out, and what it answers itself.

use access::{Context, Record, Vault};
use directory::entry::confirmations::{self, Channel};
use directory::entry::{EntryId, Patch};
use directory::proposal::Sealed;
use directory::proposal::actions::{Draft, propose};
use directory::{OrganisationId, redirected};
use jiff::SignedDuration;
use journal::Changes;
use sea_orm::{ConnectionTrait, DbErr};
use store::Tx;

use super::{Ask, AskId, Call, Means, Outcome, State, records};
use crate::Refusal;
use crate::campaign::{records as campaigns, resource};
use crate::link;

/// Between two letters that somebody asks for lies this long at least.
const BETWEEN: SignedDuration = SignedDuration::from_hours(24);
/// The most letters that an organisation gets in one campaign, whoever asks for them.
pub(super) const MOST_LETTERS: usize = 12;

/// The organisation that an ask is about now: the one that took the place of one that was merged.
///
/// # Errors
/// When the database cannot be read.
pub async fn organisation(db: &impl ConnectionTrait, ask: &Ask) -> Result<OrganisationId, DbErr> {
    let now = redirected(db, ask.organisation.into()).await?;
    Ok(now.map_or(ask.organisation, |entry| OrganisationId::from_uuid(entry.id)))
}

/// Writes down a call, and what came of it. The same form sent twice makes one call.
///
/// # Errors
/// When nobody is asked that, or not any more.
pub async fn call(cx: &Context, tx: &Tx, call: Call) -> Result<Ask, Refusal> {
    let ask = held(tx, call.ask).await?;
    cx.require("campaigns.call", &resource(ask.campaign))?;
    if !records::put_call(tx, &call).await? {
        return Ok(ask);
    }
    if !ask.state.is_open() && call.outcome.answer().is_some() {
        return Err(Refusal::Closed);
    }
    if call.outcome == Outcome::Confirmed {
        let of = organisation(tx, &ask).await?;
        confirmations::confirm_itself(cx, tx, of, Channel::Phone).await?;
    }
    let after = match call.outcome.answer() {
        Some(state) => taken_back(cx, tx, ask.clone()).await?.answered(state, Means::Phone, cx.now()),
        None => ask.clone(),
    };
    records::update(tx, &after).await?;
    let changes = Changes::none().set("outcome", call.outcome).set("minutes", call.minutes);
    note(cx, tx, "campaigns.call", ask.id, changes).await?;
    Ok(after)
}

/// Leaves an organisation out: its links no longer open, and nothing more is asked.
///
/// # Errors
/// When nobody is asked that.
pub async fn leave_out(cx: &Context, tx: &Tx, id: AskId) -> Result<Ask, Refusal> {
    let ask = held(tx, id).await?;
    cx.require("campaigns.leave_out", &resource(ask.campaign))?;
    let without = taken_back(cx, tx, ask.clone()).await?;
    let links = records::revoke(tx, id, cx.now()).await?;
    let state = if ask.state.is_open() { State::LeftOut } else { ask.state };
    let after = Ask { state, due_on: None, ..without };
    records::update(tx, &after).await?;
    let changes = Changes::none().field("state", Some(ask.state), after.state).set("links", links);
    note(cx, tx, "campaigns.leave_out", id, changes).await?;
    Ok(after)
}

/// The organisation says that all is right: whatever it corrected of late and is not decided yet is left out of that.
///
/// # Errors
/// When it no longer exists.
pub async fn confirm(cx: &Context, tx: &Tx, opened: &link::Opened) -> Result<Ask, Refusal> {
    let ask = answering(cx, tx, opened).await?;
    let of = organisation(tx, &ask).await?;
    confirmations::confirm_itself(cx, tx, of, Channel::Mail).await?;
    answer(cx, tx, ask, State::Confirmed).await
}

/// What the organisation says is not right.
#[derive(Debug)]
pub struct Correction {
    /// Of which entry.
    pub entry: EntryId,
    /// The new values.
    pub patches: Vec<(EntryId, Patch)>,
    /// What they write beside it.
    pub note: Option<Sealed>,
}

/// The organisation corrects an entry of its own: that becomes a proposal.
///
/// # Errors
/// When nothing is corrected, something does not fit, or too many corrections came by this link.
pub async fn correct(
    cx: &Context,
    tx: &Tx,
    vault: &Vault,
    (opened, correction): (&link::Opened, Correction),
) -> Result<Ask, Refusal> {
    let ask = answering(cx, tx, opened).await?;
    put_forward(cx, tx, vault, (&ask, correction, false)).await?;
    answer(cx, tx, ask, State::Corrected).await
}

/// The organisation says that it is no more; an editor looks before it is taken out.
///
/// # Errors
/// As [`correct`].
pub async fn gone(
    cx: &Context,
    tx: &Tx,
    vault: &Vault,
    (opened, words): (&link::Opened, Option<&str>),
) -> Result<Ask, Refusal> {
    let ask = answering(cx, tx, opened).await?;
    let entry = organisation(tx, &ask).await?.into();
    let note = words.map(|words| Sealed::note(vault, words));
    put_forward(cx, tx, vault, (&ask, Correction { entry, patches: Vec::new(), note }, true)).await?;
    answer(cx, tx, ask, State::Gone).await
}

async fn put_forward(
    cx: &Context,
    tx: &Tx,
    vault: &Vault,
    (ask, correction, stopped): (&Ask, Correction, bool),
) -> Result<(), Refusal> {
    let Correction { entry, patches, note } = correction;
    // Counted by link and entry: an office behind one address may correct all that is its own, and nobody floods one entry.
    let network = vault.blind_index("campaigns.ask", &format!("{} {entry}", ask.id));
    let speaker = Some(organisation(tx, ask).await?);
    propose(cx, tx, Draft { entry, patches, stopped, note, email: None, network, speaker, contact: None }).await?;
    Ok(())
}

/// The organisation wants no letters of this sort any more, or wants them again.
///
/// Whoever holds a letter that went elsewhere before another address was given gets no more anyway, and does not speak for the
/// organisation.
///
/// # Errors
/// When the link does not open.
pub async fn opt_out(cx: &Context, tx: &Tx, opened: &link::Opened, wants_none: bool) -> Result<(), Refusal> {
    cx.require("campaigns.opt_out", &opened.letter())?;
    let mut ask = held(tx, opened.ask).await?;
    let is_withdrawn = opened.standing == link::Standing::Withdrawn;
    if is_withdrawn && records::links(tx, ask.id).await?.iter().any(|link| link.revoked_at.is_none()) {
        return Ok(());
    }
    if wants_none {
        records::want_no_mail(tx, ask.organisation, cx.now()).await?;
        ask = taken_back(cx, tx, ask).await?;
    } else {
        let of = organisation(tx, &ask).await?;
        records::want_mail(tx, of).await?;
    }
    // The next step is looked at anew: without letters that is a call.
    let due_on = if ask.state == State::Waiting { Some(cx.today()) } else { ask.due_on };
    records::update(tx, &Ask { due_on, ..ask.clone() }).await?;
    note(cx, tx, "campaigns.opt_out", ask.id, Changes::none().set("letters", !wants_none)).await?;
    Ok(())
}

/// Lets a new letter go to the address that the directory knows, because the link of an old one no longer opens.
///
/// # Errors
/// When the campaign does not run, a letter went within a day, there were too many, or there is no address.
pub async fn renew(cx: &Context, tx: &Tx, desk: &super::posting::Desk, opened: &link::Opened) -> Result<(), Refusal> {
    cx.require("campaigns.renew", &opened.resource())?;
    again(cx, tx, desk, ("campaigns.renew", opened.ask)).await
}

/// The same, because an editor asks for it.
///
/// # Errors
/// As [`renew`].
pub async fn write_again(cx: &Context, tx: &Tx, desk: &super::posting::Desk, id: AskId) -> Result<(), Refusal> {
    let ask = held(tx, id).await?;
    cx.require("campaigns.write_again", &resource(ask.campaign))?;
    again(cx, tx, desk, ("campaigns.write_again", id)).await
}

async fn again(cx: &Context, tx: &Tx, desk: &super::posting::Desk, (action, id): (&str, AskId)) -> Result<(), Refusal> {
    let ask = held(tx, id).await?;
    let campaign = campaigns::find(tx, ask.campaign).await?.ok_or(Refusal::NotFound)?;
    if campaign.state != crate::campaign::State::Running || ask.state == State::LeftOut {
        return Err(Refusal::Closed);
    }
    let sent = records::links(tx, id).await?;
    let is_of_late = sent.first().is_some_and(|last| cx.now().since(last.made_at) < BETWEEN);
    if is_of_late || sent.len() >= MOST_LETTERS {
        return Err(Refusal::JustWritten);
    }
    let after = desk.write(cx, tx, &campaign, ask).await?.ok_or(Refusal::NoAddress)?;
    records::update(tx, &after).await?;
    note(cx, tx, action, id, Changes::none().set("letters", after.letters)).await?;
    Ok(())
}

async fn held(tx: &Tx, id: AskId) -> Result<Ask, Refusal> {
    records::hold(tx, id).await?.ok_or(Refusal::NotFound)
}

async fn answering(cx: &Context, tx: &Tx, opened: &link::Opened) -> Result<Ask, Refusal> {
    cx.require("campaigns.answer", &opened.resource())?;
    held(tx, opened.ask).await
}

async fn answer(cx: &Context, tx: &Tx, ask: Ask, state: State) -> Result<Ask, Refusal> {
    let after = taken_back(cx, tx, ask.clone()).await?.answered(state, Means::Link, cx.now());
    records::update(tx, &after).await?;
    let changes = Changes::none().field("state", Some(ask.state), after.state);
    note(cx, tx, "campaigns.answer", ask.id, changes).await?;
    Ok(after)
}

/// Takes back letters that wait for the post, with their links: who answered is not reminded, and a letter that never left is not
/// counted. Answers what is then asked.
pub(super) async fn taken_back(cx: &Context, tx: &Tx, mut ask: Ask) -> Result<Ask, DbErr> {
    for link in records::links(tx, ask.id).await? {
        if mail::withdraw(cx, tx, &[link.letter]).await? > 0 {
            records::remove_link(tx, link.letter).await?;
            ask.letters = (ask.letters - 1).max(0);
        }
    }
    Ok(ask)
}

pub(super) async fn note(cx: &Context, tx: &Tx, action: &str, id: AskId, changes: Changes) -> Result<(), DbErr> {
    cx.record(tx, Record { action, kind: "campaign_ask", id: id.to_string(), changes }).await
}
