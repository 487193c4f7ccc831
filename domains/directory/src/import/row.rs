//! One row of a foreign file as a draft of an entry: read field by field, refused or mended, never guessed.

mod judging;

use std::collections::HashSet;
use std::str::FromStr;

use intake::{Fault, Mapped, Mapping};
use kernel::{Day, Lang, Text, TranslationState};

use super::codes::LeftOut;
use super::fields::{Contact, LONGEST_NAME, LONGEST_TEXT, contact, hours, number_of_street, tidy_name};
use super::known::Known;
use super::more::More;
use super::wording;
use crate::ground::{Ground, Parts};
use crate::service_at_location::supplement::Supplement;
use crate::upkeep::Entry;
use crate::{
    Area, Line, Location, Organisation, OrganisationId, Origin, Point, Precision, Referral, Service, ServiceAtLocation,
    ServiceAtLocationId, Spoken, Status, ThemeCode, Users,
};

/// The status of an entry that is no more; not one of ours, because it then leaves the directory.
const GONE: &str = "gone";
/// The longest id of a row.
const LONGEST_ID: usize = 200;

/// What becomes of a row.
pub(super) enum Outcome {
    Taken(Box<Draft>),
    /// Its source says that it is no more, by the source's own name for it.
    Gone(String),
    /// It lies outside the region, which this file's mapping expects.
    Elsewhere(Fault),
    Refused(Fault),
}

/// An entry to be.
#[derive(Debug)]
pub(super) struct Draft {
    id: String,
    /// The organisation's name, for comparing.
    pub name: String,
    /// Whether the file gives it a name of its own; without one it can only complete an entry that is known.
    pub is_named: bool,
    /// Its postal code.
    pub postal_code: Option<String>,
    /// Where it is.
    pub point: Option<Point>,
    /// What was left out of the row, with place and remedy.
    pub remarks: Vec<String>,
    /// Codes that were left out.
    pub unread: Vec<LeftOut>,
    organisation: Text,
    kind: Option<String>,
    offer: Offer,
    place: Place,
    contact: Contact,
    hours: Option<String>,
    /// Hours that nobody can parse, as they were written.
    hours_text: Text,
    /// Whether a person should look at the entry.
    pub flagged: bool,
    more: More,
}

#[derive(Debug)]
struct Offer {
    names: Text,
    summary: Text,
    themes: Vec<ThemeCode>,
    line: Option<Line>,
    languages: Vec<Spoken>,
    areas: Vec<Area>,
    referral: Option<Referral>,
    users: Option<Users>,
    status: Status,
    verified_on: Option<Day>,
}

#[derive(Debug)]
struct Place {
    street: Text,
    house_number: Option<String>,
    postal_code: Option<String>,
    parts: Parts,
    precision: Precision,
}

/// Reads a row.
pub(super) fn read(mapped: &Mapped<'_>, mapping: &Mapping, known: &Known, ground: &Ground, today: Day) -> Outcome {
    let mut reading =
        Reading { mapped, known, ground, today, remarks: Vec::new(), unread: Vec::new(), lang: Lang::default() };
    reading.lang = reading.language(mapping);
    if mapping.only.as_ref().is_some_and(|field| mapped.value(field).is_none()) {
        let remedy = "name its value in the mapping, when it should be";
        return Outcome::Elsewhere(mapped.row.fault("it is nothing that this file is read for", remedy));
    }
    if reading.is_gone() {
        return reading.id().map_or_else(Outcome::Refused, Outcome::Gone);
    }
    let point = match point(mapped) {
        Ok(point) => point,
        Err(fault) => return Outcome::Refused(fault),
    };
    let parts = match point.map_or_else(|| Ok(Parts::default()), |point| ground.locate(point)) {
        Ok(parts) => parts,
        Err((message, remedy)) if mapping.skip_outside_region => {
            return Outcome::Elsewhere(mapped.row.fault(message, remedy));
        }
        Err((message, remedy)) => return Outcome::Refused(mapped.row.fault(message, remedy)),
    };
    match reading.draft(point, parts) {
        Ok(draft) => {
            let Reading { remarks, unread, .. } = reading;
            Outcome::Taken(Box::new(Draft { remarks, unread, ..draft }))
        }
        Err(fault) => Outcome::Refused(fault),
    }
}

fn point(mapped: &Mapped<'_>) -> Result<Option<Point>, Fault> {
    let lat = mapped.number("location.latitude")?;
    let lon = mapped.number("location.longitude")?;
    match (lat, lon) {
        (Some(lat), Some(lon)) => Ok(Some(Point { lat, lon })),
        // A feature has its point beside its fields.
        (None, None) => Ok(mapped.row.point()?.map(|(lat, lon)| Point { lat, lon })),
        _ => Err(mapped.row.fault("it has a latitude or a longitude, but not both", "give both, or none")),
    }
}

/// A row while it is read.
pub(super) struct Reading<'a> {
    mapped: &'a Mapped<'a>,
    pub(super) known: &'a Known,
    ground: &'a Ground,
    today: Day,
    remarks: Vec<String>,
    pub(super) unread: Vec<LeftOut>,
    /// The language of words that the mapping gives none.
    lang: Lang,
}

