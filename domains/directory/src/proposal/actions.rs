//! What can be done with a proposal: making one, and deciding it.

use crate::Refusal;
use std::collections::BTreeMap;

use access::{Context, Record as Deed, Resource, Vault};
use jiff::SignedDuration;
use journal::Changes;
use sea_orm::{ConnectionTrait, DbErr};
use store::Tx;

use super::network::Peer;
use super::records::{self, Sent};
use super::{NOTE, Part, Proposal, ProposalId, Sealed, Speaker, State, hash_of};
use crate::OrganisationId;
use crate::entry::actions::{Revision, resource, retire, revise, vetted};
use crate::entry::confirmations::Channel;
use crate::entry::seen::may_read;
use crate::entry::{EntryId, Patch, Via, fields, itself, records as entries};

/// The most proposals from one network in an hour, and in a day.
const PER_HOUR: i64 = 10;
const PER_DAY: i64 = 40;
/// The most proposals from one network about one entry that wait at once: nobody closes an entry for others.
const PER_ENTRY: i64 = 25;
/// How long a link shows what became of a proposal.
const LINK_LASTS: SignedDuration = SignedDuration::from_hours(180 * 24);

/// What somebody proposes.
#[derive(Debug)]
pub struct Draft {
    /// The entry on whose page they are.
    pub entry: EntryId,
    /// The new values, by entry.
    pub patches: Vec<(EntryId, Patch)>,
    /// Whether they say that the entry is no more.
    pub stopped: bool,
    /// What they write, sealed.
    pub note: Option<Sealed>,
    /// Where they may be asked, sealed.
    pub email: Option<Sealed>,
    /// Where it comes from, as a keyed hash.
    pub network: String,
    /// The organisation that speaks for itself; nobody in particular when absent.
    pub speaker: Option<OrganisationId>,
    /// The contact of the helpdesk in which it came up.
    pub contact: Option<uuid::Uuid>,
}

impl Draft {
    /// What a program proposes about an entry, in fields and, if it likes, in words.
    pub fn of_program(cx: &Context, vault: &Vault, (entry, patch): (EntryId, Patch), note: Option<&str>) -> Self {
        Self {
            entry,
            patches: vec![(entry, patch)],
            stopped: false,
            note: note.map(|note| Sealed::new(vault, NOTE, note)),
            email: None,
            network: Peer::unknown().network(vault, &cx.actor),
            speaker: None,
            contact: None,
        }
    }
}

/// Makes a proposal, and answers the token of the link that shows what becomes of it. The token is nowhere else.
///
/// # Errors
/// When nothing is proposed, something does not fit, or too many come from there.
pub async fn propose(cx: &Context, tx: &Tx, draft: Draft) -> Result<String, Refusal> {
    cx.require("directory.propose", &resource(tx, draft.entry).await?)?;
    is_open(cx, tx, &draft).await?;
    within_limits(cx, tx, (&draft.network, draft.entry)).await?;
    let speaker = draft.speaker.map_or(Speaker::Anybody, |_| Speaker::Itself);
    let mut parts = Vec::new();
    for (entry, patch) in &draft.patches {
        parts.extend(proposed(cx, tx, speaker, (*entry, patch)).await?);
    }
    if parts.is_empty() && draft.note.is_none() && !draft.stopped {
        return Err(Refusal::Nothing);
    }
    let proposal = Proposal {
        id: ProposalId::generate(&cx.clock, &cx.random),
        entry: draft.entry,
        state: State::Waiting,
        made_at: cx.now(),
        made_by: draft.speaker.map_or_else(|| cx.actor.to_string(), itself),
        lang: cx.lang,
        stopped: draft.stopped,
        note: draft.note,
        email: draft.email,
        decided_at: None,
        answer: None,
        contact: draft.contact,
    };
    let token = cx.random.token();
    let expires_at = cx.now().plus(LINK_LASTS);
    let sent = Sent { network: draft.network, token_hash: hash_of(&token), expires_at };
    records::insert(tx, &proposal, &parts, &sent).await?;
    let named: Vec<String> = parts.iter().map(|part| part.field.clone()).collect();
    let mut changes = Changes::none().set("entry", proposal.entry.to_string()).set("fields", named);
    changes = if draft.stopped { changes.set("stopped", true) } else { changes };
    for (name, is_there) in [("note", proposal.note.is_some()), ("email", proposal.email.is_some())] {
        changes = if is_there { changes.concealed(name) } else { changes };
    }
    record(cx, tx, "directory.propose", proposal.id, changes).await?;
    Ok(token)
}

/// Refuses a proposal about a secret place of others: what stands beside what is proposed, and whether anything is new in it at all,
/// would tell where the place is.
async fn is_open(cx: &Context, tx: &Tx, draft: &Draft) -> Result<(), Refusal> {
    let about = std::iter::once(draft.entry).chain(draft.patches.iter().map(|(entry, _)| *entry));
    for entry in about {
        if !may_read(cx, tx, entry).await? {
            return Err(Refusal::NotFound);
        }
    }
    Ok(())
}

