//! A published record as the tables read it: in all languages at once.

use std::collections::BTreeSet;

use kernel::{Lang, Timestamp};
use serde_json::Value;

use crate::sheet::{Reading, Stamp, moment};

/// A record, read in every language, in the order of [`Lang::ALL`].
pub(super) struct Told {
    readings: [Value; 3],
    changed: Timestamp,
    sources: BTreeSet<String>,
}

impl Told {
    /// Reads a drawing.
    pub fn read(drawing: &str, stamp: Stamp) -> Result<Self, serde_json::Error> {
        let read = |lang: Lang| {
            let mut out = String::with_capacity(drawing.len());
            Reading { lang, whole: true }.read(drawing, stamp, &mut out);
            serde_json::from_str(&out)
        };
        let [nl, fr, en] = Lang::ALL.map(read);
        Ok(Self { readings: [nl?, fr?, en?], changed: stamp.at, sources: BTreeSet::new() })
    }

    /// The same, with who has a part in it.
    pub fn brought_by(self, sources: BTreeSet<String>) -> Self {
        Self { sources, ..self }
    }

    /// Who has a part in it.
    pub fn sources(&self) -> String {
        list(self.sources.iter().cloned())
    }

    /// The record in a language.
    pub fn in_language(&self, lang: Lang) -> &Value {
        let at = Lang::ALL.iter().position(|one| *one == lang).unwrap_or_default();
        &self.readings[at]
    }

    /// The record where languages do not matter.
    pub fn plain(&self) -> &Value {
        &self.readings[0]
    }

    /// When it last changed.
    pub fn changed(&self) -> String {
        moment(self.changed)
    }

    /// A value at a place: `/organization/name`.
    pub fn value(&self, place: &str) -> String {
        self.plain().pointer(place).map_or_else(String::new, word)
    }

    /// A value at a place, as each language reads it.
    pub fn readings(&self, place: &str) -> [String; 3] {
        [0, 1, 2].map(|at: usize| self.readings[at].pointer(place).map_or_else(String::new, word))
    }

    /// The versions of a text that there are: where a language has none, nothing stands in for it.
    pub fn versions(&self, field: &str) -> [String; 3] {
        Lang::ALL.map(|lang| {
            let all = items(self.plain(), "translations");
            let fits = |one: &&Value| one["field"] == field && one["language"] == lang.code();
            let found: Vec<&str> = all.filter(fits).filter_map(|one| one["value"].as_str()).collect();
            found.join("\n\n")
        })
    }

    /// What the attributes of a kind say.
    pub fn attributes(&self, about: &str) -> String {
        let all = items(self.plain(), "attributes").filter(|one| one["link_type"] == about);
        list(all.map(|one| word(&one["value"])))
    }

    /// The places where it is offered whose address is no secret.
    pub fn places(&self) -> impl Iterator<Item = &Value> {
        items(self.plain(), "service_at_locations").filter(|at| !is_secret(&at["location"]))
    }

    /// Everywhere where it is offered.
    pub fn everywhere(&self) -> impl Iterator<Item = &Value> {
        items(self.plain(), "service_at_locations")
    }

    /// A field of each item of a list.
    pub fn each(&self, name: &str, field: &str) -> String {
        list(items(self.plain(), name).map(|one| word(&one[field])))
    }
}

/// Whether a location's address is a secret.
pub(super) fn is_secret(location: &Value) -> bool {
    location["confidential"] == true
}

/// The items of a list of an object.
pub(super) fn items<'a>(of: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    of.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// Several values in one cell, each once.
pub(super) fn list(values: impl Iterator<Item = String>) -> String {
    let mut known = BTreeSet::new();
    let all: Vec<String> = values.filter(|value| !value.is_empty() && known.insert(value.clone())).collect();
    all.join(";")
}

/// A value as a cell holds it.
pub(super) fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Text, TranslationState};
    use serde_json::json;

    use super::*;
    use crate::sheet::Sheet;

    #[test]
    fn a_missing_version_is_missing_and_no_other_stands_in_for_it() {
        let text = Text::source(Lang::Nl, "zorg").with(Lang::Fr, "soins", TranslationState::Reviewed);
        let mut sheet = Sheet::of(uuid::Uuid::nil());
        sheet.text("name", &text);
        sheet.json(
            "translations",
            r#"[{"field":"name","language":"nl","value":"zorg"},{"field":"name","language":"fr","value":"soins"}]"#,
        );
        let told = Told::read(&sheet.done(), Stamp { at: Timestamp::from_micros(0), seq: 1 }).unwrap();
        assert_eq!(told.versions("name"), ["zorg", "soins", ""]);
        assert_eq!(told.readings("/name"), ["zorg", "soins", "soins"]);
    }

    #[test]
    fn a_cell_holds_each_value_once() {
        assert_eq!(list(["a", "", "b", "a"].map(str::to_owned).into_iter()), "a;b");
        assert_eq!(word(&json!(12)), "12");
        assert!(is_secret(&json!({"confidential": true})) && !is_secret(&json!({})));
    }
}
