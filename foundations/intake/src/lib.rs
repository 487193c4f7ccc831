//! Reading foreign files safely: any bytes become rows, or a sentence that names place and remedy.

mod boundary;
mod columns;
mod decode;
mod elements;
mod fault;
mod format;
mod geometry;
mod input;
mod json;
mod limits;
mod lines;
mod mapping;
mod osm;
pub mod package;
mod pbf;
mod row;
mod rows;
mod sources;
mod tidy;
mod timetable;
mod workbook;

pub use boundary::Boundary;
pub use fault::{Fault, Place};
pub use format::Format;
pub use json::members;
pub use limits::Limits;
pub use mapping::{Mapped, Mapping, Source, taken_by};
pub use row::Row;
pub use rows::{Rows, Within, open, open_within, read};
pub use sources::Sources;
pub use tidy::tidy;
