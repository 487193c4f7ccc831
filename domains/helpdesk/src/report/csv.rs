//! The figures as a table for spreadsheets, with the origin of every number.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use figures::declared;
use figures::{By, Provenance, Value};
use house::House;
use web::{Answer, Failure, Page, Query};

use super::Ask;
use super::pages::SPLITS;
use crate::measures::{CONTACTS, DIRECT_ANSWER_RATE, MEASURES};
use crate::names::Names;

const HEAD: [&str; 11] = [
    "measure",
    "dimension",
    "value",
    "label",
    "period",
    "figure",
    "unit",
    "numerator",
    "denominator",
    "provenance",
    "source",
];

/// `GET /helpdesk/figures.csv`
pub(crate) async fn csv(page: Page, State(house): State<House>, query: Query) -> Answer {
    let names = Names::load(&house).await?;
    let ask = Ask::read(page.cx(), &names.desk, &query)?;
    let mut rows = computed(&page, &house, &names, &ask).await?;
    rows.extend(apart(&page, &house, &names, &ask).await?);
    rows.extend(stated(&page, &house, &names, &ask).await?);
    // A spreadsheet recognises UTF-8 by this mark only.
    let mut text = String::from("\u{feff}");
    for row in std::iter::once(HEAD.map(str::to_owned)).chain(rows) {
        text.push_str(&row.map(|cell| quoted(&cell)).join(","));
        text.push_str("\r\n");
    }
    let name = format!("attachment; filename=\"helpdesk-{}.csv\"", ask.period.to_string().replace("..", "-"));
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, text).into_response())
}

type Row = [String; 11];

async fn computed(page: &Page, house: &House, names: &Names, ask: &Ask) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for dimension in SPLITS {
        let values =
            names.values(dimension).into_iter().filter(|value| dimension != "line" || ask.lines.contains(value));
        let values: Vec<String> = values.collect();
        for measure in [&CONTACTS, &DIRECT_ANSWER_RATE] {
            let by = By { dimension, values: &values };
            let table = ask.table(&house.store, measure, &ask.question(), by).await?;
            // The whole is the same for every dimension: once is enough.
            let total = table.total;
            let whole = (dimension == SPLITS[0]).then_some(("", total));
            for (by, row) in table.rows.into_iter().map(|row| (dimension, row)).chain(whole) {
                let label = if by.is_empty() { String::new() } else { names.of(page, by, &row.value) };
                let words = [measure.code, by, &row.value, &label].map(str::to_owned);
                rows.push(line(words, &row.figure, measure.unit, page));
            }
        }
    }
    Ok(rows)
}

/// The lines of which the reader sees only counts: each by itself, and only as a whole.
async fn apart(page: &Page, house: &House, names: &Names, ask: &Ask) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for code in &ask.apart {
        let alone = ask.about(code);
        for measure in [&CONTACTS, &DIRECT_ANSWER_RATE] {
            let by = By { dimension: "line", values: &alone.lines };
            let figure = alone.table(&house.store, measure, &alone.question(), by).await?.total.figure;
            let words = [measure.code.to_owned(), "line".to_owned(), code.clone(), names.of(page, "line", code)];
            rows.push(line(words, &figure, measure.unit, page));
        }
    }
    Ok(rows)
}

async fn stated(page: &Page, house: &House, names: &Names, ask: &Ask) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for measure in MEASURES {
        for figure in declared::of(house.store.read(), measure.code).await? {
            let line_of = figure.dimensions.get("line");
            if line_of.is_some_and(|line| !ask.lines.contains(line) && !ask.apart.contains(line)) {
                continue;
            }
            let join = |of: Vec<String>| of.join(" + ");
            let dimension = join(figure.dimensions.keys().cloned().collect());
            let value = join(figure.dimensions.values().cloned().collect());
            let label = join(figure.dimensions.iter().map(|(by, value)| names.of(page, by, value)).collect());
            rows.push(line([measure.code.to_owned(), dimension, value, label], &figure.figure(), measure.unit, page));
        }
    }
    Ok(rows)
}

fn line([measure, dimension, value, label]: [String; 4], figure: &figures::Figure, unit: &str, page: &Page) -> Row {
    let number = match figure.value {
        Value::Known(number) => format!("{number}"),
        Value::NoData => "no data".to_owned(),
        Value::Withheld => "withheld".to_owned(),
    };
    let whole = |count: Option<i64>| count.map_or_else(String::new, |count| count.to_string());
    let (provenance, source) = match &figure.provenance {
        Provenance::Computed => ("computed", String::new()),
        Provenance::Declared { source, derived, .. } => {
            (if *derived { "derived" } else { "declared" }, source.plain(page.lang()).to_owned())
        }
    };
    let (numerator, denominator) = (whole(figure.numerator), whole(figure.denominator));
    let unit = page.tr(unit).to_string();
    let period = figure.period.to_string();
    [measure, dimension, value, label, period, number, unit, numerator, denominator, provenance.to_owned(), source]
}

/// A cell that no spreadsheet takes for a formula, and no comma breaks.
fn quoted(cell: &str) -> String {
    let harmless =
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() };
    if harmless.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", harmless.replace('"', "\"\"")) } else { harmless }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn cells_are_neither_formulas_nor_broken() {
        let cases = [("a", "a"), ("a,b", "\"a,b\""), ("=1+1", "'=1+1"), ("a\"b", "\"a\"\"b\""), ("-5", "'-5")];
        for (cell, expected) in cases {
            assert_eq!(quoted(cell), expected);
        }
    }
}
