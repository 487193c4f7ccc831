//! The records of one kind during an import.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use house::import::Tally;
use sea_orm::{DbErr, TryGetable, Value};
use serde::Serialize;
use store::Tx;
use uuid::Uuid;

use super::Kept;
use crate::entry::EntryId;
use crate::entry::reload::Known;
use crate::origin::fingerprint;
use crate::rows::{digests, number};

/// The records of one kind that a source had before, has now, and that are yet to be written. With a million of each kind a map
/// holds two short numbers for each.
pub(super) struct Shelf<I, R> {
    pub before: HashMap<I, u128>,
    pub seen: HashMap<I, u128>,
    pub fresh: Vec<R>,
    /// Those of them that the table may have already.
    pub old: Vec<I>,
    pub tally: Tally,
    /// Whether the last record contradicted an earlier one of the same id.
    pub contradicted: bool,
}

impl<I: Copy + Eq + Hash + TryGetable + Into<Value> + Into<EntryId>, R: Serialize> Shelf<I, R> {
    pub async fn of(tx: &Tx, table: &str, source: &str) -> Result<Self, DbErr> {
        let before = digests(tx, table, source).await?;
        let (seen, tally) = (HashMap::new(), Tally::default());
        Ok(Self { before, seen, fresh: Vec::new(), old: Vec::new(), tally, contradicted: false })
    }

    /// Takes a record in; nothing for one that the same source already named in this run.
    pub fn take(&mut self, known: &Known, id: I, record: R) -> Option<Kept> {
        let digest = number(&fingerprint(&record));
        if let Some(earlier) = self.seen.get(&id) {
            self.contradicted = *earlier != digest;
            return None;
        }
        self.seen.insert(id, digest);
        let kept = match self.before.get(&id) {
            Some(before) if *before == digest => {
                self.tally.unchanged += 1;
                return Some(Kept::Unchanged);
            }
            Some(_) => {
                self.tally.changed += 1;
                self.old.push(id);
                Kept::Changed
            }
            None => {
                self.old.extend(known.was_dropped(id.into()).then_some(id));
                self.tally.added += 1;
                Kept::Added
            }
        };
        self.fresh.push(record);
        Some(kept)
    }

    /// Whether this run brings the record: nobody else knows it yet.
    pub fn is_new(&self, id: &I) -> bool {
        self.seen.contains_key(id) && !self.before.contains_key(id)
    }

    /// What the source no longer names.
    pub fn dropped(&self) -> Vec<I> {
        self.before.keys().copied().filter(|id| !self.seen.contains_key(id)).collect()
    }

    /// Those of some records that the source named before and does not name any more.
    pub fn dropped_of(&self, ids: Vec<I>) -> Vec<I> {
        ids.into_iter().filter(|id| self.before.contains_key(id) && !self.seen.contains_key(id)).collect()
    }
}

impl<I: Copy + Into<EntryId>, R> Shelf<I, R> {
    /// The ids of those that the table may have already.
    pub fn old(&self) -> HashSet<Uuid> {
        self.old.iter().map(|id| (*id).into().id).collect()
    }

    pub fn clear(&mut self) {
        self.fresh.clear();
        self.old.clear();
    }
}
