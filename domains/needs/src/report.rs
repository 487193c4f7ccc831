//! The figures of the register, also for readers who may not open its entries.

use askama::Template;
use axum::extract::State;
use figures::{By, Guard, Measure, Period, Question, Table, Value, guarded_table, table};
use house::House;
use kernel::Month;
use web::{Answer, Choice, Failure, Page, Query, view};

use crate::measures::MEASURES;
use crate::names::Names;

/// Counts below this are withheld from readers who may not open the needs behind them.
const SMALLEST: i64 = 5;
/// Years to choose from.
const YEARS: i16 = 5;

/// The page of figures.
#[derive(Template)]
#[template(path = "figures.html")]
struct Figures {
    page: Page,
    year: String,
    years: Vec<Choice>,
    columns: Vec<(String, String)>,
    rows: Vec<(String, Vec<Cell>)>,
    guarded: bool,
}

/// A number, or the key of the words that say why there is none.
struct Cell {
    said: String,
    /// Where the needs behind it are.
    href: Option<String>,
    why: &'static str,
}

/// `GET /needs/figures`
pub(crate) async fn figures(page: Page, State(house): State<House>, query: Query) -> Answer {
    let names = Names::load(&house).await?;
    let this_year = page.cx().today().get().year();
    let year = query.value::<i16>("year")?.unwrap_or(this_year);
    let period: Period = year.to_string().parse().map_err(|_| Failure::bad_input("year"))?;
    let zones = names.zone_rows();
    let guarded = names.zones_for(page.cx(), "needs.read").len() < zones.len();
    let mut tables = Vec::new();
    for measure in MEASURES {
        tables.push(ask(&page, &house, measure, (period, &zones, guarded)).await?);
    }
    let whole = tables.iter().map(|table| cell(&page, &table.0, &table.1.total, guarded)).collect();
    let mut rows = vec![(page.tr("needs-all").to_string(), whole)];
    for zone in &zones {
        let of = |(measure, table): &(Measure, Table)| {
            let row = table.rows.iter().find(|row| row.value == *zone)?;
            Some(cell(&page, measure, row, guarded))
        };
        let cells: Vec<Cell> = tables.iter().filter_map(of).collect();
        if cells.len() == tables.len() {
            rows.push((names.of(&page, "zone", zone), cells));
        }
    }
    let text = |key: &str| page.tr(key).to_string();
    view(&Figures {
        columns: MEASURES.iter().map(|measure| (text(measure.name), text(measure.definition))).collect(),
        years: (0..YEARS).map(|back| Choice::new(this_year - back, (this_year - back).to_string())).collect(),
        year: year.to_string(),
        rows,
        guarded,
        page,
    })
}

type Asked<'a> = (Period, &'a [String], bool);

async fn ask(page: &Page, house: &House, measure: &Measure, asked: Asked<'_>) -> Result<(Measure, Table), Failure> {
    let (period, zones, guarded) = asked;
    let (question, by) = (Question::over(period), By { dimension: "zone", values: zones });
    let guard = Guard { smallest: SMALLEST, running: Month::of(page.cx().today().before()) };
    let db = house.store.read();
    let told = if guarded {
        guarded_table(db, measure, &question, by, guard).await?
    } else {
        table(db, measure, &question, by).await?
    };
    Ok((*measure, told))
}

fn cell(page: &Page, measure: &Measure, row: &figures::Row, guarded: bool) -> Cell {
    let href = (!guarded).then(|| (measure.open)(&row.question));
    let absent = |why| Cell { said: String::new(), href: None, why };
    match row.figure.value {
        Value::Known(number) => Cell { said: page.decimal(number, 0), href, why: "" },
        Value::NoData => absent("needs-no-data"),
        Value::Withheld => absent("needs-withheld"),
        Value::Unfinished => absent("needs-unfinished"),
    }
}
