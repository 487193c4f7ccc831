//! What makes a term sound: pure, for the region pack and for the form of an editor alike.

use std::collections::HashMap;
use std::fmt;

use kernel::Lang;

use super::{Mapping, TermFacet, Theme, ThemeCode};
use crate::finding::theme_number;

/// The longest name, in characters.
pub(crate) const LONGEST_NAME: usize = 120;
/// The longest note, in characters.
pub(crate) const LONGEST_NOTE: usize = 600;
/// The longest synonym, in characters.
pub(crate) const LONGEST_WORD: usize = 80;
/// The most synonyms of a term, in all languages.
pub(crate) const MOST_WORDS: usize = 150;
/// The most terms that a term is related to.
pub(crate) const MOST_RELATED: usize = 20;
/// The most codes of other schemes.
pub(crate) const MOST_MAPPINGS: usize = 40;
/// The most terms above each other: deeper than this nobody finds their way.
pub(crate) const DEEPEST: usize = 4;

/// What is wrong with a term.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// It has no name in any language.
    NoName,
    /// A name, note or synonym is longer than may be: the field, and the most characters.
    TooLong(&'static str, usize),
    /// It has more of something than may be: the field, and the most.
    TooMany(&'static str, usize),
    /// It is part of a term that does not exist or is out of use.
    UnknownBroader(ThemeCode),
    /// It is part of a term of another facet.
    OtherFacet(ThemeCode),
    /// It is part of itself, through these: the first and the last are the same.
    Loop(Vec<ThemeCode>),
    /// There are more levels above it than may be.
    TooDeep,
    /// It is related to itself, or to a term that does not exist or is out of use.
    UnknownRelated(String),
    /// A scheme has no such code.
    UnknownMapping(Mapping),
    /// Its code has the number of another code, so the search would take one for the other.
    SameNumber(ThemeCode),
    /// Another term of its facet is called so in the same language, so nobody could tell them apart.
    SameName(String, ThemeCode),
}

impl Problem {
    /// What to do about it, for whoever keeps a region pack.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NoName => "give it `names` in at least one language",
            Self::TooLong(..) => "shorten it",
            Self::TooMany(..) => "leave some out",
            Self::UnknownBroader(_) | Self::OtherFacet(_) | Self::TooDeep => {
                "name the code of another theme in `broader`"
            }
            Self::Loop(_) => "take one of these out of `broader`",
            Self::UnknownRelated(_) => "name codes of other themes in `related`",
            Self::UnknownMapping(_) => "name a code of that scheme",
            Self::SameNumber(_) => "give the newer of the two another code",
            Self::SameName(..) => "give one of the two another name, or merge them",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName => f.write_str("has no name"),
            Self::TooLong(field, most) => write!(f, "has something in `{field}` of more than {most} characters"),
            Self::TooMany(field, most) => write!(f, "has more than {most} entries in `{field}`"),
            Self::UnknownBroader(code) => write!(f, "is part of `{code}`, which does not exist"),
            Self::OtherFacet(code) => write!(f, "is part of `{code}`, which is of another facet"),
            Self::Loop(line) => write!(f, "is part of itself: {}", said(line)),
            Self::TooDeep => write!(f, "stands deeper than {DEEPEST} levels"),
            Self::UnknownRelated(code) => write!(f, "is related to `{code}`, which is no other theme"),
            Self::UnknownMapping(mapping) => {
                write!(f, "is mapped to `{}`, which {} does not have", mapping.code, mapping.scheme)
            }
            Self::SameNumber(code) => write!(f, "has a code that the search cannot tell from `{code}`"),
            Self::SameName(name, code) => write!(f, "is called `{name}`, as `{code}` is"),
        }
    }
}

/// A line of codes as it is shown to people.
pub(crate) fn said(line: &[ThemeCode]) -> String {
    line.iter().map(ThemeCode::as_str).collect::<Vec<_>>().join(" → ")
}

/// The terms that a term is judged among.
pub(crate) struct Among<'a> {
    terms: HashMap<&'a ThemeCode, &'a Theme>,
    numbers: HashMap<u16, Vec<&'a ThemeCode>>,
    /// The terms in use by facet, language and name.
    called: HashMap<(TermFacet, Lang, String), Vec<&'a ThemeCode>>,
}

