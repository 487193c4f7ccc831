//! Answering a query: plan it, walk the lists of each segment, let the domain rank, take the stretch that is asked for.

mod mending;
mod plan;
mod scoring;

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;

use uuid::Uuid;

use crate::analysis::Analysis;
use crate::document::kind_number;
use crate::schema::Place;
use crate::snapshot::Snapshot;
use crate::{Found, Hit, Hits, Query};
use plan::Plan;
use scoring::{EXACT, Scored, Scratch, place_mark};

/// With so many documents that have all the words, those that lack one are left out.
const ENOUGH: usize = 10;
/// What a query that is exactly a title adds to how well the words fit.
const EXACT_BONUS: f32 = 0.6;
/// Groups of tags that a query may ask for.
const TAG_GROUPS: usize = 16;

thread_local! {
    static SCRATCH: RefCell<(Scratch, Vec<Candidate>)> = RefCell::default();
}

/// A document that may be shown.
#[derive(Clone, Copy)]
struct Candidate {
    score: f32,
    text: f32,
    segment: u32,
    doc: u32,
    marks: u32,
    /// How many of the required units it meets.
    met: u32,
}

/// Answers a query on a state of the index.
pub(crate) fn search(snapshot: &Snapshot, analysis: &Analysis, query: &Query<'_>) -> tantivy::Result<Hits> {
    let plan = plan::plan(snapshot, analysis, query)?;
    SCRATCH.with(|memory| {
        let (scratch, candidates) = &mut *memory.borrow_mut();
        candidates.clear();
        let search = Search { snapshot, query, plan: &plan, ideal: ideal(&plan) };
        if plan.required > 0 || !plan.had_words {
            search.gather(scratch, candidates)?;
            search.drop_poor_matches(candidates);
        }
        search.drop_other_documents_of_a_record(candidates);
        let hits = search.stretch(candidates)?;
        let total = candidates.len() as u64;
        Ok(Hits { hits, total, mended: plan.mended.clone(), unknown: plan.unknown.clone(), had_words: plan.had_words })
    })
}

/// The score of a document that has each required word once in its title.
fn ideal(plan: &Plan) -> f32 {
    plan.units[..plan.required].iter().map(|unit| unit.rarity).sum()
}

struct Search<'a> {
    snapshot: &'a Snapshot,
    query: &'a Query<'a>,
    plan: &'a Plan,
    ideal: f32,
}

impl Search<'_> {
    fn gather(&self, scratch: &mut Scratch, candidates: &mut Vec<Candidate>) -> tantivy::Result<()> {
        let tags = &self.query.tags[..self.query.tags.len().min(TAG_GROUPS)];
        for (number, segment) in self.snapshot.segments.iter().enumerate() {
            scratch.begin(segment, tags)?;
            if self.plan.required > 0 {
                scratch.walk((number, segment), self.plan, |scratch, scored| {
                    if scratch.passes(scored.doc, tags.len()) {
                        candidates.extend(self.candidate(number, &scored));
                    }
                })?;
            } else {
                for doc in (0..u32::MAX).take(segment.size()).filter(|doc| scratch.passes(*doc, tags.len())) {
                    candidates.extend(self.candidate(number, &Scored { doc, total: 0.0, marks: 0 }));
                }
            }
        }
        Ok(())
    }

    fn candidate(&self, number: usize, scored: &Scored) -> Option<Candidate> {
        let segment = &self.snapshot.segments[number];
        let facts = &segment.facts[scored.doc as usize];
        let met = (scored.marks & ((1 << self.plan.required) - 1)).count_ones();
        let missed = self.plan.required > 0 && met == 0;
        if missed || facts.kind != kind_number(self.query.kind) || !segment.is_alive(scored.doc) {
            return None;
        }
        let text = self.text(scored);
        let score = self.query.ranking.score(text, facts)?;
        let segment = u32::try_from(number).ok()?;
        Some(Candidate { score, text, segment, doc: scored.doc, marks: scored.marks, met })
    }

    /// How well the words fit. Rare words that are missing cost more than common ones.
    fn text(&self, scored: &Scored) -> f32 {
        if self.ideal == 0.0 {
            return 0.0;
        }
        let units = self.plan.units[..self.plan.required].iter().enumerate();
        let met: f32 = units.filter(|(bit, _)| scored.marks & (1 << bit) != 0).map(|(_, unit)| unit.rarity).sum();
        let bonus = if scored.marks & EXACT == 0 { 0.0 } else { EXACT_BONUS };
        scored.total / self.ideal * (met / self.ideal) + bonus
    }

    /// Keeps the documents with all the words; with the most words, down to half of them, while those are too few.
    fn drop_poor_matches(&self, candidates: &mut Vec<Candidate>) {
        let required = u32::try_from(self.plan.required).unwrap_or(u32::MAX);
        let mut least = required;
        while least > required.div_ceil(2) && candidates.iter().filter(|one| one.met >= least).count() < ENOUGH {
            least -= 1;
        }
        candidates.retain(|one| one.met >= least);
    }

    /// Of the documents of one record only the best stays.
    fn drop_other_documents_of_a_record(&self, candidates: &mut Vec<Candidate>) {
        let mut best: HashMap<Uuid, Candidate> = HashMap::new();
        for one in candidates.iter().filter(|one| self.facts(one).shares_key) {
            let kept = best.entry(self.facts(one).key).or_insert(*one);
            if self.order(one, kept) == Ordering::Less {
                *kept = *one;
            }
        }
        if best.is_empty() {
            return;
        }
        candidates.retain(|one| {
            let facts = self.facts(one);
            let kept = facts.shares_key.then(|| best.get(&facts.key)).flatten();
            kept.is_none_or(|kept| (kept.segment, kept.doc) == (one.segment, one.doc))
        });
    }

    fn facts(&self, one: &Candidate) -> &crate::Facts {
        &self.snapshot.segments[one.segment as usize].facts[one.doc as usize]
    }

    /// The better one first; equal ones in the order of their keys, so that pages neither repeat nor lose a hit.
    fn order(&self, one: &Candidate, other: &Candidate) -> Ordering {
        let by_key = || self.facts(one).key.cmp(&self.facts(other).key);
        let by_place = || (one.segment, one.doc).cmp(&(other.segment, other.doc));
        other.score.total_cmp(&one.score).then_with(by_key).then_with(by_place)
    }

    fn stretch(&self, candidates: &mut [Candidate]) -> tantivy::Result<Vec<Hit>> {
        let offset = self.query.offset.min(Query::FURTHEST) as usize;
        let end = (offset + self.query.limit.min(Query::MOST) as usize).min(candidates.len());
        if offset >= end {
            return Ok(Vec::new());
        }
        if end < candidates.len() {
            candidates.select_nth_unstable_by(end, |one, other| self.order(one, other));
        }
        candidates[..end].sort_unstable_by(|one, other| self.order(one, other));
        candidates[offset..end].iter().map(|one| self.hit(one)).collect()
    }

    fn hit(&self, one: &Candidate) -> tantivy::Result<Hit> {
        let facts = *self.facts(one);
        let has = |place| one.marks & place_mark(place) != 0;
        let found = Found {
            exact: one.marks & EXACT != 0,
            title: has(Place::Title),
            keywords: has(Place::Keywords),
            body: has(Place::Body) || has(Place::Parts),
            partial: (one.met as usize) < self.plan.required,
        };
        let payload = self.snapshot.segments[one.segment as usize].payload(one.doc)?;
        Ok(Hit { key: facts.key, score: one.score, text: one.text, found, facts, payload })
    }
}
