//! Reading an entry: every field of it, also what the public does not see.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use directory::entry::actions::resource;
use directory::entry::{EntryId, EntryKind, records};
use house::House;
use sea_orm::ConnectionTrait;
use uuid::Uuid;
use web::{Failure, Page, Path2};

use super::draw::{self, Answer, mark};

/// `GET /api/v1/entries/KIND/ID`
pub(super) async fn show(
    page: Page,
    State(house): State<House>,
    Path2(kind, id): Path2<EntryKind, Uuid>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (db, entry) = (house.store.read(), EntryId::new(kind, id));
    let Some(record) = records::find_whole(db, entry).await? else { return led_on(&page, db, entry).await };
    page.cx().require("directory.read_entry", &resource(db, entry).await?)?;
    let drawn = draw::entry(&page, db, &record).await?;
    let present = drawn["version"].as_i64().map(mark).unwrap_or_default();
    let known = headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or_default();
    if known.trim_start_matches("W/") == present {
        let mut answer = StatusCode::NOT_MODIFIED.into_response();
        answer.headers_mut().extend(HeaderValue::from_str(&present).ok().map(|mark| (ETAG, mark)));
        return Ok(answer);
    }
    Answer::of(StatusCode::OK, drawn).sent()
}

/// An entry that was merged leads to the one in its place, for those who may read that. Merged ones may be parted, so nobody is to
/// remember the way for good.
async fn led_on(page: &Page, db: &impl ConnectionTrait, entry: EntryId) -> Result<Response, Failure> {
    let kept = directory::redirected(db, entry).await?.ok_or_else(Failure::not_found)?;
    page.cx().require("directory.read_entry", &resource(db, kept).await?)?;
    let headers = [(LOCATION, draw::place(page, kept)), (CACHE_CONTROL, "no-cache".to_owned())];
    Ok((StatusCode::MOVED_PERMANENTLY, headers).into_response())
}
