//! Figures for readers who may not open the records behind them.
//!
//! They may look twice, keep what they saw and subtract. So they are told how many it were in months that are over, as
//! these were written down by then, and of a year that is over what it consists of: nothing small, nor what would betray
//! it ([`crate::suppression`]).

use std::collections::BTreeMap;

use kernel::Month;
use sea_orm::{DatabaseConnection, DbErr};

use crate::figure::Tally;
use crate::suppression::{WithheldMonths, withheld_parts};
use crate::table::{MONTH, recorded, values};
use crate::{By, Counted, Counts, Figure, Kind, Measure, Period, Question, Row, Table, Value};

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
/// the months that are over count; of any other period everything is withheld. Rows other than months, a rate, and a part
/// of another measure are told of a year that is over, as a whole; the latter two in whole numbers, when neither they nor
/// the rest is small. A month has no rows.
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
    let rows = match (asked.question.period, figure.value) {
        _ if asked.is_share() || asked.months.is_empty() => asked.blank(by),
        (Period::Range(..), _) => asked.blank(by),
        _ if by.dimension == MONTH => asked.month_rows(db, by, &wholes).await?,
        (Period::Month(_), _) => Vec::new(),
        (Period::Year(_), Value::Known(_)) if asked.is_over() => asked.year_rows(db, by).await?,
        (Period::Year(_), _) => asked.blank(by),
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
        let hidden = WithheldMonths::of(wholes, smallest);
        let is_silent = match self.question.period {
            Period::Range(..) => true,
            Period::Month(month) => match self.place(month) {
                None => return Some(Value::Unfinished),
                Some(place) => self.is_share() || hidden.month(place),
            },
            Period::Year(_) if self.months.is_empty() => return Some(Value::Unfinished),
            Period::Year(_) if self.is_share() && !self.is_over() => return Some(Value::Unfinished),
            Period::Year(_) => {
                let is_small = tally.numerator.min(tally.denominator - tally.numerator) < smallest;
                hidden.whole() || (self.is_share() && is_small)
            }
        };
        is_silent.then_some(self.hidden_of(self.question.period))
    }

    /// What is said for a number that is withheld: of a year that is not over it may be told when it is.
    fn hidden_of(&self, period: Period) -> Value {
        if matches!(period, Period::Year(_)) && !self.is_over() { Value::Unfinished } else { Value::Withheld }
    }

    /// Rows that tell nothing.
    fn blank(&self, by: By<'_>) -> Vec<Row> {
        let silence = match self.question.period {
            Period::Month(month) if self.place(month).is_none() => Value::Unfinished,
            period => self.hidden_of(period),
        };
        by.values.iter().map(|of| self.row(by, of, 0, &Counts::default(), Some(silence))).collect()
    }

    /// How many it were in each month.
    async fn month_rows(&self, db: &DatabaseConnection, by: By<'_>, wholes: &[i64]) -> Result<Vec<Row>, DbErr> {
        let counts = self.counted(db, self.measure, &[MONTH]).await?;
        let hidden = WithheldMonths::of(wholes, self.guard.smallest);
        let row = |value: &String| {
            let place = value.parse().ok().and_then(|month| self.place(month));
            let silence = match place {
                None => Some(Value::Unfinished),
                Some(place) => hidden.month(place).then_some(Value::Withheld),
            };
            self.row(by, value, place.map_or(0, |place| wholes[place]), &counts, silence)
        };
        Ok(by.values.iter().map(row).collect())
    }

    /// What a year that is over consists of.
    async fn year_rows(&self, db: &DatabaseConnection, by: By<'_>) -> Result<Vec<Row>, DbErr> {
        let counts = self.counted(db, self.measure, &[by.dimension]).await?;
        let mut parts: BTreeMap<&str, i64> = BTreeMap::new();
        for cell in &counts.cells {
            *parts.entry(cell.at.first().map_or("", String::as_str)).or_default() += cell.numerator;
        }
        let numbers: Vec<i64> = parts.values().copied().collect();
        let hidden = withheld_parts(&numbers, self.guard.smallest);
        let occurring = parts.keys().map(|value| (*value).to_owned());
        let row = |value: &String| {
            let place = parts.keys().position(|known| known == value);
            let silence = place.filter(|place| hidden[*place]).map(|_| Value::Withheld);
            self.row(by, value, place.map_or(0, |place| numbers[place]), &counts, silence)
        };
        Ok(values(by, occurring).iter().map(row).collect())
    }

    /// The row of a value: a number, or why it is not told.
    fn row(&self, by: By<'_>, value: &str, number: i64, counts: &Counts, silence: Option<Value>) -> Row {
        let question = self.question.at(by.dimension, value);
        let figure = self.figure(question.period, Tally { numerator: number, ..Tally::default() }, counts);
        let told = silence.unwrap_or(figure.value);
        Row { value: value.to_owned(), figure: figure.hiding(told), question }
    }

    /// What a measure counts in the months that are over.
    async fn counted(&self, db: &DatabaseConnection, of: &Measure, by: &[&'static str]) -> Result<Counts, DbErr> {
        let (Some(first), Some(last)) = (self.months.first(), self.months.last()) else {
            return Ok(Counts::default());
        };
        let question = Question { period: Period::Range(*first, *last), ..self.question.clone() };
        (of.compute)(db, &question.split(by)).await
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
