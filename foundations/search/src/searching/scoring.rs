//! Walking the lists of one segment: each word adds to the documents that have it.
//!
//! Every document has a cell; lists are walked one after the other. So one pass tells how many of the words each
//! document has, which "all words, else most words" needs, and no tree of queries is built.

use tantivy::InvertedIndexReader;
use tantivy::schema::IndexRecordOption;

use super::plan::{Alternative, List, Place, Plan, Unit};
use crate::bits::Bits;
use crate::schema::{LEVEL_WEIGHT, LEVELS, level};
use crate::snapshot::{Segment, each_posting};

/// Bits of [`Cell::marks`]: one for each unit that was met, one for each place, the stage of a chain.
pub(crate) const TITLE: u32 = 1 << 16;
pub(crate) const KEYWORDS: u32 = 1 << 17;
pub(crate) const BODY: u32 = 1 << 18;
pub(crate) const EXACT: u32 = 1 << 20;
const STAGE_FROM: u32 = 24;
const STAGE: u32 = 0xff << STAGE_FROM;

/// Groups of tags that are looked at.
pub(crate) const TAG_GROUPS: usize = 16;

/// What neighbouring words add, in shares of the rarest unit.
const PAIR_BONUS: f32 = 0.25;

/// What is known of a document while the lists are walked.
#[derive(Clone, Copy, Default)]
struct Cell {
    /// The sum over the units so far.
    total: f32,
    /// The best list of the present unit.
    best: f32,
    /// The sum over the parts of the present alternative.
    chain: f32,
    marks: u32,
}

/// Memory that is used again for the next query.
#[derive(Default)]
pub(crate) struct Scratch {
    cells: Vec<Cell>,
    /// Documents whose cell is not empty. They are visited in their order, so that what is known of them is read from front to
    /// back.
    touched: Bits,
    /// Documents that meet the present unit.
    met: Vec<u32>,
    /// Documents that began the present chain.
    begun: Vec<u32>,
    /// For each group of tags, the documents that have one of them.
    gates: Vec<Bits>,
}

/// A document that has some of the words.
pub(crate) struct Scored {
    pub doc: u32,
    pub total: f32,
    pub marks: u32,
}

/// What a list adds on each level: to the score and to the marks.
struct Gains {
    scores: [f32; LEVELS],
    marks: [u32; LEVELS],
}

impl Gains {
    fn new(weight: f32, bit: u32) -> Self {
        let place = |level| match u8::try_from(level).unwrap_or(u8::MAX) {
            level::LONG_TITLE.. => TITLE,
            level::KEYWORD_PART.. => KEYWORDS,
            _ => BODY,
        };
        Self {
            scores: LEVEL_WEIGHT.map(|level| level * weight),
            marks: std::array::from_fn(|level| place(level) | bit),
        }
    }
}

