//! Draws a failure: a page for people, `application/problem+json` for programs, an `OperationOutcome` for those that speak FHIR.

use askama::Template;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::{Failure, Help, Page};

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    page: &'a Page,
    failure: &'a Failure,
    title: String,
    sentence: String,
    /// How to go on from what is not there.
    help: Option<&'a Help>,
    reference: Option<&'a str>,
}

impl FailurePage<'_> {
    /// Whether home is what one does now.
    fn leads_home(&self) -> bool {
        self.failure.is_dead_end() && self.help.is_none()
    }
}

/// Addresses that only programs ask.
const FOR_PROGRAMS: [&str; 2] = ["/api", "/hsds"];
/// Addresses that programs ask by FHIR, which has a form of its own for what goes wrong.
const IN_FHIR: &str = "/fhir";

/// How an answer may be worded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Audience {
    Person {
        may_redirect: bool,
    },
    Program,
    /// A program that speaks FHIR.
    Care,
}

impl Audience {
    pub(crate) fn of(method: &Method, path: &str, headers: &HeaderMap) -> Self {
        let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let wants_json = accept.contains("json") && !accept.contains("text/html");
        let for_programs =
            |part: &str| path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if for_programs(IN_FHIR) {
            return Self::Care;
        }
        if FOR_PROGRAMS.into_iter().any(for_programs) || wants_json {
            return Self::Program;
        }
        Self::Person { may_redirect: method == Method::GET || method == Method::HEAD }
    }
}

/// The answer that tells of a failure.
pub(crate) fn draw(page: &Page, failure: &Failure, audience: Audience) -> Response {
    if let Some(cause) = failure.cause() {
        tracing::error!(request.id = page.request_id(), http.status = failure.status().as_u16(), "{cause}");
    }
    let mut response = match audience {
        Audience::Program => problem(page, failure),
        Audience::Care => outcome(page, failure),
        Audience::Person { may_redirect: true } if failure.asks_to_sign_in() => sign_in(page),
        Audience::Person { .. } => drawn(page, failure),
    };
    if let Some(seconds) = failure.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn sentence(page: &Page, failure: &Failure) -> String {
    let args = failure.args().iter();
    args.fold(page.tr(failure.sentence()), |tr, (name, value)| tr.arg(name, value)).to_string()
}

/// The sentence for a person, who knows no names of parts of an address.
fn told(page: &Page, failure: &Failure) -> String {
    match failure.field() {
        Some(_) => page.tr("web-bad-input-here").to_string(),
        None => sentence(page, failure),
    }
}

fn sign_in(page: &Page) -> Response {
    let next = utf8_percent_encode(page.address(), NON_ALPHANUMERIC);
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(to) = HeaderValue::from_str(&format!("/sign-in?next={next}")) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

fn drawn(page: &Page, failure: &Failure) -> Response {
    let view = FailurePage {
        page,
        failure,
        title: page.tr(failure.title()).to_string(),
        sentence: told(page, failure),
        help: page.shell().help.as_ref().filter(|_| failure.is_lost()),
        reference: failure.status().is_server_error().then(|| page.request_id()),
    };
    // A page that cannot be drawn is told in the plainest way there is.
    let html = view.render().unwrap_or_else(|_| view.title.clone());
    (failure.status(), [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

fn problem(page: &Page, failure: &Failure) -> Response {
    let mut body = json!({
        "type": "about:blank",
        "title": page.tr(failure.title()).to_string(),
        "status": failure.status().as_u16(),
        "detail": sentence(page, failure),
        "reference": page.request_id(),
    });
    if let (Some(field), Some(fields)) = (failure.field(), body.as_object_mut()) {
        fields.insert("field".into(), field.into());
    }
    let kind = HeaderValue::from_static("application/problem+json");
    let mut answer = (failure.status(), [(CONTENT_TYPE, kind)], Body::from(body.to_string())).into_response();
    if failure.status() == StatusCode::UNAUTHORIZED {
        answer.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"relais\""));
    }
    answer
}

/// The same in FHIR, with the codes that it has for what went wrong.
fn outcome(page: &Page, failure: &Failure) -> Response {
    let status = failure.status();
    let code = match status {
        StatusCode::UNAUTHORIZED => "login",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_ACCEPTABLE | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            "not-supported"
        }
        StatusCode::PAYLOAD_TOO_LARGE => "too-long",
        StatusCode::TOO_MANY_REQUESTS => "throttled",
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => "transient",
        status if status.is_server_error() => "exception",
        _ => "invalid",
    };
    let told = format!("{} ({})", sentence(page, failure), page.request_id());
    let issue = json!({ "severity": "error", "code": code, "diagnostics": told });
    let body = json!({ "resourceType": "OperationOutcome", "issue": [issue] });
    let kind = HeaderValue::from_static("application/fhir+json; charset=utf-8");
    (status, [(CONTENT_TYPE, kind)], Body::from(body.to_string())).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_told_in_their_own_way() {
        let accepting = |accept: &'static str| HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]);
        let get = &Method::GET;
        let person = Audience::Person { may_redirect: true };
        assert_eq!(Audience::of(get, "/api/v1/search", &accepting("text/html")), Audience::Program);
        assert_eq!(Audience::of(get, "/search", &accepting("application/json")), Audience::Program);
        assert_eq!(Audience::of(get, "/search", &accepting("text/html,application/json")), person);
        assert_eq!(Audience::of(get, "/fhir/R4/Organization", &accepting("text/html")), Audience::Care);
        assert_eq!(Audience::of(get, "/apiary", &HeaderMap::new()), person);
        assert_eq!(Audience::of(&Method::POST, "/x", &HeaderMap::new()), Audience::Person { may_redirect: false });
    }
}
