//! Two entries become one, and two again. Nothing is lost on the way: the merged record is set aside whole, what it said stays a
//! claim beside what others say of the kept entry, and what hung on it moves and comes back.

use crate::Refusal;
use access::{Context, Record as Deed};
use journal::Changes;
use kernel::Timestamp;
use sea_orm::DbErr;
use store::Tx;

use super::choosing::{self, Choice, Choices, Compared};
use super::meeting::{self, Disputes};
use super::mergers::{self, Aside, Merger};
use super::settling::{self, Feed};
use super::{aside, records as pairs, resource};
use crate::entry::records::versions::{self, End};
use crate::entry::{EntryId, EntryKind, Patch, Record, Via, hanging, records};
use crate::{Location, LocationId, ServiceId, guarding, index};

/// Merges an entry into another, field by field as an editor chose, also for the places that become one; what they did not choose is as
/// usual, and what was in dispute waits on.
///
/// # Errors
/// When it is not permitted, one of them does not exist, or they are not two of a kind that can be merged.
pub async fn merge(
    cx: &Context,
    tx: &Tx,
    kept: EntryId,
    merged: EntryId,
    choices: &Choices,
) -> Result<Record, Refusal> {
    cx.require("directory.merge", &resource())?;
    let mergeable = matches!(kept.kind, EntryKind::Organisation | EntryKind::Service);
    if !mergeable || kept.kind != merged.kind || kept == merged {
        return Err(Refusal::NotTwo);
    }
    let ours = records::hold(tx, kept).await?.ok_or(Refusal::NotFound)?;
    let theirs = records::hold(tx, merged).await?.ok_or(Refusal::NotFound)?;
    let mut touched = records::services_behind(tx, merged).await?;
    let merging = Merging { cx, tx, within: merged };
    let aside = match kept.kind {
        EntryKind::Service => merging.places(kept, merged, choices).await?,
        _ => merging.children(kept, merged).await?,
    };
    let concealed = aside.concealed.len();
    let after = merging.absorb(&ours, &theirs, choices, aside).await?;
    pairs::forget(tx, merged.kind, merged.id).await?;
    touched.extend(records::services_behind(tx, kept).await?);
    tell(tx, [kept, merged], touched).await?;
    let told = Changes::none().set("merged", merged.to_string());
    let told = if concealed > 0 { told.set("kept_secret", concealed) } else { told };
    let told =
        ours.difference(&after).iter().fold(told, |all, (field, value)| all.field(field, ours.field(field), value));
    deed(cx, tx, "directory.merge", kept, told).await?;
    Ok(after)
}

/// Makes two entries of one again. What was edited on the kept one since stays there.
///
/// # Errors
/// When it is not permitted, the entry was not merged or went with another, or the kept one was merged further.
pub async fn unmerge(cx: &Context, tx: &Tx, merged: EntryId) -> Result<Record, Refusal> {
    cx.require("directory.unmerge", &resource())?;
    let merger = mergers::find(tx, merged).await?.ok_or(Refusal::NotFound)?;
    if merger.within != merged {
        return Err(Refusal::WentWith(merger.within));
    }
    if mergers::find(tx, merger.kept).await?.is_some() {
        return Err(Refusal::MergedFurther(merger.kept));
    }
    let mut touched = records::services_behind(tx, merger.kept).await?;
    let mut all = mergers::within(tx, merged).await?;
    all.sort_by_key(|one| one.merged.kind == EntryKind::ServiceAtLocation);
    let merging = Merging { cx, tx, within: merged };
    for one in &all {
        merging.part(one).await?;
    }
    for one in &all {
        for entry in one.aside.moved() {
            merging.move_to(entry, one.kept, one.merged).await?;
        }
    }
    guarding::reveal(tx, &merger.aside.concealed, &merging.end(cx.now())).await?;
    touched.extend(records::services_behind(tx, merged).await?);
    tell(tx, [merger.kept, merged], touched).await?;
    deed(cx, tx, "directory.unmerge", merger.kept, Changes::none().set("parted", merged.to_string())).await?;
    Ok(merger.record)
}

/// Tells whoever follows the feed of both entries, also where nothing is offered by either, and of the services behind them.
async fn tell(tx: &Tx, both: [EntryId; 2], touched: Vec<ServiceId>) -> Result<(), DbErr> {
    for entry in both {
        index::entry_changed(tx, entry, Vec::new()).await?;
    }
    index::changed(tx, touched).await
}

