//! The cookie that holds a session, as handlers meet it that sign people in and out.

use access::Started;
use axum::extract::FromRequestParts;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::Response;
use kernel::Timestamp;

use crate::{Failure, Page, cookies};

/// The session cookie of a request, and how to set another. An argument of handlers.
#[derive(Clone)]
pub struct SessionCookie {
    token: Option<String>,
    secure: bool,
}

impl SessionCookie {
    /// The token that the visitor brought, whatever it opens.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Gives the visitor a session that begins.
    pub fn start(&self, answer: Response, started: &Started, now: Timestamp) -> Response {
        let seconds = u32::try_from(started.expires_at.since(now).as_secs()).unwrap_or_default();
        self.set(answer, &started.token, seconds)
    }

    /// Takes the session from the visitor's browser.
    pub fn end(&self, answer: Response) -> Response {
        self.set(answer, "", 0)
    }

    fn set(&self, mut answer: Response, token: &str, seconds: u32) -> Response {
        if let Some(cookie) = cookies::set(cookies::SESSION, token, Some(seconds), self.secure) {
            answer.headers_mut().append(SET_COOKIE, cookie);
        }
        answer
    }
}

/// The token stays out of logs.
impl std::fmt::Debug for SessionCookie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionCookie")
    }
}

impl<S: Sync> FromRequestParts<S> for SessionCookie {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let secure = Page::from_request_parts(parts, state).await?.shell().secure;
        let token = cookies::get(&parts.headers, cookies::SESSION, secure).map(str::to_owned);
        Ok(Self { token, secure })
    }
}
