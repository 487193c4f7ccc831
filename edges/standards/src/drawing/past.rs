//! What a record was before, as its `metadata`: of each field the last change, as far as the public may know it.
//!
//! Earlier versions are drawn like the record itself, those that the public could not read are passed over, and of what they said
//! only closed words and numbers are told again: a text that was changed may have been taken back, because it told of somebody or
//! of a secret place. Who changed it is told by the way it came about, never by a name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use directory::entry::records::Version;
use directory::entry::{Record, Via};
use kernel::{Lang, Timestamp};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::publication::{Drawn, part_of};
use crate::sheet::{Reading, Sheet, Stamp, Words, moment, versions};

/// What records were before, by their ids, the latest first.
pub(crate) type Pasts = HashMap<Uuid, Vec<Version>>;

/// What changes with every change, or is told below.
const PASSED_OVER: [&str; 5] = ["id", "last_modified", "assured_date", "assurer_email", "read_from"];
/// What can say nothing but a closed word, a number or an id: only of these it is told what they were before.
const RETOLD: [&str; 5] = ["status", "kind", "minimum_age", "maximum_age", "parent_organization_id"];

/// A record with what it was before; `draw` draws an earlier version of it.
pub(super) fn told(drawn: Drawn, pasts: &Pasts, draw: impl Fn(&Record) -> Option<Drawn>) -> Drawn {
    let earlier = pasts.get(&drawn.id).into_iter().flatten();
    let earlier = earlier.filter_map(|version| Some(Earlier::of(version, draw(&version.record)?.hsds)));
    let rows = rows(drawn.id, &drawn.hsds, earlier);
    Drawn { hsds: with_metadata(drawn.hsds, &rows), ..drawn }
}

/// How a record was drawn before, until when, and through whom that changed.
pub(super) struct Earlier<'a> {
    pub drawing: String,
    pub until: Timestamp,
    pub by: &'a str,
}

impl<'a> Earlier<'a> {
    /// A version of an entry.
    pub fn of(version: &'a Version, drawing: String) -> Self {
        Self { drawing, until: version.until, by: by(version) }
    }
}

/// A drawing with rows of what it was before.
pub(super) fn with_metadata(drawing: String, rows: &[String]) -> String {
    if rows.is_empty() {
        return drawing;
    }
    let mut sheet = Sheet::reopened(drawing);
    sheet.only_whole(|sheet| sheet.list("metadata", rows));
    sheet.done()
}

/// Of each field the last change, by earlier drawings of a record, the latest first.
pub(super) fn rows<'a>(id: Uuid, drawing: &str, earlier: impl Iterator<Item = Earlier<'a>>) -> Vec<String> {
    let now = Fields::of(drawing);
    let mut rows: BTreeMap<String, String> = BTreeMap::new();
    if let Some(day) = now.word("assured_date") {
        let on = Action { on: &day, kind: "update", by: "verification" };
        rows.insert("assured_date".to_owned(), row(id, "assured_date", &on, (Words::default(), words(&day))));
    }
    let mut after = now;
    for Earlier { drawing, until, by } in earlier {
        let before = Fields::of(&drawing);
        for (field, was, is) in before.differences(&after) {
            let kind = match (is_empty(&was), is_empty(&is)) {
                (true, _) => "create",
                (_, true) => "delete",
                _ => "update",
            };
            let at = moment(until);
            let action = Action { on: at.get(..10).unwrap_or_default(), kind, by };
            let was = if RETOLD.contains(&field.as_str()) { was } else { Words::default() };
            rows.entry(field.clone()).or_insert_with(|| row(id, &field, &action, (was, is)));
        }
        after = before;
    }
    rows.into_values().collect()
}

/// When something was done, what, and how it came about.
struct Action<'a> {
    on: &'a str,
    kind: &'static str,
    by: &'a str,
}

fn row(of: Uuid, field: &str, action: &Action<'_>, (was, is): (Words, Words)) -> String {
    let mut sheet = Sheet::of(part_of(of, "metadata", field));
    sheet.word("last_action_date", action.on);
    sheet.word("last_action_type", action.kind);
    sheet.word("field_name", field);
    // The standard demands both; an empty one says that there was nothing, or nothing that is told again.
    sheet.json("previous_value", &versions(&was));
    sheet.json("replacement_value", &versions(&is));
    sheet.word("updated_by", action.by);
    sheet.done()
}

/// Through whom a change came: a role or a source, never somebody.
fn by(version: &Version) -> &str {
    match version.via {
        Via::Form | Via::Resolution | Via::Restore | Via::Merge | Via::Retirement => "keeper",
        Via::Proposal => "proposal",
        Via::Import => &version.changed_by,
        Via::Api => "program",
        Via::Helpdesk => "helpdesk",
    }
}

fn words(word: &str) -> Words {
    Lang::ALL.map(|_| word.to_owned())
}

fn is_empty(words: &Words) -> bool {
    words.iter().all(String::is_empty)
}

/// The fields of a drawing that are one value each, in every language.
struct Fields([Map<String, Value>; 3]);

impl Fields {
    fn of(drawing: &str) -> Self {
        Self(Lang::ALL.map(|lang| {
            let mut text = String::with_capacity(drawing.len());
            let stamp = Stamp { at: Timestamp::from_micros(0), seq: 0 };
            Reading { lang, whole: true }.read(drawing, stamp, &mut text);
            serde_json::from_str(&text).unwrap_or_default()
        }))
    }

    fn value(&self, field: &str) -> Words {
        self.0.each_ref().map(|fields| match fields.get(field) {
            Some(Value::String(text)) => text.clone(),
            Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
            _ => String::new(),
        })
    }

    fn word(&self, field: &str) -> Option<String> {
        let [first, ..] = self.value(field);
        (!first.is_empty()).then_some(first)
    }

    /// What is otherwise after it: the field, what it was, what it is.
    fn differences(&self, after: &Self) -> Vec<(String, Words, Words)> {
        let names =
            self.0.iter().chain(&after.0).flat_map(Map::keys).filter(|name| !PASSED_OVER.contains(&name.as_str()));
        let names: BTreeSet<&String> = names.collect();
        let all = names.into_iter().map(|name| (name.clone(), self.value(name), after.value(name)));
        all.filter(|(_, was, is)| was != is).collect()
    }
}
