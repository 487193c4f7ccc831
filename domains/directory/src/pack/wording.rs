//! Texts as a pack or a mapping writes them: a table by language, `all` for a name that is the same in every language.

use std::collections::BTreeMap;

use kernel::{Lang, Text, TranslationState};
use serde::Deserialize;

/// One language's words, with what the translation is worth when that is worth saying.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Wording {
    Plain(String),
    Judged { text: String, state: TranslationState },
}

/// A text by language.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Wordings(BTreeMap<String, Wording>);

impl Wordings {
    /// The text. `sources` are the languages in which the region writes; another language is a reviewed translation.
    ///
    /// # Errors
    /// The key that is neither `all` nor a language of the pages.
    pub(crate) fn text(&self, sources: &[Lang]) -> Result<Text, String> {
        let mut text = Text::default();
        for (key, wording) in &self.0 {
            let words = match wording {
                Wording::Plain(words) | Wording::Judged { text: words, .. } => words.trim(),
            };
            if key == "all" {
                text = Text::same_everywhere(words);
                continue;
            }
            let lang: Lang = key.parse().map_err(|_| key.clone())?;
            let state = match wording {
                Wording::Judged { state, .. } => *state,
                Wording::Plain(_) if sources.contains(&lang) => TranslationState::Source,
                Wording::Plain(_) => TranslationState::Reviewed,
            };
            text = text.with(lang, words, state);
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(toml: &str) -> Result<Text, String> {
        #[derive(Deserialize)]
        struct Sample {
            names: Wordings,
        }
        toml::from_str::<Sample>(toml).unwrap().names.text(&[Lang::Nl, Lang::Fr])
    }

    #[test]
    fn states_follow_from_the_region_unless_they_are_said() {
        let text =
            text(r#"names = { nl = { text = "Zorg", state = "automatic" }, fr = "Soins", en = "Care" }"#).unwrap();
        let states: Vec<TranslationState> = text.versions().map(|(_, version)| version.state).collect();
        assert_eq!(states, [TranslationState::Automatic, TranslationState::Source, TranslationState::Reviewed]);
    }

    #[test]
    fn one_name_may_serve_every_language_and_an_unknown_language_is_named() {
        assert_eq!(text(r#"names = { all = "Brusano" }"#).unwrap().plain(Lang::En), "Brusano");
        assert_eq!(text(r#"names = { de = "Pflege" }"#), Err("de".to_owned()));
    }
}
