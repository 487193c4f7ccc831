//! The files of the look: embedded, named after their content, compressed once, kept by browsers for a year.

use std::io::Write as _;
use std::sync::OnceLock;

use axum::Router;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest as _, Sha256};

/// The stylesheet.
pub(crate) static STYLES: Asset =
    Asset::new("relais", "css", "text/css; charset=utf-8", include_bytes!("../assets/relais.css"));
/// The script.
pub(crate) static SCRIPT: Asset =
    Asset::new("relais", "js", "text/javascript; charset=utf-8", include_bytes!("../assets/relais.js"));
/// The pictograms.
pub(crate) static ICONS: Asset = Asset::new("icons", "svg", "image/svg+xml", include_bytes!("../assets/icons.svg"));
/// The emblem, as the browser's tab shows it.
pub(crate) static EMBLEM: Asset = Asset::new("emblem", "svg", "image/svg+xml", include_bytes!("../assets/emblem.svg"));

/// A file of the look.
pub(crate) struct Asset {
    name: &'static str,
    extension: &'static str,
    kind: &'static str,
    plain: &'static [u8],
    url: OnceLock<String>,
    gzip: OnceLock<Vec<u8>>,
    brotli: OnceLock<Vec<u8>>,
}

impl Asset {
    const fn new(name: &'static str, extension: &'static str, kind: &'static str, plain: &'static [u8]) -> Self {
        Self { name, extension, kind, plain, url: OnceLock::new(), gzip: OnceLock::new(), brotli: OnceLock::new() }
    }

    /// Its address, which changes when its content does.
    pub(crate) fn url(&self) -> &str {
        self.url.get_or_init(|| {
            let print = hex::encode(&Sha256::digest(self.plain)[..5]);
            format!("/assets/{}-{print}.{}", self.name, self.extension)
        })
    }

    fn answer(&'static self, headers: &HeaderMap) -> Response {
        let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let accepts =
            |coding: &str| accepted.split(',').any(|part| part.split(';').next().unwrap_or("").trim() == coding);
        let (coding, body): (_, &'static [u8]) = if accepts("br") {
            (Some("br"), self.brotli.get_or_init(|| brotli(self.plain)))
        } else if accepts("gzip") {
            (Some("gzip"), self.gzip.get_or_init(|| gzip(self.plain)))
        } else {
            (None, self.plain)
        };
        let mut response = body.into_response();
        let set = response.headers_mut();
        set.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        set.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        set.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(coding) = coding {
            set.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        response
    }
}

/// The routes of the files.
pub(crate) fn routes() -> Router {
    [&STYLES, &SCRIPT, &ICONS, &EMBLEM].into_iter().fold(Router::new(), |router, asset| {
        router.route(asset.url(), get(move |headers: HeaderMap| async move { asset.answer(&headers) }))
    })
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // A vector takes every byte.
    let written = encoder.write_all(plain).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}

fn brotli(plain: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 10, size_hint: plain.len(), ..Default::default() };
    match brotli::BrotliCompress(&mut &plain[..], &mut compressed, &params) {
        Ok(_) => compressed,
        Err(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_change_with_content() {
        let other = Asset::new("relais", "css", "text/css", b"body {}");
        assert_ne!(STYLES.url(), other.url());
        assert!(STYLES.url().starts_with("/assets/relais-") && STYLES.url().contains(".css"));
    }

    #[test]
    fn the_look_stays_light() {
        assert!(STYLES.plain.len() < 36 * 1024, "{} bytes", STYLES.plain.len());
        assert!(gzip(STYLES.plain).len() < 9 * 1024);
        assert!(gzip(SCRIPT.plain).len() < 3_500);
    }
}
