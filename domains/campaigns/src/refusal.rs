//! What campaigns refuse, in words that a person can act on.

use access::{Denied, VaultError};
use axum::http::StatusCode;
use sea_orm::DbErr;
use store::StoreError;
use web::Failure;

use crate::campaign::{CampaignId, WrongMove};

/// Why something was not done. Nothing of it remains.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The policies do not permit it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such campaign, or nobody is asked that.
    #[error("there is no such campaign")]
    NotFound,
    /// Somebody else changed the campaign meanwhile.
    #[error("the campaign was changed by somebody else meanwhile")]
    Changed,
    /// The same form was sent before and made this campaign.
    #[error("the same form was sent before and made a campaign")]
    SentBefore(CampaignId),
    /// The campaign's state does not allow it.
    #[error(transparent)]
    WrongMove(#[from] WrongMove),
    /// The day on which it ends is over.
    #[error("the day on which the campaign ends is over")]
    Over,
    /// Nobody fits the campaign.
    #[error("no organisation fits the campaign")]
    Nobody,
    /// No letters can go out.
    #[error("no letters can go out: no mail server is set")]
    NoPost,
    /// The organisation has answered, or is not asked any more.
    #[error("the organisation is not asked any more")]
    Closed,
    /// A letter went not long ago.
    #[error("a letter went within the last day, or too many did")]
    JustWritten,
    /// There is nowhere to write to.
    #[error("the organisation has no e-mail address, or wants no letters")]
    NoAddress,
    /// A sealed address cannot be opened.
    #[error(transparent)]
    Sealed(#[from] VaultError),
    /// The directory refuses what was answered.
    #[error(transparent)]
    Directory(#[from] directory::Refusal),
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
            |key: &'static str| Self::refused(StatusCode::CONFLICT, key).way_out("/campaigns", "campaigns-title");
        match refusal {
            Refusal::Denied(denied) => denied.into(),
            Refusal::NotFound => Self::not_found(),
            Refusal::Changed => conflict("campaigns-refused-changed"),
            Refusal::SentBefore(id) => Self::refused(StatusCode::CONFLICT, "campaigns-refused-sent-before")
                .way_out(format!("/campaigns/{id}"), "campaigns-title"),
            Refusal::WrongMove(WrongMove::NotDraft) => conflict("campaigns-refused-not-draft"),
            Refusal::WrongMove(WrongMove::NotRunning) => conflict("campaigns-refused-not-running"),
            Refusal::WrongMove(WrongMove::NotStopped) => conflict("campaigns-refused-not-stopped"),
            Refusal::Over => conflict("campaigns-refused-over"),
            Refusal::Nobody => conflict("campaigns-refused-nobody"),
            Refusal::NoPost => conflict("campaigns-refused-no-post"),
            Refusal::Closed => conflict("campaigns-refused-closed"),
            Refusal::JustWritten => Self::refused(StatusCode::TOO_MANY_REQUESTS, "campaigns-refused-just-written"),
            Refusal::NoAddress => conflict("campaigns-refused-no-address"),
            Refusal::Sealed(error) => Self::unexpected(error),
            Refusal::Directory(refusal) => refusal.into(),
            Refusal::Failed(error) => error.into(),
            Refusal::Store(error) => error.into(),
        }
    }
}
