//! A text in several languages that knows what each translation is worth.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Lang;

/// What a translation is worth. A language without an entry is missing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TranslationState {
    /// The text was written in this language.
    Source,
    /// A person checked the translation.
    #[default]
    Reviewed,
    /// A machine translated and nobody checked.
    Automatic,
    /// The source has changed since.
    Outdated,
}

/// One language's version of a text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Translation {
    /// The words.
    pub text: String,
    /// What they are worth.
    #[serde(default)]
    pub state: TranslationState,
}

/// A text in one or more languages.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, sea_orm::FromJsonQueryResult)]
#[serde(transparent)]
pub struct Text(BTreeMap<Lang, Translation>);

/// What a reader gets: the words, their language, and whether they stand in for a missing translation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shown<'a> {
    /// The words.
    pub text: &'a str,
    /// The language that they are in, for the `lang` attribute.
    pub lang: Lang,
    /// Set when the reader's language is missing and this one stands in.
    pub stands_in: bool,
    /// What the words are worth.
    pub state: TranslationState,
}

impl Text {
    /// A text written in one language.
    pub fn source(lang: Lang, text: impl Into<String>) -> Self {
        Self::default().with(lang, text, TranslationState::Source)
    }

    /// A name that is the same in every language of the pages, such as a brand.
    pub fn same_everywhere(text: &str) -> Self {
        Lang::ALL.into_iter().fold(Self::default(), |all, lang| all.with(lang, text, TranslationState::Source))
    }

    /// The text with one language added or replaced. An empty text removes the language.
    #[must_use]
    pub fn with(mut self, lang: Lang, text: impl Into<String>, state: TranslationState) -> Self {
        let text = text.into();
        if text.trim().is_empty() {
            self.0.remove(&lang);
        } else {
            self.0.insert(lang, Translation { text, state });
        }
        self
    }

    /// The version in exactly this language, if there is one.
    pub fn get(&self, lang: Lang) -> Option<&Translation> {
        self.0.get(&lang)
    }

    /// What a reader of this language gets; nothing only when the text is empty in every language. What a person wrote or read stands
    /// in before what a machine made of it.
    pub fn show(&self, lang: Lang) -> Option<Shown<'_>> {
        let [second, third] = lang.fallbacks();
        let by_a_person = |lang: &Lang| self.get(*lang).is_some_and(|found| found.state != TranslationState::Automatic);
        let standing_in = [second, third].into_iter().filter(by_a_person).chain([second, third]);
        std::iter::once(lang).chain(standing_in).find_map(|candidate| {
            self.0.get(&candidate).map(|found| Shown {
                text: &found.text,
                lang: candidate,
                stands_in: candidate != lang,
                state: found.state,
            })
        })
    }

    /// The words for a reader of this language, or an empty string. For sorting, titles of links and plain text.
    pub fn plain(&self, lang: Lang) -> &str {
        self.show(lang).map_or("", |shown| shown.text)
    }

    /// Every language's version, in the order of [`Lang::ALL`].
    pub fn versions(&self) -> impl Iterator<Item = (Lang, &Translation)> {
        self.0.iter().map(|(lang, translation)| (*lang, translation))
    }

    /// Nothing written in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Languages of the pages in which this text is missing.
    pub fn missing(&self) -> impl Iterator<Item = Lang> + '_ {
        Lang::ALL.into_iter().filter(|lang| !self.0.contains_key(lang))
    }

    /// Marks every translation outdated except the source and `kept`: called when `kept` was rewritten.
    pub fn outdate_except(&mut self, kept: Lang) {
        for (lang, translation) in &mut self.0 {
            if *lang != kept && translation.state != TranslationState::Source {
                translation.state = TranslationState::Outdated;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_visibly() {
        let text = Text::source(Lang::Fr, "Aide à domicile");
        let shown = text.show(Lang::Nl).unwrap();
        assert_eq!((shown.text, shown.lang, shown.stands_in), ("Aide à domicile", Lang::Fr, true));
        assert!(!text.show(Lang::Fr).unwrap().stands_in);
        assert_eq!(text.missing().collect::<Vec<_>>(), [Lang::Nl, Lang::En]);
    }

    #[test]
    fn what_a_person_wrote_stands_in_before_what_a_machine_made_of_it() {
        for lang in Lang::ALL {
            let [second, third] = lang.fallbacks();
            let text = Text::source(third, "source").with(second, "machine", TranslationState::Automatic);
            assert_eq!(text.plain(lang), "source", "{lang}");
            let shown = text.show(second).unwrap();
            assert_eq!(
                (shown.text, shown.state),
                ("machine", TranslationState::Automatic),
                "{lang}: better than nothing"
            );
            let only = Text::default().with(third, "machine", TranslationState::Automatic);
            assert_eq!(only.plain(lang), "machine", "{lang}");
        }
    }

    #[test]
    fn rewriting_the_source_outdates_its_translations() {
        let mut text = Text::source(Lang::Nl, "Thuishulp").with(Lang::Fr, "Aide", TranslationState::Reviewed);
        text.outdate_except(Lang::Nl);
        assert_eq!(text.get(Lang::Fr).unwrap().state, TranslationState::Outdated);
        assert_eq!(text.get(Lang::Nl).unwrap().state, TranslationState::Source);
    }

    #[test]
    fn an_empty_version_is_a_missing_one() {
        assert!(Text::source(Lang::Nl, "  ").is_empty());
    }

    #[test]
    fn is_kept_as_readable_json() {
        let text = Text::source(Lang::Nl, "Huisarts");
        let json = serde_json::to_string(&text).unwrap();
        assert_eq!(json, r#"{"nl":{"text":"Huisarts","state":"source"}}"#);
        assert_eq!(serde_json::from_str::<Text>(&json).unwrap(), text);
    }
}
