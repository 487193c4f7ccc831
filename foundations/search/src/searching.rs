//! Answering a query: plan it, walk the lists of each segment, let the domain rank, take the stretch that is asked for.

mod best;
mod counting;
mod cursors;
mod mending;
mod plan;
mod quoting;
mod scoring;
pub(crate) mod titles;

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;

use crate::analysis::Analysis;
use crate::document::kind_number;
use crate::snapshot::{Segment, Snapshot};
use crate::{Counts, Facts, Found, Hit, Hits, Query, Sketch};
use best::{Candidate, Ladder};
use counting::{Narrowed, Tally};
use plan::{Compounds, Plan};
pub use quoting::is_quoted;
use scoring::{BODY, EXACT, KEYWORDS, Scored, Scratch, TAG_GROUPS, TITLE};

/// What a query that is exactly a title adds to how well the words fit.
const EXACT_BONUS: f32 = 0.6;
/// Documents that are looked at and ranked together. Their facts lie far apart in memory, and reading one after the other, each
/// would be waited for alone.
const TOGETHER: usize = 32;

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// What a thread uses again for its next query.
#[derive(Default)]
struct Memory {
    scratch: Scratch,
    best: Ladder,
    candidates: Vec<Candidate>,
    queue: Queue,
    tally: Tally,
}

/// Hits of a segment that were not ranked yet.
#[derive(Default)]
struct Queue {
    /// Those of which only the words were looked at.
    taken: Vec<Scored>,
    /// Those that may be among the best.
    waiting: Vec<Waiting>,
}

/// A document that waits to be ranked.
struct Waiting {
    scored: Scored,
    /// How well the words fit.
    text: f32,
    /// How many of the words it meets.
    met: usize,
    shares_key: bool,
}

/// Answers a query on a state of the index.
pub(crate) fn search(snapshot: &Snapshot, analysis: &Analysis, query: &Query<'_>) -> tantivy::Result<Hits> {
    let (hits, parted) = answer(snapshot, analysis, (query, Compounds::Together), usize::MAX)?;
    if !parted || hits.whole > 0 {
        return Ok(hits);
    }
    // Nobody has all the parts of a compound: then whoever has most of them.
    Ok(answer(snapshot, analysis, (query, Compounds::Apart), usize::MAX)?.0)
}

/// Whether a query has any hit: ends with the first one.
pub(crate) fn finds(snapshot: &Snapshot, analysis: &Analysis, query: &Query<'_>) -> tantivy::Result<bool> {
    Ok(answer(snapshot, analysis, (query, Compounds::Together), 1)?.0.total > 0)
}

