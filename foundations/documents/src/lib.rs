//! Documents on paper: what is described becomes a PDF that everybody can read, by eye or by ear. It knows no domain.

mod describe;
mod press;
mod signs;
mod typeset;

pub use describe::{Block, Document, Drawing, Size, Words};
pub use press::{NotPrinted, Press};
