//! What an import says of a file, in the reader's language: the sort of each remark is told, the remark itself is quoted.

use web::Page;

use super::report::{Counts, Report, Said};
use super::{Sent, State};

/// Words by which a sentence of an import is known, and the end of the key that tells its sort. The first that fits counts.
const SORTS: &[(&str, &str)] = &[
    ("it is empty", "empty"),
    ("it is a PDF", "pdf"),
    ("it is a web page", "web-page"),
    ("it is packed with gzip", "gzip"),
    ("a workbook of before 2007", "old-workbook"),
    ("it unpacks to more than", "unpacks"),
    ("it is not a whole", "torn"),
    ("it cannot be unpacked", "torn"),
    ("the file ends ", "torn"),
    ("no mapping of the region pack fits", "no-mapping"),
    ("the mapping does not fit", "misfit"),
    ("the mapping cannot be read", "bad-mapping"),
    ("a mapping may name no other profile", "bad-mapping"),
    ("the mapping names no field", "misfit"),
    ("several sources were read by mappings", "which-source"),
    ("it fits another import", "other-import"),
    ("is no name for a source", "bad-source"),
    ("line of column names", "no-names"),
    ("its first sheet is empty", "no-names"),
    ("it has no name, and no known entry", "no-neighbour"),
    ("it has no name", "no-name"),
    ("its organisation has no name", "no-name"),
    ("an earlier row has the same id", "twice"),
    ("an earlier row already completes", "twice"),
    ("lies outside the ", "outside"),
    ("it may lie outside the region", "outside"),
    ("no opening hours", "hours"),
    ("hours that nobody can parse", "hours"),
    ("is not a known value", "unknown-value"),
    ("left out: `", "unknown-value"),
    ("seem to be swapped", "swapped"),
    ("is no phone number", "contact"),
    (" that can be used; ", "contact"),
    ("cannot be used; the entry is kept without it", "contact"),
    ("postal code", "postal-code"),
    ("which is no number", "number"),
    ("a latitude or a longitude, but not both", "half-a-point"),
    ("nothing was removed, because", "not-removed"),
    ("in the worklist", "disputes"),
    ("does not say in which language", "language"),
    ("says something else of", "contradicts"),
    ("is missing or empty", "missing"),
    ("longer than", "long"),
    ("at most", "long"),
    ("no valid JSON", "unreadable"),
    ("not valid JSON", "unreadable"),
    ("cannot be read", "unreadable"),
    ("which this source never had", "strangers"),
    ("it is nothing that this file is read for", "not-meant"),
];

/// The key of the text that tells the sort of a sentence.
fn sort(sentence: &str) -> Option<String> {
    let (_, sort) = SORTS.iter().find(|(words, _)| sentence.contains(words))?;
    Some(format!("directory-import-said-{sort}"))
}

/// The sort of a sentence, in words.
pub(super) fn said(page: &Page, sentence: &str) -> String {
    let key = sort(sentence).unwrap_or_else(|| "directory-import-said-other".to_owned());
    page.tr(key).to_string()
}

/// Remarks of one sort.
pub(super) struct Remark {
    pub sort: String,
    pub count: String,
    pub examples: Vec<String>,
    /// How many more there are of it.
    pub more: u64,
}

/// Remarks by sort, those that a reader cannot tell apart together.
pub(super) fn remarks(page: &Page, told: &Said) -> Vec<Remark> {
    told.kinds
        .iter()
        .map(|group| Remark {
            sort: group.examples.first().map(|example| said(page, example)).unwrap_or_default(),
            count: page.number(group.count),
            more: group.count.saturating_sub(group.examples.len() as u64),
            examples: group.examples.clone(),
        })
        .collect()
}

/// A line of the table of sums: what, and how many of it.
pub(super) struct Sum {
    pub what: String,
    pub numbers: [String; 4],
}

/// The sums, of all and by kind of record.
pub(super) fn sums(page: &Page, report: &Report) -> Vec<Sum> {
    let Report { added, changed, unchanged, removed, .. } = *report;
    let all = ("rows", Counts { added, changed, unchanged, removed });
    let kinds = report.kinds.iter().map(|(kind, counts)| (kind.as_str(), *counts));
    std::iter::once(all)
        .chain(kinds)
        .map(|(kind, counts)| Sum {
            what: page.tr(format!("directory-import-of-{}", kind.replace(' ', "-"))).to_string(),
            numbers: [counts.added, counts.changed, counts.unchanged, counts.removed].map(|n| page.number(n)),
        })
        .collect()
}

/// The sums in a line, for the list; what was not done is not told.
pub(super) fn in_short(page: &Page, report: &Report) -> Vec<String> {
    let parts = [
        ("directory-import-added", report.added),
        ("directory-import-changed", report.changed),
        ("directory-import-removed", report.removed),
        ("directory-import-skipped", report.skipped),
    ];
    let told = parts.into_iter().filter(|(_, n)| *n > 0);
    let told: Vec<String> = told.map(|(key, n)| page.tr(key).arg("n", n).to_string()).collect();
    if told.is_empty() { vec![page.tr("directory-import-nothing-new").to_string()] } else { told }
}

/// Text, colour and pictogram of the chip of a state.
pub(super) fn chip(page: &Page, sent: &Sent) -> (String, &'static str, &'static str) {
    let (look, icon) = match sent.state {
        State::Waiting | State::Accepted => ("", "clock"),
        State::Looked => ("warn", "info"),
        State::Taken => ("good", "check"),
        State::Failed => ("bad", "warning"),
        State::ThrownAway | State::Lapsed => ("quiet", ""),
    };
    (page.tr(format!("directory-import-state-{}", sent.state.code().replace('_', "-"))).to_string(), look, icon)
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    #[test]
    fn what_an_import_says_is_told_by_its_sort() {
        for (sentence, expected) in [
            ("the file: it is a PDF, which has no rows; ask for the data as CSV, XLSX or JSON", "pdf"),
            ("line 3: an earlier row has the same id; give each row an id of its own", "twice"),
            ("line 4: latitude 48.85, longitude 2.35 lies outside the region", "outside"),
            ("line 6: `op afspraak` is no opening hours; write them as", "hours"),
            ("2 codes that nobody knows were left out: `no_such_theme` (1)", "unknown-value"),
            ("5 disagreements wait in the worklist, 2 new", "disputes"),
        ] {
            assert_eq!(sort(sentence), Some(format!("directory-import-said-{expected}")), "{sentence}");
        }
        assert_eq!(sort("something that no import ever said"), None);
    }

    #[test]
    fn every_sort_has_its_words_in_every_language() {
        for lang in Lang::ALL {
            let page = web::testing::page(lang, &[crate::TEXTS]);
            for (words, sort) in SORTS {
                let told = said(&page, words);
                assert!(!told.contains("directory-import-said"), "{sort} in {lang}: {told}");
            }
        }
    }
}
