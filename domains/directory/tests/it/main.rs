//! The directory on real databases.

mod pack;
mod world;
