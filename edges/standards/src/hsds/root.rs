//! The root: which version this is, and where it is described.

use axum::Json;
use axum::extract::State;
use house::House;
use serde_json::{Value, json};
use uuid::Uuid;
use web::{Failure, Page};

use super::BASE;
use crate::installation;

/// The version of the specification that is spoken here.
const VERSION: &str = "3.1.3";

pub(crate) async fn show(page: Page, State(house): State<House>) -> Result<Json<Value>, Failure> {
    Ok(Json(root(&page, installation::find(house.store.read()).await?)))
}

fn root(page: &Page, installation: Option<Uuid>) -> Value {
    let mut root = json!({
        "version": VERSION,
        "profile": page.absolute(&format!("{BASE}/profile")),
        "openapi_url": page.absolute(&format!("{BASE}/openapi.json")),
        "description": page.tr("standards-hsds-about").arg("region", page.region()).to_string(),
        "publisher": { "name": page.region(), "website": page.absolute("/") },
        "changes_url": page.absolute("/api/v1/changes"),
    });
    if let Some(id) = installation {
        root["installation_id"] = id.to_string().into();
    }
    root
}
