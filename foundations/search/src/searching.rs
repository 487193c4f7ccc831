//! Answering a query: plan it, walk the lists of each segment, let the domain rank, take the stretch that is asked for.

mod best;
mod mending;
mod plan;
mod scoring;

use std::cell::RefCell;

use crate::analysis::Analysis;
use crate::document::kind_number;
use crate::snapshot::{Segment, Snapshot};
use crate::{Found, Hit, Hits, Query};
use best::{Best, Candidate};
use plan::Plan;
use scoring::{BODY, EXACT, KEYWORDS, Scored, Scratch, TITLE};

/// With so many documents that have all the words, those that lack one are left out.
const ENOUGH: u64 = 10;
/// What a query that is exactly a title adds to how well the words fit.
const EXACT_BONUS: f32 = 0.6;
/// Groups of tags that a query may ask for.
const TAG_GROUPS: usize = 16;

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// What a thread uses again for its next query.
#[derive(Default)]
struct Memory {
    scratch: Scratch,
    /// The best by how many of the words they meet.
    best: Vec<Best>,
    candidates: Vec<Candidate>,
}

/// Answers a query on a state of the index.
pub(crate) fn search(snapshot: &Snapshot, analysis: &Analysis, query: &Query<'_>) -> tantivy::Result<Hits> {
    let plan = plan::plan(snapshot, analysis, query)?;
    // Taken out and only put back when all went well: what a failure leaves behind would spoil the next query.
    let mut memory = MEMORY.take();
    let Memory { scratch, best, candidates } = &mut memory;
    best.resize_with(best.len().max(plan.required + 1), Best::default);
    best.iter_mut().for_each(Best::begin);
    candidates.clear();
    let search = Search { snapshot, query, plan: &plan, ideal: ideal(&plan), most: most(query) };
    if plan.required > 0 || !plan.had_words {
        search.gather(scratch, best)?;
    }
    let whole = best[plan.required].total();
    let total = search.choose(best, candidates);
    let hits = search.stretch(candidates)?;
    MEMORY.set(memory);
    let Plan { mended, unknown, had_words, .. } = plan;
    Ok(Hits { hits, total, whole, mended, unknown, had_words })
}

/// The score of a document that has each required word once in its title.
fn ideal(plan: &Plan) -> f32 {
    plan.units[..plan.required].iter().map(|unit| unit.rarity).sum()
}

/// How many candidates can be shown or lie before those.
fn most(query: &Query<'_>) -> usize {
    (query.offset.min(Query::FURTHEST) + query.limit.min(Query::MOST)) as usize
}

struct Search<'a> {
    snapshot: &'a Snapshot,
    query: &'a Query<'a>,
    plan: &'a Plan,
    ideal: f32,
    most: usize,
}

impl Search<'_> {
    fn gather(&self, scratch: &mut Scratch, best: &mut [Best]) -> tantivy::Result<()> {
        let tags = &self.query.tags[..self.query.tags.len().min(TAG_GROUPS)];
        for (number, segment) in (0_u32..).zip(&self.snapshot.segments) {
            let Some(kind) = segment.kind(kind_number(self.query.kind)) else { continue };
            scratch.begin(segment, tags)?;
            let mut consider = |scratch: &Scratch, scored: Scored| {
                if segment.is_alive(scored.doc, kind) && scratch.passes(scored.doc, tags.len()) {
                    self.consider((number, segment), &scored, best);
                }
            };
            if self.plan.required > 0 {
                scratch.walk((number as usize, segment), self.plan, consider)?;
            } else {
                let all = (0..u32::MAX).take(segment.size());
                all.for_each(|doc| consider(scratch, Scored { doc, total: 0.0, marks: 0 }));
            }
        }
        Ok(())
    }

    /// Ranks a document, unless it cannot be among the best of those that meet as many words.
    fn consider(&self, (number, segment): (u32, &Segment), scored: &Scored, best: &mut [Best]) {
        let required = (1 << self.plan.required) - 1;
        let met = (scored.marks & required).count_ones() as usize;
        if met == 0 && self.plan.required > 0 {
            return;
        }
        let best = &mut best[met];
        let text = self.text(scored, met);
        let shares_key = segment.shares_key(scored.doc);
        if !shares_key && !best.may_take(self.query.ranking.at_most(text, segment.sketch(scored.doc))) {
            best.pass_over();
            return;
        }
        let facts = segment.facts(scored.doc);
        let score = self.query.ranking.score(text, facts);
        let &Scored { doc, marks, .. } = scored;
        best.take(Candidate { score, text, key: facts.key, segment: number, doc, marks, shares_key }, self.most);
    }

    /// How well the words fit. Rare words that are missing cost more than common ones.
    fn text(&self, scored: &Scored, met: usize) -> f32 {
        if self.ideal == 0.0 {
            return 0.0;
        }
        let share = if met == self.plan.required { 1.0 } else { self.share(scored.marks) };
        let bonus = if scored.marks & EXACT == 0 { 0.0 } else { EXACT_BONUS };
        scored.total / self.ideal * share + bonus
    }

    fn share(&self, marks: u32) -> f32 {
        let units = self.plan.units[..self.plan.required].iter().enumerate();
        let met: f32 = units.filter(|(bit, _)| marks & (1 << bit) != 0).map(|(_, unit)| unit.rarity).sum();
        met / self.ideal
    }

    /// Chooses the documents with all the words; with the most words, down to half of them, while those are too few.
    /// Answers how many there are.
    fn choose(&self, best: &mut [Best], candidates: &mut Vec<Candidate>) -> u64 {
        let least = self.plan.required.div_ceil(2);
        let mut total = 0;
        for met in (least..=self.plan.required).rev() {
            if total >= ENOUGH {
                break;
            }
            total += best[met].total();
            best[met].drain_into(candidates, self.most);
        }
        total
    }

    fn stretch(&self, candidates: &mut [Candidate]) -> tantivy::Result<Vec<Hit>> {
        candidates.sort_unstable_by(Candidate::order);
        let offset = self.query.offset.min(Query::FURTHEST) as usize;
        candidates.iter().take(self.most).skip(offset).map(|one| self.hit(one)).collect()
    }

    fn hit(&self, one: &Candidate) -> tantivy::Result<Hit> {
        let segment = &self.snapshot.segments[one.segment as usize];
        let has = |mark| one.marks & mark != 0;
        let required = (1 << self.plan.required) - 1;
        let found = Found {
            exact: has(EXACT),
            title: has(TITLE),
            keywords: has(KEYWORDS),
            body: has(BODY),
            partial: one.marks & required != required,
        };
        let (facts, payload) = (*segment.facts(one.doc), segment.payload(one.doc)?);
        Ok(Hit { key: one.key, score: one.score, text: one.text, found, facts, payload })
    }
}
