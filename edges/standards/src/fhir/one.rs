//! One resource by its id.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use house::House;
use uuid::Uuid;
use web::Path2;

use super::outcome::{KIND, Outcome};
use super::{BASE, Resource, form};
use crate::answer::About;
use crate::hsds::Sent;
use crate::publication::records;
use crate::sheet::{Reading, Stamp};
use crate::succession;

pub(crate) async fn show(
    State(house): State<House>,
    Path2(name, id): Path2<String, String>,
    sent: Sent,
) -> Result<Response, Outcome> {
    form::check(&sent)?;
    let page = &sent.page;
    let resource: Resource = name.parse().map_err(|()| Outcome::not_found())?;
    let id: Uuid = id.parse().map_err(|_| Outcome::not_found())?;
    let db = house.store.read();
    let row = records::find(db, id).await?.filter(|row| row.kind == resource.kind());
    let drawing = records::resources(db, &[id]).await?.remove(&id);
    let present = row.as_ref().filter(|row| !row.deleted).zip(drawing);
    let Some((row, drawing)) = present else {
        // FHIR demands that what is read has the id that was asked for, so it is told where to go and not led there.
        let now = succession::of(db, resource.kind(), id).await?;
        return Err(match (now, &row) {
            (Some(now), _) => {
                Outcome::merged(resource, now, &page.absolute(&format!("{BASE}/{}/{now}", resource.name())))
            }
            (None, Some(_)) => Outcome::gone(),
            (None, None) => Outcome::not_found(),
        });
    };
    let lang = page.lang();
    // The version, and in which language.
    let tag = format!("W/\"{}-{lang}\"", row.seq);
    let about = About { kind: KIND, lang, tag };
    if about.is_known(&sent.headers) {
        return Ok(about.unchanged());
    }
    let mut out = String::new();
    Reading { lang, whole: true }.read(&drawing, Stamp { at: row.changed_at, seq: row.seq }, &mut out);
    Ok(about.put_on(out.into_response()))
}
