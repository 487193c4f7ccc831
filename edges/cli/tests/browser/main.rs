//! The main job in a real browser, from a resident's question to the coordinator's figure, on the real binary.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod accessibility;
mod governing;
mod helping;
mod searching;
mod stage;
mod visitor;
