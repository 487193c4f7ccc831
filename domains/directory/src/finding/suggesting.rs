//! Suggestions while somebody types: themes by any of their words, names of services and organisations, places.
//!
//! Themes stand in a sorted list of all their words, made anew with the themes; names come straight from the index, so what is
//! searchable is suggested. What is typed is kept nowhere.

use std::collections::HashSet;

use kernel::Lang;
use territory::Gazetteer;

use super::themes::ThemeBook;
use super::{Finder, FindingFault, SERVICE};
use crate::{ServiceCard, ThemeCode};

/// Fewer letters say too little.
const SHORTEST: usize = 2;
/// Suggestions of each sort.
const THEMES: usize = 4;
const NAMES: usize = 4;
const PLACES: usize = 3;
/// Words of themes that are looked at.
const LOOKED_AT: usize = 400;

/// What a suggestion is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SuggestionKind {
    /// A theme, by its name or a word for it.
    Theme,
    /// A service.
    Service,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
}

impl SuggestionKind {
    /// The word for it in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Service => "service",
            Self::Organisation => "organisation",
            Self::Place => "place",
        }
    }
}

/// What somebody may be about to type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// What is suggested, as people write it.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// What tells more: the theme that a word stands for.
    pub detail: String,
    /// Where it leads.
    pub href: String,
}

/// A word for a theme, or its end from some word on.
#[derive(Debug)]
struct Form {
    folded: String,
    text: String,
    lang: Lang,
    theme: ThemeCode,
    /// 0 for the name, 1 for another word, 2 for the end of either.
    rank: u8,
}

/// Every word for every theme, in the order of the alphabet.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    edition: u64,
    forms: Vec<Form>,
}

impl Forms {
    pub fn of(book: &ThemeBook) -> Self {
        let mut forms = Vec::new();
        for theme in book.codes() {
            for (lang, text) in book.words(theme) {
                let name = book.name(theme);
                let is_name = name.versions().any(|(_, version)| version.text == text);
                let words = search::folded(text);
                for start in 0..words.len() {
                    let rank = if start > 0 { 2 } else { u8::from(!is_name) };
                    let (folded, text) = (words[start..].join(" "), text.to_owned());
                    forms.push(Form { folded, text, lang, theme: theme.clone(), rank });
                }
            }
        }
        forms.sort_by(|one, other| one.folded.cmp(&other.folded));
        Self { edition: book.edition, forms }
    }

    pub fn is_of(&self, book: &ThemeBook) -> bool {
        self.edition == book.edition && !self.forms.is_empty()
    }

    /// The themes with a word that begins so, each once, the nearest first.
    fn begun(&self, beginning: &str, lang: Lang, book: &ThemeBook) -> Vec<Suggestion> {
        let from = self.forms.partition_point(|form| form.folded.as_str() < beginning);
        let begun = self.forms[from..].iter().take(LOOKED_AT).take_while(|form| form.folded.starts_with(beginning));
        let mut begun: Vec<&Form> = begun.collect();
        begun.sort_by_key(|form| (form.lang != lang, form.rank, form.text.chars().count()));
        let mut seen = HashSet::new();
        begun.retain(|form| seen.insert(&form.theme));
        let suggestion = |form: &&Form| {
            let name = book.name(&form.theme).plain(lang).to_owned();
            let detail = if name == form.text { String::new() } else { name };
            let href = format!("/themes/{}", form.theme);
            Suggestion { text: form.text.clone(), kind: SuggestionKind::Theme, detail, href }
        };
        begun.iter().take(THEMES).map(suggestion).collect()
    }
}

impl Finder {
    /// What somebody may be about to type, who looks for help.
    ///
    /// # Errors
    /// Only when the index cannot be read.
    pub fn suggest(&self, begun: &str, lang: Lang, gazetteer: &Gazetteer) -> Result<Vec<Suggestion>, FindingFault> {
        let beginning = search::folded(begun).join(" ");
        if beginning.chars().count() < SHORTEST {
            return Ok(Vec::new());
        }
        let book = self.book();
        let mut suggestions = self.forms(&book).begun(&beginning, lang, &book);
        let mut seen: HashSet<String> = suggestions.iter().map(|one| search::folded(&one.text).join(" ")).collect();
        for title in self.index.titles(SERVICE, &beginning, NAMES * 2)? {
            let card: ServiceCard = postcard::from_bytes(&title.payload)?;
            if suggestions.len() < THEMES + NAMES && seen.insert(title.folded.clone()) {
                suggestions.push(named(&card, &title, lang));
            }
        }
        suggestions.extend(Self::suggest_places(begun, lang, gazetteer));
        Ok(suggestions)
    }

    /// The places that somebody may be about to type.
    pub fn suggest_places(begun: &str, lang: Lang, gazetteer: &Gazetteer) -> Vec<Suggestion> {
        let place = |place: territory::Place| Suggestion {
            text: place.label.plain(lang).to_owned(),
            kind: SuggestionKind::Place,
            detail: place.municipality.map(|it| it.names.plain(lang).to_owned()).unwrap_or_default(),
            href: format!("/search?place={}", place.code),
        };
        let starts = |one: &Suggestion| {
            let folded = |text: &str| search::folded(text).join(" ");
            format!(" {}", folded(&one.text)).contains(&format!(" {}", folded(begun)))
        };
        // What is only nearly called so is for who has finished typing.
        gazetteer.suggest(begun, PLACES).into_iter().map(place).filter(starts).collect()
    }
}

/// A name of a service or of who offers it, whichever was begun.
fn named(card: &ServiceCard, title: &search::Title, lang: Lang) -> Suggestion {
    match (version(&card.organisation_name, title), version(&card.name, title)) {
        (Some(text), _) => Suggestion {
            text: text.to_owned(),
            kind: SuggestionKind::Organisation,
            detail: String::new(),
            href: format!("/organisations/{}", card.organisation),
        },
        (None, text) => Suggestion {
            text: text.unwrap_or_else(|| card.name.plain(lang)).to_owned(),
            kind: SuggestionKind::Service,
            detail: if title.often == 1 { card.organisation_name.plain(lang).to_owned() } else { String::new() },
            href: format!("/services/{}", card.service),
        },
    }
}

/// The version of a name that is a title.
fn version<'a>(name: &'a kernel::Text, title: &search::Title) -> Option<&'a str> {
    let mut versions = name.versions().map(|(_, version)| version.text.as_str());
    versions.find(|text| search::folded(text).join(" ") == title.folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_no_themes_begins_with_nothing() {
        let book = ThemeBook::default();
        let forms = Forms::of(&book);
        assert!(!forms.is_of(&book) && forms.begun("zo", Lang::Nl, &book).is_empty());
    }
}
