//! Texts as region packs write them.

use std::collections::BTreeMap;

use kernel::{Lang, Text, TranslationState};
use serde::de::{Deserialize, Deserializer, Error};
use toml::Spanned;

/// A text of a pack: `{ nl = "…", fr = "…" }`. The first language written is the source unless `source_lang` names
/// another; `all` stands for a name that is the same everywhere; a language may be `{ text = "…", state = "automatic" }`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PackText(pub Text);

impl From<PackText> for Text {
    fn from(text: PackText) -> Self {
        text.0
    }
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Written {
    Plain(String),
    WithState { text: String, state: TranslationState },
}

impl<'de> Deserialize<'de> for PackText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut written = BTreeMap::<String, Spanned<Written>>::deserialize(deserializer)?;
        let plain = |written: Spanned<Written>| match written.into_inner() {
            Written::Plain(text) | Written::WithState { text, .. } => text,
        };
        let named = written.remove("source_lang").map(|lang| plain(lang).parse::<Lang>()).transpose();
        let first = written.iter().min_by_key(|(_, text)| text.span().start).map(|(lang, _)| lang.clone());
        let everywhere = written.remove("all").map(plain);
        let source = named.map_err(D::Error::custom)?.or_else(|| first?.parse().ok());
        let mut text = everywhere.as_deref().map_or_else(Text::default, Text::same_everywhere);
        for (lang, written) in written {
            let lang = lang.parse::<Lang>().map_err(D::Error::custom)?;
            let (words, stated) = match written.into_inner() {
                Written::Plain(words) => (words, None),
                Written::WithState { text, state } => (text, Some(state)),
            };
            let usual = if source == Some(lang) { TranslationState::Source } else { TranslationState::Reviewed };
            text = text.with(lang, words, stated.unwrap_or(usual));
        }
        Ok(Self(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Entry {
        names: PackText,
    }

    fn read(names: &str) -> Result<Text, toml::de::Error> {
        toml::from_str::<Entry>(&format!("names = {names}")).map(|entry| entry.names.0)
    }

    #[test]
    fn the_first_language_written_is_the_source() {
        let text = read("{ nl = 'Huisarts', fr = 'Médecin', en = { text = 'Doctor', state = 'automatic' } }").unwrap();
        let state = |lang| text.get(lang).unwrap().state;
        assert_eq!(state(Lang::Nl), TranslationState::Source);
        assert_eq!(state(Lang::Fr), TranslationState::Reviewed);
        assert_eq!(state(Lang::En), TranslationState::Automatic);
    }

    #[test]
    fn a_source_can_be_named_and_a_name_can_be_the_same_everywhere() {
        let text = read("{ nl = 'Huisarts', fr = 'Médecin', source_lang = 'fr' }").unwrap();
        assert_eq!(text.get(Lang::Fr).unwrap().state, TranslationState::Source);
        assert_eq!(text.get(Lang::Nl).unwrap().state, TranslationState::Reviewed);
        assert_eq!(read("{ all = 'Brusano' }").unwrap(), Text::same_everywhere("Brusano"));
    }

    #[test]
    fn an_unknown_language_is_refused() {
        let error = read("{ de = 'Hausarzt' }").unwrap_err().to_string();
        assert!(error.contains("`de` is not one of nl, fr, en"), "{error}");
    }
}
