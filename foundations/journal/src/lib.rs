//! Who did what, when and why: one entry per action, hash-chained, in the action's own transaction.

mod chain;
mod changes;
mod entry;
mod records;

pub use chain::{Broken, Verified, verify};
pub use changes::{Change, Changes};
pub use entry::{Entry, Note};
pub use records::{Filter, append, list};

use store::Migration;

/// The tables of the journal.
pub const MIGRATIONS: &[Migration] =
    &[Migration { name: "journal-0001-chain", sql: include_str!("../migrations/0001_journal.sql") }];

/// The class of every column of the journal.
pub const COLUMNS: &str = include_str!("../columns.toml");
