//! Declared figures beside computed ones: never added to each other, and never taken for each other.

use figures::declared::{self, Declared};
use figures::{By, Kind, Measure, Period};
use house::House;
use web::{Failure, Page};

use super::Ask;
use super::tables::{Cell, cell, percent, say};
use crate::measures::{CONTACTS, DIRECT_ANSWER_RATE, MEASURES};
use crate::names::Names;

/// The declared figures that belong to what the page shows.
#[derive(Debug)]
pub(super) struct DeclaredTable {
    pub(super) periods: Vec<Period>,
    pub(super) rows: Vec<DeclaredRow>,
    /// Each source, once.
    pub(super) sources: Vec<String>,
}

/// One measure of one line and channel.
#[derive(Debug)]
pub(super) struct DeclaredRow {
    pub(super) label: String,
    /// A cell for each period; none where nothing was declared.
    pub(super) stated: Vec<Option<Stated>>,
    /// What Relais counts for the period of the page; absent where counting it would betray a small count.
    pub(super) computed: Option<Cell>,
}

/// A declared figure.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    pub(super) said: String,
    pub(super) target: Option<String>,
    pub(super) derived: bool,
    pub(super) note: Option<String>,
}

/// Collects the declared figures of the lines in sight.
pub(super) async fn declared(page: &Page, house: &House, names: &Names, ask: &Ask) -> Result<DeclaredTable, Failure> {
    let mut figures: Vec<(&Measure, Declared)> = Vec::new();
    for measure in MEASURES {
        let stated = declared::of(house.store.read(), measure.code).await?;
        figures.extend(stated.into_iter().filter(|figure| in_sight(ask, figure)).map(|figure| (measure, figure)));
    }
    let mut periods: Vec<Period> = figures.iter().map(|(_, figure)| figure.period).collect();
    periods.sort();
    periods.dedup();
    let mut rows: Vec<DeclaredRow> = Vec::new();
    let mut done: Vec<(&str, &Declared)> = Vec::new();
    for (measure, figure) in &figures {
        if done.iter().any(|(code, other)| *code == measure.code && other.dimensions == figure.dimensions) {
            continue;
        }
        done.push((measure.code, figure));
        let same =
            |other: &&(&Measure, Declared)| other.0.code == measure.code && other.1.dimensions == figure.dimensions;
        let of_row: Vec<&Declared> = figures.iter().filter(same).map(|(_, figure)| figure).collect();
        let at = |period: &Period| of_row.iter().find(|figure| figure.period == *period);
        rows.push(DeclaredRow {
            label: label(page, names, measure, figure),
            stated: periods.iter().map(|period| at(period).map(|figure| stated(page, measure, figure))).collect(),
            computed: computed(page, house, names, ask, (measure, figure)).await?,
        });
    }
    Ok(DeclaredTable { sources: sources(page, &figures), periods, rows })
}

fn in_sight(ask: &Ask, figure: &Declared) -> bool {
    figure.dimensions.get("line").is_none_or(|line| ask.lines.contains(line) || ask.apart.contains(line))
}

fn label(page: &Page, names: &Names, measure: &Measure, figure: &Declared) -> String {
    let values = ["line", "channel"]
        .into_iter()
        .filter_map(|dimension| figure.dimensions.get(dimension).map(|value| names.of(page, dimension, value)));
    let about = values.collect::<Vec<_>>().join(", ");
    if measure.code == CONTACTS.code {
        return about;
    }
    page.tr("helpdesk-colon").arg("what", about).arg("value", page.tr(measure.name).to_string()).to_string()
}

fn stated(page: &Page, measure: &Measure, figure: &Declared) -> Stated {
    let note = figure.note.plain(page.lang());
    let said = |value: f64| match measure.kind {
        Kind::Count => say(page, Kind::Count, value),
        Kind::Rate => percent(page, value),
    };
    Stated {
        said: said(figure.value),
        target: figure.target.map(said),
        derived: figure.derived,
        note: (!note.is_empty()).then(|| note.to_owned()),
    }
}

/// What Relais counts for the same line and channel in the period of the page.
async fn computed(
    page: &Page,
    house: &House,
    names: &Names,
    ask: &Ask,
    (measure, figure): (&Measure, &Declared),
) -> Result<Option<Cell>, Failure> {
    let line = figure.dimensions.get("line");
    let guarded = ask.guarded || line.is_some_and(|line| ask.apart.contains(line));
    let channel = figure.dimensions.get("channel");
    let mut question = ask.question();
    for (dimension, value) in &figure.dimensions {
        question = question.only(dimension, [value]);
    }
    if !guarded {
        let figure = figures::total(house.store.read(), measure, &question).await?;
        return Ok(Some(cell(page, measure, &figure, Some((measure.open)(&question)))));
    }
    // Of a guarded line only the whole is shown, as everywhere on the page; a line with one channel is that channel.
    let whole = line
        .and_then(|code| names.desk.line(code))
        .filter(|line| channel.is_none_or(|channel| line.channels.len() == 1 && line.channels.contains(channel)));
    let Some(line) = whole.filter(|_| [CONTACTS.code, DIRECT_ANSWER_RATE.code].contains(&measure.code)) else {
        return Ok(None);
    };
    let apart = ask.about(&line.code);
    let by = By { dimension: "line", values: &apart.lines };
    let table = apart.table(&house.store, measure, &apart.question(), by).await?;
    Ok(Some(cell(page, measure, &table.total.figure, None)))
}

fn sources(page: &Page, figures: &[(&Measure, Declared)]) -> Vec<String> {
    figures.iter().fold(Vec::new(), |mut sources, (_, figure)| {
        let source = figure.source.plain(page.lang()).to_owned();
        if !sources.contains(&source) {
            sources.push(source);
        }
        sources
    })
}
