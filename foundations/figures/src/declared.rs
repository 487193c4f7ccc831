//! Declared figures: what was stated before or outside Relais, shown as declared and never mixed with what is computed.

mod actions;
mod records;

use std::collections::BTreeMap;

use kernel::Text;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

pub use actions::{Loaded, load};
pub use records::{list, of};

use crate::{Figure, Period, Provenance, Value};

kernel::typed_id! {
    /// The id of a declared figure.
    pub struct DeclaredId;
}

/// A figure as it was declared.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// The measure that it is a value of: `helpdesk.contacts`.
    pub measure: String,
    /// What it is about: values of the measure's dimensions, such as `line = "general"`.
    #[serde(default)]
    pub dimensions: BTreeMap<String, String>,
    /// The months it is about.
    pub period: Period,
    /// The value; a rate in per cent.
    pub value: f64,
    /// The unit as it was declared: `calls`, `percent`.
    pub unit: String,
    /// How many fit, where it was stated or follows from the statement.
    #[serde(default)]
    pub numerator: Option<i64>,
    /// Out of how many, for a rate.
    #[serde(default)]
    pub denominator: Option<i64>,
    /// What it was meant to be.
    #[serde(default)]
    pub target: Option<f64>,
    /// Worked out from other declared figures rather than stated itself.
    #[serde(default)]
    pub derived: bool,
    /// How it was worked out, or what to know about it.
    #[serde(default)]
    pub note: Text,
    /// Who stated it, and where.
    pub source: Text,
}

impl Declared {
    /// The dimensions in one text, the same for the same dimensions.
    pub(crate) fn about(&self) -> String {
        self.dimensions.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    /// The figure, for showing it beside computed ones.
    pub fn figure(&self) -> Figure {
        Figure {
            value: Value::Known(self.value),
            numerator: self.numerator,
            denominator: self.denominator,
            period: self.period,
            provenance: Provenance::Declared {
                source: self.source.clone(),
                note: self.note.clone(),
                derived: self.derived,
            },
            target: self.target,
        }
    }
}

/// Why figures were not declared.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The policies do not permit it.
    #[error(transparent)]
    Denied(#[from] access::Denied),
    /// A value that is no number.
    #[error("the declared figure of `{measure}` for {period} must have a value that is a number, and a unit")]
    NoNumber {
        /// The measure.
        measure: String,
        /// The period.
        period: Period,
    },
    /// The same figure twice in one file.
    #[error("the figure of `{measure}` for {period} is declared twice for the same dimensions")]
    Twice {
        /// The measure.
        measure: String,
        /// The period.
        period: Period,
    },
    /// The database refused.
    #[error(transparent)]
    Failed(#[from] DbErr),
}
