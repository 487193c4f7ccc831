//! Tables of figures in the reader's words.

use figures::{By, Figure, Kind, Measure, Period, Question, Row, Table, Value, guarded_table, table};
use sea_orm::DbErr;
use store::Store;
use web::chart::{Chart, Point, Series, Shape};
use web::{Markup, Page};

use super::Ask;
use crate::measures::{CONTACTS, DIRECT_ANSWER_RATE};
use crate::names::Names;

/// The most rows of a table whose rows are many.
const MOST_ROWS: usize = 15;

/// A figure as a cell shows it.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Cell {
    /// A number, and where the contacts behind it are.
    Known { said: String, href: Option<String> },
    /// No number, and the key of the words that say why.
    Absent(&'static str),
}

impl Cell {
    /// The number, when there is one to show.
    pub(super) fn said(&self) -> Option<&str> {
        if let Self::Known { said, .. } = self { Some(said) } else { None }
    }

    /// Where the contacts behind it are.
    pub(super) fn href(&self) -> Option<&str> {
        if let Self::Known { href, .. } = self { href.as_deref() } else { None }
    }

    /// The key of the words that say why there is no number.
    pub(super) fn why(&self) -> &'static str {
        if let Self::Absent(why) = self { why } else { "" }
    }
}

/// A measure split by a dimension, ready for the page.
#[derive(Debug)]
pub(super) struct Split {
    pub(super) dimension: &'static str,
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) rows: Vec<SplitRow>,
    pub(super) total: Vec<Cell>,
    pub(super) columns: Vec<String>,
    pub(super) drawing: Option<Markup>,
    /// Rows that are not shown because there are too many.
    pub(super) more: usize,
}

/// A row of it.
#[derive(Debug)]
pub(super) struct SplitRow {
    pub(super) label: String,
    pub(super) cells: Vec<Cell>,
}

impl Ask {
    /// A measure split by a dimension, in the way that this reader may see it.
    pub(super) async fn table(
        &self,
        store: &Store,
        measure: &Measure,
        question: &Question,
        by: By<'_>,
    ) -> Result<Table, DbErr> {
        if self.guarded {
            guarded_table(store.read(), measure, question, by, self.guard).await
        } else {
            table(store.read(), measure, question, by).await
        }
    }

    /// A figure as a cell; it opens onto its contacts when the reader may see them.
    pub(super) fn cell(&self, page: &Page, measure: &Measure, row: &Row) -> Cell {
        let href = (!self.guarded).then(|| (measure.open)(&row.question));
        cell(page, measure, &row.figure, href)
    }
}

/// A figure as a cell.
pub(super) fn cell(page: &Page, measure: &Measure, figure: &Figure, href: Option<String>) -> Cell {
    match figure.value {
        // A rate without its parts is told in whole per cents.
        Value::Known(value) if measure.kind == Kind::Rate && figure.denominator.is_none() => {
            Cell::Known { said: percent(page, value), href }
        }
        Value::Known(value) => Cell::Known { said: say(page, measure.kind, value), href },
        _ => Cell::Absent(absent(figure)),
    }
}

/// The key of the words for a figure without a number.
pub(super) const fn absent(figure: &Figure) -> &'static str {
    match (figure.value, figure.period) {
        (Value::Withheld, _) => "helpdesk-withheld",
        (Value::Unfinished, Period::Month(_)) => "helpdesk-unfinished",
        (Value::Unfinished, _) => "helpdesk-after-the-year",
        (Value::NoData | Value::Known(_), _) => "helpdesk-no-data",
    }
}

/// A value with its unit where the unit is short.
pub(super) fn say(page: &Page, kind: Kind, value: f64) -> String {
    match kind {
        Kind::Count => page.decimal(value, 0),
        Kind::Rate => page.percent(value / 100.0),
    }
}

/// A percentage that was set or stated: a target of 60 % is not measured to the tenth.
pub(super) fn percent(page: &Page, value: f64) -> String {
    web::say::percent(page.lang(), value / 100.0, usize::from(value.fract() != 0.0))
}