/// Writes a merger or a parting into the journal of the entry that was kept.
async fn deed(cx: &Context, tx: &Tx, action: &str, entry: EntryId, changes: Changes) -> Result<(), DbErr> {
    cx.record(tx, Deed { action, kind: "directory_entry", id: entry.to_string(), changes }).await
}

/// A merger under way.
struct Merging<'a> {
    cx: &'a Context,
    tx: &'a Tx,
    within: EntryId,
}

impl Merging<'_> {
    /// Takes what an entry says into another and sets it aside.
    async fn absorb(&self, ours: &Record, theirs: &Record, choices: &Choices, aside: Aside) -> Result<Record, Refusal> {
        let (kept, merged, at) = (ours.entry(), theirs.entry(), self.cx.now());
        let feed = Feed { kept: ours, source: theirs.origin(), at };
        let disputes = Disputes::of(self.tx, kept, merged).await?;
        let updated_at = records::updated_at(self.tx, merged).await?.unwrap_or(at);
        for one in &disputes.compare(ours, theirs) {
            let is_carried = disputes.is_of_merged(one);
            if one.is_choice() {
                // A word in dispute is news to whoever speaks of the kept entry.
                feed.hear(self.tx, one, if is_carried { at } else { updated_at }).await?;
                self.decide(&feed, one, choices).await?;
            }
            if is_carried {
                feed.carry(self.tx, one, &disputes.said[1]).await?;
            }
        }
        versions::keep(self.tx, std::slice::from_ref(theirs), &self.end(at)).await?;
        let mut hung = records::remove(self.tx, merged.kind, &[merged.id]).await?;
        let mut hanging = hung.remove(&merged.id).unwrap_or_default();
        hanging::hand_over(self.tx, (merged, kept), &mut hanging).await?;
        guarding::hand_over(self.tx, (merged, kept)).await?;
        let merger = Merger {
            merged,
            kept,
            record: theirs.clone(),
            aside: Aside { hanging, ..aside },
            within: self.within,
            at,
            by: self.cx.actor.to_string(),
        };
        mergers::put(self.tx, &merger).await?;
        Ok(settling::settle(self.tx, ours, &self.end(at)).await?)
    }

    /// Notes what an editor chose for a field, or what is usual.
    async fn decide(&self, feed: &Feed<'_>, one: &Compared, choices: &Choices) -> Result<(), DbErr> {
        let choice = choices.get(one.field.name).copied().unwrap_or_else(|| one.usual());
        // Where the kept entry is silent the other speaks for it, also when it says something new later.
        let speaks_on = choice == Choice::Theirs && one.usual() == Choice::Theirs;
        if choice == Choice::Open || speaks_on {
            return Ok(());
        }
        feed.decide(self.tx, one, choice, &self.cx.actor.to_string()).await
    }

    fn end(&self, at: Timestamp) -> End {
        End { at, by: self.cx.actor.to_string(), via: Via::Merge, note: None }
    }

    /// Brings a merged entry back, and takes what it said out of the one that was kept.
    async fn part(&self, merger: &Merger) -> Result<(), Refusal> {
        let end = self.end(self.cx.now());
        if let Some(kept) = records::hold(self.tx, merger.kept).await? {
            Feed { kept: &kept, source: merger.record.origin(), at: merger.at }.silence(self.tx).await?;
            settling::settle(self.tx, &kept, &end).await?;
        }
        let mut back = merger.record.clone();
        for parent in parents(&merger.record) {
            if records::find(self.tx, parent).await?.is_none() {
                back = self.led(back, parent).await?;
            }
        }
        records::put(self.tx, &back, end.at).await?;
        let hanging = merger.aside.hanging.clone().still(&merger.record, &back);
        hanging::take_back(self.tx, merger.kept, merger.merged, &hanging).await?;
        hanging::give(self.tx, merger.merged, &hanging).await?;
        settling::settle(self.tx, &back, &end).await?;
        Ok(mergers::forget(self.tx, merger.merged).await?)
    }

    /// A record whose parent is merged still hangs on what is there in its place, and goes back with it.
    async fn led(&self, record: Record, parent: EntryId) -> Result<Record, Refusal> {
        let to = mergers::redirected(self.tx, parent).await?.ok_or(Refusal::HangsOnGone(parent))?;
        if let Some(mut above) = mergers::find(self.tx, parent).await? {
            above.aside.moved.push(record.entry().to_string());
            mergers::put(self.tx, &above).await?;
        }
        record.with(&hung_on(&record, parent, to)).map_err(|_| Refusal::HangsOnGone(parent))
    }

    /// What hangs on an organisation goes over to another: its services, its parts, its members.
    async fn children(&self, kept: EntryId, merged: EntryId) -> Result<Aside, Refusal> {
        let mut moved = Vec::new();
        for child in aside::hanging_on(self.tx, merged).await? {
            if child != kept && self.move_to(child, merged, kept).await? {
                moved.push(child.to_string());
            }
        }
        Ok(Aside { moved, ..Aside::default() })
    }

    /// The places of a service go over to another; one where that is offered already becomes one with it.
    async fn places(&self, kept: EntryId, merged: EntryId, choices: &Choices) -> Result<Aside, Refusal> {
        let theirs = aside::places(self.tx, merged).await?;
        let ours = aside::places(self.tx, kept).await?;
        let concealed = self.keep_secret((kept, &ours), (merged, &theirs)).await?;
        let mut moved = Vec::new();
        for (at, location) in theirs {
            match meeting::twin(&ours, &location) {
                Some(twin) => {
                    let twin = records::hold(self.tx, twin.entry()).await?.ok_or(Refusal::NotFound)?;
                    self.absorb(&twin, &at, &choosing::of_place(choices, at.entry()), Aside::default()).await?;
                }
                None => {
                    self.move_to(at.entry(), merged, kept).await?;
                    moved.push(at.entry().to_string());
                }
            }
        }
        Ok(Aside { moved, concealed, ..Aside::default() })
    }

    /// Where one of two services has or had a secret place, the places of the other may be the same one: they are kept secret until
    /// a person says otherwise. Answers which were not secret before.
    async fn keep_secret(
        &self,
        (kept, ours): (EntryId, &[(Record, Location)]),
        (merged, theirs): (EntryId, &[(Record, Location)]),
    ) -> Result<Vec<LocationId>, DbErr> {
        let end = self.end(self.cx.now());
        let mut concealed = Vec::new();
        for (guarded, beside) in [(kept, theirs), (merged, ours)] {
            let beside = if guarding::is_guarded(self.tx, guarded).await? { beside } else { &[] };
            for (_, location) in beside {
                if guarding::conceal(self.tx, location.id, &end).await? {
                    concealed.push(location.id);
                }
            }
        }
        Ok(concealed)
    }

    /// Hangs an entry on another one; false when it does not hang on the first any more.
    async fn move_to(&self, entry: EntryId, from: EntryId, to: EntryId) -> Result<bool, Refusal> {
        let Some(before) = records::hold(self.tx, entry).await? else { return Ok(false) };
        let patch = hung_on(&before, from, to);
        let after = before.with(&patch).map_err(|_| Refusal::NotTwo)?;
        if after == before {
            return Ok(false);
        }
        records::replace(self.tx, &before, &after, &self.end(self.cx.now())).await?;
        Ok(true)
    }
}

/// What a record says when one of the entries that it hangs on is another.
fn hung_on(record: &Record, from: EntryId, to: EntryId) -> Patch {
    let (old, new) = (serde_json::json!(from.id), serde_json::json!(to.id));
    let mut patch = Patch::new();
    for field in ["organisation", "service", "location", "parent"] {
        if record.field(field).as_ref() == Some(&old) {
            patch.put(field, new.clone());
        }
    }
    if let Some(serde_json::Value::Array(networks)) = record.field("networks")
        && networks.contains(&old)
    {
        let mut networks: Vec<_> = networks.into_iter().map(|one| if one == old { new.clone() } else { one }).collect();
        networks.sort_by_key(ToString::to_string);
        networks.dedup();
        patch.put("networks", networks.into());
    }
    patch
}

/// What a record cannot be without.
fn parents(record: &Record) -> Vec<EntryId> {
    match record {
        Record::Service(of) => vec![of.organisation.into()],
        Record::ServiceAtLocation(of) => vec![of.service.into(), of.location.into()],
        Record::Organisation(_) | Record::Location(_) => Vec::new(),
    }
}
