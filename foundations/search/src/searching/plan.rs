//! From the words of a query to the lists of documents that will be walked.

mod apart;

use kernel::Lang;
use tantivy::InvertedIndexReader;
use tantivy::postings::TermInfo;

use super::mending::{self, Speller};
use super::quoting::{quotes, read};
use crate::analysis::{Analysis, Word};
use crate::schema::{pair, whole};
use crate::snapshot::{Segment, Snapshot};
use crate::{Mended, Query};
pub(crate) use apart::Compounds;

/// What a word counts that is found in another language than the reader's.
const OTHER_LANGUAGE: f32 = 0.9;
/// What a word of the same meaning counts.
const SYNONYM: f32 = 0.7;
/// What all the parts of a compound count, found apart.
const COMPOUND_PARTS: f32 = 0.6;
/// What the completion of an unfinished word counts.
const COMPLETION: f32 = 0.8;
/// Phrases between quotation marks that are looked up.
const PHRASES: usize = 3;
/// Extra words that are looked up.
const EXTRA_WORDS: usize = 4;

/// What to look for.
#[derive(Default)]
pub(crate) struct Plan {
    /// One for each word, or phrase of one meaning. The optional ones stand at the end.
    pub units: Vec<Unit>,
    /// How many of the units are to be met.
    pub required: usize,
    /// Terms for neighbouring words.
    pub pairs: Vec<String>,
    /// The term for the whole query as a title.
    pub exact: String,
    pub mended: Vec<Mended>,
    pub unknown: Vec<String>,
    /// Words that were found by their stem alone.
    pub by_stem: Vec<String>,
    /// Whether all the parts of a compound are looked for in place of the whole, which no document has.
    pub parted: bool,
    /// How many words were looked for as others.
    looked_for: usize,
    /// How many units there are more than words, because some were parted.
    more: usize,
    /// Phrases that stand nowhere: then nothing is a hit.
    pub nowhere: Vec<String>,
    /// How many of the required units stand at their end and must be met, whatever else is.
    pub literal: usize,
    pub had_words: bool,
}

/// Something that is asked for: any of the alternatives meets it.
pub(crate) struct Unit {
    pub alternatives: Vec<Alternative>,
    /// How rare it is.
    pub rarity: f32,
}

impl Unit {
    /// Every list of every way to meet it.
    pub fn lists(&self) -> impl Iterator<Item = &List> {
        self.alternatives.iter().flat_map(|way| way.parts.iter().flatten())
    }

    /// How many documents may meet it, those counted again that are in several lists.
    fn documents(&self) -> u64 {
        self.lists().map(|list| u64::from(list.documents)).sum()
    }
}

impl Plan {
    /// The places of the units in the order in which they are best walked: the rarest of those to be met first, the optional
    /// ones last.
    pub fn rarest_first(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.units.len()).collect();
        order[..self.required].sort_by_key(|at| self.units[*at].documents());
        order
    }
}

/// One way to meet a unit: all of its parts.
pub(crate) struct Alternative {
    pub weight: f32,
    pub parts: Vec<Vec<List>>,
}

/// The field in which a term stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// Words, each with its level.
    Terms,
    /// Neighbouring words of titles and keywords.
    Pairs,
    /// Neighbouring words of running text.
    Phrases,
    /// What documents are filed under.
    Tags,
}

impl Place {
    /// Its terms in a segment.
    pub fn of(self, segment: &Segment) -> &InvertedIndexReader {
        match self {
            Self::Terms => &segment.terms,
            Self::Pairs => &segment.pairs,
            Self::Phrases => &segment.phrases,
            Self::Tags => &segment.tags,
        }
    }
}

/// The documents that have a term.
pub(crate) struct List {
    pub weight: f32,
    /// Where the term stands.
    pub place: Place,
    /// By segment.
    pub terms: Vec<Option<TermInfo>>,
    pub documents: u32,
}

