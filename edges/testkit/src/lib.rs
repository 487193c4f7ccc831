//! The test world: what tests of departments and of the whole house stand on.

mod client;
mod markup;
mod outline;
pub mod synthetic;

pub use client::{Client, Reply};
pub use outline::{Field, Outline};
