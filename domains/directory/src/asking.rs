//! Where somebody looks for help: what they typed, and which place that is.

use kernel::Lang;
use territory::{Found, Gazetteer, Place, PlaceKind};

use crate::Whereabouts;

/// The longest place that is read, letters.
pub(crate) const LONGEST_PLACE: usize = 200;

/// A place as it was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    typed: String,
    found: Option<Found>,
}

impl Asked {
    /// Looks a place up; nothing typed asks for the whole region.
    pub(crate) fn of(gazetteer: &Gazetteer, typed: &str, lang: Lang) -> Self {
        let typed = typed.trim();
        let found = (!typed.is_empty()).then(|| gazetteer.find(typed, lang));
        Self { typed: typed.to_owned(), found }
    }

    /// What the answer knows of it.
    pub(crate) fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// The place, when there is exactly one.
    pub(crate) fn place(&self) -> Option<&Place> {
        self.found.as_ref()?.one()
    }

    /// What a field shows: the place's name, or what was typed.
    pub(crate) fn shown(&self, lang: Lang) -> &str {
        self.place().map_or(self.typed.as_str(), |place| place.label.plain(lang))
    }

    /// What finds the same place again in a link, without asking back.
    pub(crate) fn again(&self) -> &str {
        self.place().map_or(self.typed.as_str(), |place| place.code.as_str())
    }

    /// What the finder may know: only what is certain. A place that may be several ones says nothing.
    pub(crate) fn whereabouts(&self) -> Option<Whereabouts> {
        let place = self.place().filter(|place| place.kind != PlaceKind::Region)?;
        let postal_code = place.code.rsplit('~').next().filter(|_| place.kind == PlaceKind::PostalCode);
        Some(Whereabouts {
            zone: place.zone.as_ref().map(ToString::to_string),
            municipality: place.municipality.as_ref().map(|named| named.code.clone()),
            neighbourhood: place.neighbourhood.as_ref().map(|named| named.code.clone()),
            postal_code: postal_code.map(str::to_owned),
            point: place.point,
        })
    }
}
