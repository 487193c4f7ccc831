//! What sources and their licences are called, in the languages of the mappings that name them.

use std::collections::BTreeMap;

use crate::{Mapping, Source};

/// The sources that some mappings name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sources(BTreeMap<String, Source>);

impl Sources {
    /// The sources of mapping files; what is none is passed over.
    pub fn of<'a>(mappings: impl IntoIterator<Item = &'a str>) -> Self {
        let sources = mappings.into_iter().filter_map(|text| Mapping::parse(text).ok()?.source);
        Self(sources.map(|source| (source.name.clone(), source)).collect())
    }

    /// These, and the source of one mapping more.
    #[must_use]
    pub fn with(&self, mapping: &str) -> Self {
        let mut all = self.clone();
        all.0.extend(Self::of([mapping]).0);
        all
    }

    /// What a source is called in the language with a code; as it is known where nobody says more.
    pub fn name<'a>(&'a self, source: &'a str, lang: &str) -> &'a str {
        self.0.get(source).and_then(|known| known.names.get(lang)).map_or(source, String::as_str)
    }

    /// What a licence of a source is called.
    pub fn licence<'a>(&'a self, source: &str, licence: &'a str, lang: &str) -> &'a str {
        let known = self.0.get(source).filter(|known| known.licence.as_deref() == Some(licence));
        known.and_then(|known| known.licences.get(lang)).map_or(licence, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_called_as_its_mapping_says_and_else_by_its_name() {
        let mapping = r#"
            kind = "territory.street"
            source = { name = "Streets 2022", names = { fr = "Rues 2022" }, licence = "open", licences = { fr = "ouverte" } }
            [fields]
            "names.nl" = "name"
        "#;
        let sources = Sources::of([mapping, "no mapping"]);
        assert_eq!(
            (sources.name("Streets 2022", "fr"), sources.name("Streets 2022", "nl")),
            ("Rues 2022", "Streets 2022")
        );
        assert_eq!(sources.name("Others", "fr"), "Others");
        let others = mapping.replace("Streets 2022", "Others").replace("Rues 2022", "Autres");
        let more = sources.with(&others);
        assert_eq!((more.name("Others", "fr"), more.name("Streets 2022", "fr")), ("Autres", "Rues 2022"));
        assert_eq!(sources.licence("Streets 2022", "open", "fr"), "ouverte");
        assert_eq!(sources.licence("Streets 2022", "another by now", "fr"), "another by now");
        assert_eq!(sources.licence("Others", "open", "fr"), "open");
    }
}
