//! The table of the thesaurus: a row for each term in use.

use directory::{Theme, ThemeCode};
use kernel::{Lang, Text};

use super::columns::{Column, Holds, each, once};
use super::told::list;

/// What is told of a term.
pub(super) const COLUMNS: &[Column<Theme>] = &[
    once("code", Holds::Id, |term| term.code.to_string()),
    once("facet", Holds::Text, |term| term.facet.to_string()),
    once("broader", Holds::Id, |term| term.broader.as_ref().map_or_else(String::new, ThemeCode::to_string)),
    each("name", |term| versions(&term.names)),
    each("note", |term| versions(&term.note)),
    once("synonyms", Holds::List, |term| list(term.synonyms.iter().map(|said| format!("{}:{}", said.lang, said.word)))),
    once("related", Holds::List, |term| list(term.related.iter().map(ThemeCode::to_string))),
    once("mappings", Holds::List, |term| {
        list(term.mappings.iter().map(|mapping| format!("{}:{}:{}", mapping.scheme, mapping.code, mapping.fit)))
    }),
];

/// The versions of a text that there are.
fn versions(text: &Text) -> [String; 3] {
    Lang::ALL.map(|lang| text.get(lang).map_or_else(String::new, |version| version.text.clone()))
}
