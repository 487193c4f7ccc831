//! Which field of a foreign file is which field of ours: a mapping file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Fault, Format, Place, Row, Rows};

/// A mapping, as it stands in a TOML file.
///
/// ```toml
/// kind = "territory.street"
/// format = "csv"
/// source = { name = "OpenStreetMap contributors", licence = "ODbL 1.0" }
/// [fields]
/// "names.nl" = "name_nl"
/// phone = ["tel.0", "phone"]     # the first that is filled
/// [optional]                     # a file without these fits as well
/// website = "url"
/// [values.status]
/// ACTIVE = "open"                # what stands in the file = what we call it
/// [defaults]
/// status = "unknown"             # when the file says nothing
/// ```
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// What each row is.
    pub kind: String,
    /// The file's format; found by looking at the file when absent.
    pub format: Option<Format>,
    /// The standard whose fields need no list of paths, where the importer knows it by name.
    pub profile: Option<String>,
    /// Where the data come from.
    pub source: Option<Source>,
    /// Paths in the file that together name a row, where it has no id of its own.
    #[serde(default)]
    pub key: Vec<String>,
    /// Set when a row outside the region is no fault, because the file covers more than the region.
    #[serde(default)]
    pub skip_outside_region: bool,
    /// The field without which a row is not what the file is read for, and is passed over.
    pub only: Option<String>,
    /// Set when a file is the whole of its source: a record that it no longer has is gone.
    #[serde(default)]
    pub whole: bool,
    /// How a row finds a record that is known already; its meaning is the importer's.
    #[serde(default, rename = "match")]
    matching: Option<Value>,
    #[serde(default)]
    fields: BTreeMap<String, Paths>,
    /// Fields that a file may be without and still fit.
    #[serde(default)]
    optional: BTreeMap<String, Paths>,
    #[serde(default)]
    values: BTreeMap<String, BTreeMap<String, Value>>,
    #[serde(default)]
    defaults: BTreeMap<String, Value>,
}

/// Where data come from, for the record and for the page that shows them.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Who made them. What they brought is known by it, so it stays as it is.
    pub name: String,
    /// The same for readers, by the code of their language: `{ nl = "…", fr = "…" }`.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Under which licence.
    pub licence: Option<String>,
    /// The same for readers.
    #[serde(default)]
    pub licences: BTreeMap<String, String>,
    /// The day, month or year that they describe.
    pub as_of: Option<String>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(untagged)]
enum Paths {
    One(String),
    FirstOf(Vec<String>),
}

impl Paths {
    fn iter(&self) -> impl Iterator<Item = &str> {
        let all = match self {
            Self::One(path) => std::slice::from_ref(path),
            Self::FirstOf(paths) => paths.as_slice(),
        };
        all.iter().map(String::as_str)
    }
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// When it is no TOML or has unknown parts; the place is the line.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mapping: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| 1 + text[..span.start.min(text.len())].matches('\n').count());
            let place = line.map_or(Place::File, |line| Place::Line(u64::try_from(line).unwrap_or(u64::MAX)));
            Fault::end(place, format!("the mapping cannot be read ({})", error.message()), "correct that line")
        })?;
        if mapping.fields.is_empty() && mapping.profile.is_none() {
            let message = "the mapping names no field of the file";
            return Err(Fault::end(Place::File, message, "write under [fields] which of its fields is which of ours"));
        }
        Ok(mapping)
    }

    /// How many of its fields an opened file has; nothing when the format differs or a field is missing altogether.
    pub fn fit(&self, rows: &Rows) -> Option<usize> {
        let known = |path: &str| {
            let first = path.split('.').next().unwrap_or_default();
            rows.names().iter().any(|name| name == path || name == first)
        };
        let right_format = self.format.is_none_or(|format| format == rows.format());
        let all = right_format && self.fields.values().all(|paths| paths.iter().any(known));
        (all && self.profile.is_none()).then_some(self.fields.len())
    }

    /// What the mapping itself says where a file says nothing.
    pub fn default_of(&self, field: &str) -> Option<Cow<'_, str>> {
        as_text(self.defaults.get(field)?)
    }

    fn paths_of(&self, field: &str) -> Option<&Paths> {
        self.fields.get(field).or_else(|| self.optional.get(field))
    }

    /// The fields of ours that it names, wherever it does: for an importer that knows them all to find one that there is not.
    pub fn targets(&self) -> impl Iterator<Item = &str> {
        let read = self.fields.keys().chain(self.optional.keys());
        let said = self.values.keys().chain(self.defaults.keys()).chain(&self.only);
        read.chain(said).map(String::as_str)
    }

    /// The paths in the file that it reads, for a message about a file that does not fit.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.fields.values().flat_map(Paths::iter)
    }

    /// How a row finds a record that is known already, in the importer's own form; nothing when it is not said.
    ///
    /// # Errors
    /// When it does not have that form.
    pub fn matching<T: DeserializeOwned>(&self) -> Result<Option<T>, Fault> {
        let read = self.matching.clone().map(serde_json::from_value).transpose();
        read.map_err(|error| Fault::end(Place::File, format!("[match] cannot be read ({error})"), "correct that part"))
    }

    /// A row seen through this mapping.
    pub fn of<'a>(&'a self, row: &'a Row) -> Mapped<'a> {
        Mapped { mapping: self, row }
    }
}

