//! What a figure is asked for: a period, what to leave out, and what to split by.

use std::collections::BTreeMap;

use url::form_urlencoded::Serializer;

use crate::Period;

/// The value of a dimension for records that do not have one.
pub const UNKNOWN: &str = "unknown";

/// A question to a measure. The cell of a table is again a question, so whatever shows a number can open it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The months that are counted.
    pub period: Period,
    /// For each dimension named, only these values; [`UNKNOWN`] asks for the records without one.
    pub filters: BTreeMap<String, Vec<String>>,
    /// The dimensions to split by, in this order.
    pub by: Vec<&'static str>,
    /// Whether a record counts in the month in which it was written down rather than in which it happened: then a month
    /// that is over is not changed by what is written down later.
    pub settled: bool,
}

impl Question {
    /// Everything in a period.
    pub fn over(period: Period) -> Self {
        Self { period, filters: BTreeMap::new(), by: Vec::new(), settled: false }
    }

    /// Only these values of a dimension.
    #[must_use]
    pub fn only(mut self, dimension: &str, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.filters.insert(dimension.to_owned(), values.into_iter().map(Into::into).collect());
        self
    }

    /// Split by dimensions.
    #[must_use]
    pub fn split(mut self, by: &[&'static str]) -> Self {
        self.by = by.to_vec();
        self
    }

    /// The question behind one cell. A month narrows the period, anything else is a filter.
    #[must_use]
    pub fn at(&self, dimension: &str, value: &str) -> Self {
        let mut cell = Self { by: Vec::new(), ..self.clone() };
        match value.parse() {
            Ok(month) if dimension == crate::table::MONTH => cell.period = Period::Month(month),
            _ => cell = cell.only(dimension, [value]),
        }
        cell
    }

    /// The question as the query part of an address: `period=2026&zone=N`.
    pub fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("period", &self.period.to_string());
        for (dimension, values) in &self.filters {
            for value in values {
                query.append_pair(dimension, value);
            }
        }
        query.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_narrower_question() {
        let all = Question::over(Period::Year(2026)).only("line", ["general", "a b"]).split(&["zone"]);
        assert_eq!(all.at("zone", "N").query(), "period=2026&line=general&line=a+b&zone=N");
        assert_eq!(all.at("month", "2026-03").query(), "period=2026-03&line=general&line=a+b");
        assert!(all.at("zone", UNKNOWN).by.is_empty());
    }
}
