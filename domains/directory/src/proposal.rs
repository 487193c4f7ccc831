//! Proposals: anybody says what of an entry is not right, field by field; whoever keeps it decides, in whole or in part.

pub mod actions;
mod network;
mod occasion;
pub(crate) mod proposer;
mod public;
pub(crate) mod records;
mod review;
mod subject;
mod sweeping;

use access::Vault;
use house::House;
use kernel::{Lang, Timestamp};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use web::{Failure, Right, Routes};

use crate::entry::EntryId;
use crate::entry::fields::Field;

pub use occasion::{Occasion, Occasions, Told};
pub use records::of_contact;
pub use subject::{Subject, told_in};
pub use sweeping::forget;
pub(crate) use sweeping::sweep;

kernel::typed_id! {
    /// The id of a proposal.
    pub struct ProposalId;
}

/// Where a proposal is in its life.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody decided yet.
    Waiting,
    /// All of it was taken over.
    Approved,
    /// Some of it was taken over.
    Partly,
    /// Nothing of it was taken over.
    Declined,
    /// Nobody decided: what it is about left the directory before.
    Lapsed,
}

kernel::words! { State { Waiting = "waiting", Approved = "approved", Partly = "partly", Declined = "declined", Lapsed = "lapsed" } }

/// What somebody wrote, sealed: it may speak of a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed")
    }
}

/// The purpose that notes are sealed for.
pub(crate) const NOTE: &str = "directory.proposal_note";
/// The purpose that addresses are sealed for.
pub(crate) const EMAIL: &str = "directory.proposal_email";

impl Sealed {
    /// What somebody writes beside a proposal.
    pub fn note(vault: &Vault, text: &str) -> Self {
        Self::new(vault, NOTE, text)
    }

    pub(crate) fn new(vault: &Vault, purpose: &'static str, text: &str) -> Self {
        Self(vault.seal_text(purpose, text))
    }

    pub(crate) fn open(&self, vault: &Vault, purpose: &'static str) -> Result<String, Failure> {
        vault.open_text(purpose, &self.0).map_err(Failure::unexpected)
    }
}

/// Who says that something is not right, and so about which fields a form asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Speaker {
    /// Anybody: about what everybody sees for themselves.
    Anybody,
    /// The organisation itself: about all that people rely on, which it is asked to confirm as well.
    Itself,
}

impl Speaker {
    /// Whether it may say in fields what one should say.
    pub(crate) const fn may_say(self, field: &Field) -> bool {
        match self {
            Self::Anybody => field.proposable,
            Self::Itself => field.counts,
        }
    }
}

/// A proposal as it is kept.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// The entry on whose page it was made.
    pub entry: EntryId,
    /// Where it is in its life.
    pub state: State,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom, as the journal names actors.
    pub made_by: String,
    /// The language of whoever made it.
    pub lang: Lang,
    /// Whether it says that what it is about is no more.
    pub stopped: bool,
    /// What they wrote, until it is forgotten.
    pub note: Option<Sealed>,
    /// Where they may be asked, until it is forgotten.
    pub email: Option<Sealed>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// What was answered.
    pub answer: Option<String>,
    /// The contact of the helpdesk in which it came up.
    pub contact: Option<uuid::Uuid>,
}

/// One field of a proposal.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// The entry; of a service its place may be meant as well.
    pub entry: EntryId,
    /// The field.
    pub field: String,
    /// What it said when the proposal was made.
    pub before: Value,
    /// What it should say.
    pub after: Value,
    /// Whether it was taken over; nothing until it is decided.
    pub taken: Option<bool>,
}

/// What is kept of the token of a link. A plain hash will do: nobody guesses 256 bits.
pub(crate) fn hash_of(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

const PROPOSE: Right = Right::Action("directory.propose");
const REVIEW: Right = Right::Action("directory.review");

/// The doors of proposals.
pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    routes
        .get("/services/{id}/propose", public::of_service, PROPOSE)
        .post("/services/{id}/propose", public::propose_service, PROPOSE)
        .get("/organisations/{id}/propose", public::of_organisation, PROPOSE)
        .post("/organisations/{id}/propose", public::propose_organisation, PROPOSE)
        .get("/proposals/{token}", public::told, Right::Public)
        .get("/directory/proposals/{id}", review::show, REVIEW)
        .post("/directory/proposals/{id}", review::decide, REVIEW)
}
