//! A source is read again: what it says now stands beside what people and other sources said since, and takes nothing of it away.

use std::collections::{HashMap, HashSet};

use kernel::Timestamp;
use sea_orm::DbErr;
use serde::Serialize;
use store::Tx;
use uuid::Uuid;

use super::actions::disputed;
use super::claims::{Claim, winner};
use super::records::versions::{self, End, Retired};
use super::records::{self, claims};
use super::{EntryId, Patch, Record, Via, Voice};
use crate::origin::fingerprint;

/// Records read at once when many are taken out.
const AT_ONCE: usize = 1_000;

/// What is known of entries beyond their own source; read once for a whole import.
pub(crate) struct Known {
    /// Entries that others speak of as well.
    spoken: HashSet<EntryId>,
    /// Entries that people took out: their source does not bring them back.
    kept_out: HashSet<EntryId>,
    /// Entries of this source that it dropped before: it may name them again.
    dropped: HashSet<EntryId>,
}

impl Known {
    pub(crate) async fn of(tx: &Tx, source: &str) -> Result<Self, DbErr> {
        let by_hand = versions::retired_by_hand(tx).await?;
        let of_source = versions::retired_of(tx, source).await?;
        Ok(Self {
            spoken: claims::spoken_of(tx).await?,
            kept_out: by_hand.into_iter().map(|one| one.entry).collect(),
            dropped: of_source.into_iter().filter(|one| !one.by_hand).map(|one| one.entry).collect(),
        })
    }

    /// Whether people took an entry out, or one that it hangs on.
    pub(crate) fn keeps_out(&self, entries: &[EntryId]) -> bool {
        entries.iter().any(|entry| self.kept_out.contains(entry))
    }
}

/// What a source says of entries of one kind, in the form in which it is to be kept.
pub(crate) struct Settled<R> {
    /// The records to write.
    pub records: Vec<R>,
    /// The fingerprint of what the source says, where the record shows something else.
    pub stamps: Vec<(EntryId, String)>,
}

/// Settles what a source says now with what others say; what the entries were is kept as versions.
pub(crate) async fn settle<I, R>(
    tx: &Tx,
    known: &Known,
    fresh: &[R],
    rewritten: &[I],
    at: Timestamp,
) -> Result<Settled<R>, DbErr>
where
    I: Copy + Into<EntryId>,
    R: Clone + Serialize + Into<Record> + TryFrom<Record>,
{
    let Some(kind) = fresh.first().map(|record| record.clone().into().entry().kind) else {
        return Ok(Settled { records: Vec::new(), stamps: Vec::new() });
    };
    let rewritten: Vec<Uuid> = rewritten.iter().map(|id| (*id).into().id).collect();
    let before = records::many(tx, kind, &rewritten).await?;
    let before: HashMap<EntryId, Record> = before.into_iter().map(|record| (record.entry(), record)).collect();
    // Most entries are known from their own source only: they are not even looked at one by one.
    if before.is_empty() && known.spoken.is_empty() && known.dropped.is_empty() {
        return Ok(Settled { records: fresh.to_vec(), stamps: Vec::new() });
    }
    let entries: Vec<EntryId> = fresh.iter().map(|record| record.clone().into().entry()).collect();
    let spoken: Vec<EntryId> = entries.iter().filter(|entry| known.spoken.contains(entry)).copied().collect();
    let mut said = by_entry(claims::of_many(tx, kind, &spoken).await?);
    let mut settled = Settled { records: Vec::with_capacity(fresh.len()), stamps: Vec::new() };
    let mut superseded = Vec::new();
    for (record, entry) in fresh.iter().zip(&entries) {
        let shown = match said.remove(entry) {
            Some(said) => {
                settled.stamps.push((*entry, fingerprint(record)));
                hear(tx, record.clone().into(), said, at).await?
            }
            None => record.clone().into(),
        };
        if let Some(before) = before.get(entry).filter(|before| **before != shown) {
            superseded.push(before.clone());
        }
        settled.records.push(R::try_from(shown).unwrap_or_else(|_| record.clone()));
    }
    let by = source_of(fresh).unwrap_or_default();
    versions::keep(tx, &superseded, &End { at, by, via: Via::Import, note: None }).await?;
    let back: Vec<EntryId> = entries.into_iter().filter(|entry| known.dropped.contains(entry)).collect();
    versions::unretire(tx, &back).await?;
    Ok(settled)
}

