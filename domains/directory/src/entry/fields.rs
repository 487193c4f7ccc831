//! The table of fields: what sort of value each holds, whether and for how long it is confirmed, and whether the public proposes it.
//!
//! Forms, proposals, history, confirmations and imports all read this table: a field that is added to a record is a line here
//! and a label `directory-field-NAME` in the texts.

use kernel::{Text, Word};
use uuid::Uuid;

use super::EntryKind;
use super::record::Record;
use crate::{
    Access, Activator, AliasSort, CostSort, Gender, Line, Location, LocationId, Organisation, OrganisationId, Origin,
    Precision, Referral, Rhythm, Service, ServiceAtLocation, ServiceId, ServiceKind, Status, TermFacet, Users, Way,
};

/// The longest name, letters.
pub(crate) const LONGEST_NAME: usize = 300;
/// The longest running text, letters.
pub(crate) const LONGEST_TEXT: usize = 4_000;

/// What a field is made of.
#[derive(Clone, Copy, Debug)]
pub enum Sort {
    /// A line in each language.
    Name,
    /// Running text in each language.
    Text,
    /// A line that no language changes.
    Plain,
    /// A phone number, as it is written.
    Phone,
    /// An e-mail address.
    Email,
    /// A page on the web.
    Website,
    /// One of a short list.
    Choice(&'static Choices),
    /// Yes or no.
    Flag,
    /// What an entry rests on: a line that may be empty and is never absent.
    Basis,
    /// Opening hours in the syntax of OpenStreetMap.
    Hours,
    /// Other names, each with its sort.
    Aliases,
    /// A kind of organisation, by code.
    OrganisationKind,
    /// Themes, by code; the main one first.
    Themes,
    /// Terms of a facet of the thesaurus, by code, in no order.
    Terms(TermFacet),
    /// Languages spoken, by code.
    Languages,
    /// Where a service is offered.
    Areas,
    /// A municipality, by code.
    Municipality,
    /// A point on the map.
    Point,
    /// Another entry of this kind; decided when the entry is made.
    Entry(EntryKind),
    /// Numbers in registers.
    Identifiers,
    /// For whom a service is, as rules.
    Eligibility,
    /// Who may set a service in motion, and how.
    Activation,
    /// What a service costs, as rules.
    Costs,
    /// Several lines in each language.
    Documents,
    /// Days out of the usual order.
    Closures,
    /// Whether everybody can get in and stay.
    Accessibility,
    /// Whether there is room.
    Capacity,
    /// Another organisation.
    Organisation,
    /// Other organisations.
    Organisations,
    /// Worked out from other fields, never typed.
    Derived,
}

/// A short list to choose from.
#[derive(Debug)]
pub struct Choices {
    /// What begins the keys of its texts: `directory-line-`.
    pub texts: &'static str,
    /// Each value as JSON has it, and its word.
    pub all: fn() -> Vec<(String, &'static str)>,
    /// Whether it may be left open.
    pub optional: bool,
}

/// How long a confirmation of a field holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Holds {
    /// What changes with the season: hours, places. 90 days.
    Quick,
    /// How to reach somebody. 180 days.
    Contact,
    /// What somebody does, and for whom. A year.
    Mission,
    /// What hardly ever changes. Three years.
    Structure,
}

impl Holds {
    /// So many days.
    pub const fn days(self) -> i32 {
        match self {
            Self::Quick => 90,
            Self::Contact => 180,
            Self::Mission => 365,
            Self::Structure => 3 * 365,
        }
    }

    /// How much it weighs in the freshness of the whole: what people rely on when they set out weighs most.
    pub const fn weight(self) -> u32 {
        match self {
            Self::Quick => 4,
            Self::Contact => 3,
            Self::Mission => 2,
            Self::Structure => 1,
        }
    }

    /// Whether it changes so soon that a confirmed entry of which nobody confirmed it asks for somebody: an hour, a number.
    pub const fn is_soon(self) -> bool {
        matches!(self, Self::Quick | Self::Contact)
    }
}

/// A field of a kind of entry.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in the record.
    pub name: &'static str,
    /// What it holds.
    pub sort: Sort,
    /// How long a confirmation of it holds.
    pub holds: Holds,
    /// Whether somebody confirms it: people rely on what it says.
    pub counts: bool,
    /// Whether anybody may say in the form that it is wrong; about the others they say so in words. An organisation may about all of
    /// its own that counts.
    pub proposable: bool,
    /// Whether an entry cannot be without it.
    pub needed: bool,
    /// Whether only editors write it: it says what an entry rests on, or where it stands among others.
    pub for_editors: bool,
}

impl Field {
    const fn new(name: &'static str, sort: Sort, holds: Holds) -> Self {
        Self { name, sort, holds, counts: false, proposable: false, needed: false, for_editors: false }
    }

    const fn counted(self) -> Self {
        Self { counts: true, ..self }
    }

