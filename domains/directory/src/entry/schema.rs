//! The fields of entries as JSON schemas, drawn from the table of fields: what programs read of an entry, and what they may write.

mod parts;

use serde_json::{Map, Value, json};

use super::fields::{self, Field, LONGEST_NAME, LONGEST_TEXT, Sort};
use super::{EntryKind, Patch};
use crate::Origin;
use parts::{
    accessibility, activation, aliases, capacity, closure, codes, cost, eligibility, id, identifiers, list, one_of,
    point, string, text,
};

/// The schemas of texts in each language, by name: one of a line, one of running text.
const TEXTS: [(&str, usize); 2] = [("Line", LONGEST_NAME), ("RunningText", LONGEST_TEXT)];
/// What every reference begins with.
const SCHEMAS: &str = "#/components/schemas/";

/// The name of the schema of the fields of a kind.
pub(crate) const fn name(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Organisation => "OrganisationFields",
        EntryKind::Service => "ServiceFields",
        EntryKind::Location => "LocationFields",
        EntryKind::ServiceAtLocation => "ServiceAtLocationFields",
    }
}

/// Every schema of the fields of entries, by name: one of each kind, of any kind, and of what they share.
pub(crate) fn all() -> Vec<(&'static str, Value)> {
    let kinds = EntryKind::ALL.iter().map(|kind| (name(*kind), shared(of_kind(*kind))));
    let any: Vec<Value> = EntryKind::ALL.iter().map(|kind| reference(name(*kind))).collect();
    let any = json!({
        "anyOf": any,
        "description": "Fields by name: those of the kind in the address. A field that is not sent stays as it is.",
    });
    let texts = TEXTS.into_iter().map(|(name, most)| (name, text(most)));
    kinds.chain(texts).chain([("Fields", any)]).collect()
}

/// What a field takes; nothing for a field that the kind does not have.
pub fn of(kind: EntryKind, name: &str) -> Option<Value> {
    fields::find(kind, name).map(|field| of_field(kind, field))
}

fn of_kind(kind: EntryKind) -> Value {
    let all: Map<String, Value> =
        fields::of(kind).iter().map(|field| (field.name.to_owned(), of_field(kind, field))).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": all })
}

fn of_field(kind: EntryKind, field: &Field) -> Value {
    let mut schema = of_sort(field.sort);
    if takes_null(kind, field) {
        or_null(&mut schema);
    }
    let Some(members) = schema.as_object_mut() else { return schema };
    let mut told: Vec<&str> = members.get("description").and_then(Value::as_str).into_iter().collect();
    if !field.is_edited() {
        told.push("Follows from other fields, or was decided when the entry was made.");
    }
    if field.needed {
        told.push("An entry cannot be without it.");
    }
    if field.for_editors {
        told.push("Only editors write it.");
    }
    if field.proposable {
        told.push("May be proposed.");
    }
    let (told, read_only) = (told.join(" "), !field.is_edited());
    if !told.is_empty() {
        members.insert("description".to_owned(), told.into());
    }
    if read_only {
        members.insert("readOnly".to_owned(), true.into());
    }
    schema
}

/// Whether the record itself takes nothing for a value.
fn takes_null(kind: EntryKind, field: &Field) -> bool {
    let blank = fields::blank(kind, Origin::new(Origin::HERE, ""), None, None);
    blank.with(&Patch::new().set(field.name, Value::Null)).is_ok()
}

fn or_null(schema: &mut Value) {
    let Some(members) = schema.as_object_mut() else { return };
    if let Some(one) = members.get("type").filter(|one| one.is_string()).cloned() {
        members.insert("type".to_owned(), json!([one, "null"]));
    }
    if let Some(words) = members.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    }
}

/// What a sort of field takes, with an example that is taken.
fn of_sort(sort: Sort) -> Value {
    match sort {
        Sort::Name => text(LONGEST_NAME),
        Sort::Text => text(LONGEST_TEXT),
        Sort::Plain | Sort::Basis => json!({ "type": "string", "maxLength": LONGEST_NAME, "examples": ["1 A"] }),
        Sort::Phone => string("A phone number as people write it: digits, spaces and signs.", "+32 2 000 00 00"),
        Sort::Email => json!({ "type": "string", "format": "email", "examples": ["help@example.org"] }),
        Sort::Website => json!({ "type": "string", "format": "uri", "examples": ["https://www.example.org"] }),
        Sort::Choice(choices) => one_of(choices),
        Sort::Flag => json!({ "type": "boolean", "examples": [true] }),
        Sort::Hours => string("Opening hours in the syntax of OpenStreetMap.", "Mo-Fr 09:00-12:00,13:00-17:00; PH off"),
        Sort::Aliases => aliases(),
        Sort::OrganisationKind => string("A kind of organisation of this installation, by its code.", "association"),
        Sort::Themes => codes("Needs of /api/v1/thesaurus by their codes, the main one first.", "home_care"),
        Sort::Terms(facet) => {
            let told = format!("Terms of /api/v1/thesaurus of the facet {facet}, by their codes.");
            codes(&told, &format!("{facet}_example"))
        }
        Sort::Languages => parts::languages("Languages spoken there, by their codes in ISO 639."),
        Sort::Areas => json!({
            "type": "array", "items": { "type": "string", "pattern": "^(region|(zone|municipality|postal_code):.+)$" },
            "description": "Where it is offered: the region, care zones, municipalities, postal codes.",
            "examples": [["municipality:21004", "zone:N"]],
        }),
        Sort::Municipality => string("A municipality by its code.", "21004"),
        Sort::Point => point(),
        Sort::Identifiers => identifiers(),
        Sort::Eligibility => eligibility(),
        Sort::Activation => activation(),
        Sort::Costs => list(&cost(), "What it costs; each way of paying is an item."),
        Sort::Documents => list(&text(LONGEST_NAME), "What one must bring."),
        Sort::Closures => list(&closure(), "Days on which it is closed out of its usual order."),
        Sort::Accessibility => accessibility(),
        Sort::Capacity => capacity(),
        Sort::Organisation => id("Another organisation by its id."),
        Sort::Organisations => json!({
            "type": "array", "items": { "type": "string", "format": "uuid" },
            "description": "Other organisations by their ids.", "examples": [["01936d6f-0000-7000-8000-000000000000"]],
        }),
        Sort::Entry(kind) => id(&format!("The {kind} that it hangs on, by its id.")),
        Sort::Derived => json!({ "type": "string" }),
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("{SCHEMAS}{name}") })
}

