//! Counting hits by their values while they are gathered: each facet under all that is chosen in the others.

use std::ops::Range;

use crate::facets::Columns;
use crate::snapshot::{Segment, Snapshot};
use crate::{Counts, Narrowing};

/// The bit of [`Waiting::misses`] for what is too far away; those of chosen facets stand below it.
const TOO_FAR: u32 = 1 << 30;
/// The bit for what does not hold now.
const NOT_HOLDING: u32 = 1 << 31;
/// Of more hits, half so many at least are counted, each for several: what nobody can look through need not be counted to the last
/// one, and counting costs more than finding. Each segment has its share of them.
const COUNTED: usize = 8_192;
/// The least share of a segment: what came in last lies in small ones, and is counted to the last one.
const LEAST_COUNTED: usize = 1_024;

/// A narrowing as it applies to one segment.
pub(crate) struct Narrowed<'a> {
    narrowing: &'a Narrowing<'a>,
    segment: &'a Segment,
    /// The values of the facet of each choice.
    own: Vec<Range<u16>>,
}

impl<'a> Narrowed<'a> {
    pub fn new(narrowing: &'a Narrowing<'a>, segment: &'a Segment) -> Self {
        let own = narrowing.chosen.iter().map(|(facet, _)| segment.columns().of(facet)).collect();
        Self { narrowing, segment, own }
    }

    /// Metres to a document; without end when unknown.
    fn metres(&self, doc: u32) -> f32 {
        let metres = self.narrowing.around.zip(self.segment.point(doc)).map(|(around, point)| around.metres(point));
        metres.unwrap_or(f32::INFINITY)
    }

    /// The values that a document is counted for: of the facet of the one choice that it lacks, or all when it lacks none.
    fn values(&self, one: &Waiting) -> impl Iterator<Item = u16> {
        let own = match one.misses {
            0 => 0..u16::MAX,
            TOO_FAR | NOT_HOLDING => 0..0,
            one => self.own[one.trailing_zeros() as usize].clone(),
        };
        self.segment.columns().values(one.doc).iter().copied().filter(move |value| own.contains(value))
    }
}

/// A document that counts somewhere: as a hit, or because it would be one without one of the choices.
struct Waiting {
    doc: u32,
    /// What it lacks: a bit for each choice that it does not meet; one at most.
    misses: u32,
    /// How many of the words it meets.
    met: u8,
}

/// The counts of one rung: of the hits that meet so many words. No integers, for one record may count for several.
#[derive(Default)]
struct Rung {
    tags: Vec<f64>,
    rings: Vec<f64>,
    holding: f64,
}

/// Counts while hits are gathered.
#[derive(Default)]
pub(crate) struct Tally {
    rungs: Vec<Rung>,
    /// Whether each value of the moving facet holds, as far as it was asked: 0 not yet, 1 no, 2 yes.
    holding: Vec<u8>,
    waiting: Vec<Waiting>,
    /// The values of one record.
    values: Vec<u16>,
    /// How many may wait in this segment.
    most: usize,
    /// One record in so many waits.
    every: u32,
    /// Records that would wait if all did: such as are no hits, and hits.
    seen: [u32; 2],
    /// The last of them, by its first document, and whether it is a hit.
    last: Option<(u32, bool)>,
    estimated: bool,
}

impl Tally {
    /// Empties it, for so many words.
    pub fn begin(&mut self, required: usize, snapshot: &Snapshot, narrowing: &Narrowing<'_>) {
        let rungs = if narrowing.counting { required + 1 } else { 0 };
        self.rungs.resize_with(self.rungs.len().max(rungs), Rung::default);
        for rung in &mut self.rungs {
            rung.tags.clear();
            rung.tags.resize(if rungs > 0 { snapshot.tags.len() } else { 0 }, 0.0);
            rung.rings.clear();
            rung.rings.resize(narrowing.rings.len(), 0.0);
            rung.holding = 0.0;
        }
        self.waiting.clear();
        self.estimated = false;
    }

