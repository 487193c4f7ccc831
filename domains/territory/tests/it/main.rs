//! The territory on real databases: the pack, finding places, importing borders and streets.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod finding;
mod imports;
mod packs;
mod pages;
mod stops;
mod world;