/// Plans a query against a state of the index.
pub(crate) fn plan(
    snapshot: &Snapshot,
    analysis: &Analysis,
    query: &Query<'_>,
    compounds: Compounds,
) -> tantivy::Result<Plan> {
    let (quoted, unquoted) = quotes(query.words);
    let typed = read(&unquoted);
    // "van" and "de" stand in names as well: they only count when there is nothing else.
    let passes_over = typed.iter().any(|word| !analysis.is_stop_somewhere(&word.folded));
    let dictionaries = [Some(&analysis.dictionary), query.dictionary];
    let speller = Speller { snapshot, analysis, lang: query.lang, dictionaries };
    let (lang, as_written) = (query.lang, query.as_written);
    let words = typed.len();
    let planner = Planner { snapshot, analysis, speller, lang, words, passes_over, as_written, compounds };
    let mut plan = Plan::default();
    let stems: Vec<[String; 3]> = typed.iter().map(|word| analysis.stems.in_each_language(&word.folded)).collect();
    plan.had_words = typed.iter().any(|word| !Lang::ALL.iter().all(|lang| analysis.is_stop(*lang, &word.folded)));
    let mut meant: Vec<String> = Vec::with_capacity(typed.len());
    let mut at = 0;
    while at < typed.len() {
        let taken = planner.unit(&typed, &stems, at, &mut plan, &mut meant)?;
        at += taken;
    }
    for phrase in quoted.iter().take(PHRASES) {
        planner.literally(&read(phrase), &mut plan, &mut meant)?;
    }
    if plan.had_words {
        planner.or_tagged(query.or_tagged, &mut plan)?;
    }
    plan.required = plan.units.len();
    for word in read(query.extra_words).into_iter().take(EXTRA_WORDS) {
        plan.units.extend(planner.known(vec![planner.word(&word.folded, 1.0)?]));
    }
    plan.pairs = planner.pairs(&meant);
    plan.exact = whole(meant.iter().map(String::as_str));
    Ok(plan)
}

struct Planner<'a> {
    snapshot: &'a Snapshot,
    analysis: &'a Analysis,
    speller: Speller<'a>,
    lang: Lang,
    /// How many words were typed.
    words: usize,
    /// Whether words that are too common in one of the languages are passed over.
    passes_over: bool,
    /// Whether no word is completed or taken for another.
    as_written: bool,
    compounds: Compounds,
}

