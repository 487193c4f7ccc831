//! The directory on real databases.

mod import;
mod pack;
mod world;
