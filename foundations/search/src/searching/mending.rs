//! Words that no document has: completed when they are a beginning, corrected when they are misspelt.

use std::cmp::Reverse;
use std::collections::HashMap;

use kernel::Lang;
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use crate::analysis::{Analysis, words};
use crate::schema::{SOUND, WRITTEN_AS};
use crate::snapshot::{Segment, Snapshot};
use crate::spelling::{Dictionary, Distance, Typed};

/// Completions that are looked up for one word.
const COMPLETIONS: usize = 6;
/// Terms that are looked at to find them.
const LOOKED_AT: usize = 400;
/// A beginning has at least so many letters.
const SHORTEST_BEGINNING: usize = 3;
/// Words of one sound that are looked at in each segment.
const OF_ONE_SOUND: usize = 40;
/// Sounds close by that are looked at.
const SOUNDS: usize = 12;
/// Shorter sounds are close to too many.
const SHORTEST_SOUND: usize = 6;
/// Letters that may be wrong on paper where one is wrong by ear.
const WRONG_BY_EAR: u8 = 4;

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
            if let Some(word) = entry_of(term) {
                *found.entry(word.to_owned()).or_default() += info.doc_freq;
            }
        }
    }
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_unstable_by(|(one, often), (other, oftener)| (oftener, one).cmp(&(often, other)));
    Ok(found.into_iter().take(COMPLETIONS).map(|(word, _)| word).collect())
}

