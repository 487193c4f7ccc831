//! Accounts, sessions, links and second factors on real databases, and the policies against a plain model.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod accounts;
mod links;
mod model;
mod second_factors;
mod sessions;
mod sign_ins;
mod world;
