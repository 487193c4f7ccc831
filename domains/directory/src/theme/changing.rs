//! What a change of a term does to the other terms: pure.

use std::collections::{HashMap, HashSet, VecDeque};

use super::rules::folded;
use super::{Synonym, Theme, ThemeCode};

/// Takes a term out of use, with the term that takes its place where one does: its words then go along, its parts move to
/// the other, or up to where the term itself stood, and whatever was related to it or merged into it is led on. Returns
/// every term that changes, the term itself first.
pub(crate) fn retired(all: &[Theme], term: &Theme, into: Option<&Theme>) -> Vec<Theme> {
    let successor = into.map(|other| &other.code);
    let itself = Theme { retired: true, replaced_by: successor.cloned(), ..term.clone() };
    let others = all.iter().filter(|other| other.code != term.code);
    let led = others.filter_map(|other| {
        let mut now = led_on(other, term, successor);
        if let Some(into) = into.filter(|into| into.code == other.code) {
            now = with_words_of(&Theme { related: now.related, broader: now.broader, ..into.clone() }, term);
            if is_under(all, into, &term.code) {
                // It stood below the term: it takes its place in the tree, or the two would stand in a circle.
                now.broader.clone_from(&term.broader);
            }
        }
        (now != *other).then_some(now)
    });
    std::iter::once(itself).chain(led).collect()
}

/// Whether a term stands below another, however deep.
fn is_under(all: &[Theme], term: &Theme, above: &ThemeCode) -> bool {
    let next = |term: &&Theme| {
        let code = term.broader.as_ref()?;
        all.iter().find(|other| other.code == *code)
    };
    std::iter::successors(Some(term), next).take(all.len()).any(|one| one.broader.as_ref() == Some(above))
}

/// Another term, with what it said of a term that goes said of its successor.
fn led_on(other: &Theme, gone: &Theme, successor: Option<&ThemeCode>) -> Theme {
    let mut now = other.clone();
    if now.broader.as_ref() == Some(&gone.code) && !now.retired {
        now.broader = successor.filter(|code| **code != now.code).or(gone.broader.as_ref()).cloned();
    }
    if now.related.contains(&gone.code) && !now.retired {
        let mut related = Vec::new();
        for code in &now.related {
            let code = if *code == gone.code { successor } else { Some(code) };
            related.extend(code.filter(|code| **code != now.code && !related.contains(*code)).cloned());
        }
        now.related = related;
    }
    if now.replaced_by.as_ref() == Some(&gone.code) {
        now.replaced_by = successor.cloned().or(now.replaced_by);
    }
    now
}

/// A term with every form of another among its words.
fn with_words_of(term: &Theme, gone: &Theme) -> Theme {
    let mut known: Vec<String> = term.forms().map(folded).collect();
    let mut synonyms = term.synonyms.clone();
    let names = gone
        .names
        .versions()
        .filter_map(|(lang, name)| Some(Synonym { lang: lang.code().parse().ok()?, word: name.text.clone() }));
    for synonym in names.chain(gone.synonyms.iter().cloned()) {
        let form = folded(&synonym.word);
        if !known.contains(&form) {
            known.push(form);
            synonyms.push(synonym);
        }
    }
    synonyms.sort();
    Theme { synonyms, ..term.clone() }
}

/// An earlier state of a term as it can be brought back into use: what it was related to and is no longer there is left out, and it
/// stands below what took the place of the term that it was part of.
pub(crate) fn brought_back(all: &[Theme], state: &Theme) -> Theme {
    let known: HashMap<&ThemeCode, &Theme> = all.iter().map(|term| (&term.code, term)).collect();
    let in_use = |code: &ThemeCode| known.get(code).is_some_and(|term| !term.retired);
    let related = state.related.iter().filter(|code| **code != state.code && in_use(code)).cloned().collect();
    let mut broader = state.broader.clone();
    // Each step leads to another term, so more steps than terms are a circle.
    for _ in 0..all.len() {
        let Some(code) = broader.as_ref().filter(|code| !in_use(code)) else { break };
        let gone = known.get(code);
        broader = gone.and_then(|gone| gone.replaced_by.as_ref().or(gone.broader.as_ref())).cloned();
    }
    Theme { related, broader, retired: false, replaced_by: None, ..state.clone() }
}

/// The codes of some terms, of everything under them before or after a change, and of what was merged into any of these:
/// the services that carry one of them are found by other words now.
pub(crate) fn concerned(before: &[Theme], after: &[Theme], changed: &[ThemeCode]) -> Vec<ThemeCode> {
    let mut under: HashMap<&ThemeCode, Vec<&ThemeCode>> = HashMap::new();
    for term in before.iter().chain(after) {
        for above in [&term.broader, &term.replaced_by].into_iter().flatten() {
            under.entry(above).or_default().push(&term.code);
        }
    }
    let mut seen: HashSet<&ThemeCode> = changed.iter().collect();
    let mut open: VecDeque<&ThemeCode> = changed.iter().collect();
    let mut codes = Vec::new();
    while let Some(code) = open.pop_front() {
        codes.push(code.clone());
        open.extend(under.get(code).into_iter().flatten().copied().filter(|part| seen.insert(part)));
    }
    codes
}

