//! A figure: a number that knows its period, its origin and its target.

use kernel::Text;

use crate::{Kind, Measure, Period};

/// The value of a figure.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value {
    /// A number; a rate is in per cent.
    Known(f64),
    /// Nothing was recorded, or nothing to take a share of: not zero.
    NoData,
    /// Too small to be shown to somebody who may not open the records behind it, or needed to protect one that is.
    Withheld,
    /// The month or the year is not over yet, and this reader is told only what no longer changes.
    Unfinished,
}

impl Value {
    /// The number, if there is one to show.
    pub const fn known(self) -> Option<f64> {
        match self {
            Self::Known(value) => Some(value),
            Self::NoData | Self::Withheld | Self::Unfinished => None,
        }
    }
}

/// Where a figure comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Provenance {
    /// Counted from records, now.
    Computed,
    /// Stated by somebody, before or outside Relais.
    Declared {
        /// Who stated it, and where.
        source: Text,
        /// How it was worked out, or what to know about it; often empty.
        note: Text,
        /// Worked out from other declared figures rather than stated itself.
        derived: bool,
    },
}

/// A number with everything that makes it readable.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// The number.
    pub value: Value,
    /// How many fit; absent when withheld or not declared.
    pub numerator: Option<i64>,
    /// Out of how many; only for rates.
    pub denominator: Option<i64>,
    /// The months it is about.
    pub period: Period,
    /// Where it comes from.
    pub provenance: Provenance,
    /// What it should be, in the same unit.
    pub target: Option<f64>,
}

impl Figure {
    /// A figure counted from records. `recorded` says whether anything was recorded by the end of the period.
    pub(crate) fn computed(measure: &Measure, period: Period, counted: Tally, recorded: bool) -> Self {
        let value = match (measure.kind, counted.denominator) {
            (Kind::Count, _) if recorded => Value::Known(number(counted.numerator)),
            (Kind::Rate, whole) if whole > 0 => Value::Known(100.0 * number(counted.numerator) / number(whole)),
            _ => Value::NoData,
        };
        let known = value.known().is_some();
        Self {
            value,
            numerator: known.then_some(counted.numerator),
            denominator: (known && measure.kind == Kind::Rate).then_some(counted.denominator),
            period,
            provenance: Provenance::Computed,
            target: None,
        }
    }

    /// The same figure without its number.
    #[must_use]
    pub fn withheld(self) -> Self {
        self.hiding(Value::Withheld)
    }

    /// The same figure with another value, and without what it was worked out from.
    pub(crate) fn hiding(self, value: Value) -> Self {
        Self { value, numerator: None, denominator: None, ..self }
    }

    /// The same figure with a target.
    #[must_use]
    pub fn aiming_at(self, target: Option<f64>) -> Self {
        Self { target, ..self }
    }
}

/// Numerator and denominator while they are added up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) numerator: i64,
    pub(crate) denominator: i64,
}

impl Tally {
    pub(crate) fn add(&mut self, counted: &crate::Counted) {
        self.numerator += counted.numerator;
        self.denominator += counted.denominator.unwrap_or(0);
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn number(count: i64) -> f64 {
    count as f64
}
