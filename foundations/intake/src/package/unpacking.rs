//! Unpacking a zip of tables into a temporary folder, no further than is harmless.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use tempfile::TempDir;
use zip::ZipArchive;

use super::LIST;
use crate::input::check_size;
use crate::limits::size;
use crate::{Fault, Limits, Place};

/// Parts that a package may have; a real one has dozens.
const PARTS: usize = 1_000;

/// Whether a file is a zip that lists tables.
pub(super) fn is_packed(path: &Path) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    let mut start = [0; 4];
    if file.read_exact(&mut start).is_err() || start != *b"PK\x03\x04" {
        return false;
    }
    ZipArchive::new(file).is_ok_and(|archive| archive.file_names().flatten().any(|name| last(&name) == LIST))
}

/// Unpacks the tables and their list. Folders within the zip are left out, and with them every way out of the folder.
pub(super) fn unpack(path: &Path, limits: &Limits) -> Result<TempDir, Fault> {
    let broken = |_| Fault::end(Place::File, "it is not a whole package", "fetch it again");
    let failed = |error: io::Error| {
        let remedy = "free some room for temporary files, or set TMPDIR";
        Fault::end(Place::File, format!("it cannot be unpacked ({error})"), remedy)
    };
    let file = File::open(path).map_err(failed)?;
    let packed = file.metadata().map_err(failed)?.len();
    check_size(packed, limits)?;
    let mut archive = ZipArchive::new(file).map_err(broken)?;
    if archive.len() > PARTS {
        return Err(Fault::end(Place::File, format!("it has more than {PARTS} parts"), "pack its tables alone"));
    }
    let most = limits.tables.min(packed.saturating_mul(limits.ratio).max(Limits::RATIO_FROM));
    let folder = tempfile::tempdir().map_err(failed)?;
    let mut unpacked = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(broken)?;
        let name = last(&part.name().map_err(broken)?).to_owned();
        let is_table = Path::new(&name).extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
        if !part.is_file() || !(is_table || name == LIST) {
            continue;
        }
        let target = folder.path().join(&name);
        let mut target = File::create_new(&target).map_err(|_| {
            let message = format!("it has two tables named `{name}`");
            Fault::end(Place::File, message, "pack one data set at a time")
        })?;
        unpacked +=
            io::copy(&mut part.by_ref().take((most - unpacked).saturating_add(1)), &mut target).map_err(failed)?;
        if unpacked > most {
            let message = format!("it unpacks to more than {} although it has only {}", size(most), size(packed));
            return Err(Fault::end(Place::File, message, "unpack it yourself, look at it, and name the folder"));
        }
    }
    Ok(folder)
}

/// The last part of a path in a zip, whichever way its slashes lean.
fn last(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(parts: &[(&str, &[u8])]) -> (TempDir, std::path::PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("package.zip");
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        for (name, bytes) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        (dir, path)
    }

    #[test]
    fn tables_come_out_and_nothing_leaves_the_folder() {
        let parts: [(&str, &[u8]); 4] =
            [("data/datapackage.json", b"{}"), ("../../escaped.csv", b"id\n1\n"), ("x.exe", b"MZ"), ("a.CSV", b"id\n")];
        let (_dir, path) = packed(&parts);
        assert!(is_packed(&path));
        let folder = unpack(&path, &Limits::default()).unwrap();
        let mut names: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["a.CSV", "datapackage.json", "escaped.csv"]);
    }

    #[test]
    fn a_bomb_is_refused_before_it_fills_the_disk() {
        let zeros = vec![0; 64 << 20];
        let (_dir, path) = packed(&[("datapackage.json", b"{}"), ("services.csv", &zeros)]);
        let fault = unpack(&path, &Limits::default()).err().unwrap();
        assert!(fault.message.contains("it unpacks to more than"), "{fault}");
    }

    #[test]
    fn two_tables_of_one_name_and_a_broken_zip_are_refused() {
        let (_dir, path) = packed(&[("datapackage.json", b"{}"), ("a/t.csv", b"id\n"), ("b/t.csv", b"id\n")]);
        assert!(unpack(&path, &Limits::default()).err().unwrap().message.contains("two tables named `t.csv`"));
        let (dir, path) = packed(&[("workbook.xml", b"<x/>")]);
        assert!(!is_packed(&path), "a zip without a list of tables is no package");
        let broken = dir.path().join("broken.zip");
        std::fs::write(&broken, b"PK\x03\x04 no zip").unwrap();
        assert!(!is_packed(&broken) && unpack(&broken, &Limits::default()).is_err());
    }
}
