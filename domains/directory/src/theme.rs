//! The thesaurus: what people look for help with, who they are, who helps them and where, each term with the words that
//! they use for it. A theme is a term; most of them are needs.

pub(crate) mod actions;
pub(crate) mod api;
mod changing;
mod forms;
mod history;
mod intending;
pub(crate) mod keeping;
mod looking;
pub(crate) mod naming;
mod pages;
mod previewing;
pub mod records;
mod retiring;
pub(crate) mod rules;
mod saying;
mod schemes;
pub(crate) mod telling;
mod tree;
pub(crate) mod version;
mod writing;

use std::fmt;
use std::str::FromStr;

use house::House;
use kernel::Text;
use serde::{Deserialize, Serialize};
use web::{Right, Routes};

use crate::Spoken;
pub use schemes::{Fit, Mapping, Scheme};

const EDIT: Right = Right::Action(actions::EDIT);

/// The doors for those who keep the thesaurus.
pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    const TERM: &str = "/directory/thesaurus/terms/{code}";
    let of = |end: &str| format!("{TERM}{end}");
    routes
        .get("/directory/thesaurus", pages::list, EDIT)
        .get("/directory/thesaurus/names", naming::offer, EDIT)
        .get("/directory/thesaurus/changes", history::changes, EDIT)
        .get("/directory/thesaurus/new", writing::new, EDIT)
        .post("/directory/thesaurus/new", writing::add, EDIT)
        .get(TERM, pages::show, EDIT)
        .get(&of("/edit"), writing::edit, EDIT)
        .post(&of("/edit"), writing::change, EDIT)
        .get(&of("/retire"), retiring::ask, EDIT)
        .post(&of("/retire"), retiring::retire, EDIT)
        .get(&of("/restore"), looking::restore, EDIT)
        .post(&of("/restore"), history::restore, EDIT)
        .get(&of("/follow"), looking::follow, EDIT)
        .post(&of("/follow"), history::follow, EDIT)
        .post(&of("/up"), history::up, EDIT)
        .post(&of("/down"), history::down, EDIT)
        .get("/directory/thesaurus/revisions/{revision}/undo", looking::undo, EDIT)
        .post("/directory/thesaurus/revisions/{revision}/undo", history::undo, EDIT)
}

/// The code of a term: lower-case letters, digits and underscores. Codes never change, names may.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ThemeCode(String);

/// A text that is no code.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no code; use 1 to 60 lower-case letters, digits and underscores")]
pub struct NoCode(pub String);

/// The side of care and welfare that a term names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermFacet {
    /// What people look for help with.
    #[default]
    Need,
    /// Who they are and what they live through.
    Situation,
    /// Their legal or insurance status.
    Status,
    /// Who helps.
    Profession,
    /// Where care is given.
    Setting,
}

kernel::words! { TermFacet {
    Need = "need", Situation = "situation", Status = "status", Profession = "profession", Setting = "setting",
} }

/// A word that people use for a term.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Synonym {
    /// Its language, which may be one that no page speaks.
    pub lang: Spoken,
    /// The word, as people type it.
    pub word: String,
}

/// A term of the thesaurus.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, sea_orm::FromJsonQueryResult)]
pub struct Theme {
    /// Its code.
    pub code: ThemeCode,
    /// Its side.
    #[serde(default)]
    pub facet: TermFacet,
    /// Its name.
    pub names: Text,
    /// What it covers and what it does not, where the name leaves that open.
    #[serde(default)]
    pub note: Text,
    /// What people type when they mean it.
    pub synonyms: Vec<Synonym>,
    /// The term that it is part of, of the same facet.
    pub broader: Option<ThemeCode>,
    /// The terms to offer when it has no service near, the closest first.
    pub related: Vec<ThemeCode>,
    /// The same in the schemes of others.
    #[serde(default)]
    pub mappings: Vec<Mapping>,
    /// Whether it stands on the home page.
    #[serde(default)]
    pub door: bool,
    /// Its pictogram, by name.
    #[serde(default)]
    pub icon: Option<String>,
    /// Whether it is out of use: nobody is offered it any more, and its address still works.
    #[serde(default)]
    pub retired: bool,
    /// The term that took its place.
    #[serde(default)]
    pub replaced_by: Option<ThemeCode>,
}

impl Theme {
    /// Whether people look for it: a need in use. The other facets say who somebody is and who helps.
    pub fn is_sought(&self) -> bool {
        self.facet == TermFacet::Need && !self.retired
    }

    /// Every form of it that people may type: its names, then its synonyms.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        let names = self.names.versions().map(|(_, name)| name.text.as_str());
        names.chain(self.synonyms.iter().map(|synonym| synonym.word.as_str()))
    }
}

impl ThemeCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ThemeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ThemeCode {
    type Err = NoCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if (1..=60).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NoCode(text.chars().take(80).collect()))
        }
    }
}

impl TryFrom<String> for ThemeCode {
    type Error = NoCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ThemeCode> for String {
    fn from(code: ThemeCode) -> Self {
        code.0
    }
}

kernel::column_text!(ThemeCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_plain_words() {
        assert_eq!("home_care".parse::<ThemeCode>().unwrap().as_str(), "home_care");
        for wrong in ["", "Home", "home care", "<script>", "../x"] {
            assert!(wrong.parse::<ThemeCode>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_needs_in_use_are_sought() {
        let term: Theme = serde_json::from_str(
            r#"{"code":"x","names":{"nl":{"text":"X"}},"synonyms":[{"lang":"ar","word":"ص"}],"broader":null,"related":[]}"#,
        )
        .unwrap();
        assert!(term.is_sought() && term.forms().eq(["X", "ص"]));
        assert!(!Theme { retired: true, ..term.clone() }.is_sought());
        assert!(!Theme { facet: TermFacet::Status, ..term }.is_sought());
        assert!(
            serde_json::from_str::<ThemeCode>("\"A b\"").is_err(),
            "a kept code is read as carefully as a typed one"
        );
    }
}
