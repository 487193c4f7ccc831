//! What an import says of a file, in the reader's language: the sort of each remark is told; of the remark itself where it is about and
//! the words of the file that it repeats, and the rest only where that is all there is.

use kernel::Lang;
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
    ("some of our own columns, but not", "missing-columns"),
    ("the mapping does not fit", "misfit"),
    ("the mapping cannot be read", "bad-mapping"),
    ("a mapping may name no other profile", "bad-mapping"),
    ("the mapping names no field", "misfit"),
    ("the mapping names a field of ours that there is not", "no-target"),
    ("is kept secret until somebody decides", "kept-secret"),
    ("is neither yes nor no", "yes-or-no"),
    ("part of itself", "part-of-itself"),
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
    ("such hours cannot be told for certain", "hours"),
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
    ("that is already known from the source", "same-source"),
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

/// A remark, for a reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Example {
    pub words: String,
    /// Whether it stands in the import's own English, whoever reads it.
    pub is_foreign: bool,
}

/// Sorts of which the words that are repeated say enough, though they are about no row.
const NAMED: [&str; 3] = ["no-mapping", "missing-columns", "same-source"];

/// A sentence of an import for a reader: beside its sort, which is told already, the place and what is repeated of the file. A sentence
/// of which that would leave nothing stays as it is.
pub(super) fn retold(page: &Page, sentence: &str) -> Example {
    let own = |is_foreign| Example { words: sentence.to_owned(), is_foreign };
    if page.lang() == Lang::En {
        return own(false);
    }
    let Some(sort) = sort(sentence) else { return own(true) };
    let said = repeated(sentence).join(", ");
    match place(page, sentence) {
        Some(place) if said.is_empty() => Example { words: place, is_foreign: false },
        Some(place) => Example { words: format!("{place}{}{said}", page.colon()), is_foreign: false },
        None if NAMED.iter().any(|named| sort.ends_with(named)) => Example { words: said, is_foreign: false },
        None => own(true),
    }
}

/// Where in the file a sentence is about, as `intake::Place` writes it, in the reader's words.
fn place(page: &Page, sentence: &str) -> Option<String> {
    let (place, number) = sentence.split_once(": ")?.0.rsplit_once(' ')?;
    let number: u64 = number.parse().ok()?;
    let (of, key) = match place.rsplit_once(' ') {
        None if ["line", "element", "feature"].contains(&place) => ("", place),
        Some((sheet, "row")) => (sheet.strip_prefix("sheet ")?, "row"),
        Some((table, "line")) => (table, "table-line"),
        _ => return None,
    };
    Some(page.tr(format!("directory-import-place-{key}")).arg("n", number).arg("of", of).to_string())
}

/// What a sentence repeats of the file, before it says what to do about it.
fn repeated(sentence: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for (number, part) in sentence.split('`').enumerate() {
        match number % 2 {
            1 => all.push(part),
            _ if part.contains("; ") => break,
            _ => {}
        }
    }
    all
}

/// Remarks of one sort.
pub(super) struct Remark {
    pub sort: String,
    pub count: String,
    pub examples: Vec<Example>,
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
            examples: group.examples.iter().map(|example| retold(page, example)).collect(),
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
    fn a_remark_is_retold_in_the_language_of_its_reader() {
        let hours = "`SH Mo 10:00-12:00; PH off` depends on school holidays or the sun, has no end, or says what holds else; such hours \
                     cannot be told for certain";
        let columns = "the file has some of our own columns, but not `zone`, `lat`; add them, `lat` empty";
        let nobody = "a sentence that no import ever said";
        for (lang, sentence, expected, is_foreign) in [
            (Lang::Nl, format!("line 6: {hours}"), "regel 6: SH Mo 10:00-12:00; PH off", false),
            (
                Lang::Fr,
                format!("sheet Blad 1 row 7: {hours}"),
                "feuille Blad 1, ligne 7\u{a0}: SH Mo 10:00-12:00; PH off",
                false,
            ),
            (Lang::Nl, "line 3: an earlier row has the same id; give another".to_owned(), "regel 3", false),
            (Lang::Nl, columns.to_owned(), "zone, lat", false),
            (Lang::En, columns.to_owned(), columns, false),
            (Lang::Nl, nobody.to_owned(), nobody, true),
        ] {
            let page = web::testing::page(lang, &[crate::TEXTS]);
            let words = expected.to_owned();
            assert_eq!(retold(&page, &sentence), Example { words, is_foreign }, "{lang}: {sentence}");
        }
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
