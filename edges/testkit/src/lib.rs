//! The test world: what tests of departments and of the whole house stand on.

#![expect(clippy::expect_used, clippy::panic, reason = "a test world that cannot be built ends the test")]

mod client;
mod contact;
mod markup;
mod outline;
mod people;
mod region;
pub mod synthetic;
mod world;

pub use client::{Client, PARTS, Reply, form, parts};
pub use contact::contact;
pub use outline::{Field, Outline};
pub use people::PASSWORD;
pub use region::testland;
pub use world::World;
