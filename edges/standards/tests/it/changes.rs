//! The feed of changes: a program that follows it knows what is published.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use store::Store;
use testkit::Client;
use tower::ServiceExt as _;

use crate::world::{hsds, ids, publish, reload, steps, testland, testland_with};

/// Follows the feed from a place to its end; answers what it told of each record last, and the place.
async fn follow(client: &Client, mut after: String, known: &mut BTreeMap<String, Value>) -> String {
    loop {
        let answer: Value = client.get(&format!("/api/v1/changes?after={after}&limit=3")).await.expect(200).json();
        let changes = answer["changes"].as_array().unwrap();
        assert!(changes.len() <= 3);
        for change in changes {
            known.insert(change["id"].as_str().unwrap().to_owned(), change.clone());
        }
        let next = answer["next"].as_str().unwrap().to_owned();
        assert_eq!(next == after, changes.is_empty());
        after = next;
        if answer["more"] == false {
            return after;
        }
    }
}

#[store::test(&steps())]
async fn who_follows_the_changes_knows_what_is_published(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let mut known = BTreeMap::new();
    let place = follow(&client, "0".to_owned(), &mut known).await;
    let of_kind = |known: &BTreeMap<String, Value>, kind: &str, deleted: bool| -> BTreeSet<String> {
        let fits = |change: &&Value| change["kind"] == kind && change["deleted"] == deleted;
        known.values().filter(fits).map(|change| change["id"].as_str().unwrap().to_owned()).collect()
    };
    let services: BTreeSet<String> = ids(&hsds(&client, "/services").await).into_iter().collect();
    assert_eq!(of_kind(&known, "service", false), services);
    for change in known.values().filter_map(|change| change["url"].as_str()) {
        client.get(change.strip_prefix("http://relais.example").unwrap()).await.expect(200);
    }

    let without = |text: &str| {
        let entries = text.split("[[service]]").filter(|entry| !entry.contains("test_home_nursing"));
        entries.collect::<Vec<_>>().join("[[service]]")
    };
    reload(&world, &testland_with("services.toml", without)).await;
    publish(&world).await;
    let mut since = BTreeMap::new();
    let later = follow(&client, place.clone(), &mut since).await;
    assert_ne!(place, later);
    assert_eq!(of_kind(&since, "service", true).len(), 1);
    assert!(since.values().all(|change| change["deleted"] == true), "{since:?}");
    assert_eq!(since.values().filter(|change| change.get("url").is_some()).count(), 1, "only the service stays");
    let services: BTreeSet<String> = ids(&hsds(&client, "/services").await).into_iter().collect();
    known.extend(since);
    assert_eq!(of_kind(&known, "service", false), services);
}

#[store::test(&steps())]
async fn the_description_fits_the_answer(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let document: Value = client.get("/api/v1/openapi.json").await.expect(200).json();
    let described = |schema: &str| -> BTreeSet<String> {
        let properties = &document["components"]["schemas"][schema]["properties"];
        properties.as_object().unwrap().keys().cloned().collect()
    };
    let fields = |value: &Value| -> BTreeSet<String> { value.as_object().unwrap().keys().cloned().collect() };
    let answer: Value = client.get("/api/v1/changes").await.expect(200).json();
    assert_eq!(fields(&answer), described("Changes"));
    let service = answer["changes"].as_array().unwrap().iter().find(|change| change["kind"] == "service").unwrap();
    let mut change = described("Change");
    assert!(change.remove("successor"), "only of what was merged");
    assert_eq!(fields(service), change);
}

#[store::test(&steps())]
async fn a_place_that_was_never_given_is_refused_and_an_answer_that_is_known_not_sent(store: Store) {
    let world = testland(&store).await;
    for (query, field) in [("after=x", "after"), ("after=-1", "after"), ("after=999999", "after"), ("limit=x", "limit")]
    {
        let reply = world.visitor().get(&format!("/api/v1/changes?{query}")).await.expect(400);
        assert_eq!(reply.json::<Value>()["field"], field, "{query}");
    }
    let first = world.visitor().get("/api/v1/changes").await.expect(200);
    let tag = first.header("etag").unwrap();
    let request = Request::get("/api/v1/changes").header("host", "relais.example").header("accept-language", "en");
    let request = request.header("if-none-match", tag).body(Body::empty()).unwrap();
    assert_eq!(world.router().oneshot(request).await.unwrap().status(), 304);
}
