//! A service in a list: what it is, why it is shown, how to reach it, one next step.

use kernel::Text;
use territory::Gazetteer;
use web::Page;

use crate::showing::{Chip, chips, place_line, tel};
use crate::{Match, ServiceCard, ServiceId};

/// A card as the template draws it.
pub(crate) struct Card {
    pub service: ServiceId,
    pub name: Text,
    pub organisation: Option<Text>,
    pub place: String,
    pub summary: Text,
    pub chips: Vec<Chip>,
    pub phone: Option<Call>,
    pub website: Option<String>,
}

/// A number to call.
pub(crate) struct Call {
    pub href: String,
    pub number: String,
}

impl Call {
    /// The number, if there is one.
    pub(crate) fn to(number: Option<&str>) -> Option<Self> {
        number.map(|number| Self { href: tel(number), number: number.to_owned() })
    }
}

impl Card {
    /// The card of a service that was found.
    pub(crate) fn found(page: &Page, gazetteer: &Gazetteer, found: Match) -> Self {
        let chips = chips(page, gazetteer, &found.reasons, &found.card.place);
        Self { chips, ..Self::plain(page, gazetteer, found.card) }
    }

    /// The card of a service that is listed without a question.
    pub(crate) fn plain(page: &Page, gazetteer: &Gazetteer, card: ServiceCard) -> Self {
        Self {
            service: card.service,
            organisation: (card.organisation_name != card.name).then_some(card.organisation_name),
            place: place_line(page, gazetteer, &card.place),
            name: card.name,
            summary: card.summary,
            chips: Vec::new(),
            phone: Call::to(card.phone.as_deref()),
            website: card.website,
        }
    }
}
