//! The figures of campaigns: a year by months.

use askama::Template;
use axum::extract::State;
use figures::{By, Measure, Period, Question, Row, Table, Value, table};
use house::House;
use kernel::Month;
use web::{Answer, Choice, Failure, Page, Query, Step, view};

use crate::campaign::drawing::trail;
use crate::measures::{COST, MEASURES};

/// Years to choose from.
const YEARS: i16 = 5;

/// The page of figures.
#[derive(Template)]
#[template(path = "campaign/figures.html")]
struct Figures {
    page: Page,
    trail: [Step; 1],
    year: String,
    years: Vec<Choice>,
    columns: Vec<(String, String)>,
    /// A month, or the whole year, with its numbers.
    rows: Vec<(String, Vec<Cell>)>,
}

/// A number, and where the campaigns behind it are; nothing where there is no data.
struct Cell(Option<(String, String)>);

/// `GET /campaigns/figures`
pub(crate) async fn figures(page: Page, State(house): State<House>, query: Query) -> Answer {
    let this_year = page.cx().today().get().year();
    let year = query.value::<i16>("year")?.unwrap_or(this_year);
    let period: Period = year.to_string().parse().map_err(|_| Failure::bad_input("year"))?;
    let months: Vec<String> = period.months().iter().map(ToString::to_string).collect();
    let mut tables: Vec<Table> = Vec::new();
    for measure in MEASURES {
        let by = By { dimension: "month", values: &months };
        tables.push(table(house.store.read(), measure, &Question::over(period), by).await?);
    }
    let whole = cells(&page, tables.iter().map(|table| &table.total));
    let mut rows = vec![(page.tr("campaigns-whole-year").to_string(), whole)];
    // Of months to come there is nothing to tell, not even that it was none.
    let so_far = Month::of(page.cx().today());
    for (at, month) in period.months().into_iter().enumerate().filter(|(_, month)| *month <= so_far) {
        rows.push((page.month(month), cells(&page, tables.iter().filter_map(|table| table.rows.get(at)))));
    }
    let text = |key: &str| page.tr(key).to_string();
    view(&Figures {
        trail: trail(&page),
        columns: MEASURES.iter().map(|measure| (text(measure.name), text(measure.definition))).collect(),
        years: (0..YEARS).map(|back| Choice::new(this_year - back, (this_year - back).to_string())).collect(),
        year: year.to_string(),
        rows,
        page,
    })
}

fn cells<'a>(page: &Page, rows: impl Iterator<Item = &'a Row>) -> Vec<Cell> {
    let cell = |(measure, row): (&Measure, &Row)| {
        let Value::Known(number) = row.figure.value else { return Cell(None) };
        let said = if measure.code == COST.code {
            page.euro(row.figure.numerator.unwrap_or_default())
        } else {
            page.decimal(number, 0)
        };
        Cell(Some((said, (measure.open)(&row.question))))
    };
    MEASURES.iter().zip(rows).map(cell).collect()
}
