//! What every department gets, and what each gives to the whole.

pub mod import;
mod pack;
mod pack_text;

pub use pack::{Pack, PackFault};
pub use pack_text::PackText;
