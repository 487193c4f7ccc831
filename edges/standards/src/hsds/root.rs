//! The root: which version this is, and where it is described.

use axum::Json;
use axum::response::IntoResponse;
use serde_json::{Value, json};
use web::Page;

use super::BASE;

/// The version of the specification that is spoken here.
const VERSION: &str = "3.1.3";

pub(crate) async fn show(page: Page) -> impl IntoResponse {
    Json(root(&page))
}

fn root(page: &Page) -> Value {
    json!({
        "version": VERSION,
        "profile": page.absolute(&format!("{BASE}/profile")),
        "openapi_url": page.absolute(&format!("{BASE}/openapi.json")),
        "description": page.tr("standards-hsds-about").arg("region", page.region()).to_string(),
        "publisher": { "name": page.region(), "website": page.absolute("/") },
        "changes_url": page.absolute("/api/v1/changes"),
    })
}
