//! Services of the Human Services Data Specification (HSDS 3) as entries of ours.
//!
//! A service comes whole: with its organisation and its places within it, as `/services/{id}` answers it. What a data package has
//! in tables is put together to the same shape first (`package`), what a file of organisations has is turned around (`document`).
//! Names and titles of contact persons are left out: individuals are not published here.

mod bounds;
pub(super) mod document;
mod gathering;
mod offer;
mod organisation;
pub(super) mod package;
mod places;
mod plain;
mod profile;
mod schedule;
mod value;

use std::collections::HashSet;

use intake::{Fault, Place};
use kernel::{Day, Lang, Text};
use serde_json::Value;

use super::codes::LeftOut;
use super::known::Known;
use crate::ground::Ground;
use crate::upkeep::Entry;
use crate::{Origin, Status};

use profile::Profile;
pub(super) use value::Said;

/// The name of this standard in a mapping: `profile = "hsds"`.
pub(super) const PROFILE: &str = "hsds";
/// The longest id.
const LONGEST_ID: usize = 200;

/// How the services of a file are read.
pub(super) struct Reading {
    /// The language of the texts: HSDS has one for a whole file, and does not say which.
    pub lang: Lang,
    /// The kind of organisation, when the mapping says it for all.
    pub kind: Option<String>,
    pub today: Day,
    /// Hours from UTC that the region's clock knows over the year.
    pub offsets: Vec<i64>,
}

/// What is known when a service is read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub reading: &'a Reading,
    pub source: &'a str,
    pub known: &'a Known,
    pub ground: &'a Ground,
    /// The organisations that told of themselves in this file, by their ids in it: what services mention of them counts no more.
    pub told: &'a HashSet<String>,
}

/// What becomes of a service.
pub(super) enum Taken {
    /// It is offered here.
    Offered(Box<Offered>),
    /// Its source says that it is no more.
    Gone(Origin),
    /// It lies outside the region.
    Elsewhere(Fault),
    /// It cannot be used.
    Refused(Fault),
}

/// A service with whoever offers it and where.
pub(super) struct Offered {
    pub entries: Vec<Entry>,
    /// What was left out or kept otherwise, with place and reason.
    pub remarks: Vec<String>,
    /// Codes that were left out.
    pub unread: Vec<LeftOut>,
    /// Whether some of its hours are kept as words, because nobody can parse them.
    pub flagged: bool,
}

impl Reader<'_> {
    /// Reads a service.
    pub(super) fn service(&self, place: &Place, service: &Value) -> Taken {
        let (service, cut) = bounds::bounded(service);
        let said = Said::new(&service);
        let Some(id) = said.text("id").filter(|id| id.chars().count() <= LONGEST_ID) else {
            return Taken::Refused(Fault::row(
                place.clone(),
                "it has no id, or a very long one",
                "give each service a UUID",
            ));
        };
        let origin = Origin::new(self.source, &id);
        if matches!(said.text("status").as_deref(), Some("defunct")) || said.flag("deleted") == Some(true) {
            return Taken::Gone(origin);
        }
        let ours = Profile::of(&said).is_ours();
        let mut draft = Draft { reader: self, place, remarks: Vec::new(), unread: Vec::new(), flagged: false, ours };
        cut.into_iter().for_each(|why| draft.left_out(why));
        match draft.entries(&said, &origin) {
            Ok(entries) => {
                let Draft { remarks, unread, flagged, .. } = draft;
                Taken::Offered(Box::new(Offered { entries, remarks, unread, flagged }))
            }
            Err(Unusable::Elsewhere(fault)) => Taken::Elsewhere(fault),
            Err(Unusable::Refused(fault)) => Taken::Refused(fault),
        }
    }

    /// Reads an organisation by itself.
    pub(super) fn organisation(&self, place: &Place, organisation: &Value) -> Taken {
        let (organisation, cut) = bounds::bounded(organisation);
        let said = Said::new(&organisation);
        if said.flag("deleted") == Some(true)
            && let Some(id) = said.text("id")
        {
            return Taken::Gone(self.origin(&id));
        }
        let (remarks, unread) = (Vec::new(), Vec::new());
        let mut draft = Draft { reader: self, place, remarks, unread, flagged: false, ours: false };
        cut.into_iter().for_each(|why| draft.left_out(why));
        match draft.who(&said) {
            Ok(organisation) => {
                let entries = vec![Entry { organisation: Some(organisation), ..Entry::default() }];
                let Draft { remarks, unread, .. } = draft;
                Taken::Offered(Box::new(Offered { entries, remarks, unread, flagged: false }))
            }
            Err(Unusable::Elsewhere(fault)) => Taken::Elsewhere(fault),
            Err(Unusable::Refused(fault)) => Taken::Refused(fault),
        }
    }

    /// The status of a service by its word in HSDS; those that are gone were told apart before.
    fn status(word: Option<&str>) -> Status {
        match word {
            Some("inactive" | "temporarily closed") => Status::Suspended,
            _ => Status::Active,
        }
    }

    /// Words in the language of the file.
    fn words(&self, words: Option<String>) -> Text {
        words.map_or_else(Text::default, |words| Text::source(self.reading.lang, words))
    }

    fn origin(&self, id: &str) -> Origin {
        Origin::new(self.source, id)
    }
}

