//! What can be done with an entry. Each asks the policies, changes the record and writes the journal, in one unit of work.

mod create;
mod resource;
mod retire;

use std::collections::HashSet;

use crate::Refusal;
use access::{Actor, Context, Role};
use journal::Changes;
use kernel::{Day, Timestamp};
use sea_orm::DbErr;
use serde_json::Value;
use store::Tx;
use territory::Gazetteer;
use uuid::Uuid;

use super::claims::{Claim, disputed, shown};
use super::confirmations::{self, Channel, Word};
use super::fields;
use super::records::versions::{self, End};
use super::records::{self, claims};
use super::rules::{self, Fault, Known};
use super::{EntryId, EntryKind, Patch, Record, Via, Voice, freshness, placing};
use crate::{Area, OrganisationId, index, organisation, theme};

pub use create::{New, create};
pub use resource::resource;
pub use retire::{bring_back, retire};

/// A change that somebody wants.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The new values.
    pub patch: Patch,
    /// How it came about.
    pub via: Via,
    /// The version that they saw; nothing when they saw none.
    pub seen: Option<i64>,
    /// Why, in their words. Never person data.
    pub note: Option<String>,
    /// How they came to know; the fields that they touch then count as confirmed today.
    pub channel: Option<Channel>,
}

impl Revision {
    /// A change of some fields, by a form, whoever saw it.
    pub fn new(patch: Patch, via: Via) -> Self {
        Self { patch, via, seen: None, note: None, channel: None }
    }
}

/// What came of a change.
#[derive(Clone, Debug)]
pub struct Revised {
    /// The entry as it is now.
    pub record: Record,
    /// The fields in which it is otherwise than before.
    pub changed: Patch,
    /// The fields in which somebody else goes first: what was said is kept, and an editor decides.
    pub withheld: Vec<String>,
}

/// Changes an entry: the one way for forms, proposals, decisions, programs and the helpdesk.
///
/// # Errors
/// [`Refusal::Changed`] when somebody else was faster; besides when there is no such entry, it may not be changed, or something
/// does not fit.
pub async fn revise(cx: &Context, tx: &Tx, entry: EntryId, revision: Revision) -> Result<Revised, Refusal> {
    let before = records::hold(tx, entry).await?.ok_or(Refusal::NotFound)?;
    cx.require(right(revision.via), &resource(tx, entry).await?)?;
    if let Some(seen) = revision.seen
        && seen != versions::current(tx, entry).await?
    {
        return Err(Refusal::Changed);
    }
    let said = claims::of(tx, entry).await?;
    let patch = checked(tx, &before, &revision, cx.today()).await?;
    kept_for_editors(cx, entry.kind, &patch)?;
    no_circle(tx, entry, &patch).await?;
    let voice = if revision.via == Via::Resolution { Voice::Decided } else { voice(cx) };
    let speech = Speech { entry, before: &before, voice, by: cx.actor.to_string(), at: cx.now() };
    let (after, withheld) = speech.speak(tx, said, &patch).await?;
    let end = End { at: cx.now(), by: cx.actor.to_string(), via: revision.via, note: revision.note.clone() };
    let changed = records::replace(tx, &before, &after, &end).await?;
    if let Some(channel) = revision.channel {
        let counted = freshness::counted(&after).into_iter().map(|field| field.name);
        let fields: Vec<&str> = counted.filter(|name| changed.get(name).is_some()).collect();
        let word = Word { channel, by: cx.actor.to_string() };
        confirmations::note(cx, tx, entry, &fields, &word).await?;
    }
    let after = records::unsettle(tx, after, &changed, &end).await?;
    index::entry_changed(tx, entry, records::services_behind(tx, entry).await?).await?;
    if !patch.is_empty() {
        super::record(cx, tx, right(revision.via), entry, told(&before, &after, &revision, &withheld)).await?;
    }
    Ok(Revised { record: after, changed, withheld })
}

/// Decides a disagreement: this is what a field says from now on, until somebody says something new.
///
/// # Errors
/// As [`revise`].
pub async fn resolve(cx: &Context, tx: &Tx, entry: EntryId, (field, value): (&str, Value)) -> Result<Revised, Refusal> {
    let patch = Patch::new().set(field, value);
    revise(cx, tx, entry, Revision::new(patch, Via::Resolution)).await
}

