//! What searches that fell short tell, without telling who searched: see `docs/decisions/0023-searches-without-persons.md`.

pub mod hearing;
pub(crate) mod records;
pub mod taking;
pub(crate) mod wording;

use kernel::{Lang, Month};

use crate::need::Source;

/// A search that fell short, as it is counted: never who, nor when, nor where exactly.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Signal {
    /// In which way.
    pub source: Source,
    /// The theme that it named; empty when it named none.
    pub theme: String,
    /// The words, where enough people typed them; otherwise empty.
    pub words: String,
    /// The care zone; empty when it is not certain.
    pub zone: String,
    /// The municipality; empty when it is not certain.
    pub municipality: String,
    /// The reader's language.
    pub lang: Lang,
    /// The month.
    pub month: Month,
}

/// What signals are gathered under: one entry of the register.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Origin {
    pub source: Source,
    pub theme: String,
    pub words: String,
    pub zone: String,
}

impl Signal {
    /// What it is gathered under.
    pub(crate) fn origin(&self) -> Origin {
        let Self { source, theme, words, zone, .. } = self.clone();
        Origin { source, theme, words, zone }
    }
}
