//! A record of any kind as named fields, and back: what cannot be read back into the typed record is refused.

use std::collections::BTreeMap;

use kernel::Text;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{EntryId, EntryKind, fields};
use crate::{Location, Organisation, Origin, Service, ServiceAtLocation};

/// What a record is and not what it says: no field of an entry.
const IDENTITY: [&str; 2] = ["id", "origin"];

/// A record of the directory, whichever its kind.
#[derive(Clone, PartialEq, Debug)]
pub enum Record {
    /// Who helps.
    Organisation(Organisation),
    /// With what.
    Service(Box<Service>),
    /// Where.
    Location(Location),
    /// What is particular to a service at a location.
    ServiceAtLocation(ServiceAtLocation),
}

/// New values of some fields of an entry.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Patch(BTreeMap<String, Value>);

/// A field that cannot hold what it was given.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{field}` cannot be that: {why}")]
pub struct Unfit {
    /// The kind of the entry.
    pub kind: EntryKind,
    /// The field.
    pub field: String,
    /// What is wrong with it, for operators and programs.
    pub why: String,
}

impl Patch {
    /// Nothing changes.
    pub fn new() -> Self {
        Self::default()
    }

    /// With a field set.
    #[must_use]
    pub fn set(mut self, field: &str, value: impl Serialize) -> Self {
        self.put(field, serde_json::to_value(value).unwrap_or(Value::Null));
        self
    }

    /// Sets a field.
    pub fn put(&mut self, field: &str, value: Value) {
        self.0.insert(field.to_owned(), value);
    }

    /// The fields and their new values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(field, value)| (field.as_str(), value))
    }

    /// The new value of a field.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.0.get(field)
    }

    /// Nothing is set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Value)> for Patch {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

impl Record {
    /// Which entry it is.
    pub fn entry(&self) -> EntryId {
        match self {
            Self::Organisation(record) => record.id.into(),
            Self::Service(record) => record.id.into(),
            Self::Location(record) => record.id.into(),
            Self::ServiceAtLocation(record) => record.id.into(),
        }
    }

    /// Where it comes from.
    pub fn origin(&self) -> &Origin {
        match self {
            Self::Organisation(record) => &record.origin,
            Self::Service(record) => &record.origin,
            Self::Location(record) => &record.origin,
            Self::ServiceAtLocation(record) => &record.origin,
        }
    }

    /// What people call it; empty for what has no name.
    pub fn names(&self) -> Text {
        match self {
            Self::Organisation(record) => record.names.clone(),
            Self::Service(record) => record.names.clone(),
            Self::Location(_) | Self::ServiceAtLocation(_) => Text::default(),
        }
    }

    /// Whether it is a place that nobody may find.
    pub const fn is_secret(&self) -> bool {
        matches!(self, Self::Location(location) if location.confidential)
    }

    /// What everybody may read of it.
    #[must_use]
    pub fn shown(self) -> Self {
        if let Self::Location(location) = self { Self::Location(location.shown()) } else { self }
    }

    /// Its fields by name.
    pub fn fields(&self) -> BTreeMap<String, Value> {
        let mut all = self.json();
        IDENTITY.iter().for_each(|name| drop(all.remove(*name)));
        all.into_iter().collect()
    }

    /// What one field says; nothing for a field that the kind does not have.
    pub fn field(&self, name: &str) -> Option<Value> {
        self.json().remove(name).filter(|_| !IDENTITY.contains(&name))
    }

    /// The whole record as JSON.
    pub fn json(&self) -> Map<String, Value> {
        let value = match self {
            Self::Organisation(record) => serde_json::to_value(record),
            Self::Service(record) => serde_json::to_value(record),
            Self::Location(record) => serde_json::to_value(record),
            Self::ServiceAtLocation(record) => serde_json::to_value(record),
        };
        if let Ok(Value::Object(all)) = value { all } else { Map::new() }
    }

    /// Reads back what a version kept. What records did not have yet at its time is as in a blank one.
    ///
    /// # Errors
    /// When a part does not fit.
    pub fn of_version(kind: EntryKind, value: Value) -> Result<Self, serde_json::Error> {
        let origin: Origin = serde_json::from_value(value.get("origin").cloned().unwrap_or_default())?;
        let mut all = fields::blank(kind, origin, None, None).json();
        if let Value::Object(kept) = value {
            all.extend(kept);
        }
        Self::of_json(kind, Value::Object(all))
    }

