//! What a program is told when an entry cannot be as it wants: which field, and what to do.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use directory::Refusal;
use directory::entry::rules::Fault;
use directory::entry::{EntryKind, schema};
use serde_json::{Value, json};
use web::{Failure, Page};

/// What is told of a field that there is not.
const NO_FIELD: &str = "standards-api-no-field";
/// What is told of a field that only who keeps the entry changes.
const NOT_PROPOSED: &str = "standards-api-not-proposed";

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
        Self::Unfit(vec![Fault { field: name, key: NO_FIELD }])
    }

    /// A field that cannot be proposed.
    pub fn not_proposed(name: String) -> Self {
        Self::Unfit(vec![Fault { field: name, key: NOT_PROPOSED }])
    }

    /// The answer about an entry of a kind.
    pub fn told(self, page: &Page, kind: EntryKind) -> Result<Response, Failure> {
        match self {
            Self::Failed(failure) => Err(failure),
            Self::Unfit(faults) => Ok(unfit(page, (kind, &faults))),
        }
    }
}

fn unfit(page: &Page, (kind, faults): (EntryKind, &[Fault])) -> Response {
    let told = |fault: &Fault| {
        let mut told = json!({ "field": fault.field, "detail": page.tr(fault.key).to_string() });
        // A service at a location may bring a new location with it.
        let wanted = schema::of(kind, &fault.field).or_else(|| {
            let beside = (kind == EntryKind::ServiceAtLocation).then_some(EntryKind::Location)?;
            schema::of(beside, &fault.field)
        });
        if let Some(wanted) = wanted.filter(|_| ![NO_FIELD, NOT_PROPOSED].contains(&fault.key)) {
            told["wanted"] = wanted;
        }
        told
    };
    let told: Vec<Value> = faults.iter().map(told).collect();
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
