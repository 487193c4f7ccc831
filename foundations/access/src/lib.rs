//! Who may do what: accounts, sign-in, sessions, roles, policies, and the context that every action receives.

pub mod account;
mod actor;
pub mod browser;
mod context;
mod gate;
pub mod link;
mod password;
mod policies;
mod refusal;
mod resource;
mod role;
pub mod second_factor;
pub mod session;
pub mod sign_in;
mod throttle;
pub mod token;
mod vault;

pub use account::{Account, Email, GrantId, Invitation};
pub use actor::{AccountId, Actor, SignedIn};
pub use context::{Context, Denied, Record};
pub use gate::Gate;
pub use link::{OneTimeLink, Purpose};
pub use password::{LONGEST, PasswordCost, PasswordHash, Passwords, SHORTEST, WeakPassword};
pub use policies::{Policies, PolicyFault, Rights, Rule};
pub use refusal::Refusal;
pub use resource::{Attribute, Resource};
pub use role::{Grant, Role, Scope, UnknownRole, UnknownScope};
pub use session::{Session, SessionId, Sessions, Started};
pub use token::{Program, Reach, TokenId, Tokens};
pub use vault::{Vault, VaultError};

use kernel::Timestamp;
use sea_orm::DbErr;
use store::{Migration, Tx};

/// Removes sessions that are over, tokens that ended a year ago and guesses that are old enough to be forgotten. Whoever runs the house calls it often.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &Tx, now: Timestamp) -> Result<(), DbErr> {
    session::purge(tx, now).await?;
    token::purge(tx, now).await?;
    throttle::purge(tx, now).await
}

/// The tables of accounts and what hangs on them.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "access-0001-accounts", sql: include_str!("../migrations/0001_accounts.sql") },
    Migration { name: "access-0002-tokens", sql: include_str!("../migrations/0002_tokens.sql") },
];

/// The class of every column of those tables.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// Who may do what with accounts.
pub const RIGHTS: &[Rights] = &[Rights { resource: "Account", policies: include_str!("../rights/account.cedar") }];
