//! The description of the interface for programs, OpenAPI 3.1.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

/// The description; a test holds it against the answers that are really given.
const DOCUMENT: &str = include_str!("openapi.json");

pub(crate) async fn show() -> Response {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT).into_response()
}
