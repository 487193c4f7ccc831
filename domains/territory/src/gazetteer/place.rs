//! A place that was found, and what a search for one answers.

use std::collections::BTreeSet;

use kernel::{Lang, Text, TranslationState};
use serde::Serialize;

use crate::{Point, Precision, ZoneCode};

/// What kind of place it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// The whole region.
    Region,
    /// A care zone.
    Zone,
    /// A whole municipality.
    Municipality,
    /// A part of a municipality.
    Part,
    /// A whole postal code.
    PostalCode,
    /// A neighbourhood.
    Neighbourhood,
    /// A street in a municipality.
    Street,
}

/// A thing by its code and names.
#[derive(Clone, PartialEq, Debug)]
pub struct Named {
    /// Its code.
    pub code: String,
    /// Its names.
    pub names: Text,
}

/// A place.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// What to call it: "1020 Laken", "Hoogstraat, Brussel-Stad".
    pub label: Text,
    /// Its kind.
    pub kind: PlaceKind,
    /// What finds exactly this place again: `part~laken`. Stays the same, fits in an address, and is never asked back.
    pub code: String,
    /// The care zones that it may lie in.
    pub zones: Vec<ZoneCode>,
    /// The care zone, when it is certain.
    pub zone: Option<ZoneCode>,
    /// The municipality, when it is certain.
    pub municipality: Option<Named>,
    /// The neighbourhood, when it is certain.
    pub neighbourhood: Option<Named>,
    /// A point, when the place is as small as a street.
    pub point: Option<Point>,
    /// How precisely it is known.
    pub precision: Precision,
}

/// What a search for a place answers.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    /// Nothing is called so.
    Nothing {
        /// What is called nearly so.
        nearest: Vec<Place>,
    },
    /// Exactly one place.
    One(Place),
    /// Several: the visitor must choose.
    Several {
        /// The choices. One without a `zone` stands for the whole (of the postal code, of the region).
        places: Vec<Place>,
        /// The one place that was found, when only the zone that is meant within it is open.
        within: Option<Box<Place>>,
    },
}

impl Found {
    /// The place, when there is exactly one.
    pub fn one(&self) -> Option<&Place> {
        match self {
            Self::One(place) => Some(place),
            Self::Nothing { .. } | Self::Several { .. } => None,
        }
    }

    /// The choices, or the nearest; empty for exactly one.
    pub fn choices(&self) -> &[Place] {
        match self {
            Self::One(_) => &[],
            Self::Nothing { nearest } => nearest,
            Self::Several { places, .. } => places,
        }
    }

    /// The care zones that may be meant while the visitor has not chosen; empty when nothing was found.
    pub fn zones(&self) -> BTreeSet<&ZoneCode> {
        let places = match self {
            Self::One(place) => std::slice::from_ref(place),
            Self::Several { places, .. } => places,
            Self::Nothing { .. } => &[],
        };
        // The region is offered beside what was asked for: it says nothing about it.
        places.iter().filter(|place| place.kind != PlaceKind::Region).flat_map(|place| &place.zones).collect()
    }
}

/// A label made of two names, in every language that has both.
pub(super) fn joined(first: &Text, between: &str, second: &Text) -> Text {
    Lang::ALL.into_iter().fold(Text::default(), |label, lang| match (first.get(lang), second.get(lang)) {
        (Some(first), Some(second)) => {
            label.with(lang, format!("{}{between}{}", first.text, second.text), TranslationState::Source)
        }
        _ => label,
    })
}
