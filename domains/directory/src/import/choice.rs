//! Which mapping a file is read by, and under which name its source is kept.

use std::path::Path;

use house::import::{ImportFault, ImportJob};
use intake::{Mapping, Rows};

use super::{KIND, unusable};

/// The mapping for files in our own columns: what `relais export directory` writes.
const OWN: &str = include_str!("../../mappings/own.toml");
/// A file's name, when its mapping names no source, is kept no longer than this.
const LONGEST_NAME: usize = 100;

/// The mapping that was named, else the one of the pack that fits the file best, else our own columns.
pub(super) fn mapping(job: &ImportJob<'_>, rows: &Rows) -> Result<Mapping, ImportFault> {
    if let Some(text) = job.mapping {
        let mapping = Mapping::parse(text).map_err(unusable)?;
        return match mapping.fit(rows) {
            Some(_) => Ok(mapping),
            None => Err(ImportFault::Unusable(misfit(&mapping, rows))),
        };
    }
    let pack = &job.house.pack;
    let of_pack = || pack.names("mappings/").filter_map(|name| pack.text(name));
    let texts = of_pack().chain([OWN]);
    let mappings = texts.filter_map(|text| Mapping::parse(text).ok()).filter(|mapping| mapping.kind == KIND.name);
    let best = mappings.filter_map(|mapping| Some((mapping.fit(rows)?, mapping))).max_by_key(|(fit, _)| *fit);
    best.map(|(_, mapping)| mapping).ok_or_else(|| {
        ImportFault::Unusable(match intake::taken_by(of_pack(), rows) {
            Some(import) => {
                format!("this file holds no organisations; it fits another import: run `relais import {import} FILE`")
            }
            None => format!(
                "no mapping of the region pack fits a file with the columns {}; name one with --mapping",
                listed(rows.names().iter().map(String::as_str))
            ),
        })
    })
}

/// The name of the source: what the mapping says, else the file's own name.
pub(super) fn source(mapping: &Mapping, file: &Path) -> String {
    mapping.source.as_ref().map_or_else(
        || file.file_stem().unwrap_or_default().to_string_lossy().chars().take(LONGEST_NAME).collect(),
        |source| source.name.clone(),
    )
}

fn misfit(mapping: &Mapping, rows: &Rows) -> String {
    let missing = mapping.paths().filter(|path| {
        let first = path.split('.').next().unwrap_or_default();
        !rows.names().iter().any(|name| name == path || name == first)
    });
    format!("the mapping does not fit the file, which has no {}; choose another mapping", listed(missing))
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> =
        names.take(12).map(|name| format!("`{}`", name.chars().take(40).collect::<String>())).collect();
    names.join(", ")
}
