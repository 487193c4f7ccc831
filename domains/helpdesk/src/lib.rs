//! The helpdesk: what reaches a line, who it came from, what was given in answer, and the figures of it.

pub mod contact;
pub mod desk;
pub mod measures;
pub mod pack;
mod refusal;
mod words;

pub use refusal::Refusal;

use access::Rights;
use store::Migration;

/// The tables of the helpdesk.
pub const MIGRATIONS: &[Migration] =
    &[Migration { name: "helpdesk-0001-contacts", sql: include_str!("../migrations/0001_contacts.sql") }];

/// The class of every column.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// Who may do what.
pub const RIGHTS: &[Rights] = &[
    Rights { resource: "Line", policies: include_str!("../rights/line.cedar") },
    Rights { resource: "Contact", policies: include_str!("../rights/contact.cedar") },
];
