//! Names to things: exactly, without the words that people leave out, or nearly.

use std::collections::HashMap;

use crate::fold::{key, loose_key, words};

/// How strictly a name must be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Strictness {
    /// As the name is, folded.
    Exact,
    /// Without kinds of street and articles.
    Loose,
    /// By a part that tells it from others, for streets: "Bockstaellaan" for "Emile Bockstaellaan".
    Part,
    /// With a typing error or two.
    Near,
}

/// The names of things of type `T`.
#[derive(Debug)]
pub(super) struct Names<T> {
    /// Sorted by key.
    keys: Vec<Key<T>>,
    /// Which keys hold three letters in a row.
    trigrams: HashMap<[u8; 3], Vec<u32>>,
}

#[derive(Debug)]
struct Key<T> {
    text: Box<str>,
    target: T,
    loose: bool,
}

impl<T: Copy + PartialEq> Names<T> {
    /// From names as people write them.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut keys = Vec::new();
        for (name, target) in names {
            let words = words(name);
            let text = key(&words);
            if text.is_empty() {
                continue;
            }
            if let Some(loose) = loose_key(&words) {
                keys.push(Key { text: loose.into(), target, loose: true });
            }
            keys.push(Key { text: text.into(), target, loose: false });
        }
        keys.sort_by(|a, b| a.text.cmp(&b.text));
        let mut trigrams: HashMap<[u8; 3], Vec<u32>> = HashMap::new();
        for (at, key) in (0_u32..).zip(&keys).filter(|(_, key)| !key.loose) {
            for trigram in trigrams_of(&key.text) {
                let keys = trigrams.entry(trigram).or_default();
                if keys.last() != Some(&at) {
                    keys.push(at);
                }
            }
        }
        Self { keys, trigrams }
    }

    /// What is called so, and how many letters differ. Near answers are only the nearest ones.
    pub(super) fn find(&self, text: &str, strictness: Strictness) -> Vec<(T, usize)> {
        match strictness {
            Strictness::Part => Vec::new(),
            Strictness::Near => {
                let near = self.near(text, 40);
                let best = near.first().map(|(_, distance)| *distance);
                near.into_iter().filter(|(_, distance)| Some(*distance) == best).collect()
            }
            wanted => {
                let from = self.keys.partition_point(|key| key.text.as_ref() < text);
                let same = self.keys[from..].iter().take_while(|key| key.text.as_ref() == text);
                let fits = same.filter(|key| wanted == Strictness::Loose || !key.loose);
                unique(fits.map(|key| (key.target, 0)))
            }
        }
    }

    /// What begins so, in alphabetical order; full names before shortened ones.
    pub(super) fn beginning(&self, text: &str, most: usize) -> Vec<T> {
        let from = self.keys.partition_point(|key| key.text.as_ref() < text);
        let begin = || self.keys[from..].iter().take_while(|key| key.text.starts_with(text)).take(most * 8);
        let full = begin().filter(|key| !key.loose);
        let found = unique(full.chain(begin().filter(|key| key.loose)).map(|key| (key.target, 0)));
        found.into_iter().map(|(target, _)| target).take(most).collect()
    }

    /// What is written nearly so, the nearest first.
    pub(super) fn near(&self, text: &str, most: usize) -> Vec<(T, usize)> {
        let allowed = tolerance(text.len());
        if allowed == 0 {
            return Vec::new();
        }
        let mut shared: HashMap<u32, usize> = HashMap::new();
        let asked = trigrams_of(text);
        for trigram in &asked {
            for at in self.trigrams.get(trigram).into_iter().flatten() {
                *shared.entry(*at).or_default() += 1;
            }
        }
        // Each typing error spoils at most three trigrams.
        let least = asked.len().saturating_sub(allowed * 3).max(1);
        let mut found: Vec<(T, usize)> = Vec::new();
        for (at, _) in shared.into_iter().filter(|(_, count)| *count >= least) {
            let Some(key) = usize::try_from(at).ok().and_then(|at| self.keys.get(at)) else { continue };
            if key.text.len().abs_diff(text.len()) <= allowed {
                let distance = strsim::osa_distance(text, &key.text);
                if distance <= allowed {
                    found.push((key.target, distance));
                }
            }
        }
        found.sort_by_key(|(_, distance)| *distance);
        let mut found = unique(found.into_iter());
        found.truncate(most);
        found
    }
}

/// How many letters may differ: short names none, long ones up to three.
fn tolerance(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=6 => 1,
        7..=12 => 2,
        _ => 3,
    }
}

fn trigrams_of(text: &str) -> Vec<[u8; 3]> {
    let padded: Vec<u8> = [b' ', b' '].into_iter().chain(text.bytes()).chain([b' ']).collect();
    padded.windows(3).map(|window| [window[0], window[1], window[2]]).collect()
}

fn unique<T: PartialEq>(found: impl Iterator<Item = (T, usize)>) -> Vec<(T, usize)> {
    let mut all: Vec<(T, usize)> = Vec::new();
    for (target, distance) in found {
        if !all.iter().any(|(known, _)| *known == target) {
            all.push((target, distance));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names<u8> {
        Names::new([("Schaarbeek", 1), ("Schaerbeek", 1), ("Rue Haute", 2), ("Rue de l'Association", 3), ("Jette", 4)])
    }

    #[test]
    fn names_are_found_exactly_loosely_and_nearly() {
        let found = |text: &str, how| names().find(text, how).into_iter().map(|(target, _)| target).collect::<Vec<_>>();
        assert_eq!(found("schaarbeek", Strictness::Exact), [1]);
        assert!(found("association", Strictness::Exact).is_empty());
        assert_eq!(found("association", Strictness::Loose), [3]);
        assert_eq!(found("scharbeek", Strictness::Near), [1]);
        assert_eq!(found("jete", Strictness::Near), [4]);
        assert!(found("xyz", Strictness::Near).is_empty());
        assert!(found("jat", Strictness::Near).is_empty(), "three letters are too few to guess from");
    }

    #[test]
    fn beginnings_are_completed() {
        assert_eq!(names().beginning("scha", 5), [1]);
        assert_eq!(names().beginning("rue", 5), [3, 2]);
        assert_eq!(names().beginning("haut", 5), [2]);
    }
}
