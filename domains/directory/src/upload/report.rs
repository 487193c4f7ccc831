//! What an import says it did, or would do, as it is kept with the file.

use house::import::{ImportReport, Tally, Told};
use serde::{Deserialize, Serialize};

/// The longest example, letters: the words of the file may stand in it.
const LONGEST: usize = 600;

/// A report.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Report {
    /// The name of the source.
    pub source: Option<String>,
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub removed: u64,
    pub skipped: u64,
    pub flagged: u64,
    /// The same by kind of record.
    pub kinds: Vec<(String, Counts)>,
    pub skips: Said,
    pub remarks: Said,
}

impl Report {
    /// Whether more than half of what the source brought of some kind would go.
    pub fn removes_most(&self) -> bool {
        let known = |counts: &Counts| counts.changed + counts.unchanged + counts.removed;
        self.kinds.iter().any(|(_, counts)| counts.removed * 2 > known(counts))
    }
}

/// What was done with the records of a kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Counts {
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub removed: u64,
}

/// Sentences by kind.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Said {
    pub kinds: Vec<Group>,
    /// Sentences of kinds beyond those.
    pub beyond: u64,
}

/// Sentences of one kind: how many, and the first of them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Group {
    pub count: u64,
    pub examples: Vec<String>,
}

impl From<&ImportReport> for Report {
    fn from(report: &ImportReport) -> Self {
        Self {
            source: report.source.clone(),
            added: report.added,
            changed: report.changed,
            unchanged: report.unchanged,
            removed: report.removed,
            skipped: report.skipped,
            flagged: report.flagged,
            kinds: report.kinds.iter().map(|(kind, tally)| ((*kind).to_owned(), Counts::from(tally))).collect(),
            skips: Said::from(&report.skips),
            remarks: Said::from(&report.remarks),
        }
    }
}

impl From<&Tally> for Counts {
    fn from(tally: &Tally) -> Self {
        let Tally { added, changed, unchanged, removed } = *tally;
        Self { added, changed, unchanged, removed }
    }
}

impl From<&Told> for Said {
    fn from(told: &Told) -> Self {
        let group = |kind: &house::import::Kind| Group {
            count: kind.count,
            examples: kind.examples.iter().map(|example| short(example)).collect(),
        };
        Self { kinds: told.kinds().iter().map(group).collect(), beyond: told.beyond() }
    }
}

/// A sentence, no longer than is kept.
pub(super) fn short(sentence: &str) -> String {
    match sentence.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &sentence[..end]),
        None => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_kept_with_examples_that_are_short() {
        let mut report = ImportReport { added: 2, source: Some("Proef".to_owned()), ..ImportReport::default() };
        for n in 0..5 {
            report.skip(format!("line {n}"), "é".repeat(1_000));
        }
        let kept = Report::from(&report);
        assert_eq!((kept.added, kept.skipped, kept.skips.kinds[0].count), (2, 5, 5));
        assert_eq!(kept.skips.kinds[0].examples.len(), 3);
        assert!(kept.skips.kinds[0].examples.iter().all(|example| example.chars().count() == LONGEST + 1));
        let written = serde_json::to_string(&kept).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&written).unwrap(), kept);
    }
}