/// Brings an earlier version of an entry back. What it is now is kept as a version as well.
///
/// # Errors
/// As [`revise`]; besides when there is no such version.
pub async fn revert(cx: &Context, tx: &Tx, entry: EntryId, number: i64) -> Result<Revised, Refusal> {
    let now = records::hold(tx, entry).await?.ok_or(Refusal::NotFound)?;
    let then = versions::find(tx, entry, number).await?.ok_or(Refusal::NotFound)?;
    let patch = now.difference(&then.record);
    let patch = patch.iter().filter(|(field, _)| *field != "verified_on");
    let patch = patch.map(|(field, value)| (field.to_owned(), value.clone())).collect();
    revise(cx, tx, entry, Revision::new(patch, Via::Restore)).await
}

/// The right that a change asks for.
const fn right(via: Via) -> &'static str {
    match via {
        Via::Resolution => "directory.resolve",
        _ => "directory.edit",
    }
}

/// Whose word it is: an editor's, or that of the organisation itself.
fn voice(cx: &Context) -> Voice {
    match cx.actor {
        Actor::System(_) => Voice::Editor,
        _ if cx.actor.holds(Role::Editor) => Voice::Editor,
        _ => Voice::Partner,
    }
}

/// Whether somebody may write the fields that are kept for editors: what an entry rests on, or what it is part of, nobody says of
/// their own.
pub(crate) fn writes_all(cx: &Context) -> bool {
    voice(cx) == Voice::Editor
}

/// Refuses the fields of a patch that are kept for editors.
fn kept_for_editors(cx: &Context, kind: EntryKind, patch: &Patch) -> Result<(), Refusal> {
    let is_kept = |name: &str| fields::find(kind, name).is_some_and(|field| field.for_editors);
    let kept = patch.iter().filter(|(name, _)| !writes_all(cx) && is_kept(name));
    let faults: Vec<Fault> =
        kept.map(|(name, _)| Fault { field: name.to_owned(), key: "directory-fault-for-editors" }).collect();
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Unfit(faults)) }
}

/// Refuses an organisation as part of itself, or of what is part of it: whoever goes up would never arrive.
async fn no_circle(tx: &Tx, entry: EntryId, patch: &Patch) -> Result<(), Refusal> {
    let parent = |value: &Value| value.as_str().and_then(|id| id.parse::<Uuid>().ok()).map(OrganisationId::from_uuid);
    let mut above = patch.get("parent").filter(|_| entry.kind == EntryKind::Organisation).and_then(parent);
    let mut seen = HashSet::from([OrganisationId::from_uuid(entry.id)]);
    while let Some(one) = above {
        if !seen.insert(one) {
            let field = "parent".to_owned();
            return Err(Refusal::Unfit(vec![Fault { field, key: "directory-fault-part-of-itself" }]));
        }
        above = organisation::records::parent_of(tx, one).await?;
    }
    Ok(())
}

/// The patch as it can be kept: with what follows from it, without what is so already.
async fn checked(tx: &Tx, before: &Record, revision: &Revision, today: Day) -> Result<Patch, Refusal> {
    let entry = before.entry();
    // What is so already needs no word, except where somebody decides that it stays so.
    let is_new = |field: &str, value: &Value| {
        revision.via == Via::Resolution || before.field(field).is_none_or(|known| known != *value)
    };
    let sent = rules::as_kept(entry.kind, &revision.patch);
    let new = sent.iter().filter(|(field, value)| is_new(field, value));
    let mut patch = rules::outdate(before, new.map(|(field, value)| (field.to_owned(), value.clone())).collect());
    let moves = entry.kind == EntryKind::Location && placing::moves(&patch);
    if moves && revision.via != Via::Restore {
        patch = placing::placed(before, patch, &Gazetteer::of(tx).await?);
    }
    let after = before.with(&patch).map_err(|unfit| Refusal::Unfit(unfit.into_iter().map(Into::into).collect()))?;
    let known = known(tx, entry.kind, &patch).await?;
    let faults = rules::faults(&after, &patch, &known, today);
    if !faults.is_empty() {
        return Err(Refusal::Unfit(faults));
    }
    // As the record writes it, which may be otherwise than it was sent.
    let all = after.fields();
    let kept = patch.iter().filter_map(|(field, _)| Some((field.to_owned(), all.get(field)?.clone())));
    Ok(kept.filter(|(field, value)| is_new(field, value) || (moves && placing::is_of_place(field))).collect())
}

