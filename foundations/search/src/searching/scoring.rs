//! Walking the lists of one segment: each word adds to the documents that have it.
//!
//! Every document has a cell; lists are walked one after the other. So one pass tells how many of the words each
//! document has, which "all words, else most words" needs, and no tree of queries is built. A segment is walked in windows, so
//! that the cells stay near the processor, however many documents there are.

use std::cell::Cell as Shared;
use std::ops::ControlFlow;

use tantivy::InvertedIndexReader;
use tantivy::schema::IndexRecordOption;

use super::cursors::{Cursor, Cursors, Window};
use super::plan::{Alternative, Plan, Unit};
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

/// Documents of a window: their cells take half a mebibyte.
const WINDOW_DOCS: u32 = 32_768;
const WINDOW: usize = WINDOW_DOCS as usize;

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
    /// Those of a window.
    cells: Vec<Cell>,
    /// Places in the window whose cell is not empty. They are visited in their order, so that what is known of the documents is
    /// read from front to back.
    touched: Bits,
    /// Places that meet the present unit.
    met: Vec<usize>,
    /// Places that began the present chain.
    begun: Vec<usize>,
    /// For each group of tags, the documents that have one of them.
    gates: Vec<Bits>,
}

/// A document that has some of the words.
pub(crate) struct Scored {
    pub doc: u32,
    pub total: f32,
    pub marks: u32,
}

/// The lists of a unit that were not walked yet.
type Lists<'a> = std::slice::IterMut<'a, Option<Cursor>>;

/// Which documents a list is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    /// All of them.
    All,
    /// Those that have met something.
    Met,
}

