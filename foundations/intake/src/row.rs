//! One row of a foreign file: its place and its fields, whatever the file's format.

use std::borrow::Cow;
use std::sync::Arc;

use geo::{Centroid as _, Geometry};
use serde_json::Value;

use crate::tidy::tidy;
use crate::{Fault, Place, geometry};

/// A row: a line, an element, a feature, a row of a sheet.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Where it stands in the file.
    pub place: Place,
    fields: Fields,
    geometry: Option<Value>,
}

#[derive(Clone, PartialEq, Debug)]
enum Fields {
    Flat { names: Arc<[String]>, values: Vec<String> },
    Tree(Value),
}

impl Row {
    pub(crate) fn flat(place: Place, names: Arc<[String]>, values: Vec<String>) -> Self {
        Self { place, fields: Fields::Flat { names, values }, geometry: None }
    }

    pub(crate) fn tree(place: Place, value: Value, geometry: Option<Value>) -> Self {
        Self { place, fields: Fields::Tree(value), geometry }
    }

    /// The text of a field: a column's name, or a path such as `address.lines.0`. Numbers and yes/no become text.
    /// Nothing when the field is absent, empty, null, an object or a list.
    pub fn get(&self, path: &str) -> Option<Cow<'_, str>> {
        let text = match &self.fields {
            Fields::Flat { names, values } => {
                let at = names.iter().position(|name| name == path)?;
                Cow::Borrowed(values.get(at)?.as_str())
            }
            Fields::Tree(tree) => scalar(walk(tree, path)?)?,
        };
        (!text.is_empty()).then_some(text)
    }

    /// The texts of a field that may hold a list; a single text is a list of one.
    pub fn list(&self, path: &str) -> Vec<Cow<'_, str>> {
        match &self.fields {
            Fields::Tree(tree) => match walk(tree, path) {
                Some(Value::Array(items)) => items.iter().filter_map(scalar).filter(|text| !text.is_empty()).collect(),
                _ => self.get(path).into_iter().collect(),
            },
            Fields::Flat { .. } => self.get(path).into_iter().collect(),
        }
    }

    /// The value of a field as JSON, for formats that have structure.
    pub fn value(&self, path: &str) -> Option<&Value> {
        match &self.fields {
            Fields::Tree(tree) => walk(tree, path),
            Fields::Flat { .. } => None,
        }
    }

    /// The whole row as JSON: an object of its fields.
    pub fn into_value(self) -> Value {
        match self.fields {
            Fields::Tree(value) => value,
            Fields::Flat { names, values } => {
                let filled = names.iter().cloned().zip(values).filter(|(_, text)| !text.is_empty());
                Value::Object(filled.map(|(name, text)| (name, Value::String(text))).collect())
            }
        }
    }

    /// A field as a number. A decimal comma is understood.
    ///
    /// # Errors
    /// When there is a text and it is no finite number.
    pub fn number(&self, path: &str) -> Result<Option<f64>, Fault> {
        let Some(text) = self.get(path) else { return Ok(None) };
        let parsed = text.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
        parsed.map(Some).ok_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            self.fault(format!("`{path}` is `{shown}`, which is no number"), "write it like 4.3517")
        })
    }

    /// The geometry of a feature, checked: known type, closed rings, finite coordinates. Nothing for other formats.
    ///
    /// # Errors
    /// When the geometry cannot be used.
    pub fn geometry(&self) -> Result<Option<Geometry>, Fault> {
        let Some(value) = &self.geometry else { return Ok(None) };
        geometry::read(value).map(Some).map_err(|(message, remedy)| self.fault(message, remedy))
    }

    /// Where a feature stands, latitude and longitude: its point, or the middle of its border. Nothing for other formats.
    ///
    /// # Errors
    /// As [`Row::geometry`].
    pub fn point(&self) -> Result<Option<(f64, f64)>, Fault> {
        let centre = self.geometry()?.and_then(|geometry| geometry.centroid());
        Ok(centre.map(|centre| (centre.y(), centre.x())))
    }

    /// A fault about this row.
    pub fn fault(&self, message: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault::row(self.place.clone(), message, remedy)
    }

    /// The names of the fields at the first level.
    pub(crate) fn names(&self) -> Vec<String> {
        match &self.fields {
            Fields::Flat { names, .. } => names.to_vec(),
            Fields::Tree(Value::Object(fields)) => fields.keys().cloned().collect(),
            Fields::Tree(_) => Vec::new(),
        }
    }
}

/// A field whose name contains a dot is found by that name before the dots are read as steps.
fn walk<'a>(tree: &'a Value, path: &str) -> Option<&'a Value> {
    if let Some(found) = tree.get(path) {
        return Some(found);
    }
    path.split('.').try_fold(tree, |at, step| match at {
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        other => other.get(step),
    })
}

fn scalar(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(tidy(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(flag) => Some(Cow::Borrowed(if *flag { "true" } else { "false" })),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_reach_into_lists_and_objects() {
        let value = json!({"name": [{"value": " Café\u{0} "}], "a.b": 1, "a": {"b": 2, "c": null}, "on": true,
            "tags": ["x", null, "y"]});
        let row = Row::tree(Place::Element(1), value, None);
        let cases = [
            ("name.0.value", Some("Café")),
            ("a.b", Some("1")),
            ("a.c", None),
            ("on", Some("true")),
            ("name", None),
            ("name.7.value", None),
            ("nothing.at.all", None),
        ];
        for (path, expected) in cases {
            assert_eq!(row.get(path).as_deref(), expected, "{path}");
        }
        assert_eq!(row.list("tags"), ["x", "y"]);
        assert_eq!(row.list("on"), ["true"]);
    }

    #[test]
    fn numbers_are_read_or_named() {
        let row = Row::flat(
            Place::Line(3),
            Arc::from(["lat".to_owned(), "lon".to_owned()]),
            vec!["50,85".into(), "NaN".into()],
        );
        assert_eq!(row.number("lat").unwrap(), Some(50.85));
        let fault = row.number("lon").unwrap_err().to_string();
        assert_eq!(fault, "line 3: `lon` is `NaN`, which is no number; write it like 4.3517");
    }
}
