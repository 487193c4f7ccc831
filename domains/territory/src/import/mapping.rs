//! Which mapping fits a file: the one that was named, or the best of the pack's.

use house::Pack;
use house::import::ImportFault;
use intake::{Mapping, Rows, Sources};

/// Mappings for files that look the same in every region.
const OWN: [(&str, &str); 2] = [
    ("stops-gtfs.toml", include_str!("../../mappings/stops-gtfs.toml")),
    ("stops-openstreetmap.toml", include_str!("../../mappings/stops-openstreetmap.toml")),
];

/// The mapping and what to call it in the report.
pub(super) fn choose(named: Option<&str>, pack: &Pack, rows: &Rows) -> Result<(String, Mapping), ImportFault> {
    if let Some(text) = named {
        let mapping = Mapping::parse(text).map_err(|fault| ImportFault::Unusable(format!("the mapping, {fault}")))?;
        if mapping.fit(rows).is_none() {
            let paths: Vec<&str> = mapping.paths().collect();
            return Err(misfit("the mapping does not fit", rows, &format!("it reads {}", paths.join(", "))));
        }
        return Ok(("that was given".to_owned(), mapping));
    }
    let mut fitting: Vec<(usize, &str, Mapping)> = Vec::new();
    let of_pack = pack.names("mappings/").map(|name| (name, pack.text(name).unwrap_or_default()));
    for (name, text) in of_pack.chain(OWN) {
        let mapping = Mapping::parse(text).map_err(|fault| ImportFault::Unusable(format!("{name}, {fault}")))?;
        if mapping.kind.starts_with("territory.")
            && let Some(fields) = mapping.fit(rows)
        {
            fitting.push((fields, name, mapping));
        }
    }
    fitting.sort_by_key(|(fields, name, _)| (usize::MAX - fields, *name));
    match fitting.into_iter().next() {
        Some((_, name, mapping)) => Ok((name.to_owned(), mapping)),
        None => Err(nothing_fits(pack, rows)),
    }
}

/// What the sources of the region's mappings are called, of whichever import, and those of our own.
pub(crate) fn sources(pack: &Pack) -> Sources {
    let of_pack = pack.names("mappings/").filter_map(|name| pack.text(name));
    Sources::of(of_pack.chain(OWN.map(|(_, text)| text)))
}

/// A file of organisations goes to another import; any other needs a mapping.
fn nothing_fits(pack: &Pack, rows: &Rows) -> ImportFault {
    let texts = pack.names("mappings/").filter_map(|name| pack.text(name));
    match intake::taken_by(texts, rows) {
        Some(import) => ImportFault::Unusable(format!(
            "this file holds no borders and no streets; it fits another import: run `relais import {import} FILE`"
        )),
        None => misfit("no mapping of the region pack fits", rows, "write one and give it with --mapping"),
    }
}

fn misfit(what: &str, rows: &Rows, remedy: &str) -> ImportFault {
    let names: Vec<&str> = rows.names().iter().map(String::as_str).take(20).collect();
    ImportFault::Unusable(format!("{what} this file, which has the fields {}; {remedy}", names.join(", ")))
}
