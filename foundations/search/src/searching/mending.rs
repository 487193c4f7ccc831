//! Words that no document has: completed when they are a beginning, corrected when they are misspelt.

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use crate::schema::{STEM, WRITTEN_AS};
use crate::snapshot::Snapshot;

/// Completions that are looked up for one word.
const COMPLETIONS: usize = 6;
/// Terms that are looked at to find them.
const LOOKED_AT: usize = 400;
/// A beginning has at least so many letters.
const SHORTEST_BEGINNING: usize = 3;

/// The commonest words that begin so.
pub(crate) fn completions(snapshot: &Snapshot, beginning: &str) -> tantivy::Result<Vec<String>> {
    if beginning.chars().count() < SHORTEST_BEGINNING {
        return Ok(Vec::new());
    }
    let mut found: HashMap<String, u32> = HashMap::new();
    for segment in &snapshot.segments {
        let mut terms = segment.vocabulary.terms().range().ge(beginning).into_stream()?;
        let mut looked_at = 0;
        while let Some((term, info)) = terms.next() {
            looked_at += 1;
            if looked_at > LOOKED_AT || !term.starts_with(beginning.as_bytes()) {
                break;
            }
            if let Some(word) = entry_of(term, false) {
                *found.entry(word.to_owned()).or_default() += info.doc_freq;
            }
        }
    }
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_unstable_by(|(one, often), (other, oftener)| (oftener, one).cmp(&(often, other)));
    Ok(found.into_iter().take(COMPLETIONS).map(|(word, _)| word).collect())
}

/// The word that is meant by a misspelt one, as people write it; `stems` are the stems of the misspelt word.
pub(crate) fn nearest(snapshot: &Snapshot, typed: &str, stems: &[String]) -> tantivy::Result<Option<String>> {
    let distance = match typed.chars().count() {
        0..=3 => return Ok(None),
        4..=7 => 1,
        _ => 2,
    };
    if let Some(word) = within(snapshot, typed, distance)? {
        return Ok(Some(written_as(snapshot, &word)?.unwrap_or(word)));
    }
    // `apotek` lacks two letters of `apotheek`, but only one of its stem.
    for stem in stems {
        if let Some(stem) = within(snapshot, &format!("{STEM}{stem}"), distance)? {
            return written_as(snapshot, &stem);
        }
    }
    Ok(None)
}

/// The entry of the vocabulary that is nearest to a word.
fn within(snapshot: &Snapshot, typed: &str, distance: u8) -> tantivy::Result<Option<String>> {
    // The field only serves to carry the word: its automaton is run over the vocabulary by hand.
    let term = Term::from_field_text(Field::from_field_id(0), typed);
    let mut found: HashMap<String, u32> = HashMap::new();
    for segment in &snapshot.segments {
        let automaton = FuzzyTermQuery::new(term.clone(), distance, true).automaton()?;
        let mut entries = segment.vocabulary.terms().search(automaton).into_stream()?;
        while let Some((entry, info)) = entries.next() {
            if let Some(word) = entry_of(entry, typed.starts_with(STEM)) {
                *found.entry(word.to_owned()).or_default() += info.doc_freq;
            }
        }
    }
    // People rarely miss the first letter, and rather omit or double a letter than write quite another word.
    let rank = |word: &str, often: u32| {
        let other_start = !word.starts_with(typed.chars().next().unwrap_or_default());
        (edits(typed, word), other_start, Reverse(often))
    };
    let best = found.iter().min_by(|(one, n), (other, m)| (rank(one, **n), *one).cmp(&(rank(other, **m), *other)));
    Ok(best.map(|(word, _)| word.clone()))
}

/// How people write what an entry stands for, when that is another way.
fn written_as(snapshot: &Snapshot, entry: &str) -> tantivy::Result<Option<String>> {
    let beginning = format!("{entry}{WRITTEN_AS}");
    let mut best: Option<(u32, String)> = None;
    for segment in &snapshot.segments {
        let mut terms = segment.vocabulary.terms().range().ge(&beginning).into_stream()?;
        while let Some((term, info)) = terms.next() {
            let Some(written) = std::str::from_utf8(term).ok().and_then(|term| term.strip_prefix(&beginning)) else {
                break;
            };
            if best.as_ref().is_none_or(|(often, _)| info.doc_freq > *often) {
                best = Some((info.doc_freq, written.to_owned()));
            }
        }
    }
    Ok(best.map(|(_, written)| written))
}

/// An entry that is a word (or, when stems are wanted, a stem), not one that only tells how another is written.
fn entry_of(entry: &[u8], stem: bool) -> Option<&str> {
    let entry = std::str::from_utf8(entry).ok()?;
    (entry.starts_with(STEM) == stem && !entry.contains(WRITTEN_AS)).then_some(entry)
}

/// How many letters to add, drop, change or swap to come from one word to the other.
fn edits(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let same = one[i - 1] == other[j - 1];
            let mut least = (last[j - 1] + usize::from(!same)).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(before_last[j - 2] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::edits;

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
}
