//! Words that people type beside what they look for, as the lists of `words/asking.txt` have them.

use std::collections::HashSet;
use std::sync::LazyLock;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("../../words/asking.txt")));

/// Forms of some words, folded.
pub(crate) type Forms = HashSet<String>;

/// Every list.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    /// What says that a number follows.
    pub number: Forms,
    /// What opens a place.
    pub opening: Forms,
    /// What may stand between that and the place.
    pub article: Forms,
    /// Names of places that are ordinary words too.
    pub ordinary: Forms,
    /// Given names that go before those.
    pub given: Forms,
    /// "Open now".
    pub open: Forms,
    /// "Costs nothing".
    pub free: Forms,
}

/// The lists.
pub(crate) fn lists() -> &'static Lists {
    &LISTS
}

impl Lists {
    fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let named: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(':')).collect();
        let list = |name: &str| -> Forms {
            let lines = named.iter().filter(|(of, _)| *of == name);
            lines.flat_map(|(_, forms)| forms.split(',')).map(|form| search::folded(form).join(" ")).collect()
        };
        Self {
            number: list("number"),
            opening: list("in"),
            article: list("article"),
            ordinary: list("ordinary"),
            given: list("given"),
            open: list("open"),
            free: list("free"),
        }
    }
}

/// Takes every form of a list out of folded words, the longest first; answers what was taken, in its order.
pub(crate) fn take(words: &mut Vec<String>, forms: &Forms) -> Vec<String> {
    const LONGEST: usize = 3;
    let (mut taken, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let longest = (1..=LONGEST.min(words.len() - at)).rev();
        match longest.into_iter().find(|length| forms.contains(&words[at..at + length].join(" "))) {
            Some(length) => taken.extend(words.drain(at..at + length)),
            None => at += 1,
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::{lists, take};

    #[test]
    fn every_list_has_words_and_no_form_is_in_two() {
        let lists = lists();
        let all =
            [&lists.number, &lists.opening, &lists.article, &lists.ordinary, &lists.given, &lists.open, &lists.free];
        assert!(all.iter().all(|list| list.len() > 3 && !list.contains("")));
        assert!(lists.open.is_disjoint(&lists.free) && lists.ordinary.is_disjoint(&lists.given));
    }

    #[test]
    fn forms_are_taken_out_whole() {
        for (typed, left, taken) in [
            ("pharmacy open now", "pharmacy", "open now"),
            ("nu open apotheek", "apotheek", "nu open"),
            ("apotheek", "apotheek", ""),
            ("ouvert", "", "ouvert"),
        ] {
            let mut words = search::folded(typed);
            let out = take(&mut words, &lists().open);
            assert_eq!((words.join(" ").as_str(), out.join(" ").as_str()), (left, taken), "{typed}");
        }
    }
}
