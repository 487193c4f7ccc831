//! Letters to people: written in the transaction that justifies them, posted later by a job, forgotten once they are gone.

mod delivery;
mod letter;
mod outbox;
mod post;
mod records;

pub use delivery::{Deliver, handler};
pub use letter::{Address, Letter, LetterId, NoAddress, State};
pub use outbox::{Outbox, withdraw};
pub use post::{NoPost, Post, PostFault};
pub use records::{Count, counts, purge, state, waiting_of};

use store::Migration;

/// The table of the outbox.
pub const MIGRATIONS: &[Migration] =
    &[Migration { name: "mail-0001-outbox", sql: include_str!("../migrations/0001_outbox.sql") }];

/// The class of every column of the outbox.
pub const COLUMNS: &str = include_str!("../columns.toml");
