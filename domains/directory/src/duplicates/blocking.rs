//! Which entries are compared at all: those that share a key. Comparing everything with everything would take days.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher as _};

use super::names::single;
use super::rules::Profile;

/// A key that more entries share than this tells nobody apart: a common word, the phone of a whole town hall.
const CROWD: usize = 60;
/// Letters at the beginning and the end of a long name by which slips of the pen are found: one of both is whole.
const END: usize = 6;
/// From this length on a name has such ends.
const LONG: usize = 10;

/// Pairs of places in a list that share a key, each once, the smaller first.
pub(crate) fn pairs(profiles: &[Profile]) -> HashSet<(u32, u32)> {
    let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(profiles.len() * 8);
    for (at, profile) in (0_u32..).zip(profiles) {
        keys(profile, &mut |key| keyed.push((key, at)));
    }
    keyed.sort_unstable();
    keyed.dedup();
    let mut pairs = HashSet::new();
    for block in keyed.chunk_by(|one, other| one.0 == other.0).filter(|block| (2..=CROWD).contains(&block.len())) {
        for (nth, (_, one)) in block.iter().enumerate() {
            pairs.extend(block[nth + 1..].iter().map(|(_, other)| (*one, *other)));
        }
    }
    pairs
}

/// The keys of an entry.
fn keys(profile: &Profile, add: &mut impl FnMut(u64)) {
    profile.identifiers.iter().for_each(|identifier| add(key("identifier", identifier)));
    profile.phones.iter().for_each(|phone| add(key("phone", phone)));
    profile.emails.iter().for_each(|email| add(key("email", email)));
    profile.websites.iter().for_each(|website| add(key("website", website)));
    for name in &profile.names {
        add(key("name", &name.squashed));
        add(key("single", single(&name.squashed)));
        add(key("telling", &name.telling));
        name.meaning.iter().for_each(|meaning| add(key("meaning", meaning)));
        name.initials.iter().for_each(|short| add(key("short", short)));
        if name.is_short {
            add(key("short", &name.squashed));
        }
        let letters: Vec<char> = name.squashed.chars().collect();
        if letters.len() >= LONG {
            add(key("begins", &letters[..END]));
            add(key("ends", &letters[letters.len() - END..]));
        }
        for word in &name.telling {
            add(key("word", word));
            for spot in &profile.places {
                add(key("word here", (word, &spot.postal_code)));
            }
        }
    }
}

/// A key as a number. The same at each run, so that a test sees what a person will.
fn key(sort: &str, what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    (sort, what).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::super::names::forms;
    use super::*;

    fn named(names: &[String]) -> Vec<Profile> {
        names.iter().map(|name| Profile { names: forms(name), ..Profile::default() }).collect()
    }

    #[test]
    fn what_may_be_one_shares_a_key() {
        let names = [
            "Christelijke Mutualiteit",
            "Christelijke Mutaliteit",
            "Apotheek Vandaele",
            "Pharmacie Vandaele",
            "Iets anders",
            "Koning Boudewijnstichting",
            "KBS",
            "Liga voor Testzorg",
            "Ligue de Testzorg",
        ];
        let pairs = pairs(&named(&names.map(str::to_owned)));
        assert_eq!(pairs, HashSet::from([(0, 1), (2, 3), (5, 6), (7, 8)]));
    }

    #[test]
    fn a_crowd_is_not_compared() {
        let names: Vec<String> = (0..1_000).map(|n| format!("Populier {n}")).collect();
        assert!(pairs(&named(&names)).is_empty());
        let few: Vec<String> = (0..5).map(|n| format!("Populier {n}")).collect();
        assert_eq!(pairs(&named(&few)).len(), 10);
    }
}
