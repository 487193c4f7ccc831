//! The directory on real databases.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod ahead;
mod beside;
mod codes;
mod columns;
mod confirming;
mod demo;
mod duplicates;
mod editing;
mod embed;
mod entries;
mod formats;
mod gone;
mod graded;
mod guarded;
mod helping;
mod hours;
mod hsds;
mod hsds_places;
mod import;
mod meaning;
mod meeting;
mod offer;
mod pack;
mod pages;
mod parity;
mod picking;
mod placeless;
mod programs;
mod proposals;
mod refining;
mod relevance;
mod rounds;
mod secrets;
mod sharing;
mod sheets;
mod stops;
mod terms;
mod thesaurus;
mod translated;
mod uploads;
mod verifying;
mod word;
mod world;
