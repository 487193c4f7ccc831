//! What a person can be told when something around accounts is refused.

use sea_orm::DbErr;
use store::StoreError;

use crate::{Denied, VaultError, WeakPassword};

/// Why something around an account was refused. Everything but the last two is for the person who asked.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The policies do not permit it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such account, session or role held.
    #[error("there is no such account")]
    NotFound,
    /// The address is not one.
    #[error("this is not an e-mail address; write it like name@example.org")]
    NotAnEmail,
    /// The address has an account.
    #[error("there is an account with this e-mail address already")]
    EmailTaken,
    /// No name was given.
    #[error("a name is needed, of at most 100 characters")]
    NoName,
    /// Address and password do not belong together.
    #[error("the e-mail address or the password is not right")]
    WrongCredentials,
    /// The account is disabled; told only to who knows its password.
    #[error("this account is disabled; ask an administrator")]
    Disabled,
    /// Too many guesses.
    #[error("too many attempts; try again in {seconds} seconds")]
    TooManyTries {
        /// After how many seconds another attempt is taken.
        seconds: u64,
    },
    /// A one-time link that opens nothing.
    #[error("this link was used, replaced by a newer one, or has expired; ask for a new one")]
    LinkSpent,
    /// A new password that is not accepted.
    #[error(transparent)]
    WeakPassword(#[from] WeakPassword),
    /// The present password is not right.
    #[error("your present password is not right")]
    WrongPassword,
    /// A code that is wrong, or was used.
    #[error("this code is not right, or was used already")]
    WrongCode,
    /// A second factor is in place and must be switched off first.
    #[error("a second factor is in place already; switch it off first")]
    FactorInPlace,
    /// There is no second factor, or none being set up.
    #[error("there is no second factor to confirm or switch off")]
    NoFactor,
    /// An administrator would shut themselves out, or give themselves a role.
    #[error("you cannot change this for your own account; ask another administrator")]
    Oneself,
    /// The last day lies before the first.
    #[error("the last day of a role cannot lie before its first")]
    EndsBeforeItBegins,
    /// The same role is held for the same already.
    #[error("this role is held already")]
    GrantHeld,
    /// Somebody has as many tokens as one may have.
    #[error("you have too many tokens; take back those that you no longer use")]
    TooManyTokens,
    /// What was sealed cannot be opened.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The database.
    #[error(transparent)]
    Failed(#[from] StoreError),
}

impl From<DbErr> for Refusal {
    fn from(error: DbErr) -> Self {
        Self::Failed(error.into())
    }
}
