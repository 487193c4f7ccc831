//! One contact on its page, withdrawing it and bringing it back.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use house::House;
use kernel::{PageRequest, Timestamp};
use web::{Answer, Failure, Page, Path, see_other, view};

use super::telling::{self, Told};
use super::{Contact, ContactId, State as Life, actions};
use crate::corrections::{self, Correction};
use crate::names::Names;
use crate::surroundings::{self, ServiceFound};

/// Entries of the history of one contact.
const HISTORY: u64 = 50;

/// One contact.
#[derive(Template)]
#[template(path = "contact/show.html")]
struct ShowContact {
    page: Page,
    contact: Contact,
    told: Vec<Told>,
    services: Vec<ServiceFound>,
    history: Vec<Happened>,
    may_correct: bool,
    may_withdraw: bool,
    may_restore: bool,
}

/// An entry of the contact's history.
struct Happened {
    when: String,
    what: String,
    by: String,
    changes: Vec<Changed>,
}

/// A changed field of a history entry. The values are absent where the journal conceals them.
struct Changed {
    label: String,
    values: Option<(String, String)>,
}

impl ShowContact {
    fn is_withdrawn(&self) -> bool {
        self.contact.state == Life::Withdrawn
    }

    fn state(&self) -> String {
        self.page.tr(format!("helpdesk-state-{}", self.contact.state)).to_string()
    }

    fn state_look(&self) -> &'static str {
        match self.contact.state {
            Life::Logged => "good",
            Life::Corrected => "",
            Life::Withdrawn => "warn",
        }
    }
}

/// `GET /helpdesk/contacts/ID`
pub(crate) async fn show(page: Page, State(house): State<House>, Path(id): Path<ContactId>) -> Answer {
    let contact = actions::readable(page.cx(), house.store.read(), id).await?;
    let names = Names::load(&house).await?;
    let resource = contact.resource(page.cx(), names.desk.line(&contact.entry.line));
    let [may_correct, may_withdraw, may_restore] =
        ["helpdesk.correct_contact", "helpdesk.withdraw_contact", "helpdesk.restore_contact"]
            .map(|action| page.may(action, &resource));
    let told = telling::told(&page, &names, &house.vault, &contact.entry)?;
    let services = surroundings::given(&house, &page, &contact.entry.services).await?;
    let history = history(&page, &house, &names, id).await?;
    view(&ShowContact { page, contact, told, services, history, may_correct, may_withdraw, may_restore })
}

async fn history(page: &Page, house: &House, names: &Names, id: ContactId) -> Result<Vec<Happened>, Failure> {
    let of = journal::Filter {
        record_kind: Some("contact".to_owned()),
        record_id: Some(id.to_string()),
        ..journal::Filter::default()
    };
    let entries = journal::list(house.store.read(), &of, PageRequest::first(HISTORY)).await?.items;
    let mut all: Vec<(Timestamp, Happened)> =
        entries.into_iter().map(|entry| (entry.at, happened(page, names, &entry))).collect();
    let corrections = corrections::of(house, page, id).await?;
    all.extend(corrections.into_iter().map(|correction| (correction.at, proposed(page, &correction))));
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(all.into_iter().map(|(_, happened)| happened).collect())
}

/// A correction of the directory that came up in the contact.
fn proposed(page: &Page, correction: &Correction) -> Happened {
    let mine = correction.by == page.actor().to_string();
    let state = page.tr(format!("helpdesk-proposal-{}", correction.state)).to_string();
    let what = page.tr("helpdesk-happened-proposed").arg("service", correction.service.as_str()).arg("state", state);
    Happened {
        when: page.moment(correction.at),
        what: what.to_string(),
        by: page.tr(if mine { "helpdesk-by-me" } else { "helpdesk-by-colleague" }).to_string(),
        changes: Vec::new(),
    }
}

fn happened(page: &Page, names: &Names, entry: &journal::Entry) -> Happened {
    let mine = entry.note.actor == page.actor().to_string();
    let is_new = entry.note.action == "helpdesk.log_contact";
    let what = match entry.note.action.as_str() {
        "helpdesk.log_contact" => "helpdesk-happened-logged",
        "helpdesk.correct_contact" => "helpdesk-happened-corrected",
        "helpdesk.restore_contact" => "helpdesk-happened-restored",
        _ => "helpdesk-happened-withdrawn",
    };
    let by = if mine { "helpdesk-by-me" } else { "helpdesk-by-colleague" };
    let changes = entry.note.changes.iter().filter(|(name, _)| !is_new && *name != "state");
    Happened {
        when: page.moment(entry.at),
        what: page.tr(what).to_string(),
        by: page.tr(by).to_string(),
        changes: changes.map(|(name, change)| changed(page, names, name, change)).collect(),
    }
}

fn changed(page: &Page, names: &Names, name: &str, change: &journal::Change) -> Changed {
    let field = match name {
        "themes" => "theme",
        "services" => "service",
        other => other,
    };
    let say = |value: &serde_json::Value| match value {
        serde_json::Value::Null => page.tr("helpdesk-nothing").to_string(),
        serde_json::Value::Array(all) if field == "service" => page.number(all.len()),
        serde_json::Value::Array(all) => all
            .iter()
            .filter_map(|one| one.as_str())
            .map(|code| names.of(page, field, code))
            .collect::<Vec<_>>()
            .join(", "),
        serde_json::Value::Bool(yes) => names.of(page, field, if *yes { "yes" } else { "no" }),
        serde_json::Value::String(text) if field == "at" => {
            text.parse().map_or_else(|_| text.clone(), |at: kernel::Timestamp| page.moment(at))
        }
        serde_json::Value::String(code) => names.of(page, field, code),
        other => other.to_string(),
    };
    let values = match change {
        journal::Change::Shown { before, after } => Some((say(before), say(after))),
        journal::Change::Concealed { .. } => None,
    };
    Changed { label: page.tr(format!("helpdesk-field-{field}")).to_string(), values }
}

/// `POST /helpdesk/contacts/ID/withdraw`
pub(crate) async fn withdraw(page: Page, State(house): State<House>, Path(id): Path<ContactId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::withdraw(page.cx(), &tx, id).await?;
    tx.commit().await?;
    let undo = format!("/helpdesk/contacts/{id}/restore");
    Ok(see_other("/helpdesk").saying("helpdesk-withdrawn").undo(undo).into_response())
}

/// `POST /helpdesk/contacts/ID/restore`
pub(crate) async fn restore(page: Page, State(house): State<House>, Path(id): Path<ContactId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::restore(page.cx(), &tx, id).await?;
    tx.commit().await?;
    Ok(see_other(format!("/helpdesk/contacts/{id}")).saying("helpdesk-restored").into_response())
}
