//! Opening a file as rows.

use std::path::Path;

use crate::columns::Columns;
use crate::decode::decode;
use crate::elements::Shape;
use crate::input::{self, Input, check_size};
use crate::json::Records;
use crate::osm::Extract;
use crate::pbf::{self, Packed};
use crate::timetable::{self, Stops, Timetable};
use crate::workbook::{self, Sheet};
use crate::{Fault, Format, Limits, Place, Row};

/// What is looked at to tell the format, bytes.
pub(crate) const HEAD: u64 = 64 << 10;

/// The rows of a file, one after the other. A row that cannot be used is a fault in its place; the rows after it follow,
/// unless the fault ends the reading.
pub struct Rows {
    format: Format,
    notes: Vec<String>,
    names: Vec<String>,
    first: Option<Result<Row, Fault>>,
    rest: Rest,
    ended: bool,
    seen: u64,
    most: u64,
}

enum Rest {
    Columns(Columns),
    Records(Records),
    Sheet(Sheet),
    Extract(Box<Extract>),
    Packed(Box<Packed>),
    Timetable(Stops),
}

/// Where the rows of a JSON document stand, for an importer that knows the document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Within<'a> {
    /// Wherever a list is: the document, its member `features`, or its first member that is one.
    Found,
    /// In the member of this name.
    Member(&'a str),
    /// Nowhere: the document itself is the only row.
    Whole,
}

/// Opens a file by its path.
///
/// # Errors
/// When it cannot be read, exceeds a limit, or is of no format that has rows.
pub fn open(path: &Path, limits: &Limits) -> Result<Rows, Fault> {
    open_within(path, Within::Found, limits)
}

/// Opens a file whose rows stand in a place that the caller knows.
///
/// # Errors
/// As [`open`].
pub fn open_within(path: &Path, within: Within<'_>, limits: &Limits) -> Result<Rows, Fault> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    rows(&name, Input::open(path, limits)?, within, limits)
}

/// Opens bytes that came with a file name.
///
/// # Errors
/// As [`open`].
pub fn read(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Rows, Fault> {
    check_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX), limits)?;
    rows(name, Input::of(bytes), Within::Found, limits)
}

pub(crate) fn rows(name: &str, mut input: Input, within: Within<'_>, limits: &Limits) -> Result<Rows, Fault> {
    let failed = |error: std::io::Error| input::unreadable(&error);
    let head = input.head(HEAD).map_err(failed)?;
    let format = Format::of(name, &head)?;
    if format == Format::Xlsx && timetable::is_one(&mut input) {
        let Timetable { rows, note } = timetable::open(input, limits)?;
        return Rows::started(Format::Csv, note, Rest::Timetable(rows), limits.rows);
    }
    if format == Format::Xlsx {
        let bytes = input.whole().map_err(failed)?;
        check_size(
            u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            &Limits { file: limits.workbook, ..limits.clone() },
        )?;
        return Rows::started(format, None, Rest::Sheet(workbook::open(bytes, limits)?), limits.rows);
    }
    if pbf::is_packed(&head) {
        let rest = Rest::Packed(Box::new(Packed::open(input, limits)?));
        return Rows::started(format, None, rest, limits.rows);
    }
    let decoded = decode(input).map_err(failed)?;
    let rest = match format {
        Format::Csv => Rest::Columns(Columns::open(decoded.text, limits)?),
        Format::Osm => Rest::Extract(Box::new(Extract::open(decoded.text, limits))),
        _ => {
            let features = format == Format::GeoJson;
            let shape = match within {
                Within::Whole => Shape::Whole,
                Within::Member(name) => Shape::List(Some(name)),
                Within::Found if features => Shape::List(Some("features")),
                Within::Found if Format::is_lines(name, &head) => Shape::Lines,
                Within::Found => Shape::List(None),
            };
            Rest::Records(Records::open(decoded.text, shape, features, limits)?)
        }
    };
    Rows::started(format, decoded.note, rest, limits.rows)
}

impl Rows {
    fn started(format: Format, note: Option<String>, rest: Rest, most: u64) -> Result<Self, Fault> {
        let notes = note.into_iter().collect();
        let mut rows = Self { format, notes, names: Vec::new(), first: None, rest, ended: false, seen: 0, most };
        // A file that breaks before its first row has nothing to tell: its names would be missing too.
        rows.first = match rows.step() {
            Some(Err(fault)) if fault.ends_reading => return Err(fault),
            first => first,
        };
        rows.names = match (&rows.rest, &rows.first) {
            (Rest::Columns(columns), _) => columns.names().to_vec(),
            (_, Some(Ok(row))) => row.names(),
            _ => Vec::new(),
        };
        Ok(rows)
    }

    /// The kind of file that it turned out to be.
    pub fn format(&self) -> Format {
        self.format
    }

    /// What was assumed to read it, for the report.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The columns, or the fields of the first element.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    fn step(&mut self) -> Option<Result<Row, Fault>> {
        if self.ended {
            return None;
        }
        let next = match &mut self.rest {
            Rest::Columns(columns) => columns.next(),
            Rest::Records(records) => records.next(),
            Rest::Sheet(rows) => rows.next(),
            Rest::Extract(extract) => extract.next(),
            Rest::Packed(packed) => packed.next(),
            Rest::Timetable(rows) => rows.next().map(Ok),
        };
        self.seen += u64::from(next.is_some());
        if self.seen > self.most {
            self.ended = true;
            let message = format!("it has more than {} rows", self.most);
            return Some(Err(Fault::end(Place::File, message, "split it")));
        }
        self.ended = next.as_ref().is_some_and(|next| next.as_ref().is_err_and(|fault| fault.ends_reading));
        next
    }
}

impl Iterator for Rows {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.first.take().or_else(|| self.step())
    }
}
