//! The thesaurus in a region pack: `themes.toml` and the files of `thesaurus/`, with every fault at its file and line.

use std::collections::{BTreeMap, BTreeSet};

use house::{Pack, PackFault, PackText};
use serde::Deserialize;

use super::THEMES;
use crate::theme::rules::Among;
use crate::{Fit, Mapping, Scheme, Synonym, TermFacet, Theme, ThemeCode};

/// The folder of files that may stand beside `themes.toml`.
const FOLDER: &str = "thesaurus/";

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct TermsFile {
    /// The facet of the terms in the file that do not name one of their own.
    facet: Option<String>,
    #[serde(default)]
    theme: Vec<Entry>,
    /// By scheme, by the code there, by how well it fits: the codes of terms.
    #[serde(default)]
    mapping: BTreeMap<String, BTreeMap<String, BTreeMap<String, Vec<String>>>>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    facet: Option<String>,
    names: PackText,
    #[serde(default)]
    note: PackText,
    broader: Option<String>,
    #[serde(default)]
    door: bool,
    icon: Option<String>,
    #[serde(default)]
    synonyms: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    related: Vec<String>,
}

/// The terms of a pack, and the file that each stands in.
#[derive(Default, Debug)]
pub(super) struct Thesaurus {
    /// Broader terms before their parts.
    pub themes: Vec<Theme>,
    files: BTreeMap<ThemeCode, String>,
}

impl Thesaurus {
    /// The facet of a term; nothing when there is no such term.
    pub fn facet(&self, code: &str) -> Option<TermFacet> {
        self.themes.iter().find(|theme| theme.code.as_str() == code).map(|theme| theme.facet)
    }

    /// Reads the terms; nothing when a file does not have the form of one.
    pub fn open(pack: &Pack, faults: &mut Vec<PackFault>) -> Option<Self> {
        let mut names = vec![THEMES];
        names.extend(pack.names(FOLDER));
        let mut reader = Reader { pack, faults, thesaurus: Self::default() };
        let mut files = Vec::new();
        for name in names {
            match pack.read::<TermsFile>(name) {
                Ok(file) => files.push((name, file)),
                Err(fault) => reader.faults.push(fault),
            }
        }
        if !reader.faults.is_empty() {
            return None;
        }
        files.iter().for_each(|(name, file)| reader.terms(name, file));
        files.iter().for_each(|(name, file)| reader.mappings(name, file));
        reader.judge();
        let mut thesaurus = reader.thesaurus;
        thesaurus.in_order();
        Some(thesaurus)
    }

    /// Puts broader terms before their parts, and leaves the order as it is otherwise.
    fn in_order(&mut self) {
        let broader: BTreeMap<&ThemeCode, &ThemeCode> =
            self.themes.iter().filter_map(|theme| Some((&theme.code, theme.broader.as_ref()?))).collect();
        let most = broader.len() + 1;
        let depth = |theme: &Theme| {
            std::iter::successors(Some(&theme.code), |code| broader.get(code).copied()).take(most).count()
        };
        let depths: BTreeMap<ThemeCode, usize> =
            self.themes.iter().map(|theme| (theme.code.clone(), depth(theme))).collect();
        self.themes.sort_by_key(|theme| depths.get(&theme.code).copied());
    }
}

struct Reader<'a, 'f> {
    pack: &'a Pack,
    faults: &'f mut Vec<PackFault>,
    thesaurus: Thesaurus,
}

impl Reader<'_, '_> {
    fn complain(&mut self, file: &str, id: &str, message: impl Into<String>, remedy: &str) {
        self.faults.push(super::fault(self.pack, file, id, message, remedy));
    }

    fn word<T: std::str::FromStr<Err: ToString>>(&mut self, file: &str, id: &str, word: &str) -> Option<T> {
        word.parse().map_err(|error: T::Err| self.complain(file, id, error.to_string(), "write one of these")).ok()
    }

    fn terms(&mut self, file: &str, terms: &TermsFile) {
        for entry in &terms.theme {
            let facet = match entry.facet.as_ref().or(terms.facet.as_ref()) {
                Some(word) => self.word(file, word, word),
                None => Some(TermFacet::Need),
            };
            let Some(theme) = facet.and_then(|facet| self.term(file, facet, entry)) else { continue };
            if self.thesaurus.files.insert(theme.code.clone(), file.to_owned()).is_some() {
                let message = format!("`{}` stands there twice", theme.code);
                self.complain(file, &entry.code, message, "give one of them another code");
            } else {
                self.thesaurus.themes.push(theme);
            }
        }
    }

    fn term(&mut self, file: &str, facet: TermFacet, entry: &Entry) -> Option<Theme> {
        let id = entry.code.as_str();
        let mut synonyms = BTreeSet::new();
        for (lang, words) in &entry.synonyms {
            let Some(lang) = self.word::<crate::Spoken>(file, id, lang) else { continue };
            synonyms.extend(words.iter().map(|word| Synonym { lang: lang.clone(), word: word.trim().to_owned() }));
        }
        let broader = match &entry.broader {
            Some(code) => Some(self.word(file, id, code)?),
            None => None,
        };
        Some(Theme {
            code: self.word(file, id, id)?,
            facet,
            names: entry.names.0.clone(),
            note: entry.note.0.clone(),
            synonyms: synonyms.into_iter().collect(),
            broader,
            related: entry.related.iter().filter_map(|code| self.word(file, id, code)).collect(),
            mappings: Vec::new(),
            door: entry.door,
            icon: entry.icon.clone(),
            retired: false,
            replaced_by: None,
        })
    }

    fn mappings(&mut self, file: &str, terms: &TermsFile) {
        for (scheme, codes) in &terms.mapping {
            let Some(scheme) = self.word::<Scheme>(file, scheme, scheme) else { continue };
            for (code, fits) in codes {
                for (fit, themes) in fits {
                    let Some(fit) = self.word::<Fit>(file, code, fit) else { continue };
                    let mapping = Mapping { scheme, code: code.clone(), fit };
                    themes.iter().for_each(|theme| self.map(file, theme, mapping.clone()));
                }
            }
        }
    }

    fn map(&mut self, file: &str, theme: &str, mapping: Mapping) {
        match self.thesaurus.themes.iter_mut().find(|known| known.code.as_str() == theme) {
            Some(known) => {
                known.mappings.push(mapping);
                known.mappings.sort();
                known.mappings.dedup();
            }
            None => {
                let message = format!("`{theme}` is mapped to `{}` and does not exist", mapping.code);
                self.complain(file, theme, message, "name the code of a theme");
            }
        }
    }

    /// Says what is wrong with each term among the others.
    fn judge(&mut self) {
        let among = Among::new(&self.thesaurus.themes);
        let mut told = Vec::new();
        for theme in &self.thesaurus.themes {
            for problem in among.problems(theme) {
                told.push((theme.code.clone(), format!("`{}` {problem}", theme.code), problem.remedy()));
            }
        }
        for (code, message, remedy) in told {
            let file = self.thesaurus.files.get(&code).cloned().unwrap_or_default();
            self.complain(&file, code.as_str(), message, remedy);
        }
    }
}
