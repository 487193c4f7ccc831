//! What the words of a name mean, whatever their language: two names that say the same in Dutch and French are one.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::LazyLock;

use super::names::{JOINTS, words};

/// Words of one meaning.
const SAME: &str = include_str!("../../words/names.txt");
/// The most words that mean something together.
const LONGEST: usize = 6;
/// Words that only say in which city or country something is.
const PLACES: &[&str] = &[
    "brussel",
    "brussels",
    "brusselse",
    "bruxelles",
    "bruxellois",
    "bruxelloise",
    "hoofdstad",
    "capitale",
    "capital",
    "gewest",
    "region",
    "belgie",
    "belgique",
    "belgium",
];

/// The group of every form, by its words.
static GROUPS: LazyLock<HashMap<Vec<String>, usize>> = LazyLock::new(|| {
    let lines = SAME.lines().filter(|line| !line.starts_with('#')).enumerate();
    let forms = lines.flat_map(|(group, line)| line.split(',').map(move |form| (telling(&words(form)), group)));
    forms.filter(|(form, _)| !form.is_empty()).collect()
});

/// What the words of a name mean together, as a number; nothing when that is one word, which many are called.
pub(super) fn meaning(words: &[String]) -> Option<u64> {
    let meant = meanings(words);
    let mut hasher = DefaultHasher::new();
    meant.hash(&mut hasher);
    (meant.len() > 1).then(|| hasher.finish())
}

/// What the words of a name mean, each once. What belongs to no group means itself.
fn meanings(words: &[String]) -> BTreeSet<String> {
    let told: Vec<String> = telling(words).into_iter().filter(|word| !PLACES.contains(&word.as_str())).collect();
    let mut meant = BTreeSet::new();
    let mut at = 0;
    while at < told.len() {
        let longest = LONGEST.min(told.len() - at);
        let found = (1..=longest).rev().find_map(|length| Some((length, GROUPS.get(&told[at..at + length])?)));
        match found {
            Some((length, group)) => {
                meant.insert(format!("={group}"));
                at += length;
            }
            None => {
                meant.insert(told[at].clone());
                at += 1;
            }
        }
    }
    meant
}

/// Words without those that only join others.
fn telling(words: &[String]) -> Vec<String> {
    words.iter().filter(|word| !JOINTS.contains(&word.as_str())).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(name: &str) -> BTreeSet<String> {
        meanings(&words(name))
    }

    #[test]
    fn what_is_said_in_two_languages_means_one_thing() {
        for (one, other) in [
            ("Observatoire du sida et des sexualités", "Observatorium voor aids en seksualiteit"),
            ("Primary Care Academy", "Academie voor de Eerste Lijn"),
            ("OCMW Testdorp", "Centre public d’action sociale de Testdorp"),
            ("Rode Kruis", "Croix-Rouge de Belgique"),
        ] {
            assert_eq!(meant(one), meant(other), "{one} / {other}");
        }
        assert_ne!(meant("Maison de quartier Test"), meant("Maison médicale Test"));
    }

    #[test]
    fn no_form_belongs_to_two_groups() {
        let lines = SAME.lines().filter(|line| !line.starts_with('#'));
        let mut seen: HashMap<Vec<String>, &str> = HashMap::new();
        for line in lines {
            for form in line.split(',') {
                let form = telling(&words(form));
                assert!(!form.is_empty(), "an empty form in `{line}`");
                let other = seen.insert(form, line);
                assert!(other.is_none_or(|other| other == line), "`{line}` shares a form with `{other:?}`");
            }
        }
    }
}
