//! Measures: what a department counts, and the list of all of them.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;

use kernel::Month;
use sea_orm::{DatabaseConnection, DbErr};

use crate::Question;

/// What sort of number a measure gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// How many; the denominator is absent.
    Count,
    /// Which part of how many, in per cent.
    Rate,
}

/// One cell of an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    /// A value for each dimension of [`Question::by`], in that order.
    pub at: Vec<String>,
    /// How many fit.
    pub numerator: i64,
    /// Out of how many, for a rate.
    pub denominator: Option<i64>,
}

/// What a measure answers. A cell that is not listed counts zero.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// The cells that count anything.
    pub cells: Vec<Counted>,
    /// The first month that anything was ever recorded in: before it there is no data, which is not zero.
    pub since: Option<Month>,
}

/// An answer under way.
pub type Computing<'a> = Pin<Box<dyn Future<Output = Result<Counts, DbErr>> + Send + 'a>>;

/// Something that a department counts. Names are Fluent keys of the department that registers it.
#[derive(Clone, Copy)]
pub struct Measure {
    /// What it is called in data and addresses: `helpdesk.contacts`.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The unit of its values.
    pub unit: &'static str,
    /// What is counted and what is not, in a sentence or two.
    pub definition: &'static str,
    /// A count or a rate.
    pub kind: Kind,
    /// The measure that this counts a part of. Who may not open the records is not told a part that would, subtracted,
    /// tell a small rest.
    pub part_of: Option<&'static Self>,
    /// What it can be filtered and split by.
    pub dimensions: &'static [&'static str],
    /// Counts, from the records, without regard to who asks.
    pub compute: for<'a> fn(&'a DatabaseConnection, &'a Question) -> Computing<'a>,
    /// The address of the list of records behind an answer.
    pub open: fn(&Question) -> String,
}

impl fmt::Debug for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Measure({})", self.code)
    }
}

/// The measures of all departments.
#[derive(Clone, Debug, Default)]
pub struct Registry(BTreeMap<&'static str, Measure>);

/// Two measures claim the same code.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("two measures are called `{0}`")]
pub struct RegistryFault(pub &'static str);

impl Registry {
    /// Collects measures.
    ///
    /// # Errors
    /// When two have the same code.
    pub fn new(measures: impl IntoIterator<Item = Measure>) -> Result<Self, RegistryFault> {
        let mut all = BTreeMap::new();
        for measure in measures {
            if all.insert(measure.code, measure).is_some() {
                return Err(RegistryFault(measure.code));
            }
        }
        Ok(Self(all))
    }

    /// The measure of a code.
    pub fn get(&self, code: &str) -> Option<&Measure> {
        self.0.get(code)
    }

    /// All measures, by code.
    pub fn all(&self) -> impl Iterator<Item = &Measure> {
        self.0.values()
    }
}
