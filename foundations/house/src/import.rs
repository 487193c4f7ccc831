//! Imports: foreign files become records, with progress on the way and a report at the end.

mod told;

use std::fmt::Display;
use std::path::Path;

use access::Context;
use futures_util::future::BoxFuture;
use store::StoreError;

use crate::{House, PackFault};

pub use told::{Kind, Told};

/// A kind of file that a department takes in: `relais import NAME FILE`.
#[derive(Clone, Copy)]
pub struct ImportKind {
    /// The word on the command line.
    pub name: &'static str,
    /// What it takes, in a sentence for the command line's help.
    pub about: &'static str,
    /// Does it.
    pub run: for<'a> fn(ImportJob<'a>) -> BoxFuture<'a, Result<ImportReport, ImportFault>>,
}

/// One import.
#[derive(Clone, Copy)]
pub struct ImportJob<'a> {
    /// Who imports, with which clock.
    pub cx: &'a Context,
    /// Where to: its database, its region's pack, what its departments keep ready.
    pub house: &'a House,
    /// The file.
    pub file: &'a Path,
    /// The text of a mapping file; without one the department picks from the pack's `mappings/`.
    pub mapping: Option<&'a str>,
    /// The name of the source, when whoever imports gives it; without one its mapping tells it, or the file's name.
    pub source: Option<&'a str>,
    /// Read, check and report, but change nothing.
    pub dry_run: bool,
    /// Who wants to know how far it is.
    pub progress: &'a dyn Progress,
}

/// Hears how far long work is.
pub trait Progress: Send + Sync {
    /// How many steps there will be.
    fn total(&self, steps: u64);
    /// How many are done by now.
    fn done(&self, steps: u64);
}

/// Nobody listens.
impl Progress for () {
    fn total(&self, _: u64) {}
    fn done(&self, _: u64) {}
}

/// What an import did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportReport {
    /// The name under which the source is kept, where a file has one.
    pub source: Option<String>,
    /// New records.
    pub added: u64,
    /// Records that changed.
    pub changed: u64,
    /// Records that were already so.
    pub unchanged: u64,
    /// Records that the source no longer has and that were removed.
    pub removed: u64,
    /// How many rows were not taken in.
    pub skipped: u64,
    /// The same by kind of record, where an import has several.
    pub kinds: Vec<(&'static str, Tally)>,
    /// Entries that were kept with something that a person should look at.
    pub flagged: u64,
    /// Which, and why.
    pub skips: Told,
    /// Remarks: about the file as a whole, such as its encoding, and about what was left out of rows that were taken in.
    pub remarks: Told,
}

/// What an import did with the records of one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// New ones.
    pub added: u64,
    /// Changed ones.
    pub changed: u64,
    /// Those that were already so.
    pub unchanged: u64,
    /// Those that were removed.
    pub removed: u64,
}

impl ImportReport {
    /// Counts a row that is not taken in, and tells where it stands (`line 12`, `feature 3`), why, and what to do about it.
    pub fn skip(&mut self, place: impl Display, reason: impl Display) {
        self.skipped += 1;
        self.skips.tell(format!("{place}: {reason}"));
    }
}

/// Why an import did nothing at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportFault {
    /// The file or the mapping cannot be used; a sentence with place and remedy.
    #[error("{0}")]
    Unusable(String),
    /// The region pack cannot be used.
    #[error(transparent)]
    Pack(#[from] PackFault),
    /// The importer may not do it.
    #[error(transparent)]
    Denied(#[from] access::Denied),
    /// The database failed; nothing of the import remains.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for ImportFault {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}
