//! Reading values of HSDS leniently: tables hold every value as text, documents as what it is.

use kernel::Day;
use serde_json::Value;

use super::plain;

/// An object of HSDS.
#[derive(Clone, Copy)]
pub(in crate::import) struct Said<'a>(&'a Value);

impl<'a> Said<'a> {
    pub(in crate::import) fn new(value: &'a Value) -> Self {
        Self(value)
    }

    /// A text without markup and control characters; numbers as they are written.
    pub(in crate::import) fn text(&self, field: &str) -> Option<String> {
        let text = match self.0.get(field)? {
            Value::String(text) => plain::text(text),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    /// A number; a text that is none says nothing.
    pub(super) fn number(&self, field: &str) -> Option<f64> {
        match self.0.get(field)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().replace(',', ".").parse().ok(),
            _ => None,
        }
        .filter(|number: &f64| number.is_finite())
    }

    /// A whole number that is not negative.
    pub(super) fn count(&self, field: &str) -> Option<u32> {
        let number = self.number(field)?.round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to fit")]
        (0.0..=f64::from(u32::MAX)).contains(&number).then_some(number as u32)
    }

    /// Yes or no.
    pub(super) fn flag(&self, field: &str) -> Option<bool> {
        match self.0.get(field)? {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => Some(true),
                "false" | "no" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The day of a date or a moment.
    pub(super) fn day(&self, field: &str) -> Option<Day> {
        self.text(field)?.get(..10)?.parse().ok()
    }

    /// An object within.
    pub(super) fn part(&self, field: &str) -> Option<Said<'a>> {
        self.0.get(field).filter(|part| part.is_object()).map(Said)
    }

    /// The objects of a list within; empty when there is none.
    pub(super) fn parts(&self, field: &str) -> Vec<Said<'a>> {
        let list = self.0.get(field).and_then(Value::as_array);
        list.into_iter().flatten().filter(|part| part.is_object()).map(Said).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tables_and_documents_say_the_same() {
        let document =
            json!({"age": 12, "on": true, "day": "2024-09-25T14:23:06.5+01:00", "name": "A &amp; B <b>c</b>"});
        let table = json!({"age": " 12 ", "on": "true", "day": "2024-09-25", "name": "A & B c"});
        for value in [document, table] {
            let said = Said::new(&value);
            assert_eq!((said.number("age"), said.count("age")), (Some(12.0), Some(12)));
            assert_eq!((said.flag("on"), said.day("day")), (Some(true), "2024-09-25".parse().ok()));
            assert_eq!(said.text("name").as_deref(), Some("A & B c"));
        }
        let odd =
            json!({"age": "twelve", "on": "perhaps", "day": "soon", "name": ["x"], "parts": [1, {"a": 1}], "n": -1});
        let said = Said::new(&odd);
        assert_eq!((said.number("age"), said.flag("on"), said.day("day"), said.text("name")), (None, None, None, None));
        assert_eq!((said.parts("parts").len(), said.count("n"), said.part("parts").is_none()), (1, None, true));
    }
}
