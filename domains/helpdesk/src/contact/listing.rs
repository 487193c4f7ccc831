//! The list of contacts: what figures open onto, narrowed by whatever a contact can be told apart by.

use access::Context;
use askama::Template;
use axum::extract::State;
use figures::Period;
use house::House;
use web::{Answer, Choice, Failure, Form, Page, Pager, Query, view};

use super::filter::Filter;
use super::telling::{self, ContactRow};
use super::{may_read_all, records};
use crate::names::Names;
use crate::periods::{periods, said};
use kernel::Code;

/// What a list can be filtered by, in the order of the form. Figures open onto municipalities too; none is offered.
const DIMENSIONS: [&str; 9] =
    ["line", "channel", "inquirer", "zone", "municipality", "theme", "need", "direct", "kind"];
/// Those whose values are words of ours: no other can be asked for.
const WORDS: [&str; 3] = ["need", "direct", "kind"];
/// What asks for the months.
const PERIOD: &str = "period";
/// What asks for the contacts that were withdrawn.
const WITHDRAWN: &str = "withdrawn";
/// Contacts on a page.
const AT_ONCE: u64 = 25;

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
    chosen: Vec<Chosen>,
}

/// A dimension to filter by.
struct Filtered {
    dimension: &'static str,
    label: String,
    /// What can be chosen, one at a time.
    choices: Vec<Choice>,
    /// What is chosen where the choices cannot show it: several values, or one that is offered no more. It is kept.
    kept: Vec<String>,
}

/// Something that the list is narrowed to, and the same list without it.
struct Chosen {
    label: String,
    value: String,
    without: String,
}

impl ContactList {
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
    let kept = DIMENSIONS.into_iter().chain([PERIOD, WITHDRAWN]);
    let form = Form::filled(kept.flat_map(|name| query.all(name).map(move |value| (name, value.to_owned()))));
    let rows = telling::rows(&page, &names, &contacts.items);
    let mine = Filter::default().only("line", readable(page.cx(), &names));
    let periods = periods(&page, &house, filter.period, &mine).await?;
    let chosen = chosen(&page, &names, &query, &filter);
    view(&ContactList { page, form, total: contacts.total, rows, pager, periods, filters, chosen })
}

/// What is chosen of a dimension, as it was sent.
fn sent<'a>(query: &'a Query, dimension: &str) -> Vec<&'a str> {
    query.all(dimension).map(str::trim).filter(|value| !value.is_empty()).collect()
}

/// A dimension with what can be chosen and what is; none when it offers nothing and nothing is chosen.
fn filtered(page: &Page, names: &Names, query: &Query, dimension: &'static str) -> Option<Filtered> {
    let mut choices = names.choices(page, dimension);
    if dimension == "line" {
        choices.retain(|choice| readable(page.cx(), names).contains(&choice.value));
    }
    let values = sent(query, dimension);
    let can_show = |value: &&str| choices.iter().any(|choice| choice.value == *value);
    let fits = values.len() < 2 && values.iter().all(can_show);
    let kept: Vec<String> = values.iter().filter(|_| !fits).map(|value| (*value).to_owned()).collect();
    let label = page.tr(format!("helpdesk-field-{dimension}")).to_string();
    (!choices.is_empty() || !kept.is_empty()).then_some(Filtered { dimension, label, choices, kept })
}

/// Everything that the list is narrowed to, in words.
fn chosen(page: &Page, names: &Names, query: &Query, filter: &Filter) -> Vec<Chosen> {
    let one = |name: &str, label: String, (value, said): (&str, String)| Chosen {
        label,
        value: said,
        without: query.without(name, value),
    };
    let mut all = Vec::new();
    if let (Some(period), Some(typed)) = (filter.period, query.get(PERIOD)) {
        all.push(one(PERIOD, page.tr("helpdesk-period").to_string(), (typed.trim(), said(page, period))));
    }
    for dimension in DIMENSIONS {
        for value in sent(query, dimension) {
            let label = page.tr(format!("helpdesk-field-{dimension}")).to_string();
            all.push(one(dimension, label, (value, names.of(page, dimension, value))));
        }
    }
    if filter.withdrawn {
        all.push(one(WITHDRAWN, String::new(), ("yes", page.tr("helpdesk-only-withdrawn").to_string())));
    }
    all
}

/// The filter that an address asks for, narrowed to what the reader may read.
fn asked(page: &Page, names: &Names, query: &Query) -> Result<Filter, Failure> {
    let withdrawn = match query.get(WITHDRAWN) {
        None => false,
        Some("yes") => true,
        Some(_) => return Err(Failure::bad_input(WITHDRAWN)),
    };
    let mut filter = Filter { period: query.value::<Period>(PERIOD)?, withdrawn, ..Filter::default() };
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
