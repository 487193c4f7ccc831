//! What every department gets, and what each gives to the whole.

mod fixtures;
pub mod import;
mod module;
mod pack;
mod state;

pub use fixtures::{Fixtures, Unfurnished};
pub use module::{Furnish, Module, PackPart, StartFault, Task};
pub use pack::{Pack, PackFault};
pub use state::{Core, Fixture, House};
