//! One resource by its id.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use house::House;
use uuid::Uuid;
use web::{Page, Path2};

use super::Resource;
use super::outcome::{KIND, Outcome};
use crate::answer::About;
use crate::publication::records;
use crate::sheet::{Reading, Stamp};

pub(crate) async fn show(
    page: Page,
    State(house): State<House>,
    Path2(name, id): Path2<String, String>,
    headers: HeaderMap,
) -> Result<Response, Outcome> {
    let resource: Resource = name.parse().map_err(|()| Outcome::not_found())?;
    let id: Uuid = id.parse().map_err(|_| Outcome::not_found())?;
    let db = house.store.read();
    let row = records::find(db, id).await?.filter(|row| row.kind == resource.kind()).ok_or_else(Outcome::not_found)?;
    let drawing = records::resources(db, &[id]).await?.remove(&id);
    let Some(drawing) = drawing.filter(|_| !row.deleted) else { return Err(Outcome::gone()) };
    let lang = page.lang();
    // The version, and in which language.
    let tag = format!("W/\"{}-{lang}\"", row.seq);
    let about = About { kind: KIND, lang, tag, changed: Some(row.changed_at) };
    if about.is_known(&headers) {
        return Ok(about.unchanged());
    }
    let mut out = String::new();
    Reading { lang, whole: true }.read(&drawing, Stamp { at: row.changed_at, seq: row.seq }, &mut out);
    Ok(about.put_on(out.into_response()))
}
