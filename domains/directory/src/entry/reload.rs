//! A source is read again: what it says now stands beside what people and other sources said since, and takes nothing of it away.

use std::collections::{HashMap, HashSet};

use kernel::Timestamp;
use sea_orm::DbErr;
use serde::Serialize;
use store::Tx;
use uuid::Uuid;

use super::claims::{Claim, LOOKED_AT, disputed, shown};
use super::hanging::{self, Hanging};
use super::records::versions::{self, End, Retired};
use super::records::{self, claims, confirmations};
use super::{EntryId, EntryKind, Record, Via, Voice, says_same, whole};
use crate::origin::fingerprint;

/// Records read at once when many are taken out.
const AT_ONCE: usize = 1_000;

/// What people did with entries of a source, as an import must know it: at its beginning, and what it learns of on its way.
pub(crate) struct Known {
    /// Entries that people took out: their source does not bring them back.
    kept_out: HashSet<EntryId>,
    /// Entries of this source that it dropped before: it may name them again.
    dropped: HashSet<EntryId>,
}

impl Known {
    pub(crate) async fn of(tx: &Tx, source: &str) -> Result<Self, DbErr> {
        let kept_out = versions::retired_by_hand(tx).await?;
        Ok(Self { kept_out, dropped: versions::dropped_by(tx, source).await? })
    }

    /// Whether people took an entry out, or one that it hangs on.
    pub(crate) fn keeps_out(&self, entries: &[EntryId]) -> bool {
        entries.iter().any(|entry| self.kept_out.contains(entry))
    }

    /// Whether the source dropped an entry before.
    pub(crate) fn was_dropped(&self, entry: EntryId) -> bool {
        self.dropped.contains(&entry)
    }

    /// Learns which of some entries people took out since. Answers whether there are any.
    pub(crate) async fn learn(&mut self, tx: &Tx, kind: EntryKind, ids: &[Uuid]) -> Result<bool, DbErr> {
        let known = self.kept_out.len();
        let retired = versions::retired_of(tx, kind, ids).await?;
        self.kept_out.extend(retired.iter().filter(|one| one.by_hand).map(|one| one.entry));
        Ok(self.kept_out.len() > known)
    }
}

/// What a source says of entries of one kind, in the form in which it is to be kept.
pub(crate) struct Settled<R> {
    /// The records to write.
    pub records: Vec<R>,
    /// The fingerprint of what the source says, where the record shows something else.
    stamps: Vec<(EntryId, String)>,
    /// What hung on entries that the source names again.
    back: Vec<(EntryId, Hanging)>,
}

impl<R> Settled<R> {
    /// Once the records are written: notes what the source says where they show something else, and gives those that are back what
    /// hung on them.
    pub(crate) async fn seal(self, tx: &Tx) -> Result<(), DbErr> {
        for (entry, digest) in &self.stamps {
            records::stamp(tx, *entry, digest).await?;
        }
        for (entry, hanging) in &self.back {
            hanging::give(tx, *entry, hanging).await?;
        }
        Ok(())
    }
}

/// Settles what a source says now with what others say, of entries of which nobody else may say anything meanwhile: `there` are
/// those that are in their table, and held. What they were is kept as versions; what was confirmed of fields that show something
/// else has lapsed.
pub(crate) async fn settle<R>(
    tx: &Tx,
    known: &Known,
    fresh: &[R],
    there: &HashSet<EntryId>,
    at: Timestamp,
) -> Result<Settled<R>, DbErr>
where
    R: Clone + Serialize + Into<Record> + TryFrom<Record>,
{
    let mut settled = Settled { records: Vec::with_capacity(fresh.len()), stamps: Vec::new(), back: Vec::new() };
    let entries: Vec<EntryId> = fresh.iter().map(|record| record.clone().into().entry()).collect();
    let old: Vec<Uuid> = entries.iter().filter(|entry| there.contains(entry)).map(|entry| entry.id).collect();
    let back = entries.iter().filter(|entry| known.was_dropped(**entry) && !there.contains(entry));
    let back: Vec<Uuid> = back.map(|entry| entry.id).collect();
    let Some(kind) = entries.first().map(|entry| entry.kind).filter(|_| old.len() + back.len() > 0) else {
        // What nobody knew before is what its source says.
        return Ok(Settled { records: fresh.to_vec(), ..settled });
    };
    let before = records::many(tx, kind, &old).await?;
    let before: HashMap<EntryId, Record> = before.into_iter().map(|record| (record.entry(), record)).collect();
    let confirmed = confirmations::of_many(tx, kind, &old).await?;
    let asked: Vec<Uuid> = old.into_iter().chain(back.iter().copied()).collect();
    let mut said = by_entry(claims::of_many(tx, kind, &asked).await?);
    let mut superseded = Vec::new();
    let end = End { at, by: source_of(fresh).unwrap_or_default(), via: Via::Import, note: None };
    for (record, entry) in fresh.iter().zip(&entries) {
        let mut shown = match said.remove(entry) {
            Some(said) => {
                settled.stamps.push((*entry, fingerprint(record)));
                hear(tx, record.clone().into(), said, at).await?
            }
            None => record.clone().into(),
        };
        if let Some(before) = before.get(entry).filter(|before| **before != shown) {
            if let Some(confirmed) = confirmed.get(&entry.id) {
                let changed = before.said_otherwise(&shown);
                let over = confirmed.iter().map(|one| one.field.as_str()).filter(|field| changed.get(field).is_some());
                confirmations::lapse(tx, *entry, &over.collect::<Vec<_>>()).await?;
                // What we confirmed is not what it says now, unless the source itself looked since.
                if !looked_since(before, &shown) {
                    shown = whole::unsettled(tx, &shown, &changed, &end).await?.unwrap_or(shown);
                }
            }
            superseded.push(before.clone());
        }
        settled.records.push(R::try_from(shown).unwrap_or_else(|_| record.clone()));
    }
    versions::keep(tx, &superseded, &end).await?;
    settled.back = come_back(tx, kind, &back, &settled.records).await?;
    Ok(settled)
}

