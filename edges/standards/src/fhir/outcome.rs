//! What went wrong, as FHIR tells it.

use axum::http::header::{CONTENT_TYPE, LINK};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use sea_orm::DbErr;
use serde_json::{Value, json};
use uuid::Uuid;
use web::Failure;

use super::Resource;

/// The form of every answer.
pub(crate) const KIND: &str = "application/fhir+json; charset=utf-8";

/// What went wrong.
#[derive(Debug)]
pub(crate) struct Outcome {
    status: StatusCode,
    code: &'static str,
    diagnostics: String,
    /// Where to go instead.
    successor: Option<String>,
    /// Ours to mend, and to be logged by the shell.
    failure: Option<Failure>,
}

impl Outcome {
    fn new(status: StatusCode, code: &'static str, diagnostics: String) -> Self {
        Self { status, code, diagnostics, successor: None, failure: None }
    }

    /// There is no such resource.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is no such resource.".to_owned())
    }

    /// There was one.
    pub fn gone() -> Self {
        Self::new(StatusCode::GONE, "deleted", "The resource was deleted.".to_owned())
    }

    /// There was one, and another stands in its place.
    pub fn merged(resource: Resource, now: Uuid, url: &str) -> Self {
        let text = format!("The resource was merged into {}/{now}.", resource.name());
        Self { successor: Some(url.to_owned()), ..Self::new(StatusCode::GONE, "deleted", text) }
    }

    /// A parameter cannot be read.
    pub fn malformed(parameter: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "value", format!("The parameter `{parameter}` cannot be read."))
    }

    /// A parameter that is not known, for who wants to hear of it.
    pub fn unknown(parameter: &str) -> Self {
        let text = format!("The parameter `{parameter}` is not supported; see the CapabilityStatement at metadata.");
        Self::new(StatusCode::BAD_REQUEST, "not-supported", text)
    }

    /// A modifier that is not understood: passed over, the answer would be that to another question.
    pub fn modifier(parameter: &str, modifier: &str) -> Self {
        let text = format!(
            "The modifier `:{modifier}` of the parameter `{parameter}` is not supported; see the CapabilityStatement at metadata."
        );
        Self::new(StatusCode::BAD_REQUEST, "not-supported", text)
    }

    /// A parameter that reaches into another resource.
    pub fn chained(parameter: &str) -> Self {
        let text = format!(
            "The parameter `{parameter}` reaches into another resource, which is not supported: search that resource first, and \
            then by its ids."
        );
        Self::new(StatusCode::BAD_REQUEST, "not-supported", text)
    }

    /// Resources that cannot be put beside the matches.
    pub fn not_included(name: &str, value: &str) -> Self {
        let text = format!("`{name}={value}` is not supported here; see the CapabilityStatement at metadata.");
        Self::new(StatusCode::BAD_REQUEST, "not-supported", text)
    }

    /// More conditions or values than one search may have.
    pub fn too_much(conditions: usize, values: usize) -> Self {
        let text = format!(
            "A search has at most {conditions} conditions and {values} values in all; ask for the rest in another search."
        );
        Self::new(StatusCode::BAD_REQUEST, "too-costly", text)
    }

    /// A form in which nothing is told here.
    pub fn only_json() -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, "not-supported", "Only application/fhir+json is supported.".to_owned())
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        if let Some(field) = failure.field() {
            return Self::malformed(field);
        }
        let (status, code) =
            (failure.status(), if failure.status().is_server_error() { "exception" } else { "invalid" });
        Self { failure: Some(failure), ..Self::new(status, code, String::new()) }
    }
}

impl From<DbErr> for Outcome {
    fn from(error: DbErr) -> Self {
        Failure::from(error).into()
    }
}

impl IntoResponse for Outcome {
    fn into_response(self) -> Response {
        if let Some(failure) = self.failure {
            return failure.into_response();
        }
        let body = outcome("error", self.code, &self.diagnostics);
        let mut answer = (self.status, [(CONTENT_TYPE, KIND)], body.to_string()).into_response();
        let link = self.successor.map(|url| format!("<{url}>; rel=\"successor-version\""));
        if let Some(link) = link.and_then(|link| HeaderValue::try_from(link).ok()) {
            answer.headers_mut().insert(LINK, link);
        }
        answer
    }
}

/// An outcome as a resource: in an answer of its own, or in a bundle beside what was found.
pub(super) fn outcome(severity: &str, code: &str, diagnostics: &str) -> Value {
    let issue = json!({ "severity": severity, "code": code, "diagnostics": diagnostics });
    json!({ "resourceType": "OperationOutcome", "issue": [issue] })
}
