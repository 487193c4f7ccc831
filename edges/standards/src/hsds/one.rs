//! One record by its id, with all that belongs to it.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use house::House;
use kernel::Lang;
use uuid::Uuid;
use web::{Failure, Page, Path, Query};

use super::asked::View;
use super::whole::Whole;
use crate::answer::{About, tag};
use crate::publication::Kind;
use crate::publication::records;
use crate::shelf::Entry;
use crate::succession;

/// What a program says when it asks for a record.
type Said = (Page, Query, HeaderMap);

pub(crate) async fn service(
    State(house): State<House>,
    Path(id): Path<Uuid>,
    page: Page,
    query: Query,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    show(&house, (Kind::Service, id), (page, query, headers)).await
}

pub(crate) async fn organization(
    State(house): State<House>,
    Path(id): Path<Uuid>,
    page: Page,
    query: Query,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    show(&house, (Kind::Organization, id), (page, query, headers)).await
}

pub(crate) async fn service_at_location(
    State(house): State<House>,
    Path(id): Path<Uuid>,
    page: Page,
    query: Query,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    show(&house, (Kind::ServiceAtLocation, id), (page, query, headers)).await
}

pub(crate) async fn taxonomy(
    State(house): State<House>,
    Path(id): Path<Uuid>,
    page: Page,
    query: Query,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    show(&house, (Kind::Taxonomy, id), (page, query, headers)).await
}

pub(crate) async fn taxonomy_term(
    State(house): State<House>,
    Path(id): Path<Uuid>,
    page: Page,
    query: Query,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    show(&house, (Kind::TaxonomyTerm, id), (page, query, headers)).await
}

async fn show(house: &House, (kind, id): (Kind, Uuid), (page, query, headers): Said) -> Result<Response, Failure> {
    let lang = query.value::<Lang>("lang")?.unwrap_or(page.lang());
    let db = house.store.read();
    let row = records::find(db, id).await?.filter(|row| row.kind == kind);
    if row.as_ref().is_none_or(|row| row.deleted)
        && let Some(now) = succession::of(db, kind, id).await?
    {
        return Ok(led_on(&page, now));
    }
    let row = row.ok_or_else(Failure::not_found)?;
    // The standard has a word for a service that went, and for nothing else.
    if row.deleted && kind != Kind::Service {
        return Err(gone(&page));
    }
    let entry = Entry::of(&row, &std::sync::Arc::default(), &std::sync::Arc::default());
    let view = match query.get("full_service") {
        Some("true" | "1") if kind == Kind::Organization => View::WithServices,
        None | Some("false" | "0" | "true" | "1") => View::Whole,
        Some(_) => return Err(Failure::bad_input("full_service")),
    };
    let mut out = String::new();
    Whole { kind, lang, view }.write(db, &[&entry], ',', &mut out).await?;
    if out.is_empty() {
        // It went meanwhile.
        return Err(gone(&page));
    }
    let about = About { kind: "application/json", lang, tag: tag(out.as_bytes()) };
    if about.is_known(&headers) {
        return Ok(about.unchanged());
    }
    Ok(about.put_on(out.into_response()))
}

/// There was one, and nothing of it is told any more but in the feed of changes.
fn gone(page: &Page) -> Failure {
    Failure::refused(StatusCode::GONE, "standards-refused-gone").arg("feed", page.absolute("/api/v1/changes"))
}

/// The same question about the record that took the place of one that was merged. Merged ones may be parted, so nobody is to
/// remember the way for good.
fn led_on(page: &Page, now: Uuid) -> Response {
    let (path, query) = page
        .address()
        .split_once('?')
        .map_or((page.address(), String::new()), |(path, query)| (path, format!("?{query}")));
    let folder = path.rsplit_once('/').map_or(path, |(folder, _)| folder);
    let headers = [(LOCATION, format!("{folder}/{now}{query}")), (CACHE_CONTROL, "no-cache".to_owned())];
    (StatusCode::MOVED_PERMANENTLY, headers).into_response()
}