fn source_of<R: Clone + Into<Record>>(fresh: &[R]) -> Option<String> {
    fresh.first().map(|record| record.clone().into().origin().source.clone())
}

fn by_entry(said: Vec<(EntryId, Claim)>) -> HashMap<EntryId, Vec<Claim>> {
    let mut all: HashMap<EntryId, Vec<Claim>> = HashMap::new();
    for (entry, claim) in said {
        all.entry(entry).or_default().push(claim);
    }
    all
}

/// Hears what a source says now of an entry that others speak of: notes what is new, and answers what the entry shows.
async fn hear(tx: &Tx, record: Record, mut said: Vec<Claim>, at: Timestamp) -> Result<Record, DbErr> {
    let (entry, own) = (record.entry(), record.origin().source.clone());
    let voice = Voice::Source(own.clone());
    let mut fields: Vec<String> = said.iter().map(|claim| claim.field.clone()).collect();
    fields.sort();
    fields.dedup();
    let mut new = Vec::new();
    for field in &fields {
        let Some(value) = record.field(field) else { continue };
        let known = said.iter_mut().find(|claim| claim.field == *field && claim.voice == voice);
        if known.as_ref().is_some_and(|claim| claim.value == value) {
            continue;
        }
        let (field, said_by) = (field.clone(), own.clone());
        new.push(Claim { field, voice: voice.clone(), value, said_at: at, said_by });
    }
    said.retain(|old| !new.iter().any(|new| new.field == old.field && new.voice == old.voice));
    said.extend(new.iter().cloned());
    claims::put(tx, &new.into_iter().map(|claim| (entry, claim)).collect::<Vec<_>>()).await?;
    claims::set_disputed(tx, entry, &disputed(entry, &own, &said), at).await?;
    let mut shown = Patch::new();
    for field in &fields {
        let of_field: Vec<&Claim> = said.iter().filter(|claim| claim.field == *field).collect();
        if let Some(first) = winner(&own, &of_field) {
            shown.put(field, first.value.clone());
        }
    }
    // What a record can no longer hold is passed over: the source's own word is always whole.
    Ok(record.with(&shown).unwrap_or(record))
}

/// Notes what the source says where entries show something else.
pub(crate) async fn stamp(tx: &Tx, stamps: Vec<(EntryId, String)>) -> Result<(), DbErr> {
    for (entry, digest) in stamps {
        records::stamp(tx, entry, &digest).await?;
    }
    Ok(())
}

/// Takes out what a source no longer names, except what entries of others hang on. The last version of each is kept and can be
/// brought back. Answers how many that were.
pub(crate) async fn take_out<I: Copy + Into<EntryId>>(
    tx: &Tx,
    ids: Vec<I>,
    (source, at): (&str, Timestamp),
) -> Result<u64, DbErr> {
    let Some(kind) = ids.first().map(|id| (*id).into().kind) else { return Ok(0) };
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.into().id).collect();
    let needed = records::needed(tx, kind, &ids).await?;
    let gone: Vec<Uuid> = ids.into_iter().filter(|id| !needed.contains(id)).collect();
    for chunk in gone.chunks(AT_ONCE) {
        let last = records::many(tx, kind, chunk).await?;
        let end = End { at, by: source.to_owned(), via: Via::Import, note: None };
        versions::keep(tx, &last, &end).await?;
        let retired = last.iter().map(|record| Retired {
            entry: record.entry(),
            at,
            by: source.to_owned(),
            by_hand: false,
            within: record.entry(),
        });
        versions::retire(tx, &retired.collect::<Vec<_>>(), &vec![source; last.len()]).await?;
    }
    records::remove(tx, kind, &gone).await?;
    Ok(u64::try_from(gone.len()).unwrap_or(u64::MAX))
}
