//! The themes that a question names: by their names and synonyms, in any language.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use kernel::{Lang, Text};
use search::{Dictionary, Stems};

use crate::repeats::once;
use crate::{ServiceCard, Theme, ThemeCode};

/// A name or synonym has at most so many words.
const LONGEST: usize = 6;
/// Shorter words are compared as they stand: their stems are those of too many others.
const SHORTEST_INFLECTED: usize = 5;

/// What is known of themes when a question is answered or a service is indexed.
#[derive(Clone, Debug, Default)]
pub(crate) struct ThemeBook {
    /// Goes up with every change.
    pub edition: u64,
    by_words: HashMap<String, Vec<ThemeCode>>,
    /// The same by the stems of the words, each in the language of its word.
    by_stems: HashMap<String, Vec<ThemeCode>>,
    stems: Stems,
    /// The words of what people look for, once they are asked for.
    dictionary: OnceLock<Dictionary>,
    /// Every term, in the order of the thesaurus.
    all: Arc<[Theme]>,
    places: HashMap<ThemeCode, usize>,
    /// Those that people look for by the one that they are part of directly; those at the top by nothing. By their codes, in the
    /// order of the thesaurus.
    parts: HashMap<Option<ThemeCode>, Arc<[ThemeCode]>>,
    /// Each term with those that it is part of, the narrowest first; in the order of the thesaurus.
    lines: Vec<Vec<ThemeCode>>,
    /// Shared by every answer that says them.
    names: HashMap<ThemeCode, Arc<Text>>,
}

impl ThemeBook {
    /// Only the words of what people look for name a theme: who they are and who helps them are no needs.
    pub fn new(all: Vec<Theme>) -> Self {
        let (mut by_words, mut by_stems) = (HashMap::new(), HashMap::new());
        let stems = Stems::new();
        for theme in all.iter().filter(|theme| theme.is_sought()) {
            for form in theme.forms() {
                note(&mut by_words, search::folded(form).join(" "), &theme.code);
            }
            for (lang, form) in words_of(theme) {
                note(&mut by_stems, stemmed(&stems, lang, &search::folded(form)), &theme.code);
            }
        }
        let names = all.iter().map(|theme| (theme.code.clone(), Arc::new(theme.names.clone()))).collect();
        let places = all.iter().enumerate().map(|(place, theme)| (theme.code.clone(), place)).collect();
        let parts = parts(&all);
        let mut book = Self {
            edition: 0,
            by_words,
            by_stems,
            stems,
            dictionary: OnceLock::new(),
            all: all.into(),
            places,
            parts,
            lines: Vec::new(),
            names,
        };
        book.lines = book.all.iter().map(|theme| book.line(&theme.code)).collect();
        book
    }

    /// The next edition; nothing when these are the very themes that this one was made of.
    pub fn revised(&self, themes: Vec<Theme>) -> Option<Self> {
        (*self.all != *themes).then(|| Self { edition: self.edition + 1, ..Self::new(themes) })
    }

    /// The words of what people look for: a misspelt word may be taken for one of them although no service has it.
    pub fn dictionary(&self) -> &Dictionary {
        let sought = || self.all.iter().filter(|theme| theme.is_sought());
        self.dictionary.get_or_init(|| Dictionary::of(sought().flat_map(Theme::forms)))
    }

    /// Every term, in the order of the thesaurus.
    pub fn all(&self) -> Arc<[Theme]> {
        Arc::clone(&self.all)
    }

    /// The code that stands for a term: its own, or that of the term that took its place.
    pub fn current<'a>(&'a self, code: &'a ThemeCode) -> &'a ThemeCode {
        self.get(code).and_then(|theme| theme.replaced_by.as_ref()).unwrap_or(code)
    }