    const fn proposed(self) -> Self {
        Self { proposable: true, ..self.counted() }
    }

    const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    const fn for_editors(self) -> Self {
        Self { for_editors: true, ..self }
    }

    /// Whether it is typed in a form.
    pub const fn is_edited(&self) -> bool {
        !matches!(self.sort, Sort::Derived | Sort::Entry(_))
    }

    /// The key of its label.
    pub fn label(&self) -> String {
        format!("directory-field-{}", self.name)
    }
}

/// The fields of a kind, in the order of forms.
pub const fn of(kind: EntryKind) -> &'static [Field] {
    match kind {
        EntryKind::Organisation => ORGANISATION,
        EntryKind::Service => SERVICE,
        EntryKind::Location => LOCATION,
        EntryKind::ServiceAtLocation => SERVICE_AT_LOCATION,
    }
}

/// A field by its name.
pub fn find(kind: EntryKind, name: &str) -> Option<&'static Field> {
    of(kind).iter().find(|field| field.name == name)
}

const ORGANISATION: &[Field] = &[
    Field::new("names", Sort::Name, Holds::Structure).proposed().needed(),
    Field::new("aliases", Sort::Aliases, Holds::Structure),
    Field::new("kind", Sort::OrganisationKind, Holds::Structure),
    Field::new("description", Sort::Text, Holds::Mission).proposed(),
    Field::new("phone", Sort::Phone, Holds::Contact).proposed(),
    Field::new("email", Sort::Email, Holds::Contact).proposed(),
    Field::new("website", Sort::Website, Holds::Contact).proposed(),
    Field::new("legal_form", Sort::Plain, Holds::Structure),
    Field::new("identifiers", Sort::Identifiers, Holds::Structure),
    Field::new("active", Sort::Flag, Holds::Structure),
    Field::new("evidence", Sort::Basis, Holds::Structure).for_editors(),
    Field::new("parent", Sort::Organisation, Holds::Structure).for_editors(),
    Field::new("networks", Sort::Organisations, Holds::Structure),
];

const SERVICE: &[Field] = &[
    Field::new("organisation", Sort::Entry(EntryKind::Organisation), Holds::Structure),
    Field::new("names", Sort::Name, Holds::Structure).proposed().needed(),
    Field::new("kind", Sort::Choice(&SERVICE_KIND), Holds::Structure),
    Field::new("summary", Sort::Text, Holds::Mission).proposed(),
    Field::new("plain", Sort::Text, Holds::Mission).counted(),
    Field::new("description", Sort::Text, Holds::Mission).proposed(),
    Field::new("themes", Sort::Themes, Holds::Mission).counted(),
    Field::new("audience", Sort::Text, Holds::Mission).proposed(),
    Field::new("eligibility", Sort::Eligibility, Holds::Mission).counted(),
    Field::new("users", Sort::Choice(&USERS), Holds::Structure),
    Field::new("areas", Sort::Areas, Holds::Mission).counted(),
    Field::new("languages", Sort::Languages, Holds::Mission).proposed(),
    Field::new("professions", Sort::Terms(TermFacet::Profession), Holds::Mission).counted(),
    Field::new("settings", Sort::Terms(TermFacet::Setting), Holds::Mission).counted(),
    Field::new("referral", Sort::Choice(&REFERRAL), Holds::Mission).proposed(),
    Field::new("activation", Sort::Activation, Holds::Mission).counted(),
    Field::new("cost", Sort::Text, Holds::Mission).proposed(),
    Field::new("costs", Sort::Costs, Holds::Mission).counted(),
    Field::new("documents", Sort::Documents, Holds::Mission).counted(),
    Field::new("line", Sort::Choice(&LINE), Holds::Structure),
    Field::new("update_rhythm", Sort::Choice(&RHYTHM), Holds::Structure),
    Field::new("status", Sort::Choice(&STATUS), Holds::Contact).proposed(),
    Field::new("fallback", Sort::Flag, Holds::Structure).for_editors(),
    Field::new("evidence", Sort::Basis, Holds::Structure).for_editors(),
    Field::new("verified_on", Sort::Derived, Holds::Structure),
];

const LOCATION: &[Field] = &[
    Field::new("names", Sort::Name, Holds::Structure),
    Field::new("confidential", Sort::Flag, Holds::Structure),
    Field::new("street", Sort::Name, Holds::Contact).proposed(),
    Field::new("house_number", Sort::Plain, Holds::Contact).proposed(),
    Field::new("postal_code", Sort::Plain, Holds::Contact).proposed(),
    Field::new("municipality", Sort::Municipality, Holds::Structure),
    Field::new("point", Sort::Point, Holds::Structure),
    Field::new("transport", Sort::Text, Holds::Mission).proposed(),
    Field::new("precision", Sort::Choice(&PRECISION), Holds::Structure),
    Field::new("zone", Sort::Derived, Holds::Structure),
    Field::new("sector", Sort::Derived, Holds::Structure),
    Field::new("neighbourhood", Sort::Derived, Holds::Structure),
];

