//! What an action changed, field by field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Before and after of one field.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Change {
    /// The values, for data that is not about a person.
    Shown {
        /// The value before; null when the record is new.
        before: Value,
        /// The value after; null when it was removed.
        after: Value,
    },
    /// Only that it changed: the field holds person data.
    Concealed {
        /// Always true; makes the JSON speak for itself.
        concealed: bool,
    },
}

/// The fields that an action changed. Fields that stayed the same are left out.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Changes(BTreeMap<String, Change>);

impl Changes {
    /// No field changed.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds a field with its values, unless they are the same.
    #[must_use]
    pub fn field(mut self, name: &str, before: impl Serialize, after: impl Serialize) -> Self {
        let value = |value: Result<Value, serde_json::Error>| value.unwrap_or(Value::Null);
        let (before, after) = (value(serde_json::to_value(before)), value(serde_json::to_value(after)));
        if before != after {
            self.0.insert(name.to_owned(), Change::Shown { before, after });
        }
        self
    }

    /// Adds a field of a new record.
    #[must_use]
    pub fn set(self, name: &str, value: impl Serialize) -> Self {
        self.field(name, Value::Null, value)
    }

    /// Adds a field that holds person data: its name only.
    #[must_use]
    pub fn concealed(mut self, name: &str) -> Self {
        self.0.insert(name.to_owned(), Change::Concealed { concealed: true });
        self
    }

    /// The changed fields in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Change)> {
        self.0.iter().map(|(name, change)| (name.as_str(), change))
    }

    /// Nothing changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_changed_and_conceals_person_data() {
        let changes = Changes::none().field("line", "general", "general").field("met", false, true).concealed("note");
        let json = serde_json::to_string(&changes).unwrap();
        assert_eq!(json, r#"{"met":{"before":false,"after":true},"note":{"concealed":true}}"#);
        assert_eq!(serde_json::from_str::<Changes>(&json).unwrap(), changes);
    }
}