    /// A card with each term that was merged read as the one that took its place.
    pub fn as_merged<'a>(&self, card: &'a ServiceCard) -> Cow<'a, ServiceCard> {
        let mut terms = card.themes.iter().chain(&card.professions).chain(&card.settings);
        if terms.all(|term| self.current(term) == term) {
            return Cow::Borrowed(card);
        }
        Cow::Owned(ServiceCard {
            themes: self.merged(&card.themes),
            professions: self.merged(&card.professions),
            settings: self.merged(&card.settings),
            ..card.clone()
        })
    }

    /// Terms as they are called now, each once.
    fn merged(&self, terms: &[ThemeCode]) -> Vec<ThemeCode> {
        let mut now: Vec<ThemeCode> = terms.iter().map(|term| self.current(term).clone()).collect();
        once(&mut now);
        now
    }

    /// The themes whose name or synonym stands in the words; a longer form hides the shorter ones inside it.
    pub fn named_in(&self, words: &str) -> Vec<ThemeCode> {
        let words = search::folded(words);
        if let Some(codes) = self.inflected(&words) {
            return codes.clone();
        }
        let mut found: Vec<ThemeCode> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = (1..=LONGEST.min(words.len() - at)).rev();
            let known = longest
                .filter_map(|length| self.by_words.get(&words[at..at + length].join(" ")).map(|codes| (length, codes)));
            match known.into_iter().next() {
                Some((length, codes)) => {
                    found.extend(codes.iter().filter(|code| !found.contains(code)).cloned().collect::<Vec<_>>());
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// Whether the words are the name of a theme or a synonym, and nothing else: just so, or in another form of the word.
    pub fn is_a_form(&self, words: &str) -> bool {
        let folded = search::folded(words);
        let is_known = || self.by_words.contains_key(&folded.join(" ")) || self.inflected(&folded).is_some();
        !search::is_quoted(words) && is_known()
    }

    /// The themes that all the words together name in another form, as plurals do: `voedselbanken`.
    fn inflected(&self, folded: &[String]) -> Option<&Vec<ThemeCode>> {
        let is_too_short = folded.iter().map(|word| word.chars().count()).max() < Some(SHORTEST_INFLECTED);
        if is_too_short || folded.len() > LONGEST || self.by_words.contains_key(&folded.join(" ")) {
            return None;
        }
        Lang::ALL.iter().find_map(|lang| self.by_stems.get(&stemmed(&self.stems, *lang, folded)))
    }

    /// Some themes and everything that is part of them.
    pub fn with_parts(&self, named: &[ThemeCode]) -> Vec<ThemeCode> {
        if named.is_empty() {
            return Vec::new();
        }
        let within = |line: &[ThemeCode]| line.iter().any(|above| named.contains(above));
        let all = self.all.iter().zip(&self.lines).filter(|(theme, line)| !theme.retired && within(line));
        all.map(|(theme, _)| theme.code.clone()).collect()
    }

    /// Every code that a service may have been filed under that is found under a theme: of the theme and its parts, and of what was
    /// merged into any of them. One that nobody knows has none.
    pub fn filed_under(&self, theme: &ThemeCode) -> Vec<ThemeCode> {
        let wanted = self.current(theme);
        let within = |code: &&ThemeCode| self.with_broader(self.current(code)).contains(wanted);
        self.all.iter().map(|theme| &theme.code).filter(within).cloned().collect()
    }

    /// The themes that are part of one directly, or those at the top, by their codes.
    pub fn parts_of(&self, theme: Option<&ThemeCode>) -> Arc<[ThemeCode]> {
        self.parts.get(&theme.cloned()).cloned().unwrap_or_default()
    }

    /// The themes to offer beside some: those that the pack relates them to, else those that they are part of.
    pub fn close_to(&self, named: &[ThemeCode]) -> Vec<ThemeCode> {
        let mut close: Vec<ThemeCode> = Vec::new();
        for code in named {
            let related = self.get(code).map_or(&[][..], |theme| &theme.related);
            let sought = |code: &&ThemeCode| self.get(code).is_some_and(Theme::is_sought);
            let related: Vec<ThemeCode> = related.iter().filter(sought).cloned().collect();
            close.extend(if related.is_empty() { self.with_broader(code) } else { related });
        }
        close.sort();
        close.dedup();
        close
    }

    /// A theme.
    pub fn get(&self, code: &ThemeCode) -> Option<&Theme> {
        self.places.get(code).and_then(|place| self.all.get(*place))
    }

    /// The name of a theme.
    pub fn name(&self, code: &ThemeCode) -> Arc<Text> {
        self.names.get(code).cloned().unwrap_or_default()
    }

    /// Every theme that people look for help with.
    pub fn codes(&self) -> impl Iterator<Item = &ThemeCode> {
        self.all.iter().filter(|theme| theme.is_sought()).map(|theme| &theme.code)
    }

    /// A theme and those that it is part of, the narrowest first.
    pub fn with_broader(&self, code: &ThemeCode) -> Vec<ThemeCode> {
        let known = self.places.get(code).and_then(|place| self.lines.get(*place));
        known.cloned().unwrap_or_else(|| vec![code.clone()])
    }

    /// The same, found term by term.
    fn line(&self, code: &ThemeCode) -> Vec<ThemeCode> {
        let mut line = vec![code.clone()];
        while let Some(broader) = line.last().and_then(|last| self.get(last)).and_then(|theme| theme.broader.clone()) {
            // A circle in the pack must not hold us up.
            if line.contains(&broader) {
                break;
            }
            line.push(broader);
        }
        line
    }

    /// Every word for a theme: its names and synonyms. A word of a language that no page speaks is found from each.
    pub fn words(&self, code: &ThemeCode) -> impl Iterator<Item = (Lang, &str)> {
        self.get(code).into_iter().flat_map(words_of)
    }
}

fn words_of(theme: &Theme) -> impl Iterator<Item = (Lang, &str)> {
    let names = theme.names.versions().map(|(lang, name)| (lang, name.text.as_str()));
    let synonyms = theme.synonyms.iter().flat_map(|synonym| {
        let spoken: Result<Lang, _> = synonym.lang.as_str().parse();
        let langs = spoken.map_or_else(|_| Lang::ALL.to_vec(), |lang| vec![lang]);
        langs.into_iter().map(|lang| (lang, synonym.word.as_str()))
    });
    names.chain(synonyms)
}

/// What words are compared by that may stand in another form.
fn stemmed(stems: &Stems, lang: Lang, folded: &[String]) -> String {
    folded.iter().map(|word| stems.of(lang, word)).collect::<Vec<_>>().join(" ")
}

fn note(book: &mut HashMap<String, Vec<ThemeCode>>, form: String, theme: &ThemeCode) {
    let codes = book.entry(form).or_default();
    if !codes.contains(theme) {
        codes.push(theme.clone());
    }
}

fn parts(all: &[Theme]) -> HashMap<Option<ThemeCode>, Arc<[ThemeCode]>> {
    let mut parts: HashMap<Option<ThemeCode>, Vec<ThemeCode>> = HashMap::new();
    for theme in all.iter().filter(|theme| theme.is_sought()) {
        parts.entry(theme.broader.clone()).or_default().push(theme.code.clone());
    }
    parts.into_iter().map(|(of, parts)| (of, parts.into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Synonym, TermFacet};

    fn theme(code: &str, names: &[(Lang, &str)], synonyms: &[(Lang, &str)], broader: Option<&str>) -> Theme {
        let names = names
            .iter()
            .fold(Text::default(), |text, (lang, name)| text.with(*lang, *name, kernel::TranslationState::Source));
        let synonym =
            |(lang, word): &(Lang, &str)| Synonym { lang: lang.code().parse().unwrap(), word: (*word).to_owned() };
        Theme {
            code: code.parse().unwrap(),
            facet: TermFacet::Need,
            names,
            note: Text::default(),
            synonyms: synonyms.iter().map(synonym).collect(),
            broader: broader.map(|code| code.parse().unwrap()),
            related: Vec::new(),
            mappings: Vec::new(),
            door: false,
            icon: None,
            retired: false,
            replaced_by: None,
        }
    }

    #[test]
    fn the_longest_name_in_the_words_counts() {
        let book = ThemeBook::new(vec![
            theme("home_care", &[(Lang::Fr, "Soins à domicile")], &[(Lang::Nl, "thuiszorg")], None),
            theme("palliative", &[(Lang::Fr, "Soins palliatifs à domicile")], &[], Some("home_care")),
            theme("lonely", &[(Lang::Fr, "Solitude")], &[(Lang::Fr, "je me sens seul")], Some("lonely")),
        ]);
        let named = |words: &str| -> Vec<String> { book.named_in(words).iter().map(ToString::to_string).collect() };
        assert_eq!(named("SOINS PALLIATIFS A DOMICILE bxl"), ["palliative"]);
        assert_eq!(named("bonjour, je me sens seul"), ["lonely"]);
        assert_eq!(named("thuiszorg"), ["home_care"]);
        assert!(named("autre chose").is_empty() && named("").is_empty());
        assert!(book.is_a_form("Thuiszorg") && !book.is_a_form("thuiszorg in de buurt"));
        let code: ThemeCode = "palliative".parse().unwrap();
        assert_eq!(book.parts_of(None).len(), 1);
        assert_eq!(*book.parts_of(book.parts_of(None).first()), ["palliative".parse().unwrap()]);
        assert!(book.parts_of(Some(&code)).is_empty());
        assert_eq!(book.with_parts(&["home_care".parse().unwrap()]).len(), 2);
        assert_eq!(book.close_to(std::slice::from_ref(&code)).len(), 2, "nothing is related, so what it is part of");
        assert_eq!(book.with_broader(&code).len(), 2);
        assert_eq!((book.filed_under(&"home_care".parse().unwrap()).len(), book.filed_under(&code).len()), (2, 1));
        assert_eq!(book.with_broader(&"lonely".parse().unwrap()).len(), 1, "a circle ends");
    }

    #[test]
    fn another_form_of_its_words_names_a_theme_as_well() {
        let book = ThemeBook::new(vec![
            theme("food", &[(Lang::Nl, "Voedselbank")], &[(Lang::Fr, "colis alimentaire"), (Lang::Nl, "eten")], None),
            theme("day", &[(Lang::Nl, "Dagcentrum")], &[(Lang::En, "day centre")], None),
        ]);
        for (words, code) in
            [("voedselbanken", "food"), ("Colis alimentaires", "food"), ("dagcentra", "day"), ("day centres", "day")]
        {
            assert_eq!(book.named_in(words), [code.parse().unwrap()], "{words}");
            assert!(book.is_a_form(words), "{words}");
        }
        for other in ["voedselbanken in de buurt", "ete", "\"voedselbanken\"", "bank"] {
            assert!(!book.is_a_form(other), "{other}");
        }
    }

    #[test]
    fn only_what_people_look_for_is_named_by_their_words() {
        let need = theme("general_practice", &[(Lang::Nl, "Huisarts")], &[], None);
        let doctor = Theme {
            facet: TermFacet::Profession,
            synonyms: vec![Synonym { lang: "nl".parse().unwrap(), word: "huisarts".into() }],
            ..theme("profession_doctor", &[(Lang::Nl, "Arts")], &[], None)
        };
        let merged = Theme {
            retired: true,
            replaced_by: Some(need.code.clone()),
            ..theme("family_doctor", &[(Lang::Nl, "Huisdokter")], &[], None)
        };
        let book = ThemeBook::new(vec![need.clone(), doctor, merged.clone()]);
        assert_eq!(book.named_in("huisarts"), std::slice::from_ref(&need.code));
        assert!(!book.is_a_form("arts") && !book.is_a_form("huisdokter"));
        assert_eq!((book.current(&merged.code), book.current(&need.code)), (&need.code, &need.code));
        assert_eq!(
            book.with_parts(std::slice::from_ref(&merged.code)),
            [] as [ThemeCode; 0],
            "nobody is offered what is out of use"
        );
        for asked in [&merged.code, &need.code] {
            assert_eq!(book.filed_under(asked), [need.code.clone(), merged.code.clone()], "{asked}");
        }
        assert!(book.filed_under(&"nobodys".parse().unwrap()).is_empty());
    }

    #[test]
    fn a_word_of_any_language_names_its_theme() {
        let doctor = theme("general_practice", &[(Lang::Nl, "Huisarts")], &[], None);
        let arabic = Synonym { lang: "ar".parse().unwrap(), word: "طبيب عام".into() };
        let book = ThemeBook::new(vec![Theme { synonyms: vec![arabic], ..doctor.clone() }]);
        assert!(book.is_a_form("طبيب عام"));
        assert_eq!(book.words(&doctor.code).count(), 4, "its name, and the word from each language of the pages");
    }
}
