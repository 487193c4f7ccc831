//! Words that say how it should be rather than what is looked for: "open now", "free of charge". They make a service better and
//! are not missed; typed alone, they narrow the answer.

use super::lists::{lists, take};
use super::themes::ThemeBook;
use super::{Facet, Filters, Finder, FindingFault, Question, SERVICE};
use crate::CostSort;

/// How it should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wish {
    /// Open at this moment.
    OpenNow,
    /// Without costs.
    Free,
}

impl Wish {
    /// The name and the value of the field that narrows a search to it.
    pub const fn field(self) -> (&'static str, &'static str) {
        match self {
            Self::OpenNow => ("open", "1"),
            Self::Free => (Facet::Cost.word(), "free"),
        }
    }

    /// Whether an answer was narrowed to it.
    pub fn is_chosen(self, filters: &Filters) -> bool {
        match self {
            Self::OpenNow => filters.open_now,
            Self::Free => filters.has(Facet::Cost, CostSort::Free.code()),
        }
    }

    fn choose(self, filters: Filters) -> Filters {
        match self {
            Self::OpenNow => Filters { open_now: true, ..filters },
            Self::Free => filters.with(Facet::Cost, CostSort::Free.code()),
        }
    }
}

/// A question without the words for how it should be.
#[derive(Debug)]
pub(crate) struct Wished {
    pub wishes: Vec<Wish>,
    words: String,
    extra_words: String,
    filters: Option<Filters>,
}

impl Wished {
    /// The question that is answered.
    pub fn question<'a>(&'a self, asked: &Question<'a>) -> Question<'a> {
        Question {
            words: &self.words,
            extra_words: &self.extra_words,
            filters: self.filters.as_ref().unwrap_or(&asked.filters).clone(),
            ..asked.clone()
        }
    }

    /// Whether nothing else was asked, so that the answer is narrowed to it.
    pub fn narrows(&self) -> bool {
        self.filters.is_some()
    }
}

/// The words that remain, those that were taken, and what they wish; nothing where no word does.
fn taken(words: &str) -> Option<(String, String, Vec<Wish>)> {
    let mut left = search::folded(words);
    let (mut said, mut wishes) = (Vec::new(), Vec::new());
    for (wish, forms) in [(Wish::OpenNow, &lists().open), (Wish::Free, &lists().free)] {
        let out = take(&mut left, forms);
        wishes.extend((!out.is_empty()).then_some(wish));
        said.extend(out);
    }
    (!wishes.is_empty()).then(|| (left.join(" "), said.join(" "), wishes))
}

impl Finder {
    /// What a question says of how it should be; nothing where that is part of a name or of a theme.
    pub(super) fn wished(&self, asked: &Question<'_>, themes: &ThemeBook) -> Result<Option<Wished>, FindingFault> {
        if search::is_quoted(asked.words) || themes.is_a_form(asked.words) {
            return Ok(None);
        }
        let Some((words, said, wishes)) = taken(asked.words) else { return Ok(None) };
        let whole = search::folded(asked.words).join(" ");
        let titles = self.index.titles(SERVICE, &whole, 1)?;
        // "Free clinic" may be what somebody is called, or begins to be; "open" alone begins too many names.
        if titles.iter().any(|title| title.folded == whole || !words.is_empty()) {
            return Ok(None);
        }
        let chosen = || wishes.iter().fold(asked.filters.clone(), |filters, wish| wish.choose(filters));
        let filters = words.is_empty().then(chosen);
        let extra_words = if words.is_empty() { String::new() } else { said };
        let extra_words = [asked.extra_words, extra_words.as_str()].join(" ").trim().to_owned();
        Ok(Some(Wished { wishes, words, extra_words, filters }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_it_should_be_is_taken_out_of_the_words() {
        let cases: [(&str, &str, &[Wish]); 7] = [
            ("apotheek open", "apotheek", &[Wish::OpenNow]),
            ("pharmacy open now", "pharmacy", &[Wish::OpenNow]),
            ("Pharmacie ouverte", "pharmacie", &[Wish::OpenNow]),
            ("open nu", "", &[Wish::OpenNow]),
            ("gratis psycholoog", "psycholoog", &[Wish::Free]),
            ("dentiste gratuit ouvert maintenant", "dentiste", &[Wish::OpenNow, Wish::Free]),
            ("gratuit", "", &[Wish::Free]),
        ];
        for (typed, left, wishes) in cases {
            let (words, _, wished) = taken(typed).unwrap();
            assert_eq!((words.as_str(), wished.as_slice()), (left, wishes), "{typed}");
        }
        assert!(taken("huisarts").is_none() && taken("opening").is_none());
    }

    #[test]
    fn a_wish_is_chosen_once_it_narrows() {
        for wish in [Wish::OpenNow, Wish::Free] {
            assert!(!wish.is_chosen(&Filters::default()) && wish.is_chosen(&wish.choose(Filters::default())));
        }
    }
}
