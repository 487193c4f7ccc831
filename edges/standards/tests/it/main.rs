//! What other programs read, on real databases.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod asking;
mod changes;
mod described;
mod entries;
mod federation;
mod fhir;
mod fhir_codes;
mod fhir_told;
mod following;
mod merged;
mod open_data;
mod past;
mod program;
mod schedules;
mod schemas;
mod secrecy;
mod shapes;
mod tokens;
mod valid;
mod world;
