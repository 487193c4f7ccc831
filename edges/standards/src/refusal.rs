//! What is refused around what other programs read, in words that a person can act on.

use access::Denied;
use axum::http::StatusCode;
use sea_orm::DbErr;
use store::StoreError;
use web::Failure;

/// Why something was not done. Nothing of it remains.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The policies do not permit it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such peer.
    #[error("there is no such peer")]
    NotFound,
    /// The address of a peer is one that may not be asked.
    #[error("this address may not be asked")]
    Forbidden,
    /// Another source has this name.
    #[error("another source has this name")]
    NameTaken,
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
            Refusal::NotFound => Self::not_found().way_out("/directory/peers", "standards-peers"),
            Refusal::Forbidden => Self::refused(StatusCode::UNPROCESSABLE_ENTITY, "standards-peer-forbidden"),
            Refusal::NameTaken => Self::refused(StatusCode::CONFLICT, "standards-peer-taken"),
            Refusal::Failed(error) => error.into(),
            Refusal::Store(error) => error.into(),
        }
    }
}
