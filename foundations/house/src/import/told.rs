//! What an import says of rows, gathered by kind: a thousand rows with one fault are one fault with three examples.

use std::fmt;

/// Examples of a kind.
const EXAMPLES: usize = 3;
/// Kinds that are told apart; a file that is wrong in more ways than this is another sort of file.
const MOST_KINDS: usize = 60;

/// Sentences gathered by kind: what differs only in its numbers and in its `quoted` words is of one kind.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Told {
    kinds: Vec<Kind>,
    /// Sentences of kinds that found no room.
    beyond: u64,
}

/// Sentences of one kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kind {
    pattern: String,
    /// How many there were.
    pub count: u64,
    /// The first of them.
    pub examples: Vec<String>,
}

impl Told {
    /// Takes a sentence in.
    pub fn tell(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        let pattern = pattern(&sentence);
        let room = self.kinds.len() < MOST_KINDS;
        match self.kinds.iter_mut().find(|kind| kind.pattern == pattern) {
            Some(kind) => {
                kind.count += 1;
                if kind.examples.len() < EXAMPLES {
                    kind.examples.push(sentence);
                }
            }
            None if room => self.kinds.push(Kind { pattern, count: 1, examples: vec![sentence] }),
            None => self.beyond += 1,
        }
    }

    /// The kinds, in the order in which they came first.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// How many more sentences there were, of kinds that found no room.
    pub fn beyond(&self) -> u64 {
        self.beyond
    }

    /// Every example of every kind.
    pub fn examples(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().flat_map(|kind| &kind.examples).map(String::as_str)
    }
}

/// A line for each example, and one for the rest of its kind.
impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Kind { count, examples, .. } in &self.kinds {
            examples.iter().try_for_each(|example| writeln!(f, "  {example}"))?;
            match count - u64::try_from(examples.len()).unwrap_or(*count) {
                0 => {}
                more => writeln!(f, "    and {more} more like this, {count} in all")?,
            }
        }
        match self.beyond {
            0 => Ok(()),
            beyond => writeln!(f, "  and {beyond} more of other kinds"),
        }
    }
}

/// The sentence without its numbers and its quoted words.
fn pattern(sentence: &str) -> String {
    let outside = sentence.split('`').step_by(2);
    outside
        .collect::<Vec<_>>()
        .join("`")
        .split(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-'))
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_in_numbers_and_quoted_words_is_told_once_with_examples() {
        let mut told = Told::default();
        for n in 1..=500 {
            told.tell(format!("line {n}: latitude 5{n}.85, longitude 4.{n} lies outside the region"));
            told.tell(format!("line {n}: `{n} uur` is no opening hours; the entry is kept without it"));
        }
        told.tell("line 7: it has no name; give it one");
        assert_eq!(told.kinds().iter().map(|kind| kind.count).collect::<Vec<_>>(), [500, 500, 1]);
        let said = told.to_string();
        assert_eq!(said.lines().count(), 9, "{said}");
        assert!(said.starts_with("  line 1: latitude 51.85, longitude 4.1 lies outside the region\n"), "{said}");
        assert!(said.contains("    and 497 more like this, 500 in all\n"), "{said}");
        assert!(said.ends_with("  line 7: it has no name; give it one\n"), "{said}");
    }

    #[test]
    fn a_file_that_is_wrong_in_ever_new_ways_fills_no_memory() {
        let mut told = Told::default();
        let word = |n: u32| n.to_string().bytes().map(|digit| char::from(digit + b'a' - b'0')).collect::<String>();
        for n in 0..1_000 {
            told.tell(word(n));
        }
        assert_eq!((told.kinds().len(), told.beyond), (MOST_KINDS, 1_000 - MOST_KINDS as u64));
        assert!(told.to_string().ends_with("and 940 more of other kinds\n"));
    }
}
