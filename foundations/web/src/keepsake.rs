//! What a browser keeps for us from one visit to the next, and opens nothing.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::Response;

use crate::{Failure, Page, cookies};

/// How long a browser keeps it, in seconds: a year.
const KEPT: u32 = 31_536_000;

/// What the browser kept, and how to give it something more. An argument of handlers.
#[derive(Clone)]
pub struct Keepsakes {
    headers: HeaderMap,
    secure: bool,
}

impl Keepsakes {
    /// What the browser kept under a name. It is the browser's word: prove it before it counts for anything.
    pub fn get(&self, name: &str) -> Option<&str> {
        cookies::get(&self.headers, name, self.secure)
    }

    /// Gives the browser something to keep: letters, digits and dashes.
    pub fn give(&self, mut answer: Response, name: &str, value: &str) -> Response {
        if let Some(cookie) = cookies::set(name, value, Some(KEPT), self.secure) {
            answer.headers_mut().append(SET_COOKIE, cookie);
        }
        answer
    }
}

/// Cookies stay out of logs.
impl std::fmt::Debug for Keepsakes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keepsakes")
    }
}

impl<S: Sync> FromRequestParts<S> for Keepsakes {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let secure = Page::from_request_parts(parts, state).await?.shell().secure;
        Ok(Self { headers: parts.headers.clone(), secure })
    }
}
