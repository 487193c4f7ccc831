//! How names are written: what stands in brackets or between slashes may be another name of the same, or tell which one it is.

use super::super::initials::{initials, is_short};
use super::{Likeness, Name, RARE, squash, words};

/// A name outside its brackets, and what stands in them. Brackets within a word are left to [`joined_brackets`].
pub(super) fn brackets(name: &str) -> (String, Option<String>) {
    let Some((before, rest)) = name.split_once('(') else { return (name.to_owned(), None) };
    let Some((inside, after)) = rest.split_once(')') else { return (name.to_owned(), None) };
    if before.ends_with(char::is_alphanumeric) {
        return (format!("{before}{after}"), None);
    }
    (format!("{} {}", before.trim(), after.trim()), Some(inside.trim().to_owned()))
}

/// The two abbreviations in brackets, `(UPB-AVB)`, of a name that has one in each of two languages: one of them is that of the name
/// itself.
pub(super) fn both_short(inside: &str, outside: &str) -> Vec<String> {
    let parts: Vec<&str> = inside.split(['-', '/']).map(str::trim).collect();
    let known = initials(&words(outside));
    let is_one = |part: &&str| known.contains(&squash(part));
    let all_short = parts.len() == 2 && parts.iter().all(|part| is_short(part, &squash(part)));
    if all_short && parts.iter().any(is_one) { parts.into_iter().map(str::to_owned).collect() } else { Vec::new() }
}

/// `Soi(ns)` with what its brackets hold.
pub(super) fn joined_brackets(name: &str) -> Option<String> {
    let (before, _) = name.split_once('(')?;
    before.ends_with(char::is_alphanumeric).then(|| name.replace(['(', ')'], ""))
}

/// Whether what stands in brackets is another name of what stands before them: its abbreviation, a rare one, or what that is the
/// abbreviation of. Other words, and whatever has a number, tell which one it is.
pub(super) fn is_name_of(inside: &str, outside: &str) -> bool {
    let (short, long) = (squash(inside), squash(outside));
    if short.is_empty() || short.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    if words(inside).len() > 1 {
        return is_short(outside, &long) && initials(&words(inside)).contains(&long);
    }
    if is_short(inside, &short) && short.chars().count() >= RARE {
        return true;
    }
    let mut letters = long.chars();
    short.chars().count() < RARE
        && short.chars().next() == long.chars().next()
        && short.chars().all(|letter| letters.any(|other| other == letter))
}

/// Whether what stands between slashes is one thing by several names: abbreviations, or names that say the same.
pub(super) fn are_one(parts: &[&str]) -> bool {
    let rare = |part: &&str| squash(part).chars().count() >= RARE;
    if !parts.iter().all(rare) {
        return false;
    }
    if parts.iter().all(|part| is_short(part, &squash(part))) {
        return true;
    }
    let named: Vec<Name> = parts.iter().filter_map(|part| Name::of(part)).collect();
    let alike = |pair: &[Name]| pair[0].alike(&pair[1]).is_some_and(|like| like >= Likeness::Translated);
    named.len() == parts.len() && named.windows(2).all(alike)
}

#[cfg(test)]
mod tests {
    use super::super::{alike, forms};
    use super::*;

    fn like(one: &str, other: &str) -> Option<Likeness> {
        alike(&forms(one), &forms(other)).map(|(_, _, like)| like).max()
    }

    #[test]
    fn brackets_and_slashes_that_tell_which_one_it_is_are_no_name() {
        for (one, other) in [
            ("Psychologische hulp (Protocol 3)", "Ergotherapie (Protocol 3)"),
            ("Psychologische hulp (Protocol 3)", "Protocol 3"),
            ("Thuiszorg Testdorp (Zone Noord)", "Zone Noord"),
        ] {
            assert_eq!(like(one, other), None, "{one} / {other}");
        }
        for (one, other) in [
            ("Psychologische hulp (Protocol 3)", "Psychologische hulp (Protocol 4)"),
            ("Testhuis (jongeren)", "Testhuis (ouderen)"),
            ("Kliniek Sint-Test / Botanique", "Pharmacie Botanique"),
        ] {
            assert_eq!(like(one, other), Some(Likeness::Within), "{one} / {other}");
        }
        for (one, other) in [
            ("Apotheek Testlinde / Pharmacie Testlinde", "Testlinde"),
            ("Netwerk Proefdorp / Réseau Proefdorp", "Réseau Proefdorp"),
            ("Psychologische hulp (Protocol 3)", "Psychologische hulp"),
            ("Testhuis (jongeren)", "Testhuis (Jongeren)"),
            ("Testhuis (gezondheid en jeugd)", "Testhuis (santé et jeunesse)"),
        ] {
            assert_eq!(like(one, other), Some(Likeness::Same), "{one} / {other}");
        }
    }
}
