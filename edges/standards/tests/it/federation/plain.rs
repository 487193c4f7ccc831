//! A directory that is none of ours: scripted, with short lists and without a feed of changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use axum::{Router, response::IntoResponse};
use jiff::Span;
use serde_json::{Value, json};
use store::Store;

use super::{add, again, names, reading, serve, service as published, told};
use crate::world::steps;

/// What a scripted directory offers, and what it was asked.
#[derive(Default)]
pub struct Script {
    pub services: Vec<Value>,
    pub asked: Vec<String>,
    /// Whether lists show names only.
    pub short: bool,
}

pub type Shared = Arc<Mutex<Script>>;

/// A service that can be used anywhere.
pub fn service(number: usize, name: &str) -> Value {
    json!({
        "id": format!("00000000-0000-4000-8000-{number:012}"),
        "name": name,
        "status": "active",
        "service_at_locations": [],
        "organization": { "id": format!("10000000-0000-4000-8000-{number:012}"), "name": format!("Owner of {name}") },
    })
}

/// A directory by a script.
pub fn site(script: &Shared) -> Router {
    Router::new()
        .route("/", get(async || Json(json!({ "version": "3.0", "profile": "https://example.org" }))))
        .route("/services", get(list))
        .route("/services/{id}", get(one))
        .with_state(Arc::clone(script))
}

async fn list(State(script): State<Shared>, Query(asked): Query<HashMap<String, String>>) -> Json<Value> {
    let mut script = script.lock().unwrap();
    script.asked.push(asked.get("modified_after").cloned().unwrap_or_default());
    let short = script.short;
    let shown = |service: &Value| {
        if short {
            json!({ "id": service["id"], "name": service["name"], "status": service["status"] })
        } else {
            service.clone()
        }
    };
    let page: usize = asked["page"].parse().unwrap();
    let contents: Vec<Value> = script.services.iter().skip((page - 1) * 10).take(10).map(shown).collect();
    let (total, last) = (script.services.len(), page * 10 >= script.services.len());
    Json(json!({ "total_items": total, "last_page": last, "empty": contents.is_empty(), "contents": contents }))
}

async fn one(State(script): State<Shared>, Path(id): Path<String>) -> axum::response::Response {
    let script = script.lock().unwrap();
    match script.services.iter().find(|service| service["id"] == id.as_str()) {
        Some(service) => Json(service).into_response(),
        None => axum::http::StatusCode::NOT_FOUND.into_response(),
    }
}

/// A script with so many services.
pub fn script(count: usize) -> Shared {
    let services = (0..count).map(|n| service(n, &format!("Service {n:03}"))).collect();
    Arc::new(Mutex::new(Script { services, ..Script::default() }))
}

#[store::test(&steps())]
async fn a_directory_without_a_feed_is_asked_what_changed(store: Store) {
    let script = script(25);
    let (address, serving) = serve(site(&script)).await;
    let world = reading(&store).await;
    let editor = add(&world, &address).await;
    assert_eq!(names(&world).await.len(), 25, "{}", told(&editor).await);
    assert!(script.lock().unwrap().asked.iter().all(String::is_empty), "all of it the first time");
    script.lock().unwrap().services[3]["name"] = "Another name".into();
    script.lock().unwrap().services[4]["status"] = "defunct".into();
    again(&world, &editor, "changes").await;
    assert_eq!(
        script.lock().unwrap().asked.last().unwrap(),
        "2026-03-09T09:00:00.000Z",
        "a day earlier: clocks differ"
    );
    let now = names(&world).await;
    assert!(now.contains(&"Another name".to_owned()) && !now.contains(&"Service 003".to_owned()), "{now:?}");
    assert!(!now.contains(&"Service 004".to_owned()), "{now:?}");
    serving.abort();
}

#[store::test(&steps())]
async fn who_shows_lists_in_short_only_is_asked_for_each(store: Store) {
    let script = script(12);
    script.lock().unwrap().short = true;
    let (address, serving) = serve(site(&script)).await;
    let world = reading(&store).await;
    let editor = add(&world, &address).await;
    assert_eq!(names(&world).await.len(), 12, "{}", told(&editor).await);
    assert_eq!(published(&world, "Service 007").await["organization"]["name"], "Owner of Service 007");
    serving.abort();
}

#[store::test(&steps())]
async fn nobody_loses_half_of_a_directory_unasked(store: Store) {
    let script = script(30);
    let (address, serving) = serve(site(&script)).await;
    let world = reading(&store).await;
    let editor = add(&world, &address).await;
    script.lock().unwrap().services.truncate(3);
    again(&world, &editor, "whole").await;
    let said = told(&editor).await;
    assert!(said.contains("less than half") && said.contains("Waits for your word"), "{said}");
    assert_eq!(names(&world).await.len(), 30, "nothing has changed");
    again(&world, &editor, "fewer").await;
    assert_eq!(names(&world).await, ["Service 000", "Service 001", "Service 002"], "an editor said that it is true");
    script.lock().unwrap().services.clear();
    again(&world, &editor, "whole").await;
    assert_eq!(names(&world).await.len(), 3, "few are not lost at once either");
    serving.abort();
}

#[store::test(&steps())]
async fn nobody_is_emptied_bit_by_bit(store: Store) {
    let script = script(100);
    let (address, serving) = serve(site(&script)).await;
    let world = reading(&store).await;
    let editor = add(&world, &address).await;
    for (left, kept) in [(60, 60), (50, 50), (49, 50)] {
        script.lock().unwrap().services.truncate(left);
        world.clock().advance(Span::new().hours(1));
        again(&world, &editor, "whole").await;
        assert_eq!(names(&world).await.len(), kept, "{left} are left: {}", told(&editor).await);
    }
    let said = told(&editor).await;
    assert!(said.contains("of 100 services that it had in the last seven days, 49 are left"), "{said}");
    again(&world, &editor, "fewer").await;
    assert_eq!(names(&world).await.len(), 49, "an editor said that it is true");
    script.lock().unwrap().services.truncate(30);
    again(&world, &editor, "whole").await;
    assert_eq!(names(&world).await.len(), 30, "it is held against what was said to be true");
    world.clock().advance(Span::new().days(8));
    script.lock().unwrap().services.truncate(20);
    again(&world, &world.editor().await, "whole").await;
    assert_eq!(names(&world).await.len(), 20, "and what was long ago counts no more");
    serving.abort();
}
