//! Federation: the directory of another installation is read by the Human Services Data Specification and kept in step, as a source
//! like any other.

mod actions;
mod addresses;
mod client;
mod pages;
mod reading;
mod records;
mod sync;
mod task;

pub use addresses::Outward;
pub(crate) use sync::handler;
pub(crate) use task::keep_asking;

use house::House;
use jiff::SignedDuration;
use kernel::{Lang, Timestamp};
use web::{Right, Routes};

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
    /// Why a reading came to nothing.
    pub enum Trouble {
        /// Nobody answered, or not in time.
        Away = "away",
        /// The address is one that nobody outside should make us ask.
        Forbidden = "forbidden",
        /// It answered something that is not HSDS.
        NotHsds = "not_hsds",
        /// It answered more than we take.
        TooMuch = "too_much",
        /// It answered a failure.
        Refused = "refused",
        /// What it said could not be kept.
        Unkept = "unkept",
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
    pub active: bool,
    pub so_far: SoFar,
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
    pub began_at: Option<Timestamp>,
    /// Records read by now, or the last time.
    pub records: u64,
    pub ended_at: Option<Timestamp>,
    pub succeeded_at: Option<Timestamp>,
    /// What the last reading that succeeded did, in words for operators.
    pub report: Option<String>,
    pub fault: Option<Trouble>,
    /// More about it, for operators.
    pub fault_detail: Option<String>,
}

const KEEP: Right = Right::Action("standards.keep_peers");

/// The doors.
pub(crate) fn routes() -> Routes<House> {
    Routes::new()
        .get("/admin/peers", pages::list, KEEP)
        .post("/admin/peers", pages::add, KEEP)
        .post("/admin/peers/{id}/read", pages::read, KEEP)
        .post("/admin/peers/{id}/pause", pages::pause, KEEP)
        .post("/admin/peers/{id}/resume", pages::resume, KEEP)
}
