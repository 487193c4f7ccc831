//! A new organisation, service, or place of a service, by hand.

use crate::Refusal;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use house::House;
use store::Tx;
use uuid::Uuid;
use web::{Answer, Choice, Failure, Form, Page, Query, see_other, view_with};

use super::linked;
use super::names::Names;
use super::pages::is_open;
use super::reading::changes;
use super::standing;
use super::widgets::{Look, Maker, Widget};
use crate::entry::actions::{self, New};
use crate::entry::confirmations::Channel;
use crate::entry::rules::Fault;
use crate::entry::{EntryId, EntryKind, Patch, Record, fields, records};
use crate::{OrganisationId, Origin};

/// The form of a new entry.
#[derive(Template)]
#[template(path = "editing/new.html")]
struct NewEntry {
    page: Page,
    form: Form,
    kind: EntryKind,
    /// What it will hang on, in words.
    of: Option<(EntryId, String)>,
    /// The parts of the form: a place has those of its location as well.
    widgets: Vec<Widget>,
    /// How somebody may have come to know.
    channels: Vec<Choice>,
}

impl NewEntry {
    fn title(&self) -> String {
        self.page.tr(format!("directory-new-{}", self.kind)).to_string()
    }
}

/// What a new entry is to be.
struct Wanted {
    kind: EntryKind,
    /// The entry that it hangs on.
    of: Option<Record>,
}

impl Wanted {
    /// What was asked for: an organisation, a service of one, a place of a service.
    async fn read(house: &House, kind: &str, of: &str) -> Result<Self, Failure> {
        let of = match of {
            "" => None,
            of => {
                let entry: EntryId = of.parse().map_err(|_| Failure::bad_input("of"))?;
                Some(records::find(house.store.read(), entry).await?.ok_or_else(Failure::not_found)?)
            }
        };
        let kind = if kind.is_empty() { "organisation" } else { kind };
        let kind: EntryKind = kind.parse().map_err(|_| Failure::bad_input("what"))?;
        let fits = matches!(
            (kind, of.as_ref().map(|of| of.entry().kind)),
            (EntryKind::Organisation, None)
                | (EntryKind::Service, Some(EntryKind::Organisation))
                | (EntryKind::ServiceAtLocation, Some(EntryKind::Service))
        );
        if fits { Ok(Self { kind, of }) } else { Err(Failure::bad_input("of")) }
    }

    /// The organisation that it is made for.
    fn within(&self) -> Option<OrganisationId> {
        match self.of.as_ref()? {
            Record::Organisation(of) => Some(of.id),
            Record::Service(of) => Some(of.organisation),
            Record::Location(_) | Record::ServiceAtLocation(_) => None,
        }
    }

    /// The kinds of entry that the form is about: a place is made with its location.
    const fn parts(&self) -> &'static [EntryKind] {
        match self.kind {
            EntryKind::ServiceAtLocation => &[EntryKind::Location, EntryKind::ServiceAtLocation],
            EntryKind::Organisation => &[EntryKind::Organisation],
            EntryKind::Service => &[EntryKind::Service],
            EntryKind::Location => &[EntryKind::Location],
        }
    }
}

/// The fields that a form of several kinds has once.
fn is_asked(parts: &[EntryKind], kind: EntryKind, name: &str) -> bool {
    parts.len() == 1 || kind == EntryKind::Location || fields::find(EntryKind::Location, name).is_none()
}

fn blank(kind: EntryKind) -> Record {
    fields::blank(kind, Origin::new(Origin::HERE, ""), None, None)
}

/// `GET /directory/entries/new?what=&of=`
pub(crate) async fn new(page: Page, State(house): State<House>, query: Query) -> Answer {
    let (kind, of) = (query.text("what", 40)?, query.text("of", 80)?);
    let wanted = Wanted::read(&house, kind, of).await?;
    let mut form = Form::blank();
    form.set("id", page.cx().random.uuid(page.cx().now()).to_string());
    form.set("active", "yes");
    draw(page, form, wanted, &house, StatusCode::OK).await
}

/// `POST /directory/entries/new`
pub(crate) async fn make(page: Page, State(house): State<House>, mut form: Form) -> Answer {
    let wanted = Wanted::read(&house, form.value("what"), form.value("of")).await?;
    let Some(id) = form.required::<Uuid>("id") else { return Err(Failure::bad_input("id")) };
    let parts = wanted.parts();
    let mut patches = Vec::new();
    for kind in parts {
        let wanted = |field: &fields::Field| is_asked(parts, *kind, field.name) && is_open(&page, field);
        let record = blank(*kind);
        let mut patch = changes(&mut form, &record, page.cx().today(), wanted);
        linked::changes(house.store.read(), &mut form, (&record, &mut patch), page.lang()).await?;
        patches.push(patch);
    }
    let channel = standing::heard(&mut form)?;
    if !form.is_sound() {
        return draw(page, form, wanted, &house, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let tx = house.store.begin().await?;
    match made(&page, &tx, &wanted, (id, patches, channel)).await {
        Ok(record) => {
            tx.commit().await?;
            Ok(done(&record))
        }
        Err(Refusal::Unfit(faults)) => {
            tx.rollback().await?;
            for Fault { field, key } in faults {
                form.add_fault(field, key);
            }
            draw(page, form, wanted, &house, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

fn done(record: &Record) -> Response {
    see_other(format!("/directory/entries/{}", record.entry())).saying("directory-made").into_response()
}

async fn made(
    page: &Page,
    tx: &Tx,
    wanted: &Wanted,
    (id, patches, channel): (Uuid, Vec<Patch>, Option<Channel>),
) -> Result<Record, Refusal> {
    let first = wanted.of.as_ref().map(|of| of.entry().id);
    let (kind, within, patch) = (wanted.kind, wanted.within(), Patch::new());
    let new = New { kind, id, first, second: None, within, patch, channel };
    let mut patches = patches.into_iter();
    let mut location = None;
    if wanted.kind == EntryKind::ServiceAtLocation {
        let patch = patches.next().unwrap_or_default();
        let place = New { kind: EntryKind::Location, first: None, patch, ..new.clone() };
        location = Some(actions::create(page.cx(), tx, place).await?.entry().id);
    }
    let patch = patches.next().unwrap_or_default();
    actions::create(page.cx(), tx, New { second: location, patch, ..new }).await
}

async fn draw(page: Page, form: Form, wanted: Wanted, house: &House, status: StatusCode) -> Answer {
    let names = Names::load(house).await?;
    let (kind, parts) = (wanted.kind, wanted.parts());
    let mut widgets = Vec::new();
    for part in parts {
        let record = blank(*part);
        let maker = Maker { page: &page, names: &names, record: &record, asks_states: true };
        widgets.extend(maker.widgets(|field| is_asked(parts, *part, field.name) && is_open(&page, field)));
    }
    let of = wanted.of.map(|of| (of.entry(), of.names().plain(page.lang()).to_owned()));
    let channels = standing::channels(&page);
    view_with(status, &NewEntry { page: page.clone(), form, kind, of, widgets, channels })
}
