//! The shell as a browser meets it: a small site with every part on it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod failures;
mod forms;
mod pages;
mod rights;
mod site;
mod uploads;
