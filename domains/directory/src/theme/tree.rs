//! The tree of terms in use as editors see it: each term after the one that it is part of, with its depth.

use std::collections::HashMap;

use web::{Page, Step};

use super::{TermFacet, Theme, ThemeCode};

/// What the terms at the top are part of.
const TOP: &str = "";

/// The terms, ready to be walked. They must stand in the order of the thesaurus.
pub(super) struct Tree<'a> {
    known: HashMap<&'a ThemeCode, &'a Theme>,
    /// By the code of what they are part of; those at the top by none.
    parts: HashMap<&'a str, Vec<&'a Theme>>,
}

impl<'a> Tree<'a> {
    /// The tree of some terms.
    pub(super) fn new(terms: impl IntoIterator<Item = &'a Theme>) -> Self {
        let terms: Vec<&Theme> = terms.into_iter().collect();
        let known: HashMap<&ThemeCode, &Theme> = terms.iter().map(|term| (&term.code, *term)).collect();
        let mut tree = Self { known, parts: HashMap::new() };
        for term in terms.into_iter().filter(|term| !term.retired) {
            let above = tree.above(term).map_or(TOP, |above| above.code.as_str());
            tree.parts.entry(above).or_default().push(term);
        }
        tree
    }

    /// A term by its code, those out of use as well.
    pub(super) fn get(&self, code: &ThemeCode) -> Option<&'a Theme> {
        self.known.get(code).copied()
    }

    /// The term in use that a term is part of.
    fn above(&self, term: &Theme) -> Option<&'a Theme> {
        term.broader.as_ref().and_then(|code| self.get(code)).filter(|above| !above.retired)
    }

    /// The parts of a term, or the terms at the top of every facet, in their order.
    pub(super) fn parts(&self, of: Option<&ThemeCode>) -> &[&'a Theme] {
        self.parts.get(of.map_or(TOP, ThemeCode::as_str)).map_or(&[], Vec::as_slice)
    }

    /// The terms beside a term, itself among them, in their order.
    pub(super) fn beside(&self, term: &Theme) -> Vec<&'a Theme> {
        let all = self.parts(self.above(term).map(|above| &above.code));
        all.iter().copied().filter(|other| other.facet == term.facet).collect()
    }

    /// The terms of a facet, each with how many stand above it.
    pub(super) fn in_order(&self, facet: TermFacet) -> Vec<(usize, &'a Theme)> {
        let tops = self.parts(None).iter().filter(|term| term.facet == facet);
        let mut open: Vec<(usize, &Theme)> = tops.rev().map(|term| (0, *term)).collect();
        let mut ordered = Vec::new();
        while let Some((depth, term)) = open.pop() {
            ordered.push((depth, term));
            open.extend(self.parts(Some(&term.code)).iter().rev().map(|part| (depth + 1, *part)));
        }
        ordered
    }

    /// What stands above a term, the highest first.
    pub(super) fn line(&self, term: &Theme) -> Vec<&'a Theme> {
        let mut line: Vec<&Theme> = Vec::new();
        let mut next = self.above(term);
        while let Some(above) = next.filter(|above| line.iter().all(|known| known.code != above.code)) {
            line.push(above);
            next = self.above(above);
        }
        line.reverse();
        line
    }

    /// The trail to a term: the thesaurus, then what stands above it.
    pub(super) fn trail(&self, page: &Page, term: Option<&Theme>) -> Vec<Step> {
        let step = |term: &Theme| Step::new(address(&term.code), term.names.plain(page.lang()));
        let first = Step::new("/directory/thesaurus", page.tr("directory-thesaurus"));
        let above = term.map(|term| self.line(term)).unwrap_or_default();
        std::iter::once(first).chain(above.into_iter().map(step)).collect()
    }
}

/// The page of a term.
pub(super) fn address(code: &ThemeCode) -> String {
    format!("/directory/thesaurus/terms/{code}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(code: &str, broader: Option<&str>) -> Theme {
        let text = format!(r#"{{"code":"{code}","names":{{}},"synonyms":[],"broader":null,"related":[]}}"#);
        let term: Theme = serde_json::from_str(&text).unwrap();
        Theme { broader: broader.map(|code| code.parse().unwrap()), ..term }
    }

    #[test]
    fn parts_follow_their_whole_and_nobody_is_lost() {
        let gone = Theme { retired: true, ..term("gone", None) };
        let all = [
            term("b", None),
            term("a", None),
            term("a2", Some("a")),
            term("a21", Some("a2")),
            gone,
            term("x", Some("gone")),
        ];
        let tree = Tree::new(&all);
        let ordered = tree.in_order(TermFacet::Need);
        let ordered: Vec<(usize, &str)> =
            ordered.into_iter().map(|(depth, term)| (depth, term.code.as_str())).collect();
        assert_eq!(ordered, [(0, "b"), (0, "a"), (1, "a2"), (2, "a21"), (0, "x")]);
        let codes = |terms: Vec<&Theme>| terms.iter().map(|term| term.code.to_string()).collect::<Vec<_>>();
        assert_eq!(codes(tree.line(&all[3])), ["a", "a2"]);
        assert_eq!(codes(tree.beside(&all[1])), ["b", "a", "x"]);
    }

    #[test]
    fn a_circle_ends() {
        let all = [term("a", Some("b")), term("b", Some("a"))];
        assert_eq!(Tree::new(&all).line(&all[0]).len(), 2);
    }
}
