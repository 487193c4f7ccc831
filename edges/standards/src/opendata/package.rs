//! The data package: a table for each kind of record of the Human Services Data Specification, in one language, and the list of
//! the tables with what stands in them.

mod descriptor;
mod tables;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use kernel::Lang;
use serde_json::Value;
use tempfile::{NamedTempFile, TempDir};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::table::Table as Csv;
use super::told::{Told, is_secret, items, word};
use crate::publication::{Kind, part_of};
use tables::{TABLES, Table};

pub(super) use descriptor::{Dated, licences};

/// A package that is being made: its tables grow in a folder of their own.
pub(super) struct Package {
    lang: Lang,
    /// Beside [`TABLES`].
    open: Vec<Option<Csv<BufWriter<File>>>>,
    rows: Vec<u64>,
    /// Units that stand in their table already: of the record at hand.
    units: HashSet<String>,
    folder: TempDir,
}

/// To which records a part belongs: names of keys and ids.
type Keys<'a> = Vec<(&'static str, &'a str)>;

impl Package {
    pub fn begin(lang: Lang, folder: &Path) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("package-").tempdir_in(folder)?;
        let open = TABLES.iter().map(|_| None).collect();
        Ok(Self { lang, open, rows: vec![0; TABLES.len()], units: HashSet::new(), folder })
    }

    /// Adds a record with its parts.
    pub fn take(&mut self, kind: Kind, told: &Told) -> io::Result<()> {
        self.units.clear();
        let record = told.in_language(self.lang);
        match kind {
            Kind::Organization => self.record("organization", record, &Keys::new()),
            Kind::Service => self.service(record),
            Kind::Location if is_secret(record) => Ok(()),
            Kind::Location => self.record("location", record, &Keys::new()),
            Kind::Taxonomy => self.record("taxonomy", record, &Keys::new()),
            Kind::TaxonomyTerm => self.record("taxonomy_term", record, &Keys::new()),
            // They come with their services.
            Kind::ServiceAtLocation => Ok(()),
        }
    }

    /// A service, and where it is offered. At a secret address there is only how to reach the service.
    fn service(&mut self, service: &Value) -> io::Result<()> {
        let owner = service["organization"]["id"].as_str().unwrap_or_default();
        self.record("service", service, &vec![("organization_id", owner)])?;
        let id = service["id"].as_str().unwrap_or_default();
        for at in items(service, "service_at_locations") {
            let location = &at["location"];
            if is_secret(location) {
                self.parts(at, &[("service_id", id)])?;
            } else {
                let place = location["id"].as_str().unwrap_or_default();
                self.record("service_at_location", at, &vec![("service_id", id), ("location_id", place)])?;
            }
        }
        Ok(())
    }

    /// A row of a table, and the rows of its parts.
    fn record(&mut self, table: &str, record: &Value, keys: &Keys<'_>) -> io::Result<()> {
        let Some(at) = TABLES.iter().position(|known| known.name == table) else { return Ok(()) };
        self.row(at, record, keys)?;
        let id = record["id"].as_str().unwrap_or_default();
        self.parts(record, &[(TABLES[at].key, id)])
    }

    /// The rows of the parts of a record.
    fn parts(&mut self, record: &Value, keys: &[(&'static str, &str)]) -> io::Result<()> {
        for (list, table) in tables::PARTS {
            for part in items(record, list) {
                let mut keys: Keys<'_> = keys.to_vec();
                match table {
                    "attribute" if part["taxonomy_term_id"].is_null() => continue,
                    "service_capacity" => {
                        let unit = &part["unit"];
                        keys.push(("unit_id", unit["id"].as_str().unwrap_or_default()));
                        if self.units.insert(word(&unit["id"])) {
                            self.record("unit", unit, &Keys::new())?;
                        }
                    }
                    _ => {}
                }
                self.record(table, part, &keys)?;
            }
        }
        Ok(())
    }

    fn row(&mut self, at: usize, record: &Value, keys: &Keys<'_>) -> io::Result<()> {
        let table = &TABLES[at];
        let cell = |field: &tables::Field| {
            let key = keys.iter().find(|(name, _)| *name == field.name);
            key.map_or_else(|| word(&record[field.name]), |(_, id)| (*id).to_owned())
        };
        let cells: Vec<String> = table.fields.iter().map(cell).collect();
        let out = self.table(at)?;
        out.row(cells)?;
        self.rows[at] += 1;
        Ok(())
    }

    /// A table, with its first line when this is its first row.
    fn table(&mut self, at: usize) -> io::Result<&mut Csv<BufWriter<File>>> {
        let slot = &mut self.open[at];
        if slot.is_none() {
            let path = self.folder.path().join(TABLES[at].path);
            let file = File::options().read(true).write(true).create_new(true).open(path)?;
            *slot = Some(Csv::begin(BufWriter::new(file), TABLES[at].fields.iter().map(|field| field.name))?);
        }
        slot.as_mut().ok_or_else(|| io::Error::other("a table that was just opened"))
    }

    /// The package, packed, and how many services are in it.
    pub fn done(mut self, folder: &Path, dated: &Dated) -> io::Result<(NamedTempFile, u64)> {
        self.describe()?;
        let mut files: Vec<(&'static Table, PathBuf)> = Vec::new();
        for (table, open) in TABLES.iter().zip(self.open) {
            if let Some(open) = open {
                open.done()?.flush()?;
                files.push((table, self.folder.path().join(table.path)));
            }
        }
        let services = TABLES.iter().zip(&self.rows).find(|(table, _)| table.name == "service");
        let services = services.map_or(0, |(_, rows)| *rows);
        let tables: Vec<&Table> = files.iter().map(|(table, _)| *table).collect();
        let list = serde_json::to_vec_pretty(&descriptor::of(&tables, self.lang, dated))?;
        // Nothing in it says when it was packed: the same content is the same bytes.
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
        let mut zip = ZipWriter::new(BufWriter::new(NamedTempFile::new_in(folder)?));
        zip.start_file("datapackage.json", options)?;
        zip.write_all(&list)?;
        for (table, path) in files {
            zip.start_file(table.path, options)?;
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(0))?;
            io::copy(&mut file, &mut zip)?;
        }
        let packed = zip.finish()?.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        Ok((packed, services))
    }

    /// Says of every table in which language it is, as the standard has it.
    fn describe(&mut self) -> io::Result<()> {
        let Some(last) = TABLES.iter().position(|table| table.name == "meta_table_description") else { return Ok(()) };
        for (at, table) in TABLES.iter().enumerate() {
            if self.rows[at] == 0 || at == last {
                continue;
            }
            let id = part_of(uuid::Uuid::nil(), "table", table.name);
            let row = serde_json::json!({
                "id": id, "name": table.name, "language": self.lang.code(), "character_set": "UTF-8",
            });
            self.row(last, &row, &Keys::new())?;
        }
        Ok(())
    }
}
