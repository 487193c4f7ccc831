//! Lists of JSON objects and collections of GeoJSON features, one element at a time.

use std::path::Path;

use serde_json::Value;

use crate::columns::too_long;
use crate::decode::decode;
use crate::elements::{self, Bounds, Broken, Elements, Shape};
use crate::input::{self, Input};
use crate::limits::size;
use crate::rows::HEAD;
use crate::{Fault, Format, Limits, Place, Row};

pub(crate) struct Records {
    elements: Elements,
    features: bool,
    count: u64,
    limits: Limits,
}

const AGAIN: &str = "export or fetch it again";

impl Records {
    /// Finds the elements.
    pub(crate) fn open(text: Input, shape: Shape<'_>, features: bool, limits: &Limits) -> Result<Self, Fault> {
        let bounds = Bounds { depth: limits.depth, length: limits.element };
        let elements = Elements::find(text, shape, bounds).map_err(|broken| {
            let what = match shape {
                Shape::List(Some(name)) => format!("a list named `{name}`"),
                _ => "a list of objects".to_owned(),
            };
            match broken {
                Broken::NoList => {
                    Fault::end(Place::File, format!("it has no {}", &what[2..]), "check what was exported")
                }
                other => Fault::end(Place::File, format!("{what} was looked for, but {}", other.words()), AGAIN),
            }
        })?;
        Ok(Self { elements, features, count: 0, limits: limits.clone() })
    }

    pub(crate) fn next(&mut self) -> Option<Result<Row, Fault>> {
        let found = self.elements.next()?;
        self.count += 1;
        let place = if self.features { Place::Feature(self.count) } else { Place::Element(self.count) };
        Some(match found {
            Ok(bytes) => read(place, bytes, self.features, &self.limits),
            Err(broken) => Err(fault(place, broken, &self.limits)),
        })
    }
}

/// The names of the members of a document that is an object, and whether each holds a list; nothing for another document, or for
/// one with an object on each line. Tells an importer which document it has before its rows are read.
///
/// # Errors
/// When the file cannot be read.
pub fn members(path: &Path, limits: &Limits) -> Result<Vec<(String, bool)>, Fault> {
    let failed = |error: std::io::Error| input::unreadable(&error);
    let mut text = decode(Input::open(path, limits)?).map_err(failed)?.text;
    let head = text.head(HEAD).map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if !head.trim_ascii_start().starts_with(b"{") || Format::is_lines(&name, &head) {
        return Ok(Vec::new());
    }
    Ok(elements::members(text))
}

/// An element as a row.
fn read(place: Place, bytes: &[u8], features: bool, limits: &Limits) -> Result<Row, Fault> {
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => {
            // The parser counts from the element's beginning, which is no place a person can find.
            let error = error.to_string();
            let what = error.split(" at line ").next().unwrap_or_default();
            return Err(Fault::row(place, format!("it is not valid JSON ({what})"), "correct it or leave it out"));
        }
    };
    if !value.is_object() {
        return Err(Fault::row(place, "it is not an object with fields", "leave it out"));
    }
    let (fields, geometry) = if features { feature(value) } else { (value, None) };
    if let Some((name, length)) = longest(&fields, "").filter(|(_, length)| *length > limits.field) {
        return Err(too_long(place, &name, length, limits.field));
    }
    Ok(Row::tree(place, fields, geometry))
}

/// The properties of a feature, with its own `id` when they have none, and its geometry.
fn feature(mut value: Value) -> (Value, Option<Value>) {
    let geometry = value.get_mut("geometry").map(Value::take).filter(|geometry| !geometry.is_null());
    let id = value.get_mut("id").map(Value::take).filter(|id| !id.is_null());
    let mut properties = value.get_mut("properties").map_or(Value::Null, Value::take);
    if !properties.is_object() {
        properties = Value::Object(serde_json::Map::new());
    }
    if let (Value::Object(fields), Some(id)) = (&mut properties, id) {
        fields.entry("id").or_insert(id);
    }
    (properties, geometry)
}

/// The path and length of the longest text in a tree.
fn longest(value: &Value, path: &str) -> Option<(String, usize)> {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::String(text) => Some((path.to_owned(), text.len())),
        Value::Array(items) => {
            let found = items.iter().enumerate().filter_map(|(at, item)| longest(item, &below(&at.to_string())));
            found.max_by_key(|(_, length)| *length)
        }
        Value::Object(fields) => {
            let found = fields.iter().filter_map(|(name, item)| longest(item, &below(name)));
            found.max_by_key(|(_, length)| *length)
        }
        _ => None,
    }
}

