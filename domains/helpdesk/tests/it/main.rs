//! The helpdesk on real databases.

mod counting;
mod logging;
mod packs;
mod reading;
mod world;
