//! Searches that did not give what was asked for, told to whoever listens: the directory does not know who that is.
//!
//! What is told holds no person: themes, a coarse place, the words in alphabetical order, a day. Where the request came from is
//! told so that nobody is counted twice, and is not to be kept.

use std::collections::BTreeSet;

use house::House;
use kernel::{Day, Lang};
use web::{Origin, Page};

use crate::asking::Asked;
use crate::pages::refining::Ground;
use crate::{Answer, Facet, Filters, ThemeCode};

/// What a search may be narrowed to and still be told of.
const MOST_NARROWED: usize = 2;

kernel::words! {
    /// In which way a search fell short.
    pub enum Shortfall {
        /// Nothing was found.
        Nothing = "nothing",
        /// Nobody is known for the theme that was named; others were shown instead.
        Nobody = "nobody",
        /// No service has all the words.
        Partly = "partly",
        /// The place is not known.
        NoPlace = "no_place",
    }
}

/// A search that fell short.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unanswered {
    /// How.
    pub how: Shortfall,
    /// The themes that it named.
    pub themes: Vec<ThemeCode>,
    /// What else it was narrowed to, as the address of the results says it (`language=ar`); empty for nothing.
    pub narrowed: String,
    /// The care zone, when the place is certain.
    pub zone: Option<String>,
    /// The municipality, when the place is certain and nothing narrows the search; never anything smaller.
    pub municipality: Option<String>,
    /// The words, folded, each once, in alphabetical order.
    pub words: Vec<String>,
    /// Whether every one of them stands in the index.
    pub known: bool,
    /// The reader's language.
    pub lang: Lang,
    /// The day.
    pub day: Day,
    /// Where the request came from: for counting nobody twice, never for keeping.
    pub origin: Origin,
}

/// Whoever listens to searches that fell short: a fixture that another department installs.
pub struct Listener(Box<dyn Fn(Unanswered) + Send + Sync>);

impl std::fmt::Debug for Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Listener")
    }
}

impl Listener {
    /// Somebody who listens. Answers wait for it: it must be quick and never block.
    pub fn new(hear: impl Fn(Unanswered) + Send + Sync + 'static) -> Self {
        Self(Box::new(hear))
    }
}

/// A search as it was asked and answered.
pub(crate) struct Searched<'a> {
    pub words: &'a str,
    pub lang: Lang,
    pub ground: &'a Ground<'a>,
    pub asked: &'a Asked,
    pub filters: &'a Filters,
    pub answer: &'a Answer,
    /// Whether the first page of the answer was asked for: leafing through is no new question.
    pub first: bool,
}

/// Tells whoever listens, if the search fell short. What is open now, or how far somebody would go, narrows a search to less than
/// what there is: such a search says nothing about what is missing.
pub(crate) fn tell(house: &House, page: &Page, origin: Origin, searched: &Searched<'_>) {
    let Searched { asked, filters, answer, first, .. } = searched;
    let Some(how) = shortfall(asked, answer).filter(|_| *first) else { return };
    let Some((narrowed, chosen_zone)) = narrowed(searched.ground, filters) else { return };
    let Ok(listener) = house.fixtures.get::<Listener>() else { return };
    let place = asked.place();
    let zone = place.and_then(|place| place.zone.as_ref()).map(ToString::to_string);
    let municipality = place.and_then(|place| place.municipality.as_ref()).map(|named| named.code.clone());
    let narrowed_to = filters.themes().filter(|_| answer.themes.is_empty());
    let mut words = search::folded(asked.words(searched.words));
    words.sort();
    words.dedup();
    (listener.0)(Unanswered {
        how,
        themes: answer.themes.iter().cloned().chain(narrowed_to).collect(),
        zone: zone.or(chosen_zone),
        municipality: municipality.filter(|_| narrowed.is_empty()),
        narrowed,
        words,
        known: answer.unknown.is_empty() && answer.mended.is_empty(),
        lang: searched.lang,
        day: page.cx().today(),
        origin,
    });
}

/// What a search is narrowed to besides themes, and the care zone that was chosen among the rest. Nothing for what says nothing
/// about what is missing, or says so much that it may tell of somebody; values that nobody knows are passed over.
fn narrowed(ground: &Ground<'_>, filters: &Filters) -> Option<(String, Option<String>)> {
    if filters.open_now || filters.within_km.is_some() {
        return None;
    }
    let places = [Facet::Zone, Facet::Neighbourhood];
    let zones: BTreeSet<String> = places.iter().flat_map(|facet| ground.zones_of(*facet, filters)).collect();
    let others = Facet::ALL.into_iter().filter(|facet| *facet != Facet::Theme && !places.contains(facet));
    let pairs = others.flat_map(|facet| filters.values(facet).map(move |value| (facet, value)));
    let said: Vec<String> = pairs
        .filter(|(facet, value)| ground.label(*facet, value).is_some())
        .map(|(facet, value)| format!("{}={value}", facet.word()))
        .collect();
    let zone = if zones.len() == 1 { zones.into_iter().next() } else { None };
    (said.len() <= MOST_NARROWED).then(|| (said.join("&"), zone))
}

fn shortfall(asked: &Asked, answer: &Answer) -> Option<Shortfall> {
    if asked.is_unknown() {
        Some(Shortfall::NoPlace)
    } else if answer.total == 0 {
        Some(Shortfall::Nothing)
    } else if !answer.instead.is_empty() {
        Some(Shortfall::Nobody)
    } else {
        answer.partly.then_some(Shortfall::Partly)
    }
}
