//! Figures on real databases: hand-counted tables, no data, withheld cells, declared figures.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod declaring;
mod tables;
