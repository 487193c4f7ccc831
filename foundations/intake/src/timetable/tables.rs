//! The tables of a zipped timetable, unpacked as they are read, no further than is harmless.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder};
use zip::ZipArchive;

use crate::input::{Input, check_size};
use crate::limits::size;
use crate::{Fault, Limits, Place};

/// Parts that a timetable may have; a real one has some dozens.
const PARTS: usize = 1_000;
/// The table that may have as many lines as the zip holds.
const LONGEST: &str = "stop_times.txt";

/// The tables.
pub(super) struct Tables {
    archive: ZipArchive<Input>,
    limits: Limits,
    /// What may be unpacked yet, bytes, of how many.
    left: u64,
    most: u64,
}

/// A line of a table, as far as it is asked for.
pub(super) struct Line<'a> {
    /// Its number in the table, from 1.
    pub number: u64,
    record: &'a ByteRecord,
    columns: &'a [Option<usize>],
}

impl Line<'_> {
    /// The value of a column that was asked for; empty when there is none, or it is no text.
    pub fn text(&self, at: usize) -> Cow<'_, str> {
        let value = self.columns.get(at).copied().flatten().and_then(|at| self.record.get(at)).unwrap_or_default();
        std::str::from_utf8(value).map_or_else(|_| String::from_utf8_lossy(value), |text| Cow::Borrowed(text.trim()))
    }
}

impl Tables {
    /// The names of the parts of a zip, without their folders; none when it is no whole zip.
    pub fn names(input: &mut Input) -> Vec<String> {
        let Ok(archive) = ZipArchive::new(input) else { return Vec::new() };
        archive.file_names().flatten().map(|name| last(&name).to_owned()).take(PARTS).collect()
    }

    pub fn open(mut input: Input, limits: &Limits) -> Result<Self, Fault> {
        let broken = |_| Fault::end(Place::File, "it is not a whole timetable", "fetch it again");
        let packed =
            io::Seek::seek(&mut input, io::SeekFrom::End(0)).map_err(|error| crate::input::unreadable(&error))?;
        check_size(packed, limits)?;
        let archive = ZipArchive::new(input).map_err(broken)?;
        if archive.len() > PARTS {
            return Err(Fault::end(Place::File, format!("it has more than {PARTS} parts"), "pack its tables alone"));
        }
        let most = limits.tables.min(packed.saturating_mul(limits.ratio).max(Limits::RATIO_FROM));
        Ok(Self { archive, limits: limits.clone(), left: most, most })
    }

    /// The fault of a table that must be there.
    pub fn missing(&self, table: &str) -> Fault {
        Fault::end(Place::File, format!("it has no table `{table}`"), "fetch the whole timetable again")
    }

    /// Reads a table line by line: the columns that it must have, then those that it may have, in this order. Answers whether there is
    /// such a table.
    pub fn each(
        &mut self,
        table: &str,
        (needed, optional): (&[&str], &[&str]),
        mut take: impl FnMut(&Line<'_>) -> Result<(), Fault>,
    ) -> Result<bool, Fault> {
        let Some(at) = self.position(table) else { return Ok(false) };
        let place = || Place::Table(table.to_owned());
        let (most, longest, rows) = (self.most, self.limits.element, self.limits.rows);
        let (left, since) = (Rc::new(Cell::new(self.left)), Rc::new(Cell::new(0)));
        let part =
            self.archive.by_index(at).map_err(|_| Fault::end(place(), "it cannot be unpacked", "fetch it again"))?;
        let bounded = Bounded { part, left: Rc::clone(&left), since: Rc::clone(&since), longest: longest as u64 };
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bounded);
        let failed = |error: csv::Error| {
            let message = match error.into_kind() {
                csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                    format!("it unpacks to more than {}", size(most))
                }
                csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
                    format!("a line is longer than {}", size(longest as u64))
                }
                _ => "it cannot be read to its end".to_owned(),
            };
            Fault::end(place(), message, "fetch it again, and look at it")
        };
        let mut record = ByteRecord::new();
        reader.read_byte_record(&mut record).map_err(failed)?;
        let columns = columns(&record, needed, optional).map_err(|name| {
            Fault::end(place(), format!("it has no column `{name}`"), "fetch the whole timetable again")
        })?;
        let mut count = 0;
        loop {
            since.set(0);
            if !reader.read_byte_record(&mut record).map_err(failed)? {
                break;
            }
            count += 1;
            if table != LONGEST && count > rows {
                return Err(Fault::end(
                    place(),
                    format!("it has more than {rows} lines"),
                    "read one operator at a time",
                ));
            }
            let number = record.position().map_or(count, csv::Position::line);
            take(&Line { number, record: &record, columns: &columns })?;
        }
        self.left = left.get();
        Ok(true)
    }

    fn position(&self, table: &str) -> Option<usize> {
        self.archive.file_names().position(|name| name.is_ok_and(|name| last(&name) == table))
    }
}

/// Where the columns stand; the name of one that must be there and is not.
fn columns<'a>(heading: &ByteRecord, needed: &[&'a str], optional: &[&'a str]) -> Result<Vec<Option<usize>>, &'a str> {
    let name = |cell: &[u8]| String::from_utf8_lossy(cell).trim_matches(['\u{feff}', ' ']).to_owned();
    let names: Vec<String> = heading.iter().map(name).collect();
    let at = |wanted: &&str| names.iter().position(|name| name == wanted);
    if let Some(missing) = needed.iter().find(|wanted| at(wanted).is_none()) {
        return Err(missing);
    }
    Ok(needed.iter().chain(optional).map(at).collect())
}

/// A part while it is unpacked: not more than is left of all, and no line without end.
struct Bounded<R> {
    part: R,
    left: Rc<Cell<u64>>,
    /// Bytes that went by since the last line was taken.
    since: Rc<Cell<u64>>,
    longest: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(buffer)?;
        let bytes = read as u64;
        self.since.set(self.since.get() + bytes);
        let Some(left) = self.left.get().checked_sub(bytes) else { return Err(io::ErrorKind::FileTooLarge.into()) };
        self.left.set(left);
        if self.since.get() > self.longest {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(read)
    }
}

/// The last part of a path in a zip, whichever way its slashes lean.
fn last(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default()
}
