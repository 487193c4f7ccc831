//! Codes of other schemes as terms of ours, as the thesaurus maps them; and the codes that nobody here knows, counted.

use std::collections::{BTreeMap, HashMap};

use super::row::Reading;
use crate::{Fit, Scheme, TermFacet, Theme, ThemeCode};

/// Codes that are told by name; a file with more is of a scheme that nobody mapped.
const TOLD: usize = 40;
/// Codes that are counted apart.
const COUNTED: usize = 10_000;
/// Letters of a code that are told.
const LONGEST: usize = 80;

/// A term that a code means.
type Term = (ThemeCode, TermFacet);

/// The codes of other schemes.
#[derive(Default)]
pub(super) struct Codes(HashMap<String, Vec<(Scheme, Fit, Term)>>);

/// What a code of another scheme means here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Meant {
    /// These terms.
    Terms(Vec<Term>),
    /// More than any of our terms: which one was meant would be guessed.
    More,
    /// Nobody knows.
    Unknown,
}

impl Codes {
    /// The mappings of the terms in use, and of those that another took the place of.
    pub(super) fn of(terms: &[Theme]) -> Self {
        let facets: HashMap<&ThemeCode, TermFacet> =
            terms.iter().filter(|term| !term.retired).map(|term| (&term.code, term.facet)).collect();
        let mut codes = Self::default();
        for term in terms {
            let now = term.replaced_by.as_ref().filter(|_| term.retired).unwrap_or(&term.code);
            let Some(facet) = facets.get(now) else { continue };
            for mapping in &term.mappings {
                let means = (mapping.scheme, mapping.fit, (now.clone(), *facet));
                codes.0.entry(mapping.code.clone()).or_default().push(means);
            }
        }
        codes
    }

    /// What a code means: the terms that mean the same, else those that mean nearly the same, else those of which theirs is a part. It
    /// may be written with its scheme before it, `open_eligibility:106-02`.
    pub(super) fn meant(&self, code: &str) -> Meant {
        let scheme = code.split_once(':').and_then(|(scheme, code)| Some((scheme.parse::<Scheme>().ok()?, code)));
        let (scheme, code) = scheme.map_or((None, code), |(scheme, code)| (Some(scheme), code.trim()));
        let known = self.0.get(code).map(Vec::as_slice).unwrap_or_default();
        let known: Vec<_> = known.iter().filter(|(of, ..)| scheme.is_none_or(|scheme| scheme == *of)).collect();
        let best = [Fit::Exact, Fit::Close, Fit::Narrow].into_iter().find_map(|wanted| {
            let mut terms: Vec<Term> =
                known.iter().filter(|(_, fit, _)| *fit == wanted).map(|(.., term)| term.clone()).collect();
            terms.sort();
            terms.dedup();
            (!terms.is_empty()).then_some(terms)
        });
        match best {
            Some(terms) => Meant::Terms(terms),
            None if known.is_empty() => Meant::Unknown,
            None => Meant::More,
        }
    }
}

/// A code that was left out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum LeftOut {
    /// Nobody knows it.
    Unknown(String),
    /// It means more than any of our terms.
    More(String),
}

/// The codes that a file named and that were left out, with how often.
#[derive(Default, Debug)]
pub(super) struct Unread {
    counts: BTreeMap<LeftOut, u64>,
    beyond: u64,
}

impl Unread {
    pub(super) fn count(&mut self, codes: Vec<LeftOut>) {
        for code in codes {
            if self.counts.len() < COUNTED || self.counts.contains_key(&code) {
                *self.counts.entry(code).or_default() += 1;
            } else {
                self.beyond += 1;
            }
        }
    }

    /// What is said of them: a sentence for those that nobody knows, one for those that mean more than any term.
    pub(super) fn said(&self) -> Vec<String> {
        let of = |wanted: fn(&LeftOut) -> Option<&str>| -> Vec<(u64, &str)> {
            let mut found: Vec<(u64, &str)> =
                self.counts.iter().filter_map(|(code, count)| Some((*count, wanted(code)?))).collect();
            found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
            found
        };
        let unknown = of(|code| if let LeftOut::Unknown(code) = code { Some(code) } else { None });
        let more = of(|code| if let LeftOut::More(code) = code { Some(code) } else { None });
        let remedy = "map them to terms at /directory/thesaurus and import again";
        let beyond = if self.beyond > 0 { format!(", and {} more", self.beyond) } else { String::new() };
        let mut said = Vec::new();
        if !unknown.is_empty() {
            let list = listed(&unknown);
            said.push(format!("codes that nobody here knows, left out: {list}{beyond}; {remedy}"));
        }
        if !more.is_empty() {
            said.push(format!("codes that mean more than any term here, left out: {}; {remedy}", listed(&more)));
        }
        said
    }
}

