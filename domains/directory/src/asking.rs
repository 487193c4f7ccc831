//! Where somebody looks for help: what they typed, and which place that is.

use kernel::Lang;
use territory::{Found, Gazetteer, Place, PlaceKind};

use crate::{Finder, Whereabouts};

/// The longest place that is read, letters.
pub(crate) const LONGEST_PLACE: usize = 200;

/// A place as it was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    typed: String,
    found: Option<Found>,
    /// What the finder may know.
    near: Option<Whereabouts>,
    /// What is left of the words, when the place stood among them.
    words: Option<String>,
}

impl Asked {
    /// Looks a place up; nothing typed asks for the whole region.
    pub(crate) fn of(gazetteer: &Gazetteer, typed: &str, lang: Lang) -> Self {
        let typed = typed.trim();
        let found = (!typed.is_empty()).then(|| gazetteer.find(typed, lang));
        let near = found.as_ref().and_then(|found| match found {
            Found::One(place) => Whereabouts::at(place),
            several => Whereabouts::among(several, gazetteer),
        });
        Self { typed: typed.to_owned(), found, near, words: None }
    }

    /// Looks a place up; when none is typed, the one that stands among the words, if one does: "huisarts 1030".
    pub(crate) fn among(finder: &Finder, gazetteer: &Gazetteer, (words, typed): (&str, &str), lang: Lang) -> Self {
        let in_words = typed.trim().is_empty().then(|| finder.place_in(words, gazetteer)).flatten();
        match in_words {
            Some(in_words) => Self { words: Some(in_words.words), ..Self::of(gazetteer, &in_words.place, lang) },
            None => Self::of(gazetteer, typed, lang),
        }
    }

    /// The words to look for: those typed, without the place when it stood among them.
    pub(crate) fn words<'a>(&'a self, typed: &'a str) -> &'a str {
        self.words.as_deref().unwrap_or(typed)
    }

    /// The name of the place when it stood among the words: it may be part of a service's name as well.
    pub(crate) fn extra_words(&self) -> &str {
        if self.words.is_some() { &self.typed } else { "" }
    }

    /// What the answer knows of it.
    pub(crate) fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// The place, when there is exactly one.
    pub(crate) fn place(&self) -> Option<&Place> {
        self.found.as_ref()?.one()
    }

    /// Whether nothing is called as the place that was typed.
    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self.found, Some(Found::Nothing { .. }))
    }

    /// What a field shows: the place's name, or what was typed.
    pub(crate) fn shown(&self, lang: Lang) -> &str {
        self.place().map_or(self.typed.as_str(), |place| place.label.plain(lang))
    }

    /// What finds the same place again in a link, without asking back.
    pub(crate) fn again(&self) -> &str {
        self.place().map_or(self.typed.as_str(), |place| place.code.as_str())
    }

    /// What the finder may know: only what is certain. A place that may be several ones says no more than in which zones
    /// those lie.
    pub(crate) fn whereabouts(&self) -> Option<Whereabouts> {
        self.near.clone()
    }

    /// The street that was found, when nobody knows where in its municipality it lies.
    pub(crate) fn street_without_point(&self) -> Option<&Place> {
        let place = match self.found.as_ref()? {
            Found::One(place) => Some(place),
            Found::Several { within, .. } => within.as_deref(),
            Found::Nothing { .. } => None,
        };
        place.filter(|place| place.kind == PlaceKind::Street && place.point.is_none())
    }
}