    /// Reads a record of a kind from JSON.
    ///
    /// # Errors
    /// When a part does not fit.
    pub fn of_json(kind: EntryKind, value: Value) -> Result<Self, serde_json::Error> {
        fn read<T: DeserializeOwned>(value: Value) -> Result<T, serde_json::Error> {
            serde_json::from_value(value)
        }
        Ok(match kind {
            EntryKind::Organisation => Self::Organisation(read(value)?),
            EntryKind::Service => Self::Service(read(value)?),
            EntryKind::Location => Self::Location(read(value)?),
            EntryKind::ServiceAtLocation => Self::ServiceAtLocation(read(value)?),
        })
    }

    /// The record with some fields otherwise.
    ///
    /// # Errors
    /// Every field that cannot hold its new value, or that the kind does not have.
    pub fn with(&self, patch: &Patch) -> Result<Self, Vec<Unfit>> {
        let kind = self.entry().kind;
        let mut all = self.json();
        let mut unfit = Vec::new();
        for (field, value) in patch.iter() {
            let Some(before) = all.get(field).filter(|_| !IDENTITY.contains(&field)).cloned() else {
                unfit.push(Unfit { kind, field: field.to_owned(), why: "there is no such field".to_owned() });
                continue;
            };
            all.insert(field.to_owned(), value.clone());
            if let Err(error) = Self::of_json(kind, Value::Object(all.clone())) {
                unfit.push(Unfit { kind, field: field.to_owned(), why: error.to_string() });
                all.insert(field.to_owned(), before);
            }
        }
        let whole = Self::of_json(kind, Value::Object(all));
        match whole {
            Ok(record) if unfit.is_empty() => Ok(record.without_repeats()),
            Ok(_) => Err(unfit),
            Err(error) => Err(vec![Unfit { kind, field: String::new(), why: error.to_string() }]),
        }
    }

    /// The record with each value of its lists once.
    fn without_repeats(mut self) -> Self {
        match &mut self {
            Self::Organisation(of) => of.drop_repeats(),
            Self::Service(of) => of.drop_repeats(),
            Self::Location(_) | Self::ServiceAtLocation(_) => {}
        }
        self
    }

    /// The fields in which another version of the same entry differs, with what it says there.
    pub fn difference(&self, other: &Self) -> Patch {
        let mine = self.fields();
        other.fields().into_iter().filter(|(field, value)| mine.get(field) != Some(value)).collect()
    }

    /// Those of them in which it says something else, and not the same in another order.
    pub(crate) fn said_otherwise(&self, other: &Self) -> Patch {
        let mine = self.fields();
        let is_other = |(field, value): &(String, Value)| mine.get(field).is_none_or(|mine| !says_same(mine, value));
        other.fields().into_iter().filter(is_other).collect()
    }
}

/// Whether two values say the same: lists of words, and of pairs of words, in whatever order.
pub(crate) fn says_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(ours), Value::Array(theirs)) if ours.iter().chain(theirs).all(is_words) => {
            let holds = |all: &[Value], each: &[Value]| each.iter().all(|value| all.contains(value));
            ours.len() == theirs.len() && holds(ours, theirs) && holds(theirs, ours)
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            let is_there =
                |(name, value): (&String, &Value)| theirs.get(name).is_some_and(|other| says_same(value, other));
            ours.len() == theirs.len() && ours.iter().all(is_there)
        }
        (ours, theirs) => ours == theirs,
    }
}

/// A word, or some that belong together in their order.
fn is_words(value: &Value) -> bool {
    match value {
        Value::Array(words) => words.iter().all(Value::is_string),
        word => word.is_string(),
    }
}

/// A record is of another kind than was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the record is of another kind")]
pub struct OtherKind;

macro_rules! record_of {
    ($($name:ident: $wrap:expr, $unwrap:expr;)+) => {
        $(impl From<$name> for Record {
            fn from(record: $name) -> Self {
                let wrap: fn($name) -> Self = $wrap;
                wrap(record)
            }
        }

        impl TryFrom<Record> for $name {
            type Error = OtherKind;

            fn try_from(record: Record) -> Result<Self, OtherKind> {
                let unwrap: fn(Record) -> Option<Self> = $unwrap;
                unwrap(record).ok_or(OtherKind)
            }
        })+
    };
}
record_of! {
    Organisation: Record::Organisation, |record| if let Record::Organisation(of) = record { Some(of) } else { None };
    Service: |of| Record::Service(Box::new(of)), |record| if let Record::Service(of) = record { Some(*of) } else { None };
    Location: Record::Location, |record| if let Record::Location(of) = record { Some(of) } else { None };
    ServiceAtLocation: Record::ServiceAtLocation,
        |record| if let Record::ServiceAtLocation(of) = record { Some(of) } else { None };
}

