//! Streets by a part of their name: people leave first names and titles out, and write "Bockstaellaan".

use super::names::{Names, Strictness};
use crate::fold::{Word, is_street_kind, key, loose_words, words};

/// A part of fewer letters tells too little.
const SHORTEST: usize = 4;

/// The parts of the names of things of type `T`.
#[derive(Debug)]
pub(super) struct Parts<T> {
    names: Names<T>,
    /// What kind of street a thing is, in each language that says it with a word of its own.
    kinds: Vec<(T, Word)>,
}

impl<T: Copy + Ord> Parts<T> {
    /// From names as people write them.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut parts: Vec<(String, T)> = Vec::new();
        let mut kinds: Vec<(T, Word)> = Vec::new();
        for (name, thing) in names {
            let words = words(name);
            parts.extend(runs(&loose_words(&words)).map(|part| (part, thing)));
            kinds.extend(words.into_iter().filter(|word| is_street_kind(word)).map(|kind| (thing, kind)));
        }
        kinds.sort_unstable();
        Self { names: Names::new(parts.iter().map(|(part, thing)| (part.as_str(), *thing))), kinds }
    }

    /// What has such a part in its name; of these, what is of the kind that was written, when any is.
    pub(super) fn find(&self, asked: &[Word]) -> Vec<(T, usize)> {
        let found = self.names.find(&key(&loose_words(asked)), Strictness::Exact);
        let kinds: Vec<&Word> = asked.iter().filter(|word| is_street_kind(word)).collect();
        let is_such = |thing: T| kinds.iter().all(|kind| self.kinds.binary_search(&(thing, (*kind).clone())).is_ok());
        let such: Vec<(T, usize)> = found.iter().copied().filter(|(thing, _)| is_such(*thing)).collect();
        if such.is_empty() { found } else { such }
    }

    /// What has a part in its name that begins so.
    pub(super) fn beginning(&self, begun: &[Word], most: usize) -> Vec<T> {
        let text = key(&loose_words(begun));
        if text.is_empty() { Vec::new() } else { self.names.beginning(&text, most) }
    }

    /// What has nearly such a part in its name, the nearest first.
    pub(super) fn near(&self, asked: &[Word], most: usize) -> Vec<(T, usize)> {
        self.names.near(&key(&loose_words(asked)), most)
    }
}

/// The words that follow each other, run together.
fn runs(words: &[Word]) -> impl Iterator<Item = String> {
    let runs = (0..words.len()).flat_map(move |from| (from + 1..=words.len()).map(move |to| key(&words[from..to])));
    runs.filter(|run| run.len() >= SHORTEST && !run.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn streets() -> Parts<u8> {
        Parts::new([
            ("Boulevard Émile Bockstael", 1),
            ("Emile Bockstaellaan", 1),
            ("Place Émile Bockstael", 2),
            ("Emile Bockstaelplein", 2),
            ("Avenue Houba-de Strooper", 3),
        ])
    }

    #[test]
    fn a_telling_part_finds_its_streets() {
        let found =
            |asked: &str| -> Vec<u8> { streets().find(&words(asked)).into_iter().map(|(one, _)| one).collect() };
        for (asked, expected) in [
            ("Bockstaellaan", &[1][..]),
            ("boulevard Bockstael", &[1]),
            ("pl. bockstael", &[2]),
            ("bockstael", &[1, 2]),
            ("rue Bockstael", &[1, 2]),
            ("Houba", &[3]),
            ("de Strooper", &[3]),
            ("avenue", &[]),
            ("bock", &[]),
        ] {
            assert_eq!(found(asked), expected, "{asked}");
        }
    }

    #[test]
    fn a_part_with_a_typing_error_is_near() {
        let near =
            |asked: &str| -> Vec<u8> { streets().near(&words(asked), 5).into_iter().map(|(one, _)| one).collect() };
        assert_eq!(near("Bokstaellaan"), [1]);
        assert_eq!(near("avenue Hooba"), [3]);
        assert!(near("Xyzzylaan").is_empty());
    }
}
