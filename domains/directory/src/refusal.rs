//! What the directory refuses, in words that a person can act on.

use access::Denied;
use axum::http::StatusCode;
use sea_orm::DbErr;
use store::StoreError;
use web::{Arg, Failure};

use crate::entry::EntryId;
use crate::entry::rules::Fault;
use crate::theme::rules::Problem;
use crate::theme::{ThemeCode, telling};

/// Why something was not done. Nothing of it remains.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The policies do not permit it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such entry or proposal, or it is not where it was looked for.
    #[error("there is no such entry")]
    NotFound,
    /// Something is missing or does not fit.
    #[error("the entry cannot be kept as it is: {}", .0.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>().join(", "))]
    Unfit(Vec<Fault>),
    /// Somebody else changed the entry meanwhile; this is how it stands now.
    #[error("the entry was changed by somebody else meanwhile")]
    Changed,
    /// It is not taken out, so it cannot be brought back.
    #[error("the entry is in the directory")]
    NotRetired,
    /// It was taken out together with another entry, or hangs on one that was: bring that one back first.
    #[error("bring {0} back first")]
    HangsOn(EntryId),
    /// The proposal was decided before.
    #[error("the proposal was decided before")]
    Decided,
    /// Too many proposals came from one network, or about one entry.
    #[error("too many proposals came from there of late")]
    TooMany,
    /// Nothing is proposed.
    #[error("nothing is proposed")]
    Nothing,
    /// They are no two entries of a kind that can be merged.
    #[error("these are no two entries that can become one")]
    NotTwo,
    /// It was merged together with another.
    #[error("the entry was merged together with {0}")]
    WentWith(EntryId),
    /// The kept entry was itself merged into another.
    #[error("the entry that was kept, {0}, was merged into another since")]
    MergedFurther(EntryId),
    /// What the merged entry hangs on is gone.
    #[error("the entry hangs on {0}, which is gone")]
    HangsOnGone(EntryId),
    /// Another term has this code.
    #[error("`{0}` is the code of another term")]
    TermTaken(ThemeCode),
    /// Somebody else changed the term meanwhile.
    #[error("the term was changed by somebody else meanwhile")]
    TermChanged,
    /// The thesaurus would not be sound.
    #[error("the term cannot be kept as it is: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))]
    TermUnsound(Vec<Problem>),
    /// So many services name it, and no other term is named in its place.
    #[error("{0} services name the term")]
    TermInUse(u64),
    /// It is out of use, or the term that should take its place is.
    #[error("the term is out of use")]
    TermRetired,
    /// They are no two terms of one facet.
    #[error("these are no two terms that can become one")]
    NotTwoTerms,
    /// A file that was sent is being taken in, was taken in, or is not kept any more.
    #[error("the file is not one that waits for a decision")]
    UploadOver,
    /// As many files as may be kept wait for a decision.
    #[error("too many files wait for a decision")]
    TooManyUploads,
    /// The database failed.
    #[error(transparent)]
    Failed(#[from] DbErr),
    /// The database could not be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let unfit = |key| Self::refused(StatusCode::UNPROCESSABLE_ENTITY, key);
        let conflict = |key| Self::refused(StatusCode::CONFLICT, key);
        let duplicates = |key| conflict(key).way_out("/directory/duplicates", "directory-duplicates");
        let terms = |failure: Self| failure.way_out("/directory/thesaurus", "directory-thesaurus");
        match refusal {
            Refusal::Denied(denied) => denied.into(),
            Refusal::NotFound => Self::not_found(),
            Refusal::Unfit(_) => unfit("directory-refused-unfit"),
            Refusal::Changed => conflict("directory-refused-changed"),
            Refusal::NotRetired => conflict("directory-refused-not-retired"),
            Refusal::HangsOn(entry) => conflict("directory-refused-hangs-on")
                .way_out(format!("/directory/entries/{entry}/history"), "directory-history"),
            Refusal::Decided => conflict("directory-refused-decided")
                .way_out("/directory/worklist?work=proposals", "directory-worklist"),
            Refusal::TooMany => Self::refused(StatusCode::TOO_MANY_REQUESTS, "directory-refused-too-many"),
            Refusal::Nothing => unfit("directory-fault-nothing-proposed"),
            Refusal::NotTwo => duplicates("directory-refused-not-two"),
            Refusal::WentWith(_) => duplicates("directory-refused-went-with"),
            Refusal::MergedFurther(_) => duplicates("directory-refused-merged-further"),
            Refusal::HangsOnGone(_) => duplicates("directory-refused-hangs-on-gone"),
            Refusal::TermTaken(code) => terms(conflict("directory-term-taken").arg("code", code.to_string())),
            Refusal::TermChanged => terms(conflict("directory-term-changed")),
            Refusal::TermUnsound(problems) => terms(telling::failure(&problems)),
            Refusal::TermInUse(services) => terms(conflict("directory-term-in-use").arg("n", Arg::Number(services))),
            Refusal::TermRetired => terms(conflict("directory-term-out-of-use")),
            Refusal::NotTwoTerms => terms(unfit("directory-term-not-two")),
            Refusal::UploadOver => conflict("directory-import-over").way_out("/directory/imports", "directory-imports"),
            Refusal::TooManyUploads => {
                conflict("directory-import-too-many").way_out("/directory/imports", "directory-imports")
            }
            Refusal::Failed(error) => error.into(),
            Refusal::Store(error) => error.into(),
        }
    }
}