    /// Makes ready for a segment.
    pub fn enter(&mut self, snapshot: &Snapshot, segment: &Segment) {
        let all: usize = snapshot.segments.iter().map(Segment::size).sum();
        self.most = (COUNTED * segment.size() / all.max(1)).max(LEAST_COUNTED);
        self.holding.clear();
        self.holding.resize(segment.columns().moving.len(), 0);
        (self.every, self.seen, self.last) = (1, [0; 2], None);
    }

    /// Whether a document is a hit under a narrowing, when it lacks the choices of `misses` and meets so many words. It waits to
    /// be counted wherever it would be one.
    pub fn admits(&mut self, narrowed: &Narrowed<'_>, doc: u32, mut misses: u32, met: usize) -> bool {
        let Narrowing { within, holding, counting, .. } = *narrowed.narrowing;
        // Who lacks two things is a hit under no single change.
        if misses.count_ones() > 1 || (misses != 0 && !counting) {
            return false;
        }
        if within.is_some_and(|within| narrowed.metres(doc) > within) {
            misses |= TOO_FAR;
        }
        if holding && !self.holds(narrowed, doc) {
            misses |= NOT_HOLDING;
        }
        if counting && misses.count_ones() <= 1 {
            self.wait(narrowed.segment, Waiting { doc, misses, met: u8::try_from(met).unwrap_or(u8::MAX) });
        }
        misses == 0
    }

    /// Lets a document wait, if its record is one of those that are counted. With too many, half of them go.
    fn wait(&mut self, segment: &Segment, one: Waiting) {
        let record = segment.first_of_record(one.doc);
        self.see(record, one.misses == 0);
        if !is_counted(record, self.every) {
            return;
        }
        self.waiting.push(one);
        if self.waiting.len() >= self.most {
            self.every *= 2;
            let every = self.every;
            self.waiting.retain(|one| is_counted(segment.first_of_record(one.doc), every));
        }
    }

    /// Notes a record of which a document may wait; it is a hit as soon as one of its documents is.
    fn see(&mut self, record: u32, is_hit: bool) {
        match &mut self.last {
            Some((last, was_hit)) if *last == record => {
                if is_hit && !*was_hit {
                    *was_hit = true;
                    self.seen[0] -= 1;
                    self.seen[1] += 1;
                }
            }
            last => {
                *last = Some((record, is_hit));
                self.seen[usize::from(is_hit)] += 1;
            }
        }
    }

    /// Counts the records of a segment that wait: each once, with the values of all its documents.
    pub fn leave(&mut self, narrowed: &Narrowed<'_>) {
        let waiting = std::mem::take(&mut self.waiting);
        narrowed.segment.columns().fetch(waiting.iter().map(|one| one.doc));
        let weights = self.weights(&waiting, narrowed.segment);
        for record in records(&waiting, narrowed.segment) {
            let weight = weights[usize::from(is_hit(record))];
            match record {
                [one] => self.count(narrowed, one, weight),
                _ => self.count_record(narrowed, record, weight),
            }
        }
        self.estimated |= self.every > 1;
        self.waiting = waiting;
        self.waiting.clear();
    }

    /// For how many a record counts that is no hit, and one that is: each sort stands for itself, so that what all hits have is
    /// counted for all of them.
    fn weights(&self, waiting: &[Waiting], segment: &Segment) -> [f64; 2] {
        if self.every == 1 {
            return [1.0; 2];
        }
        let mut taken = [0_u32; 2];
        records(waiting, segment).for_each(|record| taken[usize::from(is_hit(record))] += 1);
        std::array::from_fn(|sort| f64::from(self.seen[sort]) / f64::from(taken[sort].max(1)))
    }

