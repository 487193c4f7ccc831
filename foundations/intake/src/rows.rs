//! Opening a file as rows.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::columns::Columns;
use crate::decode::decode;
use crate::json::Records;
use crate::limits::size;
use crate::workbook::{self, Sheet};
use crate::{Fault, Format, Limits, Place, Row};

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
}

/// Opens a file by its path.
///
/// # Errors
/// When it cannot be read, exceeds a limit, or is of no format that has rows.
pub fn open(path: &Path, limits: &Limits) -> Result<Rows, Fault> {
    let failed = |error: std::io::Error| {
        Fault::end(Place::File, format!("{} cannot be read ({error})", path.display()), "check its name and its rights")
    };
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(Fault::end(Place::File, format!("{} is a folder", path.display()), "name a file in it"));
    }
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too large from one that just fits, even when it grows meanwhile.
    file.take(limits.file.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    read(&path.file_name().unwrap_or_default().to_string_lossy(), bytes, limits)
}

/// Opens bytes that came with a file name.
///
/// # Errors
/// As [`open`].
pub fn read(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Rows, Fault> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > limits.file {
        let message = format!("it is larger than {}", size(limits.file));
        return Err(Fault::end(Place::File, message, "split it, or leave out the columns that are not needed"));
    }
    let format = Format::of(name, &bytes)?;
    let (rest, note) = match format {
        Format::Xlsx => (Rest::Sheet(workbook::open(bytes, limits)?), None),
        _ => {
            let decoded = decode(bytes);
            let rest = match format {
                Format::Csv => Rest::Columns(Columns::open(decoded.text, limits)?),
                _ => Rest::Records(Records::open(decoded.text, format == Format::GeoJson, limits)?),
            };
            (rest, decoded.note)
        }
    };
    Rows::started(format, note, rest, limits.rows)
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