const SERVICE_AT_LOCATION: &[Field] = &[
    Field::new("service", Sort::Entry(EntryKind::Service), Holds::Structure),
    Field::new("location", Sort::Entry(EntryKind::Location), Holds::Structure),
    Field::new("opening_hours", Sort::Hours, Holds::Quick).proposed(),
    Field::new("hours_text", Sort::Text, Holds::Quick).proposed(),
    Field::new("closures", Sort::Closures, Holds::Quick).counted(),
    Field::new("phone", Sort::Phone, Holds::Contact).proposed(),
    Field::new("email", Sort::Email, Holds::Contact).proposed(),
    Field::new("website", Sort::Website, Holds::Contact).proposed(),
    Field::new("accessibility", Sort::Accessibility, Holds::Mission).proposed(),
    Field::new("capacity", Sort::Capacity, Holds::Quick).counted(),
];

static USERS: Choices = Choices { texts: "directory-users-", all: words::<Users>, optional: true };
static REFERRAL: Choices = Choices { texts: "directory-referral-", all: words::<Referral>, optional: true };
static LINE: Choices = Choices { texts: "directory-line-", all: words::<Line>, optional: true };
static STATUS: Choices = Choices { texts: "directory-status-", all: words::<Status>, optional: false };
static SERVICE_KIND: Choices = Choices { texts: "directory-kind-", all: words::<ServiceKind>, optional: false };
static RHYTHM: Choices = Choices { texts: "directory-rhythm-", all: words::<Rhythm>, optional: true };
static PRECISION: Choices = Choices { texts: "directory-known-to-", all: precisions, optional: false };
/// What a service may cost.
pub static COST: Choices = Choices { texts: "directory-cost-", all: words::<CostSort>, optional: true };
/// Who may set a service in motion.
pub static ACTIVATOR: Choices = Choices { texts: "directory-activator-", all: words::<Activator>, optional: true };
/// How to set a service in motion.
pub static WAY: Choices = Choices { texts: "directory-way-", all: words::<Way>, optional: true };
/// Whom a service is for, by gender.
pub static GENDER: Choices = Choices { texts: "directory-gender-", all: words::<Gender>, optional: true };
/// What makes a place fit for everybody.
pub static ACCESS: Choices = Choices { texts: "directory-input-access-", all: words::<Access>, optional: true };
/// The sorts of other names of an organisation.
pub static ALIAS: Choices = Choices { texts: "directory-alias-", all: words::<AliasSort>, optional: false };

/// Each value of a list as JSON has it, and its word.
fn words<T: Word + serde::Serialize>() -> Vec<(String, &'static str)> {
    T::EVERY.iter().map(|value| (as_json(value), value.code())).collect()
}

fn precisions() -> Vec<(String, &'static str)> {
    Precision::ALL.iter().map(|value| (as_json(value), value.code())).collect()
}

fn as_json(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// An entry of a kind that says nothing yet. A service hangs on an organisation (`first`), a service at a location on a service
/// (`first`) and a location (`second`).
pub(crate) fn blank(kind: EntryKind, origin: Origin, first: Option<Uuid>, second: Option<Uuid>) -> Record {
    let (first, second) = (first.unwrap_or_default(), second.unwrap_or_default());
    match kind {
        EntryKind::Organisation => Organisation::new(origin, Text::default()).into(),
        EntryKind::Service => Service::new(origin, OrganisationId::from_uuid(first), Text::default()).into(),
        EntryKind::Location => Location::new(origin).into(),
        EntryKind::ServiceAtLocation => {
            ServiceAtLocation::new(origin, ServiceId::from_uuid(first), LocationId::from_uuid(second)).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_names_every_field_of_every_record_and_no_other() {
        for kind in EntryKind::ALL {
            let record = blank(*kind, Origin::new("test", "1"), None, None);
            let real: BTreeSet<String> = record.fields().into_keys().collect();
            let named: BTreeSet<String> = of(*kind).iter().map(|field| field.name.to_owned()).collect();
            assert_eq!(named, real, "{kind}");
            assert_eq!(named.len(), of(*kind).len(), "{kind} names a field twice");
        }
    }

    #[test]
    fn what_is_proposed_of_a_service_and_its_place_has_names_of_its_own() {
        let kinds = [EntryKind::Service, EntryKind::ServiceAtLocation, EntryKind::Location];
        let names: Vec<&str> = kinds
            .iter()
            .flat_map(|kind| of(*kind).iter().filter(|field| field.counts).map(|field| field.name))
            .collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "one form holds all of them: {names:?}");
    }

    #[test]
    fn choices_are_what_json_has() {
        assert_eq!((REFERRAL.all)()[0], ("oneself".to_owned(), "self"));
        assert_eq!((PRECISION.all)().len(), Precision::ALL.len());
    }
}
