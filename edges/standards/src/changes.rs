//! The feed of changes: what was published, changed or went since a place that a program remembers.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use directory::duplicates::mergers::redirections;
use house::House;
use kernel::PageRequest;
use sea_orm::{ConnectionTrait, DbErr};
use serde::Serialize;
use uuid::Uuid;
use web::{Failure, Page, Query, Right, Routes};

use crate::answer::{About, tag};
use crate::publication::records;
use crate::publication::{Kind, Row};
use crate::sheet::moment;
use crate::succession;

/// Changes in an answer when the program does not say how many it wants.
const USUAL: u64 = 100;

/// The door.
pub(crate) fn routes() -> Routes<House> {
    Routes::new().shared().get("/api/v1/changes", show, Right::Public)
}

/// An answer.
#[derive(Serialize)]
struct Changes {
    changes: Vec<Change>,
    /// The place to go on from.
    next: String,
    /// Whether there are more behind it already.
    more: bool,
    /// The place behind the last change that there is: for whoever reads everything by other ways first.
    head: String,
}

#[derive(Serialize)]
struct Change {
    kind: &'static str,
    id: Uuid,
    seq: i64,
    modified: String,
    deleted: bool,
    /// What it was merged into, of what went.
    #[serde(skip_serializing_if = "Option::is_none")]
    successor: Option<Uuid>,
    /// Where it can be read now.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

async fn show(page: Page, State(house): State<House>, query: Query, headers: HeaderMap) -> Result<Response, Failure> {
    let after = query.value::<i64>("after")?.unwrap_or(0);
    let limit = query.value::<u64>("limit")?.unwrap_or(USUAL).clamp(1, PageRequest::MOST);
    let db = house.store.read();
    // A place that was never given: the program remembers another installation, or one that was set back.
    let head = records::state(db).await?.seq;
    if after < 0 || after > head {
        return Err(Failure::bad_input("after"));
    }
    let mut rows = records::rows_after(db, after, limit + 1).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().map_or(after, |row| row.seq).to_string();
    let successors = successors(db, &rows).await?;
    let changes = rows.iter().map(|row| change(&page, row, successors.get(&row.id).copied())).collect();
    let text =
        serde_json::to_string(&Changes { changes, next, more, head: head.to_string() }).map_err(Failure::unexpected)?;
    let about = About { kind: "application/json", lang: page.lang(), tag: tag(text.as_bytes()) };
    if about.is_known(&headers) {
        return Ok(about.unchanged());
    }
    Ok(about.put_on(text.into_response()))
}

/// What stands in the place of those of some rows that went because they were merged.
async fn successors(db: &impl ConnectionTrait, rows: &[Row]) -> Result<HashMap<Uuid, Uuid>, DbErr> {
    let mut all = HashMap::new();
    for kind in Kind::ALL {
        let Some(entry) = succession::entry(kind) else { continue };
        let went = rows.iter().filter(|row| row.deleted && row.kind == kind).map(|row| row.id);
        all.extend(redirections(db, entry, &went.collect::<Vec<_>>()).await?);
    }
    Ok(all)
}

fn change(page: &Page, row: &Row, successor: Option<Uuid>) -> Change {
    let path = match row.kind {
        Kind::Organization => "organizations",
        Kind::Service => "services",
        Kind::ServiceAtLocation => "service_at_locations",
        Kind::Taxonomy => "taxonomies",
        Kind::TaxonomyTerm => "taxonomy_terms",
        Kind::Location => "",
    };
    // The specification has no address for a location alone, and of what went only services stay.
    let readable = !path.is_empty() && (!row.deleted || row.kind == Kind::Service);
    Change {
        kind: row.kind.code(),
        id: row.id,
        seq: row.seq,
        modified: moment(row.changed_at),
        deleted: row.deleted,
        successor,
        url: readable.then(|| page.absolute(&format!("/hsds/v3/{path}/{}", row.id))),
    }
}
