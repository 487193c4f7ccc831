//! A data package: tables of one data set beside each other, in a folder or a zip, listed in `datapackage.json`.

mod unpacking;

use std::collections::BTreeMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::columns::Columns;
use crate::decode::decode;
use crate::input::{self, Input};
use crate::rows::{Rows, Within};
use crate::{Fault, Format, Limits, Place, Row, rows};

/// The file that lists the tables.
const LIST: &str = "datapackage.json";
/// The longest list of tables that is read, bytes.
const LONGEST_LIST: u64 = 8 << 20;

/// A data package that was opened. What was unpacked goes away with it.
pub struct Package {
    tables: BTreeMap<String, PathBuf>,
    limits: Limits,
    _unpacked: Option<TempDir>,
}

/// Whether a path is a data package: a folder with a list of its tables, or a zip with one.
pub fn is_one(path: &Path) -> bool {
    if path.is_dir() { path.join(LIST).is_file() } else { unpacking::is_packed(path) }
}

impl Package {
    /// Opens a package; a zip is unpacked into a temporary folder.
    ///
    /// # Errors
    /// When it cannot be read, exceeds a limit, or has no tables.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, Fault> {
        let (folder, unpacked) = if path.is_dir() {
            (path.to_owned(), None)
        } else {
            let unpacked = unpacking::unpack(path, limits)?;
            (unpacked.path().to_owned(), Some(unpacked))
        };
        let mut tables = files(&folder)?;
        rename(&mut tables, &folder.join(LIST), limits);
        if tables.is_empty() {
            return Err(Fault::end(Place::File, "it has no tables", "put the CSV files beside datapackage.json"));
        }
        Ok(Self { tables, limits: limits.clone(), _unpacked: unpacked })
    }

    /// The names of its tables.
    pub fn tables(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }

    /// The rows of a table; nothing when there is no such table.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn rows(&self, table: &str) -> Result<Option<impl Iterator<Item = Result<Row, Fault>> + Send + use<>>, Fault> {
        let Some(path) = self.tables.get(table) else { return Ok(None) };
        let of = Of(table.to_owned());
        let input = Input::open(path, &self.limits).map_err(|fault| of.fault(fault))?;
        let rows: Rows =
            rows::rows("table.csv", input, Within::Found, &self.limits).map_err(|fault| of.fault(fault))?;
        if rows.format() != Format::Csv {
            return Err(of.fault(Fault::end(Place::File, "it is no CSV", "export it as CSV")));
        }
        Ok(Some(rows.map(move |row| match row {
            Ok(mut row) => {
                row.place = of.place(&row.place);
                Ok(row)
            }
            Err(fault) => Err(of.fault(fault)),
        })))
    }

    /// The rows of a table by what one of its columns says; nothing when there is no such table or column. Holds sixteen bytes
    /// for each row, whatever the row holds.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn index(&self, table: &str, column: &str) -> Result<Option<Index>, Fault> {
        let Some(path) = self.tables.get(table) else { return Ok(None) };
        let of = Of(table.to_owned());
        let opened = Input::open(path, &self.limits).and_then(|input| {
            let decoded = decode(input).map_err(|error| input::unreadable(&error))?;
            Columns::open(decoded.text, &self.limits)
        });
        let columns = opened.map_err(|fault| of.fault(fault))?;
        if !columns.names().iter().any(|name| name == column) {
            return Ok(None);
        }
        Index::build(columns, column, of).map(Some)
    }
}

/// Which table a place is in.
struct Of(String);

impl Of {
    fn place(&self, place: &Place) -> Place {
        match place {
            Place::Line(line) => Place::TableLine { table: self.0.clone(), line: *line },
            _ => Place::Table(self.0.clone()),
        }
    }

    fn fault(&self, fault: Fault) -> Fault {
        Fault { place: self.place(&fault.place), ..fault }
    }
}

/// The CSV files of a folder by the name of their table.
fn files(folder: &Path) -> Result<BTreeMap<String, PathBuf>, Fault> {
    let failed = |error: std::io::Error| input::unreadable(&error);
    let mut tables = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")) && path.is_file() {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            tables.insert(name, path);
        }
    }
    Ok(tables)
}