impl Reading<'_> {
    /// The language that the mapping says, else that of the organisation's name.
    fn language(&self, mapping: &Mapping) -> Lang {
        let said = mapping.default_of("lang").and_then(|code| code.parse().ok());
        let named = || Lang::ALL.into_iter().find(|lang| self.get(&format!("organisation.names.{lang}")).is_some());
        said.or_else(named).unwrap_or_default()
    }

    /// Whether the source says of the entry that it is no more.
    fn is_gone(&mut self) -> bool {
        self.flag("deleted") == Some(true) || self.get("service.status").is_some_and(|word| word == GONE)
    }

    fn draft(&mut self, point: Option<Point>, parts: Parts) -> Result<Draft, Fault> {
        for fault in self.mapped.unlisted() {
            self.remarks.push(format!("{fault}; the entry is kept without it"));
        }
        let id = self.id()?;
        let organisation = self.text("organisation.names", LONGEST_NAME)?;
        let organisation = if organisation.is_empty() { self.brand() } else { organisation };
        let kind = self.kind();
        let offer = self.offer(&organisation)?;
        let place = self.place(parts, point)?;
        let name = organisation.versions().next().map(|(_, name)| name.text.clone()).unwrap_or_default();
        let (hours, unparsed) = hours(self.mapped, &mut self.remarks);
        let flagged = unparsed.is_some();
        Ok(Draft {
            id,
            name,
            is_named: !organisation.is_empty(),
            postal_code: place.postal_code.clone(),
            point,
            remarks: Vec::new(),
            unread: Vec::new(),
            organisation,
            kind,
            offer,
            place,
            contact: contact(self.mapped, &mut self.remarks),
            hours,
            hours_text: unparsed.map_or_else(Text::default, |words| self.said(words)),
            flagged,
            more: More::read(self)?,
        })
    }

    /// The row's own id, or one made of the fields that the mapping names.
    fn id(&self) -> Result<String, Fault> {
        let id = self.mapped.id("source_id")?;
        if id.chars().count() > LONGEST_ID {
            return Err(self.mapped.row.fault(format!("its id is longer than {LONGEST_ID} letters"), "shorten it"));
        }
        Ok(id)
    }

    /// A place without a name goes by its brand.
    fn brand(&self) -> Text {
        self.get("organisation.brand").map_or_else(Text::default, |brand| Text::same_everywhere(&tidy_name(&brand)))
    }

    fn offer(&mut self, organisation: &Text) -> Result<Offer, Fault> {
        let (mut names, mut summary) =
            (self.text("service.names", LONGEST_NAME)?, self.text("service.summary", LONGEST_TEXT)?);
        if names.is_empty() || self.mapped.value("service.names").is_some() {
            // A name that the mapping gives and not the file says what sort of place it is, not which one.
            if summary.is_empty() {
                summary = names;
            }
            names = organisation.clone();
        }
        let mut themes = self.themes("service.themes");
        themes.extend(self.themes("service.extra_themes"));
        let mut seen = HashSet::new();
        themes.retain(|theme| seen.insert(theme.clone()));
        Ok(Offer {
            names,
            summary,
            themes,
            line: self.word("service.line"),
            languages: self.words("service.languages"),
            areas: self.words("service.areas"),
            referral: self.referral(),
            users: self.word("service.users"),
            status: self.word("service.status").unwrap_or(Status::Active),
            verified_on: self.past_day("service.verified_on"),
        })
    }

    /// Who may send somebody: in the word of our addresses and pages, or in that of our records.
    fn referral(&mut self) -> Option<Referral> {
        let word = self.get("service.referral")?;
        let as_kept = serde_json::from_value(serde_json::Value::String(word)).ok();
        as_kept.or_else(|| self.word("service.referral"))
    }

    fn place(&mut self, parts: Parts, point: Option<Point>) -> Result<Place, Fault> {
        let (street, number) = match self.get("location.address") {
            Some(address) => number_of_street(&address),
            None => (self.text("location.street", LONGEST_NAME)?, self.get("location.house_number")),
        };
        let said: Precision = self.word("location.precision").unwrap_or(Precision::Address);
        let postal_code = self.get("location.postal_code");
        if let Some(doubt) = self.ground.doubt(postal_code.as_deref(), &parts) {
            self.remarks.push(format!("{}: {doubt}; the entry is kept as it is written", self.mapped.row.place));
        }
        let by_code = postal_code.as_deref().map_or_else(Parts::default, |code| self.ground.of_postal_code(code));
        let said_zone = self.get("location.zone");
        let parts = Parts {
            sector: parts.sector.or_else(|| self.get("location.sector")),
            neighbourhood: parts.neighbourhood.or_else(|| self.get("location.neighbourhood")),
            municipality: parts.municipality.or_else(|| self.get("location.municipality")).or(by_code.municipality),
            zone: parts.zone.or(said_zone).or(by_code.zone),
        };
        // Without a point an address is worth no more than what it names.
        let known = match (point, street.is_empty(), &postal_code, &parts.municipality, &parts.zone) {
            (Some(_), ..) => Precision::Address,
            (None, false, ..) => Precision::Street,
            (None, _, Some(_), ..) => Precision::PostalCode,
            (None, _, _, Some(_), _) => Precision::Municipality,
            (None, _, _, _, Some(_)) => Precision::Zone,
            _ => Precision::Region,
        };
        Ok(Place { street, house_number: number, postal_code, parts, precision: said.max(known) })
    }

    /// A text by language, from `field.nl`, `field.fr`, `field.en`, `field.all`, or from the mapping's own words.
    pub(super) fn text(&self, field: &str, longest: usize) -> Result<Text, Fault> {
        let mut text = match self.mapped.value(field) {
            Some(serde_json::Value::String(words)) => Text::same_everywhere(&tidy_name(&words)),
            Some(words) => wording::read(words).map_err(|why| {
                let message = format!("`{field}` of the mapping cannot be read ({why})");
                self.mapped.row.fault(message, "write its words by language: nl, fr, en or all")
            })?,
            None => Text::default(),
        };
        if let Some(words) = self.get(&format!("{field}.all")) {
            text = Text::same_everywhere(&tidy_name(&words));
        }
        for lang in Lang::ALL {
            if let Some(words) = self.get(&format!("{field}.{lang}")) {
                text = text.with(lang, tidy_name(&words), TranslationState::Source);
            }
        }
        if text.versions().any(|(_, version)| version.text.chars().count() > longest) {
            let message = format!("`{field}` is longer than {longest} letters");
            return Err(self.mapped.row.fault(message, "shorten it"));
        }
        Ok(text)
    }

    pub(super) fn get(&self, field: &str) -> Option<String> {
        self.mapped.get(field).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// A word of a known list; another one is left out and told.
    pub(super) fn word<T: FromStr<Err: ToString>>(&mut self, field: &str) -> Option<T> {
        let word = self.get(field)?;
        word.parse().map_err(|error: T::Err| self.left_out(&error.to_string())).ok()
    }

    pub(super) fn words<T: FromStr<Err: ToString>>(&mut self, field: &str) -> Vec<T> {
        let words = self.list(field);
        let parsed = words.iter().map(|word| word.parse::<T>());
        let (good, bad): (Vec<_>, Vec<_>) = parsed.partition(Result::is_ok);
        for error in bad.into_iter().filter_map(Result::err) {
            self.left_out(&error.to_string());
        }
        good.into_iter().filter_map(Result::ok).collect()
    }

    /// The words of a list, or of one column that parts them by `;`.
    pub(super) fn list(&self, field: &str) -> Vec<String> {
        let list = self.mapped.list(field);
        let words = list.iter().flat_map(|text| text.split(';')).map(|word| word.trim().to_owned());
        words.filter(|word| !word.is_empty()).collect()
    }

    /// Words in the language of the file.
    pub(super) fn said(&self, words: String) -> Text {
        Text::source(self.lang, words)
    }

    pub(super) fn left_out(&mut self, why: &str) {
        self.remarks.push(format!("{}: {why}; the entry is kept without it", self.mapped.row.place));
    }
}

