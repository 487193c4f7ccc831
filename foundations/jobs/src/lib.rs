//! Work done later: queued in the transaction that justifies it, retried or given up honestly.

mod job;
mod quiet;
mod records;
mod worker;

pub use job::{Again, Handler, Job, JobId, Outcome, Queued, State};
pub use quiet::{BrokenOff, quietly};
pub use records::{Filter, counts, enqueue, list, purge, try_again};
pub use worker::{Worker, run_due};

use store::Migration;

/// The table of the queue.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "jobs-0001-queue", sql: include_str!("../migrations/0001_queue.sql") },
    Migration { name: "jobs-0002-follow-ups", sql: include_str!("../migrations/0002_follow_ups.sql") },
];

/// The class of every column of the queue.
pub const COLUMNS: &str = include_str!("../columns.toml");
