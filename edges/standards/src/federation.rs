//! Federation: the directory of another installation is read by the Human Services Data Specification and kept in step, as a source
//! like any other.

mod actions;
mod addresses;
mod client;
mod counting;
mod leaving;
mod lines;
mod meeting;
mod pages;
mod reading;
mod records;
mod removing;
mod sync;
mod task;
mod telling;

pub use addresses::Outward;
pub(crate) use leaving::leaver;
pub(crate) use records::names;
pub(crate) use sync::handler;
pub(crate) use task::keep_asking;

use house::House;
use jiff::SignedDuration;
use kernel::{Lang, Timestamp};
use serde::{Deserialize, Serialize};
use web::{Right, Routes};

use counting::Counted;

kernel::typed_id! {
    /// The id of a peer.
    pub struct PeerId;
}

kernel::words! {
    /// How often a peer is read.
    pub enum Rhythm {
        /// Every hour.
        Hourly = "hourly",
        /// Every day.
        Daily = "daily",
        /// Every week.
        Weekly = "weekly",
    }
}

impl Rhythm {
    /// The time between two readings.
    const fn pause(self) -> SignedDuration {
        match self {
            Self::Hourly => SignedDuration::from_hours(1),
            Self::Daily => SignedDuration::from_hours(24),
            Self::Weekly => SignedDuration::from_hours(7 * 24),
        }
    }
}

kernel::words! {
    /// Whether a peer is read.
    pub enum Standing {
        /// It is.
        Active = "active",
        /// Not for now.
        Paused = "paused",
        /// It was taken away, and what it brought is being taken out.
        Leaving = "leaving",
        /// It was taken away. Its name stays its own.
        Left = "left",
    }
}

kernel::words! {
    /// What the next reading is to be.
    pub enum Asked {
        /// What changed since the last one, or all of it when that was long ago.
        Changes = "changes",
        /// All of it.
        Whole = "whole",
        /// All of it, and it is true that it has far less than before.
        Fewer = "fewer",
    }
}

kernel::words! {
    /// Why a reading came to nothing.
    pub enum Trouble {
        /// Nobody answered, or not in time.
        Away = "away",
        /// The address is one that nobody outside should make us ask.
        Forbidden = "forbidden",
        /// It answered something that is not HSDS.
        NotHsds = "not_hsds",
        /// It answered more than we take, or without end.
        TooMuch = "too_much",
        /// It answered a failure.
        Refused = "refused",
        /// It has far less than before: somebody should say that this is true.
        Shrunk = "shrunk",
        /// What it said could not be kept.
        Unkept = "unkept",
        /// It is this installation itself, under another address.
        Own = "own",
        /// It is the same installation as another peer.
        Known = "known",
    }
}

/// Another installation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Peer {
    pub id: PeerId,
    /// Its name as a source.
    pub name: String,
    /// Where its HSDS begins: `https://gids.example/hsds/v3`.
    pub url: String,
    pub licence: Option<String>,
    /// The language of the texts that are asked for.
    pub lang: Lang,
    pub rhythm: Rhythm,
    pub standing: Standing,
    pub asked: Asked,
    pub so_far: SoFar,
    pub last: Last,
    /// What it had of late, a day each.
    pub counted: Vec<Counted>,
}

/// How far a peer was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct SoFar {
    /// The place in its feed of changes, where it has one.
    pub place: Option<String>,
    /// What changed at this moment or later is to be asked for.
    pub known_until: Option<Timestamp>,
    /// When all of it was last read.
    pub whole_at: Option<Timestamp>,
}

/// How the last reading went, or how far the present one is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Last {
    pub began_at: Option<Timestamp>,
    /// Services read by now.
    pub records: u64,
    /// When all was read and taking it in began.
    pub taking_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub succeeded_at: Option<Timestamp>,
    /// What the last reading that succeeded did.
    pub report: Option<Report>,
    pub fault: Option<Trouble>,
    /// More about it, for operators.
    pub fault_detail: Option<String>,
}

/// What a reading did with the directory.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Report {
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub removed: u64,
    /// Services that were not taken in.
    pub left_out: u64,
    /// Whether its pages did not add up to what it counts: then nothing was taken out for being missing.
    #[serde(default)]
    pub uneven: bool,
    /// Which, why, and what was left out of others: some examples, for operators.
    pub remarks: Vec<String>,
}

/// Who keeps peers.
pub(crate) const KEEP: Right = Right::Action("standards.keep_peers");

/// The page of all of them.
const PAGE: &str = "/directory/peers";

/// The doors.
pub(crate) fn routes() -> Routes<House> {
    Routes::new()
        .get("/directory/peers", pages::list, KEEP)
        .post("/directory/peers", pages::add, KEEP)
        .post("/directory/peers/{id}/read", pages::read, KEEP)
        .post("/directory/peers/{id}/pause", pages::pause, KEEP)
        .post("/directory/peers/{id}/resume", pages::resume, KEEP)
        .get("/directory/peers/{id}/remove", removing::ask, KEEP)
        .post("/directory/peers/{id}/remove", removing::remove, KEEP)
}