/// The schema with a reference for each text in it: generated clients have one type for all of them.
fn shared(value: Value) -> Value {
    match value {
        Value::Object(mut members) => {
            for (name, most) in TEXTS {
                let Value::Object(text) = text(most) else { continue };
                if text.get("properties") == members.get("properties") {
                    members.retain(|name, _| !text.contains_key(name));
                    members.insert("$ref".to_owned(), format!("{SCHEMAS}{name}").into());
                }
            }
            Value::Object(members.into_iter().map(|(name, value)| (name, shared(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(shared).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap, HashSet};

    use kernel::Text;
    use serde::Serialize;

    use super::*;
    use crate::entry::rules::{self, Fault, Known};
    use crate::{Activation, Capacity, Closure, Cost, CostSort, Eligibility, TermFacet};

    fn known() -> Known {
        let term = |code: &str, facet| (code.to_owned(), facet);
        Known {
            terms: HashMap::from([
                term("home_care", TermFacet::Need),
                term("profession_example", TermFacet::Profession),
                term("setting_example", TermFacet::Setting),
            ]),
            kinds: HashSet::from(["association".to_owned()]),
            areas: HashSet::from(["zone:N".to_owned(), "municipality:21004".to_owned()]),
        }
    }

    /// What is wrong with a value of a field, by the record and by the rules.
    fn faults(kind: EntryKind, field: &str, value: &Value) -> Vec<Fault> {
        let record = fields::blank(kind, Origin::new("test", "1"), None, None);
        let patch = rules::as_kept(kind, &Patch::new().set(field, value));
        match record.with(&patch) {
            Ok(after) => rules::faults(&after, &patch, &known(), "2026-11-22".parse().unwrap()),
            Err(unfit) => unfit.into_iter().map(Fault::from).collect(),
        }
    }

    fn edited() -> impl Iterator<Item = (EntryKind, &'static Field)> {
        let all = EntryKind::ALL.iter().flat_map(|kind| fields::of(*kind).iter().map(|field| (*kind, field)));
        all.filter(|(_, field)| field.is_edited())
    }

    #[test]
    fn every_example_is_taken_and_another_type_is_not() {
        for (kind, field) in edited() {
            let schema = of(kind, field.name).unwrap();
            let examples = schema["examples"].as_array().unwrap_or_else(|| panic!("{kind}.{} has none", field.name));
            for example in examples {
                assert_eq!(faults(kind, field.name, example), [], "{kind}.{} {example}", field.name);
            }
            let told = faults(kind, field.name, &json!(["no", {"such": 1}]));
            assert_eq!(told.first().map(|fault| fault.field.as_str()), Some(field.name), "{kind}");
            assert_ne!(told[0].key, "directory-fault-unfit", "{kind}.{} says what is wanted", field.name);
        }
    }

    #[test]
    fn every_word_that_is_promised_is_taken() {
        for (kind, field) in edited() {
            let schema = of(kind, field.name).unwrap();
            for word in schema["enum"].as_array().into_iter().flatten() {
                assert_eq!(faults(kind, field.name, word), [], "{kind}.{} {word}", field.name);
            }
        }
        let eligibility = of(EntryKind::Service, "eligibility").unwrap();
        for word in eligibility["properties"]["genders"]["items"]["enum"].as_array().unwrap() {
            assert_eq!(faults(EntryKind::Service, "eligibility", &json!({ "genders": [word] })), []);
        }
    }

    #[test]
    fn the_schema_of_what_has_parts_names_each_of_them() {
        fn members(record: impl Serialize) -> BTreeSet<String> {
            serde_json::to_value(record).unwrap().as_object().unwrap().keys().cloned().collect()
        }
        let day: kernel::Day = "2026-01-15".parse().unwrap();
        let told = |schema: &Value| schema["properties"].as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        let capacity = Capacity { accepting: None, places: None, waiting_days: None, known_on: day };
        for (schema, members) in [
            (parts::eligibility(), members(Eligibility::default())),
            (parts::activation(), members(Activation::default())),
            (parts::accessibility(), members(crate::Accessibility::default())),
            (parts::cost(), members(Cost { sort: CostSort::Free, cents: None, note: Text::default() })),
            (parts::closure(), members(Closure { from: day, until: None, why: Text::default() })),
            (parts::capacity(), members(capacity)),
        ] {
            assert_eq!(told(&schema), members);
        }
    }

    #[test]
    fn what_the_record_takes_for_nothing_is_promised() {
        let null = |kind, name| of(kind, name).unwrap()["type"].to_string().contains("null");
        assert!(null(EntryKind::Organisation, "phone") && null(EntryKind::Service, "line"));
        assert!(!null(EntryKind::Organisation, "names") && !null(EntryKind::Service, "status"));
        assert!(null(EntryKind::ServiceAtLocation, "capacity") && null(EntryKind::Location, "point"));
    }
}
