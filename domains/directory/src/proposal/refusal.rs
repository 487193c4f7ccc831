//! What is refused about proposals, in words that a person can act on.

use access::Denied;
use axum::http::StatusCode;
use sea_orm::DbErr;
use store::StoreError;
use web::Failure;

use crate::entry;

/// Why something was not done. Nothing of it remains.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The policies do not permit it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such proposal, or nothing to propose about.
    #[error("there is no such proposal")]
    NotFound,
    /// It was decided before.
    #[error("the proposal was decided before")]
    Decided,
    /// Too many proposals came from one network, or about one entry.
    #[error("too many proposals came from there of late")]
    TooMany,
    /// Nothing is proposed.
    #[error("nothing is proposed")]
    Nothing,
    /// The entry cannot take it over.
    #[error(transparent)]
    Entry(#[from] entry::Refusal),
    /// The database failed.
    #[error(transparent)]
    Failed(#[from] DbErr),
    /// The database could not be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Denied(denied) => denied.into(),
            Refusal::NotFound => Self::not_found(),
            Refusal::Decided => Self::refused(StatusCode::CONFLICT, "directory-refused-decided")
                .way_out("/directory/worklist?work=proposals", "directory-worklist"),
            Refusal::TooMany => Self::refused(StatusCode::TOO_MANY_REQUESTS, "directory-refused-too-many"),
            Refusal::Nothing => Self::refused(StatusCode::UNPROCESSABLE_ENTITY, "directory-fault-nothing-proposed"),
            Refusal::Entry(refusal) => refusal.into(),
            Refusal::Failed(error) => error.into(),
            Refusal::Store(error) => error.into(),
        }
    }
}
