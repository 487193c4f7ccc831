//! What searches that fell short tell, without telling who searched: see `docs/decisions/0023-searches-without-persons.md`.

pub mod feed;
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
    /// What the theme was narrowed to, as the address of the results says it; empty for nothing.
    pub narrowed: String,
    /// The care zone; empty when it is not certain.
    pub zone: String,
    /// The municipality; empty when it is not certain.
    pub municipality: String,
    /// The reader's language; nothing where that is not known.
    pub lang: Option<Lang>,
    /// The month.
    pub month: Month,
}

/// What signals are gathered under: one entry of the register.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Origin {
    pub source: Source,
    pub theme: String,
    pub words: String,
    pub narrowed: String,
    pub zone: String,
}

impl Signal {
    /// What it is gathered under.
    pub(crate) fn origin(&self) -> Origin {
        let Self { source, theme, words, narrowed, zone, .. } = self.clone();
        Origin { source, theme, words, narrowed, zone }
    }
}
