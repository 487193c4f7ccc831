//! What every department gets, and what each gives to the whole.

mod configuration;
mod fixtures;
pub mod import;
mod module;
mod pack;
mod pack_text;
mod plan;
mod scopes;
mod state;

pub use configuration::Configuration;
pub use fixtures::{Fixtures, Unfurnished};
pub use module::{Furnish, Module, PackPart, StartFault, Task, Words};
pub use pack::{Keys, Pack, PackFault};
pub use pack_text::PackText;
pub use plan::{Front, INDEX, Loaded, Plan};
pub use scopes::{Known, ScopeKind, ScopeNames, Scopes, UnknownScope};
pub use state::{Core, Fixture, House};
