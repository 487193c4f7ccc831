//! An entry as a program reads it.

use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use directory::entry::actions::Revised;
use directory::entry::reviews;
use directory::entry::{EntryId, EntryKind, Record, records};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Map, Value, json};
use web::{Failure, Page};

/// What a program is answered: the status, what was made and where, the version of the entry.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Answer {
    pub status: u16,
    /// Where what was made can be read.
    pub place: Option<String>,
    pub body: Option<Value>,
}

impl Answer {
    pub fn of(status: StatusCode, body: Value) -> Self {
        Self { status: status.as_u16(), place: None, body: Some(body) }
    }

    pub fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT.as_u16(), place: None, body: None }
    }

    pub fn at(self, place: String) -> Self {
        Self { place: Some(place), ..self }
    }

    /// The answer on its way.
    pub fn sent(self) -> Result<Response, Failure> {
        let status = StatusCode::from_u16(self.status).map_err(Failure::unexpected)?;
        let mark = self.body.as_ref().and_then(|body| body["version"].as_i64()).map(mark);
        let mut answer = match self.body {
            Some(body) => (status, axum::Json(body)).into_response(),
            None => status.into_response(),
        };
        put(answer.headers_mut(), self.place.as_deref(), mark.as_deref());
        Ok(answer)
    }
}

fn put(headers: &mut HeaderMap, place: Option<&str>, mark: Option<&str>) {
    for (name, value) in [(LOCATION, place), (ETAG, mark)] {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
            headers.insert(name, value);
        }
    }
}

/// The mark of a version, as a program sends it back in `If-Match`.
pub(super) fn mark(version: i64) -> String {
    format!("\"{version}\"")
}

/// The address of an entry.
pub(super) fn place(page: &Page, entry: EntryId) -> String {
    page.absolute(&format!("/api/v1/entries/{}/{}", entry.kind, entry.id))
}

/// An entry with its fields by name.
pub(super) async fn entry(page: &Page, db: &impl ConnectionTrait, record: &Record) -> Result<Value, DbErr> {
    let entry = record.entry();
    let fields: Map<String, Value> = record.fields().into_iter().collect();
    let mut drawn = json!({
        "kind": entry.kind.code(),
        "id": entry.id,
        "version": records::current(db, entry).await?,
        "source": { "name": record.origin().source, "id": record.origin().id },
        "url": place(page, entry),
        "fields": fields,
        "confirmations": records::confirmations_of(db, entry).await?,
        "reviews": reviews::of(db, record).await?,
    });
    let public = match entry.kind {
        EntryKind::Organisation => Some(format!("/organisations/{}", entry.id)),
        EntryKind::Service => Some(format!("/services/{}", entry.id)),
        EntryKind::Location | EntryKind::ServiceAtLocation => None,
    };
    if let (Some(drawn), Some(public)) = (drawn.as_object_mut(), public) {
        drawn.insert("page".to_owned(), page.absolute(&public).into());
    }
    Ok(drawn)
}

/// An entry that was changed: in which fields, and in which others go first.
pub(super) async fn revised(page: &Page, db: &impl ConnectionTrait, revised: &Revised) -> Result<Value, DbErr> {
    let mut drawn = entry(page, db, &revised.record).await?;
    if let Some(drawn) = drawn.as_object_mut() {
        let changed: Vec<&str> = revised.changed.iter().map(|(field, _)| field).collect();
        drawn.insert("changed".to_owned(), json!(changed));
        drawn.insert("withheld".to_owned(), json!(revised.withheld));
    }
    Ok(drawn)
}
