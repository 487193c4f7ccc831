//! Reading values of HSDS leniently: tables hold every value as text, documents as what it is.

use kernel::{Day, Lang, TranslationState};
use serde_json::Value;

use super::plain;
use crate::import::flags::yes_or_no;

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

    /// The versions of a text that our extension has, each language once; empty where it has none.
    pub(super) fn versions(&self, field: &str) -> Vec<(Lang, String, TranslationState)> {
        let mut all: Vec<(Lang, String, TranslationState)> = Vec::new();
        for one in self.parts("translations") {
            let of_field = one.0.get("field").and_then(Value::as_str) == Some(field);
            let lang = one.text("language").and_then(|code| code.parse::<Lang>().ok());
            let Some(lang) = lang.filter(|lang| of_field && !all.iter().any(|(known, ..)| known == lang)) else {
                continue;
            };
            all.extend(one.text("value").map(|words| (lang, words, one.worth())));
        }
        all
    }

    /// A text of a field in a language, for a file in its usual one: by our extension, else as it stands when that is the language.
    pub(super) fn text_in(&self, field: &str, (lang, usual): (Lang, Lang)) -> Option<String> {
        let versions = self.versions(field);
        if versions.is_empty() {
            return self.text(field).filter(|_| lang == usual);
        }
        versions.into_iter().find(|(known, ..)| *known == lang).map(|(_, words, _)| words)
    }

    /// What a translation is worth. Where that is not said, nobody has vouched for it.
    fn worth(&self) -> TranslationState {
        match self.0.get("state").and_then(Value::as_str) {
            Some("source") => TranslationState::Source,
            Some("reviewed") => TranslationState::Reviewed,
            Some("outdated") => TranslationState::Outdated,
            _ => TranslationState::Automatic,
        }
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
            Value::String(text) => yes_or_no(text),
            Value::Number(number) => yes_or_no(&number.to_string()),
            _ => None,
        }
    }

    /// What stands in the place of yes or no and is neither; nothing where nothing stands.
    pub(super) fn neither(&self, field: &str) -> Option<String> {
        let value = self.0.get(field).filter(|_| self.flag(field).is_none())?;
        match value {
            Value::Null => None,
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            other => Some(other.to_string()),
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

    /// Whether there is a list within.
    pub(super) fn part_is_list(&self, field: &str) -> bool {
        self.0.get(field).is_some_and(Value::is_array)
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
        assert_eq!((said.neither("on").as_deref(), said.neither("absent")), (Some("perhaps"), None));
        assert_eq!((said.neither("name").as_deref(), said.flag("n")), (Some("[\"x\"]"), None));
        assert_eq!((said.parts("parts").len(), said.count("n"), said.part("parts").is_none()), (1, None, true));
    }

    #[test]
    fn the_versions_of_a_text_are_read_and_nonsense_among_them_is_passed_over() {
        let record = json!({"name": "A", "translations": [
            {"field": "name", "language": "fr", "value": "<b>Aide</b>", "state": "reviewed"},
            {"field": "name", "language": "fr", "value": "twice", "state": "source"},
            {"field": "name", "language": "nl", "value": "Hulp", "state": "source"},
            {"field": "name", "language": "xx", "value": "?", "state": "source"},
            {"field": "name", "language": "en", "value": " ", "state": "source"},
            {"field": "description", "language": "en", "value": "Help", "state": "perfect"},
            {"field": ["name"], "language": 1, "value": {}},
            "name",
        ]});
        let said = Said::new(&record);
        let expected = [
            (Lang::Fr, "Aide".to_owned(), TranslationState::Reviewed),
            (Lang::Nl, "Hulp".to_owned(), TranslationState::Source),
        ];
        assert_eq!(said.versions("name"), expected);
        assert_eq!(said.versions("description"), [(Lang::En, "Help".to_owned(), TranslationState::Automatic)]);
        assert!(said.versions("notes").is_empty());
        assert!(Said::new(&json!({"translations": {"field": "name"}})).versions("name").is_empty());
    }
}
