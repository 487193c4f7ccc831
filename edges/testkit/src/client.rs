//! A browser without a screen: speaks to a router in process, keeps cookies, sends forms with their token.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use kernel::Lang;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::DeserializeOwned;
use tower::ServiceExt as _;

use crate::Outline;

/// The hidden field that carries the proof that a form is one of our own.
const TOKEN: &str = "csrf";
/// The cookie of the session.
const SESSION: &str = "session";

/// The content type of [`parts`].
pub const PARTS: &str = "multipart/form-data; boundary=part";

/// Somebody at a browser.
#[derive(Debug)]
pub struct Client {
    router: Router,
    lang: Lang,
    memory: Mutex<Memory>,
}

#[derive(Default, Debug)]
struct Memory {
    cookies: BTreeMap<String, String>,
    token: Option<String>,
}

impl Client {
    /// Somebody who never came before, reading in English.
    pub fn new(router: Router) -> Self {
        Self { router, lang: Lang::En, memory: Mutex::default() }
    }

    /// Reading in another language.
    #[must_use]
    pub fn speaking(mut self, lang: Lang) -> Self {
        self.lang = lang;
        self
    }

    /// Holding a session.
    #[must_use]
    pub fn with_session(self, token: &str) -> Self {
        self.memory().cookies.insert(SESSION.to_owned(), token.to_owned());
        self
    }

    /// The token of the session held, if any.
    pub fn session(&self) -> Option<String> {
        self.memory().cookies.get(SESSION).cloned()
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None, Body::empty()).await
    }

    /// Opens a page and follows where it leads, at most five times.
    pub async fn visit(&self, path: &str) -> Reply {
        let reply = self.get(path).await;
        self.follow(reply).await
    }

    /// Goes on to where an answer leads, at most five times.
    pub async fn follow(&self, mut reply: Reply) -> Reply {
        for _ in 0..5 {
            let Some(next) = reply.location().map(str::to_owned) else { break };
            reply = self.get(&next).await;
        }
        reply
    }

    /// Sends a form. Its token is taken from the last page that had one, else from the page at the same path.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        if self.token().is_none() {
            self.get(path).await;
        }
        let token = self.token().unwrap_or_default();
        let body = form(fields.iter().copied().chain([(TOKEN, token.as_str())]));
        self.post_raw(path, body).await
    }

    /// Sends a form with files, each with its field, its name and what it holds. Its token is taken as by [`Client::post`].
    pub async fn post_files(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Reply {
        if self.token().is_none() {
            self.get(path).await;
        }
        let token = self.token().unwrap_or_default();
        let fields: Vec<_> = [(TOKEN, token.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.send(Method::POST, path, Some(PARTS), Body::from(parts(&fields, files))).await
    }

    /// Sends a form without any proof of where it comes from.
    pub async fn post_unproven(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.post_raw(path, form(fields.iter().copied())).await
    }

    async fn post_raw(&self, path: &str, body: String) -> Reply {
        self.send(Method::POST, path, Some("application/x-www-form-urlencoded"), Body::from(body)).await
    }

    /// Sends anything.
    ///
    /// # Panics
    /// When the request cannot be made or its answer cannot be read.
    pub async fn send(&self, method: Method, path: &str, kind: Option<&str>, body: Body) -> Reply {
        let mut request = Request::builder().method(&method).uri(path).header(ACCEPT_LANGUAGE, self.lang.code());
        request = request.header(HOST, "relais.example");
        request = request.header(ACCEPT, if path.starts_with("/api/") { "application/json" } else { "text/html" });
        let cookies = self.cookies();
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies);
        }
        if let Some(kind) = kind {
            request = request.header(CONTENT_TYPE, kind);
        }
        let request = request.body(body).expect("a request");
        let answer = self.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.expect("the whole answer").to_bytes();
        let reply = Reply { asked: format!("{method} {path}"), status: parts.status, headers: parts.headers, body };
        self.remember(&reply);
        reply
    }

    fn remember(&self, reply: &Reply) {
        let mut memory = self.memory();
        for cookie in reply.headers.get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok()) {
            let Some((name, value)) = cookie.split(';').next().and_then(|pair| pair.split_once('=')) else { continue };
            if name == SESSION {
                // Tokens belong to the session that they were made in.
                memory.token = None;
            }
            if value.is_empty() {
                memory.cookies.remove(name);
            } else {
                memory.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        if reply.is_html()
            && let Some(token) = reply.outline().field(TOKEN)
        {
            memory.token = Some(token.to_owned());
        }
    }

    fn cookies(&self) -> String {
        let memory = self.memory();
        memory.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn token(&self) -> Option<String> {
        self.memory().token.clone()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fields as a browser sends them.
pub fn form<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    fields.map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>().join("&")
}

/// A form with files as a browser sends it, under the content type [`PARTS`].
pub fn parts(fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--part\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (name, file, bytes) in files {
        let head = format!("--part\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(b"content-type: application/octet-stream\r\n\r\n");
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--part--\r\n");
    body
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    asked: String,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Reply {
    /// The same answer, once it is known to have this status.
    ///
    /// # Panics
    /// When it has another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        let found = self.status.as_u16();
        assert!(found == status, "{} answered {found}, not {status}:\n{}", self.asked, self.told());
        self
    }

    /// Where it leads, when it leads somewhere.
    pub fn location(&self) -> Option<&str> {
        if !self.status.is_redirection() {
            return None;
        }
        self.header(LOCATION.as_str())
    }

    /// A header, when it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The page as a reader would read it.
    pub fn outline(&self) -> Outline {
        Outline::of(&self.text())
    }

    /// The body as JSON of a shape.
    ///
    /// # Panics
    /// When it is not.
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{}: {error}: {}", self.asked, self.text()))
    }

    fn is_html(&self) -> bool {
        self.header(CONTENT_TYPE.as_str()).is_some_and(|kind| kind.starts_with("text/html"))
    }

    fn told(&self) -> String {
        if self.is_html() { self.outline().to_string() } else { self.text() }
    }
}

#[cfg(test)]
mod tests {
    use axum::response::{Html, IntoResponse, Redirect};
    use axum::routing::{get, post};

    use super::*;

    fn site() -> Router {
        let form =
            async || ([(SET_COOKIE, "guard=g; Path=/")], Html("<main><input type=hidden name=csrf value=t></main>"));
        let take = async |headers: HeaderMap, body: String| {
            let cookies = headers.get(COOKIE).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
            format!("{cookies} {body}").into_response()
        };
        Router::new()
            .route("/form", get(form))
            .route("/form", post(take))
            .route("/old", get(async || Redirect::to("/form")))
            .route("/end", get(async || [(SET_COOKIE, "guard=; Max-Age=0")]))
    }

    #[tokio::test]
    async fn cookies_and_tokens_are_kept_and_sent() {
        let client = Client::new(site());
        let reply = client.post("/form", &[("name", "Test & Tester")]).await.expect(200);
        assert_eq!(reply.text(), "guard=g name=Test%20%26%20Tester&csrf=t");
        client.get("/end").await.expect(200);
        assert_eq!(client.post("/form", &[]).await.text(), " csrf=t");
    }

    #[tokio::test]
    async fn redirects_are_followed_when_told() {
        let client = Client::new(site());
        assert_eq!(client.get("/old").await.expect(303).location(), Some("/form"));
        assert_eq!(client.visit("/old").await.expect(200).outline().field("csrf"), Some("t"));
    }
}
