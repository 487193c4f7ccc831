//! The worklist: what of the directory asks for somebody's eye, the oldest first.

mod due;
mod incoming;
pub(crate) mod pages;
mod parity;
mod records;
mod texts;

use house::House;
use web::{Right, Routes};

/// A sort of work.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Work {
    /// Somebody says that something is not right.
    Proposals,
    /// Those who know an entry disagree.
    Disputed,
    /// The confirmation of some field ends soon or ended, or is missing where it changes soon.
    Due,
    /// Nobody confirmed it here, or more than a year ago.
    Unverified,
    /// Hours that nobody could read, kept as text.
    Hours,
    /// A service that people go to, and nobody knows where it is.
    Placeless,
    /// Texts that are missing or outdated in a language.
    Texts,
}

kernel::words! {
    Work {
        Proposals = "proposals",
        Disputed = "disputed",
        Due = "due",
        Unverified = "unverified",
        Hours = "hours",
        Placeless = "placeless",
        Texts = "texts",
    }
}

/// In which order the work stands. How often an entry is looked at is counted nowhere, so that nobody is followed: where many places
/// hang on it, most people meet what is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Order {
    /// What waits longest first.
    #[default]
    Oldest,
    /// What most places of help hang on first.
    Places,
}

kernel::words! { Order { Oldest = "oldest", Places = "places" } }

/// The right to see the worklist: whoever may change some entry.
const WORK: Right = Right::Action("directory.edit");

/// The doors of the worklist.
pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    routes.get("/directory/worklist", pages::show, WORK).get("/directory/parity", parity::show, WORK)
}