/// Answers a query from the first hits of which there are enough, and says whether a compound was looked for by all its parts.
fn answer(
    snapshot: &Snapshot,
    analysis: &Analysis,
    (query, compounds): (&Query<'_>, Compounds),
    enough: usize,
) -> tantivy::Result<(Hits, bool)> {
    let plan = plan::plan(snapshot, analysis, query, compounds)?;
    // Taken out and only put back when all went well: what a failure leaves behind would spoil the next query.
    let mut memory = MEMORY.take();
    let Memory { scratch, best, candidates, queue, tally } = &mut memory;
    best.begin(plan.required);
    tally.begin(plan.required, snapshot, &query.narrowing);
    candidates.clear();
    let search = Search { snapshot, query, plan: &plan, ideal: ideal(&plan), most: most(query), enough };
    if plan.nowhere.is_empty() && (plan.required > 0 || !plan.had_words) {
        search.gather(scratch, (best, tally), queue)?;
    }
    let total = best.drain_into(candidates, search.most);
    let whole = best.whole();
    let counts = if query.narrowing.counting {
        tally.counts(best.least(), snapshot, &query.narrowing)
    } else {
        Counts::default()
    };
    let hits = search.stretch(candidates)?;
    MEMORY.set(memory);
    let Plan { mended, mut unknown, by_stem, nowhere, had_words, parted, .. } = plan;
    unknown.extend(nowhere);
    Ok((Hits { hits, total, whole, counts, mended, unknown, by_stem, had_words }, parted))
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
    /// With so many hits, the rest are not looked at.
    enough: usize,
}

impl Search<'_> {
    fn gather(
        &self,
        scratch: &mut Scratch,
        (best, tally): (&mut Ladder, &mut Tally),
        queue: &mut Queue,
    ) -> tantivy::Result<()> {
        let chosen = self.query.narrowing.chosen.iter().map(|(_, tags)| tags.as_slice());
        let groups = || self.query.tags.iter().map(Vec::as_slice).chain(chosen.clone());
        let demanded = self.query.tags.len().min(TAG_GROUPS);
        let demands: u32 = (1 << demanded) - 1;
        let (mut hits, go_on) = (0, ControlFlow::Continue(()));
        let least = Cell::new(best.least());
        for (number, segment) in (0_u32..).zip(&self.snapshot.segments) {
            let Some(kind) = segment.kind(kind_number(self.query.kind)) else { continue };
            scratch.begin(segment, groups())?;
            tally.enter(self.snapshot, segment);
            let narrowed = Narrowed::new(&self.query.narrowing, segment);
            let consider = |scratch: &Scratch, scored: Scored| {
                let met = self.met(&scored);
                if best.rung(met).is_none() || !self.has_phrases(&scored) || !segment.is_alive(scored.doc, kind) {
                    return go_on;
                }
                let misses = scratch.misses(scored.doc);
                if misses & demands != 0 {
                    return go_on;
                }
                if tally.admits(&narrowed, scored.doc, misses >> demanded, met) {
                    queue.taken.push(scored);
                    if queue.taken.len() == TOGETHER {
                        self.look((number, segment), queue, best);
                        least.set(best.least());
                    }
                    hits += 1;
                }
                if hits < self.enough { go_on } else { ControlFlow::Break(()) }
            };
            let flow = if self.plan.required > 0 {
                scratch.walk((number as usize, segment), (self.plan, &least), consider)?
            } else {
                scratch.all(segment, demanded, consider)
            };
            self.look((number, segment), queue, best);
            self.rank((number, segment), &mut queue.waiting, best);
            tally.leave(&narrowed);
            if flow.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// How many of the words a document has.
    fn met(&self, scored: &Scored) -> usize {
        let required = (1 << self.plan.required) - 1;
        (scored.marks & required).count_ones() as usize
    }

    /// Whether a document has all that is meant literally, which stands at the end of the required units.
    fn has_phrases(&self, scored: &Scored) -> bool {
        let literal = ((1 << self.plan.literal) - 1) << (self.plan.required - self.plan.literal);
        scored.marks & literal == literal
    }

    /// Counts the hits that were taken, at most [`TOGETHER`]. Those that may be among the best of such as meet as many words wait to
    /// be ranked.
    fn look(&self, (number, segment): (u32, &Segment), queue: &mut Queue, best: &mut Ladder) {
        let mut sketches = [Sketch::NONE; TOGETHER];
        sketches.iter_mut().zip(&queue.taken).for_each(|(sketch, one)| *sketch = *segment.sketch(one.doc));
        for (sketch, scored) in sketches.iter().zip(queue.taken.drain(..)) {
            let met = self.met(&scored);
            let shares_key = segment.shares_key(scored.doc);
            best.count(met, shares_key.then(|| (number, segment.first_of_record(scored.doc))));
            let text = self.text(&scored, met);
            let at_most = self.query.ranking.at_most(text, sketch);
            if best.rung(met).is_some_and(|best| best.may_take(at_most)) {
                queue.waiting.push(Waiting { scored, text, met, shares_key });
            }
            if queue.waiting.len() == TOGETHER {
                self.rank((number, segment), &mut queue.waiting, best);
            }
        }
        best.climb();
    }

    /// Ranks the documents that wait for it, at most [`TOGETHER`].
    fn rank(&self, (number, segment): (u32, &Segment), waiting: &mut Vec<Waiting>, best: &mut Ladder) {
        let mut facts = [Facts::NONE; TOGETHER];
        facts.iter_mut().zip(waiting.iter()).for_each(|(facts, one)| *facts = *segment.facts(one.scored.doc));
        for (facts, one) in facts.iter().zip(waiting.drain(..)) {
            let Waiting { scored: Scored { doc, marks, .. }, text, met, shares_key } = one;
            let score = self.query.ranking.score(text, facts);
            let candidate = Candidate { score, text, key: facts.key, segment: number, doc, marks, shares_key };
            if let Some(best) = best.rung(met) {
                best.take(candidate, self.most);
            }
        }
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
