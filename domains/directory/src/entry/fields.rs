//! The table of fields: what sort of value each holds, how long a confirmation of it holds, and whether the public proposes it.
//!
//! Forms, proposals, history, confirmations and imports all read this table: a field that is added to a record is a line here
//! and a label `directory-field-NAME` in the texts.

use kernel::Text;
use uuid::Uuid;

use super::EntryKind;
use super::record::Record;
use crate::words::Word;
use crate::{
    AliasSort, Line, Location, LocationId, Organisation, OrganisationId, Origin, Precision, Referral, Service,
    ServiceAtLocation, ServiceAtLocationId, ServiceId, Status, Users,
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
    /// Yes, no or not known.
    YesNo,
    /// Opening hours in the syntax of OpenStreetMap.
    Hours,
    /// Other names, each with its sort.
    Aliases,
    /// A kind of organisation, by code.
    OrganisationKind,
    /// Themes, by code; the main one first.
    Themes,
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
    /// Whether the public may say that it is wrong.
    pub proposable: bool,
    /// Whether an entry cannot be without it.
    pub needed: bool,
}

impl Field {
    const fn new(name: &'static str, sort: Sort, holds: Holds) -> Self {
        Self { name, sort, holds, proposable: false, needed: false }
    }

    const fn proposed(self) -> Self {
        Self { proposable: true, ..self }
    }

    const fn needed(self) -> Self {
        Self { needed: true, ..self }
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
    Field::new("active", Sort::Flag, Holds::Structure),
    Field::new("evidence", Sort::Plain, Holds::Structure),
];

const SERVICE: &[Field] = &[
    Field::new("organisation", Sort::Entry(EntryKind::Organisation), Holds::Structure),
    Field::new("names", Sort::Name, Holds::Structure).proposed().needed(),
    Field::new("summary", Sort::Text, Holds::Mission).proposed(),
    Field::new("themes", Sort::Themes, Holds::Mission),
    Field::new("audience", Sort::Text, Holds::Mission).proposed(),
    Field::new("users", Sort::Choice(&USERS), Holds::Structure),
    Field::new("areas", Sort::Areas, Holds::Mission),
    Field::new("languages", Sort::Languages, Holds::Mission).proposed(),
    Field::new("referral", Sort::Choice(&REFERRAL), Holds::Mission).proposed(),
    Field::new("cost", Sort::Text, Holds::Mission).proposed(),
    Field::new("line", Sort::Choice(&LINE), Holds::Structure),
    Field::new("status", Sort::Choice(&STATUS), Holds::Contact).proposed(),
    Field::new("fallback", Sort::Flag, Holds::Structure),
    Field::new("evidence", Sort::Plain, Holds::Structure),
    Field::new("verified_on", Sort::Derived, Holds::Structure),
];

const LOCATION: &[Field] = &[
    Field::new("street", Sort::Name, Holds::Contact).proposed(),
    Field::new("house_number", Sort::Plain, Holds::Contact).proposed(),
    Field::new("postal_code", Sort::Plain, Holds::Contact).proposed(),
    Field::new("municipality", Sort::Municipality, Holds::Structure),
    Field::new("point", Sort::Point, Holds::Structure),
    Field::new("precision", Sort::Choice(&PRECISION), Holds::Structure),
    Field::new("zone", Sort::Derived, Holds::Structure),
    Field::new("sector", Sort::Derived, Holds::Structure),
    Field::new("neighbourhood", Sort::Derived, Holds::Structure),
];

const SERVICE_AT_LOCATION: &[Field] = &[
    Field::new("service", Sort::Entry(EntryKind::Service), Holds::Structure),
    Field::new("location", Sort::Entry(EntryKind::Location), Holds::Structure),
    Field::new("opening_hours", Sort::Hours, Holds::Quick).proposed(),
    Field::new("phone", Sort::Phone, Holds::Contact).proposed(),
    Field::new("email", Sort::Email, Holds::Contact).proposed(),
    Field::new("website", Sort::Website, Holds::Contact).proposed(),
    Field::new("step_free", Sort::YesNo, Holds::Mission).proposed(),
];

static USERS: Choices = Choices { texts: "directory-users-", all: words::<Users>, optional: true };
static REFERRAL: Choices = Choices { texts: "directory-referral-", all: words::<Referral>, optional: true };
static LINE: Choices = Choices { texts: "directory-line-", all: words::<Line>, optional: true };
static STATUS: Choices = Choices { texts: "directory-status-", all: words::<Status>, optional: false };
static PRECISION: Choices = Choices { texts: "directory-known-to-", all: precisions, optional: false };
/// The sorts of other names of an organisation.
pub static ALIAS: Choices = Choices { texts: "directory-alias-", all: words::<AliasSort>, optional: false };

/// Each value of a list as JSON has it, and its word.
fn words<T: Word>() -> Vec<(String, &'static str)> {
    T::EVERY.iter().map(|value| (as_json(value), value.word())).collect()
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
        EntryKind::Organisation => blank_organisation(origin).into(),
        EntryKind::Service => blank_service(origin, OrganisationId::from_uuid(first)).into(),
        EntryKind::Location => blank_location(origin).into(),
        EntryKind::ServiceAtLocation => {
            let (service, location) = (ServiceId::from_uuid(first), LocationId::from_uuid(second));
            blank_service_at_location(origin, service, location).into()
        }
    }
}

fn blank_organisation(origin: Origin) -> Organisation {
    Organisation {
        id: OrganisationId::of(&origin),
        origin,
        names: Text::default(),
        aliases: Vec::new(),
        kind: None,
        description: Text::default(),
        website: None,
        phone: None,
        email: None,
        evidence: String::new(),
        active: true,
    }
}

fn blank_service(origin: Origin, organisation: OrganisationId) -> Service {
    Service {
        id: ServiceId::of(&origin),
        origin,
        organisation,
        names: Text::default(),
        summary: Text::default(),
        audience: Text::default(),
        users: None,
        fallback: false,
        cost: Text::default(),
        line: None,
        themes: Vec::new(),
        languages: Vec::new(),
        areas: Vec::new(),
        referral: None,
        status: Status::Active,
        evidence: String::new(),
        verified_on: None,
    }
}

fn blank_location(origin: Origin) -> Location {
    Location {
        id: LocationId::of(&origin),
        origin,
        street: Text::default(),
        house_number: None,
        postal_code: None,
        municipality: None,
        zone: None,
        sector: None,
        neighbourhood: None,
        point: None,
        precision: Precision::Region,
    }
}

fn blank_service_at_location(origin: Origin, service: ServiceId, location: LocationId) -> ServiceAtLocation {
    ServiceAtLocation {
        id: ServiceAtLocationId::of(&origin),
        origin,
        service,
        location,
        opening_hours: None,
        phone: None,
        email: None,
        website: None,
        step_free: None,
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
    fn choices_are_what_json_has() {
        assert_eq!((REFERRAL.all)()[0], ("oneself".to_owned(), "self"));
        assert_eq!((PRECISION.all)().len(), Precision::ALL.len());
    }
}
