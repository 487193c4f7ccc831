//! What somebody speaks of who says that something is not right: an entry, and of a service one of its places with its location.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use house::House;
use kernel::{Day, Text};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;
use web::{Failure, Form, Markup, Page};

use super::Speaker;
use crate::editing::filling;
use crate::editing::names::Names;
use crate::editing::pages::{address, title};
use crate::editing::reading::changes;
use crate::editing::saying::Teller;
use crate::editing::widgets::{Look, Maker, Widget};
use crate::entry::rules::Fault;
use crate::entry::{self, EntryId, EntryKind, Patch, Record, fields, says_nothing};
use crate::{OrganisationId, Refusal, ServiceAtLocation, ServiceId, service_at_location};

/// An entry that somebody speaks of, and of a service one of its places with its location.
pub struct Subject {
    entry: EntryId,
    name: Text,
    records: Vec<Record>,
    places: Arc<[ServiceAtLocation]>,
    chosen: Option<ServiceAtLocation>,
    /// Who speaks of it.
    speaker: Speaker,
}

/// The fields of a form about a subject.
#[derive(Template)]
#[template(path = "proposal/fields.html")]
pub(super) struct Fields<'a> {
    page: &'a Page,
    form: &'a Form,
    /// Each field, and what it says now.
    pub widgets: Vec<(Widget, String)>,
}

impl Subject {
    /// An organisation, or a service with the place that `at` names (its first one otherwise).
    ///
    /// # Errors
    /// When there is none.
    pub async fn of(db: &impl ConnectionTrait, entry: EntryId, at: &str) -> Result<Self, Failure> {
        match entry.kind {
            EntryKind::Organisation => Self::of_organisation(db, OrganisationId::from_uuid(entry.id)).await,
            EntryKind::Service => Self::of_service(db, ServiceId::from_uuid(entry.id), at).await,
            EntryKind::Location | EntryKind::ServiceAtLocation => Err(Failure::not_found()),
        }
    }

    pub(super) async fn of_organisation(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Self, Failure> {
        let record = entry::records::find(db, id.into()).await?.ok_or_else(Failure::not_found)?;
        let name = record.names();
        let (places, speaker) = (Arc::default(), Speaker::Anybody);
        Ok(Self { entry: id.into(), name, records: vec![record], places, chosen: None, speaker })
    }

    pub(super) async fn of_service(db: &impl ConnectionTrait, id: ServiceId, at: &str) -> Result<Self, Failure> {
        let record = entry::records::find(db, id.into()).await?.ok_or_else(Failure::not_found)?;
        let name = record.names();
        let places = service_at_location::records::of_service(db, id).await?;
        let chosen = places.iter().find(|place| place.id.to_string() == at).or(places.first()).cloned();
        let mut records = vec![record];
        if let Some(chosen) = &chosen {
            records.push(chosen.clone().into());
            let location = entry::records::find(db, chosen.location.into()).await?;
            // Nobody is told where a shelter is, not even by a form.
            records.extend(location.filter(is_open));
        }
        Ok(Self { entry: id.into(), name, records, places: places.into(), chosen, speaker: Speaker::Anybody })
    }

    /// The same, as the organisation itself speaks of it: about all that people rely on.
    #[must_use]
    pub fn by_itself(self) -> Self {
        Self { speaker: Speaker::Itself, ..self }
    }

    /// The entry.
    pub const fn entry(&self) -> EntryId {
        self.entry
    }

    /// What it is called.
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// The page on which the public reads it.
    pub fn path(&self) -> String {
        path_of(self.entry)
    }

    /// The place that is meant, for the form to name.
    pub fn at(&self) -> Option<String> {
        self.chosen.as_ref().map(|at| at.id.to_string())
    }

    /// The other places of a service: their ids, and what to call them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn other_places(&self, db: &impl ConnectionTrait, page: &Page) -> Result<Vec<(String, String)>, DbErr> {
        let ids: Vec<Uuid> = self.others().map(|place| place.location.uuid()).collect();
        let there = entry::records::many(db, EntryKind::Location, &ids).await?;
        let open: HashMap<Uuid, &Record> =
            there.iter().filter(|record| is_open(record)).map(|record| (record.entry().id, record)).collect();
        let name = |place: &ServiceAtLocation| match open.get(&place.location.uuid()) {
            Some(Record::Location(location)) => address(page, location),
            _ => page.tr("directory-secret-address").to_string(),
        };
        Ok(self.others().map(|place| (place.id.to_string(), name(place))).collect())
    }

    /// The form as it stands before anybody typed.
    pub fn filled(&self) -> Form {
        let values: Vec<_> = self.records.iter().flat_map(filling::filled).collect();
        Form::filled(values.iter().map(|(name, value)| (name.as_str(), value.clone())))
    }

    /// What a form says that the entries do not say yet. What cannot be read is at fault in the form.
    pub fn patches(&self, form: &mut Form, today: Day) -> Vec<(EntryId, Patch)> {
        let patch =
            |record: &Record| (record.entry(), changes(form, record, today, |field| self.speaker.may_say(field)));
        self.records.iter().map(patch).collect()
    }