/// Contacts and the share answered directly, split by a dimension.
pub(super) async fn split(
    page: &Page,
    store: &Store,
    names: &Names,
    ask: &Ask,
    dimension: &'static str,
) -> Result<Split, DbErr> {
    let values = wanted(page, names, ask, dimension);
    let by = By { dimension, values: &values };
    let question = ask.question();
    let mut contacts = ask.table(store, &CONTACTS, &question, by).await?;
    if matches!(dimension, "theme" | "inquirer") {
        contacts.rows.sort_by(|a, b| number(b).total_cmp(&number(a)));
    }
    let more = contacts.rows.len().saturating_sub(MOST_ROWS);
    contacts.rows.truncate(MOST_ROWS);
    // Shares of parts would tell small counts; a reader who may not open the contacts sees the whole share only.
    let rates = if ask.guarded { None } else { Some(ask.table(store, &DIRECT_ANSWER_RATE, &question, by).await?) };
    let rate_of = |value: &str| rates.as_ref()?.rows.iter().find(|row| row.value == value);
    let cells = |row: &Row, rate: Option<&Row>| {
        let rate = rate.map(|rate| ask.cell(page, &DIRECT_ANSWER_RATE, rate));
        [Some(ask.cell(page, &CONTACTS, row)), rate].into_iter().flatten().collect::<Vec<_>>()
    };
    let row = |row: &Row| {
        let label = names.of(page, dimension, &row.value);
        SplitRow { label, cells: cells(row, rate_of(&row.value)) }
    };
    let mut rows: Vec<SplitRow> = contacts.rows.iter().map(row).collect();
    // A table of gaps tells nothing, and a drawing of them looks broken.
    if rows.iter().all(|row| row.cells.iter().all(|cell| cell.said().is_none())) {
        rows.clear();
    }
    let title = page.tr(format!("helpdesk-by-{dimension}")).to_string();
    let drawing = draw(page, names, ask, (dimension, &title), &contacts);
    let mut columns = vec![page.tr(CONTACTS.name).to_string()];
    columns.extend(rates.as_ref().map(|_| page.tr(DIRECT_ANSWER_RATE.name).to_string()));
    let mut total = cells(&contacts.total, rates.as_ref().map(|rates| &rates.total));
    if dimension == "line" && ask.lines.iter().any(|line| target_of(names, line).is_some()) {
        columns.push(page.tr("helpdesk-target-head").to_string());
        let lines = contacts.rows.iter().map(|row| target_of(names, &row.value));
        rows.iter_mut().zip(lines).for_each(|(row, target)| row.cells.push(aim(page, target)));
        total.push(aim(page, None));
    }
    let heading = page.tr(format!("helpdesk-field-{dimension}")).to_string();
    Ok(Split { dimension, title, heading, rows, total, columns, drawing, more })
}

fn target_of(names: &Names, line: &str) -> Option<f64> {
    names.desk.line(line)?.target
}

/// What a line aims at; nothing stands where it aims at nothing.
fn aim(page: &Page, target: Option<f64>) -> Cell {
    Cell::Known { said: target.map_or_else(String::new, |target| percent(page, target)), href: None }
}

/// The rows that a table always has, in their order.
fn wanted(page: &Page, names: &Names, ask: &Ask, dimension: &str) -> Vec<String> {
    match dimension {
        "line" => ask.lines.clone(),
        "month" => {
            let now = kernel::Month::of(page.cx().today());
            ask.period.months().into_iter().filter(|month| *month <= now).map(|month| month.to_string()).collect()
        }
        "channel" => {
            let used = |code: &String| {
                ask.lines.iter().filter_map(|line| names.desk.line(line)).any(|line| line.channels.contains(code))
            };
            names.values(dimension).into_iter().filter(used).collect()
        }
        other => names.values(other),
    }
}

fn number(row: &Row) -> f64 {
    row.figure.value.known().unwrap_or(-1.0)
}

/// Months stand upright, zones and themes lie: their names are long. Other tables are short enough without a drawing.
fn draw(page: &Page, names: &Names, ask: &Ask, (dimension, title): (&str, &str), contacts: &Table) -> Option<Markup> {
    if contacts.rows.iter().all(|row| row.figure.value.known().is_none()) {
        return None;
    }
    let shape = match dimension {
        "month" => Shape::Columns,
        "zone" | "theme" => Shape::Bars,
        _ => return None,
    };
    let mut chart = Chart::of(title, "", page.lang());
    let label = |row: &Row| match row.value.parse::<kernel::Month>() {
        Ok(month) if dimension == "month" => web::say::short_month(page.lang(), month).to_owned(),
        _ => names.of(page, dimension, &row.value),
    };
    chart.labels = contacts.rows.iter().map(label).collect();
    let points = contacts.rows.iter().map(|row| Point {
        value: row.figure.value.known(),
        href: (!ask.guarded && row.figure.value.known().is_some()).then(|| (CONTACTS.open)(&row.question)),
    });
    chart.series = vec![Series { name: page.tr(CONTACTS.name).to_string(), points: points.collect(), declared: false }];
    Some(chart.draw(shape))
}
