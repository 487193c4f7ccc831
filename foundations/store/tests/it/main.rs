//! The store on real databases.

mod backups;
mod migrations;
mod units_of_work;
