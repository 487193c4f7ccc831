//! The index from the outside: what is found, in which order, and that it follows the database whatever happens.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod facets;
mod finding;
mod following;
mod meaning;
mod opening;
mod sample;
mod spelling;
