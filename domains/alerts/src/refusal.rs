//! What alerts refuse, in words that a person can act on.

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
    /// There is no such search, or it is somebody else's.
    #[error("there is no such search")]
    NotFound,
    /// It was stopped, or nobody confirmed it in time.
    #[error("the search was stopped, or not confirmed in time")]
    Gone,
    /// Somebody keeps as many as they may.
    #[error("as many searches are kept as anybody may keep")]
    TooMany,
    /// It finds more than anybody would read.
    #[error("the search finds more than anybody would read")]
    TooWide,
    /// No letters can go out.
    #[error("no letters can go out: no mail server is set")]
    NoPost,
    /// The search index cannot be asked at the moment.
    #[error("the search index cannot be asked at the moment")]
    NotNow,
    /// The account of whoever keeps the search cannot be read.
    #[error(transparent)]
    Account(#[from] access::Refusal),
    /// The database failed.
    #[error(transparent)]
    Failed(#[from] DbErr),
    /// The database could not be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let refused = |status: StatusCode, key: &'static str| Self::refused(status, key);
        match refusal {
            Refusal::Denied(denied) => denied.into(),
            Refusal::NotFound => Self::not_found(),
            Refusal::Gone => refused(StatusCode::GONE, "alerts-refused-gone").way_out("/", "alerts-find"),
            Refusal::TooMany => {
                refused(StatusCode::CONFLICT, "alerts-refused-too-many").way_out("/me/searches", "alerts-title")
            }
            Refusal::TooWide => refused(StatusCode::CONFLICT, "alerts-fault-wide"),
            Refusal::NoPost => refused(StatusCode::CONFLICT, "alerts-refused-no-post").way_out("/", "alerts-find"),
            Refusal::NotNow => Self::unavailable(refusal),
            Refusal::Account(error) => Self::unexpected(error),
            Refusal::Failed(error) => error.into(),
            Refusal::Store(error) => error.into(),
        }
    }
}