#[cfg(test)]
mod tests {
    use kernel::{Lang, Text};

    use super::*;

    fn term(code: &str, broader: Option<&str>, related: &[&str]) -> Theme {
        let text = r#"{"code":"x","names":{},"synonyms":[],"broader":null,"related":[]}"#;
        let plain: Theme = serde_json::from_str(text).unwrap();
        Theme {
            code: code.parse().unwrap(),
            names: Text::source(Lang::Nl, code),
            broader: broader.map(|code| code.parse().unwrap()),
            related: related.iter().map(|code| code.parse().unwrap()).collect(),
            ..plain
        }
    }

    fn one<'a>(all: &'a [Theme], code: &str) -> &'a Theme {
        all.iter().find(|term| term.code.as_str() == code).unwrap()
    }

    #[test]
    fn a_merged_term_leaves_nothing_behind() {
        let merged_before =
            Theme { retired: true, replaced_by: Some("old".parse().unwrap()), ..term("older", None, &[]) };
        let word = Synonym { lang: "nl".parse().unwrap(), word: "Nieuw".into() };
        let old = Theme { synonyms: vec![word.clone()], ..term("old", Some("top"), &["side"]) };
        let new =
            Theme { synonyms: vec![Synonym { word: "nieuw".into(), ..word }], ..term("new", Some("top"), &["old"]) };
        let all = [
            term("top", None, &[]),
            old.clone(),
            new.clone(),
            term("part", Some("old"), &[]),
            term("side", None, &["old", "new"]),
            merged_before,
        ];
        let changed = retired(&all, &old, Some(&new));
        assert_eq!(changed[0].code, old.code);
        assert!(changed[0].retired && changed[0].replaced_by == Some(new.code.clone()));
        let words: Vec<&str> = one(&changed, "new").forms().collect();
        assert_eq!(words, ["new", "nieuw", "old"], "its name goes along, and no word twice");
        assert_eq!(one(&changed, "new").related, [] as [ThemeCode; 0], "no term is related to itself");
        assert_eq!(one(&changed, "part").broader, Some(new.code.clone()));
        assert_eq!(one(&changed, "side").related, std::slice::from_ref(&new.code));
        assert_eq!(one(&changed, "older").replaced_by, Some(new.code));
        assert!(!changed.iter().any(|term| term.code.as_str() == "top"));
    }

    #[test]
    fn a_part_that_takes_the_place_of_its_whole_moves_up() {
        let (old, new) = (term("old", Some("top"), &[]), term("new", Some("old"), &[]));
        let changed = retired(&[term("top", None, &[]), old.clone(), new.clone()], &old, Some(&new));
        assert_eq!(one(&changed, "new").broader.as_ref().unwrap().as_str(), "top");
        let changed = retired(&[old.clone(), new], &old, None);
        assert_eq!(
            one(&changed, "new").broader.as_ref().unwrap().as_str(),
            "top",
            "without a successor its parts go up"
        );
    }

    #[test]
    fn a_term_merged_into_one_deep_below_it_makes_no_circle() {
        let all =
            [term("top", None, &[]), term("a", Some("top"), &[]), term("b", Some("a"), &[]), term("c", Some("b"), &[])];
        let changed = retired(&all, &all[1], Some(&all[3]));
        assert_eq!(one(&changed, "c").broader.as_ref().unwrap().as_str(), "top");
        assert_eq!(one(&changed, "b").broader.as_ref().unwrap().as_str(), "c");
    }

    #[test]
    fn what_lies_under_a_term_is_concerned_with_it() {
        let merged = Theme { retired: true, replaced_by: Some("b".parse().unwrap()), ..term("m", None, &[]) };
        let before =
            [term("a", None, &[]), term("b", Some("a"), &[]), term("c", Some("b"), &[]), term("d", None, &[]), merged];
        let after = [term("a", None, &[]), term("d", Some("a"), &[])];
        let codes = concerned(&before, &after, &["a".parse().unwrap()]);
        assert_eq!(codes.iter().map(ThemeCode::as_str).collect::<Vec<_>>(), ["a", "b", "d", "c", "m"]);
    }

    #[test]
    fn what_is_gone_is_not_brought_back_with_a_term() {
        let gone = Theme { retired: true, ..term("gone", Some("a"), &[]) };
        let merged =
            Theme { retired: true, replaced_by: Some("a".parse().unwrap()), ..term("merged", Some("gone"), &[]) };
        let all = [term("a", None, &[]), gone, merged];
        let codes = |term: &Theme| term.related.iter().map(ToString::to_string).collect::<Vec<_>>();
        for (above, stands) in [("gone", Some("a")), ("merged", Some("a")), ("a", Some("a")), ("never", None)] {
            let state = Theme { retired: true, ..term("b", Some(above), &["a", "gone", "never", "b"]) };
            let back = brought_back(&all, &state);
            assert_eq!((codes(&back), back.retired), (vec!["a".to_owned()], false));
            assert_eq!(back.broader.as_ref().map(ThemeCode::as_str), stands, "{above}");
        }
        let circle =
            [("x", "y"), ("y", "x")].map(|(code, above)| Theme { retired: true, ..term(code, Some(above), &[]) });
        brought_back(&circle, &term("b", Some("x"), &[]));
    }
}
