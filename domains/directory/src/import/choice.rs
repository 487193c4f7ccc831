//! Which mapping a file is read by, and under which name its source is kept.

use std::path::Path;

use house::import::{ImportFault, ImportJob};
use intake::{Limits, Mapping, Rows};

use super::hsds::PROFILE;
use super::hsds::document::{self, Services};
use super::{KIND, targets, unusable};
use crate::origin::records::Saved;

/// The mapping for files in our own columns.
pub(super) const OWN: &str = include_str!("../../mappings/own.toml");
/// The mapping for extracts of OpenStreetMap.
pub(crate) const OPEN_MAP: &str = include_str!("../../mappings/openstreetmap.toml");
/// A file with so many of our own columns is meant to be in them.
const ENOUGH_OF_OURS: usize = 3;
/// A file's name, when its mapping names no source, is kept no longer than this.
const LONGEST_NAME: usize = 100;

/// A file that was opened, with the mapping that reads it.
pub(super) struct Opened {
    pub contents: Contents,
    pub mapping: Option<Mapping>,
    /// The mapping's text, when the importer named it: it is kept for the next file of this source.
    pub named: Option<String>,
    pub source: String,
}

/// What a file holds.
pub(super) enum Contents {
    /// Rows that a mapping explains.
    Rows(Box<Rows>),
    /// Services that explain themselves.
    Services(Box<Services>),
}

/// Opens the file by the mapping that was named, the one that its source was read by before, the one of the pack that fits it
/// best, or our own.
pub(super) fn open(job: &ImportJob<'_>, saved: &[Saved], limits: &Limits) -> Result<Opened, ImportFault> {
    let named = job.mapping.map(Mapping::parse).transpose().map_err(unusable)?;
    let is_hsds = |mapping: &Mapping| mapping.profile.as_deref() == Some(PROFILE);
    let other = |mapping: &Mapping| mapping.profile.is_some() && !is_hsds(mapping);
    if named.as_ref().is_some_and(other) {
        return Err(ImportFault::Unusable(format!("a mapping may name no other profile than `{PROFILE}`")));
    }
    if let Some(why) = named.as_ref().filter(|mapping| mapping.kind == KIND.name).and_then(targets::unknown) {
        return Err(ImportFault::Unusable(why));
    }
    if named.as_ref().is_none_or(is_hsds)
        && let Some(services) = document::open(job.file, limits).map_err(unusable)?
    {
        let mapping = match named {
            Some(mapping) => Some(mapping),
            None => saved_for(job, saved).filter(is_hsds),
        };
        return Ok(opened(job, saved, Contents::Services(Box::new(services)), mapping));
    }
    let rows = intake::open(job.file, limits).map_err(unusable)?;
    let mapping = match named {
        Some(mapping) if mapping.fit(&rows).is_some() => mapping,
        Some(mapping) => return Err(ImportFault::Unusable(misfit(&mapping, &rows))),
        None => found(job, saved, &rows)?,
    };
    Ok(opened(job, saved, Contents::Rows(Box::new(rows)), Some(mapping)))
}

fn opened(job: &ImportJob<'_>, saved: &[Saved], contents: Contents, mapping: Option<Mapping>) -> Opened {
    let told = job.source.or_else(|| mapping.as_ref()?.source.as_ref().map(|source| source.name.as_str()));
    let source = match told.or_else(|| known_by(job.file, saved).filter(|_| job.mapping.is_none())) {
        Some(source) => source.to_owned(),
        None => stem(job.file),
    };
    Opened { contents, mapping, named: job.mapping.map(str::to_owned), source }
}

/// The one source whose last file was called like this one, whoever told what it is called.
fn known_by<'a>(file: &Path, saved: &'a [Saved]) -> Option<&'a str> {
    let called = stem(file);
    let mut all = saved.iter().filter(|saved| saved.file.as_deref() == Some(called.as_str()));
    let (first, second) = (all.next(), all.next());
    first.filter(|_| second.is_none()).map(|saved| saved.name.as_str())
}

/// Whether a source is the one that was told; untold, whether its last file was called like this one.
fn is_meant(job: &ImportJob<'_>, saved: &Saved) -> bool {
    match job.source {
        Some(told) => saved.name == told,
        None => saved.file.as_deref() == Some(stem(job.file).as_str()),
    }
}

/// The saved mapping of the source that is meant.
fn saved_for(job: &ImportJob<'_>, saved: &[Saved]) -> Option<Mapping> {
    let one = saved.iter().find(|saved| is_meant(job, saved))?;
    Mapping::parse(one.mapping.as_deref()?).ok()
}

