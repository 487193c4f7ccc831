//! `/healthz` and `/readyz`: whether this process is alive, and whether it can do its work.

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
    /// How many jobs wait for their time or a worker, and how many were given up.
    jobs: Option<Queue>,
}

#[derive(Serialize)]
struct Queue {
    waiting: u64,
    given_up: u64,
}

/// The two routes. They stand outside the shell: no session, no cookie, no language.
pub(crate) fn routes(house: &House) -> Router {
    let alive = async || Json(Alive { status: "alive", version: env!("CARGO_PKG_VERSION") });
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).with_state(house.clone())
}

async fn ready(State(house): State<House>) -> Response {
    let queue = tokio::time::timeout(PATIENCE, queue(&house)).await.ok().flatten();
    let index = house.fixtures.get::<Index>().is_ok_and(|index| index.is_ready());
    let database = queue.is_some();
    let all = database && index;
    let status = if all { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = if all { "ready" } else { "not ready" };
    (status, Json(Ready { status: word, database, index, jobs: queue })).into_response()
}

async fn queue(house: &House) -> Option<Queue> {
    let counts = jobs::counts(house.store.read(), house.clock.now()).await.ok()?;
    let of = |state| counts.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count);
    Some(Queue { waiting: of(jobs::State::Waiting), given_up: of(jobs::State::GivenUp) })
}