impl<'a> Among<'a> {
    /// All terms, with the one that is judged in the form that it shall have, or without it.
    pub fn new(terms: impl IntoIterator<Item = &'a Theme>) -> Self {
        let terms: HashMap<&ThemeCode, &Theme> = terms.into_iter().map(|term| (&term.code, term)).collect();
        let mut numbers: HashMap<u16, Vec<&ThemeCode>> = HashMap::new();
        for code in terms.keys() {
            numbers.entry(theme_number(code)).or_default().push(code);
        }
        numbers.values_mut().for_each(|codes| codes.sort());
        let mut called: HashMap<_, Vec<&ThemeCode>> = HashMap::new();
        for term in terms.values().filter(|term| !term.retired) {
            for (lang, name) in term.names.versions() {
                called.entry((term.facet, lang, folded(&name.text))).or_default().push(&term.code);
            }
        }
        called.values_mut().for_each(|codes| codes.sort());
        Self { terms, numbers, called }
    }

    /// Everything that is wrong with a term among these.
    pub fn problems(&self, term: &Theme) -> Vec<Problem> {
        let mut problems = shape(term);
        problems.extend(self.above(term));
        let unknown = |code: &&ThemeCode| **code == term.code || !self.in_use(code);
        problems.extend(term.related.iter().filter(unknown).map(|code| Problem::UnknownRelated(code.to_string())));
        let missing = term.mappings.iter().filter(|mapping| !mapping.scheme.has(&mapping.code));
        problems.extend(missing.cloned().map(Problem::UnknownMapping));
        let same = self.numbers.get(&theme_number(&term.code));
        let other = same.into_iter().flatten().find(|code| ***code != term.code);
        problems.extend(other.map(|code| Problem::SameNumber((*code).clone())));
        problems.extend(self.namesake(term));
        problems
    }

    /// Another term that is called as this one is.
    fn namesake(&self, term: &Theme) -> Option<Problem> {
        let mut names = term.names.versions().filter(|(_, name)| !name.text.is_empty());
        names.find_map(|(lang, name)| {
            let codes = self.called.get(&(term.facet, lang, folded(&name.text)))?;
            let other = codes.iter().find(|code| ***code != term.code)?;
            Some(Problem::SameName(name.text.clone(), (*other).clone()))
        })
    }

    fn in_use(&self, code: &ThemeCode) -> bool {
        self.terms.get(code).is_some_and(|term| !term.retired)
    }

    /// What is wrong with the place of a term in the tree.
    pub fn above(&self, term: &Theme) -> Option<Problem> {
        let broader = term.broader.as_ref()?;
        let mut line = vec![term.code.clone()];
        let mut next = Some(broader);
        while let Some(code) = next {
            if let Some(first) = line.iter().position(|known| known == code) {
                line.drain(..first);
                line.push(code.clone());
                return Some(Problem::Loop(line));
            }
            line.push(code.clone());
            next = self.terms.get(code).and_then(|above| above.broader.as_ref());
        }
        match self.terms.get(broader) {
            None => Some(Problem::UnknownBroader(broader.clone())),
            Some(above) if above.retired => Some(Problem::UnknownBroader(broader.clone())),
            Some(above) if above.facet != term.facet => Some(Problem::OtherFacet(broader.clone())),
            Some(_) => (line.len() > DEEPEST).then_some(Problem::TooDeep),
        }
    }
}

/// A word as it is compared: without capitals and accents.
pub(crate) fn folded(word: &str) -> String {
    search::folded(word).join(" ")
}

/// What is wrong with a term, whatever stands beside it.
fn shape(term: &Theme) -> Vec<Problem> {
    let mut problems = Vec::new();
    let longer = |text: &str, most: usize| text.chars().count() > most;
    if term.names.is_empty() {
        problems.push(Problem::NoName);
    }
    if term.names.versions().any(|(_, name)| longer(&name.text, LONGEST_NAME)) {
        problems.push(Problem::TooLong("name_nl", LONGEST_NAME));
    }
    if term.note.versions().any(|(_, note)| longer(&note.text, LONGEST_NOTE)) {
        problems.push(Problem::TooLong("note_nl", LONGEST_NOTE));
    }
    if term.synonyms.iter().any(|synonym| longer(&synonym.word, LONGEST_WORD)) {
        problems.push(Problem::TooLong("words_nl", LONGEST_WORD));
    }
    let counts = [
        ("words_nl", term.synonyms.len(), MOST_WORDS),
        ("related", term.related.len(), MOST_RELATED),
        ("mappings", term.mappings.len(), MOST_MAPPINGS),
    ];
    let many = counts.into_iter().filter(|(_, count, most)| count > most);
    problems.extend(many.map(|(field, _, most)| Problem::TooMany(field, most)));
    problems
}

