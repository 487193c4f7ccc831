//! Contacts on pages: the list that figures open onto, one contact, withdrawing and bringing back.

use access::Context;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use figures::Period;
use house::House;
use kernel::PageRequest;
use store::Store;
use web::{Answer, Choice, Failure, Form, Page, Pager, Path, Query, see_other, view};

use super::filter::Filter;
use super::telling::{self, ContactRow, Told};
use super::{Contact, ContactId, State as Life, actions, may_read_all, records};
use crate::names::Names;
use crate::periods::periods;
use crate::surroundings::{self, ServiceFound};
use crate::words::Code;

/// What a list can be filtered by, in the order of the form. Figures open onto municipalities too; none is offered.
const DIMENSIONS: [&str; 9] =
    ["line", "channel", "inquirer", "zone", "municipality", "theme", "need", "direct", "kind"];
/// Those whose values are words of ours: no other can be asked for.
const WORDS: [&str; 3] = ["need", "direct", "kind"];
/// What asks for the contacts that were withdrawn.
const WITHDRAWN: &str = "withdrawn";
/// Contacts on a page.
const AT_ONCE: u64 = 25;
/// Entries of the history of one contact.
const HISTORY: u64 = 50;

/// The list of contacts.
#[derive(Template)]
#[template(path = "contact/list.html")]
struct ContactList {
    page: Page,
    form: Form,
    total: u64,
    rows: Vec<ContactRow>,
    pager: Pager,
    periods: Vec<Choice>,
    filters: Vec<Filtered>,
}

/// A dimension to filter by.
struct Filtered {
    dimension: &'static str,
    label: String,
    /// What can be chosen, one at a time.
    choices: Vec<Choice>,
    /// What is chosen, where the choices cannot show it: several values, or one that is offered no more.
    chosen: Vec<Chosen>,
}

/// A value that is chosen, and the same list without it.
struct Chosen {
    value: String,
    label: String,
    without: String,
}

impl ContactList {
    fn is_filtered(&self) -> bool {
        let by = |filter: &Filtered| self.form.ticked(filter.dimension);
        self.filters.iter().any(by) || self.form.ticked("period") || self.form.ticked(WITHDRAWN)
    }

    fn title(&self) -> String {
        let key = if self.form.ticked(WITHDRAWN) { "helpdesk-found-withdrawn" } else { "helpdesk-found-contacts" };
        self.page.tr(key).arg("n", self.total).to_string()
    }
}

/// `GET /helpdesk/contacts`
pub(crate) async fn list(page: Page, State(house): State<House>, query: Query) -> Answer {
    let names = Names::load(&house).await?;
    let filter = asked(&page, &names, &query)?;
    let contacts = records::list(house.store.read(), &filter, query.page(AT_ONCE)?).await?;
    let pager = Pager::of(&contacts, &query);
    let filters = DIMENSIONS.into_iter().filter_map(|dimension| filtered(&page, &names, &query, dimension)).collect();
    let kept = DIMENSIONS.into_iter().chain(["period", WITHDRAWN]);
    let form = Form::filled(kept.flat_map(|name| query.all(name).map(move |value| (name, value.to_owned()))));
    let rows = telling::rows(&page, &names, &contacts.items);
    let periods = periods(&page, &house, filter.period).await?;
    view(&ContactList { page, form, total: contacts.total, rows, pager, periods, filters })
}

/// A dimension with what can be chosen and what is; none when it offers nothing and nothing is chosen.
fn filtered(page: &Page, names: &Names, query: &Query, dimension: &'static str) -> Option<Filtered> {
    let mut choices = names.choices(page, dimension);
    if dimension == "line" {
        choices.retain(|choice| readable(page.cx(), names).contains(&choice.value));
    }
    let values: Vec<&str> = query.all(dimension).map(str::trim).filter(|value| !value.is_empty()).collect();
    let can_show = |value: &&str| choices.iter().any(|choice| choice.value == *value);
    let fits = values.len() < 2 && values.iter().all(can_show);
    let chosen = |value: &&str| Chosen {
        value: (*value).to_owned(),
        label: names.of(page, dimension, value),
        without: query.without(dimension, value),
    };
    let chosen: Vec<Chosen> = values.iter().filter(|_| !fits).map(chosen).collect();
    let label = page.tr(format!("helpdesk-field-{dimension}")).to_string();
    (!choices.is_empty() || !chosen.is_empty()).then_some(Filtered { dimension, label, choices, chosen })
}

/// The filter that an address asks for, narrowed to what the reader may read.
fn asked(page: &Page, names: &Names, query: &Query) -> Result<Filter, Failure> {
    let withdrawn = match query.get(WITHDRAWN) {
        None => false,
        Some("yes") => true,
        Some(_) => return Err(Failure::bad_input(WITHDRAWN)),
    };
    let mut filter = Filter { period: query.value::<Period>("period")?, withdrawn, ..Filter::default() };
    for dimension in DIMENSIONS {
        let wanted: Vec<String> = query.values::<Code>(dimension)?.into_iter().map(|code| code.0).collect();
        let is_word = |value: &String| names.choices(page, dimension).iter().any(|choice| choice.value == *value);
        if WORDS.contains(&dimension) && !wanted.iter().all(is_word) {
            return Err(Failure::bad_input(dimension));
        }
        if !wanted.is_empty() {
            filter = filter.only(dimension, wanted);
        }
    }
    let mut lines = readable(page.cx(), names);
    if let Some(wanted) = filter.only.get("line") {
        lines.retain(|line| wanted.contains(line));
    }
    Ok(filter.only("line", lines))
}

/// The lines of which the reader may read the contacts.
pub(crate) fn readable(cx: &Context, names: &Names) -> Vec<String> {
    names.desk.lines.iter().filter(|line| may_read_all(cx, line)).map(|line| line.code.clone()).collect()
}

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
    let history = history(&page, &house.store, &names, id).await?;
    view(&ShowContact { page, contact, told, services, history, may_correct, may_withdraw, may_restore })
}

async fn history(page: &Page, store: &Store, names: &Names, id: ContactId) -> Result<Vec<Happened>, Failure> {
    let of = journal::Filter {
        record_kind: Some("contact".to_owned()),
        record_id: Some(id.to_string()),
        ..journal::Filter::default()
    };
    let entries = journal::list(store.read(), &of, PageRequest::first(HISTORY)).await?.items;
    Ok(entries.into_iter().map(|entry| happened(page, names, &entry)).collect())
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
