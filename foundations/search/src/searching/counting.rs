//! Counting hits by their values while they are gathered: each facet under all that is chosen in the others.

use std::ops::Range;

use uuid::Uuid;

use crate::facets::Columns;
use crate::snapshot::{Segment, Snapshot};
use crate::{Counts, Narrowing};

/// The bit of [`Narrowed::misses`] for what is too far away; those of chosen facets stand below it.
const TOO_FAR: u32 = 1 << 30;
/// The bit for what does not hold now.
const NOT_HOLDING: u32 = 1 << 31;

/// A narrowing as it applies to one segment.
pub(crate) struct Narrowed<'a> {
    narrowing: &'a Narrowing<'a>,
    segment: &'a Segment,
    /// The values of the facet of each choice.
    own: Vec<Range<u16>>,
}

/// What is known of a document that a narrowing looks at.
#[derive(Clone, Copy, Debug)]
struct Looked {
    /// What it lacks: a bit for each choice that it does not meet.
    misses: u32,
    /// Metres to it; without end when unknown.
    metres: f32,
    holds: bool,
}

impl<'a> Narrowed<'a> {
    pub fn new(narrowing: &'a Narrowing<'a>, segment: &'a Segment) -> Self {
        let own = narrowing.chosen.iter().map(|(facet, _)| segment.columns().of(facet)).collect();
        Self { narrowing, segment, own }
    }

    /// What a document lacks that lacks the choices of `misses`; asks no more than is needed.
    fn look(&self, doc: u32, misses: u32, tally: &mut Tally) -> Looked {
        let Narrowing { around, within, holds, holding, counting, .. } = self.narrowing;
        let mut looked = Looked { misses, metres: f32::INFINITY, holds: false };
        let needs_distance = within.is_some() || (*counting && !self.narrowing.rings.is_empty());
        if let Some(around) = around.filter(|_| needs_distance) {
            looked.metres = self.segment.point(doc).map_or(f32::INFINITY, |point| around.metres(point));
        }
        if within.is_some_and(|within| looked.metres > within) {
            looked.misses |= TOO_FAR;
        }
        if let Some(holds) = holds.filter(|_| *holding || *counting) {
            looked.holds = tally.holds(self.segment.columns(), doc, holds);
        }
        if *holding && !looked.holds {
            looked.misses |= NOT_HOLDING;
        }
        looked
    }
}

/// A document whose record has others: it waits until all of them are known.
struct Shared {
    doc: u32,
    met: u8,
    looked: Looked,
}

/// The counts of one rung: of the hits that meet so many words.
#[derive(Default)]
struct Rung {
    tags: Vec<u32>,
    rings: Vec<u32>,
    holding: u32,
}

/// Counts while hits are gathered.
#[derive(Default)]
pub(crate) struct Tally {
    rungs: Vec<Rung>,
    /// Whether each value of the moving facet holds, as far as it was asked: 0 not yet, 1 no, 2 yes.
    holding: Vec<u8>,
    shared: Vec<Shared>,
    /// The values of one record.
    values: Vec<u16>,
}

impl Tally {
    /// Empties it, for so many words.
    pub fn begin(&mut self, required: usize, snapshot: &Snapshot, narrowing: &Narrowing<'_>) {
        let rungs = if narrowing.counting { required + 1 } else { 0 };
        self.rungs.resize_with(self.rungs.len().max(rungs), Rung::default);
        for rung in &mut self.rungs {
            rung.tags.clear();
            rung.tags.resize(if rungs > 0 { snapshot.tags.len() } else { 0 }, 0);
            rung.rings.clear();
            rung.rings.resize(narrowing.rings.len(), 0);
            rung.holding = 0;
        }
        self.shared.clear();
    }

    /// Makes ready for a segment.
    pub fn enter(&mut self, segment: &Segment) {
        self.holding.clear();
        self.holding.resize(segment.columns().moving.len(), 0);
    }

    /// Whether a document is a hit under a narrowing, when it lacks the choices of `misses` and meets so many words. Counts it
    /// wherever it would be one.
    pub fn admits(&mut self, narrowed: &Narrowed<'_>, doc: u32, misses: u32, met: usize) -> bool {
        // Who lacks two things is a hit under no single change.
        if misses.count_ones() > 1 || (misses != 0 && !narrowed.narrowing.counting) {
            return false;
        }
        let looked = narrowed.look(doc, misses, self);
        if narrowed.narrowing.counting && looked.misses.count_ones() <= 1 {
            if narrowed.segment.shares_key(doc) {
                self.shared.push(Shared { doc, met: u8::try_from(met).unwrap_or(u8::MAX), looked });
            } else {
                self.count(narrowed, doc, met, looked);
            }
        }
        looked.misses == 0
    }