    pub(super) async fn fields<'a>(
        &self,
        page: &'a Page,
        form: &'a Form,
        house: &House,
    ) -> Result<Fields<'a>, Failure> {
        let names = Names::load(house).await?;
        let teller = Teller { page, names: &names };
        let mut widgets = Vec::new();
        for record in &self.records {
            let maker = Maker { page, names: &names, record, asks_states: false };
            for widget in maker.widgets(|field| self.speaker.may_say(field)) {
                let now = now(&teller, record, widget.name);
                widgets.push((widget, now));
            }
        }
        Ok(Fields { page, form, widgets })
    }

    /// The fields of a form about it, drawn: for the pages of other departments.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inputs(&self, page: &Page, form: &Form, house: &House) -> Result<Markup, Failure> {
        web::part(&self.fields(page, form, house).await?)
    }

    /// An entry and, of a service, each of its places by itself: the service with the first, then the others alone.
    ///
    /// # Errors
    /// When there is none.
    pub async fn all_of(db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<Self>, Failure> {
        let first = Self::of(db, entry, "").await?;
        let ids: Vec<Uuid> = first.others().map(|place| place.location.uuid()).collect();
        let there = entry::records::many(db, EntryKind::Location, &ids).await?;
        let open: HashMap<Uuid, Record> =
            there.into_iter().filter(is_open).map(|record| (record.entry().id, record)).collect();
        let other = |at: &ServiceAtLocation| {
            let location = open.get(&at.location.uuid()).cloned();
            let records = std::iter::once(Record::from(at.clone())).chain(location).collect();
            let (name, places) = (first.name.clone(), Arc::clone(&first.places));
            Self { entry, name, records, places, chosen: Some(at.clone()), speaker: first.speaker }
        };
        let others: Vec<Self> = first.others().map(other).collect();
        Ok(std::iter::once(first).chain(others).collect())
    }

    fn others(&self) -> impl Iterator<Item = &ServiceAtLocation> {
        self.places.iter().filter(|place| self.chosen.as_ref().is_none_or(|at| at.id != place.id))
    }

    /// What to call its place, where it has several.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_name(&self, db: &impl ConnectionTrait, page: &Page) -> Result<Option<String>, DbErr> {
        match &self.chosen {
            Some(place) if self.places.len() > 1 => place_name(db, page, place).await.map(Some),
            _ => Ok(None),
        }
    }

    /// What each says to the public: the fields that say something, by their label and in words.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read_out(page: &Page, house: &House, all: &[Self]) -> Result<Vec<Vec<(String, String)>>, Failure> {
        let names = Names::load(house).await?;
        let teller = Teller { page, names: &names };
        let of = |record: &Record| {
            let said = fields::of(record.entry().kind).iter().filter(|field| field.counts).filter_map(|field| {
                let value = record.field(field.name).filter(|value| !says_nothing(value))?;
                Some((teller.label(field), teller.say(field, &value)))
            });
            said.collect::<Vec<_>>()
        };
        Ok(all.iter().map(|subject| subject.records.iter().flat_map(of).collect()).collect())
    }
}

/// The page on which the public reads an organisation or a service.
pub(super) fn path_of(entry: EntryId) -> String {
    let folder = if entry.kind == EntryKind::Organisation { "organisations" } else { "services" };
    format!("/{folder}/{}", entry.id)
}

/// Says in the form why a proposal was refused, and with which status it goes back; nothing typed is lost.
///
/// # Errors
/// When it is nothing that who proposes can mend in the form.
pub fn told_in(form: &mut Form, refusal: Refusal) -> Result<StatusCode, Failure> {
    match refusal {
        Refusal::Unfit(faults) => {
            for Fault { field, key } in faults {
                form.add_fault(field, key);
            }
            Ok(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Refusal::Nothing => {
            form.add_fault("words", "directory-fault-nothing-proposed");
            Ok(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Refusal::TooMany => {
            form.add_fault("words", "directory-refused-too-many");
            Ok(StatusCode::TOO_MANY_REQUESTS)
        }
        other => Err(other.into()),
    }
}

/// What a field says now, in words; nothing when it says nothing.
fn now(teller: &Teller<'_>, record: &Record, name: &str) -> String {
    let field = fields::find(record.entry().kind, name);
    let said = field.and_then(|field| Some((field, record.field(name).filter(|value| !says_nothing(value))?)));
    said.map_or_else(String::new, |(field, value)| teller.say(field, &value))
}

async fn place_name(db: &impl ConnectionTrait, page: &Page, place: &ServiceAtLocation) -> Result<String, DbErr> {
    let location = entry::records::find(db, place.location.into()).await?;
    match location.filter(is_open) {
        Some(location) => title(db, page, &location).await,
        None => Ok(page.tr("directory-secret-address").to_string()),
    }
}

fn is_open(location: &Record) -> bool {
    !location.is_secret()
}