/// Whether a document has a word just so, or it is too short to tell.
pub(crate) fn is_written(snapshot: &Snapshot, folded: &str) -> tantivy::Result<bool> {
    if folded.chars().count() < SHORTEST_BEGINNING {
        return Ok(true);
    }
    for segment in &snapshot.segments {
        if segment.vocabulary.terms().get(folded)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A word that may be meant by a misspelt one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Meant {
    pub folded: String,
    /// As people write it.
    pub written: String,
}

/// Words of the documents that may be meant, and how many documents have each.
type Often = HashMap<String, u32>;

/// Tells what is meant by misspelt words.
pub(crate) struct Speller<'a> {
    pub snapshot: &'a Snapshot,
    pub analysis: &'a Analysis,
    /// The reader's language.
    pub lang: Lang,
    /// Words that may be meant although no document has them.
    pub dictionaries: [Option<&'a Dictionary>; 2],
}

impl Speller<'_> {
    /// What may be meant by a word that no document has, the likeliest first: a word near to it, or a Dutch compound. Nothing for
    /// one that is in a dictionary: it is well spelt.
    pub fn guesses(&self, folded: &str) -> tantivy::Result<Vec<Meant>> {
        let typed = Typed::new(folded);
        let Some(wrong) = typed.tolerance().filter(|_| !self.lists(folded)) else { return Ok(Vec::new()) };
        let nearest = self.nearest(&typed, wrong)?;
        let compound = self.analysis.mended_compound(folded);
        // A compound is made up of parts: one that somebody wrote is likelier, if no more of it is wrong.
        let made_up_first = match (&nearest, &compound) {
            (Some((_, far)), Some((_, near))) => near.wrong < far.wrong,
            _ => false,
        };
        let mut guesses = Vec::new();
        if let Some((word, _)) = nearest {
            guesses.push(Meant { written: self.written(&word)?, folded: word });
        } else if compound.is_none() {
            guesses.extend(self.of_a_sound_close_by(&typed)?);
        }
        if let Some((word, _)) = compound {
            let at = if made_up_first { 0 } else { guesses.len() };
            guesses.insert(at, Meant { written: self.written(&word)?, folded: word });
        }
        Ok(guesses)
    }

    /// The nearest word of the documents and the dictionaries.
    fn nearest(&self, typed: &Typed<'_>, wrong: u8) -> tantivy::Result<Option<(String, Distance)>> {
        let mut often = Often::new();
        self.of_few_wrong_letters((typed, wrong), &mut often)?;
        if let Some(sound) = &typed.sound {
            self.of_sound(sound, &mut often)?;
        }
        for dictionary in self.dictionaries.into_iter().flatten() {
            for (word, _) in dictionary.near(typed, wrong) {
                often.entry(word.to_owned()).or_default();
            }
        }
        self.likeliest(often, (typed, wrong))
    }

    /// Notes the words of the documents in which so many letters are wrong at most.
    fn of_few_wrong_letters(&self, (typed, wrong): (&Typed<'_>, u8), often: &mut Often) -> tantivy::Result<()> {
        self.each_near((typed.word, wrong), |entry, documents| {
            if let Some(word) = entry_of(entry) {
                *often.entry(word.to_owned()).or_default() += documents;
            }
        })
    }

    /// Notes the words of the documents that sound so.
    fn of_sound(&self, sound: &str, often: &mut Often) -> tantivy::Result<()> {
        let beginning = format!("{SOUND}{sound}{WRITTEN_AS}");
        for segment in &self.snapshot.segments {
            each_beginning((segment, beginning.as_str()), OF_ONE_SOUND, |surface, documents| {
                for word in words(surface) {
                    *often.entry(word.folded).or_default() += documents;
                }
            })?;
        }
        Ok(())
    }

    /// A word that sounds nearly as the one that was typed: written by ear, and a letter of it wrong.
    fn of_a_sound_close_by(&self, typed: &Typed<'_>) -> tantivy::Result<Option<Meant>> {
        let Some(heard) = typed.sound.as_ref().filter(|sound| sound.len() >= SHORTEST_SOUND) else { return Ok(None) };
        let mut sounds: HashMap<String, u32> = HashMap::new();
        let entry = format!("{SOUND}{heard}");
        self.each_near((entry.as_str(), 1), |entry, documents| {
            let entry = std::str::from_utf8(entry).ok().filter(|entry| !entry.contains(WRITTEN_AS));
            let sound = entry.and_then(|entry| entry.strip_prefix(SOUND));
            if let Some(sound) = sound.filter(|sound| sound.starts_with(&heard[..1])) {
                *sounds.entry(sound.to_owned()).or_default() += documents;
            }
        })?;
        let mut sounds: Vec<(String, u32)> = sounds.into_iter().collect();
        sounds.sort_unstable_by(|(one, often), (other, oftener)| (oftener, one).cmp(&(often, other)));
        let mut often = Often::new();
        for (sound, _) in sounds.iter().take(SOUNDS) {
            self.of_sound(sound, &mut often)?;
        }
        let Some((word, _)) = self.likeliest(often, (typed, WRONG_BY_EAR))? else { return Ok(None) };
        Ok(Some(Meant { written: self.written(&word)?, folded: word }))
    }

    /// The nearest word; of those as near, the one that is written most alike, another language than the reader's counting as a
    /// letter; of those, the commonest.
    fn likeliest(&self, often: Often, (typed, wrong): (&Typed<'_>, u8)) -> tantivy::Result<Option<(String, Distance)>> {
        let distance = |(word, often): (String, u32)| Some((typed.distance(&word, wrong)?, Reverse(often), word));
        let mut near: Vec<_> = often.into_iter().filter_map(distance).collect();
        let rough = |distance: &Distance| (distance.wrong, distance.other_start);
        let Some(nearest) = near.iter().map(|(distance, ..)| rough(distance)).min() else { return Ok(None) };
        near.retain(|(distance, ..)| rough(distance) == nearest);
        let mut best = None;
        for (distance, often, word) in near {
            let unlike = distance.edits + usize::from(!self.is_spoken(&word)?);
            let candidate = (unlike, often, word, distance);
            if best.as_ref().is_none_or(|best| candidate < *best) {
                best = Some(candidate);
            }
        }
        Ok(best.map(|(_, _, word, distance)| (word, distance)))
    }

    /// Whether a document has a word in the reader's language.
    fn is_spoken(&self, folded: &str) -> tantivy::Result<bool> {
        let Some(term) = self.analysis.term(self.lang, folded) else { return Ok(false) };
        for segment in &self.snapshot.segments {
            if segment.terms.terms().get(&term)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Calls for each entry of the vocabulary that is near to one, and the documents that have it.
    fn each_near(&self, (entry, wrong): (&str, u8), mut visit: impl FnMut(&[u8], u32)) -> tantivy::Result<()> {
        // The field only serves to carry the word: its automaton is run over the vocabulary by hand.
        let term = Term::from_field_text(Field::from_field_id(0), entry);
        let automaton = FuzzyTermQuery::new(term, wrong, true).automaton()?;
        for segment in &self.snapshot.segments {
            let mut entries = segment.vocabulary.terms().search(&automaton).into_stream()?;
            while let Some((entry, info)) = entries.next() {
                visit(entry, info.doc_freq);
            }
        }
        Ok(())
    }

    /// Whether a dictionary has a folded word.
    pub fn lists(&self, folded: &str) -> bool {
        self.listed(folded).is_some()
    }

    /// How a dictionary writes it.
    fn listed(&self, folded: &str) -> Option<&str> {
        self.dictionaries.into_iter().flatten().find_map(|dictionary| dictionary.written(folded))
    }

    /// How people write a folded word.
    fn written(&self, folded: &str) -> tantivy::Result<String> {
        let beginning = format!("{folded}{WRITTEN_AS}");
        let mut best: Option<(u32, String)> = None;
        for segment in &self.snapshot.segments {
            each_beginning((segment, beginning.as_str()), OF_ONE_SOUND, |written, documents| {
                if best.as_ref().is_none_or(|(often, _)| documents > *often) {
                    best = Some((documents, written.to_owned()));
                }
            })?;
        }
        let written = best.map(|(_, written)| written).or_else(|| self.listed(folded).map(str::to_owned));
        Ok(written.unwrap_or_else(|| folded.to_owned()))
    }
}

/// Calls for the rest of so many entries of the vocabulary that begin so, and the documents that have them.
fn each_beginning(
    (segment, beginning): (&Segment, &str),
    most: usize,
    mut visit: impl FnMut(&str, u32),
) -> tantivy::Result<()> {
    let mut entries = segment.vocabulary.terms().range().ge(beginning).into_stream()?;
    for _ in 0..most {
        let Some((entry, info)) = entries.next() else { break };
        let Some(rest) = std::str::from_utf8(entry).ok().and_then(|entry| entry.strip_prefix(beginning)) else { break };
        visit(rest, info.doc_freq);
    }
    Ok(())
}

/// An entry that is a word, not one that only tells how another is written or sounds.
fn entry_of(entry: &[u8]) -> Option<&str> {
    let entry = std::str::from_utf8(entry).ok()?;
    (!entry.starts_with(SOUND) && !entry.contains(WRITTEN_AS)).then_some(entry)
}
