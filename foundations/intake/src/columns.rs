//! Lines with a delimiter, the first of them names.

use std::io::SeekFrom;
use std::sync::Arc;

use csv::{Position, Reader, ReaderBuilder, StringRecord};

use crate::input::{self, Input};
use crate::limits::size;
use crate::lines::Lines;
use crate::tidy::tidy;
use crate::{Fault, Limits, Place, Row};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What is looked at to find the delimiter, bytes; a line of names is no longer.
const HEAD: u64 = 1 << 20;

pub(crate) struct Columns {
    reader: Reader<Lines>,
    names: Arc<[String]>,
    field: usize,
}

impl Columns {
    /// Finds the delimiter and reads the names.
    pub(crate) fn open(mut text: Input, limits: &Limits) -> Result<Self, Fault> {
        let head = text.head(HEAD).map_err(|error| input::unreadable(&error))?;
        let (announced, skipped) = announced_delimiter(&head);
        let text = text.skip(skipped).map_err(|error| input::unreadable(&error))?;
        let rest = &head[usize::try_from(skipped).unwrap_or(0).min(head.len())..];
        let delimiter = announced.unwrap_or_else(|| likely_delimiter(rest));
        let first = 1 + u64::from(skipped > 0);
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(Lines::new(text, first));
        let mut record = StringRecord::new();
        let found = reader.read_record(&mut record).map_err(|error| unreadable(Place::Line(first), &error))?;
        if !found || record.iter().all(|name| tidy(name).is_empty()) {
            return Err(Fault::end(Place::File, "it has no line of column names", "put the names in the first line"));
        }
        let names = heading(&record, first, limits)?;
        Ok(Self { reader, names, field: limits.field })
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    pub(crate) fn next(&mut self) -> Option<Result<Row, Fault>> {
        self.next_placed().map(|(_, row)| row)
    }

    /// The next row, with the byte at which it begins, for coming back to it with [`Columns::at`].
    pub(crate) fn next_placed(&mut self) -> Option<(u64, Result<Row, Fault>)> {
        let mut record = StringRecord::new();
        loop {
            match self.reader.read_record(&mut record) {
                Ok(false) => return None,
                Ok(true) if record.iter().all(|field| field.trim().is_empty()) => {}
                Ok(true) => break,
                Err(error) => return Some((0, Err(unreadable(Place::File, &error)))),
            }
        }
        let at = record.position().map_or(0, Position::byte);
        let line = self.reader.get_mut().line_of(at);
        Some((at, self.row(Place::Line(line), &record)))
    }

    /// The row that begins at a byte.
    pub(crate) fn at(&mut self, byte: u64, place: Place) -> Result<Row, Fault> {
        if self.reader.position().byte() != byte {
            let mut position = Position::new();
            position.set_byte(byte);
            let sought = self.reader.seek_raw(SeekFrom::Start(byte), position);
            sought.map_err(|error| unreadable(place.clone(), &error))?;
        }
        let mut record = StringRecord::new();
        match self.reader.read_record(&mut record) {
            Ok(true) => self.row(place, &record),
            Ok(false) => Err(Fault::end(place, "it is no longer there", "leave the file alone while it is read")),
            Err(error) => Err(unreadable(place, &error)),
        }
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
        let values = record.iter().map(|field| tidy(bare(field)).into_owned()).collect();
        Ok(Row::flat(place, Arc::clone(&self.names), values))
    }
}

/// A field without the sign that keeps spreadsheets from taking it for a formula: whoever wrote the file put that there.
fn bare(field: &str) -> &str {
    let is_formula = |rest: &&str| rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    field.strip_prefix('\'').filter(is_formula).unwrap_or(field)
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

/// A spreadsheet program may announce the delimiter in a line of its own: `sep=;`. Also says how long that line is.
fn announced_delimiter(head: &[u8]) -> (Option<u8>, u64) {
    let end = head.iter().position(|byte| *byte == b'\n').map_or(head.len(), |at| at + 1);
    match head[..end].trim_ascii_end().strip_prefix(b"sep=") {
        Some([one]) if DELIMITERS.contains(one) => (Some(*one), u64::try_from(end).unwrap_or(0)),
        _ => (None, 0),
    }
}

/// The delimiter that stands most often outside quotes in the first line.
fn likely_delimiter(head: &[u8]) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(at) = DELIMITERS.iter().position(|delimiter| delimiter == byte) {
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
        let mut columns = Columns::open(Input::of(text.into()), &Limits { field: 20, ..Limits::default() }).unwrap();
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
    fn what_keeps_a_cell_from_being_a_formula_is_no_part_of_it() {
        let rows = all("a,b\n'=1+1,''=1\n'+32 2,'t Huis\n'＝1,'\n");
        let cell = |row: &Result<Row, Fault>, name: &str| row.as_ref().unwrap().get(name).unwrap().into_owned();
        let cells: Vec<[String; 2]> = rows.iter().map(|row| ["a", "b"].map(|name| cell(row, name))).collect();
        assert_eq!(cells, [["=1+1", "''=1"], ["+32 2", "'t Huis"], ["＝1", "'"]].map(|row| row.map(str::to_owned)));
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
            let fault = Columns::open(Input::of(text.into()), &Limits::default()).err().unwrap();
            assert!(fault.message.contains(part) && fault.ends_reading, "{fault}");
        }
    }
}
