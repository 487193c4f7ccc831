//! The codes that a file may name, in our own words and in those of others.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DbErr};

use crate::{ThemeCode, organisation, theme};

/// The codes that a file may name.
pub(super) struct Known {
    pub themes: HashSet<ThemeCode>,
    pub kinds: HashSet<String>,
}

impl Known {
    /// The codes as the database has them.
    pub(super) async fn of(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        Ok(Self {
            themes: theme::records::accepted(db).await?.into_iter().collect(),
            kinds: organisation::records::kinds(db).await?.into_iter().map(|kind| kind.code).collect(),
        })
    }

    /// The term that a code of a taxonomy means with us: a code of our own.
    pub(super) fn term(&self, code: &str) -> Option<ThemeCode> {
        code.parse::<ThemeCode>().ok().filter(|code| self.themes.contains(code))
    }
}
