//! The root: which version this is, and where it is described.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use house::House;
use serde_json::{Value, json};
use web::Page;

use super::BASE;

/// The version of the specification that is spoken here.
const VERSION: &str = "3.1.3";

pub(crate) async fn show(page: Page, State(house): State<House>) -> impl IntoResponse {
    Json(root(&page, &house))
}

/// The name of this installation, by which it knows itself behind whatever address: nobody reads oneself.
pub(crate) fn installation(house: &House) -> String {
    house.vault.sign("standards.installation", "hsds", 32)
}

fn root(page: &Page, house: &House) -> Value {
    json!({
        "version": VERSION,
        "profile": page.absolute(&format!("{BASE}/profile")),
        "openapi_url": page.absolute(&format!("{BASE}/openapi.json")),
        "description": page.tr("standards-hsds-about").arg("region", page.region()).to_string(),
        "publisher": { "name": page.region(), "website": page.absolute("/") },
        "changes_url": page.absolute("/api/v1/changes"),
        "installation": installation(house),
    })
}