/// The import that takes an opened file, by the first of some mappings that fits it (`territory` of `territory.street`): tells
/// whoever gave a file to one import that it is for another.
pub fn taken_by<'a>(mappings: impl IntoIterator<Item = &'a str>, rows: &Rows) -> Option<String> {
    let mappings = mappings.into_iter().filter_map(|text| Mapping::parse(text).ok());
    let mapping = mappings.into_iter().find(|mapping| mapping.fit(rows).is_some())?;
    mapping.kind.split('.').next().map(str::to_owned)
}

/// A row seen through a mapping: asked by our names.
#[derive(Clone, Copy, Debug)]
pub struct Mapped<'a> {
    mapping: &'a Mapping,
    /// The row itself.
    pub row: &'a Row,
}

impl<'a> Mapped<'a> {
    /// A field's text, translated by `[values]`; the default when the file says nothing.
    pub fn get(&self, field: &str) -> Option<Cow<'a, str>> {
        match self.said(field) {
            Some(text) => match self.translated(field, text)? {
                Cow::Borrowed(value) => as_text(value),
                Cow::Owned(Value::String(text)) => Some(Cow::Owned(text)),
                Cow::Owned(_) => None,
            },
            None => as_text(self.mapping.defaults.get(field)?),
        }
    }

    /// A field's texts, each translated by `[values]`, where the file or the mapping holds a list.
    pub fn list(&self, field: &str) -> Vec<Cow<'a, str>> {
        let paths = self.mapping.paths_of(field);
        let found = paths.and_then(|paths| paths.iter().map(|path| self.row.list(path)).find(|list| !list.is_empty()));
        let Some(found) = found else {
            return self.mapping.defaults.get(field).map(as_texts).unwrap_or_default();
        };
        let each = found.into_iter().filter_map(|text| self.translated(field, text));
        each.flat_map(|value| match value {
            Cow::Borrowed(value) => as_texts(value),
            Cow::Owned(value) => as_texts(&value).into_iter().map(|text| Cow::Owned(text.into_owned())).collect(),
        })
        .collect()
    }

    /// A field's value where `[values]` or `[defaults]` give more than a text, such as names by language.
    pub fn value(&self, field: &str) -> Option<Value> {
        match self.said(field) {
            Some(text) => self.translated(field, text).map(Cow::into_owned),
            None => self.mapping.defaults.get(field).cloned(),
        }
    }

    /// The fields whose text stands in no line of their `[values]`, as faults: they are taken as saying nothing.
    pub fn unlisted(&self) -> Vec<Fault> {
        let fault = |(field, words): (&String, &BTreeMap<String, Value>)| {
            let text = self.said(field).filter(|text| !words.contains_key(text.as_ref()))?;
            let shown: String = text.chars().take(60).collect();
            let remedy = format!("add it to [values.\"{field}\"] of the mapping, or correct it");
            Some(self.row.fault(format!("`{shown}` is not a known value of `{field}`"), remedy))
        };
        self.mapping.values.iter().filter_map(fault).collect()
    }

    /// A field that must be there.
    ///
    /// # Errors
    /// When it is not; the sentence names the file's own field.
    pub fn required(&self, field: &str) -> Result<Cow<'a, str>, Fault> {
        self.get(field).ok_or_else(|| {
            let paths = self.mapping.paths_of(field);
            let theirs = paths.map_or(field.to_owned(), |paths| paths.iter().collect::<Vec<_>>().join("` or `"));
            self.row.fault(format!("`{theirs}` is missing or empty"), format!("it becomes our `{field}`: fill it in"))
        })
    }

    /// What names the row: a field of ours, or what the mapping's `key` names together.
    ///
    /// # Errors
    /// When a part of it is missing.
    pub fn id(&self, field: &str) -> Result<String, Fault> {
        if self.mapping.key.is_empty() {
            return self.required(field).map(Cow::into_owned);
        }
        let part = |path: &String| {
            let missing = || self.row.fault(format!("`{path}` is missing"), "it names the row: fill it in");
            self.row.get(path).ok_or_else(missing)
        };
        Ok(self.mapping.key.iter().map(part).collect::<Result<Vec<_>, _>>()?.join(" "))
    }

    /// A field as a number.
    ///
    /// # Errors
    /// When there is a text and it is no finite number.
    pub fn number(&self, field: &str) -> Result<Option<f64>, Fault> {
        let paths = self.mapping.paths_of(field);
        match paths.and_then(|paths| paths.iter().find(|path| self.row.get(path).is_some())) {
            Some(path) => self.row.number(path),
            None => Ok(self.mapping.defaults.get(field).and_then(Value::as_f64)),
        }
    }

    fn said(&self, field: &str) -> Option<Cow<'a, str>> {
        self.mapping.paths_of(field)?.iter().find_map(|path| self.row.get(path))
    }

    /// A text by the field's own list of words; a text that the list does not know says nothing.
    fn translated(&self, field: &str, text: Cow<'a, str>) -> Option<Cow<'a, Value>> {
        match self.mapping.values.get(field) {
            Some(words) => words.get(text.as_ref()).map(Cow::Borrowed),
            None => Some(Cow::Owned(Value::String(text.into_owned()))),
        }
    }
}

