//! What is met otherwise than by a word as a whole: the parts of a compound, and what documents are filed under.

use kernel::Lang;

use super::{Alternative, COMPOUND_PARTS, Place, Plan, Planner};
use crate::Query;
use crate::analysis::Word;
use crate::searching::mending;

/// How a compound is looked for that no document has as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Compounds {
    /// By all its parts.
    Together,
    /// By each of its parts, as separate words.
    Apart,
}

impl Planner<'_> {
    /// Notes of a word that somebody has whether it was found by its stem alone, or by the parts of a compound.
    pub(super) fn note(&self, word: &Word, plan: &mut Plan) -> tantivy::Result<()> {
        let whole = self.whole(&word.folded)?;
        if whole.is_empty() {
            plan.parted = true;
        } else if !mending::is_written(self.snapshot, &word.folded)? {
            plan.by_stem.push(word.surface.clone());
        }
        Ok(())
    }

    /// Plans each part of a Dutch compound that no document has as a whole; answers whether it is one, and somebody has a part.
    pub(super) fn part(&self, word: &Word, plan: &mut Plan) -> tantivy::Result<bool> {
        let parts = self.analysis.parts(&word.folded);
        let more = plan.more + parts.len().saturating_sub(1);
        // Each unit has its bit: together they are no more than the words of the longest query.
        if parts.is_empty() || self.words + more > Query::WORDS || !self.whole(&word.folded)?.is_empty() {
            return Ok(false);
        }
        plan.more = more;
        let (before, mut nowhere) = (plan.units.len(), false);
        for part in parts {
            let lists = self.list(Lang::Nl, &part, Place::Terms)?.into_iter().collect();
            match self.known(vec![vec![Alternative { weight: COMPOUND_PARTS, parts: vec![lists] }]]) {
                Some(unit) => plan.units.push(unit),
                None => nowhere = true,
            }
        }
        let has_some = plan.units.len() > before;
        if has_some && nowhere {
            plan.unknown.push(word.surface.clone());
        }
        Ok(has_some)
    }

    /// Lets what carries one of these tags meet every word so far.
    pub(super) fn or_tagged(&self, tags: &[String], plan: &mut Plan) -> tantivy::Result<()> {
        let mut ways = Vec::new();
        for tag in tags {
            if plan.units.is_empty() {
                ways.push(self.tagged(tag)?);
            }
            for unit in &mut plan.units {
                unit.alternatives.extend(self.tagged(tag)?);
            }
        }
        plan.units.extend(self.known(ways));
        Ok(())
    }

    fn tagged(&self, tag: &str) -> tantivy::Result<Vec<Alternative>> {
        let list = self.list(self.lang, tag, Place::Tags)?;
        Ok(list.map(|list| Alternative { weight: 1.0, parts: vec![vec![list]] }).into_iter().collect())
    }
}
