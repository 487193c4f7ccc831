//! The list of the tables of a package, as tabular data packages have it.

use kernel::{Lang, Timestamp};
use serde_json::{Map, Value, json};

use super::tables::{Field, Sort, Table};
use crate::opendata::edition::Licence;
use crate::sheet::moment;

/// What a package says of itself beside its tables.
pub(in crate::opendata) struct Dated {
    /// Since when it is so.
    pub at: Timestamp,
    /// The region.
    pub region: String,
    pub licence: Option<Licence>,
    /// Who else brought something, and on what terms.
    pub sources: Vec<Value>,
}

impl Dated {
    /// On what terms it may be used, whom to name, and who else brought something.
    pub fn terms(&self, lang: Lang) -> Map<String, Value> {
        let mut terms = Map::new();
        if let Some(licence) = &self.licence {
            let credit = json!([{ "title": licence.credit.plain(lang), "role": "publisher" }]);
            terms.insert("licenses".to_owned(), licences(licence, lang));
            terms.insert("contributors".to_owned(), credit);
        }
        if !self.sources.is_empty() {
            terms.insert("sources".to_owned(), json!(self.sources));
        }
        terms
    }
}

/// The list.
pub(super) fn of(tables: &[&Table], lang: Lang, dated: &Dated) -> Value {
    let mut list = json!({
        "name": format!("hsds-{lang}"),
        "title": format!("Relais · {}", dated.region),
        "profile": "tabular-data-package",
        "version": "3.1.3",
        "homepage": "https://docs.openreferral.org",
        "created": moment(dated.at),
        "resources": tables.iter().map(|table| resource(table, tables)).collect::<Vec<_>>(),
    });
    if let Some(list) = list.as_object_mut() {
        list.extend(dated.terms(lang));
    }
    list
}

/// On what terms it may be used.
pub(in crate::opendata) fn licences(licence: &Licence, lang: Lang) -> Value {
    json!([{ "name": licence.code, "path": licence.url, "title": licence.names.plain(lang) }])
}

fn resource(table: &Table, all: &[&Table]) -> Value {
    // A table that has no row is not in the package, and nobody refers to it.
    let there = |to: &&(&str, &str)| all.iter().any(|other| other.name == to.1);
    let refers = table
        .refers
        .iter()
        .filter(there)
        .map(|(field, to)| json!({ "fields": field, "reference": { "resource": to, "fields": "id" } }));
    json!({
        "name": table.name,
        "path": table.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "primaryKey": "id",
            "fields": table.fields.iter().map(field).collect::<Vec<_>>(),
            "foreignKeys": refers.collect::<Vec<_>>(),
        },
    })
}

fn field(field: &Field) -> Value {
    let (kind, format) = match field.sort {
        Sort::Text => ("string", None),
        Sort::Id => ("string", Some("uuid")),
        Sort::Mail => ("string", Some("email")),
        Sort::Link => ("string", Some("uri")),
        Sort::Number => ("number", None),
        Sort::Date => ("date", None),
        Sort::Time => ("time", Some("%H:%M")),
        Sort::Moment => ("datetime", None),
    };
    let mut described = Map::from_iter([("name".to_owned(), json!(field.name)), ("type".to_owned(), json!(kind))]);
    described.extend(format.map(|format| ("format".to_owned(), json!(format))));
    let unique = field.name == "id";
    if field.required {
        described.insert("constraints".to_owned(), json!({ "required": true, "unique": unique }));
    }
    Value::Object(described)
}
