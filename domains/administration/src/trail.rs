//! The journal as people read it: filters, pages, and the proof that it is whole. Who did what, never what a record about
//! people holds.

use access::Resource;
use askama::Template;
use axum::extract::State;
use house::{Configuration, Fixture, House};
use journal::{Broken, Change, Changes, Entry, Filter, Verified};
use kernel::Timestamp;
use web::{Answer, Failure, Form, Page, Pager, Query, Step, view};

use crate::overview::to_administration;

/// Entries on one page.
const LINES: u64 = 50;
/// Characters of a value.
const LONGEST_VALUE: usize = 200;

/// An entry as a line of a list.
struct Line {
    seq: i64,
    at: Timestamp,
    actor: String,
    on_behalf_of: Option<String>,
    action: String,
    record_kind: String,
    record_id: String,
    reason: Option<String>,
    changes: Vec<String>,
}

impl Line {
    fn of(page: &Page, configuration: &Configuration, entry: &Entry) -> Self {
        let note = &entry.note;
        Self {
            seq: entry.seq,
            at: entry.at,
            actor: note.actor.clone(),
            on_behalf_of: note.on_behalf_of.clone(),
            action: note.action.clone(),
            record_kind: note.record_kind.clone(),
            record_id: note.record_id.clone(),
            reason: note.reason.clone(),
            changes: changes(page, &note.changes, configuration.includes(&note.record_kind)),
        }
    }
}

/// What changed, a field each; with its values only where the record is configuration and nobody's affairs.
fn changes(page: &Page, changes: &Changes, with_values: bool) -> Vec<String> {
    let told = |key: &str, field: &str| page.tr(key).arg("field", field).to_string();
    changes
        .iter()
        .map(|(field, change)| match change {
            Change::Concealed { .. } => told("administration-journal-concealed", field),
            Change::Shown { .. } if !with_values => told("administration-journal-withheld", field),
            Change::Shown { before, after } => format!("{field}: {} → {}", value(before), value(after)),
        })
        .collect()
}

/// A value, cut off where it is longer than a line of a list can show.
fn value(value: &serde_json::Value) -> String {
    let text = match value {
        serde_json::Value::Null => return "–".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[derive(Template)]
#[template(path = "journal.html")]
struct Journal {
    page: Page,
    steps: Vec<Step>,
    form: Form,
    total: u64,
    lines: Vec<Line>,
    pager: Pager,
    verdict: Option<Verdict>,
}

/// What the proof found.
enum Verdict {
    Whole(Verified),
    Broken(Broken),
}

pub(crate) async fn show(
    page: Page,
    State(house): State<House>,
    Fixture(configuration): Fixture<Configuration>,
    query: Query,
) -> Answer {
    page.cx().require("administration.read_journal", &Resource::new("Journal", "journal"))?;
    let fields = ["actor", "action", "kind", "record"];
    let [actor, action, record_kind, record_id] = fields.map(|field| query.text(field, 100).map(filled));
    let filter = Filter { actor: actor?, action: action?, record_kind: record_kind?, record_id: record_id? };
    let entries = journal::list(house.store.read(), &filter, query.page(LINES)?).await?;
    let verdict = if query.get("verify").is_some() { Some(verify(&house).await?) } else { None };
    view(&Journal {
        form: Form::filled(fields.map(|field| (field, query.get(field).unwrap_or_default().to_owned()))),
        steps: to_administration(&page),
        total: entries.total,
        pager: Pager::of(&entries, &query),
        lines: entries.items.iter().map(|entry| Line::of(&page, &configuration, entry)).collect(),
        verdict,
        page,
    })
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

async fn verify(house: &House) -> Result<Verdict, Failure> {
    match journal::verify(house.store.read()).await {
        Ok(verified) => Ok(Verdict::Whole(verified)),
        Err(Broken::Store(error)) => Err(error.into()),
        Err(broken) => Ok(Verdict::Broken(broken)),
    }
}
