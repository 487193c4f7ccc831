//! What the needs register refuses, in words that a person can act on.

use access::Denied;
use axum::http::StatusCode;
use sea_orm::DbErr;
use store::StoreError;
use web::Failure;

use crate::need::{Need, WrongMove};

/// Why something was not done. Nothing of it remains.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The policies do not permit it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such need, or none that the reader may know of.
    #[error("there is no such need")]
    NotFound,
    /// Something is missing or does not fit.
    #[error("`{0}` is missing or does not fit")]
    Incomplete(&'static str),
    /// Somebody else changed the need meanwhile.
    #[error("the need was changed by somebody else meanwhile")]
    Changed,
    /// The same form was sent before, and this is the need that it made.
    #[error("the same form was sent before and made a need")]
    SentBefore(Box<Need>),
    /// The need's state does not allow it.
    #[error(transparent)]
    WrongMove(#[from] WrongMove),
    /// The database failed.
    #[error(transparent)]
    Failed(#[from] DbErr),
    /// The database could not be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let conflict = |key: &'static str| Self::refused(StatusCode::CONFLICT, key).way_out("/needs", "needs-title");
        match refusal {
            Refusal::Denied(denied) => denied.into(),
            Refusal::NotFound => Self::not_found().way_out("/needs", "needs-title"),
            Refusal::Incomplete(field) => Self::bad_input(field),
            Refusal::Changed => conflict("needs-refused-changed"),
            Refusal::SentBefore(known) => Self::refused(StatusCode::CONFLICT, "needs-refused-sent-before")
                .way_out(format!("/needs/{}", known.id), "needs-title"),
            Refusal::WrongMove(WrongMove::IsMerged) => conflict("needs-refused-merged"),
            Refusal::WrongMove(WrongMove::NotMerged) => conflict("needs-refused-not-merged"),
            Refusal::WrongMove(WrongMove::IsNoted) => conflict("needs-refused-noted"),
            Refusal::WrongMove(WrongMove::BadTarget) => conflict("needs-refused-target"),
            Refusal::Failed(error) => error.into(),
            Refusal::Store(error) => error.into(),
        }
    }
}
