//! Kept searches on real databases.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod mailing;
mod own;
mod world;
