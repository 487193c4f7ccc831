//! What every department gets, and what each gives to the whole.

pub mod import;
mod pack;

pub use pack::{Pack, PackFault};
