//! What an entry was, version by version with what changed, and bringing a version or a whole entry back.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use house::House;
use web::{Answer, Failure, Form, Page, Path, see_other, view};

use super::names::Names;
use super::pages::{led_on, title};
use super::saying::Teller;
use crate::entry::actions::{self, resource};
use crate::entry::records::{self, Retired, Version};
use crate::entry::{EntryId, ITSELF, Record, fields};

/// The most versions on a page; the journal has them all.
const MOST: usize = 100;

/// The history of an entry.
#[derive(Template)]
#[template(path = "editing/history.html")]
struct History {
    page: Page,
    entry: EntryId,
    title: String,
    /// Whether it is in the directory.
    stands: bool,
    retired: Option<Retired>,
    changes: Vec<Change>,
    may_retire: bool,
}

impl History {
    /// Where the entry is changed.
    fn form(&self) -> String {
        format!("/directory/entries/{}", self.entry)
    }
}

/// A change: when, how, by whom, and what of it.
struct Change {
    when: String,
    how: String,
    by: String,
    note: Option<String>,
    fields: Vec<(String, String, String)>,
    /// Whether what followed is known, so that no fields mean no change.
    compared: bool,
    /// The version before it, which can be brought back.
    number: i64,
}

/// `GET /directory/entries/ENTRY/history`
pub(crate) async fn show(page: Page, State(house): State<House>, Path(entry): Path<EntryId>) -> Answer {
    let db = house.store.read();
    let now = records::find_whole(db, entry).await?;
    let retired = records::retired(db, entry).await?;
    let versions = records::history(db, entry).await?;
    let Some(latest) = now.as_ref().or(versions.first().map(|version| &version.record)) else {
        return led_on(db, entry, "/history").await?.ok_or_else(Failure::not_found);
    };
    page.cx().require("directory.edit", &resource(db, entry).await?)?;
    let names = Names::load(&house).await?;
    let teller = Teller { page: &page, names: &names };
    let title = title(db, &page, latest).await?;
    let changes = changes(&teller, now.as_ref(), &versions);
    let may_retire = page.may("directory.retire", &resource(db, entry).await?);
    view(&History { stands: now.is_some(), page: page.clone(), entry, title, retired, changes, may_retire })
}

/// Each change, told as the difference between the version that it ended and what followed.
fn changes(teller: &Teller<'_>, now: Option<&Record>, versions: &[Version]) -> Vec<Change> {
    let mut after = now;
    let mut all = Vec::new();
    for version in versions.iter().take(MOST) {
        let page = teller.page;
        all.push(Change {
            when: page.moment(version.until),
            how: page.tr(format!("directory-via-{}", version.via)).to_string(),
            by: by(page, &version.changed_by),
            note: version.note.clone(),
            fields: after.map_or_else(Vec::new, |after| difference(teller, &version.record, after)),
            compared: after.is_some(),
            number: version.number,
        });
        after = Some(&version.record);
    }
    all
}

/// What differs between two versions: field, before, after.
fn difference(teller: &Teller<'_>, before: &Record, after: &Record) -> Vec<(String, String, String)> {
    let kind = before.entry().kind;
    let patch = before.difference(after);
    let told = patch.iter().filter_map(|(name, value)| {
        let field = fields::find(kind, name)?;
        let was = before.field(name)?;
        let (was, is) = teller.apart(field, &was, value);
        Some((teller.label(field), was, is))
    });
    told.filter(|(_, was, is)| was != is).collect()
}

/// Who it was, without naming anybody: oneself, somebody else, a program, the organisation itself, or a source.
pub(crate) fn by(page: &Page, actor: &str) -> String {
    let is_account = actor.len() == 36 && actor.split('-').count() == 5;
    if actor == page.actor().to_string() {
        page.tr("directory-by-me").to_string()
    } else if is_account {
        page.tr("directory-by-colleague").to_string()
    } else if actor.starts_with(ITSELF) {
        page.tr("directory-by-itself").to_string()
    } else if actor.starts_with("token:") {
        page.tr("directory-by-token").to_string()
    } else {
        page.tr("directory-by-source").arg("source", actor).to_string()
    }
}

/// `POST /directory/entries/ENTRY/restore`: brings a version back.
pub(crate) async fn restore(
    page: Page,
    State(house): State<House>,
    Path(entry): Path<EntryId>,
    mut form: Form,
) -> Answer {
    let Some(number) = form.required::<i64>("number") else { return Err(Failure::bad_input("number")) };
    let tx = house.store.begin().await?;
    actions::revert(page.cx(), &tx, entry, number).await?;
    tx.commit().await?;
    Ok(see_other(format!("/directory/entries/{entry}/history")).saying("directory-restored").into_response())
}

/// `POST /directory/entries/ENTRY/retire`: takes it out of the directory.
pub(crate) async fn retire(
    page: Page,
    State(house): State<House>,
    Path(entry): Path<EntryId>,
    mut form: Form,
) -> Answer {
    let note = form.optional_text("note", 300);
    let tx = house.store.begin().await?;
    actions::retire(page.cx(), &tx, entry, note).await?;
    tx.commit().await?;
    let undo = format!("/directory/entries/{entry}/bring-back");
    let history = format!("/directory/entries/{entry}/history");
    Ok(see_other(history).saying("directory-taken-out").undo(undo).into_response())
}

/// `POST /directory/entries/ENTRY/bring-back`: puts it into the directory again.
pub(crate) async fn bring_back(page: Page, State(house): State<House>, Path(entry): Path<EntryId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::bring_back(page.cx(), &tx, entry).await?;
    tx.commit().await?;
    Ok(see_other(format!("/directory/entries/{entry}")).saying("directory-brought-back").into_response())
}
