//! Writing entries: each by the action that forms use as well, in one unit of work.

use std::ops::ControlFlow;

use access::Vault;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use directory::OrganisationId;
use directory::entry::actions::{self, Revision, resource};
use directory::entry::confirmations::{self, Channel};
use directory::entry::{EntryId, EntryKind, Patch, Record, Via, records};
use directory::proposal::actions::{Draft, hears_program, propose as send};
use house::House;
use serde_json::json;
use store::Tx;
use uuid::Uuid;
use web::{Failure, Page, Path, Path2};

use super::draw::{self, Answer};
use super::once::Request;
use super::sent::{self, note, read, seen};
use super::trouble::Trouble;

/// `PATCH /api/v1/entries/KIND/ID`
pub(super) async fn change(
    page: Page,
    State(house): State<House>,
    Path2(kind, id): Path2<EntryKind, Uuid>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let sent: sent::Change = read(&headers, &body)?;
    let seen = seen(&headers)?;
    let request = Request { page: &page, house: &house, kind, mark: None, body: &body };
    let tx = house.store.begin().await?;
    let done = changed(&page, &tx, EntryId::new(kind, id), (sent, seen)).await;
    request.end(tx, done).await
}

async fn changed(
    page: &Page,
    tx: &Tx,
    entry: EntryId,
    (sent, seen): (sent::Change, Option<i64>),
) -> Result<Answer, Trouble> {
    let (note, channel) = (note(sent.note.as_deref())?, told(sent.channel)?);
    let patch = sent::patch(entry.kind, sent.fields).map_err(Trouble::field)?;
    let revised = actions::revise(page.cx(), tx, entry, Revision { patch, via: Via::Api, seen, note, channel }).await?;
    Ok(Answer::of(StatusCode::OK, draw::revised(page, tx, &revised).await?))
}

/// `DELETE /api/v1/entries/KIND/ID`
pub(super) async fn retire(
    page: Page,
    State(house): State<House>,
    Path2(kind, id): Path2<EntryKind, Uuid>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let seen = seen(&headers)?;
    let request = Request { page: &page, house: &house, kind, mark: None, body: &[] };
    let tx = house.store.begin().await?;
    let done = retired(&page, &tx, EntryId::new(kind, id), seen).await;
    request.end(tx, done).await
}

async fn retired(page: &Page, tx: &Tx, entry: EntryId, seen: Option<i64>) -> Result<Answer, Trouble> {
    // A change of nothing holds the entry, and refuses when it is no longer the one that was seen.
    let nothing = Revision { seen, ..Revision::new(Patch::new(), Via::Api) };
    actions::revise(page.cx(), tx, entry, nothing).await?;
    actions::retire(page.cx(), tx, entry, None).await?;
    Ok(Answer::nothing())
}

/// `POST /api/v1/entries/KIND`
pub(super) async fn create(
    page: Page,
    State(house): State<House>,
    Path(kind): Path<EntryKind>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let sent: sent::New = read(&headers, &body)?;
    let request = Request::marked((&page, &house), kind, (&headers, &body))?;
    let tx = match request.begin().await? {
        ControlFlow::Continue(tx) => tx,
        ControlFlow::Break(known) => return Ok(known),
    };
    let done = created(&page, &tx, kind, sent).await;
    request.end(tx, done).await
}

async fn created(page: &Page, tx: &Tx, kind: EntryKind, sent: sent::New) -> Result<Answer, Trouble> {
    let record = made(page, tx, kind, sent).await?;
    let drawn = draw::entry(page, tx, &record).await?;
    Ok(Answer::of(StatusCode::CREATED, drawn).at(draw::place(page, record.entry())))
}

/// `POST /api/v1/entries/KIND/ID/confirm`
pub(super) async fn confirm(
    page: Page,
    State(house): State<House>,
    Path2(kind, id): Path2<EntryKind, Uuid>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let sent: sent::Confirmation = read(&headers, &body)?;
    let channel = told(Some(sent.channel))?.unwrap_or(sent.channel);
    let seen = seen(&headers)?;
    let request = Request::marked((&page, &house), kind, (&headers, &body))?;
    let tx = match request.begin().await? {
        ControlFlow::Continue(tx) => tx,
        ControlFlow::Break(known) => return Ok(known),
    };
    let done = confirmations::confirm_seen(page.cx(), &tx, (EntryId::new(kind, id), seen), channel).await;
    request.end(tx, done.map(|()| Answer::nothing()).map_err(Trouble::from)).await
}

