//! The helpdesk on real databases.

mod counting;
mod figures_pages;
mod flows;
mod hostile;
mod logging;
mod packs;
mod reading;
mod world;
