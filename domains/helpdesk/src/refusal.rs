//! What the helpdesk refuses, in words that a person can act on.

use access::Denied;
use axum::http::StatusCode;
use sea_orm::DbErr;
use store::StoreError;
use web::Failure;

use crate::contact::rules::Fault;
use crate::contact::{Contact, WrongMove};

/// Why something was not done. Nothing of it remains.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The policies do not permit it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such contact, or none that the reader may know of.
    #[error("there is no such contact")]
    NotFound,
    /// Something is missing or does not fit.
    #[error("the contact cannot be kept as it is: {}", .0.iter().map(|fault| fault.field).collect::<Vec<_>>().join(", "))]
    Incomplete(Vec<Fault>),
    /// Somebody else changed the contact meanwhile; this is how it stands now.
    #[error("the contact was changed by somebody else meanwhile")]
    Changed(Box<Contact>),
    /// The same form was sent before, and this is the contact that it made.
    #[error("the same form was sent before and made a contact")]
    SentBefore(Box<Contact>),
    /// The contact's state does not allow it.
    #[error(transparent)]
    WrongMove(#[from] WrongMove),
    /// Another contact has this id.
    #[error("another contact has this id already; open a new form")]
    IdTaken,
    /// The database failed.
    #[error(transparent)]
    Failed(#[from] DbErr),
    /// The database could not be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let back = |failure: Self| failure.way_out("/helpdesk/contacts", "helpdesk-contacts");
        match refusal {
            Refusal::Denied(denied) => denied.into(),
            Refusal::NotFound => Self::not_found().way_out("/helpdesk/contacts", "helpdesk-contacts"),
            Refusal::Incomplete(_) => Self::refused(StatusCode::UNPROCESSABLE_ENTITY, "helpdesk-refused-incomplete"),
            Refusal::Changed(_) => back(Self::refused(StatusCode::CONFLICT, "helpdesk-refused-changed")),
            Refusal::SentBefore(known) => Self::refused(StatusCode::CONFLICT, "helpdesk-refused-sent-before")
                .way_out(format!("/helpdesk/contacts/{}", known.id), "helpdesk-contact"),
            Refusal::WrongMove(WrongMove::IsWithdrawn) => {
                back(Self::refused(StatusCode::CONFLICT, "helpdesk-refused-withdrawn"))
            }
            Refusal::WrongMove(WrongMove::NotWithdrawn) => {
                back(Self::refused(StatusCode::CONFLICT, "helpdesk-refused-not-withdrawn"))
            }
            Refusal::IdTaken => Self::refused(StatusCode::CONFLICT, "helpdesk-refused-id-taken")
                .way_out("/helpdesk/contacts/new", "helpdesk-new-title"),
            Refusal::Failed(error) => error.into(),
            Refusal::Store(error) => error.into(),
        }
    }
}