/// Gives the tables the names that the list has for them. A list that cannot be read leaves the names of the files.
fn rename(tables: &mut BTreeMap<String, PathBuf>, list: &Path, limits: &Limits) {
    let length = std::fs::metadata(list).map_or(u64::MAX, |about| about.len());
    if length > LONGEST_LIST.min(limits.file) {
        return;
    }
    let list: Value =
        std::fs::read(list).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    for resource in list.get("resources").and_then(Value::as_array).into_iter().flatten() {
        let text = |field: &str| resource.get(field).and_then(Value::as_str);
        let (Some(name), Some(path)) = (text("name"), text("path")) else { continue };
        // Only the last part counts: what lies outside the folder is not ours to read.
        let stem = Path::new(path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if stem != name
            && !tables.contains_key(name)
            && let Some(file) = tables.remove(&stem)
        {
            tables.insert(name.to_owned(), file);
        }
    }
}

/// The rows of a table by what one of its columns says.
pub struct Index {
    columns: Columns,
    column: String,
    of: Of,
    hasher: RandomState,
    rows: Vec<Entry>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    hash: u32,
    line: u32,
    byte: u64,
}

impl Index {
    fn build(mut columns: Columns, column: &str, of: Of) -> Result<Self, Fault> {
        let (hasher, mut rows) = (RandomState::new(), Vec::new());
        while let Some((byte, row)) = columns.next_placed() {
            match row {
                Ok(row) => {
                    let Some(key) = row.get(column) else { continue };
                    let line = if let Place::Line(line) = row.place { line } else { 0 };
                    let line = u32::try_from(line).unwrap_or(u32::MAX);
                    rows.push(Entry { hash: short(&hasher, &key), line, byte });
                }
                Err(fault) if fault.ends_reading => return Err(of.fault(fault)),
                // A broken row of a side table costs that row: whoever it belongs to cannot be told.
                Err(_) => {}
            }
        }
        rows.sort_unstable();
        rows.shrink_to_fit();
        Ok(Self { columns, column: column.to_owned(), of, hasher, rows })
    }

    /// The rows whose column says `key`, in the order of the file.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn of(&mut self, key: &str) -> Result<Vec<Row>, Fault> {
        let hash = short(&self.hasher, key);
        let first = self.rows.partition_point(|entry| entry.hash < hash);
        let mut found = Vec::new();
        for at in first..self.rows.len() {
            let entry = self.rows[at];
            if entry.hash != hash {
                break;
            }
            let place = Place::TableLine { table: self.of.0.clone(), line: entry.line.into() };
            let row = self.columns.at(entry.byte, place).map_err(|fault| self.of.fault(fault))?;
            if row.get(&self.column).as_deref() == Some(key) {
                found.push(row);
            }
        }
        Ok(found)
    }
}

fn short(hasher: &RandomState, key: &str) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "a part of a hash is a hash")]
    let short = hasher.hash_one(key) as u32;
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(dir.path().join(name), text).unwrap();
        }
        dir
    }

    #[test]
    fn children_are_found_by_their_parent_wherever_they_stand() {
        let dir = folder(&[
            (LIST, r#"{"resources": [{"name": "phones", "path": "../other/tel.csv"}]}"#),
            ("tel.csv", "\u{feff}id;of;number\n1;a;\"02 1\n2\"\n2;b;03\n\n3;a;04\nbroken\n4;;05\n"),
            ("services.csv", "id,name\na,A\nb,B\n"),
        ]);
        assert!(is_one(dir.path()));
        let package = Package::open(dir.path(), &Limits::default()).unwrap();
        assert_eq!(package.tables().collect::<Vec<_>>(), ["phones", "services"]);
        let mut phones = package.index("phones", "of").unwrap().unwrap();
        let mut numbers = |key: &str| -> Vec<String> {
            let rows = phones.of(key).unwrap();
            rows.iter().map(|row| format!("{} {}", row.place, row.get("number").unwrap_or_default())).collect()
        };
        assert_eq!(numbers("b"), ["phones line 4 03"]);
        assert_eq!(numbers("a"), ["phones line 2 02 1\n2", "phones line 6 04"]);
        assert!(numbers("c").is_empty());
        assert!(package.index("phones", "other").unwrap().is_none() && package.index("x", "id").unwrap().is_none());
        let services: Vec<_> = package.rows("services").unwrap().unwrap().map(Result::unwrap).collect();
        assert_eq!(services[1].place.to_string(), "services line 3");
    }

    #[test]
    fn a_folder_without_tables_is_refused() {
        let dir = folder(&[(LIST, "{}")]);
        let fault = Package::open(dir.path(), &Limits::default()).err().unwrap();
        assert!(fault.message.contains("no tables"), "{fault}");
    }
}