    fn count(&mut self, narrowed: &Narrowed<'_>, one: &Waiting, weight: f64) {
        let narrowing = narrowed.narrowing;
        let metres = if narrowing.rings.is_empty() { f32::INFINITY } else { narrowed.metres(one.doc) };
        let holds = self.holds(narrowed, one.doc);
        let Some(rung) = self.rungs.get_mut(usize::from(one.met)) else { return };
        for value in narrowed.values(one) {
            rung.tags[narrowed.segment.places[usize::from(value)] as usize] += weight;
        }
        if one.misses & !TOO_FAR == 0 {
            rung.count_rings(narrowing, metres, weight);
        }
        if one.misses & !NOT_HOLDING == 0 && holds {
            rung.holding += weight;
        }
    }

    fn count_record(&mut self, narrowed: &Narrowed<'_>, record: &[Waiting], weight: f64) {
        let met = record.iter().map(|one| usize::from(one.met)).max().unwrap_or(0);
        self.values.clear();
        self.values.extend(record.iter().flat_map(|one| narrowed.values(one)));
        self.values.sort_unstable();
        self.values.dedup();
        let near = record.iter().filter(|one| one.misses & !TOO_FAR == 0).map(|one| narrowed.metres(one.doc));
        let nearest = near.fold(f32::INFINITY, f32::min);
        let holds = record.iter().any(|one| one.misses & !NOT_HOLDING == 0 && self.holds(narrowed, one.doc));
        let Some(rung) = self.rungs.get_mut(met) else { return };
        for value in &self.values {
            rung.tags[narrowed.segment.places[usize::from(*value)] as usize] += weight;
        }
        rung.count_rings(narrowed.narrowing, nearest, weight);
        rung.holding += if holds { weight } else { 0.0 };
    }

    /// The counts of the hits that meet at least so many words.
    pub fn counts(&self, least: usize, snapshot: &Snapshot, narrowing: &Narrowing<'_>) -> Counts {
        let rungs = || self.rungs.iter().skip(least);
        let sum = |of: &dyn Fn(&Rung) -> f64| rounded(rungs().map(of).sum());
        let tags = snapshot.tags.iter().enumerate().map(|(at, tag)| (tag, sum(&|rung| rung.tags[at])));
        Counts {
            estimated: self.estimated,
            tags: tags.filter(|(_, count)| *count > 0).map(|(tag, count)| (tag.clone(), count)).collect(),
            rings: (0..narrowing.rings.len()).map(|at| sum(&|rung| rung.rings[at])).collect(),
            holding: sum(&|rung| rung.holding),
        }
    }

    /// Whether the value of a document holds; each value is asked about once.
    fn holds(&mut self, narrowed: &Narrowed<'_>, doc: u32) -> bool {
        let columns: &Columns = narrowed.segment.columns();
        let Some((holds, value)) = narrowed.narrowing.holds.zip(columns.moving_value(doc)) else { return false };
        let known = &mut self.holding[value];
        if *known == 0 {
            *known = 1 + u8::from(holds(&columns.moving[value]) == Some(true));
        }
        *known == 2
    }
}

impl Rung {
    fn count_rings(&mut self, narrowing: &Narrowing<'_>, metres: f32, weight: f64) {
        for (count, ring) in self.rings.iter_mut().zip(narrowing.rings) {
            *count += if metres <= *ring { weight } else { 0.0 };
        }
    }
}

/// Whether a record, by its first document, is one of those that are counted, one in so many. Not every so manieth one: neighbours
/// often come from one organisation.
fn is_counted(record: u32, every: u32) -> bool {
    // Fibonacci hashing spreads neighbours evenly.
    every == 1 || record.wrapping_mul(0x9e37_79b9) < u32::MAX / every
}

fn is_hit(record: &[Waiting]) -> bool {
    record.iter().any(|one| one.misses == 0)
}

/// The documents that wait, in their order, by record.
fn records<'a>(waiting: &'a [Waiting], segment: &'a Segment) -> impl Iterator<Item = &'a [Waiting]> {
    waiting.chunk_by(|one, other| segment.is_one_record(one.doc, other.doc))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of hits")]
fn rounded(count: f64) -> u64 {
    count.round() as u64
}
