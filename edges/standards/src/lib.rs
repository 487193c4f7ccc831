//! The directory for other programs: the Human Services Data Specification, FHIR and the feed of changes at one side, the
//! departments' doors at the other.

mod answer;
mod changes;
mod drawing;
mod entries;
mod federation;
mod fhir;
mod found;
mod hsds;
mod installation;
mod module;
mod opendata;
mod publication;
mod publishing;
mod refusal;
mod sheet;
mod shelf;
mod succession;
mod tokens;

pub use federation::Outward;
pub use installation::set_apart;
pub use module::{ask_for_open_data, bring_up_to_date, make_open_data, module};
pub use refusal::Refusal;

use access::Rights;
use store::Migration;

/// The tables of what is published.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "standards-0001-publications", sql: include_str!("../migrations/0001_publications.sql") },
    Migration { name: "standards-0002-resources", sql: include_str!("../migrations/0002_resources.sql") },
    Migration { name: "standards-0003-open-data", sql: include_str!("../migrations/0003_open_data.sql") },
    Migration { name: "standards-0004-answers", sql: include_str!("../migrations/0004_answers.sql") },
    Migration { name: "standards-0005-peers", sql: include_str!("../migrations/0005_peers.sql") },
    Migration { name: "standards-0006-hours", sql: include_str!("../migrations/0006_hours.sql") },
    Migration { name: "standards-0007-open-data-due", sql: include_str!("../migrations/0007_open_data_due.sql") },
    Migration { name: "standards-0010-languages", sql: include_str!("../migrations/0010_languages.sql") },
    Migration { name: "standards-0011-installation", sql: include_str!("../migrations/0011_installation.sql") },
    Migration { name: "standards-0012-counted", sql: include_str!("../migrations/0012_counted.sql") },
    Migration { name: "standards-0013-withdrawn", sql: include_str!("../migrations/0013_withdrawn.sql") },
];

/// The class of every column of what is published.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// Who may do what with what is published.
pub const RIGHTS: &[Rights] = &[
    Rights { resource: "OpenData", policies: include_str!("../rights/opendata.cedar") },
    Rights { resource: "Peer", policies: include_str!("../rights/peer.cedar") },
];

/// The texts of what is published.
pub const TEXTS: web::Texts = web::texts!("standards");