impl Scratch {
    /// Makes ready for a segment, and notes which of the groups of tags each document has one of.
    pub fn begin<'t>(&mut self, segment: &Segment, tags: impl Iterator<Item = &'t [String]>) -> tantivy::Result<()> {
        if self.cells.len() < segment.size() {
            self.cells.resize(segment.size(), Cell::default());
        }
        self.touched.begin(segment.size());
        let groups: Vec<_> = tags.take(TAG_GROUPS).collect();
        self.gates.resize_with(groups.len(), Bits::default);
        for (gate, tags) in self.gates.iter_mut().zip(groups) {
            gate.begin(segment.size());
            for tag in tags {
                match segment.columns().common(tag) {
                    Some(documents) => gate.add_all(documents),
                    None => each_of(&segment.tags, tag, |doc| gate.add(doc))?,
                }
            }
        }
        Ok(())
    }

    /// Of which of the groups of tags a document has none: a bit each.
    pub fn misses(&self, doc: u32) -> u32 {
        (0..).zip(&self.gates).fold(0, |misses, (group, gate)| misses | (u32::from(!gate.has(doc)) << group))
    }

    /// Hands each document to `visit` that has one of the tags of the first group, where one of `demanded` groups must be met;
    /// else each of the segment.
    pub fn all(&self, segment: &Segment, demanded: usize, mut visit: impl FnMut(&Self, Scored)) {
        let mut visit = |doc| visit(self, Scored { doc, total: 0.0, marks: 0 });
        match self.gates.first().filter(|_| demanded > 0) {
            Some(gate) => gate.each(visit),
            None => (0..u32::MAX).take(segment.size()).for_each(&mut visit),
        }
    }

    /// Walks the lists of a plan, and hands each document that has a word to `visit`. The cells are empty afterwards.
    pub fn walk(
        &mut self,
        (number, segment): (usize, &Segment),
        plan: &Plan,
        mut visit: impl FnMut(&Self, Scored),
    ) -> tantivy::Result<()> {
        for (bit, unit) in plan.units.iter().enumerate() {
            self.unit((number, segment), unit, 1 << bit)?;
        }
        let rarest = plan.units[..plan.required].iter().map(|unit| unit.rarity).fold(0.0, f32::max);
        let cells = &mut self.cells;
        for pair in &plan.pairs {
            each_of(&segment.pairs, pair, |doc| {
                let cell = &mut cells[doc as usize];
                cell.total += if cell.marks == 0 { 0.0 } else { rarest * PAIR_BONUS };
            })?;
        }
        each_of(&segment.exact, &plan.exact, |doc| {
            let cell = &mut cells[doc as usize];
            cell.marks |= if cell.marks == 0 { 0 } else { EXACT };
        })?;
        let touched = std::mem::take(&mut self.touched);
        touched.each(|doc| {
            let cell = std::mem::take(&mut self.cells[doc as usize]);
            visit(self, Scored { doc, total: cell.total, marks: cell.marks });
        });
        self.touched = touched;
        Ok(())
    }

    fn unit(&mut self, segment: (usize, &Segment), unit: &Unit, bit: u32) -> tantivy::Result<()> {
        for way in &unit.alternatives {
            match way.parts.as_slice() {
                [lists] => {
                    for list in lists {
                        self.list(segment, list, unit.rarity * way.weight, bit)?;
                    }
                }
                _ => self.chain(segment, way, unit.rarity, bit)?,
            }
        }
        for doc in self.met.drain(..) {
            let cell = &mut self.cells[doc as usize];
            cell.total += std::mem::take(&mut cell.best);
        }
        Ok(())
    }

    /// A single word: the best of its lists counts.
    fn list(&mut self, segment: (usize, &Segment), list: &List, weight: f32, bit: u32) -> tantivy::Result<()> {
        let gains = Gains::new(weight * list.weight, bit);
        let Self { cells, touched, met, .. } = self;
        each_level(segment, list, |doc, level| {
            let cell = &mut cells[doc as usize];
            touched.add(doc);
            if cell.best == 0.0 {
                met.push(doc);
            }
            cell.best = cell.best.max(gains.scores[level]);
            cell.marks |= gains.marks[level];
        })
    }

    /// Several words that must all be there: a document climbs one stage with each.
    fn chain(&mut self, segment: (usize, &Segment), way: &Alternative, rarity: f32, bit: u32) -> tantivy::Result<()> {
        let Self { cells, touched, met, begun, .. } = self;
        let stages = u32::try_from(way.parts.len()).unwrap_or(u32::MAX);
        for (stage, lists) in (0..).zip(&way.parts) {
            for list in lists {
                let gains = Gains::new(rarity * way.weight * list.weight, 0);
                each_level(segment, list, |doc, level| {
                    let cell = &mut cells[doc as usize];
                    if (cell.marks & STAGE) >> STAGE_FROM != stage {
                        return;
                    }
                    if stage == 0 {
                        begun.push(doc);
                    }
                    cell.chain += gains.scores[level];
                    cell.marks = (cell.marks & !STAGE) | ((stage + 1) << STAGE_FROM);
                })?;
            }
        }
        for doc in begun.drain(..) {
            let cell = &mut cells[doc as usize];
            let complete = (cell.marks & STAGE) >> STAGE_FROM == stages;
            cell.marks &= !STAGE;
            #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
            let score = std::mem::take(&mut cell.chain) / stages as f32;
            if complete {
                touched.add(doc);
                if cell.best == 0.0 {
                    met.push(doc);
                }
                cell.best = cell.best.max(score);
                cell.marks |= bit | BODY;
            }
        }
        Ok(())
    }
}

fn each_of(reader: &InvertedIndexReader, term: &str, mut visit: impl FnMut(u32)) -> tantivy::Result<()> {
    match reader.terms().get(term)? {
        Some(info) => each_posting(reader, &info, IndexRecordOption::Basic, |doc, _| visit(doc)),
        None => Ok(()),
    }
}

fn each_level(
    (number, segment): (usize, &Segment),
    list: &List,
    mut visit: impl FnMut(u32, usize),
) -> tantivy::Result<()> {
    let Some(info) = &list.terms[number] else { return Ok(()) };
    let fixed = match list.place {
        Place::Terms => None,
        Place::Pairs => Some(level::KEYWORD),
        Place::Phrases => Some(level::BODY_OFTEN),
    };
    let record = if fixed.is_some() { IndexRecordOption::Basic } else { IndexRecordOption::WithFreqs };
    each_posting(list.place.of(segment), info, record, |doc, level| {
        visit(doc, fixed.map_or((level as usize).min(LEVELS - 1), usize::from));
    })
}