/// Whether a value says nothing: a source that is silent about a field does not contradict one that speaks.
pub(crate) fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(all) => all.is_empty(),
        // That not only residents may come limits nobody: it is what everybody takes for granted.
        Value::Object(all) => {
            all.iter().all(|(name, value)| says_nothing(value) || (name == "residents_only" && *value == false))
        }
        Value::String(text) => text.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use kernel::Lang;
    use serde_json::json;

    use super::*;
    use crate::OrganisationId;

    fn organisation() -> Record {
        let origin = Origin::new("test", "1");
        let id = OrganisationId::of(&origin);
        let blank: Organisation = fields::blank(EntryKind::Organisation, origin, None, None).try_into().unwrap();
        assert_eq!(blank.id, id);
        Organisation { names: Text::source(Lang::Nl, "Test"), phone: Some("02 000 00 00".into()), ..blank }.into()
    }

    #[test]
    fn a_record_goes_to_fields_and_back() {
        let record = organisation();
        let fields = record.fields();
        assert!(!fields.contains_key("id") && !fields.contains_key("origin"));
        let patch: Patch = fields.into_iter().collect();
        assert_eq!(record.with(&patch).unwrap(), record);
    }

    #[test]
    fn a_patch_changes_what_it_names_and_the_difference_tells_it() {
        let before = organisation();
        let patch = Patch::new().set("phone", json!(null)).set("active", false);
        let after = before.with(&patch).unwrap();
        assert_eq!(before.difference(&after).iter().map(|(field, _)| field).collect::<Vec<_>>(), ["active", "phone"]);
        assert_eq!(before.difference(&before), Patch::new());
    }

    #[test]
    fn a_value_that_is_named_twice_is_kept_once() {
        let twice = Patch::new().set("aliases", json!([["variant", "T"], ["former", "T"], ["variant", "T"]]));
        let Record::Organisation(after) = organisation().with(&twice).unwrap() else { unreachable!() };
        assert_eq!(after.aliases.len(), 2, "{:?}", after.aliases);
    }

    #[test]
    fn nothing_invalid_gets_in() {
        let patch = Patch::new().set("active", "perhaps").set("id", "x").set("no_such_field", 1).set("phone", "02");
        let unfit = organisation().with(&patch).unwrap_err();
        let fields: Vec<&str> = unfit.iter().map(|unfit| unfit.field.as_str()).collect();
        assert_eq!(fields, ["active", "id", "no_such_field"]);
    }

    #[test]
    fn the_order_of_words_says_nothing_and_that_of_lines_does() {
        for (one, other) in [
            (json!(["fr", "nl"]), json!(["nl", "fr"])),
            (json!([["former", "A"], ["variant", "B"]]), json!([["variant", "B"], ["former", "A"]])),
            (json!({"languages": ["fr", "nl"], "min_age": 18}), json!({"min_age": 18, "languages": ["nl", "fr"]})),
        ] {
            assert!(says_same(&one, &other), "{one} {other}");
        }
        for (one, other) in [
            (json!(["fr", "nl"]), json!(["fr"])),
            (json!(["fr", "fr"]), json!(["fr", "nl"])),
            (json!([["former", "A"]]), json!([["A", "former"]])),
            (json!([{"a": 1}, {"b": 1}]), json!([{"b": 1}, {"a": 1}])),
            (json!({"lat": 1.0, "lon": 2.0}), json!({"lat": 2.0, "lon": 1.0})),
            (json!(null), json!([])),
        ] {
            assert!(!says_same(&one, &other), "{one} {other}");
        }
    }

    #[test]
    fn empty_values_say_nothing_and_no_says_something() {
        for silent in [json!(null), json!([]), json!({}), json!({"lift": null}), json!("")] {
            assert!(says_nothing(&silent), "{silent}");
        }
        for telling in [json!(false), json!(0), json!(["nl"]), json!({"lift": false})] {
            assert!(!says_nothing(&telling), "{telling}");
        }
    }
}
