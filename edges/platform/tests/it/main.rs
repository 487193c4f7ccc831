//! The rules that concern all departments at once.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod bad_days;
mod classes;
mod departments;
mod doctor;
mod front;
mod keeping;
mod pages;
mod rights;
mod schema;
mod secrecy;
mod traces;

use store::{Migration, Store};
use testkit::World;

/// Every step of the schema of the whole house.
fn steps() -> Vec<Migration> {
    platform::plan().steps()
}

/// The whole house in the real region.
async fn whole(store: &Store) -> World {
    World::in_region(store, platform::plan().modules().to_vec(), World::real_pack("brussels")).await
}

/// A path that can be asked for: every parameter becomes an id that names nothing.
fn concrete(path: &str) -> String {
    let part = |part: &str| {
        if part.starts_with('{') { "01936d6f-0000-7000-8000-000000000000".to_owned() } else { part.to_owned() }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}
