//! A contact in words: each field with its label, for the page that shows it and for telling two versions apart.

use access::Vault;
use kernel::Timestamp;
use web::{Failure, Page};

use super::{Contact, ContactId, Entry, Kind, forms};
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
        ("kind", of("kind", entry.kind.code())),
        ("inquirer", of("inquirer", &entry.inquirer)),
        ("zone", maybe("zone", entry.zone.as_ref())),
        ("municipality", maybe("municipality", entry.municipality.as_ref())),
        ("theme", themes.join(", ")),
        ("need", of("need", entry.need.code())),
        ("direct", of("direct", direct)),
        ("minutes", minutes.unwrap_or_default()),
        ("at", page.moment(entry.at)),
        ("note", note.unwrap_or_default()),
    ];
    let label = |field: &str| page.tr(format!("helpdesk-field-{field}")).to_string();
    Ok(told.into_iter().map(|(field, value)| Told { label: label(field), value }).collect())
}

/// A contact as a row of a list.
pub(crate) struct ContactRow {
    pub(crate) id: ContactId,
    pub(crate) moment: String,
    pub(crate) demo: bool,
    pub(crate) line: String,
    pub(crate) channel: String,
    /// Who asked, about what, where, and whether help was found; for a hang-up there is none of it.
    pub(crate) question: Option<[String; 4]>,
    pub(crate) kind: String,
}

/// Contacts as rows of a list.
pub(crate) fn rows(page: &Page, names: &Names, contacts: &[Contact]) -> Vec<ContactRow> {
    let of = |dimension: &str, value: &str| names.of(page, dimension, value);
    let row = |contact: &Contact| {
        let entry = &contact.entry;
        let themes: Vec<String> = entry.themes.iter().map(|theme| of("theme", theme)).collect();
        let zone = entry.zone.as_ref().map_or_else(String::new, |zone| of("zone", zone));
        let question = [of("inquirer", &entry.inquirer), themes.join(", "), zone, of("need", entry.need.code())];
        ContactRow {
            id: contact.id,
            moment: moment(page, entry.at),
            demo: contact.demo,
            line: of("line", &entry.line),
            channel: of("channel", &entry.channel),
            question: (entry.kind == Kind::Question).then_some(question),
            kind: of("kind", entry.kind.code()),
        }
    };
    contacts.iter().map(row).collect()
}

/// A moment as short as a list needs it: `20 nov. 2026, 16:14`.
fn moment(page: &Page, at: Timestamp) -> String {
    let local = at.get().to_zoned(page.cx().time_zone.clone());
    let month = kernel::Month::of(kernel::Day::new(local.date()));
    let (month, time) = (web::say::short_month(page.lang(), month), web::say::time(page.lang(), local.time()));
    format!("{} {month} {}, {time}", local.day(), local.year())
}
