//! Figures: what is counted, over which period, where the number comes from, and which records stand behind it.

pub mod declared;
mod figure;
mod guarded;
mod measure;
mod period;
mod question;
mod suppression;
mod table;

pub use figure::{Figure, Provenance, Value};
pub use guarded::{Guard, guarded_table};
pub use measure::{Computing, Counted, Counts, Kind, Measure, Registry, RegistryFault};
pub use period::{Period, PeriodError};
pub use question::{Question, UNKNOWN};
pub use table::{By, Row, Table, table, total};

use access::Rights;
use store::Migration;

/// The table of declared figures.
pub const MIGRATIONS: &[Migration] =
    &[Migration { name: "figures-0001-declared", sql: include_str!("../migrations/0001_declared.sql") }];

/// The class of every column.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// Who may declare a figure.
pub const RIGHTS: &[Rights] = &[Rights { resource: "Measure", policies: include_str!("../rights/measure.cedar") }];
