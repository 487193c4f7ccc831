//! Pages and choices remembered until something changes: harvesters ask for the same pages over and over.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::answer::Packed;

/// Bytes of pages that are remembered.
const PAGES: usize = 32 * 1024 * 1024;
/// Records in all the choices that are remembered.
const CHOSEN: usize = 2_000_000;

/// A page of a list, as it is sent.
#[derive(Debug)]
pub(crate) struct KnownPage {
    pub tag: String,
    pub content: Packed,
}

/// What is remembered of one state of what is published and of the index.
#[derive(Default)]
pub(crate) struct Memory(Mutex<Remembered>);

/// The last number on the shelf, and the generation of the index.
pub(crate) type State = (i64, u64);

#[derive(Default)]
struct Remembered {
    state: State,
    pages: Bounded<KnownPage>,
    chosen: Bounded<Vec<u32>>,
}

/// Values by what was asked, dropped all together when they become too heavy.
struct Bounded<T> {
    all: HashMap<String, Arc<T>>,
    weight: usize,
}

impl<T> Default for Bounded<T> {
    fn default() -> Self {
        Self { all: HashMap::new(), weight: 0 }
    }
}

impl<T> Bounded<T> {
    fn put(&mut self, asked: String, value: &Arc<T>, (weight, most): (usize, usize)) {
        let weight = weight + asked.len() + 200;
        if self.weight + weight > most {
            *self = Self::default();
        }
        if weight <= most && self.all.insert(asked, Arc::clone(value)).is_none() {
            self.weight += weight;
        }
    }
}

impl Memory {
    pub fn page(&self, state: State, asked: &str) -> Option<Arc<KnownPage>> {
        self.of(state, |known| known.pages.all.get(asked).cloned())
    }

    pub fn keep_page(&self, state: State, asked: String, page: &Arc<KnownPage>) {
        self.of(state, |known| known.pages.put(asked, page, (page.content.weight(), PAGES)));
    }

    pub fn chosen(&self, state: State, asked: &str) -> Option<Arc<Vec<u32>>> {
        self.of(state, |known| known.chosen.all.get(asked).cloned())
    }

    pub fn keep_chosen(&self, state: State, asked: String, chosen: &Arc<Vec<u32>>) {
        self.of(state, |known| known.chosen.put(asked, chosen, (chosen.len(), CHOSEN)));
    }

    /// What is remembered of a state; of an earlier one, nothing.
    fn of<T: Default>(&self, state: State, with: impl FnOnce(&mut Remembered) -> T) -> T {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.state < state {
            *known = Remembered { state, ..Remembered::default() };
        }
        if known.state == state { with(&mut known) } else { T::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_of_one_state() {
        let memory = Memory::default();
        let chosen = Arc::new(vec![1, 2, 3]);
        memory.keep_chosen((1, 1), "a".to_owned(), &chosen);
        assert_eq!(memory.chosen((1, 1), "a"), Some(chosen.clone()));
        assert_eq!(memory.chosen((2, 1), "a"), None, "something was published since");
        memory.keep_chosen((1, 1), "a".to_owned(), &chosen);
        assert_eq!(memory.chosen((2, 1), "a"), None, "what was chosen before is not for the next");
    }

    #[test]
    fn memory_is_bounded() {
        let mut bounded = Bounded::default();
        for n in 0..100 {
            bounded.put(n.to_string(), &Arc::new(n), (1_000, 10_000));
            assert!(bounded.weight <= 10_000 && bounded.all.len() <= 10);
        }
        bounded.put("large".to_owned(), &Arc::new(0), (20_000, 10_000));
        assert!(!bounded.all.contains_key("large"));
    }
}
