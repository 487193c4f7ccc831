//! Files of others that somebody sends in the browser: kept, looked ahead at by a job, told of, then taken in or thrown away.

mod actions;
mod gauge;
mod keeping;
mod pages;
mod records;
mod report;
mod telling;
mod work;

use access::AccountId;
use axum::http::StatusCode;
use house::House;
use kernel::Timestamp;
use web::{Arg, Failure, FileBound, Right, Routes};

pub(crate) use gauge::Gauge;
pub use keeping::forget;
pub(crate) use keeping::sweep;
pub(crate) use work::{FOLDER as ASIDE, handler};

use report::Report;

kernel::typed_id! {
    /// The id of a file that was sent.
    pub struct UploadId;
}

kernel::words! {
    /// Where a file that was sent stands.
    pub enum State {
        /// It waits to be looked at, or is looked at now.
        Waiting = "waiting",
        /// It was looked at; somebody decides.
        Looked = "looked",
        /// Somebody said to take it in; that waits or is under way.
        Accepted = "accepted",
        /// It was taken in.
        Taken = "taken",
        /// It cannot be used.
        Failed = "failed",
        /// Somebody threw it away.
        ThrownAway = "thrown_away",
        /// Nobody decided in time.
        Lapsed = "lapsed",
    }
}

impl State {
    /// Whether there is something that a job still does.
    const fn is_under_way(self) -> bool {
        matches!(self, Self::Waiting | Self::Accepted)
    }
}

kernel::words! {
    /// Why a file came to nothing.
    pub enum Trouble {
        /// The file or its mapping cannot be used; the detail says why.
        Unusable = "unusable",
        /// Whoever asked may not import any more.
        Denied = "denied",
        /// Reading it broke off again and again.
        BrokenOff = "broken_off",
    }
}

/// A file that was sent, and what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Sent {
    id: UploadId,
    /// Its name, with its ending.
    file: String,
    bytes: u64,
    /// The source that it is from, as whoever sent it says.
    source: Option<String>,
    /// The name of the mapping that was sent with it.
    mapping: Option<String>,
    state: State,
    sent_at: Timestamp,
    sent_by: AccountId,
    /// When somebody said to take it in, or threw it away; and who.
    decided_at: Option<Timestamp>,
    decided_by: Option<AccountId>,
    /// How often the present work was begun.
    tries: u64,
    began_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    report: Option<Report>,
    trouble: Option<Trouble>,
    /// More about it, in the words of the import.
    detail: Option<String>,
}

/// The page of all of them.
const PAGE: &str = "/directory/imports";
/// Who may.
const IMPORT: Right = Right::Action("directory.import");
/// The largest file, bytes.
const MOST: u64 = 32 << 20;
/// A file that is larger.
const BOUND: FileBound = FileBound { most: MOST, beyond: too_large };

fn too_large() -> Failure {
    Failure::refused(StatusCode::PAYLOAD_TOO_LARGE, "directory-import-too-large")
        .arg("most", Arg::Number(MOST >> 20))
        .way_out(PAGE, "directory-imports")
}

/// The doors.
pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    routes
        .get("/directory/imports", pages::list, IMPORT)
        .upload("/directory/imports", pages::send, (IMPORT, BOUND))
        .get("/directory/imports/model.csv", pages::model, IMPORT)
        .get("/directory/imports/{id}", pages::show, IMPORT)
        .post("/directory/imports/{id}/take", pages::take, IMPORT)
        .post("/directory/imports/{id}/throw-away", pages::throw_away, IMPORT)
}
