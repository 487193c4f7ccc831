//! The store on real databases.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod backups;
mod fields;
mod migrations;
mod units_of_work;
