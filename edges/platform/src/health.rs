//! `/healthz` and `/readyz`: whether this process is alive, and whether it can do its work. Everybody may ask, so they count nothing.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use house::House;
use search::Index;
use serde::Serialize;

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Serialize)]
struct Alive {
    status: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Ready {
    status: &'static str,
    /// Whether the database answers.
    database: bool,
    /// Whether the search index is filled.
    index: bool,
}

/// The two routes. They stand outside the shell: no session, no cookie, no language.
pub(crate) fn routes(house: &House) -> Router {
    let alive = async || Json(Alive { status: "alive", version: env!("CARGO_PKG_VERSION") });
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).with_state(house.clone())
}

async fn ready(State(house): State<House>) -> Response {
    // A table is read: an engine that answers may still have lost its file.
    let read = jobs::counts(house.store.read(), house.clock.now());
    let database = tokio::time::timeout(PATIENCE, read).await.is_ok_and(|answer| answer.is_ok());
    let index = house.fixtures.get::<Index>().is_ok_and(|index| index.is_ready());
    let all = database && index;
    let status = if all { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = if all { "ready" } else { "not ready" };
    (status, Json(Ready { status: word, database, index })).into_response()
}