/// `POST /api/v1/entries/KIND/ID/proposals`
pub(super) async fn propose(
    page: Page,
    State(house): State<House>,
    Path2(kind, id): Path2<EntryKind, Uuid>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let sent: sent::Proposal = read(&headers, &body)?;
    let request = Request::marked((&page, &house), kind, (&headers, &body))?;
    // A flood must cost less than what it floods: one too many is refused before anything is begun.
    if let Some(known) = request.answered().await? {
        return known.sent();
    }
    let (db, entry) = (house.store.read(), EntryId::new(kind, id));
    // What was merged leads on: who saw it under its old id speaks of the one in its place.
    let entry = directory::redirected(db, entry).await?.unwrap_or(entry);
    hears_program(page.cx(), db, &house.vault, entry).await?;
    let tx = match request.begin().await? {
        ControlFlow::Continue(tx) => tx,
        ControlFlow::Break(known) => return Ok(known),
    };
    let done = proposed(&page, &tx, &house.vault, (entry, sent)).await;
    request.end(tx, done).await
}

async fn proposed(
    page: &Page,
    tx: &Tx,
    vault: &Vault,
    (entry, sent): (EntryId, sent::Proposal),
) -> Result<Answer, Trouble> {
    let note = note(sent.note.as_deref())?;
    if let Some(field) = sent::not_proposed(entry.kind, &sent.fields) {
        return Err(Trouble::not_proposed(field));
    }
    let patch = sent::patch(entry.kind, sent.fields).map_err(Trouble::field)?;
    let draft = Draft::of_program(page.cx(), vault, (entry, patch), note.as_deref());
    let token = send(page.cx(), tx, draft).await?;
    // The one way to see what becomes of it; whoever has it needs nothing else.
    let place = page.absolute(&format!("/proposals/{token}"));
    Ok(Answer::of(StatusCode::CREATED, json!({ "url": place.clone() })).at(place))
}

/// How a program came to know; that a source says so is for imports.
fn told(channel: Option<Channel>) -> Result<Option<Channel>, Failure> {
    if channel == Some(Channel::Source) { Err(Failure::bad_input("channel")) } else { Ok(channel) }
}

/// A new entry, with what it hangs on.
async fn made(page: &Page, tx: &Tx, kind: EntryKind, sent: sent::New) -> Result<Record, Trouble> {
    let id = page.cx().random.uuid(page.cx().now());
    let patch = sent::patch(kind, sent.fields.clone()).map_err(Trouble::field)?;
    let channel = told(sent.channel)?;
    let mut new = actions::New { kind, id, first: None, second: None, within: None, patch, channel };
    match kind {
        EntryKind::Organisation | EntryKind::Location => {}
        EntryKind::Service => {
            let owner = parent(tx, EntryKind::Organisation, sent.organisation, "organisation").await?.entry().id;
            new.first = Some(owner);
            new.within = Some(OrganisationId::from_uuid(owner));
        }
        EntryKind::ServiceAtLocation => {
            let service = parent(tx, EntryKind::Service, sent.service, "service").await?;
            if let Record::Service(service) = &service {
                new.within = Some(service.organisation);
            }
            new.first = Some(service.entry().id);
            new.second = Some(located(page, tx, &new, &sent).await?);
        }
    }
    Ok(actions::create(page.cx(), tx, new).await?)
}

/// Where a service is offered: at a location that the program may change, or at a new one.
async fn located(page: &Page, tx: &Tx, new: &actions::New, sent: &sent::New) -> Result<Uuid, Trouble> {
    if let Some(fields) = &sent.location_fields {
        let patch: Patch = sent::patch(EntryKind::Location, fields.clone()).map_err(Trouble::field)?;
        let place = actions::New { kind: EntryKind::Location, first: None, second: None, patch, ..new.clone() };
        return Ok(actions::create(page.cx(), tx, place).await?.entry().id);
    }
    let entry = parent(tx, EntryKind::Location, sent.location, "location").await?.entry();
    page.cx().require("directory.edit", &resource(tx, entry).await?).map_err(Failure::from)?;
    Ok(entry.id)
}

/// What a new entry hangs on; it must be there.
async fn parent(tx: &Tx, kind: EntryKind, id: Option<Uuid>, field: &str) -> Result<Record, Trouble> {
    let found = match id {
        Some(id) => records::find(tx, EntryId::new(kind, id)).await?,
        None => None,
    };
    found.ok_or_else(|| Trouble::field(field.to_owned()))
}
