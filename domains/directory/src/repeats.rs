//! Lists in which each value stands once: whoever fills one in, by form, by program or by file, may name a value twice.

use std::collections::BTreeSet;

use crate::{Organisation, Service};

impl Organisation {
    /// Drops what its lists name again.
    pub(crate) fn drop_repeats(&mut self) {
        once(&mut self.aliases);
        once(&mut self.identifiers);
        once(&mut self.networks);
    }
}

impl Service {
    /// Drops what its lists name again.
    pub(crate) fn drop_repeats(&mut self) {
        once(&mut self.themes);
        once(&mut self.languages);
        once(&mut self.areas);
        once(&mut self.professions);
        once(&mut self.settings);
        once(&mut self.eligibility.genders);
        once(&mut self.eligibility.languages);
        once(&mut self.eligibility.situations);
        once(&mut self.eligibility.excluded);
        once(&mut self.activation.who);
        once(&mut self.activation.how);
    }
}

/// Keeps each value where it stands first.
pub(crate) fn once<T: Ord + Clone>(all: &mut Vec<T>) {
    let mut seen = BTreeSet::new();
    if all.len() > 1 {
        all.retain(|one| seen.insert(one.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stands_where_it_stood_first() {
        let mut all = vec!["b", "a", "b", "c", "a"];
        once(&mut all);
        assert_eq!(all, ["b", "a", "c"]);
    }
}
