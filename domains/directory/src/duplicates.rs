//! Duplicates: entries that may be the same, found by name, place and numbers, shown to editors, merged or told apart by them.
//!
//! `rules` says what speaks for and against, `names` how names are compared (`initials` when one is an abbreviation, `translating` when
//! they are of two languages, `common` when many carry them), `blocking` which entries are compared at all. What an
//! editor told apart is remembered. Merging itself is in `merging`; `meeting` says what comes together below and what is in dispute, `beside` shows it,
//! and `whose` says of each value whose it is.

mod apart;
mod aside;
mod beside;
mod blocking;
pub mod choosing;
mod common;
pub(crate) mod feeding;
pub(crate) mod finding;
mod initials;
mod meeting;
pub mod mergers;
pub mod merging;
mod names;
pub(crate) mod pages;
mod records;
mod rules;
pub(crate) mod settling;
mod translating;
mod whose;

use access::Resource;
use kernel::Timestamp;
use uuid::Uuid;

use crate::entry::{EntryId, EntryKind};

pub use rules::Sign;

/// What was decided about a pair.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing yet.
    Open,
    /// They are two.
    Apart,
}

kernel::words! { Verdict { Open = "open", Apart = "apart" } }

/// Two entries that may be the same.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// Their kind.
    pub kind: EntryKind,
    /// The smaller id.
    pub one: Uuid,
    /// The greater id.
    pub other: Uuid,
    /// How likely they are the same, from 0 to 1.
    pub score: f64,
    /// What speaks for it and against it.
    pub signs: Vec<Sign>,
    /// How many others carry the name that they have in common, where that is the name of many.
    pub others: Option<u32>,
    /// When the pair was found.
    pub found_at: Timestamp,
    /// What was decided.
    pub verdict: Verdict,
}

impl Pair {
    /// The two entries.
    pub fn entries(&self) -> [EntryId; 2] {
        [self.one, self.other].map(|id| EntryId::new(self.kind, id))
    }
}

/// Duplicates as the policies see them.
pub(crate) fn resource() -> Resource {
    Resource::new("Directory", "duplicates")
}