/// Why a service cannot be used.
enum Unusable {
    Elsewhere(Fault),
    Refused(Fault),
}

/// A service while it is read.
struct Draft<'a> {
    reader: &'a Reader<'a>,
    place: &'a Place,
    remarks: Vec<String>,
    unread: Vec<LeftOut>,
    flagged: bool,
    /// Whether it was drawn by our own profile, which says more and says it otherwise.
    ours: bool,
}

impl Draft<'_> {
    fn entries(&mut self, said: &Said<'_>, origin: &Origin) -> Result<Vec<Entry>, Unusable> {
        let (owner, organisation) = self.owner(said, origin)?;
        let service = self.offer(said, origin, owner)?;
        let places = self.places(said, &service)?;
        let mut entries: Vec<Entry> = places
            .into_iter()
            .map(|(location, at)| Entry { location: Some(location), at: Some(at), ..Entry::default() })
            .collect();
        if let Some(first) = entries.first_mut() {
            first.organisation = organisation;
            first.service = Some(service);
        }
        Ok(entries)
    }

    /// Tells what was left out of a service that is kept.
    fn left_out(&mut self, why: impl std::fmt::Display) {
        self.remarks.push(format!("{}: {why}; the entry is kept without it", self.place));
    }

    fn refuse(&self, message: impl Into<String>, remedy: &str) -> Unusable {
        Unusable::Refused(Fault::row(self.place.clone(), message, remedy))
    }

    /// A text of a field, no longer than is kept.
    fn text(&mut self, said: &Said<'_>, field: &str, longest: usize) -> Option<String> {
        let text = said.text(field)?;
        Some(self.bounded(text, field, longest))
    }

    fn bounded(&mut self, text: String, field: &str, longest: usize) -> String {
        let letters = text.chars().count();
        if letters <= longest {
            return text;
        }
        self.remarks.push(format!("{}: `{field}` has {letters} letters; {longest} of them are kept", self.place));
        plain::cut(&text, longest)
    }

    /// A text of a field in every language that it is told in: by our extension, else in the one of the file.
    fn texts(&mut self, said: &Said<'_>, field: &str, longest: usize) -> Text {
        let versions = said.versions(field);
        if versions.is_empty() {
            let text = self.text(said, field, longest);
            return self.reader.words(text);
        }
        let bounded =
            versions.into_iter().map(|(lang, words, state)| (lang, self.bounded(words, field, longest), state));
        bounded.fold(Text::default(), |text, (lang, words, state)| text.with(lang, words, state))
    }
}

/// A text with each version made into another.
fn each_version(text: &Text, change: impl Fn(Lang, &str) -> String) -> Text {
    text.versions()
        .fold(Text::default(), |all, (lang, version)| all.with(lang, change(lang, &version.text), version.state))
}
