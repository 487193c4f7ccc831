//! How far apart two spellings are: by letters that were added, dropped, changed or swapped, and by ear.

mod dictionary;
mod sounds;

pub use dictionary::Dictionary;
pub(crate) use sounds::sound;

/// Shorter words are never taken for others: too many lie near.
const SHORTEST: usize = 4;
/// Longer ones neither: that is no word, and must not cost time.
const LONGEST: usize = 40;
/// From so many letters on, two of them may be wrong.
const LONG: usize = 8;
/// Letters that may differ where both sound alike: `farmasie`, `pharmacie`.
const MOST_ALIKE: usize = 4;
/// There are so many more sounds than letters that differ: whoever types `auto` does not mean `oto`.
const SOUNDS_LEFT: usize = 2;

/// A word as somebody typed it, folded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Typed<'a> {
    pub word: &'a str,
    /// What it sounds like, when that can be told.
    pub sound: Option<String>,
}

/// How far a word lies from what was typed; the nearest is the least.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Distance {
    /// Letters that are wrong; none in what was written by ear.
    pub wrong: usize,
    /// People rarely miss the first letter, unless they write by ear.
    pub other_start: bool,
    /// Letters that differ, whether or not they can be heard.
    pub edits: usize,
}

impl<'a> Typed<'a> {
    /// A folded word.
    pub fn new(word: &'a str) -> Self {
        Self { word, sound: sound(word) }
    }

    /// How many letters may be wrong; nothing when it is no word to be taken for another.
    pub fn tolerance(&self) -> Option<u8> {
        match self.word.chars().count() {
            length if !(SHORTEST..=LONGEST).contains(&length) => None,
            length if length < LONG => Some(1),
            _ => Some(2),
        }
    }

    /// How far a word lies from it; nothing when it is another word altogether, with so many wrong letters allowed.
    pub fn distance(&self, word: &str, tolerance: u8) -> Option<Distance> {
        let edits = edits(self.word, word);
        let heard = self.sound.as_deref().filter(|heard| edits <= MOST_ALIKE && edits + SOUNDS_LEFT <= heard.len());
        let sounds_alike = heard.is_some() && heard == sound(word).as_deref();
        let other_start = !sounds_alike && self.word.chars().next() != word.chars().next();
        let wrong = if sounds_alike { 0 } else { edits };
        (sounds_alike || edits <= usize::from(tolerance)).then_some(Distance { wrong, other_start, edits })
    }
}

/// How many letters to add, drop, change or swap to come from one word to the other.
pub(crate) fn edits(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let (mut before_last, mut row) = (last.clone(), last.clone());
    for i in 1..=one.len() {
        row[0] = i;
        for j in 1..=other.len() {
            let same = one[i - 1] == other[j - 1];
            let mut least = (last[j - 1] + usize::from(!same)).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(before_last[j - 2] + 1);
            }
            row[j] = least;
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::{Typed, edits};

    #[test]
    fn edits_are_counted_with_swaps() {
        for (one, other, n) in [
            ("apotek", "apotheek", 2),
            ("tolk", "tolk", 0),
            ("totl", "tolt", 1),
            ("", "abc", 3),
            ("dokter", "docter", 1),
        ] {
            assert_eq!(edits(one, other), n, "{one} {other}");
        }
    }

    #[test]
    fn the_nearest_word_sounds_alike_then_has_the_fewest_wrong_letters() {
        for (typed, near, far) in [
            ("kardioloog", "cardioloog", "radioloog"),
            ("farmasie", "pharmacie", "fantasie"),
            ("sikoloog", "psycholoog", "socioloog"),
            ("fader", "vader", "lader"),
            ("docter", "dokter", "doctor"),
            ("zorh", "zorg", "korh"),
        ] {
            let typed_word = Typed::new(typed);
            let to = |word| typed_word.distance(word, 2);
            let nearer = to(far).is_none_or(|far| to(near).is_some_and(|near| near < far));
            assert!(to(near).is_some() && nearer, "{typed}: {:?} {:?}", to(near), to(far));
        }
        assert_eq!(Typed::new("notaris").distance("tandarts", 2), None);
        assert_eq!(Typed::new("auto").distance("oto", 1), None, "short words must be nearly the same");
    }

    #[test]
    fn only_words_are_taken_for_others() {
        let tolerance = |word: &str| Typed::new(word).tolerance();
        assert_eq!(
            ["wis", "hulb", "opvanh", "opvangtt"].map(tolerance),
            [None, Some(1), Some(1), Some(2)],
            "the longer a word, the more of it may be wrong"
        );
        assert_eq!(tolerance(&"a".repeat(41)), None);
    }
}
