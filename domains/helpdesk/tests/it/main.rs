//! The helpdesk on real databases.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod correcting;
mod corrections;
mod counting;
mod figures_pages;
mod flows;
mod guarded_figures;
mod hostile;
mod lacking;
mod lists;
mod logging;
mod moments;
mod packs;
mod reading;
mod sending;
mod upgrading;
mod world;