/// The saved mapping or the one of the pack that fits best. Of saved ones that fit as well, the one of a source whose last file was
/// called like this one; of a source that was told, its own.
fn found(job: &ImportJob<'_>, saved: &[Saved], rows: &Rows) -> Result<Mapping, ImportFault> {
    let fit = |text: &str| {
        let mapping = Mapping::parse(text).ok().filter(|mapping| mapping.kind == KIND.name)?;
        Some((mapping.fit(rows)?, mapping))
    };
    let kept = saved.iter().filter_map(|one| {
        let (fit, mapping) = fit(one.mapping.as_deref()?)?;
        Some((is_meant(job, one), fit, mapping))
    });
    // Of a source that was told, no other's mapping says how it is read.
    let mut kept: Vec<(bool, usize, Mapping)> = kept.filter(|(same, ..)| *same || job.source.is_none()).collect();
    kept.sort_by_key(|(same, fit, _)| std::cmp::Reverse((*same, *fit)));
    let pack = &job.house.pack;
    let of_pack = || pack.names("mappings/").filter_map(|name| pack.text(name));
    let best = of_pack().chain([OWN, OPEN_MAP]).filter_map(fit).max_by_key(|(fit, _)| *fit);
    if let [(first_same, first, _), (second_same, second, _), ..] = kept.as_slice()
        && (first_same, first) == (second_same, second)
        && best.as_ref().is_none_or(|(fit, _)| fit <= first)
    {
        let message = "several sources were read by mappings that fit this file; say by --source or --mapping which one it is from";
        return Err(ImportFault::Unusable(message.to_owned()));
    }
    let saved = kept.into_iter().next().map(|(_, fit, mapping)| (fit, mapping));
    let chosen = match (saved, best) {
        (Some((saved_fit, saved)), Some((fit, _))) if saved_fit >= fit => Some(saved),
        (Some((_, saved)), None) => Some(saved),
        (_, best) => best.map(|(_, mapping)| mapping),
    };
    chosen.ok_or_else(|| {
        ImportFault::Unusable(match intake::taken_by(of_pack(), rows) {
            Some(import) => {
                format!("this file holds no organisations; it fits another import: run `relais import {import} FILE`")
            }
            None => unfit(rows),
        })
    })
}

/// The name of a file without its ending, as a name for a source.
pub(super) fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().chars().take(LONGEST_NAME).collect()
}

/// Why no mapping fits a file: it has most of our own columns, or it is something else.
fn unfit(rows: &Rows) -> String {
    let own = Mapping::parse(OWN).ok();
    let missing: Vec<&str> = own.iter().flat_map(|own| missing(own, rows)).collect();
    let here = own.iter().flat_map(Mapping::paths).count() - missing.len();
    if here >= ENOUGH_OF_OURS && !missing.is_empty() {
        let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
        let names = names.join(", ");
        return format!(
            "the file has some of our own columns, but not {names}; add them, empty where nothing is known, or name a mapping"
        );
    }
    let columns = listed(rows.names().iter().map(String::as_str));
    format!("no mapping of the region pack fits a file with the columns {columns}; name one with --mapping")
}

fn misfit(mapping: &Mapping, rows: &Rows) -> String {
    format!(
        "the mapping does not fit the file, which has no {}; choose another mapping",
        listed(missing(mapping, rows))
    )
}

/// What a mapping reads and a file does not have.
fn missing<'a>(mapping: &'a Mapping, rows: &'a Rows) -> impl Iterator<Item = &'a str> {
    mapping.paths().filter(|path| {
        let first = path.split('.').next().unwrap_or_default();
        !rows.names().iter().any(|name| name == path || name == first)
    })
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> =
        names.take(12).map(|name| format!("`{}`", name.chars().take(40).collect::<String>())).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_read_of_every_column_of_ours() {
        let told = include_str!("../../../../docs/operators.md");
        let (_, told) = told.split_once("- **Our own columns**").unwrap();
        let (told, _) = told.split_once("- **OpenStreetMap**").unwrap();
        let own: toml::Table = OWN.parse().unwrap();
        let columns = ["fields", "optional"].into_iter().flat_map(|part| own[part].as_table().unwrap().values());
        for column in columns.map(|column| column.as_str().unwrap()) {
            // `names_nl`, `_fr`, `_en`: each language but the first is told by its ending.
            let first = column.strip_suffix("_fr").or_else(|| column.strip_suffix("_en"));
            let name = first.map_or_else(|| column.to_owned(), |stem| format!("{stem}_nl"));
            assert!(told.contains(&format!("`{name}`")), "{column} is told nowhere");
        }
    }
}
