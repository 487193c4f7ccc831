//! Figures for readers who may not open the records behind them.
//!
//! They may look twice, keep what they saw and subtract. So they are told of months that are over, as these were written
//! down by then, and of those nothing small, nor what would betray it ([`crate::withhold`]).

use std::collections::BTreeMap;

use kernel::Month;
use sea_orm::{DatabaseConnection, DbErr};

use crate::figure::Tally;
use crate::table::{MONTH, recorded, values};
use crate::{By, Counted, Counts, Figure, Kind, Measure, Period, Question, Row, Table, Value, Withheld, withhold};

/// What such a reader is not told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Guard {
    /// Counts below this.
    pub smallest: i64,
    /// The running month, and what comes after it.
    pub running: Month,
}

impl Guard {
    /// The part of a month or a year that is over, and so is told of; none when nothing is, and of a run of months.
    pub fn told(self, period: Period) -> Option<Period> {
        let months = months(period, self.running);
        match period {
            Period::Month(month) => months.contains(&month).then_some(period),
            Period::Year(_) if months.len() == 12 => Some(period),
            _ => match (*months.first()?, *months.last()?) {
                (first, last) if first == last => Some(Period::Month(first)),
                (first, last) => Some(Period::Range(first, last)),
            },
        }
    }
}

/// As [`crate::table`], for a reader who may not open the records. The period must be a month or a year, and of a year
/// the months that are over count; of any other period everything is withheld. A rate, and a part of another measure, is
/// told of a year as a whole only, in whole numbers, when neither it nor the rest is small; a part once the year is over.
///
/// # Errors
/// When the records cannot be read.
pub async fn guarded_table(
    db: &DatabaseConnection,
    measure: &Measure,
    question: &Question,
    by: By<'_>,
    guard: Guard,
) -> Result<Table, DbErr> {
    let question = Question { settled: true, by: Vec::new(), ..question.clone() };
    let asked = Asked { measure, months: months(question.period, guard.running), question, guard };
    let (figure, wholes) = asked.total(db).await?;
    let is_month = matches!(asked.question.period, Period::Month(_));
    let rows = match figure.value {
        Value::Unfinished if is_month || asked.months.is_empty() => asked.blank(by, Value::Unfinished),
        Value::Withheld if is_month => asked.blank(by, Value::Withheld),
        _ if asked.months.is_empty() || asked.is_share() => asked.blank(by, asked.hidden_of(asked.question.period)),
        _ => asked.rows(db, by, &wholes).await?,
    };
    Ok(Table { rows, total: Row { value: String::new(), figure, question: asked.question } })
}

/// The months that are over of the calendar year that a month or a year lies in; none for a run of months.
fn months(period: Period, running: Month) -> Vec<Month> {
    match period {
        Period::Range(..) => Vec::new(),
        Period::Year(_) | Period::Month(_) => {
            Month::of_year(period.first().year).filter(|month| *month < running).collect()
        }
    }
}

/// What is asked, and of which months it may be told.
struct Asked<'a> {
    measure: &'a Measure,
    question: Question,
    /// The months of its year that are over.
    months: Vec<Month>,
    guard: Guard,
}

