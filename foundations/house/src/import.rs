//! Imports: foreign files become records, with progress on the way and a report at the end.

use std::path::Path;

use access::Context;
use futures_util::future::BoxFuture;
use store::{Store, StoreError};

use crate::{Pack, PackFault};

/// The most skipped rows that a report lists one by one; the rest are counted.
pub const MOST_LISTED: usize = 200;

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
    /// Where to.
    pub store: &'a Store,
    /// The file.
    pub file: &'a Path,
    /// The text of a mapping file; without one the department picks from the pack's `mappings/`.
    pub mapping: Option<&'a str>,
    /// The region's pack.
    pub pack: &'a Pack,
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

/// A row that was not taken in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skip {
    /// Where it stands: `line 12`, `feature 3`.
    pub place: String,
    /// Why, and what to do about it.
    pub reason: String,
}

/// What an import did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportReport {
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
    /// The first of them.
    pub skips: Vec<Skip>,
    /// Remarks about the file as a whole, such as its encoding.
    pub remarks: Vec<String>,
}

impl ImportReport {
    /// Counts a row that is not taken in, and lists it while there is room.
    pub fn skip(&mut self, place: impl Into<String>, reason: impl Into<String>) {
        self.skipped += 1;
        if self.skips.len() < MOST_LISTED {
            self.skips.push(Skip { place: place.into(), reason: reason.into() });
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_rows_are_counted_beyond_the_listed_ones() {
        let mut report = ImportReport::default();
        for line in 0..1_000 {
            report.skip(format!("line {line}"), "no name; add one");
        }
        assert_eq!((report.skipped, report.skips.len()), (1_000, MOST_LISTED));
    }
}