fn listed(codes: &[(u64, &str)]) -> String {
    let short = |code: &str| code.chars().take(LONGEST).collect::<String>();
    let told: Vec<String> =
        codes.iter().take(TOLD).map(|(count, code)| format!("`{}` ({count})", short(code))).collect();
    match codes.len().saturating_sub(TOLD) {
        0 => told.join(", "),
        others => format!("{} and {others} others", told.join(", ")),
    }
}

impl Reading<'_> {
    /// The terms that a field names, by our codes or by those of others: of the facets that the field is about.
    pub(super) fn themes(&mut self, field: &str) -> Vec<ThemeCode> {
        let fits = |facet: TermFacet| match field {
            "service.situations" | "service.excluded" => matches!(facet, TermFacet::Situation | TermFacet::Status),
            "service.professions" => facet == TermFacet::Profession,
            "service.settings" => facet == TermFacet::Setting,
            _ => facet == TermFacet::Need,
        };
        let mut themes = Vec::new();
        for code in self.list(field) {
            let terms = match self.known.meant(&code) {
                Meant::Terms(terms) => terms,
                Meant::More => {
                    self.unread.push(LeftOut::More(code));
                    continue;
                }
                Meant::Unknown => Vec::new(),
            };
            let before = themes.len();
            themes.extend(terms.into_iter().filter(|(_, facet)| fits(*facet)).map(|(code, _)| code));
            if themes.len() == before {
                self.unread.push(LeftOut::Unknown(code));
            }
        }
        themes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(code: &str, facet: TermFacet, mappings: &[(Scheme, &str, Fit)]) -> Theme {
        let text = format!(r#"{{"code":"{code}","names":{{}},"synonyms":[],"broader":null,"related":[]}}"#);
        let term: Theme = serde_json::from_str(&text).unwrap();
        let mapping = |(scheme, code, fit): &(Scheme, &str, Fit)| crate::Mapping {
            scheme: *scheme,
            code: (*code).to_owned(),
            fit: *fit,
        };
        Theme { facet, mappings: mappings.iter().map(mapping).collect(), ..term }
    }

    #[test]
    fn a_code_means_what_fits_it_best_and_never_a_part_of_it() {
        use Scheme::{DataInclusion as Di, OpenEligibility as Oe};
        let merged = Theme {
            retired: true,
            replaced_by: Some("debt".parse().unwrap()),
            ..term("old", TermFacet::Need, &[(Di, "dettes", Fit::Exact)])
        };
        let gone = Theme { retired: true, ..term("gone", TermFacet::Need, &[(Di, "rien", Fit::Exact)]) };
        let terms = [
            term("debt", TermFacet::Need, &[(Di, "argent", Fit::Close), (Oe, "106", Fit::Exact)]),
            term(
                "budget",
                TermFacet::Need,
                &[(Di, "argent", Fit::Narrow), (Di, "budget", Fit::Narrow), (Di, "106", Fit::Close)],
            ),
            term("separation", TermFacet::Need, &[(Di, "famille", Fit::Broad)]),
            term("student", TermFacet::Situation, &[(Di, "etudiants", Fit::Exact)]),
            merged,
            gone,
        ];
        let codes = Codes::of(&terms);
        let means = |code: &str| match codes.meant(code) {
            Meant::Terms(terms) => terms.into_iter().map(|(code, _)| code.to_string()).collect::<Vec<_>>().join(" "),
            Meant::More => "more".to_owned(),
            Meant::Unknown => "unknown".to_owned(),
        };
        for (code, meant) in [
            ("argent", "debt"),
            ("budget", "budget"),
            ("famille", "more"),
            ("etudiants", "student"),
            ("dettes", "debt"),
            ("rien", "unknown"),
            ("nothing", "unknown"),
            ("106", "debt"),
            ("data_inclusion:106", "budget"),
            ("open_eligibility: 106", "debt"),
            ("open_eligibility:argent", "unknown"),
        ] {
            assert_eq!(means(code), meant, "{code}");
        }
    }

    #[test]
    fn codes_that_were_left_out_are_counted_and_told_the_most_frequent_first() {
        let mut unread = Unread::default();
        assert!(unread.said().is_empty());
        let unknown = |code: &str| LeftOut::Unknown(code.to_owned());
        unread.count(vec![unknown("a"), unknown("b"), unknown("b"), LeftOut::More("wide".to_owned())]);
        let said = unread.said();
        assert!(said[0].starts_with("codes that nobody here knows, left out: `b` (2), `a` (1); map"), "{said:?}");
        assert!(said[1].contains("mean more than any term here, left out: `wide` (1)"), "{said:?}");
        unread.count((0..60).map(|n| unknown(&format!("x{n}"))).collect());
        assert!(unread.said()[0].contains(" and 22 others"), "{:?}", unread.said());
    }
}
