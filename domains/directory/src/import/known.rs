//! The codes that a file may name, in our own words and in those of others.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DbErr};

use crate::{ThemeCode, organisation, theme};

/// The codes that a file may name.
pub(super) struct Known {
    pub themes: HashSet<ThemeCode>,
    pub kinds: HashSet<String>,
}

/// A term of the thesaurus, by what it says of a service.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Term {
    /// What it helps with.
    Need(ThemeCode),
    /// For whom it is.
    Situation(ThemeCode),
    /// Who works there.
    Profession(ThemeCode),
}