impl Planner<'_> {
    /// Plans the unit that begins at a word, and answers how many words it takes.
    fn unit(
        &self,
        typed: &[Word],
        stems: &[[String; 3]],
        at: usize,
        plan: &mut Plan,
        meant: &mut Vec<String>,
    ) -> tantivy::Result<usize> {
        let word = &typed[at];
        let thesaurus = self.analysis.thesaurus.known_at(stems, at);
        if thesaurus.is_none() && self.passes_over && self.analysis.is_stop_somewhere(&word.folded) {
            meant.push(word.folded.clone());
            return Ok(1);
        }
        let length = thesaurus.as_ref().map_or(1, |known| known.length);
        if thesaurus.is_none() && self.compounds == Compounds::Apart && self.part(word, plan)? {
            meant.push(word.folded.clone());
            return Ok(1);
        }
        let written: Vec<&str> = typed[at..at + length].iter().map(|word| word.folded.as_str()).collect();
        let mut ways = vec![self.phrase(&written, 1.0)?];
        for form in thesaurus.iter().flat_map(|known| known.forms) {
            let form: Vec<&str> = form.iter().map(String::as_str).collect();
            if form != written {
                ways.push(self.phrase(&form, SYNONYM)?);
            }
        }
        meant.extend(written.iter().map(|word| (*word).to_owned()));
        if let Some(unit) = self.known(ways) {
            plan.units.push(unit);
            if thesaurus.is_none() {
                self.note(word, plan)?;
            }
        } else if length == 1 && !self.analysis.is_stop_somewhere(&word.folded) {
            self.mend(word, plan, meant)?;
        }
        Ok(length)
    }

    /// Plans words that are meant as they stand: beside each other, without synonyms, and never mended.
    fn literally(&self, phrase: &[Word], plan: &mut Plan, meant: &mut Vec<String>) -> tantivy::Result<()> {
        meant.extend(phrase.iter().map(|word| word.folded.clone()));
        plan.had_words = true;
        let mut ways = Vec::new();
        for lang in Lang::ALL {
            let terms: Vec<String> = phrase.iter().filter_map(|word| self.analysis.term(lang, &word.folded)).collect();
            let mut parts = Vec::new();
            match terms.as_slice() {
                [] => {}
                [term] => parts.push(self.list(lang, term, Place::Terms)?.into_iter().collect()),
                _ => {
                    for two in terms.windows(2) {
                        let term = pair(&two[0], &two[1]);
                        let places = [self.list(lang, &term, Place::Pairs)?, self.list(lang, &term, Place::Phrases)?];
                        parts.push(places.into_iter().flatten().collect());
                    }
                }
            }
            ways.push(Alternative { weight: 1.0, parts });
        }
        match self.known(vec![ways]) {
            Some(unit) => {
                plan.units.push(unit);
                plan.literal += 1;
            }
            None => plan.nowhere.push(whole(phrase.iter().map(|word| word.surface.as_str()))),
        }
        Ok(())
    }

    /// Completes or corrects a word that no document has.
    fn mend(&self, word: &Word, plan: &mut Plan, meant: &mut [String]) -> tantivy::Result<()> {
        if self.as_written {
            if !self.part(word, plan)? {
                plan.unknown.push(word.surface.clone());
            }
            return Ok(());
        }
        let completions = mending::completions(self.snapshot, &word.folded)?;
        let mut ways = Vec::new();
        for completion in &completions {
            ways.push(self.word(completion, COMPLETION)?);
        }
        if let Some(unit) = self.known(ways) {
            plan.units.push(unit);
            return Ok(());
        }
        // A compound that is parted to its end is well spelt.
        if self.part(word, plan)? {
            return Ok(());
        }
        plan.looked_for += 1;
        let guesses = if plan.looked_for > Query::MENDED { Vec::new() } else { self.speller.guesses(&word.folded)? };
        for guess in &guesses {
            let unit = self.known(self.ways_to_mean(&guess.folded)?);
            if unit.is_none() && !self.speller.lists(&guess.folded) {
                continue;
            }
            if unit.is_none() {
                plan.unknown.push(word.surface.clone());
            }
            plan.units.extend(unit);
            plan.mended.push(Mended { typed: word.surface.clone(), meant: guess.written.clone() });
            if let Some(last) = meant.last_mut() {
                last.clone_from(&guess.folded);
            }
            return Ok(());
        }
        plan.unknown.push(word.surface.clone());
        Ok(())
    }

    /// The ways to meet a word that was not typed itself.
    fn ways_to_mean(&self, folded: &str) -> tantivy::Result<Vec<Vec<Alternative>>> {
        let mut ways = vec![self.word(folded, 1.0)?];
        let stems = [self.analysis.stems.in_each_language(folded)];
        for form in self.analysis.thesaurus.known_at(&stems, 0).iter().flat_map(|known| known.forms) {
            let form: Vec<&str> = form.iter().map(String::as_str).collect();
            // Nobody typed this form or that: none is nearer to what was meant.
            ways.push(self.phrase(&form, 1.0)?);
        }
        Ok(ways)
    }

    /// The ways to meet one word: itself in each language, or all its parts when it is a Dutch compound.
    fn word(&self, folded: &str, weight: f32) -> tantivy::Result<Vec<Alternative>> {
        let mut ways = vec![Alternative { weight, parts: vec![self.whole(folded)?] }];
        let parts = self.analysis.parts(folded);
        if !parts.is_empty() {
            ways.push(Alternative { weight: weight * COMPOUND_PARTS, parts: self.all_of(Lang::Nl, parts)? });
        }
        Ok(ways)
    }

    /// Who has a word itself, in each language.
    fn whole(&self, folded: &str) -> tantivy::Result<Vec<List>> {
        let mut lists = Vec::new();
        for lang in Lang::ALL {
            if let Some(term) = self.analysis.term(lang, folded) {
                lists.extend(self.list(lang, &term, Place::Terms)?);
            }
        }
        Ok(lists)
    }

    /// The ways to meet a phrase: all its words in one language.
    fn phrase(&self, words: &[&str], weight: f32) -> tantivy::Result<Vec<Alternative>> {
        if let [word] = words {
            return self.word(word, weight);
        }
        let mut ways = Vec::with_capacity(3);
        for lang in Lang::ALL {
            let terms = words.iter().filter_map(|word| self.analysis.term(lang, word)).collect();
            ways.push(Alternative { weight, parts: self.all_of(lang, terms)? });
        }
        Ok(ways)
    }

    /// A list for each term; empty as soon as one of them is nowhere.
    fn all_of(&self, lang: Lang, terms: Vec<String>) -> tantivy::Result<Vec<Vec<List>>> {
        let mut parts = Vec::with_capacity(terms.len());
        for term in terms {
            let Some(list) = self.list(lang, &term, Place::Terms)? else { return Ok(Vec::new()) };
            parts.push(vec![list]);
        }
        Ok(parts)
    }

    /// A unit of those ways that can be met at all; nothing when there is none.
    fn known(&self, ways: Vec<Vec<Alternative>>) -> Option<Unit> {
        let possible = |way: &Alternative| !way.parts.is_empty() && way.parts.iter().all(|lists| !lists.is_empty());
        let alternatives: Vec<Alternative> = ways.into_iter().flatten().filter(possible).collect();
        // A phrase is as rare as its rarest word; of several ways, the commonest says how much the unit tells.
        let often = |way: &Alternative| way.parts.iter().map(|lists| most(lists)).min().unwrap_or(0);
        let documents = alternatives.iter().map(often).max()?;
        Some(Unit { rarity: rarity(self.snapshot.documents, documents), alternatives })
    }

    /// The list of a term in a language; nothing when no document has it.
    fn list(&self, lang: Lang, term: &str, place: Place) -> tantivy::Result<Option<List>> {
        let weight = if lang == self.lang { 1.0 } else { OTHER_LANGUAGE };
        let mut list = List { weight, place, terms: Vec::with_capacity(self.snapshot.segments.len()), documents: 0 };
        for segment in &self.snapshot.segments {
            let info = place.of(segment).terms().get(term)?;
            list.documents += info.as_ref().map_or(0, |info| info.doc_freq);
            list.terms.push(info);
        }
        Ok((list.documents > 0).then_some(list))
    }

    fn pairs(&self, meant: &[String]) -> Vec<String> {
        let mut pairs = Vec::new();
        for lang in Lang::ALL {
            let terms: Vec<String> = meant.iter().filter_map(|word| self.analysis.term(lang, word)).collect();
            pairs.extend(terms.windows(2).map(|two| pair(&two[0], &two[1])));
        }
        pairs
    }
}

fn most(lists: &[List]) -> u32 {
    lists.iter().map(|list| list.documents).max().unwrap_or(0)
}

/// How much a word tells that so many of all documents have (the `idf` of BM25).
#[expect(clippy::cast_precision_loss, reason = "a logarithm of counts")]
fn rarity(all: u64, having: u32) -> f32 {
    let (all, having) = (all as f32, having as f32);
    (1.0 + (all - having + 0.5).max(0.5) / (having + 0.5)).ln()
}
