//! A service in a list: what it is, why it is shown, how to reach it, one next step.

use std::sync::Arc;

use kernel::Text;
use territory::Gazetteer;
use web::Page;

use crate::sheet::Sheet;
use crate::showing::{Chip, chips, place_line};
use crate::{Match, Reason, ServiceCard, ServiceId};

/// A card as the template draws it.
pub(crate) struct Card {
    pub of: Arc<ServiceCard>,
    pub place: String,
    pub chips: Vec<Chip>,
    /// Its number on the map of the page, when it stands there.
    pub number: Option<usize>,
    /// Whether who offers it is called otherwise.
    named_apart: bool,
}

/// The services of a page: those for everybody first, those for who works in the field folded away behind them.
pub(crate) struct Cards {
    pub everybody: Vec<Card>,
    pub professionals: Vec<Card>,
}

impl Cards {
    /// The cards of a page. What is called exactly as was typed is not folded away, whomever it is for.
    pub(crate) fn of(page: &Page, gazetteer: &Gazetteer, found: Vec<Match>) -> Self {
        let is_folded = |one: &Match| one.for_professionals && !one.reasons.contains(&Reason::ExactName);
        let (professionals, everybody) = found.into_iter().partition(is_folded);
        let cards = |found| Card::all(page, gazetteer, found);
        Self { everybody: cards(everybody), professionals: cards(professionals) }
    }

    /// Numbers those whose door is known, as on the map beside them.
    pub(crate) fn numbered(mut self) -> Self {
        for (place, card) in (1..).zip(&mut self.everybody) {
            card.number = card.of.place.door().map(|_| place);
        }
        self
    }

    /// The services that have a card, those close by included.
    pub(crate) fn services(&self, close_by: &[Card]) -> Vec<ServiceId> {
        [services(&self.everybody), services(&self.professionals), services(close_by)].concat()
    }

    /// Whether there are none at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.everybody.is_empty() && self.professionals.is_empty()
    }
}

/// The services of some cards.
pub(crate) fn services(cards: &[Card]) -> Vec<ServiceId> {
    cards.iter().map(|card| card.of.service).collect()
}

impl Card {
    /// The cards of services that were found.
    pub(crate) fn all(page: &Page, gazetteer: &Gazetteer, found: Vec<Match>) -> Vec<Self> {
        found.into_iter().map(|found| Self::found(page, gazetteer, found)).collect()
    }

    /// The card of a service that was found.
    fn found(page: &Page, gazetteer: &Gazetteer, found: Match) -> Self {
        let chips = chips(page, gazetteer, &found.reasons, &found.card.place);
        Self { chips, ..Self::plain(page, gazetteer, found.card) }
    }

    /// The card of a service that is listed without a question.
    pub(crate) fn plain(page: &Page, gazetteer: &Gazetteer, card: Arc<ServiceCard>) -> Self {
        let named_apart = card.organisation_name != card.name;
        Self { place: place_line(page, gazetteer, &card.place), chips: Vec::new(), number: None, named_apart, of: card }
    }

    /// Who offers it, unless it is called just so itself.
    pub(crate) fn organisation(&self) -> Option<&Text> {
        self.named_apart.then_some(&self.of.organisation_name)
    }

    /// Whether it stands on the sheet that the page carries along.
    pub(crate) fn is_chosen(&self, page: &Page) -> bool {
        Sheet::carried(page).has(self.of.service)
    }
}
