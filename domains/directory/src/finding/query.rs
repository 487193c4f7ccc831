//! A place among the words: "huisarts 1030" asks for a general practitioner, and says where.

use std::collections::HashSet;

use territory::Gazetteer;

use super::lists::lists;

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

    /// Takes the last place out of the words; nothing when there is none, or nothing else. A name that is an ordinary word, as
    /// "centrum" is, only counts where it can be nothing else.
    pub fn part(&self, words: &str) -> Option<InWords> {
        let words = search::folded(words);
        for length in (1..=LONGEST.min(words.len().saturating_sub(1))).rev() {
            for start in (0..=words.len() - length).rev() {
                let name = words[start..start + length].join(" ");
                if self.names.contains(&name)
                    && (!lists().ordinary.contains(&name) || is_a_place(&words, start, length))
                {
                    let rest = words[..start].iter().chain(&words[start + length..]);
                    return Some(InWords { words: rest.cloned().collect::<Vec<_>>().join(" "), place: name });
                }
            }
        }
        None
    }
}

/// Whether an ordinary word among others is a place there: after what opens one, or at the end and nobody's name.
fn is_a_place(words: &[String], start: usize, length: usize) -> bool {
    let lists = lists();
    let has = |list: &super::lists::Forms, at: usize| words.get(at).is_some_and(|word| list.contains(word));
    let before = |n: usize| start.checked_sub(n);
    let opened = before(1).is_some_and(|one| has(&lists.opening, one));
    let opened_with_article = before(2).is_some_and(|two| has(&lists.opening, two) && has(&lists.article, start - 1));
    let is_named = before(1).is_some_and(|one| has(&lists.given, one));
    opened || opened_with_article || (start + length == words.len() && !is_named)
}

fn with_names<'a>(names: &'a kernel::Text, aliases: &'a [String]) -> impl Iterator<Item = &'a str> {
    names.versions().map(|(_, name)| name.text.as_str()).chain(aliases.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_word_is_a_place_only_where_it_can_be_nothing_else() {
        let names = ["centrum", "louise", "centre ville", "elsene", "1030"].map(str::to_owned).into();
        let places = PlaceNames { revision: None, names };
        for (typed, place) in [
            ("huisarts in het centrum", Some("centrum")),
            ("in het centrum een huisarts", Some("centrum")),
            ("huisarts centrum", Some("centrum")),
            ("psy à Louise", Some("louise")),
            ("dentiste louise", Some("louise")),
            ("médecin au centre-ville", Some("centre ville")),
            ("elsene huisarts", Some("elsene")),
            ("1030 huisarts", Some("1030")),
            ("centrum voor geestelijke gezondheidszorg", None),
            ("centrum geestelijke gezondheidszorg 1030", Some("1030")),
            ("aide à marie louise", None),
            ("louise dentiste", None),
            ("centrum", None),
        ] {
            assert_eq!(places.part(typed).map(|found| found.place).as_deref(), place, "{typed}");
        }
    }
}