fn as_text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(_) | Value::Bool(_) => Some(Cow::Owned(value.to_string())),
        _ => None,
    }
}

fn as_texts(value: &Value) -> Vec<Cow<'_, str>> {
    match value {
        Value::Array(items) => items.iter().filter_map(as_text).collect(),
        other => as_text(other).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Limits, read};

    const MAPPING: &str = r#"
        kind = "pharmacy"
        format = "csv"
        source = { name = "A list", licence = "open" }
        [match]
        within_metres = 60
        [fields]
        name = ["title", "name"]
        state = "status"
        themes = "status"
        lat = "lat"
        [values.state]
        ACTIVE = "open"
        [values.themes]
        ACTIVE = ["care", "night"]
        [defaults]
        state = "unknown"
        names = { nl = "Apotheek", fr = "Pharmacie" }
    "#;

    fn rows(csv: &str) -> Rows {
        read("x.csv", csv.into(), &Limits::default()).unwrap()
    }

    #[test]
    fn a_row_is_asked_by_our_names() {
        let mapping = Mapping::parse(MAPPING).unwrap();
        let rows: Vec<Row> =
            rows("name,title,status,lat\nA,,ACTIVE,50.1\nB,T,SHUT,north\n,,,1\n").collect::<Result<_, _>>().unwrap();
        let seen: Vec<_> = rows.iter().map(|row| mapping.of(row)).collect();
        let text = |at: usize, field: &str| seen[at].get(field).map(Cow::into_owned);
        assert_eq!([text(0, "name"), text(1, "name")].map(Option::unwrap), ["A", "T"]);
        assert_eq!(
            [text(0, "state"), text(1, "state"), text(2, "state")],
            [Some("open".into()), None, Some("unknown".into())]
        );
        assert_eq!(seen[0].list("themes"), ["care", "night"]);
        assert_eq!(seen[0].value("names"), Some(json!({"nl": "Apotheek", "fr": "Pharmacie"})));
        assert_eq!(seen[0].number("lat"), Ok(Some(50.1)));
        assert!(seen[1].number("lat").unwrap_err().to_string().starts_with("line 3: `lat` is `north`"));
        let missing = seen[2].required("name").unwrap_err().to_string();
        assert_eq!(missing, "line 4: `title` or `name` is missing or empty; it becomes our `name`: fill it in");
    }

    #[test]
    fn a_word_that_the_list_does_not_know_is_reported() {
        let mapping = Mapping::parse(MAPPING).unwrap();
        let row = rows("name,title,status,lat\nB,T,SHUT,\n").next().unwrap().unwrap();
        let shown: Vec<String> = mapping.of(&row).unlisted().iter().map(ToString::to_string).collect();
        assert_eq!(shown.len(), 2);
        assert!(shown[0].starts_with("line 2: `SHUT` is not a known value of `state`; add it to"), "{}", shown[0]);
    }

    #[test]
    fn a_mapping_fits_a_file_that_has_its_fields() {
        #[derive(serde::Deserialize)]
        struct Near {
            within_metres: f64,
        }
        let mapping = Mapping::parse(MAPPING).unwrap();
        let fit = |csv: &str| mapping.fit(&rows(csv));
        assert_eq!(fit("name,title,status,lat\n"), Some(4));
        assert_eq!(fit("title,status,lat\n"), Some(4));
        assert_eq!(fit("name,status\n"), None);
        let json = read("x.json", br#"[{"title": 1, "status": 1, "lat": 1}]"#.to_vec(), &Limits::default()).unwrap();
        assert_eq!(mapping.fit(&json), None);
        assert!((mapping.matching::<Near>().unwrap().unwrap().within_metres - 60.0).abs() < f64::EPSILON);
        assert_eq!(mapping.source.unwrap().licence.as_deref(), Some("open"));
    }

    #[test]
    fn a_file_names_the_import_that_takes_it() {
        let streets = MAPPING.replace("\"pharmacy\"", "\"territory.street\"");
        let taken = |csv: &str| taken_by(["kind = 1", &streets], &rows(csv));
        assert_eq!(taken("name,title,status,lat\n").as_deref(), Some("territory"));
        assert_eq!(taken("name,status\n"), None);
    }

    #[test]
    fn a_faulty_mapping_is_named_by_its_line() {
        let fault = Mapping::parse("kind = \"x\"\nfeilds = 1\n[fields]\n").unwrap_err();
        assert_eq!(fault.place, Place::Line(2));
        assert!(fault.message.contains("feilds"), "{fault}");
    }
}