/// Whether a proposal of a program about an entry would be heard at all: asked before anything is written, so that one too many costs
/// next to nothing.
///
/// # Errors
/// When too many come from there, or too many about it wait.
pub async fn hears_program(
    cx: &Context,
    db: &impl ConnectionTrait,
    vault: &Vault,
    entry: EntryId,
) -> Result<(), Refusal> {
    within_limits(cx, db, (&Peer::unknown().network(vault, &cx.actor), entry)).await
}

/// Refuses what is too much: from one network, or about one entry.
pub(super) async fn within_limits(
    cx: &Context,
    db: &impl ConnectionTrait,
    about: (&str, EntryId),
) -> Result<(), Refusal> {
    let since = [1, 24].map(|hours: i64| cx.now().plus(SignedDuration::from_hours(-hours)));
    let [of_late, today, waiting] = records::so_far(db, about, since).await?;
    let fits = of_late < PER_HOUR && today < PER_DAY && waiting < PER_ENTRY;
    if fits { Ok(()) } else { Err(Refusal::TooMany) }
}

/// The parts of a proposal about one entry: only what who speaks may say, and what the entry could take over.
async fn proposed(
    cx: &Context,
    tx: &Tx,
    speaker: Speaker,
    (entry, patch): (EntryId, &Patch),
) -> Result<Vec<Part>, Refusal> {
    let record = entries::find_whole(tx, entry).await?.ok_or(Refusal::NotFound)?;
    let patch = vetted(tx, &record, patch, cx.today()).await?;
    let part = |(field, after): (&str, &serde_json::Value)| {
        let known = fields::find(entry.kind, field).filter(|field| speaker.may_say(field))?;
        let before = record.field(known.name).filter(|before| before != after)?;
        Some(Part { entry, field: known.name.to_owned(), before, after: after.clone(), taken: None })
    };
    Ok(patch.iter().filter_map(part).collect())
}

/// A decision about a proposal.
#[derive(Debug)]
pub struct Decision {
    /// Whether it was right: what counts where only words were proposed.
    pub accepted: bool,
    /// The fields that are taken over.
    pub taken: Vec<(EntryId, String)>,
    /// What is answered to whoever proposed.
    pub answer: Option<String>,
    /// How it was checked; what is taken over then counts as confirmed today.
    pub channel: Option<Channel>,
}

/// Decides a proposal: what is taken over becomes a change of the entry, like any other. Where it rightly says that the entry is no
/// more, the entry is taken out of the directory.
///
/// # Errors
/// When it was decided before, may not be decided, or the entry cannot take it over or may not be taken out.
pub async fn decide(cx: &Context, tx: &Tx, id: ProposalId, decision: Decision) -> Result<Proposal, Refusal> {
    let before = records::hold(tx, id).await?.ok_or(Refusal::NotFound)?;
    cx.require("directory.review", &reviewed(tx, &before).await?)?;
    if before.state != State::Waiting {
        return Err(Refusal::Decided);
    }
    let mut parts = records::parts(tx, id).await?;
    for part in &mut parts {
        let wanted = decision.taken.iter().any(|(entry, field)| *entry == part.entry && *field == part.field);
        // Nothing can be taken over into what is gone.
        part.taken = Some(wanted && entries::find(tx, part.entry).await?.is_some());
    }
    let mut patches: BTreeMap<EntryId, Patch> = BTreeMap::new();
    for part in parts.iter().filter(|part| part.taken == Some(true)) {
        patches.entry(part.entry).or_default().put(&part.field, part.after.clone());
    }
    for (entry, patch) in patches {
        let revision = Revision { channel: decision.channel, ..Revision::new(patch, Via::Proposal) };
        revise(cx, tx, entry, revision).await?;
    }
    let taken = parts.iter().filter(|part| part.taken == Some(true)).count();
    let takes_out = before.stopped && decision.accepted;
    let state = match taken {
        _ if takes_out => State::Approved,
        0 if parts.is_empty() && decision.accepted => State::Approved,
        0 => State::Declined,
        some if some == parts.len() => State::Approved,
        _ => State::Partly,
    };
    let after = Proposal { state, decided_at: Some(cx.now()), answer: decision.answer, ..before };
    records::decide(tx, &after, &parts, &cx.actor.to_string()).await?;
    if takes_out {
        // After it is decided: what still waits about an entry lapses as it leaves.
        retire(cx, tx, after.entry, None).await?;
    }
    let changes = Changes::none().field("state", State::Waiting, state).set("taken", taken);
    record(cx, tx, "directory.review", id, changes).await?;
    Ok(after)
}

/// A proposal as the policies see it: its entry.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn reviewed(db: &impl ConnectionTrait, proposal: &Proposal) -> Result<Resource, DbErr> {
    resource(db, proposal.entry).await
}

async fn record(cx: &Context, tx: &Tx, action: &str, id: ProposalId, changes: Changes) -> Result<(), DbErr> {
    cx.record(tx, Deed { action, kind: "directory_proposal", id: id.to_string(), changes }).await
}
