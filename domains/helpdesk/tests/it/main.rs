//! The helpdesk on real databases.

mod correcting;
mod counting;
mod figures_pages;
mod flows;
mod hostile;
mod lists;
mod logging;
mod packs;
mod reading;
mod sending;
mod world;
