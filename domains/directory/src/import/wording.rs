//! Texts as a mapping gives them: a table by language, `all` for a name that is the same in every language.

use std::collections::BTreeMap;

use kernel::{Lang, Text, TranslationState};
use serde_json::Value;

/// A text of a mapping. What a mapping says is in the languages of the region's own pages: each is a source.
///
/// # Errors
/// When it is no such table, or names a language that no page speaks.
pub(super) fn read(words: Value) -> Result<Text, String> {
    let words: BTreeMap<String, String> = serde_json::from_value(words).map_err(|error| error.to_string())?;
    let mut text = words.get("all").map_or_else(Text::default, |words| Text::same_everywhere(words));
    for (key, words) in words.iter().filter(|(key, _)| *key != "all") {
        let lang: Lang = key.parse().map_err(|error: kernel::UnknownLanguage| error.to_string())?;
        text = text.with(lang, words.trim(), TranslationState::Source);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_by_language_and_words_for_all() {
        assert_eq!(read(json!({"nl": "Apotheek", "fr": "Pharmacie"})).unwrap().plain(Lang::En), "Pharmacie");
        assert_eq!(read(json!({"all": "Brusano"})).unwrap(), Text::same_everywhere("Brusano"));
        assert_eq!(read(json!({"de": "Apotheke"})).unwrap_err(), "language `de` is not one of nl, fr, en");
        assert!(read(json!(["x"])).is_err());
    }
}
