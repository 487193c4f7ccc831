//! The store on real databases.

mod migrations;
mod units_of_work;
