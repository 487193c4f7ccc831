//! Counting hits by their values while they are gathered: each facet under all that is chosen in the others.

use std::ops::Range;

use crate::facets::Columns;
use crate::snapshot::{Segment, Snapshot};
use crate::{Counts, Narrowing};

/// The bit of [`Waiting::misses`] for what is too far away; those of chosen facets stand below it.
const TOO_FAR: u32 = 1 << 30;
/// The bit for what does not hold now.
const NOT_HOLDING: u32 = 1 << 31;
/// Of more documents of a segment than this, about so many are counted, each for several: what nobody can look through need
/// not be counted to the last one, and counting costs more than finding.
const COUNTED: usize = 32_768;

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
    pub fn enter(&mut self, segment: &Segment) {
        self.holding.clear();
        self.holding.resize(segment.columns().moving.len(), 0);
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
            self.waiting.push(Waiting { doc, misses, met: u8::try_from(met).unwrap_or(u8::MAX) });
        }
        misses == 0
    }

    /// Counts the records of a segment that wait: each once, with the values of all its documents.
    pub fn leave(&mut self, narrowed: &Narrowed<'_>) {
        let waiting = std::mem::take(&mut self.waiting);
        let sample = Sample::of(&waiting, narrowed.segment);
        for record in records(&waiting, narrowed.segment).filter(|record| sample.has(record)) {
            match record {
                [one] => self.count(narrowed, one, sample.weight(record)),
                _ => self.count_record(narrowed, record, sample.weight(record)),
            }
        }
        self.estimated |= sample.every > 1;
        self.waiting = waiting;
        self.waiting.clear();
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

/// Which records of a segment are counted, and for how many each.
struct Sample {
    /// One record in so many.
    every: u32,
    /// For how many a record counts that is no hit, and one that is.
    weights: [f64; 2],
}

impl Sample {
    fn of(waiting: &[Waiting], segment: &Segment) -> Self {
        let every = u32::try_from(waiting.len() / COUNTED).unwrap_or(u32::MAX) + 1;
        let mut sample = Self { every, weights: [1.0; 2] };
        if every > 1 {
            let (mut all, mut taken) = ([0.0_f64; 2], [0.0_f64; 2]);
            for record in records(waiting, segment) {
                let sort = usize::from(is_hit(record));
                all[sort] += 1.0;
                taken[sort] += if sample.has(record) { 1.0 } else { 0.0 };
            }
            // Each sort stands for itself, so that what all hits have is counted for all of them.
            sample.weights = std::array::from_fn(|sort| all[sort] / taken[sort].max(1.0));
        }
        sample
    }

    /// Whether a record is counted. Not every so manieth one is: neighbours often come from one organisation.
    fn has(&self, record: &[Waiting]) -> bool {
        // Fibonacci hashing spreads neighbours evenly.
        let spread = |doc: u32| doc.wrapping_mul(0x9e37_79b9);
        self.every == 1 || record.first().is_some_and(|one| spread(one.doc) < u32::MAX / self.every)
    }

    fn weight(&self, record: &[Waiting]) -> f64 {
        self.weights[usize::from(is_hit(record))]
    }
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
