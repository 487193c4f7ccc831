//! The versions of terms: what a term was after each change of it, and who made it so.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Theme, ThemeCode};

/// What was done to a term.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// The region pack brought it or changed it.
    Pack,
    /// An editor added it.
    Add,
    /// An editor changed it.
    Change,
    /// An editor took it out of use.
    Retire,
    /// An editor merged it into another, or the other into it.
    Merge,
    /// An editor brought an earlier version back.
    Restore,
    /// An editor undid a change.
    Undo,
    /// An editor moved it among those beside it.
    Move,
}

kernel::words! { Deed {
    Pack = "pack", Add = "add", Change = "change", Retire = "retire", Merge = "merge", Restore = "restore", Undo = "undo",
    Move = "move",
} }

/// From which place to which a term was moved among those beside it, counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, sea_orm::FromJsonQueryResult)]
pub struct Moved {
    /// Where it stood.
    pub from: usize,
    /// Where it stands since.
    pub to: usize,
}

/// A term as a revision of the thesaurus left it.
#[derive(Clone, PartialEq, Debug)]
pub struct Version {
    /// The term.
    pub theme: ThemeCode,
    /// The revision of the whole thesaurus that it belongs to.
    pub revision: i64,
    /// When.
    pub at: Timestamp,
    /// By whom, as the journal says it.
    pub by: String,
    /// What was done.
    pub deed: Deed,
    /// What it was then.
    pub state: Theme,
    /// What a move did; a state does not say where a term stands.
    pub moved: Option<Moved>,
}
