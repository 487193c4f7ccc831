//! Names as foreign files have them, made fit to be read.

use intake::{Fault, Mapped};
use kernel::{Lang, Text, TranslationState};

/// The names of a row in every language that the mapping gives; all of them are sources.
pub(super) fn names(mapped: &Mapped<'_>) -> Result<Text, Fault> {
    let named = |text: Text, lang: Lang| match mapped.get(&format!("names.{lang}")) {
        Some(name) => text.with(lang, calm(&name), TranslationState::Source),
        None => text,
    };
    let text = Lang::ALL.into_iter().fold(Text::default(), named);
    if text.is_empty() {
        return Err(mapped.row.fault("it has no name", "fill in the name in Dutch or French"));
    }
    Ok(text)
}

/// Small words that stay small inside a name.
const SMALL: [&str; 14] = ["de", "du", "des", "la", "le", "les", "d", "l", "van", "der", "den", "het", "et", "en"];

/// A name in capitals only, as statistical files have them, in ordinary letters. Other names stay as they are.
pub(super) fn calm(name: &str) -> String {
    if name.chars().any(char::is_lowercase) || name.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return name.to_owned();
    }
    let mut calmed = String::with_capacity(name.len());
    for piece in name.to_lowercase().split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        if SMALL.contains(&word) && !calmed.is_empty() {
            calmed.push_str(piece);
            continue;
        }
        let mut letters = piece.chars();
        calmed.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        calmed.push_str(letters.as_str());
    }
    calmed
}

#[cfg(test)]
mod tests {
    use super::calm;

    #[test]
    fn capitals_become_ordinary_letters() {
        let cases = [
            ("ANDERLECHT CENTRE - WAYEZ", "Anderlecht Centre - Wayez"),
            ("CHAUSSÉE D'ANVERS", "Chaussée d'Anvers"),
            ("GARE DE L'OUEST", "Gare de l'Ouest"),
            ("Rue de la Loi", "Rue de la Loi"),
            ("R.T.B.", "R.T.B."),
            ("", ""),
        ];
        for (given, expected) in cases {
            assert_eq!(calm(given), expected);
        }
    }
}
