//! Asking a measure: one figure, or a table of figures, for readers who may open the records behind them.

use std::collections::BTreeMap;

use sea_orm::{DatabaseConnection, DbErr};

use crate::figure::Tally;
use crate::{Counts, Figure, Measure, Period, Question};

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

/// Whether anything was recorded by the end of a period.
pub(crate) fn recorded(counts: &Counts, period: Period) -> bool {
    counts.since.is_some_and(|since| since <= period.last())
}

/// The values of the rows: those wanted in any case, then the others that occur.
pub(crate) fn values(by: By<'_>, occurring: impl Iterator<Item = String>) -> Vec<String> {
    let mut values = by.values.to_vec();
    values.extend(occurring.filter(|value| !by.values.contains(value)));
    values
}
