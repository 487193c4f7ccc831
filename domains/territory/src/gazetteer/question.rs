//! Taking a question about a place apart: postal code, house number, names.

use crate::fold::{Word, words};

/// A question taken apart.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Question {
    /// The postal code in it, if it is one that is known.
    pub postal_code: Option<String>,
    /// The words of names, without the postal code.
    pub names: Vec<Word>,
    /// The same without house numbers and boxes; equal to `names` when there are none.
    pub without_numbers: Vec<Word>,
}

/// Questions are short; what is longer is no place.
const LONGEST: usize = 200;

impl Question {
    /// Takes a question apart, given which postal codes are known.
    pub(super) fn read(text: &str, is_postal_code: impl Fn(&str) -> bool) -> Self {
        let text: String = text.chars().take(LONGEST).collect();
        let mut names = words(&text);
        // The last one: in front of a street a number of four digits may be the house.
        let at = names.iter().rposition(|word| is_postal_code(word));
        let postal_code = at.map(|at| names.remove(at));
        if let Some(before) = at.and_then(|at| at.checked_sub(1))
            && matches!(names.get(before).map(String::as_str), Some("b" | "be"))
        {
            names.remove(before);
        }
        let without_numbers = drop_numbers(&names);
        Self { postal_code, names, without_numbers }
    }
}

fn drop_numbers(names: &[Word]) -> Vec<Word> {
    let mut kept: Vec<Word> = Vec::new();
    let mut after_number = false;
    for word in names {
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        let in_box = matches!(word.as_str(), "bus" | "bte" | "boite" | "box" | "nr" | "no" | "n");
        let suffix = after_number && word.len() == 1;
        after_number = number || (after_number && in_box);
        if !(number || suffix || (in_box && !kept.is_empty())) {
            kept.push(word.clone());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_codes_are_told_from_names() {
        let cases = [
            ("Verenigingstraat 15, 1000", Some("1000"), "verenigingstraat"),
            ("1020 Laken", Some("1020"), "laken"),
            ("Rue Haute 12/3 bte 4 B-1000 Bruxelles", Some("1000"), "rue haute bruxelles"),
            ("Hoogstraat 15 A", None, "hoogstraat"),
            ("1700", None, ""),
            ("   ", None, ""),
        ];
        for (text, code, names) in cases {
            let question = Question::read(text, |word| matches!(word, "1000" | "1020"));
            assert_eq!(question.postal_code.as_deref(), code, "{text}");
            assert_eq!(question.without_numbers.join(" "), names, "{text}");
        }
    }
}
