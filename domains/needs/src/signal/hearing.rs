//! Hearing of searches that fell short, while an answer waits: quick, in memory, nobody counted twice on a day.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use directory::{Shortfall, Unanswered};
use kernel::{Month, Random};
use web::Turnstile;

use super::Signal;
use super::wording::WordSet;
use crate::need::Source;

/// Different searches of one network that are counted on a day.
const MOST_A_DAY: u32 = 40;
/// Themes of one search that are counted.
const MOST_THEMES: usize = 3;
/// Different signals that wait to be written down; what comes beyond is not counted.
const MOST_WAITING: usize = 20_000;

/// What was heard and waits to be written down.
#[derive(Default, Debug)]
pub(crate) struct Heard {
    pub signals: HashMap<Signal, i64>,
    /// Words that may be kept once enough people typed them, with the signal that they would be.
    pub words: HashMap<(Signal, WordSet), i64>,
}

/// Hears of searches that fell short.
#[derive(Debug)]
pub struct Hearing {
    /// Lets a network count once a day for the same signal.
    once: Turnstile,
    /// And for so many signals in all.
    all: Turnstile,
    heard: Mutex<Heard>,
}

impl Hearing {
    /// Nothing heard yet.
    pub fn new(random: &Random) -> Self {
        let (once, all) = (Turnstile::new(1, random.clone()), Turnstile::new(MOST_A_DAY, random.clone()));
        Self { once, all, heard: Mutex::default() }
    }

    /// Hears of one. Without a theme and without words that may be kept, there is nothing to count.
    pub fn hear(&self, search: &Unanswered) {
        let blank = signal(search);
        // Words are not counted with what they were narrowed to: the more is told at once, the fewer people it can be.
        if search.themes.is_empty() && !search.narrowed.is_empty() {
            return;
        }
        if search.themes.is_empty() {
            // Where nobody knows the place, words say nothing about what is lacking.
            let set = WordSet::of(&search.words, search.known).filter(|_| search.how != Shortfall::NoPlace);
            // Words are counted without a place: the more is told at once, the fewer people it can be.
            let anywhere = Signal { zone: String::new(), municipality: String::new(), ..blank };
            if let Some(set) = set.filter(|set| self.admits(search, &set.words)) {
                self.add(|heard| count(&mut heard.words, (anywhere, set)));
            }
            return;
        }
        for theme in search.themes.iter().take(MOST_THEMES) {
            let signal = Signal { theme: theme.to_string(), ..blank.clone() };
            let Signal { source, narrowed, zone, municipality, .. } = &signal;
            let thing = format!("{source} {theme} {narrowed} {zone} {municipality}");
            if self.admits(search, &thing) {
                self.add(|heard| count(&mut heard.signals, signal));
            }
        }
    }

    fn admits(&self, search: &Unanswered, thing: &str) -> bool {
        // Who came as often as they may is not remembered for anything more: one network would fill the list of all of them.
        self.all.would_admit(search.origin, search.day)
            && self.once.admits_for(search.origin, search.day, thing)
            && self.all.admits(search.origin, search.day)
    }

