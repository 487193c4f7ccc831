//! Asking a measure: one figure, or a table of figures, for readers who may open the records and for those who may not.

use std::collections::BTreeMap;

use sea_orm::{DatabaseConnection, DbErr};

use crate::figure::Tally;
use crate::{Counts, Figure, Kind, Measure, Period, Question, withhold};

/// The dimension of calendar months.
pub(crate) const MONTH: &str = "month";

/// What a table is split by.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// The dimension.
    pub dimension: &'static str,
    /// The values that have a row in any case, in the order of the rows. Others that occur follow.
    pub values: &'a [String],
}

/// One row of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// The value of the dimension.
    pub value: String,
    /// The figure.
    pub figure: Figure,
    /// What opens onto the records behind it.
    pub question: Question,
}

/// A measure split by one dimension.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// The rows. They add up to the total only where a record has exactly one value of the dimension.
    pub rows: Vec<Row>,
    /// The whole.
    pub total: Row,
}

/// One figure over everything that the question asks for.
///
/// # Errors
/// When the records cannot be read.
pub async fn total(db: &DatabaseConnection, measure: &Measure, question: &Question) -> Result<Figure, DbErr> {
    let question = Question { by: Vec::new(), ..question.clone() };
    let counts = (measure.compute)(db, &question).await?;
    let mut tally = Tally::default();
    counts.cells.iter().for_each(|cell| tally.add(cell));
    Ok(Figure::computed(measure, question.period, tally, recorded(&counts, question.period)))
}

/// A figure for each value of a dimension.
///
/// # Errors
/// When the records cannot be read.
pub async fn table(
    db: &DatabaseConnection,
    measure: &Measure,
    question: &Question,
    by: By<'_>,
) -> Result<Table, DbErr> {
    let counts = (measure.compute)(db, &question.clone().split(&[by.dimension])).await?;
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for cell in &counts.cells {
        tallies.entry(cell.at.first().map_or("", String::as_str)).or_default().add(cell);
    }
    let occurring = tallies.keys().map(|value| (*value).to_owned());
    let rows = values(by, occurring)
        .into_iter()
        .map(|value| {
            let cell = question.at(by.dimension, &value);
            let tally = tallies.get(value.as_str()).copied().unwrap_or_default();
            let figure = Figure::computed(measure, cell.period, tally, recorded(&counts, cell.period));
            Row { value, figure, question: cell }
        })
        .collect();
    let whole = Question { by: Vec::new(), ..question.clone() };
    let figure = total(db, measure, &whole).await?;
    Ok(Table { rows, total: Row { value: String::new(), figure, question: whole } })
}

/// As [`table`], for a reader who may not open the records: counts below `threshold` are withheld, and with them
/// whatever would betray them. The period must be a month or a year: it is shown as a part of its calendar year's
/// table of months, so that no month follows from the year and the other months. Anything else, and the rows of a
/// rate, are withheld as a whole.
///
/// # Errors
/// When the records cannot be read.
pub async fn guarded_table(
    db: &DatabaseConnection,
    measure: &Measure,
    question: &Question,
    by: By<'_>,
    threshold: i64,
) -> Result<Table, DbErr> {
    let mut open = table(db, measure, question, by).await?;
    open.total.figure = guarded_total(db, measure, question, threshold).await?;
    let Some(months) = months_of_its_year(question.period).filter(|_| measure.kind == Kind::Count) else {
        open.rows.iter_mut().for_each(|row| row.figure = row.figure.clone().withheld());
        return Ok(open);
    };
    let year = Question { period: Period::Year(question.period.first().year), ..question.clone() };
    let split: &[&'static str] = if by.dimension == MONTH { &[MONTH] } else { &[by.dimension, MONTH] };
    let counts = (measure.compute)(db, &year.split(split)).await?;
    let across = matrix(&counts, &months, by.dimension == MONTH);
    let cells: Vec<Vec<i64>> = across.iter().map(|(_, cells)| cells.clone()).collect();
    let hidden = withhold(&cells, threshold);
    for row in &mut open.rows {
        let hide = if by.dimension == MONTH {
            months.iter().position(|month| *month == row.value).is_none_or(|month| hidden.column_total(month))
        } else {
            // A value that does not occur in the whole year counts zero in each month.
            across.iter().position(|(value, _)| *value == row.value).is_some_and(|place| match question.period {
                Period::Month(month) => hidden.cell(place, usize::from(month.month.unsigned_abs()).saturating_sub(1)),
                _ => hidden.row_total(place),
            })
        };
        if hide {
            row.figure = row.figure.clone().withheld();
        }
    }
    Ok(open)
}

/// One figure for a reader who may not open the records.
async fn guarded_total(
    db: &DatabaseConnection,
    measure: &Measure,
    question: &Question,
    threshold: i64,
) -> Result<Figure, DbErr> {
    let figure = total(db, measure, question).await?;
    let shown = match (measure.kind, question.period) {
        (_, Period::Range(..)) | (Kind::Rate, Period::Month(_)) => false,
        (Kind::Rate, Period::Year(_)) => {
            let (part, whole) = (figure.numerator.unwrap_or(0), figure.denominator.unwrap_or(0));
            part >= threshold && whole - part >= threshold
        }
        (Kind::Count, _) => {
            let months = months_of_its_year(question.period).unwrap_or_default();
            let year = Question { period: Period::Year(question.period.first().year), ..question.clone() };
            let counts = (measure.compute)(db, &year.split(&[MONTH])).await?;
            let cells: Vec<Vec<i64>> = matrix(&counts, &months, true).into_iter().map(|(_, cells)| cells).collect();
            let hidden = withhold(&cells, threshold);
            match question.period {
                Period::Month(month) => !hidden.column_total(usize::from(month.month.unsigned_abs()).saturating_sub(1)),
                _ => !hidden.grand_total(),
            }
        }
    };
    let nothing = figure.value == crate::Value::NoData;
    Ok(if shown || nothing { Figure { numerator: None, denominator: None, ..figure } } else { figure.withheld() })
}

/// The months of the calendar year that a month or a year lies in; none for a run of months.
fn months_of_its_year(period: Period) -> Option<Vec<String>> {
    match period {
        Period::Range(..) => None,
        Period::Year(_) | Period::Month(_) => {
            Some(Period::Year(period.first().year).months().iter().map(ToString::to_string).collect())
        }
    }
}

/// The counts of a year, a row for each value and a column for each month. Split by month alone there is one row.
fn matrix(counts: &Counts, months: &[String], by_month_alone: bool) -> Vec<(String, Vec<i64>)> {
    let mut rows: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    if by_month_alone {
        rows.insert(String::new(), vec![0; months.len()]);
    }
    for cell in &counts.cells {
        let value = if by_month_alone { String::new() } else { cell.at.first().cloned().unwrap_or_default() };
        let month = months.iter().position(|month| cell.at.last() == Some(month));
        let row = rows.entry(value).or_insert_with(|| vec![0; months.len()]);
        if let Some(month) = month {
            row[month] += cell.numerator;
        }
    }
    rows.into_iter().collect()
}

fn recorded(counts: &Counts, period: Period) -> bool {
    counts.since.is_some_and(|since| since <= period.last())
}

/// The values of the rows: those wanted in any case, then the others that occur.
fn values(by: By<'_>, occurring: impl Iterator<Item = String>) -> Vec<String> {
    let mut values = by.values.to_vec();
    values.extend(occurring.filter(|value| !by.values.contains(value)));
    values
}
