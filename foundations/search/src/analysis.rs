//! Language: what becomes of a text before it is indexed, and of a query before it is looked up.

mod compounds;
mod thesaurus;
mod words;

use std::borrow::Cow;
use std::collections::HashSet;

use frostem::{Algorithm, Stemmer};
use kernel::Lang;

use compounds::Compounds;
pub(crate) use thesaurus::Thesaurus;
pub(crate) use words::{Word, words};

use crate::spelling::{Dictionary, Distance};

/// Change this number with anything that changes what is written into the index: it is then built anew.
const ANALYSIS_VERSION: u32 = 2;

/// The words of a text as the index compares them: in lower case, without accents and elisions.
pub fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.folded).collect()
}

/// What a domain knows about its language: parts of Dutch compounds, and groups of words that mean the same.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Words that Dutch compounds of this domain are made of, besides the base list.
    pub compound_parts: Vec<String>,
    /// Groups of words or short phrases, in any language, that stand for each other in a query.
    pub synonyms: Vec<Vec<String>>,
}

/// Finds the stems of words; one stemmer for each language.
#[derive(Clone)]
pub struct Stems([Stemmer; 3]);

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Default for Stems {
    fn default() -> Self {
        Self::new()
    }
}

impl Stems {
    /// The Porter family for all three: frostem's other Dutch stemmer takes `gezondheid` for `zon`.
    pub fn new() -> Self {
        Self([Algorithm::DutchPorter, Algorithm::French, Algorithm::English].map(Stemmer::new))
    }

    /// The stem behind a letter for its language, so that languages share a field without meeting by accident.
    pub fn of(&self, lang: Lang, folded: &str) -> String {
        let singular = if lang == Lang::Nl { singular(folded) } else { Cow::Borrowed(folded) };
        let stem = self.0[lang as usize].stem(&singular);
        let mut term = String::with_capacity(stem.len() + 1);
        term.push(tag(lang));
        term.push_str(&stem);
        term
    }

    /// The stems of a word in all languages, in the order of [`Lang::ALL`].
    pub(crate) fn in_each_language(&self, folded: &str) -> [String; 3] {
        Lang::ALL.map(|lang| self.of(lang, folded))
    }
}

/// A Dutch word without its Latin plural, which no stemmer knows: `dagcentra` is more than one `dagcentrum`.
fn singular(folded: &str) -> Cow<'_, str> {
    folded.strip_suffix("centra").map_or(Cow::Borrowed(folded), |before| Cow::Owned(format!("{before}centrum")))
}

const fn tag(lang: Lang) -> char {
    match lang {
        Lang::Nl => 'n',
        Lang::Fr => 'f',
        Lang::En => 'e',
    }
}

/// Everything about language that the index and its queries share.
#[derive(Clone, Debug)]
pub(crate) struct Analysis {
    pub stems: Stems,
    pub thesaurus: Thesaurus,
    /// The words of the groups that mean the same.
    pub dictionary: Dictionary,
    compounds: Compounds,
    stop: [HashSet<&'static str>; 3],
}

impl Analysis {
    pub fn new(lexicon: &Lexicon) -> Self {
        let stop = |list: &'static str| list.split_whitespace().collect();
        let stems = Stems::new();
        Self {
            thesaurus: Thesaurus::new(&lexicon.synonyms, &stems),
            dictionary: Dictionary::of(lexicon.synonyms.iter().flatten()),
            stems,
            compounds: Compounds::new(&lexicon.compound_parts),
            stop: [
                stop(include_str!("../words/stop.nl.txt")),
                stop(include_str!("../words/stop.fr.txt")),
                stop(include_str!("../words/stop.en.txt")),
            ],
        }
    }

    /// What the written index depends on.
    pub fn fingerprint(&self) -> String {
        let mut lists: Vec<Vec<&str>> = self.stop.iter().map(|list| list.iter().copied().collect()).collect();
        lists.iter_mut().for_each(|list| list.sort_unstable());
        lists.push(self.compounds.listed());
        format!("{ANALYSIS_VERSION} {lists:?}")
    }

    /// Whether a word says nothing in this language.
    pub fn is_stop(&self, lang: Lang, folded: &str) -> bool {
        self.stop[lang as usize].contains(folded) || (folded.len() == 1 && !folded.as_bytes()[0].is_ascii_digit())
    }

    /// Whether a word says nothing in one language at least.
    pub fn is_stop_somewhere(&self, folded: &str) -> bool {
        Lang::ALL.into_iter().any(|lang| self.is_stop(lang, folded))
    }

    /// The term of a word in a language, unless it says nothing there.
    pub fn term(&self, lang: Lang, folded: &str) -> Option<String> {
        (!self.is_stop(lang, folded)).then(|| self.stems.of(lang, folded))
    }

    /// The terms of a Dutch compound's parts; nothing for other words.
    pub fn parts(&self, folded: &str) -> Vec<String> {
        self.compounds.split(folded).into_iter().map(|part| self.stems.of(Lang::Nl, part)).collect()
    }

    /// A Dutch compound with one misspelt part, as it should be written; nothing for other words.
    pub fn mended_compound(&self, folded: &str) -> Option<(String, Distance)> {
        self.compounds.mended(folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_meet_and_different_words_stay_apart() {
        let analysis = Analysis::new(&Lexicon::default());
        let term = |lang, text: &str| analysis.term(lang, &words(text)[0].folded);
        for (lang, one, other) in [
            (Lang::Nl, "verpleging", "verplegingen"),
            (Lang::Nl, "apotheken", "apotheek"),
            (Lang::Nl, "dagcentra", "dagcentrum"),
            (Lang::Nl, "centra", "centrum"),
            (Lang::Nl, "voedselbanken", "voedselbank"),
            (Lang::Fr, "santé", "sante"),
            (Lang::Fr, "infirmière", "infirmières"),
            (Lang::Fr, "soins", "soin"),
            (Lang::En, "pharmacies", "pharmacy"),
        ] {
            assert_eq!(term(lang, one), term(lang, other), "{one} {other}");
        }
        assert_ne!(term(Lang::Nl, "gezondheid"), term(Lang::Nl, "zon"));
        assert_ne!(term(Lang::Nl, "hulp"), term(Lang::Fr, "hulp"));
        assert_eq!(term(Lang::Nl, "de"), None);
    }

    #[test]
    fn the_fingerprint_follows_the_word_lists_and_not_the_synonyms() {
        let plain = Analysis::new(&Lexicon::default()).fingerprint();
        let synonyms = Lexicon { synonyms: vec![vec!["a1".to_owned(), "b1".to_owned()]], ..Lexicon::default() };
        let parts = Lexicon { compound_parts: vec!["zorgpunt".to_owned()], ..Lexicon::default() };
        assert_eq!(Analysis::new(&synonyms).fingerprint(), plain);
        assert_ne!(Analysis::new(&parts).fingerprint(), plain);
    }
}
