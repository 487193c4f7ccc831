//! The card of a service: what lists, search results and the helpdesk show of it.

pub mod records;

use kernel::{Day, Lang, Text};
use serde::{Deserialize, Serialize};

use crate::{
    Accessibility, Activation, Area, Capacity, CostSort, Eligibility, Line, OrganisationId, Point, Precision, Referral,
    ServiceAtLocationId, ServiceId, ServiceKind, Spoken, Status, ThemeCode, Users,
};

/// A service at a location, or one without a place, with what one needs to choose it and to reach it. Kept in the search index as it is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ServiceCard {
    /// The service.
    pub service: ServiceId,
    /// The service at this location; what has no place bears the id of the service here.
    pub at: ServiceAtLocationId,
    /// What sort of help it is.
    pub kind: ServiceKind,
    /// Its name.
    pub name: Text,
    /// What it does, in a sentence.
    pub summary: Text,
    /// What it helps with; the main theme first.
    pub themes: Vec<ThemeCode>,
    /// The professions that help there, by code.
    pub professions: Vec<ThemeCode>,
    /// Where they help, by code.
    pub settings: Vec<ThemeCode>,
    /// How near and how general it is.
    pub line: Option<Line>,
    /// Languages spoken; empty when unknown.
    pub languages: Vec<Spoken>,
    /// Where it is offered; empty when unknown.
    pub areas: Vec<Area>,
    /// Whom it is meant for; nothing when unknown.
    pub users: Option<Users>,
    /// For whom it is, as rules.
    pub eligibility: Eligibility,
    /// How its price comes about; empty when unknown.
    pub costs: Vec<CostSort>,
    /// Whether it is the one to offer when nothing else fits a question.
    pub fallback: bool,
    /// Who may send somebody.
    pub referral: Option<Referral>,
    /// Who may set it in motion, and how.
    pub activation: Activation,
    /// Whether it can be used at present.
    pub status: Status,
    /// The day on which somebody last confirmed the entry.
    pub verified_on: Option<Day>,
    /// Who offers it.
    pub organisation: OrganisationId,
    /// The name of who offers it.
    pub organisation_name: Text,
    /// Whether the public finds it: the organisation exists and is of a kind that is listed.
    pub listed: bool,
    /// Where it is.
    pub place: CardPlace,
    /// The phone number to call, the most particular first known.
    pub phone: Option<String>,
    /// The e-mail address to write to.
    pub email: Option<String>,
    /// The page to visit.
    pub website: Option<String>,
    /// When it is open, in OpenStreetMap syntax, with the days on which it is closed out of its usual order.
    pub hours: Option<String>,
    /// Whether everybody can get in and stay.
    pub accessibility: Accessibility,
    /// Whether there is room, when somebody said so.
    pub capacity: Option<Capacity>,
}

/// Where a service is, as precisely as it is known.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CardPlace {
    /// Its name, where that tells more than the names of the service and of who offers it: a square, a house.
    pub names: Text,
    /// The street.
    pub street: Text,
    /// The number in the street.
    pub house_number: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The municipality, by code.
    pub municipality: Option<String>,
    /// The care zone, by code.
    pub zone: Option<String>,
    /// The neighbourhood, by code.
    pub neighbourhood: Option<String>,
    /// The point.
    pub point: Option<Point>,
    /// How precisely all this is known.
    pub precision: Precision,
    /// Whether nobody may know where it is: then nothing of it stands here.
    pub confidential: bool,
}

/// How a service at a place is reached in one way, for cards and for other programs alike: as is said of the place (by its own source,
/// else by another that adds to it), else as holds for the whole organisation.
pub fn reached<'a>(at_place: Option<&'a str>, organisation: Option<&'a str>) -> Option<&'a str> {
    let said = |way: &&str| !way.trim().is_empty();
    at_place.filter(said).or(organisation.filter(said))
}

impl ServiceCard {
    /// Whether the public finds it: it can be used, and it is listed.
    pub fn is_found(&self) -> bool {
        self.listed && self.status == Status::Active
    }
}

impl CardPlace {
    /// A place that nobody may know.
    pub fn confidential() -> Self {
        Self { confidential: true, ..Self::nowhere() }
    }

    /// The place of what has none.
    pub fn nowhere() -> Self {
        Self {
            names: Text::default(),
            street: Text::default(),
            house_number: None,
            postal_code: None,
            municipality: None,
            zone: None,
            neighbourhood: None,
            point: None,
            precision: Precision::Region,
            confidential: false,
        }
    }

    /// The municipality that it stands in; nothing when the place is known less precisely than that.
    pub fn in_municipality(&self) -> Option<&str> {
        self.municipality.as_deref().filter(|_| self.precision <= Precision::Municipality)
    }

    /// The postal code that it stands in; nothing when the place is known less precisely than that.
    pub fn in_postal_code(&self) -> Option<&str> {
        self.postal_code.as_deref().filter(|_| self.precision <= Precision::PostalCode)
    }

    /// The neighbourhood that it stands in; nothing when the place is known less precisely than that.
    pub fn in_neighbourhood(&self) -> Option<&str> {
        self.neighbourhood.as_deref().filter(|_| self.precision <= Precision::Municipality)
    }

    /// The care zone that it stands in; nothing when the place is known less precisely than that.
    pub fn in_zone(&self) -> Option<&str> {
        self.zone.as_deref().filter(|_| self.precision <= Precision::Zone)
    }

    /// The point of its door; nothing when the place is known less precisely than to a street.
    pub fn door(&self) -> Option<Point> {
        self.point.filter(|_| self.precision <= Precision::Street)
    }

    /// Street and number; empty when the street is unknown.
    pub fn address(&self, lang: Lang) -> String {
        let street = self.street.plain(lang);
        match &self.house_number {
            Some(number) if !street.is_empty() => format!("{street} {number}"),
            _ => street.to_owned(),
        }
    }
}