fn fault(place: Place, broken: Broken, limits: &Limits) -> Fault {
    let (message, remedy) = match broken {
        Broken::Deep => (broken.words().to_owned(), "flatten it"),
        Broken::Long => {
            let most = size(u64::try_from(limits.element).unwrap_or(u64::MAX));
            (format!("it is longer than {most}"), "simplify or split it")
        }
        _ => (broken.words().to_owned(), AGAIN),
    };
    Fault { ends_reading: !broken.is_passed_over(), ..Fault::row(place, message, remedy) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, features: bool) -> Vec<String> {
        let limits = Limits { field: 20, element: 200, depth: 8, ..Limits::default() };
        let shape = Shape::List(features.then_some("features"));
        shown_as(text, shape, features, &limits)
    }

    fn shown_as(text: &str, shape: Shape<'_>, features: bool, limits: &Limits) -> Vec<String> {
        let mut records = match Records::open(Input::of(text.into()), shape, features, limits) {
            Ok(records) => records,
            Err(fault) => return vec![fault.to_string()],
        };
        std::iter::from_fn(|| records.next())
            .map(|row| match row {
                Ok(row) => format!("{} {}", row.place, row.get("id").unwrap_or_default()),
                Err(fault) => fault.to_string(),
            })
            .collect()
    }

    #[test]
    fn features_carry_their_id_and_bad_ones_are_named() {
        let text = r#"{"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": 7, "properties": {"n": 1}, "geometry": null},
            {"type": "Feature", "id": 8, "properties": {"id": "own"}}, 5, {"id": NaN}, {"properties": 3, "id": "x"}]}"#;
        let expected = [
            "feature 1 7",
            "feature 2 own",
            "feature 3: it is not an object with fields; leave it out",
            "feature 4: it is not valid JSON (expected value); correct it or leave it out",
            "feature 5 x",
        ];
        assert_eq!(shown(text, true), expected);
    }

    #[test]
    fn a_list_in_an_object_is_found_and_its_absence_named() {
        assert_eq!(shown(r#"{"total": 1, "data": [{"id": "a"}]}"#, false), ["element 1 a"]);
        let none = ["the file: it has no list named `features`; check what was exported"];
        assert_eq!(shown(r#"{"type": "FeatureCollection"}"#, true), none);
    }

    #[test]
    fn what_was_cut_off_or_too_much_is_said() {
        let deep = format!("[{}1{}, {{\"id\": 2}}]", "[".repeat(50), "]".repeat(50));
        let long = format!(r#"[{{"a": {{"b": "{}"}}}}, {{"id": "{}"}}]"#, "x".repeat(30), "y".repeat(300));
        let cases = [
            (r#"[{"id": 1}, {"id": "#.to_owned(), "element 2: the file ends in the middle of it"),
            (r#"{"a": [{"id": 1}]"#.to_owned(), "element 2: the file ends before its list does"),
            (deep, "element 1: it is nested too deep"),
            (long.clone(), "element 1: the field `a.b` has 30 bytes"),
            (long, "element 2: it is longer than 200 bytes"),
            ("[1 2]".to_owned(), "element 2: something stands between two elements that is no comma"),
        ];
        for (text, part) in cases {
            let shown = shown(&text, false).join("\n");
            assert!(shown.contains(part), "{shown}");
        }
    }

    #[test]
    fn lines_and_a_document_of_one_element_are_read_too() {
        let limits = Limits { element: 40, depth: 4, ..Limits::default() };
        let long = format!("{{\"id\": 1}}\n\n{{\"n\": \"{}\"}}\nbroken\n{{\"id\": 4}}", "x".repeat(60));
        let lines = shown_as(&long, Shape::Lines, false, &limits);
        let expected = [
            "element 1 1",
            "element 2: it is longer than 40 bytes; simplify or split it",
            "element 3: it is not valid JSON (expected value); correct it or leave it out",
            "element 4 4",
        ];
        assert_eq!(lines, expected);
        assert_eq!(shown_as(r#" {"id": "a", "list": [1]} "#, Shape::Whole, false, &limits), ["element 1 a"]);
        let two = shown_as(r#"{"id": 1} {"id": 2}"#, Shape::Whole, false, &limits);
        assert_eq!(two.len(), 1);
        assert!(two[0].contains("no comma"), "{two:?}");
    }
}
