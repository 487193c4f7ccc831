//! Parting Dutch compounds: `huisartsenwachtpost` is found by `wachtpost` and by `huisarts`, and a misspelt part is mended.

use std::collections::HashSet;

use crate::spelling::{Dictionary, Distance, Typed};

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
/// A misspelt part has at least so many letters, and so has what is right beside it.
const SHORTEST_MENDED: usize = 4;
/// A shorter part than this must sound as it should.
const HEARD: usize = 6;
/// Letters of a part that may be wrong.
const WRONG: u8 = 1;
/// Stretches of one word that are taken for a misspelt part, the shortest first.
const MOST_GAPS: usize = 24;

const BASE: &str = include_str!("../../words/compounds.nl.txt");

/// The parts that compounds are made of.
#[derive(Clone, Debug)]
pub(crate) struct Compounds {
    parts: HashSet<String>,
    spelt: Dictionary,
}

impl Compounds {
    /// The base list and a domain's own words, all folded.
    pub fn new(own: &[String]) -> Self {
        let own = own.iter().flat_map(|word| super::words(word)).map(|word| word.folded);
        let parts = BASE.split_whitespace().map(str::to_owned).chain(own);
        let parts: HashSet<String> = parts.filter(|part| part.len() >= SHORTEST_PART && part.is_ascii()).collect();
        Self { spelt: Dictionary::of(parts.iter().filter(|part| part.len() >= SHORTEST_MENDED)), parts }
    }

    /// Every part in alphabetical order: what the version of the index depends on.
    pub fn listed(&self) -> Vec<&str> {
        let mut parts: Vec<&str> = self.parts.iter().map(String::as_str).collect();
        parts.sort_unstable();
        parts
    }

    /// The two or more parts of a compound, or nothing when the word is none that we understand as a whole.
    pub fn split<'a>(&self, word: &'a str) -> Vec<&'a str> {
        if !may_be_compound(word) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut dead_ends = 0_u64;
        if self.split_from(word, 0, &mut dead_ends, &mut found) { found } else { Vec::new() }
    }

    /// A compound with one misspelt part as it should be written, and how far that lies; nothing for any other word.
    pub fn mended(&self, word: &str) -> Option<(String, Distance)> {
        if !may_be_compound(word) || !self.split(word).is_empty() {
            return None;
        }
        let (begun, ended) = (self.begun(word), self.ended(word));
        let longest_gap = word.len().saturating_sub(SHORTEST_MENDED);
        let mut gaps: Vec<(usize, usize)> = Vec::new();
        for start in (0..word.len()).filter(|start| has(begun, *start)) {
            let ends = (start + SHORTEST_MENDED)..=word.len().min(start + longest_gap);
            gaps.extend(ends.filter(|end| has(ended, *end)).map(|end| (start, end)));
        }
        gaps.sort_unstable_by_key(|(start, end)| (end - start, *start));
        let filled = gaps.into_iter().take(MOST_GAPS).filter_map(|gap| self.filled(word, gap));
        let best = filled.min_by(|(one, near), (other, far)| (near, one).cmp(&(far, other)));
        best.filter(|(mended, _)| !self.split(mended).is_empty())
    }

    /// The word with the nearest part in the place of a stretch of it.
    fn filled(&self, word: &str, (start, end): (usize, usize)) -> Option<(String, Distance)> {
        let typed = Typed::new(&word[start..end]);
        let heard = |(_, distance): &(&str, Distance)| distance.wrong == 0 || end - start >= HEARD;
        let near = self.spelt.near(&typed, WRONG).filter(heard);
        let (part, distance) = near.min_by(|(one, near), (other, far)| (near, one).cmp(&(far, other)))?;
        Some((format!("{}{part}{}", &word[..start], &word[end..]), distance))
    }

    /// The places, a bit each, up to which the word is made of parts and links.
    fn begun(&self, word: &str) -> u64 {
        let mut begun = 1;
        for start in 0..word.len() {
            if !has(begun, start) {
                continue;
            }
            for end in start + SHORTEST_PART..word.len() {
                if self.parts.contains(&word[start..end]) {
                    begun |= after_links(word, end);
                }
            }
        }
        begun
    }

    /// The places, a bit each, from which on the word is made of links, parts and an ending, or an ending alone.
    fn ended(&self, word: &str) -> u64 {
        let mut parted = 0;
        let ends = |parted: u64, at: usize| ENDINGS.contains(&&word[at..]) || after_links(word, at) & parted != 0;
        for start in (0..word.len()).rev() {
            let is_part = |end: &usize| self.parts.contains(&word[start..*end]) && ends(parted, *end);
            if (start + SHORTEST_PART..=word.len()).any(|end| is_part(&end)) {
                parted |= 1 << start;
            }
        }
        (0..=word.len()).filter(|at| ends(parted, *at)).fold(0, |ended, at| ended | (1 << at))
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

fn may_be_compound(word: &str) -> bool {
    word.is_ascii() && (SHORTEST_COMPOUND..=LONGEST_COMPOUND).contains(&word.len())
}

/// The places, a bit each, that links lead to from one, short of the end of the word.
fn after_links(word: &str, at: usize) -> u64 {
    let led = LINKS.iter().filter(|link| word[at..].starts_with(**link)).map(|link| at + link.len());
    led.filter(|next| *next < word.len()).fold(0, |places, next| places | (1 << next))
}

const fn has(places: u64, at: usize) -> bool {
    places & (1_u64 << at) != 0
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
            ("hartspecialisten", "hart specialisten"),
            ("zorg", ""),
            ("apotheek", ""),
        ] {
            assert_eq!(compounds.split(word).join(" "), parts, "{word}");
        }
    }

    #[test]
    fn one_misspelt_part_is_mended() {
        let compounds = Compounds::new(&["logopedie".to_owned()]);
        for (typed, meant) in [
            ("hartspesialist", "hartspecialist"),
            ("tuisverpleging", "thuisverpleging"),
            ("thuisferpleging", "thuisverpleging"),
            ("kinderpsycoloog", "kinderpsycholoog"),
            ("kindersikoloog", "kinderpsycholoog"),
            ("rolstoelvervour", "rolstoelvervoer"),
            ("rollstoelvervoer", "rolstoelvervoer"),
            ("gezondheitszorg", "gezondheidszorg"),
            ("ouderenzorch", "ouderenzorg"),
            ("vriwilligerswerk", "vrijwilligerswerk"),
            ("tolkdinsten", "tolkdiensten"),
            ("huisartsenwagtpost", "huisartsenwachtpost"),
            ("logopediepraktik", "logopediepraktijk"),
        ] {
            assert_eq!(compounds.mended(typed).map(|(meant, _)| meant).as_deref(), Some(meant), "{typed}");
        }
        for no_compound in [
            "xqzwvk",
            "qwxzqwxzqwxz",
            "zorh",
            "samusocial",
            "vandenberghe",
            "hartqxwzt",
            "brandweer",
            "gezondheidszorg",
            "tuisferplexinx",
        ] {
            assert_eq!(compounds.mended(no_compound), None, "{no_compound}");
        }
    }

    #[test]
    fn a_hostile_word_costs_nothing() {
        let compounds = Compounds::new(&["aaa".to_owned(), "aaaa".to_owned(), "aaaaa".to_owned()]);
        let hostile = format!("{}xyxy", "a".repeat(44));
        assert!(compounds.split(&hostile).is_empty() && compounds.mended(&hostile).is_none());
        assert!(compounds.split(&"a".repeat(500)).is_empty() && compounds.mended(&"a".repeat(500)).is_none());
    }
}
