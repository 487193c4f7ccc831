//! What a program is told when an entry cannot be as it wants: which field, and what to do.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use directory::Refusal;
use directory::entry::rules::Fault;
use serde_json::{Value, json};
use web::{Failure, Page};

/// Why a request came to nothing.
pub(super) enum Trouble {
    /// Fields that do not fit.
    Unfit(Vec<Fault>),
    /// Anything else, told as everywhere.
    Failed(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unfit(faults) => Self::Unfit(faults),
            Refusal::Changed => {
                Self::Failed(Failure::refused(StatusCode::PRECONDITION_FAILED, "standards-api-changed"))
            }
            other => Self::Failed(other.into()),
        }
    }
}

impl From<sea_orm::DbErr> for Trouble {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Failed(error.into())
    }
}

impl From<store::StoreError> for Trouble {
    fn from(error: store::StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl Trouble {
    /// A field that there is not, or that nobody writes.
    pub fn field(name: String) -> Self {
        Self::Unfit(vec![Fault { field: name, key: "standards-api-no-field" }])
    }

    /// The answer.
    pub fn told(self, page: &Page) -> Result<Response, Failure> {
        match self {
            Self::Failed(failure) => Err(failure),
            Self::Unfit(faults) => Ok(unfit(page, &faults)),
        }
    }
}

fn unfit(page: &Page, faults: &[Fault]) -> Response {
    let told: Vec<Value> =
        faults.iter().map(|fault| json!({ "field": fault.field, "detail": page.tr(fault.key).to_string() })).collect();
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let body = json!({
        "type": "about:blank",
        "title": page.tr("standards-api-unfit-title").to_string(),
        "status": status.as_u16(),
        "detail": page.tr("standards-api-unfit").to_string(),
        "faults": told,
        "reference": page.request_id(),
    });
    let kind = HeaderValue::from_static("application/problem+json");
    (status, [(CONTENT_TYPE, kind)], Body::from(body.to_string())).into_response()
}
