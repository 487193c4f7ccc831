//! Lines with a delimiter, the first of them names.

use std::io::Cursor;
use std::sync::Arc;

use csv::{Reader, ReaderBuilder, StringRecord};

use crate::limits::size;
use crate::tidy::tidy;
use crate::{Fault, Limits, Place, Row};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

pub(crate) struct Columns {
    reader: Reader<Cursor<String>>,
    names: Arc<[String]>,
    field: usize,
    /// Lines before the first that the reader sees.
    skipped: u64,
}

impl Columns {
    /// Finds the delimiter and reads the names.
    pub(crate) fn open(text: String, limits: &Limits) -> Result<Self, Fault> {
        let (text, announced) = announced_delimiter(text);
        let delimiter = announced.unwrap_or_else(|| likely_delimiter(&text));
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(Cursor::new(text));
        let skipped = u64::from(announced.is_some());
        let mut record = StringRecord::new();
        let found = reader.read_record(&mut record).map_err(|error| unreadable(Place::Line(1 + skipped), &error))?;
        if !found || record.iter().all(|name| tidy(name).is_empty()) {
            return Err(Fault::end(Place::File, "it has no line of column names", "put the names in the first line"));
        }
        let names = heading(&record, 1 + skipped, limits)?;
        Ok(Self { reader, names, field: limits.field, skipped })
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    pub(crate) fn next(&mut self) -> Option<Result<Row, Fault>> {
        let mut record = StringRecord::new();
        loop {
            match self.reader.read_record(&mut record) {
                Ok(false) => return None,
                Ok(true) if record.iter().all(|field| field.trim().is_empty()) => {}
                Ok(true) => break,
                Err(error) => return Some(Err(unreadable(Place::File, &error))),
            }
        }
        Some(self.row(Place::Line(self.line_of(&record)), &record))
    }

    /// The line where a record begins. The reader counts the empty lines before a record as its own.
    fn line_of(&self, record: &StringRecord) -> u64 {
        let Some(position) = record.position() else { return 0 };
        let text = self.reader.get_ref().get_ref().as_bytes();
        let from = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(text.len());
        let empty = text[from..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
        let empty = empty.filter(|byte| **byte == b'\n').count();
        position.line() + u64::try_from(empty).unwrap_or(0) + self.skipped
    }

    fn row(&self, place: Place, record: &StringRecord) -> Result<Row, Fault> {
        if let Some((at, long)) = record.iter().enumerate().find(|(_, field)| field.len() > self.field) {
            let name = self.names.get(at).map_or("?", String::as_str);
            return Err(too_long(place, name, long.len(), self.field));
        }
        if record.len() != self.names.len() {
            let message = format!("it has {} fields where the first line names {}", record.len(), self.names.len());
            return Err(Fault::row(place, message, "put texts that contain the delimiter between double quotes"));
        }
        let values = record.iter().map(|field| tidy(field).into_owned()).collect();
        Ok(Row::flat(place, Arc::clone(&self.names), values))
    }
}

/// The fault of a field that is too long. An unclosed quote is what mostly makes one.
pub(crate) fn too_long(place: Place, name: &str, length: usize, most: usize) -> Fault {
    let bytes = |n: usize| size(u64::try_from(n).unwrap_or(u64::MAX));
    let message = format!("the field `{name}` has {}; at most {} is read", bytes(length), bytes(most));
    Fault::row(place, message, "shorten it, and check that every quote that opens is closed")
}

/// Checked names from the cells of a heading: unique, not too many, an unnamed one called by its number.
pub(crate) fn heading(cells: &StringRecord, line: u64, limits: &Limits) -> Result<Arc<[String]>, Fault> {
    let end = |message: String, remedy: &str| Err(Fault::end(Place::Line(line), message, remedy));
    if cells.len() > limits.columns {
        return end(format!("it names more than {} columns", limits.columns), "leave out what is not needed");
    }
    let mut names: Vec<String> = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        let name = match tidy(cell) {
            name if name.is_empty() => format!("column {}", at + 1),
            name => name.into_owned(),
        };
        if name.len() > 1_000 {
            return end(format!("the name of column {} is longer than 1 000 characters", at + 1), "check the quotes");
        }
        if names.contains(&name) {
            return end(format!("two columns are named `{name}`"), "give each column a name of its own");
        }
        names.push(name);
    }
    Ok(names.into())
}

fn unreadable(place: Place, error: &csv::Error) -> Fault {
    Fault::end(place, format!("it cannot be read as lines with a delimiter ({error})"), "export it again as CSV")
}

/// A spreadsheet program may announce the delimiter in a line of its own: `sep=;`.
fn announced_delimiter(mut text: String) -> (String, Option<u8>) {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let announced = first.strip_prefix("sep=").and_then(|rest| match rest.as_bytes() {
        [one] if DELIMITERS.contains(one) => Some(*one),
        _ => None,
    });
    if announced.is_some() {
        let end = text.find('\n').map_or(text.len(), |at| at + 1);
        text.drain(..end);
    }
    (text, announced)
}

/// The delimiter that stands most often outside quotes in the first line.
fn likely_delimiter(text: &str) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(at) = DELIMITERS.iter().position(|delimiter| *delimiter == byte) {
                    counts[at] += 1;
                }
            }
        }
    }
    // Ties go to the first: the comma.
    let best = (0..counts.len()).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    DELIMITERS[best]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Result<Row, Fault>> {
        let mut columns = Columns::open(text.to_owned(), &Limits { field: 20, ..Limits::default() }).unwrap();
        std::iter::from_fn(|| columns.next()).collect()
    }

    #[test]
    fn the_delimiter_is_found() {
        for text in [
            "a,b\n1;x,2\n",
            "a;b\n1;2,5\n",
            "a\tb\n1\t2\n",
            "a|b\n1|2\n",
            "sep=;\r\na;b\r\n1;2\r\n",
            "\"a,c\";b\n1;2\n",
        ] {
            let rows = all(text);
            assert!(rows.len() == 1 && rows[0].as_ref().unwrap().get("b").is_some(), "{text:?}");
        }
    }

    #[test]
    fn faulty_lines_are_named_and_the_others_read() {
        let rows = all("name,place\n\n\"a\nb\",1000\nonly one\nlong enough to be far too long,x\nlast,1020\n");
        let shown: Vec<String> = rows
            .iter()
            .map(|row| match row {
                Ok(row) => format!("{}: {}", row.place, row.get("place").unwrap()),
                Err(fault) => fault.to_string(),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "line 3: 1000",
                "line 5: it has 1 fields where the first line names 2; put texts that contain the delimiter between \
                 double quotes",
                "line 6: the field `name` has 30 bytes; at most 20 bytes is read; shorten it, and check that every \
                 quote that opens is closed",
                "line 7: 1020",
            ]
        );
    }

    #[test]
    fn a_heading_that_misleads_is_refused() {
        for (text, part) in [("a,a\n", "two columns"), ("\n\n", "no line of column names"), (",,\n", "no line")] {
            let fault = Columns::open(text.to_owned(), &Limits::default()).err().unwrap();
            assert!(fault.message.contains(part) && fault.ends_reading, "{fault}");
        }
    }
}
