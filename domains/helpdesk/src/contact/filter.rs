//! Which contacts are meant: one filter for lists and figures, so that a number and its list cannot differ.

use std::collections::BTreeMap;

use figures::{Period, Question};
use kernel::Timestamp;
use sea_orm::Value;

/// The dimensions of a contact that have one value each, and how the database says it.
const COLUMNS: [(&str, &str); 8] = [
    ("line", "c.line"),
    ("channel", "c.channel"),
    ("inquirer", "c.inquirer"),
    ("zone", "coalesce(c.zone, 'unknown')"),
    ("municipality", "coalesce(c.municipality, 'unknown')"),
    ("need", "c.need"),
    ("kind", "c.kind"),
    ("direct", "case when c.direct then 'yes' when not c.direct then 'no' else 'unknown' end"),
];

/// The dimension of months, of which there are two sorts.
const MONTH: &str = "month";
/// The dimension of which a contact may have several values.
pub(crate) const THEME: &str = "theme";

/// Which contacts are meant. Withdrawn ones only when asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Only these months.
    pub period: Option<Period>,
    /// For each dimension named, only these values; `unknown` stands for none.
    pub only: BTreeMap<String, Vec<String>>,
    /// Only what came in from this moment on.
    pub since: Option<Timestamp>,
    /// Only what this actor logged.
    pub logged_by: Option<String>,
    /// Only contacts that are withdrawn; otherwise only those that are not.
    pub withdrawn: bool,
    /// Whether months are those in which contacts were logged rather than those in which they came in.
    pub settled: bool,
}

impl From<&Question> for Filter {
    fn from(question: &Question) -> Self {
        let (period, only) = (Some(question.period), question.filters.clone());
        Self { period, only, settled: question.settled, ..Self::default() }
    }
}

impl Filter {
    /// Whether contacts can be filtered by something of this name.
    pub fn knows(dimension: &str) -> bool {
        dimension == THEME || expression(dimension, false).is_some()
    }

    /// Only these values of a dimension.
    #[must_use]
    pub fn only(mut self, dimension: &str, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.only.insert(dimension.to_owned(), values.into_iter().map(Into::into).collect());
        self
    }

    /// The condition on `helpdesk_contact c`, and its values in the order of their places.
    pub(crate) fn condition(&self) -> (String, Vec<Value>) {
        let mut values: Vec<Value> = Vec::new();
        let mut place = |value: Value| {
            values.push(value);
            format!("${}", values.len())
        };
        let mut parts = vec![format!("c.state {} 'withdrawn'", if self.withdrawn { "=" } else { "<>" })];
        if let Some(period) = self.period {
            let (first, last) = (place(period.first().into()), place(period.last().into()));
            parts.push(format!("{} between {first} and {last}", month(self.settled)));
        }
        if let Some(since) = self.since {
            parts.push(format!("c.at >= {}", place(since.into())));
        }
        if let Some(actor) = &self.logged_by {
            parts.push(format!("c.logged_by = {}", place(actor.as_str().into())));
        }
        for (dimension, wanted) in &self.only {
            let column = expression(dimension, self.settled);
            // Nothing is among no values (SQL has no empty list), and nothing has a value of what is no dimension.
            if wanted.is_empty() || (column.is_none() && dimension != THEME) {
                parts.push("1 = 0".to_owned());
                continue;
            }
            let listed = wanted.iter().map(|value| place(value.as_str().into())).collect::<Vec<_>>().join(", ");
            parts.push(match column {
                Some(column) => format!("{column} in ({listed})"),
                None => format!(
                    "(exists (select 1 from helpdesk_contact_theme f where f.contact = c.id and f.theme in ({listed}))
                      or ('unknown' in ({listed}) and not exists
                        (select 1 from helpdesk_contact_theme f where f.contact = c.id)))"
                ),
            });
        }
        (parts.join(" and "), values)
    }
}

/// How the database says a dimension; none for themes and for what is no dimension.
pub(crate) fn expression(dimension: &str, settled: bool) -> Option<&'static str> {
    if dimension == MONTH {
        return Some(month(settled));
    }
    COLUMNS.iter().find(|(name, _)| *name == dimension).map(|(_, expression)| *expression)
}

/// The month that a contact counts in: of its logging where later contacts may not change earlier months.
pub(crate) const fn month(settled: bool) -> &'static str {
    if settled { "c.logged_month" } else { "c.month" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_dimension_finds_nothing_rather_than_everything() {
        assert!(Filter::knows("theme") && Filter::knows("zone") && !Filter::knows("note"));
        let (condition, values) = Filter::default().only("note", ["x"]).condition();
        assert!(condition.ends_with("and 1 = 0"), "{condition}");
        assert!(values.is_empty());
    }

    #[test]
    fn values_never_become_sql() {
        let (condition, values) = Filter::default().only("zone", ["N'; drop table x"]).condition();
        assert!(!condition.contains("drop"));
        assert_eq!(values, ["N'; drop table x".into()]);
    }
}