    fn add(&self, add: impl FnOnce(&mut Heard)) {
        add(&mut self.heard.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// What was heard since it was last asked.
    pub(crate) fn take(&self) -> Heard {
        std::mem::take(&mut *self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts back what could not be written down.
    pub(crate) fn put_back(&self, heard: Heard) {
        self.add(|waiting| {
            for (signal, times) in heard.signals {
                *waiting.signals.entry(signal).or_default() += times;
            }
            for (words, times) in heard.words {
                *waiting.words.entry(words).or_default() += times;
            }
        });
    }
}

fn count<T: Eq + std::hash::Hash>(all: &mut HashMap<T, i64>, one: T) {
    if all.len() < MOST_WAITING || all.contains_key(&one) {
        *all.entry(one).or_default() += 1;
    }
}

fn signal(search: &Unanswered) -> Signal {
    Signal {
        source: match search.how {
            Shortfall::Nothing => Source::Nothing,
            Shortfall::Nobody => Source::Nobody,
            Shortfall::Partly => Source::Partly,
            Shortfall::NoPlace => Source::NoPlace,
        },
        theme: String::new(),
        words: String::new(),
        narrowed: search.narrowed.clone(),
        zone: search.zone.clone().unwrap_or_default(),
        municipality: search.municipality.clone().unwrap_or_default(),
        lang: Some(search.lang),
        month: Month::of(search.day),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Lang;
    use web::Origin;

    use super::*;

    fn search(words: &str, theme: Option<&str>, from: &str) -> Unanswered {
        Unanswered {
            how: Shortfall::Nothing,
            themes: theme.map(|theme| theme.parse().unwrap()).into_iter().collect(),
            narrowed: String::new(),
            zone: Some("N".to_owned()),
            municipality: Some("21010".to_owned()),
            words: words.split(' ').map(str::to_owned).collect(),
            known: true,
            lang: Lang::Nl,
            day: "2026-03-10".parse().unwrap(),
            origin: Origin(Some(from.parse().unwrap())),
        }
    }

    #[test]
    fn a_network_counts_once_a_day_and_not_for_everything() {
        let hearing = Hearing::new(&Random::seeded(1));
        for _ in 0..100 {
            hearing.hear(&search("afasie", Some("speech"), "192.0.2.1"));
        }
        hearing.hear(&search("afasie", Some("speech"), "192.0.2.2"));
        hearing.hear(&Unanswered { day: "2026-03-11".parse().unwrap(), ..search("", Some("speech"), "192.0.2.1") });
        let heard = hearing.take();
        assert_eq!(
            heard.signals.into_values().collect::<Vec<_>>(),
            [3],
            "two networks, and one of them on another day"
        );
        for narrowed in ["", "language=ar", "language=tr"] {
            hearing.hear(&Unanswered { narrowed: narrowed.into(), ..search("", Some("speech"), "192.0.2.9") });
        }
        assert_eq!(hearing.take().signals.len(), 3, "what a theme is narrowed to is another need");
        for theme in 0..100 {
            hearing.hear(&search("", Some(&format!("theme_{theme}")), "192.0.2.3"));
        }
        assert_eq!(hearing.take().signals.len(), usize::try_from(MOST_A_DAY).unwrap());
    }

    #[test]
    fn one_network_takes_nobody_elses_turn() {
        let hearing = Hearing::new(&Random::seeded(1));
        for word in 0..201_000 {
            hearing.hear(&Unanswered { narrowed: word.to_string(), ..search("", Some("speech"), "192.0.2.3") });
        }
        hearing.take();
        hearing.hear(&search("", Some("speech"), "192.0.2.4"));
        assert_eq!(hearing.take().signals.len(), 1, "somebody else is still heard");
    }

    #[test]
    fn words_wait_without_a_place_and_never_when_they_may_tell_of_somebody() {
        let hearing = Hearing::new(&Random::seeded(1));
        hearing.hear(&search("afasie groep", None, "192.0.2.1"));
        hearing.hear(&search("jan 0470123456", None, "192.0.2.1"));
        hearing.hear(&Unanswered { how: Shortfall::NoPlace, ..search("afasie", None, "192.0.2.1") });
        hearing.hear(&Unanswered { narrowed: "language=ar".into(), ..search("logopedie", None, "192.0.2.1") });
        let heard = hearing.take();
        let (signal, set) = heard.words.keys().next().unwrap();
        assert_eq!((heard.words.len(), set.words.as_str()), (1, "afasie groep"));
        assert_eq!((signal.zone.as_str(), signal.municipality.as_str(), signal.words.as_str()), ("", "", ""));
        assert!(heard.signals.is_empty());
    }
}
