//! Administration as a browser meets it: flows through the router, on both engines.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod accounts;
mod entrance;
mod everywhere;
mod house_keeping;
mod links;
mod myself;
mod world;
