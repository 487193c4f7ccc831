//! What the helpdesk refuses, in words that a person can act on.

use access::Denied;
use sea_orm::DbErr;
use store::StoreError;

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

impl Refusal {
    /// The key of the sentence for a person; none for what only an operator can mend.
    pub const fn key(&self) -> Option<&'static str> {
        match self {
            Self::Denied(_) => Some("helpdesk-refused-denied"),
            Self::NotFound => Some("helpdesk-refused-not-found"),
            Self::Incomplete(_) => Some("helpdesk-refused-incomplete"),
            Self::Changed(_) => Some("helpdesk-refused-changed"),
            Self::WrongMove(WrongMove::IsWithdrawn) => Some("helpdesk-refused-withdrawn"),
            Self::WrongMove(WrongMove::NotWithdrawn) => Some("helpdesk-refused-not-withdrawn"),
            Self::IdTaken => Some("helpdesk-refused-id-taken"),
            Self::Failed(_) | Self::Store(_) => None,
        }
    }
}