/// A patch as an entry could take it over, which it does not yet.
///
/// # Errors
/// When something does not fit.
pub(crate) async fn vetted(tx: &Tx, record: &Record, patch: &Patch, today: Day) -> Result<Patch, Refusal> {
    checked(tx, record, &Revision::new(patch.clone(), Via::Proposal), today).await
}

/// Looks up the codes that a patch may name.
pub(super) async fn known(tx: &Tx, kind: EntryKind, patch: &Patch) -> Result<Known, DbErr> {
    if !Known::is_asked(kind, patch) {
        return Ok(Known::default());
    }
    let gazetteer = Gazetteer::of(tx).await?;
    let zones = gazetteer.zones().iter().map(|zone| Area::Zone(zone.code.to_string()));
    let towns = gazetteer.municipalities().iter().map(|it| Area::Municipality(it.code.clone()));
    let codes = gazetteer.postal_codes().iter().map(|it| Area::PostalCode(it.code.clone()));
    Ok(Known {
        terms: theme::records::all(tx).await?.into_iter().map(|term| (term.code.to_string(), term.facet)).collect(),
        kinds: organisation::records::kinds(tx).await?.into_iter().map(|kind| kind.code).collect(),
        areas: zones.chain(towns).chain(codes).map(|area| area.to_string()).collect(),
    })
}

/// Somebody says something about an entry.
struct Speech<'a> {
    entry: EntryId,
    before: &'a Record,
    voice: Voice,
    by: String,
    at: Timestamp,
}

impl Speech<'_> {
    /// Keeps what was said beside what others say. Answers the entry as it then shows, and the fields in which others go first.
    async fn speak(&self, tx: &Tx, mut said: Vec<Claim>, patch: &Patch) -> Result<(Record, Vec<String>), Refusal> {
        let own = self.before.origin().source.as_str();
        let mut new = Vec::new();
        for (field, value) in patch.iter() {
            if !said.iter().any(|claim| claim.field == field) {
                new.push(self.of_source(tx, field).await?);
            }
            if self.voice == Voice::Editor {
                claims::withdraw(tx, self.entry, field, &Voice::Decided).await?;
                said.retain(|claim| claim.field != field || claim.voice != Voice::Decided);
            }
            new.push(self.claim(field, value.clone()));
        }
        said.retain(|old| !new.iter().any(|new| new.field == old.field && new.voice == old.voice));
        said.extend(new.iter().cloned());
        let rows: Vec<(EntryId, Claim)> = new.into_iter().map(|claim| (self.entry, claim)).collect();
        claims::put(tx, &rows).await?;
        claims::set_disputed(tx, self.entry, &disputed(self.entry.kind, own, &said), self.at).await?;
        let of_patch = |claim: &Claim| patch.get(&claim.field).is_some();
        said.retain(of_patch);
        let shown = shown(own, &said);
        let is_withheld = |(field, value): &(&str, &Value)| shown.get(field) != Some(*value);
        let withheld = patch.iter().filter(is_withheld).map(|(field, _)| field.to_owned()).collect();
        let after =
            self.before.with(&shown).map_err(|unfit| Refusal::Unfit(unfit.into_iter().map(Into::into).collect()))?;
        Ok((after, withheld))
    }

    /// What the entry's own source said so far: until now the record was all that there was of it.
    async fn of_source(&self, tx: &Tx, field: &str) -> Result<Claim, DbErr> {
        let source = self.before.origin().source.clone();
        Ok(Claim {
            field: field.to_owned(),
            voice: Voice::Source(source.clone()),
            value: self.before.field(field).unwrap_or_default(),
            said_at: records::updated_at(tx, self.entry).await?.unwrap_or(self.at),
            said_by: source,
        })
    }

    fn claim(&self, field: &str, value: Value) -> Claim {
        let (voice, said_by) = (self.voice.clone(), self.by.clone());
        Claim { field: field.to_owned(), voice, value, said_at: self.at, said_by }
    }
}

/// The change as the journal tells it.
fn told(before: &Record, after: &Record, revision: &Revision, withheld: &[String]) -> Changes {
    let (was, is) = (before.fields(), after.fields());
    // Where a shelter is goes into no journal.
    let is_secret = before.is_secret() || after.is_secret();
    let changes = is.iter().fold(Changes::none(), |all, (field, value)| match was.get(field) {
        Some(old) if old == value => all,
        _ if is_secret => all.concealed(field),
        old => all.field(field, old, value),
    });
    let changes = changes.set("via", revision.via);
    if withheld.is_empty() { changes } else { changes.set("withheld", withheld) }
}
