//! Services: with what somebody helps.

pub mod records;

mod activation;
mod cost;
mod eligibility;
mod kind;

use std::fmt;
use std::str::FromStr;

use kernel::{Day, Text};
use serde::{Deserialize, Serialize};

use crate::{NoCode, OrganisationId, Origin, ThemeCode};

pub use activation::{Activation, Activator, Way};
pub use cost::{Cost, CostSort};
pub use eligibility::{Contradiction, Eligibility, Gender};
pub use kind::{Rhythm, ServiceKind};

kernel::typed_id! {
    /// The id of a service; follows from its origin.
    pub struct ServiceId;
}

/// The line of care: how near and how general a service is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// Close to people and without a threshold: neighbours, neighbourhood houses, outreach.
    ZeroHalf,
    /// The first professional help: general practitioner, nurse, pharmacist, social worker.
    First,
    /// Specialised help.
    Second,
}

kernel::words! { Line { ZeroHalf = "zero_half", First = "first", Second = "second" } }

impl Line {
    /// 0 for the most generalist, 2 for the most specialised.
    pub const fn level(self) -> i64 {
        match self {
            Self::ZeroHalf => 0,
            Self::First => 1,
            Self::Second => 2,
        }
    }
}

/// Who may send somebody to a service, or go there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Referral {
    /// Everybody for themselves; in files and addresses `self`.
    #[serde(alias = "self")]
    Oneself,
    /// A professional sends.
    Professional,
}

kernel::words! { Referral { Oneself = "self", Professional = "professional" } }

/// Whom a service is meant for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Users {
    /// Residents.
    Public,
    /// Those who work in care and welfare.
    Professionals,
    /// Both.
    Everyone,
}

kernel::words! { Users { Public = "public", Professionals = "professionals", Everyone = "everyone" } }

/// Whether a service can be used at present.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It can.
    Active,
    /// It is closed for now; its page says so and the search leaves it out.
    Suspended,
    /// It no longer exists; its page says so, for those who still have its address.
    Retired,
}

kernel::words! { Status { Active = "active", Suspended = "suspended", Retired = "retired" } }

/// A language spoken at a service: an ISO 639 code of two or three letters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Spoken(String);

impl Spoken {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Spoken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Spoken {
    type Err = NoCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (2..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase());
        if fits { Ok(Self(text.to_owned())) } else { Err(NoCode(text.chars().take(80).collect())) }
    }
}

impl TryFrom<String> for Spoken {
    type Error = NoCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Spoken> for String {
    fn from(code: Spoken) -> Self {
        code.0
    }
}

kernel::column_text!(Spoken);

/// A part of the territory in which a service is offered.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Area {
    /// The whole region.
    Region,
    /// A care zone, by code.
    Zone(String),
    /// A municipality, by code.
    Municipality(String),
    /// A postal code.
    PostalCode(String),
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Region => f.write_str("region"),
            Self::Zone(code) => write!(f, "zone:{code}"),
            Self::Municipality(code) => write!(f, "municipality:{code}"),
            Self::PostalCode(code) => write!(f, "postal_code:{code}"),
        }
    }
}

impl FromStr for Area {
    type Err = kernel::UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            None if text == "region" => Ok(Self::Region),
            Some(("zone", code)) if !code.is_empty() => Ok(Self::Zone(code.to_owned())),
            Some(("municipality", code)) if !code.is_empty() => Ok(Self::Municipality(code.to_owned())),
            Some(("postal_code", code)) if !code.is_empty() => Ok(Self::PostalCode(code.to_owned())),
            _ => Err(kernel::UnknownWord::new(text, &["region", "zone:CODE", "municipality:CODE", "postal_code:CODE"])),
        }
    }
}

impl From<Area> for String {
    fn from(area: Area) -> Self {
        area.to_string()
    }
}

