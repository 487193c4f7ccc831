//! What is refused about duplicates, in words that an editor can act on.

use access::Denied;
use axum::http::StatusCode;
use sea_orm::DbErr;
use store::StoreError;
use web::Failure;

use crate::entry::EntryId;

/// Why two entries did not become one, or two again. Nothing of it remains.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The policies do not permit it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such entry, or it was not merged.
    #[error("there is no such entry")]
    NotFound,
    /// They are no two entries of a kind that can be merged.
    #[error("these are no two entries that can become one")]
    NotTwo,
    /// It was merged together with another.
    #[error("the entry was merged together with {0}")]
    WentWith(EntryId),
    /// The kept entry was itself merged into another.
    #[error("the entry that was kept, {0}, was merged into another since")]
    MergedFurther(EntryId),
    /// What it hangs on is gone.
    #[error("the entry hangs on {0}, which is gone")]
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
        let conflict =
            |key| Self::refused(StatusCode::CONFLICT, key).way_out("/directory/duplicates", "directory-duplicates");
        match refusal {
            Refusal::Denied(denied) => denied.into(),
            Refusal::NotFound => Self::not_found().way_out("/directory/duplicates", "directory-duplicates"),
            Refusal::NotTwo => conflict("directory-refused-not-two"),
            Refusal::WentWith(_) => conflict("directory-refused-went-with"),
            Refusal::MergedFurther(_) => conflict("directory-refused-merged-further"),
            Refusal::HangsOn(_) => conflict("directory-refused-hangs-on-gone"),
            Refusal::Failed(error) => error.into(),
            Refusal::Store(error) => error.into(),
        }
    }
}
