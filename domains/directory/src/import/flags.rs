//! Yes or no, as files say it: in our languages, as spreadsheets write it, and as people tick it.

const YES: [&str; 10] = ["true", "yes", "ja", "oui", "waar", "vrai", "y", "j", "o", "x"];
const NO: [&str; 8] = ["false", "no", "nee", "neen", "non", "onwaar", "faux", "n"];

/// So many letters of a word are repeated.
const REPEATED: usize = 40;

/// What a word means; nothing for another word.
pub(super) fn yes_or_no(word: &str) -> Option<bool> {
    let word = word.trim().to_lowercase();
    match word.as_str() {
        "1" => Some(true),
        "0" => Some(false),
        word if YES.contains(&word) => Some(true),
        word if NO.contains(&word) => Some(false),
        _ => None,
    }
}

/// What is told of a word that is neither; `1` and `0` are so in every language.
pub(super) fn neither(word: &str, field: &str) -> String {
    let word: String = word.chars().take(REPEATED).collect();
    format!("`{word}` of `{field}` is neither yes nor no; write `yes` or `no`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_spreadsheets_and_people_are_known_and_no_other_is_guessed() {
        for yes in ["true", "TRUE", "Waar", "VRAI", "yes", "Y", "ja", "j", "oui", "o", "x", "1", " X "] {
            assert_eq!(yes_or_no(yes), Some(true), "{yes}");
        }
        for no in ["false", "FALSE", "ONWAAR", "Faux", "no", "n", "nee", "Neen", "non", "0"] {
            assert_eq!(yes_or_no(no), Some(false), "{no}");
        }
        for other in ["", "maybe", "confidentiel", "2", "-", "yes please", "geheim"] {
            assert_eq!(yes_or_no(other), None, "{other}");
        }
    }
}
