//! What is refused about entries, in words that a person can act on.

use access::Denied;
use axum::http::StatusCode;
use sea_orm::DbErr;
use store::StoreError;
use web::Failure;

use super::rules::Fault;
use super::{EntryId, Record};

/// Why something was not done. Nothing of it remains.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The policies do not permit it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such entry, or it was taken out.
    #[error("there is no such entry")]
    NotFound,
    /// Something is missing or does not fit.
    #[error("the entry cannot be kept as it is: {}", .0.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>().join(", "))]
    Unfit(Vec<Fault>),
    /// Somebody else changed the entry meanwhile; this is how it stands now.
    #[error("the entry was changed by somebody else meanwhile")]
    Changed(Box<Record>),
    /// It is not taken out, so it cannot be brought back.
    #[error("the entry is in the directory")]
    NotRetired,
    /// It was taken out together with another entry, or hangs on one that was: bring that one back first.
    #[error("bring {0} back first")]
    HangsOn(EntryId),
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
            Refusal::Unfit(_) => Self::refused(StatusCode::UNPROCESSABLE_ENTITY, "directory-refused-unfit"),
            Refusal::Changed(_) => Self::refused(StatusCode::CONFLICT, "directory-refused-changed"),
            Refusal::NotRetired => Self::refused(StatusCode::CONFLICT, "directory-refused-not-retired"),
            Refusal::HangsOn(entry) => Self::refused(StatusCode::CONFLICT, "directory-refused-hangs-on")
                .way_out(format!("/directory/{}/{}/history", entry.kind, entry.id), "directory-history"),
            Refusal::Failed(error) => error.into(),
            Refusal::Store(error) => error.into(),
        }
    }
}