#[cfg(test)]
mod tests {
    use kernel::{Lang, Text};

    use super::*;
    use crate::theme::{Fit, Scheme, Synonym};

    fn term(code: &str, broader: Option<&str>) -> Theme {
        Theme {
            code: code.parse().unwrap(),
            facet: TermFacet::Need,
            names: Text::source(Lang::Nl, code),
            note: Text::default(),
            synonyms: Vec::new(),
            broader: broader.map(|code| code.parse().unwrap()),
            related: Vec::new(),
            mappings: Vec::new(),
            door: false,
            icon: None,
            retired: false,
            replaced_by: None,
        }
    }

    fn told(terms: &[Theme]) -> Vec<String> {
        let among = Among::new(terms);
        terms.iter().flat_map(|term| among.problems(term)).map(|problem| problem.to_string()).collect()
    }

    #[test]
    fn a_sound_tree_has_no_problem() {
        assert!(told(&[term("a", None), term("b", Some("a")), term("c", Some("b"))]).is_empty());
    }

    #[test]
    fn a_loop_is_named_from_where_it_begins() {
        let faults = told(&[term("a", Some("c")), term("b", Some("a")), term("c", Some("b")), term("d", Some("b"))]);
        assert_eq!(
            faults,
            [
                "is part of itself: a → c → b → a",
                "is part of itself: b → a → c → b",
                "is part of itself: c → b → a → c",
                "is part of itself: b → a → c → b",
            ]
        );
        assert_eq!(told(&[term("a", Some("a"))]), ["is part of itself: a → a"]);
    }

    #[test]
    fn what_does_not_exist_is_named() {
        let mut lost = term("a", Some("gone"));
        lost.related = vec!["a".parse().unwrap(), "nowhere".parse().unwrap()];
        lost.mappings = vec![Mapping { scheme: Scheme::OpenEligibility, code: "x".into(), fit: Fit::Exact }];
        assert_eq!(
            told(&[lost]),
            [
                "is part of `gone`, which does not exist",
                "is related to `a`, which is no other theme",
                "is related to `nowhere`, which is no other theme",
                "is mapped to `x`, which open_eligibility does not have",
            ]
        );
        let retired = Theme { retired: true, ..term("old", None) };
        assert_eq!(told(&[retired, term("b", Some("old"))]), ["is part of `old`, which does not exist"]);
        let other = Theme { facet: TermFacet::Status, ..term("s", None) };
        assert_eq!(told(&[other, term("b", Some("s"))]), ["is part of `s`, which is of another facet"]);
    }

    #[test]
    fn two_terms_of_a_facet_are_not_called_the_same() {
        let named = |code: &str, name: &str| Theme { names: Text::source(Lang::Nl, name), ..term(code, None) };
        assert_eq!(
            told(&[named("a", "Huisarts"), named("b", "huisárts")]),
            ["is called `Huisarts`, as `b` is", "is called `huisárts`, as `a` is"]
        );
        let merged = Theme { retired: true, ..named("b", "Huisarts") };
        let other = Theme { facet: TermFacet::Profession, ..named("c", "Huisarts") };
        let french = Theme { names: Text::source(Lang::Fr, "Huisarts"), ..term("d", None) };
        assert_eq!(
            Among::new([&named("a", "Huisarts"), &merged, &other, &french]).problems(&named("a", "Huisarts")),
            []
        );
    }

    #[test]
    fn huge_and_deep_terms_are_refused() {
        let word = |n: usize| Synonym { lang: "nl".parse().unwrap(), word: format!("woord {n}") };
        let mut huge = term("a", None);
        huge.names = Text::source(Lang::Fr, "x".repeat(LONGEST_NAME + 1));
        huge.note = Text::source(Lang::Fr, "x".repeat(LONGEST_NOTE + 1));
        huge.synonyms = (0..=MOST_WORDS).map(word).collect();
        huge.synonyms[0].word = "x".repeat(LONGEST_WORD + 1);
        assert_eq!(told(&[huge]).len(), 4);
        assert_eq!(told(&[Theme { names: Text::default(), ..term("a", None) }]), ["has no name"]);
        let line = [term("a", None), term("b", Some("a")), term("c", Some("b")), term("d", Some("c"))];
        assert!(told(&line).is_empty());
        assert_eq!(told(&[&line[..], &[term("e", Some("d"))]].concat()), ["stands deeper than 4 levels"]);
    }
}
