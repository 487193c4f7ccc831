//! Proof that a form was sent from one of our own pages.
//!
//! A token is a fresh number and its HMAC together with what the visitor holds (the session, or the guard cookie). The
//! fresh number makes each token differ, so that compression of a page with typed text in it gives nothing away.

use std::error::Error;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http_body_util::LengthLimitError;
use kernel::Random;
use sha2::Sha256;

use crate::{Failure, Limits, Page, Shell, address, encoded};

/// The name of the hidden field.
pub const FIELD: &str = "csrf";
/// The header that a script may send instead.
pub const HEADER: &str = "x-csrf-token";

/// Makes a token for whoever holds `holder`.
pub(crate) fn token(key: &[u8; 32], holder: &str, random: &Random) -> String {
    let fresh = hex::encode(random.bytes::<8>());
    let proof = hex::encode(mac(key, &fresh, holder).finalize().into_bytes());
    format!("{fresh}{proof}")
}

/// Whether a token was made for whoever holds `holder`.
pub(crate) fn holds(key: &[u8; 32], holder: &str, token: &str) -> bool {
    let Some((fresh, proof)) = token.split_at_checked(16) else { return false };
    hex::decode(proof).is_ok_and(|proof| mac(key, fresh, holder).verify_slice(&proof).is_ok())
}

/// Whether the browser says that the request began on another site. Silence is no proof of either.
pub(crate) fn comes_from_elsewhere(shell: &Shell, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    text("origin").is_some_and(|origin| !address::is_ours(shell, origin, text(header::HOST.as_str())))
}

/// Whether a method may change something.
pub(crate) fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Refuses a changing request that does not prove that it comes from one of our pages. Hands the request back whole.
pub(crate) async fn check(page: &Page, request: Request) -> Result<Request, Failure> {
    if !changes(request.method()) {
        return Ok(request);
    }
    if comes_from_elsewhere(page.shell(), request.headers()) {
        return Err(Failure::stale_form());
    }
    let proven = header_proof(page, request.headers());
    if proven == Some(false) {
        return Err(Failure::stale_form());
    }
    let (parts, body) = request.into_parts();
    let body = arrived(&parts.headers, body, &page.shell().limits).await?;
    let in_form = || {
        let token = encoded::pairs(&body).find(|(name, _)| name.text == FIELD);
        token.is_some_and(|(_, token)| is_proof(page, &token.text))
    };
    if proven.unwrap_or_else(in_form) {
        Ok(Request::from_parts(parts, Body::from(body)))
    } else {
        Err(Failure::stale_form())
    }
}

/// Whether the header that a script sends proves it; nothing when there is none.
pub(crate) fn header_proof(page: &Page, headers: &HeaderMap) -> Option<bool> {
    headers.get(HEADER).map(|token| token.to_str().is_ok_and(|token| is_proof(page, token)))
}

/// Whether a token was made for whoever asks.
pub(crate) fn is_proof(page: &Page, token: &str) -> bool {
    holds(&page.shell().key, page.holder(), token)
}

/// Waits for all of what was sent, within bounds. For what only reads: it asks for no proof.
pub(crate) async fn whole(page: &Page, request: Request) -> Result<Request, Failure> {
    let (parts, body) = request.into_parts();
    let body = arrived(&parts.headers, body, &page.shell().limits).await?;
    Ok(Request::from_parts(parts, Body::from(body)))
}

/// The whole body, once it is there: in time, whole and within bounds.
async fn arrived(headers: &HeaderMap, body: Body, limits: &Limits) -> Result<Bytes, Failure> {
    if declared_length(headers).is_some_and(|length| length > limits.body) {
        return Err(Failure::too_large());
    }
    let whole = tokio::time::timeout(limits.arrival, to_bytes(body, limits.body)).await;
    whole.map_err(|_| Failure::too_slow())?.map_err(|error| {
        let too_long = error.source().is_some_and(<dyn Error>::is::<LengthLimitError>);
        if too_long { Failure::too_large() } else { Failure::broken() }
    })
}

/// The length that a request says it has: nobody waits for a body that will be refused.
pub(crate) fn declared_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn mac(key: &[u8; 32], fresh: &str, holder: &str) -> Hmac<Sha256> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { unreachable!("HMAC takes keys of any length") };
    mac.update(b"form\0");
    mac.update(fresh.as_bytes());
    mac.update(holder.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_token_holds_for_its_holder_and_key_only() {
        let random = Random::seeded(1);
        let (key, other) = ([7; 32], [8; 32]);
        let made = token(&key, "holder", &random);
        assert!(holds(&key, "holder", &made));
        assert!(!holds(&key, "somebody", &made) && !holds(&other, "holder", &made));
        for wrong in ["", "short", "zz", &made[..40], &format!("{made}00")] {
            assert!(!holds(&key, "holder", wrong), "{wrong}");
        }
        assert_ne!(made, token(&key, "holder", &random));
    }

    #[test]
    fn requests_from_other_sites_are_recognised() {
        let shell = Shell::bare(
            crate::Catalogue::load(&[]).unwrap(),
            std::sync::Arc::new(access::Policies::load(&[]).unwrap()),
        );
        let cases: [(&[(&str, &str)], bool); 7] = [
            (&[], false),
            (&[("sec-fetch-site", "same-origin")], false),
            (&[("sec-fetch-site", "cross-site")], true),
            (&[("origin", "https://relais.example"), ("host", "relais.example")], false),
            (&[("origin", "https://evil.example"), ("host", "relais.example")], true),
            (&[("origin", "null"), ("host", "relais.example")], true),
            (&[("origin", "https://relais.example")], true),
        ];
        for (headers, expected) in cases {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.insert(axum::http::HeaderName::try_from(*name).unwrap(), HeaderValue::try_from(*value).unwrap());
            }
            assert_eq!(comes_from_elsewhere(&shell, &map), expected, "{headers:?}");
        }
    }
}
