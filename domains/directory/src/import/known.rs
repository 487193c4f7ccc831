//! The codes that a file may name, in our own words and in those of others.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, DbErr};

use super::codes::{Codes, Meant};
use crate::{TermFacet, ThemeCode, organisation, theme};

/// The codes that a file may name.
pub(super) struct Known {
    /// What a service may help with.
    themes: HashSet<ThemeCode>,
    /// Every term of the thesaurus: situations as well.
    terms: HashMap<ThemeCode, TermFacet>,
    codes: Codes,
    pub kinds: HashSet<String>,
}

impl Known {
    /// The codes as the database has them.
    pub(super) async fn of(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let terms = theme::records::all(db).await?;
        Ok(Self {
            themes: theme::records::accepted(db).await?.into_iter().collect(),
            codes: Codes::of(&terms),
            terms: terms.into_iter().map(|theme| (theme.code, theme.facet)).collect(),
            kinds: organisation::records::kinds(db).await?.into_iter().map(|kind| kind.code).collect(),
        })
    }

    /// What a code means with us: a code of our own, else what the thesaurus maps it to.
    pub(super) fn meant(&self, code: &str) -> Meant {
        let own = code.parse::<ThemeCode>().ok().and_then(|code| {
            let facet = *self.terms.get(&code)?;
            (facet != TermFacet::Need || self.themes.contains(&code)).then_some((code, facet))
        });
        own.map_or_else(|| self.codes.meant(code), |own| Meant::Terms(vec![own]))
    }
}
