//! The list of needs: what figures open onto, narrowed by whatever a need can be told apart by; also for spreadsheets.

use askama::Template;
use axum::extract::State;
use figures::{Period, UNKNOWN};
use house::House;
use kernel::{Code, PageRequest};
use web::{Answer, Choice, Failure, Form, Page, Pager, Query, Spreadsheet, view};

use super::drawing::Row;
use super::filter::{Filter, Moment};
use super::records;
use crate::names::Names;

/// What a list can be filtered by, in the order of the form.
const DIMENSIONS: [&str; 5] = ["state", "theme", "zone", "municipality", "source"];
/// Needs on a page.
const AT_ONCE: u64 = 25;
/// Needs in a spreadsheet.
const AT_MOST: u64 = 10_000;
/// The columns of a spreadsheet.
const HEAD: [&str; 11] =
    ["id", "need", "theme", "place", "source", "count", "first", "last", "state", "relayed_to", "answer"];

/// The key of what a dimension is called.
pub(crate) fn label(dimension: &str) -> String {
    format!("needs-field-{dimension}")
}

/// The list of needs.
#[derive(Template)]
#[template(path = "list.html")]
struct NeedList {
    page: Page,
    form: Form,
    total: u64,
    rows: Vec<Row>,
    pager: Pager,
    filters: Vec<(&'static str, Vec<Choice>)>,
    moments: Vec<Choice>,
    /// What the list is narrowed to, in words.
    chosen: Vec<Chosen>,
    /// The same list for a spreadsheet.
    spreadsheet: String,
    may_note: bool,
}

/// Something that the list is narrowed to, and the same list without it.
struct Chosen {
    label: String,
    value: String,
    without: String,
}

/// `GET /needs`
pub(crate) async fn list(page: Page, State(house): State<House>, query: Query) -> Answer {
    let names = Names::load(&house).await?;
    let filter = asked(&page, &names, &query)?;
    let needs = records::list(house.store.read(), &filter, query.page(AT_ONCE)?).await?;
    let choices = |dimension: &'static str| (dimension, with_unknown(&page, &names, dimension));
    let kept = DIMENSIONS.into_iter().chain(["period", "moment"]);
    view(&NeedList {
        form: Form::filled(kept.flat_map(|name| query.all(name).map(move |value| (name, value.to_owned())))),
        total: needs.total,
        rows: needs.items.iter().map(|need| Row::of(&page, &names, need)).collect(),
        pager: Pager::of(&needs, &query),
        filters: DIMENSIONS.into_iter().map(choices).collect(),
        moments: moments(&page),
        chosen: chosen(&page, &names, &query),
        spreadsheet: format!("/needs/list.csv{}", query.without("offset", "")),
        may_note: page.could("needs.note"),
        page,
    })
}

/// `GET /needs/list.csv`
pub(crate) async fn csv(page: Page, State(house): State<House>, query: Query) -> Answer {
    let names = Names::load(&house).await?;
    let filter = asked(&page, &names, &query)?;
    let mut table = Spreadsheet::new(page.lang());
    table.row(HEAD.map(|column| page.tr(format!("needs-csv-{column}")).to_string()));
    let mut request = PageRequest::first(PageRequest::MOST);
    while request.offset < AT_MOST {
        let needs = records::list(house.store.read(), &filter, request).await?;
        for need in &needs.items {
            let row = Row::of(&page, &names, need);
            let theme = need.entry.theme.as_deref().map(|code| names.of(&page, "theme", code)).unwrap_or_default();
            table.row([
                row.id,
                row.title,
                theme,
                row.place,
                row.source,
                need.count.to_string(),
                need.first_month.to_string(),
                need.last_month.to_string(),
                row.state,
                row.relayed_to,
                row.answer.plain(page.lang()).to_owned(),
            ]);
        }
        request = PageRequest { offset: request.offset + request.limit, ..request };
        if request.offset >= needs.total {
            break;
        }
    }
    Ok(table.file("needs"))
}

fn with_unknown(page: &Page, names: &Names, dimension: &str) -> Vec<Choice> {
    let has_unknown = !matches!(dimension, "state" | "source");
    let unknown = has_unknown.then(|| Choice::new(UNKNOWN, names.of(page, dimension, UNKNOWN)));
    names.choices(page, dimension).into_iter().chain(unknown).collect()
}

fn moments(page: &Page) -> Vec<Choice> {
    Moment::ALL.iter().map(|moment| Choice::new(moment, page.tr(format!("needs-moment-{moment}")))).collect()
}

fn chosen(page: &Page, names: &Names, query: &Query) -> Vec<Chosen> {
    let sent = |name: &'static str| query.all(name).map(str::trim).filter(|value| !value.is_empty());
    let period = sent("period").map(|value| ("period", value, value.to_owned()));
    let others = DIMENSIONS
        .into_iter()
        .flat_map(|dimension| sent(dimension).map(move |value| (dimension, value, names.of(page, dimension, value))));
    let one = |(name, value, said): (&str, &str, String)| Chosen {
        label: page.tr(label(name)).to_string(),
        value: said,
        without: query.without(name, value),
    };
    period.chain(others).map(one).collect()
}

/// The filter that an address asks for, narrowed to the zones that the reader may read.
fn asked(page: &Page, names: &Names, query: &Query) -> Result<Filter, Failure> {
    let moment = query.value::<Moment>("moment")?.unwrap_or(Moment::Noted);
    let mut filter = Filter { period: query.value::<Period>("period")?, moment, ..Filter::default() };
    for dimension in DIMENSIONS {
        let wanted: Vec<String> = query.values::<Code>(dimension)?.into_iter().map(|code| code.0).collect();
        if !wanted.is_empty() {
            filter = filter.only(dimension, wanted);
        }
    }
    let mut zones = names.zones_for(page.cx(), "needs.read");
    if let Some(wanted) = filter.only.get("zone") {
        zones.retain(|zone| wanted.contains(zone));
    }
    Ok(filter.only("zone", zones).with_merged(names.merged()))
}