/// The documents that a list is walked for.
type Range = (Window, For);

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
        self.cells.resize(WINDOW, Cell::default());
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
    pub fn all(
        &self,
        segment: &Segment,
        demanded: usize,
        mut visit: impl FnMut(&Self, Scored) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut visit = |doc| visit(self, Scored { doc, total: 0.0, marks: 0 });
        match self.gates.first().filter(|_| demanded > 0) {
            Some(gate) => gate.each(visit),
            None => (0..u32::MAX).take(segment.size()).try_for_each(&mut visit),
        }
    }

    /// Walks the lists of a plan, and hands each document to `visit` that may meet as many of the required units as `least`
    /// says at the time, until told to stop. The cells are empty afterwards.
    ///
    /// A document that meets so many of them has one of the rarest: so the common ones are only read for documents that were
    /// met before, and the optional ones always are.
    pub fn walk(
        &mut self,
        (number, segment): (usize, &Segment),
        (plan, least): (&Plan, &Shared<usize>),
        mut visit: impl FnMut(&Self, Scored) -> ControlFlow<()>,
    ) -> tantivy::Result<ControlFlow<()>> {
        let order = plan.rarest_first();
        let mut cursors = Cursors::open((number, segment), plan)?;
        let size = u32::try_from(segment.size()).unwrap_or(u32::MAX);
        let bonus = PAIR_BONUS * plan.units[..plan.required].iter().map(|unit| unit.rarity).fold(0.0, f32::max);
        for from in (0..size).step_by(WINDOW) {
            let window = Window { from, end: size.min(from.saturating_add(WINDOW_DOCS)) };
            self.touched.begin(WINDOW);
            let rarest = plan.required + 1 - least.get().clamp(1, plan.required);
            for (turn, at) in order.iter().enumerate() {
                let whom = if turn < rarest { For::All } else { For::Met };
                self.unit((window, whom), cursors.units[*at].iter_mut(), (&plan.units[*at], 1 << at));
            }
            self.beside_each_other(window, &mut cursors, bonus);
            let touched = std::mem::take(&mut self.touched);
            let mut flow = ControlFlow::Continue(());
            // Also those that nobody wants to see any more leave their cells empty.
            let _whole = touched.each(|place| {
                let cell = std::mem::take(&mut self.cells[place as usize]);
                if flow.is_continue() {
                    flow = visit(self, Scored { doc: from + place, total: cell.total, marks: cell.marks });
                }
                ControlFlow::Continue(())
            });
            self.touched = touched;
            if flow.is_break() {
                return Ok(flow);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Adds what neighbouring words are worth, and marks whose whole title was asked.
    fn beside_each_other(&mut self, window: Window, cursors: &mut Cursors, bonus: f32) {
        let cells = &mut self.cells;
        for pair in &mut cursors.pairs {
            pair.each(window, |doc, _| {
                let cell = &mut cells[window.place(doc)];
                cell.total += if cell.marks == 0 { 0.0 } else { bonus };
            });
        }
        if let Some(exact) = &mut cursors.exact {
            exact.each(window, |doc, _| {
                let cell = &mut cells[window.place(doc)];
                cell.marks |= if cell.marks == 0 { 0 } else { EXACT };
            });
        }
    }

    fn unit(&mut self, range: Range, mut lists: Lists<'_>, (unit, bit): (&Unit, u32)) {
        for way in &unit.alternatives {
            match way.parts.as_slice() {
                [part] => {
                    for list in part {
                        let gains = Gains::new(unit.rarity * way.weight * list.weight, bit);
                        self.list(range, lists.next(), &gains);
                    }
                }
                _ => self.chain(range, &mut lists, way, (unit.rarity, bit)),
            }
        }
        for place in self.met.drain(..) {
            let cell = &mut self.cells[place];
            cell.total += std::mem::take(&mut cell.best);
        }
    }

    /// A single word: the best of its lists counts.
    fn list(&mut self, (window, whom): Range, list: Option<&mut Option<Cursor>>, gains: &Gains) {
        let Some(Some(list)) = list else { return };
        let Self { cells, touched, met, .. } = self;
        list.each(window, |doc, level| {
            let place = window.place(doc);
            let cell = &mut cells[place];
            if whom == For::Met && cell.marks == 0 {
                return;
            }
            touched.add(doc - window.from);
            if cell.best == 0.0 {
                met.push(place);
            }
            cell.best = cell.best.max(gains.scores[level]);
            cell.marks |= gains.marks[level];
        });
    }

    /// Several words that must all be there: a document climbs one stage with each.
    fn chain(&mut self, (window, whom): Range, lists: &mut Lists<'_>, way: &Alternative, (rarity, bit): (f32, u32)) {
        let Self { cells, touched, met, begun, .. } = self;
        let stages = u32::try_from(way.parts.len()).unwrap_or(u32::MAX);
        for (stage, part) in (0..).zip(&way.parts) {
            for list in part {
                let gains = Gains::new(rarity * way.weight * list.weight, 0);
                let Some(Some(list)) = lists.next() else { continue };
                list.each(window, |doc, level| {
                    let place = window.place(doc);
                    let cell = &mut cells[place];
                    if (cell.marks & STAGE) >> STAGE_FROM != stage || (whom == For::Met && cell.marks == 0) {
                        return;
                    }
                    if stage == 0 {
                        begun.push(place);
                    }
                    cell.chain += gains.scores[level];
                    cell.marks = (cell.marks & !STAGE) | ((stage + 1) << STAGE_FROM);
                });
            }
        }
        for place in begun.drain(..) {
            let cell = &mut cells[place];
            let complete = (cell.marks & STAGE) >> STAGE_FROM == stages;
            cell.marks &= !STAGE;
            #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
            let score = std::mem::take(&mut cell.chain) / stages as f32;
            if complete {
                touched.add(u32::try_from(place).unwrap_or(u32::MAX));
                if cell.best == 0.0 {
                    met.push(place);
                }
                cell.best = cell.best.max(score);
                cell.marks |= bit | BODY;
            }
        }
    }
}

fn each_of(reader: &InvertedIndexReader, term: &str, mut visit: impl FnMut(u32)) -> tantivy::Result<()> {
    match reader.terms().get(term)? {
        Some(info) => each_posting(reader, &info, IndexRecordOption::Basic, |doc, _| visit(doc)),
        None => Ok(()),
    }
}
