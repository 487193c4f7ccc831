//! Words that mean the same: a group is found whole, in any language, by any of its forms.

use std::collections::{HashMap, HashSet};

use super::Stems;

/// A form has at most so many words.
const LONGEST_FORM: usize = 5;

/// Groups of forms. Forms are compared by their stems, so `pharmacies` meets `pharmacie`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Thesaurus {
    groups: Vec<Vec<Vec<String>>>,
    by_stems: HashMap<String, usize>,
    first_stems: HashSet<String>,
}

/// A stretch of a query that a group knows.
pub(crate) struct Known<'a> {
    /// How many words of the query it takes.
    pub length: usize,
    /// The forms of the group, each as its folded words.
    pub forms: &'a [Vec<String>],
}

impl Thesaurus {
    /// Reads groups of forms in whatever language.
    pub fn new(groups: &[Vec<String>], stems: &Stems) -> Self {
        let mut all = Self::default();
        for (number, group) in groups.iter().enumerate() {
            let mut forms = Vec::new();
            for form in group {
                let words: Vec<String> = super::words(form).into_iter().map(|word| word.folded).collect();
                if words.is_empty() || words.len() > LONGEST_FORM {
                    continue;
                }
                let stems: Vec<[String; 3]> = words.iter().map(|word| stems.in_each_language(word)).collect();
                for lang in 0..3 {
                    let key: Vec<&str> = stems.iter().map(|word| word[lang].as_str()).collect();
                    all.first_stems.insert(key[0].to_owned());
                    all.by_stems.entry(key.join(" ")).or_insert(number);
                }
                forms.push(words);
            }
            all.groups.push(forms);
        }
        all
    }

    /// The longest form that begins at this place of a query; `stems` holds each word's stem in each language.
    pub fn known_at(&self, stems: &[[String; 3]], at: usize) -> Option<Known<'_>> {
        let mut best: Option<Known<'_>> = None;
        for lang in 0..3 {
            if !self.first_stems.contains(&stems[at][lang]) {
                continue;
            }
            let mut key = String::new();
            for (taken, word) in stems[at..].iter().take(LONGEST_FORM).enumerate() {
                if taken > 0 {
                    key.push(' ');
                }
                key.push_str(&word[lang]);
                let longer = best.as_ref().is_none_or(|best| best.length <= taken);
                if let Some(group) = self.by_stems.get(&key).filter(|_| longer) {
                    best = Some(Known { length: taken + 1, forms: &self.groups[*group] });
                }
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::super::Stems;
    use super::Thesaurus;

    #[test]
    fn the_longest_form_is_found_in_any_language_and_inflection() {
        let stems = Stems::new();
        let group = |forms: &[&str]| forms.iter().map(|form| (*form).to_owned()).collect::<Vec<_>>();
        let thesaurus = Thesaurus::new(
            &[group(&["pharmacie", "apotheek"]), group(&["aide", "hulp"]), group(&["aide à domicile", "thuishulp"])],
            &stems,
        );
        let query = |text: &str| -> Vec<[String; 3]> {
            super::super::words(text).iter().map(|word| stems.in_each_language(&word.folded)).collect()
        };
        let known =
            |text: &str, at| thesaurus.known_at(&query(text), at).map(|known| (known.length, known.forms.len()));
        assert_eq!(known("pharmacies", 0), Some((1, 2)));
        assert_eq!(known("aides à domicile", 0), Some((3, 2)));
        assert_eq!(known("une aide", 1), Some((1, 2)));
        assert_eq!(known("autre chose", 0), None);
    }
}
