//! Invented entries for the demo: each kind of help once, taken in as any file in our own columns is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use access::Context;
use house::House;
use house::import::{ImportFault, ImportJob, ImportReport};
use intake::Mapping;
use kernel::Day;
use serde::Deserialize;

use super::choice::OWN;
use super::{KIND, unusable};

/// The file of the pack that holds them; a region may have none.
const FILE: &str = "demo_offer.toml";
/// What is written beside the database, to be taken in and to be looked at: the name is that of the source.
const WRITTEN: &str = "demo-examples.csv";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    entry: Vec<BTreeMap<String, String>>,
}

/// Takes in the invented entries of the region; nothing where it has none.
///
/// # Errors
/// When they cannot be read or written, or one of them cannot be taken in.
pub async fn examples(house: &House, cx: &Context) -> Result<Option<ImportReport>, ImportFault> {
    if house.pack.text(FILE).is_none() {
        return Ok(None);
    }
    let examples: Examples = house.pack.read(FILE).map_err(|fault| ImportFault::Unusable(fault.to_string()))?;
    let file = house.data.join(WRITTEN);
    let columns = columns(&examples).map_err(unusable)?;
    write(&file, &columns, examples, cx.today())
        .map_err(|error| ImportFault::Unusable(format!("`{}`: {error}", file.display())))?;
    let job = ImportJob { source: None, cx, house, file: &file, mapping: None, dry_run: false, progress: &() };
    let report = (KIND.run)(job).await?;
    let refused = report.skips.examples().next().map(str::to_owned);
    refused.map_or(Ok(Some(report)), |why| Err(ImportFault::Unusable(format!("{FILE}: {why}"))))
}

/// Every column that a file must have, and those that an entry has beside them.
fn columns(examples: &Examples) -> Result<BTreeSet<String>, intake::Fault> {
    let own = Mapping::parse(OWN)?;
    let said = examples.entry.iter().flat_map(BTreeMap::keys).map(String::as_str);
    Ok(own.paths().chain(said).map(str::to_owned).collect())
}

/// Writes the entries as a table, with days counted from today.
fn write(file: &Path, columns: &BTreeSet<String>, examples: Examples, today: Day) -> Result<(), csv::Error> {
    let mut table = csv::Writer::from_path(file)?;
    table.write_record(columns)?;
    for entry in examples.entry {
        let value = |column| entry.get(column).map_or_else(String::new, |value| dated(value, today));
        table.write_record(columns.iter().map(value))?;
    }
    Ok(table.flush()?)
}

/// A value with `{day+9}` as the day nine days from now.
fn dated(value: &str, today: Day) -> String {
    let mut parts = value.split("{day+");
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (ahead, rest) = part.split_once('}').unwrap_or((part, ""));
        let ahead =
            ahead.parse().ok().and_then(|days| today.get().checked_add(jiff::Span::new().days::<i32>(days)).ok());
        said.push_str(&ahead.map_or(today, Day::new).to_string());
        said.push_str(rest);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_today() {
        let today = "2026-11-23".parse().unwrap();
        assert_eq!(dated("{day+9}/{day+10}", today), "2026-12-02/2026-12-03");
        assert_eq!((dated("free", today).as_str(), dated("{day+x}", today).as_str()), ("free", "2026-11-23"));
    }
}
