//! Words that may be meant, whether or not a document has them.

use super::{Distance, Typed, sound};
use crate::analysis::{Word, words};

/// Shorter words are nobody's misspelling.
const SHORTEST: usize = 3;

/// Words that a domain knows, such as those for its themes: a misspelt word may be taken for one of them although no document has
/// it.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// In the order of their spelling.
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    folded: String,
    written: String,
    sound: Option<String>,
    length: usize,
    /// Which letters it has, a bit each: tells most words apart without a look at their spelling.
    letters: u32,
}

impl Dictionary {
    /// The words of some texts.
    pub fn of<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Self {
        let mut words: Vec<_> = texts.into_iter().flat_map(|text| words(text.as_ref())).collect();
        words.retain(|word| word.folded.chars().count() >= SHORTEST);
        words.sort_by(|one, other| one.folded.cmp(&other.folded));
        words.dedup_by(|one, other| one.folded == other.folded);
        let entry = |word: Word| Entry {
            sound: sound(&word.folded),
            length: word.folded.chars().count(),
            letters: letters(&word.folded),
            folded: word.folded,
            written: word.surface,
        };
        Self { entries: words.into_iter().map(entry).collect() }
    }

    /// How people write a folded word; nothing when it is not among them.
    pub(crate) fn written(&self, folded: &str) -> Option<&str> {
        let at = self.entries.binary_search_by(|entry| entry.folded.as_str().cmp(folded)).ok()?;
        Some(&self.entries[at].written)
    }

    /// The words that are near to one, with so many wrong letters allowed.
    pub(crate) fn near<'a>(&'a self, typed: &'a Typed<'_>, wrong: u8) -> impl Iterator<Item = (&'a str, Distance)> {
        let (length, has) = (typed.word.chars().count(), letters(typed.word));
        let may_be = move |entry: &&Entry| {
            let alike = typed.sound.is_some() && typed.sound == entry.sound;
            // A letter that is changed takes one away and brings another.
            let few = (entry.letters ^ has).count_ones() <= 2 * u32::from(wrong);
            alike || (few && entry.length.abs_diff(length) <= usize::from(wrong))
        };
        let near = move |entry: &'a Entry| Some((entry.folded.as_str(), typed.distance(&entry.folded, wrong)?));
        self.entries.iter().filter(may_be).filter_map(near)
    }
}

fn letters(word: &str) -> u32 {
    word.chars().fold(0, |letters, letter| letters | (1 << (u32::from(letter) % 32)))
}

#[cfg(test)]
mod tests {
    use super::{Dictionary, Typed};

    #[test]
    fn near_words_are_found_by_letters_and_by_ear() {
        let dictionary = Dictionary::of(["Cardioloog", "Pédiatre et psychologue", "l'hôpital", "maladie rare"]);
        let near = |word: &str, wrong| -> Vec<String> {
            let typed = Typed::new(word);
            dictionary.near(&typed, wrong).map(|(word, _)| word.to_owned()).collect()
        };
        assert_eq!(near("kardioloog", 0), ["cardioloog"], "by ear");
        assert_eq!(near("cardiolaag", 2), ["cardioloog"]);
        assert_eq!(near("sikologue", 1), ["psychologue"]);
        assert_eq!(near("hopitla", 1), ["hopital"]);
        assert!(near("cardiolaag", 1).is_empty() && near("et", 2).is_empty());
        assert_eq!((dictionary.written("pediatre"), dictionary.written("pedi")), (Some("pédiatre"), None));
    }
}