impl TryFrom<String> for Area {
    type Error = kernel::UnknownWord;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

kernel::column_text!(Area);

/// A service.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Where it comes from.
    pub origin: Origin,
    /// Who offers it.
    pub organisation: OrganisationId,
    /// What sort of help it is.
    pub kind: ServiceKind,
    /// Its name.
    pub names: Text,
    /// What it does, in a sentence.
    pub summary: Text,
    /// The same in plain words, for whoever reads with difficulty.
    pub plain: Text,
    /// What it does, at length.
    pub description: Text,
    /// For whom it is, where the source says so.
    pub audience: Text,
    /// For whom it is, as rules.
    pub eligibility: Eligibility,
    /// Whom it is meant for; nothing when unknown.
    pub users: Option<Users>,
    /// Whether it is the one to offer when nothing else fits a question.
    pub fallback: bool,
    /// What it costs, where the source says so.
    pub cost: Text,
    /// What it costs, as rules; empty when unknown.
    pub costs: Vec<Cost>,
    /// What one must bring.
    pub documents: Vec<Text>,
    /// How near and how general it is.
    pub line: Option<Line>,
    /// What it helps with; the first theme is the main one.
    pub themes: Vec<ThemeCode>,
    /// Languages spoken; empty when unknown.
    pub languages: Vec<Spoken>,
    /// Where it is offered; empty when unknown.
    pub areas: Vec<Area>,
    /// The professions that help there, by their code in the thesaurus.
    pub professions: Vec<ThemeCode>,
    /// Where they help, such as at home or in hospital, by their code in the thesaurus.
    pub settings: Vec<ThemeCode>,
    /// Who may send somebody.
    pub referral: Option<Referral>,
    /// Who may set it in motion, and how.
    pub activation: Activation,
    /// How often it is brought up to date, when it is a directory of somebody else.
    pub update_rhythm: Option<Rhythm>,
    /// Whether it can be used at present.
    pub status: Status,
    /// What the entry rests on.
    pub evidence: String,
    /// The day on which somebody last confirmed the entry.
    pub verified_on: Option<Day>,
}

impl Service {
    /// A service of which nothing is known but its name, and who offers it.
    pub fn new(origin: Origin, organisation: OrganisationId, names: Text) -> Self {
        Self {
            id: ServiceId::of(&origin),
            organisation,
            kind: ServiceKind::Service,
            names,
            summary: Text::default(),
            plain: Text::default(),
            description: Text::default(),
            audience: Text::default(),
            eligibility: Eligibility::default(),
            users: None,
            fallback: false,
            cost: Text::default(),
            costs: Vec::new(),
            documents: Vec::new(),
            line: None,
            themes: Vec::new(),
            languages: Vec::new(),
            areas: Vec::new(),
            professions: Vec::new(),
            settings: Vec::new(),
            referral: None,
            activation: Activation::default(),
            update_rhythm: None,
            status: Status::Active,
            evidence: origin.source.clone(),
            verified_on: None,
            origin,
        }
    }
}

impl ServiceId {
    /// The id of the service of an origin.
    pub fn of(origin: &Origin) -> Self {
        Self::from_uuid(origin.uuid("service"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_round_trip_and_refuse_the_rest() {
        for text in ["region", "zone:CO", "municipality:21004", "postal_code:1020"] {
            assert_eq!(text.parse::<Area>().unwrap().to_string(), text);
        }
        for wrong in ["", "zone:", "country:BE", "region:x"] {
            assert!(wrong.parse::<Area>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_unknown_word_is_answered_with_the_known_ones() {
        let error = "third".parse::<Line>().unwrap_err().to_string();
        assert_eq!(error, "`third` is not one of zero_half, first, second");
    }

    #[test]
    fn spoken_languages_are_iso_codes() {
        assert!("ar".parse::<Spoken>().is_ok() && "sfb".parse::<Spoken>().is_ok());
        assert!("Arabic".parse::<Spoken>().is_err() && "".parse::<Spoken>().is_err());
    }
}
