//! Campaigns on real databases.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod addressing;
mod answering;
mod counting;
mod links;
mod rhythm;
mod running;
mod world;
