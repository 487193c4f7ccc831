//! Which needs are meant: one filter for lists and figures, so that a number and its list cannot differ.

use std::collections::BTreeMap;

use figures::{Period, Question};
use sea_orm::Value;

use crate::themes::Merged;

/// What needs are told apart by, and how the database says it.
const COLUMNS: [(&str, &str); 6] = [
    ("state", "n.state"),
    ("theme", "coalesce(n.theme, 'unknown')"),
    ("zone", "coalesce(n.zone, 'unknown')"),
    ("municipality", "coalesce(n.municipality, 'unknown')"),
    ("source", "n.source"),
    ("month", "n.noted_month"),
];

kernel::words! {
    /// The month that a period is about.
    pub enum Moment {
        /// In which it was written down.
        Noted = "noted",
        /// In which somebody was told.
        Relayed = "relayed",
        /// In which it was answered.
        Answered = "answered",
    }
}

/// Which needs are meant. Those that were merged into others are counted there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    /// Only these months.
    pub period: Option<Period>,
    /// Of what.
    pub moment: Moment,
    /// For each dimension named, only these values; `unknown` stands for none.
    pub only: BTreeMap<String, Vec<String>>,
}

impl Moment {
    /// The column of its month.
    pub(crate) const fn column(self) -> &'static str {
        match self {
            Self::Noted => "n.noted_month",
            Self::Relayed => "n.relayed_month",
            Self::Answered => "n.answered_month",
        }
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self { period: None, moment: Moment::Noted, only: BTreeMap::new() }
    }
}

impl Filter {
    /// What a figure is asked for.
    pub(crate) fn of(question: &Question, moment: Moment) -> Self {
        Self { period: Some(question.period), moment, only: question.filters.clone() }
    }

    /// Only these values of a dimension.
    #[must_use]
    pub fn only(mut self, dimension: &str, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.only.insert(dimension.to_owned(), values.into_iter().map(Into::into).collect());
        self
    }

    /// Those of a theme with those that were written down under another one that was merged into it.
    #[must_use]
    pub(crate) fn with_merged(mut self, merged: &Merged) -> Self {
        if let Some(wanted) = self.only.get_mut("theme") {
            *wanted = wanted.iter().flat_map(|code| merged.all(code)).collect();
        }
        self
    }

    /// The condition on `need n`, and its values in the order of their places.
    pub(crate) fn condition(&self) -> (String, Vec<Value>) {
        let mut values: Vec<Value> = Vec::new();
        let mut place = |value: Value| {
            values.push(value);
            format!("${}", values.len())
        };
        let mut parts = vec!["n.merged_into is null".to_owned()];
        if self.moment != Moment::Noted {
            parts.push(format!("{} is not null", self.moment.column()));
        }
        if let Some(period) = self.period {
            let (first, last) = (place(period.first().into()), place(period.last().into()));
            parts.push(format!("{} between {first} and {last}", self.moment.column()));
        }
        for (dimension, wanted) in &self.only {
            match expression(dimension, self.moment) {
                Some(column) if !wanted.is_empty() => {
                    let listed: Vec<String> = wanted.iter().map(|value| place(value.as_str().into())).collect();
                    parts.push(format!("{column} in ({})", listed.join(", ")));
                }
                // Nothing is among no values (SQL has no empty list), and nothing has a value of what is no dimension.
                _ => parts.push("1 = 0".to_owned()),
            }
        }
        (parts.join(" and "), values)
    }
}

/// How the database says a dimension; none for what is no dimension.
pub(crate) fn expression(dimension: &str, moment: Moment) -> Option<&'static str> {
    if dimension == "month" {
        return Some(moment.column());
    }
    COLUMNS.iter().find(|(name, _)| *name == dimension).map(|(_, expression)| *expression)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_dimension_finds_nothing_and_values_never_become_sql() {
        let (condition, values) = Filter::default().only("text", ["x"]).condition();
        assert!(condition.ends_with("and 1 = 0") && values.is_empty(), "{condition}");
        let (condition, values) = Filter::default().only("zone", ["N'; drop table need"]).condition();
        assert!(!condition.contains("drop") && values == ["N'; drop table need".into()]);
    }
}
