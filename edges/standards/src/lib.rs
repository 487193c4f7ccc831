//! The directory for other programs: the Human Services Data Specification, FHIR and the feed of changes at one side, the
//! departments' doors at the other.

mod answer;
mod changes;
mod drawing;
mod fhir;
mod found;
mod hsds;
mod module;
mod publication;
mod publishing;
mod sheet;
mod shelf;

pub use module::{bring_up_to_date, module};

use store::Migration;

/// The tables of what is published.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "standards-0001-publications", sql: include_str!("../migrations/0001_publications.sql") },
    Migration { name: "standards-0002-resources", sql: include_str!("../migrations/0002_resources.sql") },
];

/// The class of every column of what is published.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// The texts of what is published.
pub const TEXTS: web::Texts = web::texts!("standards");
