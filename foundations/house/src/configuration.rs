//! Which records are configuration: of these the journal's readers see values, of all others only which fields changed.

use std::collections::BTreeSet;

/// The kinds of records that their departments declared as configuration.
#[derive(Clone, Debug)]
pub struct Configuration(BTreeSet<&'static str>);

impl Configuration {
    pub(crate) fn new(kinds: impl IntoIterator<Item = &'static str>) -> Self {
        Self(kinds.into_iter().collect())
    }

    /// Whether records of a kind are configuration. What nobody declared is about people's affairs.
    pub fn includes(&self, record_kind: &str) -> bool {
        self.0.contains(record_kind)
    }
}
