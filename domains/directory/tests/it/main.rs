//! The directory on real databases.

mod import;
mod pack;
mod pages;
mod programs;
mod relevance;
mod world;
