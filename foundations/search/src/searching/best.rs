//! The best of many: keeps as many candidates as can be shown, and counts the rest.
//!
//! Documents with all the words come first; with the most words, down to half of them, while those are too few.

use std::cmp::Ordering;
use std::collections::HashSet;

use uuid::Uuid;

/// With so many documents that have more of the words, those that have fewer are left out.
const ENOUGH: u64 = 10;

/// A document that may be shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub score: f32,
    pub text: f32,
    pub key: Uuid,
    pub segment: u32,
    pub doc: u32,
    pub marks: u32,
    /// Whether other documents stand for the same record.
    pub shares_key: bool,
}

impl Candidate {
    /// The better one first; equal ones in the order of their keys, so that pages neither repeat nor lose a hit.
    pub fn order(&self, other: &Self) -> Ordering {
        let by_place = || (self.segment, self.doc).cmp(&(other.segment, other.doc));
        other.score.total_cmp(&self.score).then_with(|| self.key.cmp(&other.key)).then_with(by_place)
    }
}

/// The best candidates of one kind: those that meet so many words.
#[derive(Default, Debug)]
pub(crate) struct Best {
    kept: Vec<Candidate>,
    /// No candidate with a lower score can be among the best any more.
    threshold: f32,
    /// How many records were seen, those that may still meet more words left out.
    total: u64,
}

impl Best {
    /// Empties it, for at most so many candidates.
    pub fn begin(&mut self) {
        self.kept.clear();
        (self.total, self.threshold) = (0, f32::NEG_INFINITY);
    }

    /// Whether a candidate that scores at most so much may still be among the best.
    pub fn may_take(&self, at_most: f32) -> bool {
        at_most >= self.threshold
    }

    /// Takes a candidate, keeping the best `most` of all.
    pub fn take(&mut self, one: Candidate, most: usize) {
        if one.score < self.threshold {
            return;
        }
        self.kept.push(one);
        if self.kept.len() >= (2 * most).max(64) {
            self.tidy(most);
        }
    }

    /// Moves the best to a list of all.
    pub fn drain_into(&mut self, all: &mut Vec<Candidate>, most: usize) {
        self.tidy(most);
        all.append(&mut self.kept);
    }

    fn tidy(&mut self, most: usize) {
        only_the_best_of_each(&mut self.kept);
        if self.kept.len() > most {
            self.kept.select_nth_unstable_by(most, Candidate::order);
            self.kept.truncate(most);
            self.threshold = self.kept.iter().map(|one| one.score).fold(f32::INFINITY, f32::min);
        }
    }
}

/// Of the documents of one record only the best stays.
fn only_the_best_of_each(kept: &mut Vec<Candidate>) {
    if kept.iter().any(|one| one.shares_key) {
        kept.sort_unstable_by(Candidate::order);
        let mut seen = HashSet::new();
        kept.retain(|one| !one.shares_key || seen.insert(one.key));
    }
}

/// A record of which not every document may have been seen: those of a record come one after the other.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// The segment and its first document there.
    record: (u32, u32),
    /// The most words that one of its documents meets.
    met: usize,
}

/// The best by how many of the words they meet.
#[derive(Default, Debug)]
pub(crate) struct Ladder {
    rungs: Vec<Best>,
    required: usize,
    /// Who meets fewer words cannot be shown any more.
    least: usize,
    open: Option<Open>,
}

impl Ladder {
    /// Empties it, for so many words.
    pub fn begin(&mut self, required: usize) {
        self.rungs.resize_with(self.rungs.len().max(required + 1), Best::default);
        self.rungs.iter_mut().for_each(Best::begin);
        (self.required, self.least, self.open) = (required, required.div_ceil(2), None);
    }

    /// Counts a document that meets so many words. A record of which several are named, by its segment and its first document
    /// there, counts once: where its best document stands.
    pub fn count(&mut self, met: usize, record: Option<(u32, u32)>) {
        match (record, &mut self.open) {
            (None, _) => self.rungs[met].total += 1,
            (Some(record), Some(open)) if open.record == record => open.met = open.met.max(met),
            (Some(record), _) => {
                self.close();
                self.open = Some(Open { record, met });
            }
        }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.rungs[open.met].total += 1;
        }
    }

    /// The best of those that meet so many words, unless they cannot be shown.
    pub fn rung(&mut self, met: usize) -> Option<&mut Best> {
        if met < self.least { None } else { self.rungs.get_mut(met) }
    }

    /// Leaves out who meets fewer words than enough others do.
    pub fn climb(&mut self) {
        let mut total = 0;
        for met in (self.least..=self.required).rev() {
            total += self.rungs[met].total;
            if total >= ENOUGH {
                self.least = met;
                return;
            }
        }
    }

    /// How many records meet every word.
    pub fn whole(&self) -> u64 {
        self.rungs.get(self.required).map_or(0, |best| best.total)
    }

    /// How many words those meet at least that can be shown.
    pub fn least(&self) -> usize {
        self.least
    }

    /// Moves those that can be shown to a list, and answers how many records they are.
    pub fn drain_into(&mut self, all: &mut Vec<Candidate>, most: usize) -> u64 {
        self.close();
        self.climb();
        let rungs = &mut self.rungs[self.least..=self.required];
        rungs.iter_mut().for_each(|best| best.drain_into(all, most));
        // One document of a record may meet more words than another.
        only_the_best_of_each(all);
        rungs.iter().map(|best| best.total).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(n: u16, key: u16, shares_key: bool) -> Candidate {
        let key = Uuid::from_u128(key.into());
        Candidate { score: f32::from(n % 997), text: 0.0, key, segment: 0, doc: n.into(), marks: 0, shares_key }
    }

    #[test]
    fn the_best_are_those_that_sorting_all_would_give() {
        let mut best = Best::default();
        best.begin();
        let all: Vec<Candidate> = (0..5_000).map(|n| candidate(n * 7, n, false)).collect();
        all.iter().for_each(|one| best.take(*one, 20));
        let mut kept = Vec::new();
        best.drain_into(&mut kept, 20);
        kept.sort_by(Candidate::order);
        let mut sorted = all;
        sorted.sort_by(Candidate::order);
        let docs = |list: &[Candidate]| list.iter().map(|one| one.doc).collect::<Vec<_>>();
        assert_eq!(docs(&kept), docs(&sorted[..20]));
        assert!(!best.may_take(1.0) && best.may_take(2_000.0));
    }

    #[test]
    fn a_record_with_several_documents_counts_once() {
        let mut best = Ladder::default();
        best.begin(2);
        for n in 0..300 {
            // The second document of each record meets a word more.
            let met = if n % 3 == 1 { 2 } else { 1 };
            best.count(met, Some((0, u32::from(n / 3))));
            best.rung(met).unwrap().take(candidate(n, n / 3, true), 10);
        }
        best.count(2, None);
        let mut kept = Vec::new();
        let total = best.drain_into(&mut kept, 10);
        let keys: HashSet<Uuid> = kept.iter().map(|one| one.key).collect();
        assert_eq!((total, best.whole(), kept.len(), keys.len()), (101, 101, 10, 10));
    }
}
