//! The real binary, as an operator runs it and as a power cut ends it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

#[cfg(unix)]
mod closed;
mod commands;
mod crash;
mod demo;
mod running;
