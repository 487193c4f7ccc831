//! Which words may be kept at all: what somebody types can be a name, a number, a story.

/// The most words of a set: more of them tell a story.
const MOST_WORDS: usize = 4;
/// The letters of a word, at least and at most.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=30;
/// So many times a set must be typed by different networks or on different days of a month before it is kept in words, when
/// the index knows each of its words.
const ENOUGH_KNOWN: i64 = 5;
/// And so many times otherwise: a word that nobody knows may be a name.
const ENOUGH_UNKNOWN: i64 = 10;

/// Words that were typed together, in alphabetical order. They stay in memory until they are counted.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct WordSet {
    /// The words.
    pub words: String,
    /// Whether the index knows each of them.
    pub known: bool,
}

impl WordSet {
    /// The set of some folded words; none when it may tell of somebody: signs other than letters, many words, very long or
    /// short ones.
    pub(crate) fn of(words: &[String], known: bool) -> Option<Self> {
        let plain = |word: &String| word.chars().all(char::is_alphabetic) && LETTERS.contains(&word.chars().count());
        let fits = (1..=MOST_WORDS).contains(&words.len()) && words.iter().all(plain);
        fits.then(|| Self { words: words.join(" "), known })
    }

    /// Whether it may be kept in words after it was typed so often.
    pub(crate) const fn is_common(&self, times: i64) -> bool {
        times >= if self.known { ENOUGH_KNOWN } else { ENOUGH_UNKNOWN }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &str, known: bool) -> Option<WordSet> {
        WordSet::of(&words.split(' ').map(str::to_owned).collect::<Vec<_>>(), known)
    }

    #[test]
    fn numbers_addresses_and_stories_are_never_kept() {
        assert!(set("afasie groep", true).is_some() && set("ψυχολογος", false).is_some());
        for wrong in [
            "0470123456",
            "jan 1962",
            "a",
            "test@example.org",
            "mijn man slaat mij iedere avond",
            "x",
            "",
            "abcdefghijklmnopqrstuvwxyzabcdefghij",
        ] {
            assert_eq!(set(wrong, false), None, "{wrong}");
        }
    }

    #[test]
    fn what_the_index_does_not_know_must_be_typed_more_often() {
        let (known, unknown) = (set("afasie groep", true).unwrap(), set("peeters", false).unwrap());
        assert_eq!([4, 5, 9, 10].map(|times| known.is_common(times)), [false, true, true, true]);
        assert_eq!([4, 5, 9, 10].map(|times| unknown.is_common(times)), [false, false, false, true]);
    }
}