    fn count(&mut self, narrowed: &Narrowed<'_>, doc: u32, met: usize, looked: Looked) {
        let Some(rung) = self.rungs.get_mut(met) else { return };
        let segment = narrowed.segment;
        let values = segment.columns().values(doc);
        let places = segment.places.as_ref();
        match looked.misses {
            0 => values.iter().for_each(|value| rung.tags[places[usize::from(*value)] as usize] += 1),
            TOO_FAR | NOT_HOLDING => {}
            one => {
                let own = &narrowed.own[one.trailing_zeros() as usize];
                for value in values.iter().filter(|value| own.contains(value)) {
                    rung.tags[places[usize::from(*value)] as usize] += 1;
                }
            }
        }
        rung.count_moment(narrowed.narrowing, looked);
    }

    /// Counts the records of a segment that have several documents: each once, with the values of all of them.
    pub fn leave(&mut self, narrowed: &Narrowed<'_>) {
        // The documents of a record stand beside each other: they were written together.
        self.shared.sort_unstable_by_key(|one| one.doc);
        let shared = std::mem::take(&mut self.shared);
        let key = |one: &Shared| -> Uuid { narrowed.segment.facts(one.doc).key };
        for record in shared.chunk_by(|one, other| key(one) == key(other)) {
            self.count_record(narrowed, record);
        }
        self.shared = shared;
        self.shared.clear();
    }

    fn count_record(&mut self, narrowed: &Narrowed<'_>, record: &[Shared]) {
        let met = record.iter().map(|one| usize::from(one.met)).max().unwrap_or(0);
        let columns = narrowed.segment.columns();
        self.values.clear();
        for one in record {
            let own = match one.looked.misses {
                0 => 0..u16::MAX,
                TOO_FAR | NOT_HOLDING => 0..0,
                one => narrowed.own[one.trailing_zeros() as usize].clone(),
            };
            self.values.extend(columns.values(one.doc).iter().filter(|value| own.contains(value)));
        }
        self.values.sort_unstable();
        self.values.dedup();
        let Some(rung) = self.rungs.get_mut(met) else { return };
        for value in &self.values {
            rung.tags[narrowed.segment.places[usize::from(*value)] as usize] += 1;
        }
        let best = |misses: u32| {
            let those = record.iter().filter(|one| one.looked.misses & !misses == 0);
            those.fold((f32::INFINITY, false), |(metres, holds), one| {
                (metres.min(one.looked.metres), holds || one.looked.holds)
            })
        };
        rung.count_rings(narrowed.narrowing, best(TOO_FAR).0);
        rung.holding += u32::from(best(NOT_HOLDING).1);
    }

    /// The counts of the hits that meet at least so many words.
    pub fn counts(&self, least: usize, snapshot: &Snapshot, narrowing: &Narrowing<'_>) -> Counts {
        let rungs = || self.rungs.iter().skip(least);
        let sum = |of: &dyn Fn(&Rung) -> u32| rungs().map(|rung| u64::from(of(rung))).sum::<u64>();
        let tags = snapshot.tags.iter().enumerate().map(|(at, tag)| (tag, sum(&|rung| rung.tags[at])));
        Counts {
            tags: tags.filter(|(_, count)| *count > 0).map(|(tag, count)| (tag.clone(), count)).collect(),
            rings: (0..narrowing.rings.len()).map(|at| sum(&|rung| rung.rings[at])).collect(),
            holding: sum(&|rung| rung.holding),
        }
    }

    /// Whether the value of a document holds; each value is asked about once.
    fn holds(&mut self, columns: &Columns, doc: u32, holds: crate::facets::Holds<'_>) -> bool {
        let Some(value) = columns.moving_value(doc) else { return false };
        let known = &mut self.holding[value];
        if *known == 0 {
            *known = 1 + u8::from(holds(&columns.moving[value]) == Some(true));
        }
        *known == 2
    }
}

impl Rung {
    fn count_moment(&mut self, narrowing: &Narrowing<'_>, looked: Looked) {
        if looked.misses & !TOO_FAR == 0 {
            self.count_rings(narrowing, looked.metres);
        }
        if looked.misses & !NOT_HOLDING == 0 {
            self.holding += u32::from(looked.holds);
        }
    }

    fn count_rings(&mut self, narrowing: &Narrowing<'_>, metres: f32) {
        for (count, ring) in self.rings.iter_mut().zip(narrowing.rings) {
            *count += u32::from(metres <= *ring);
        }
    }
}
