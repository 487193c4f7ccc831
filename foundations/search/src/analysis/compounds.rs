//! Parting Dutch compounds: `huisartsenwachtpost` is found by `wachtpost` and by `huisarts`.

use std::collections::HashSet;

/// Letters that Dutch puts between the parts of a compound.
const LINKS: [&str; 6] = ["", "s", "en", "e", "er", "n"];
/// Endings that a compound may carry after its last part.
const ENDINGS: [&str; 5] = ["", "en", "s", "e", "n"];
/// A part has at least so many letters, or everything would be a compound.
const SHORTEST_PART: usize = 3;
/// Shorter words are not parted.
const SHORTEST_COMPOUND: usize = 6;
/// Longer runs of letters are no Dutch words, and must not cost time.
const LONGEST_COMPOUND: usize = 48;

const BASE: &str = include_str!("../../words/compounds.nl.txt");

/// The parts that compounds are made of.
#[derive(Clone, Debug)]
pub(crate) struct Compounds {
    parts: HashSet<String>,
}

impl Compounds {
    /// The base list and a domain's own words, all folded.
    pub fn new(own: &[String]) -> Self {
        let own = own.iter().flat_map(|word| super::words(word)).map(|word| word.folded);
        let parts = BASE.split_whitespace().map(str::to_owned).chain(own);
        Self { parts: parts.filter(|part| part.len() >= SHORTEST_PART && part.is_ascii()).collect() }
    }

    /// Every part in alphabetical order: what the version of the index depends on.
    pub fn listed(&self) -> Vec<&str> {
        let mut parts: Vec<&str> = self.parts.iter().map(String::as_str).collect();
        parts.sort_unstable();
        parts
    }

    /// The two or more parts of a compound, or nothing when the word is none that we understand as a whole.
    pub fn split<'a>(&self, word: &'a str) -> Vec<&'a str> {
        if !word.is_ascii() || !(SHORTEST_COMPOUND..=LONGEST_COMPOUND).contains(&word.len()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut dead_ends = 0_u64;
        if self.split_from(word, 0, &mut dead_ends, &mut found) { found } else { Vec::new() }
    }

    /// Parts the rest of the word from `start`, the longest part first. A place where it failed is not tried again.
    fn split_from<'a>(&self, word: &'a str, start: usize, dead_ends: &mut u64, found: &mut Vec<&'a str>) -> bool {
        for end in (start + SHORTEST_PART..=word.len()).rev() {
            let part = &word[start..end];
            if part.len() == word.len() || !self.parts.contains(part) {
                continue;
            }
            found.push(part);
            let rest = &word[end..];
            if found.len() > 1 && ENDINGS.contains(&rest) {
                return true;
            }
            for link in LINKS {
                let next = end + link.len();
                let open = next < word.len() && *dead_ends & (1 << next) == 0;
                if open && rest.starts_with(link) && self.split_from(word, next, dead_ends, found) {
                    return true;
                }
            }
            found.pop();
        }
        *dead_ends |= 1 << start;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::Compounds;

    #[test]
    fn compounds_are_parted_with_their_links() {
        let compounds = Compounds::new(&["logopedie".to_owned(), "kiné".to_owned()]);
        for (word, parts) in [
            ("huisartsenwachtpost", "huis artsen wachtpost"),
            ("gezondheidszorg", "gezondheids zorg"),
            ("thuisverpleging", "thuis verpleging"),
            ("ouderenzorg", "ouderen zorg"),
            ("kinderopvang", "kinder opvang"),
            ("schuldbemiddeling", ""),
            ("tolkdiensten", "tolk dienst"),
            ("eerstelijnspsychologen", "eerste lijn psycholog"),
            ("logopediepraktijk", "logopedie praktijk"),
            ("kinepraktijk", "kine praktijk"),
            ("zorg", ""),
            ("apotheek", ""),
        ] {
            assert_eq!(compounds.split(word).join(" "), parts, "{word}");
        }
    }

    #[test]
    fn a_hostile_word_costs_nothing() {
        let compounds = Compounds::new(&["aaa".to_owned(), "aaaa".to_owned(), "aaaaa".to_owned()]);
        assert!(compounds.split(&format!("{}x", "a".repeat(47))).is_empty());
        assert!(compounds.split(&"a".repeat(500)).is_empty());
    }
}
