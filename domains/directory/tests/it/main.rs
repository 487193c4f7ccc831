//! The directory on real databases.

mod import;
mod pack;
mod relevance;
mod world;
