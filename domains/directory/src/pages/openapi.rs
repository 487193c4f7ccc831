//! The description of the interface for programs, OpenAPI 3.1.

use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use web::Failure;

use crate::entry::schema;

/// The description without the fields of entries; a test holds it against the answers that are really given.
const DOCUMENT: &str = include_str!("openapi.json");

/// The whole description: the fields of entries are drawn from the table that forms and imports read.
static WHOLE: LazyLock<Result<String, serde_json::Error>> = LazyLock::new(|| {
    let mut document: Value = serde_json::from_str(DOCUMENT)?;
    for (name, schema) in schema::all() {
        document["components"]["schemas"][name] = schema;
    }
    serde_json::to_string_pretty(&document)
});

pub(crate) async fn show() -> Result<Response, Failure> {
    let whole = WHOLE.as_ref().map_err(Failure::unexpected)?;
    Ok(([(CONTENT_TYPE, "application/json")], whole.as_str()).into_response())
}
