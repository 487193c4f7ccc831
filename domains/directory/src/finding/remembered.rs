//! Answers given lately: which services, in which order. What the clock changes is told anew each time.
//!
//! A region's visitors ask the same things over and over, and the doors of the home page ask the very same. What is
//! remembered is dropped as soon as the index or the themes change, so nobody gets an answer of yesterday.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::{Lang, Timestamp};
use lru::LruCache;

use super::choosing::Chosen;
use super::{Filters, Question, Whereabouts};

/// Answers remembered, some 20 KiB each.
const MOST: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1_023);

/// Only answers of so many services: a program that asks for 200 at once, in ever other words, must not fill the memory.
const LONGEST: u32 = 20;

/// Microseconds.
const A_MINUTE: i64 = 60_000_000;

/// What was asked, as far as it decides which services answer it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Asked {
    words: String,
    extra_words: String,
    near: Option<Near>,
    lang: Lang,
    filters: Filters,
    counting: bool,
    for_professional: bool,
    stretch: (u32, u32),
    /// Whether an entry was confirmed within a year changes with the day.
    today: i32,
    /// What is open changes with the minute; looked at only where that was asked.
    minute: Option<i64>,
}

/// A place with its point in a form that can be compared.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Near {
    codes: [Option<String>; 4],
    possible: Vec<String>,
    point: Option<[u64; 2]>,
}

impl Asked {
    /// The key of a question; nothing for one whose answer is long.
    pub fn of(question: &Question<'_>, today: i32, now: Timestamp) -> Option<Self> {
        let by_minute = question.filters.open_now || question.counting;
        (question.limit <= LONGEST).then(|| Self {
            words: question.words.to_owned(),
            extra_words: question.extra_words.to_owned(),
            near: question.near.as_ref().map(near),
            lang: question.lang,
            filters: question.filters.clone(),
            counting: question.counting,
            for_professional: question.for_professional,
            stretch: (question.limit, question.offset),
            today,
            minute: by_minute.then(|| now.as_micros() / A_MINUTE),
        })
    }
}

fn near(place: &Whereabouts) -> Near {
    let Whereabouts { zone, municipality, neighbourhood, postal_code, point, possible } = place.clone();
    let point = point.map(|point| [point.lat.to_bits(), point.lon.to_bits()]);
    Near { codes: [zone, municipality, neighbourhood, postal_code], possible, point }
}

/// What answers rest on.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct State {
    /// The generation of the index.
    pub index: u64,
    /// The edition of the themes.
    pub themes: u64,
}

/// The answers to one state.
pub(crate) struct Remembered(Mutex<(State, LruCache<Asked, Arc<Chosen>>)>);

impl Default for Remembered {
    fn default() -> Self {
        Self(Mutex::new((State::default(), LruCache::new(MOST))))
    }
}

impl Remembered {
    /// The answer to the same question on the same state, else the one that `choose` gives, which is remembered.
    pub fn get_or<E>(
        &self,
        state: State,
        asked: Option<Asked>,
        choose: impl FnOnce() -> Result<Chosen, E>,
    ) -> Result<Arc<Chosen>, E> {
        let Some(asked) = asked else { return choose().map(Arc::new) };
        if let Some(known) = self.get(state, &asked) {
            return Ok(known);
        }
        let chosen = Arc::new(choose()?);
        let mut known = self.lock();
        // What was chosen on a state that has passed since is not for the next visitor.
        if known.0 == state {
            known.1.put(asked, Arc::clone(&chosen));
        }
        Ok(chosen)
    }

    fn get(&self, state: State, asked: &Asked) -> Option<Arc<Chosen>> {
        let mut known = self.lock();
        if known.0 != state {
            *known = (state, LruCache::new(MOST));
        }
        known.1.get(asked).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, (State, LruCache<Asked, Arc<Chosen>>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::super::Refinements;
    use super::*;

    fn asked(words: &str, offset: u32) -> Option<Asked> {
        Asked::of(&Question { words, offset, ..Question::default() }, 20_000, Timestamp::from_micros(0))
    }

    fn chosen(total: u64) -> Chosen {
        let (found, close_by, themes, mended, unknown, instead) = Default::default();
        let refinements = Refinements::default();
        Chosen { found, total, or_more: false, refinements, close_by, themes, mended, unknown, instead, partly: false }
    }

    #[test]
    fn an_answer_is_remembered_for_its_question_and_its_state() {
        let remembered = Remembered::default();
        let ask = |index: u64, asked: Option<Asked>, else_: u64| {
            let state = State { index, themes: 1 };
            remembered.get_or(state, asked, || Ok::<_, Infallible>(chosen(else_))).unwrap().total
        };
        assert_eq!((ask(1, asked("rouw", 0), 7), ask(1, asked("rouw", 0), 8)), (7, 7));
        assert_eq!(ask(1, asked("rouw", 20), 9), 9, "another page");
        assert_eq!(ask(2, asked("rouw", 0), 10), 10, "the index has changed");
        assert_eq!((ask(2, None, 11), ask(2, None, 12)), (11, 12), "nothing to know it by");
    }

    #[test]
    fn an_answer_of_a_state_that_has_passed_is_not_kept() {
        let remembered = Remembered::default();
        let (old, new) = (State { index: 1, themes: 1 }, State { index: 1, themes: 2 });
        let slow = remembered.get_or(old, asked("rouw", 0), || {
            remembered.get_or(new, asked("deuil", 0), || Ok::<_, Infallible>(chosen(1)))?;
            Ok::<_, Infallible>(chosen(2))
        });
        assert_eq!(slow.unwrap().total, 2);
        let again = remembered.get_or(new, asked("rouw", 0), || Ok::<_, Infallible>(chosen(3)));
        assert_eq!(again.unwrap().total, 3);
    }

    #[test]
    fn a_long_answer_is_not_remembered() {
        let of = |limit| Asked::of(&Question { limit, ..Question::default() }, 20_000, Timestamp::from_micros(0));
        assert!(of(20).is_some() && of(21).is_none());
    }

    #[test]
    fn what_is_open_now_is_remembered_for_a_minute() {
        let at = |question: &Question<'_>, seconds: i64| {
            Asked::of(question, 20_000, Timestamp::from_micros(seconds * 1_000_000)).unwrap()
        };
        let plain = Question::default();
        let filters = Filters { open_now: true, ..Filters::default() };
        for moving in [Question { filters, ..Question::default() }, Question { counting: true, ..Question::default() }]
        {
            assert_eq!(at(&moving, 120), at(&moving, 179));
            assert_ne!(at(&moving, 120), at(&moving, 180));
        }
        assert_eq!(at(&plain, 120), at(&plain, 180));
    }
}
