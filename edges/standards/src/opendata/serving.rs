//! A file for whoever asks: whole or a part of it, compressed where that is understood, not at all when it is known.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_RANGE, LAST_MODIFIED, RANGE, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use house::{Fixture, House};
use kernel::Lang;
use tower::ServiceExt as _;
use tower_http::services::ServeFile;
use web::{Failure, Path};

use super::FileName;
use super::draft::Made;
use super::task::Keeper;
use crate::answer::{About, takes_gzip};
use crate::publication::records::state as published;

/// How a file is sent: as it is, or its compressed copy. They are two, each with a mark of its own.
struct Copy<'a> {
    file: &'a Made,
    zipped: bool,
}

impl Copy<'_> {
    fn mark(&self) -> String {
        format!("\"{}{}\"", self.file.hash, if self.zipped { "-gzip" } else { "" })
    }

    fn stored(&self) -> String {
        if self.zipped { self.file.stored_zipped() } else { self.file.stored() }
    }

    fn is_known(&self, headers: &HeaderMap) -> bool {
        let about = About { kind: self.file.name.kind(), lang: Lang::default(), tag: self.mark() };
        about.is_known(headers)
    }

    fn put_on(&self, mut answer: Response) -> Response {
        let headers = answer.headers_mut();
        let place = format!("attachment; filename=\"{}\"", self.file.name);
        let mark = self.mark();
        let values: [(HeaderName, &str); 6] = [
            (CONTENT_TYPE, self.file.name.kind()),
            (CONTENT_DISPOSITION, &place),
            (ETAG, &mark),
            (CACHE_CONTROL, "no-cache"),
            (VARY, "accept-encoding"),
            (CONTENT_ENCODING, if self.zipped { "gzip" } else { "" }),
        ];
        // The moment of the file on this disk: another process made it at another.
        headers.remove(LAST_MODIFIED);
        for (name, value) in values {
            if let Some(value) = HeaderValue::from_str(value).ok().filter(|_| !value.is_empty()) {
                headers.insert(name, value);
            }
        }
        answer
    }
}

pub(super) async fn show(
    Path(name): Path<FileName>,
    Fixture(keeper): Fixture<Keeper>,
    State(house): State<House>,
    request: Request,
) -> Result<Response, Failure> {
    let withdrawn = published(house.store.read()).await?.withdrawn;
    // Files of before tell where a place is that is secret now: until there are others, there are none.
    let edition = keeper.present().filter(|edition| edition.declared.seq >= withdrawn);
    let edition = edition.ok_or_else(|| Failure::unavailable("the open data are being made"))?;
    let file = edition.file(name).ok_or_else(Failure::not_found)?;
    let zipped = file.zipped && takes_gzip(request.headers());
    let copy = Copy { file, zipped };
    if copy.is_known(request.headers()) {
        return Ok(copy.put_on(StatusCode::NOT_MODIFIED.into_response()));
    }
    let mut asked = axum::http::Request::builder().method(request.method()).uri(request.uri());
    // A part is only a part of what the reader has the beginning of.
    let same = request.headers().get(IF_RANGE).is_none_or(|mark| mark.as_bytes() == copy.mark().as_bytes());
    if let Some(range) = request.headers().get(RANGE).filter(|_| same) {
        asked = asked.header(RANGE, range);
    }
    let asked = asked.body(Body::empty()).map_err(Failure::unexpected)?;
    let Ok(answer) = ServeFile::new(keeper.path(&copy.stored())).oneshot(asked).await;
    if answer.status() == StatusCode::NOT_FOUND {
        // Somebody removed it; the task makes it again.
        return Err(Failure::unavailable("a file of the open data is being made again"));
    }
    let is_file = answer.status().is_success();
    let answer = answer.map(Body::new);
    Ok(if is_file { copy.put_on(answer) } else { answer })
}
