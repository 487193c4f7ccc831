//! A contact in words: each field with its label, for the page that shows it and for telling two versions apart.

use access::Vault;
use web::{Failure, Page};

use super::{Entry, forms};
use crate::names::Names;

/// A field in words.
pub(crate) struct Told {
    /// Its label.
    pub(crate) label: String,
    /// Its value; empty when nothing was noted.
    pub(crate) value: String,
}

/// Every field of an entry, in the order of the form; the services are left to whoever has their cards.
pub(crate) fn told(page: &Page, names: &Names, vault: &Vault, entry: &Entry) -> Result<Vec<Told>, Failure> {
    let of = |dimension: &str, value: &str| names.of(page, dimension, value);
    let maybe = |dimension: &str, value: Option<&String>| value.map_or_else(String::new, |value| of(dimension, value));
    let themes: Vec<String> = entry.themes.iter().map(|theme| of("theme", theme)).collect();
    let direct = entry.direct.map_or("unknown", |direct| if direct { "yes" } else { "no" });
    let note = entry.note.as_ref().map(|note| forms::opened(vault, note)).transpose()?;
    let minutes = entry.minutes.map(|minutes| page.tr("helpdesk-minutes-long").arg("n", minutes).to_string());
    let told = [
        ("line", of("line", &entry.line)),
        ("channel", of("channel", &entry.channel)),
        ("kind", of("kind", entry.kind.word())),
        ("inquirer", of("inquirer", &entry.inquirer)),
        ("zone", maybe("zone", entry.zone.as_ref())),
        ("municipality", maybe("municipality", entry.municipality.as_ref())),
        ("theme", themes.join(", ")),
        ("need", of("need", entry.need.word())),
        ("direct", of("direct", direct)),
        ("minutes", minutes.unwrap_or_default()),
        ("at", page.moment(entry.at)),
        ("note", note.unwrap_or_default()),
    ];
    let label = |field: &str| page.tr(&format!("helpdesk-field-{field}")).to_string();
    Ok(told.into_iter().map(|(field, value)| Told { label: label(field), value }).collect())
}
