//! Who may do what: roles, policies, and the context that every action receives.

mod actor;
mod context;
mod policies;
mod resource;
mod role;

pub use actor::{AccountId, Actor, SignedIn};
pub use context::{Context, Denied, Record};
pub use policies::{Policies, PolicyFault, Rights, Rule};
pub use resource::{Attribute, Resource};
pub use role::{Grant, Role, Scope, UnknownRole, UnknownScope};