/// Whether a service shows another day on which somebody looked at it than before.
fn looked_since(before: &Record, shown: &Record) -> bool {
    before.field(LOOKED_AT) != shown.field(LOOKED_AT)
}

/// What hung on entries that their source names again, as far as it still holds of what they show now. Disagreements were worked out
/// anew.
async fn come_back<R: Clone + Into<Record>>(
    tx: &Tx,
    kind: EntryKind,
    back: &[Uuid],
    shown: &[R],
) -> Result<Vec<(EntryId, Hanging)>, DbErr> {
    let mut all = Vec::new();
    let retired = versions::retired_of(tx, kind, back).await?;
    for Retired { entry, aside, .. } in retired.iter().filter(|one| one.aside != Hanging::default()) {
        let is = shown.iter().map(|record| record.clone().into()).find(|record| record.entry() == *entry);
        if let Some((was, is)) = versions::last(tx, *entry).await?.zip(is) {
            all.push((*entry, Hanging { conflicts: Vec::new(), ..aside.clone().still(&was.record, &is) }));
        }
    }
    versions::unretire(tx, &retired.iter().map(|one| one.entry).collect::<Vec<_>>()).await?;
    Ok(all)
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
        if known.as_ref().is_some_and(|claim| says_same(&claim.value, &value)) {
            continue;
        }
        let (field, said_by) = (field.clone(), own.clone());
        new.push(Claim { field, voice: voice.clone(), value, said_at: at, said_by });
    }
    said.retain(|old| !new.iter().any(|new| new.field == old.field && new.voice == old.voice));
    said.extend(new.iter().cloned());
    claims::put(tx, &new.into_iter().map(|claim| (entry, claim)).collect::<Vec<_>>()).await?;
    claims::set_disputed(tx, entry, &disputed(entry.kind, &own, &said), at).await?;
    // What a record can no longer hold is passed over: the source's own word is always whole.
    Ok(record.with(&shown(&own, &said)).unwrap_or(record))
}

/// Takes out what a source no longer names, except what entries of others hang on. The last version of each is kept and can be
/// brought back. Answers how many that were.
pub(crate) async fn take_out<I: Copy + Into<EntryId>>(
    tx: &Tx,
    ids: Vec<I>,
    (source, at): (&str, Timestamp),
) -> Result<u64, DbErr> {
    let Some(kind) = ids.first().map(|id| (*id).into().kind) else { return Ok(0) };
    let ids: HashSet<Uuid> = ids.into_iter().map(|id| id.into().id).collect();
    let ids: Vec<Uuid> = records::hold_many(tx, kind, &ids).await?.into_iter().collect();
    let needed = records::needed(tx, kind, &ids).await?;
    let gone: Vec<Uuid> = ids.into_iter().filter(|id| !needed.contains(id)).collect();
    for chunk in gone.chunks(AT_ONCE) {
        let last = records::many(tx, kind, chunk).await?;
        let end = End { at, by: source.to_owned(), via: Via::Import, note: None };
        versions::keep(tx, &last, &end).await?;
        let mut hung = records::remove(tx, kind, chunk).await?;
        let retired = last.iter().map(Record::entry).map(|entry| Retired {
            entry,
            at,
            by: source.to_owned(),
            by_hand: false,
            within: entry,
            aside: hung.remove(&entry.id).unwrap_or_default(),
        });
        versions::retire(tx, &retired.collect::<Vec<_>>(), &vec![source; last.len()]).await?;
    }
    Ok(u64::try_from(gone.len()).unwrap_or(u64::MAX))
}