impl Asked<'_> {
    fn is_over(&self) -> bool {
        self.months.last().is_some_and(|last| last.month == 12)
    }

    /// Whether it is a part of something else that is told too.
    fn is_share(&self) -> bool {
        self.measure.kind == Kind::Rate || self.measure.part_of.is_some()
    }

    /// The figure of the whole period, and of how many it is in each month.
    async fn total(&self, db: &DatabaseConnection) -> Result<(Figure, Vec<i64>), DbErr> {
        let period = self.question.period;
        let counts = self.counted(db, self.measure, &[MONTH]).await?;
        let parts = self.by_month(&counts, |cell| cell.numerator);
        let wholes = match self.measure.part_of {
            Some(whole) => self.by_month(&self.counted(db, whole, &[MONTH]).await?, |cell| cell.numerator),
            None => self.by_month(&counts, |cell| cell.denominator.unwrap_or(cell.numerator)),
        };
        let tally = Tally { numerator: self.sum(period, &parts), denominator: self.sum(period, &wholes) };
        let figure = self.figure(period, tally, &counts);
        let value = match (self.silence(&wholes, tally), figure.value) {
            (Some(Value::Unfinished), _) => Value::Unfinished,
            (None, Value::Known(number)) => Value::Known(number.round()),
            (Some(silence), Value::Known(_)) => silence,
            (Some(silence), _) if self.months.is_empty() => silence,
            (_, nothing) => nothing,
        };
        Ok((figure.hiding(value), wholes))
    }

    /// A figure of what is told of a period.
    fn figure(&self, period: Period, tally: Tally, counts: &Counts) -> Figure {
        let period = self.guard.told(period).unwrap_or(period);
        Figure::computed(self.measure, period, tally, recorded(counts, period))
    }

    /// Why the figure of the whole period is not told; none when it is.
    fn silence(&self, wholes: &[i64], tally: Tally) -> Option<Value> {
        let smallest = self.guard.smallest;
        let hidden = withhold(&[wholes.to_vec()], wholes, smallest, self.is_over());
        let is_silent = match self.question.period {
            Period::Range(..) => true,
            Period::Month(month) => match self.place(month) {
                None => return Some(Value::Unfinished),
                Some(place) => self.is_share() || hidden.month_total(place),
            },
            Period::Year(_) if self.months.is_empty() => return Some(Value::Unfinished),
            Period::Year(_) if self.measure.part_of.is_some() && !self.is_over() => return Some(Value::Unfinished),
            Period::Year(_) => {
                let is_small = tally.numerator.min(tally.denominator - tally.numerator) < smallest;
                hidden.grand_total() || (self.is_share() && is_small)
            }
        };
        is_silent.then_some(self.hidden_of(self.question.period))
    }

    /// What is said for a number that is withheld: of a year that is not over it may be told when it is.
    fn hidden_of(&self, period: Period) -> Value {
        if matches!(period, Period::Year(_)) && !self.is_over() { Value::Unfinished } else { Value::Withheld }
    }

    /// Rows that tell nothing.
    fn blank(&self, by: By<'_>, value: Value) -> Vec<Row> {
        let row = |of: &String| {
            let question = self.question.at(by.dimension, of);
            let figure = self.figure(question.period, Tally::default(), &Counts::default());
            Row { value: of.clone(), figure: figure.hiding(value), question }
        };
        by.values.iter().map(row).collect()
    }

    async fn rows(&self, db: &DatabaseConnection, by: By<'_>, wholes: &[i64]) -> Result<Vec<Row>, DbErr> {
        let by_month = by.dimension == MONTH;
        let split: &[&'static str] = if by_month { &[MONTH] } else { &[by.dimension, MONTH] };
        let counts = self.counted(db, self.measure, split).await?;
        let table = self.matrix(&counts, by_month);
        let cells: Vec<Vec<i64>> = table.values().cloned().collect();
        let hidden = withhold(&cells, wholes, self.guard.smallest, self.is_over());
        let occurring = table.iter().filter(|(_, cells)| !by_month && self.sum(self.question.period, cells) > 0);
        let row = |value: String| {
            let question = self.question.at(by.dimension, &value);
            let of = if by_month { "" } else { value.as_str() };
            let place = table.keys().position(|known| known == of);
            let number = table.get(of).map_or(0, |cells| self.sum(question.period, cells));
            let tally = Tally { numerator: number, ..Tally::default() };
            let figure = self.figure(question.period, tally, &counts);
            let told = self.silence_of(question.period, place, &hidden).unwrap_or(figure.value);
            Row { value, figure: figure.hiding(told), question }
        };
        Ok(values(by, occurring.map(|(value, _)| value.clone())).into_iter().map(row).collect())
    }

    /// Why a row is not told of a period; none when it is. A value that does not occur in the year has no place.
    fn silence_of(&self, period: Period, place: Option<usize>, hidden: &Withheld) -> Option<Value> {
        let is_hidden = match period {
            Period::Month(month) => {
                let Some(month) = self.place(month) else { return Some(Value::Unfinished) };
                place.is_some_and(|row| hidden.cell(row, month))
            }
            _ => place.is_some_and(|row| hidden.row_total(row)),
        };
        is_hidden.then(|| self.hidden_of(period))
    }

    /// What a measure counts in the months that are over.
    async fn counted(&self, db: &DatabaseConnection, of: &Measure, by: &[&'static str]) -> Result<Counts, DbErr> {
        let (Some(first), Some(last)) = (self.months.first(), self.months.last()) else {
            return Ok(Counts::default());
        };
        let question = Question { period: Period::Range(*first, *last), ..self.question.clone() };
        (of.compute)(db, &question.split(by)).await
    }

    /// A row of counts for each value, a column for each month. Split by month alone there is one row.
    fn matrix(&self, counts: &Counts, by_month: bool) -> BTreeMap<String, Vec<i64>> {
        let nothing = || vec![0; self.months.len()];
        let mut rows: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        if by_month {
            rows.insert(String::new(), nothing());
        }
        for cell in &counts.cells {
            let value = if by_month { String::new() } else { cell.at.first().cloned().unwrap_or_default() };
            let month = cell.at.last().and_then(|month| month.parse().ok()).and_then(|month| self.place(month));
            if let Some(month) = month {
                rows.entry(value).or_insert_with(nothing)[month] += cell.numerator;
            }
        }
        rows
    }

    fn by_month(&self, counts: &Counts, number: fn(&Counted) -> i64) -> Vec<i64> {
        let in_month = |month: &Month| {
            let of_month = month.to_string();
            counts.cells.iter().filter(|cell| cell.at.last() == Some(&of_month)).map(number).sum()
        };
        self.months.iter().map(in_month).collect()
    }

    /// The place of a month among those that are over.
    fn place(&self, month: Month) -> Option<usize> {
        self.months.iter().position(|closed| *closed == month)
    }

    /// What a row counts in a period.
    fn sum(&self, period: Period, cells: &[i64]) -> i64 {
        let within = self.months.iter().zip(cells).filter(|(month, _)| period.contains(**month));
        within.map(|(_, count)| *count).sum()
    }
}