impl Draft {
    /// The entry of a new record.
    pub(super) fn entry(self, source: &str) -> Entry {
        let origin = Origin::new(source, &self.id);
        let Place { street, house_number, postal_code, parts, precision } = self.place;
        let mut organisation = Organisation { kind: self.kind, ..Organisation::new(origin.clone(), self.organisation) };
        let mut location = Location {
            street,
            house_number,
            postal_code,
            municipality: parts.municipality,
            zone: parts.zone,
            sector: parts.sector,
            neighbourhood: parts.neighbourhood,
            point: self.point,
            precision,
            ..Location::new(origin.clone())
        };
        let mut service = self.offer.service(&origin, organisation.id);
        let mut at = ServiceAtLocation {
            opening_hours: self.hours,
            hours_text: self.hours_text,
            phone: self.contact.phone,
            email: self.contact.email,
            website: self.contact.website,
            ..ServiceAtLocation::new(origin, service.id, location.id)
        };
        self.more.complete(&mut organisation, &mut service, &mut location, &mut at);
        Entry { organisation: Some(organisation), service: Some(service), location: Some(location), at: Some(at) }
    }

    /// What the row adds to an entry that is known already.
    pub(super) fn supplement(self, source: &str, at: ServiceAtLocationId) -> Supplement {
        let Contact { phone, email, website } = self.contact;
        Supplement { origin: Origin::new(source, self.id), at, opening_hours: self.hours, phone, email, website }
    }
}

impl Offer {
    fn service(self, origin: &Origin, organisation: OrganisationId) -> Service {
        Service {
            summary: self.summary,
            users: self.users,
            line: self.line,
            themes: self.themes,
            languages: self.languages,
            areas: self.areas,
            referral: self.referral,
            status: self.status,
            verified_on: self.verified_on,
            ..Service::new(origin.clone(), organisation, self.names)
        }
    }
}
