//! The page of figures.

use askama::Template;
use axum::extract::State;
use figures::{By, Figure, Measure, Period};
use house::House;
use web::chart::meter;
use web::{Answer, Choice, Failure, Form, Markup, Page, Query, view};

use super::Ask;
use super::declared::{DeclaredTable, declared};
use super::tables::{Cell, Split, cell, percent, split};
use crate::contact::records;
use crate::measures::{CONTACTS, DIRECT_ANSWER_RATE, UNMET_NEEDS};
use crate::names::Names;
use crate::periods::{periods, said};

/// How the contacts are split, in the order of the page.
pub(super) const SPLITS: [&str; 6] = ["month", "line", "channel", "zone", "theme", "inquirer"];

/// The page of figures.
#[derive(Template)]
#[template(path = "report/figures.html")]
struct Figures {
    page: Page,
    form: Form,
    ask: Ask,
    said_period: String,
    periods: Vec<Choice>,
    lines: Vec<Choice>,
    panels: Vec<Panel>,
    apart: Vec<ApartLine>,
    splits: Vec<Split>,
    declared: DeclaredTable,
    demo: bool,
}

/// One large figure.
struct Panel {
    name: String,
    unit: String,
    definition: String,
    cell: Cell,
    /// "420 of 722 contacts", for a rate.
    parts: Option<String>,
    /// "target 60 %", when the number is that of a line that has one.
    target: Option<String>,
    /// The share drawn, towards the target when there is one for all of it.
    meter: Option<Markup>,
    /// How many contacts the number opens onto.
    behind: Option<String>,
}

/// A line of which only counts are shown.
struct ApartLine {
    name: String,
    /// The page about it alone.
    href: String,
    contacts: Cell,
    rate: Cell,
    target: Option<String>,
}

impl Figures {
    fn title(&self) -> String {
        let what = self.page.tr("helpdesk-figures").to_string();
        self.page.tr("helpdesk-colon").arg("what", what).arg("value", self.said_period.as_str()).to_string()
    }

    fn is_range(&self) -> bool {
        matches!(self.ask.period, Period::Range(..))
    }
}

/// `GET /helpdesk/figures`
pub(crate) async fn figures(page: Page, State(house): State<House>, query: Query) -> Answer {
    let names = Names::load(&house).await?;
    let ask = Ask::read(page.cx(), &names.desk, &query)?;
    let mut panels = Vec::new();
    for measure in [&CONTACTS, &DIRECT_ANSWER_RATE, &UNMET_NEEDS] {
        panels.push(panel(&page, &house, &names, &ask, measure).await?);
    }
    let splits = splits(&page, &house, &names, &ask).await?;
    let declared = declared(&page, &house, &names, &ask).await?;
    let view_of = Figures {
        said_period: said(&page, ask.told()),
        periods: periods(&page, &house, Some(ask.period), &ask.filter()).await?,
        lines: lines(&page, &names),
        apart: apart_lines(&page, &house, &names, &ask).await?,
        demo: records::holds_demo(house.store.read()).await?,
        form: form(&ask),
        panels,
        splits,
        declared,
        ask,
        page,
    };
    view(&view_of)
}

/// The tables of the page. One line needs no table of lines, and one month none of months.
pub(super) async fn splits(page: &Page, house: &House, names: &Names, ask: &Ask) -> Result<Vec<Split>, Failure> {
    let mut splits = Vec::new();
    for dimension in SPLITS {
        let alone = match dimension {
            "line" => ask.lines.len() < 2,
            "month" => matches!(ask.period, Period::Month(_)),
            _ => false,
        };
        if !alone {
            splits.push(split(page, &house.store, names, ask, dimension).await?);
        }
    }
    Ok(splits)
}

async fn panel(page: &Page, house: &House, names: &Names, ask: &Ask, measure: &Measure) -> Result<Panel, Failure> {
    let target = ask.target(&names.desk).filter(|_| measure.code == DIRECT_ANSWER_RATE.code);
    let by = By { dimension: "month", values: &[] };
    let total = ask.table(&house.store, measure, &ask.question(), by).await?.total;
    let figure = total.figure.clone().aiming_at(target);
    let share = figure.value.known().filter(|_| figure.denominator.is_some() || figure.target.is_some());
    let drawn = share.filter(|_| measure.code == DIRECT_ANSWER_RATE.code);
    let behind = figure.denominator.or(figure.numerator).filter(|_| !ask.guarded);
    Ok(Panel {
        name: page.tr(measure.name).to_string(),
        unit: page.tr(format!("{}.of", measure.unit)).arg("n", figure.value.known().unwrap_or_default()).to_string(),
        definition: page.tr(measure.definition).to_string(),
        cell: ask.cell(page, measure, &total),
        parts: parts(page, &figure),
        meter: drawn.map(|share| meter(&percent(page, share), share / 100.0, figure.target.map(|aim| aim / 100.0))),
        target: target.map(|aim| page.tr("helpdesk-target").arg("aim", percent(page, aim)).to_string()),
        behind: behind.map(|n| page.tr("helpdesk-show-contacts").arg("n", n).to_string()),
    })
}

fn parts(page: &Page, figure: &Figure) -> Option<String> {
    let (part, whole) = (figure.numerator?, figure.denominator?);
    Some(page.tr("helpdesk-part-of").arg("part", part).arg("whole", whole).to_string())
}

async fn apart_lines(page: &Page, house: &House, names: &Names, ask: &Ask) -> Result<Vec<ApartLine>, Failure> {
    let mut lines = Vec::new();
    for code in &ask.apart {
        let alone = ask.about(code);
        let by = By { dimension: "line", values: &alone.lines };
        let contacts = alone.table(&house.store, &CONTACTS, &alone.question(), by).await?.total;
        let rate = alone.table(&house.store, &DIRECT_ANSWER_RATE, &alone.question(), by).await?.total;
        lines.push(ApartLine {
            name: names.of(page, "line", code),
            href: alone.address("/helpdesk/figures"),
            contacts: cell(page, &CONTACTS, &contacts.figure, None),
            rate: cell(page, &DIRECT_ANSWER_RATE, &rate.figure, None),
            target: alone.target(&names.desk).map(|target| percent(page, target)),
        });
    }
    Ok(lines)
}

/// The lines that the reader can pick; all together only for whoever may open some of them.
fn lines(page: &Page, names: &Names) -> Vec<Choice> {
    let (open, counted) = super::visible(page.cx(), &names.desk);
    let all = (!open.is_empty()).then(|| Choice::new("", page.tr("helpdesk-all-my-lines")));
    let each = open.iter().chain(&counted).map(|code| Choice::new(code, names.of(page, "line", code)));
    let lines: Vec<Choice> = each.collect();
    if lines.len() > 1 { all.into_iter().chain(lines).collect() } else { Vec::new() }
}

fn form(ask: &Ask) -> Form {
    let (from, until) = (ask.period.first().to_string(), ask.period.last().to_string());
    let range = matches!(ask.period, Period::Range(..));
    let months = [("from", from), ("until", until)].into_iter().filter(move |_| range);
    let line = ask.line.clone().map(|line| ("line", line));
    Form::filled(months.chain(line).chain([("period", ask.period.to_string())]))
}
