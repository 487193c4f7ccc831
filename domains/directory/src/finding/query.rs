//! A place among the words: "huisarts 1030" asks for a general practitioner, and says where.

use std::collections::HashSet;

use territory::Gazetteer;

/// The name of a place has at most so many words.
const LONGEST: usize = 4;

/// Words taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InWords {
    /// What is looked for.
    pub words: String,
    /// The place as it was written, for the gazetteer: it may still be one of several.
    pub place: String,
}

/// The names that make a place of a word: postal codes, municipalities and their parts. Only exact names count; a street or
/// a misspelt place among the words stays a word, for a guess would lead somebody to the wrong end of town.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceNames {
    pub revision: Option<i64>,
    names: HashSet<String>,
}

impl PlaceNames {
    pub fn of(gazetteer: &Gazetteer) -> Self {
        let municipalities = gazetteer.municipalities().iter().flat_map(|one| with_names(&one.names, &one.aliases));
        let parts = gazetteer.parts().iter().flat_map(|one| with_names(&one.names, &one.aliases));
        let codes = gazetteer.postal_codes().iter().map(|one| one.code.as_str());
        let mut names = HashSet::new();
        for name in municipalities.chain(parts).chain(codes) {
            let words = search::folded(name);
            if !words.is_empty() && words.len() <= LONGEST {
                names.insert(words.join(" "));
            }
        }
        // The name of the whole region says nothing about where in it.
        for region in gazetteer.region().into_iter().flat_map(|region| region.short_names.versions()) {
            names.remove(&search::folded(&region.1.text).join(" "));
        }
        Self { revision: Some(gazetteer.revision()), names }
    }

    /// Takes the last place out of the words; nothing when there is none, or nothing else.
    pub fn part(&self, words: &str) -> Option<InWords> {
        let words = search::folded(words);
        for length in (1..=LONGEST.min(words.len().saturating_sub(1))).rev() {
            for start in (0..=words.len() - length).rev() {
                let name = words[start..start + length].join(" ");
                if self.names.contains(&name) {
                    let rest = words[..start].iter().chain(&words[start + length..]);
                    return Some(InWords { words: rest.cloned().collect::<Vec<_>>().join(" "), place: name });
                }
            }
        }
        None
    }
}

fn with_names<'a>(names: &'a kernel::Text, aliases: &'a [String]) -> impl Iterator<Item = &'a str> {
    names.versions().map(|(_, name)| name.text.as_str()).chain(aliases.iter().map(String::as_str))
}
