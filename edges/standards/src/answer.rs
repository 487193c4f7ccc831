//! Answers to programs: what they are made of, whether the program has them already, how they travel.

use std::io::Write as _;

use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use kernel::Lang;
use sha2::{Digest as _, Sha256};

/// What an answer says of itself. When it last changed is not among it: `Last-Modified` has whole seconds, and who asked by it alone
/// would miss the second change of one. The tag never does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct About {
    /// Its form.
    pub kind: &'static str,
    /// The language of its texts.
    pub lang: Lang,
    /// Stands for its content.
    pub tag: String,
}

/// A tag for some content.
pub(crate) fn tag(content: &[u8]) -> String {
    format!("W/\"{}\"", hex::encode(&Sha256::digest(content)[..12]))
}

impl About {
    /// Whether the program has this answer already.
    pub fn is_known(&self, headers: &HeaderMap) -> bool {
        let Some(tags) = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()) else { return false };
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        tags.trim() == "*" || tags.split(',').any(|tag| bare(tag) == bare(&self.tag))
    }

    /// The headers of the answer.
    pub fn put_on(&self, mut answer: Response) -> Response {
        let headers = answer.headers_mut();
        let values = [
            (CONTENT_TYPE, self.kind),
            (CONTENT_LANGUAGE, self.lang.code()),
            (ETAG, self.tag.as_str()),
            // To be kept, and asked for again each time: a change must be seen at once.
            (CACHE_CONTROL, "no-cache"),
            (VARY, "accept-language, accept-encoding, cookie"),
        ];
        for (name, value) in values {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        }
        answer
    }

    /// The answer that nothing changed.
    pub fn unchanged(&self) -> Response {
        self.put_on(StatusCode::NOT_MODIFIED.into_response())
    }
}

/// Content as it is kept and sent: compressed, since nearly everybody takes it so.
#[derive(Clone, Debug)]
pub(crate) struct Packed {
    zipped: Bytes,
    /// Bytes before it was compressed.
    pub length: usize,
}

impl Packed {
    pub fn of(content: &[u8]) -> Self {
        let mut encoder = GzEncoder::new(Vec::with_capacity(content.len() / 6), Compression::fast());
        // A vector takes everything.
        let _ = encoder.write_all(content);
        let zipped = encoder.finish().unwrap_or_default();
        Self { zipped: zipped.into(), length: content.len() }
    }

    /// Bytes that it takes to keep it.
    pub fn weight(&self) -> usize {
        self.zipped.len()
    }

    /// The content for a program: as it is kept, when it takes that.
    pub fn sent_to(&self, headers: &HeaderMap) -> Response {
        if takes_gzip(headers) {
            return ([(CONTENT_ENCODING, "gzip")], self.zipped.clone()).into_response();
        }
        let mut content = Vec::with_capacity(self.length);
        let mut decoder = flate2::write::GzDecoder::new(&mut content);
        let _ = decoder.write_all(&self.zipped).and_then(|()| decoder.try_finish());
        drop(decoder);
        content.into_response()
    }
}

/// Whether a program takes what is compressed.
pub(crate) fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let refused = parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse::<f32>() == Ok(0.0)));
        named && !refused
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;
    use axum::http::header::{IF_MODIFIED_SINCE, LAST_MODIFIED};

    use super::*;

    fn headers(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_program_that_has_the_answer_is_recognised() {
        let about = About { kind: "application/json", lang: Lang::Nl, tag: "W/\"a\"".to_owned() };
        for (name, value, known) in [
            (IF_NONE_MATCH, "W/\"a\"", true),
            (IF_NONE_MATCH, "\"x\", \"a\"", true),
            (IF_NONE_MATCH, "\"b\"", false),
            (IF_NONE_MATCH, "*", true),
            (IF_MODIFIED_SINCE, "Sun, 22 Nov 2099 10:00:00 GMT", false),
        ] {
            assert_eq!(about.is_known(&headers(name, value)), known, "{value}");
        }
        let answer = about.put_on(StatusCode::OK.into_response());
        assert!(answer.headers().get(LAST_MODIFIED).is_none(), "whole seconds would hide the second change of one");
    }

    #[test]
    fn who_takes_no_gzip_gets_none() {
        for (accepted, takes) in [("gzip, br", true), ("br;q=1, GZIP;q=0.5", true), ("gzip;q=0", false), ("br", false)]
        {
            assert_eq!(takes_gzip(&headers(ACCEPT_ENCODING, accepted)), takes, "{accepted}");
        }
        let packed = Packed::of(b"the same and the same and the same");
        let plain = packed.sent_to(&HeaderMap::new());
        assert!(plain.headers().get(CONTENT_ENCODING).is_none());
        let zipped = packed.sent_to(&headers(ACCEPT_ENCODING, "gzip"));
        assert_eq!(zipped.headers()[CONTENT_ENCODING], "gzip");
    }
}
