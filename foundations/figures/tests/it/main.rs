//! Figures on real databases: hand-counted tables, no data, withheld cells, declared figures.

mod declaring;
mod tables;
