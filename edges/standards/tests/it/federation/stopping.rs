//! Peers that hold us up, and readings that nobody wants any more: what they say does not come in.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Query;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;
use store::Store;
use testkit::{Client, World};
use tokio::sync::{Notify, watch};

use super::plain::{script, service, site};
use super::{NAME, PAGE, add, again, id, names, reading, serve, settle, told};
use crate::world::{modules, steps};

/// A peer that lets us know when it was asked for its list, and answers once it is let.
fn waiting(reached: &Arc<Notify>, let_go: &watch::Sender<bool>) -> Router {
    let (reached, let_go) = (Arc::clone(reached), let_go.subscribe());
    let list = move || {
        let (reached, mut let_go) = (Arc::clone(&reached), let_go.clone());
        async move {
            reached.notify_one();
            let _ = let_go.wait_for(|is_let| *is_let).await;
            Json(json!({ "total_items": 1, "last_page": true, "contents": [service(1, "Unwanted")] }))
        }
    };
    Router::new().route("/", get(async || Json(json!({ "version": "3.1.3" })))).route("/services", get(list))
}

/// A world in which an editor has named a peer, which is still to be read.
async fn to_read(store: &Store, (address, name): (&str, &str)) -> (World, Client) {
    let world = reading(store).await;
    let editor = world.editor().await;
    let form = [("url", address), ("name", name), ("lang", "en"), ("rhythm", "daily")];
    editor.post(PAGE, &form).await.expect(303);
    (world, editor)
}

#[store::test(&steps())]
async fn a_slow_peer_that_is_paused_is_waited_for_no_longer(store: Store) {
    let (reached, let_go) = (Arc::new(Notify::new()), watch::Sender::new(false));
    let (address, serving) = serve(waiting(&reached, &let_go)).await;
    let (world, editor) = to_read(&store, (&address, NAME)).await;
    let pausing = async {
        reached.notified().await;
        editor.post(&format!("{PAGE}/{}/pause", id(&editor).await), &[]).await.expect(303);
    };
    let both = async { tokio::join!(world.run_jobs(), pausing) };
    let (done, ()) = tokio::time::timeout(Duration::from_secs(20), both).await.expect("it waits no longer");
    assert!(done >= 1);
    let said = told(&editor).await;
    assert!(said.contains("Paused") && !said.contains("could not be kept"), "{said}");
    let_go.send_replace(true);
    editor.post(&format!("{PAGE}/{}/resume", id(&editor).await), &[]).await.expect(303);
    settle(&world).await;
    assert_eq!(names(&world).await, ["Unwanted"], "{}", told(&editor).await);
    serving.abort();
}

#[store::test(&steps())]
async fn a_slow_peer_does_not_keep_another_ones_entries(store: Store) {
    let (reached, let_go) = (Arc::new(Notify::new()), watch::Sender::new(false));
    let (leaving, serving) = serve(site(&script(1))).await;
    let world = reading(&store).await;
    let editor = add(&world, &leaving).await;
    let first = id(&editor).await;
    let (slow, waited) = serve(waiting(&reached, &let_go)).await;
    let form = [("url", slow.as_str()), ("name", "Slow"), ("lang", "en"), ("rhythm", "daily")];
    editor.post(PAGE, &form).await.expect(303);
    let handlers = modules().iter().flat_map(|module| (module.jobs)(&world.house)).collect();
    let (stop, stopped) = watch::channel(false);
    let lanes = jobs::Worker::lanes(&store, handlers, &world.house.system("worker"));
    let working: Vec<_> = lanes.into_iter().map(|lane| tokio::spawn(lane.run(stopped.clone()))).collect();
    reached.notified().await;
    editor.post(&format!("{PAGE}/{first}/remove"), &[("entries", "take_out")]).await.expect(303);
    let gone = async {
        while directory::services_of_source(store.read(), NAME).await.unwrap() > 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), gone).await.expect("it waits for nobody");
    stop.send_replace(true);
    let_go.send_replace(true);
    for lane in working {
        lane.await.unwrap();
    }
    [serving, waited].iter().for_each(tokio::task::JoinHandle::abort);
}

#[store::test(&steps())]
async fn what_a_peer_says_after_it_was_taken_away_does_not_come_in(store: Store) {
    let (reached, let_go) = (Arc::new(Notify::new()), watch::Sender::new(false));
    let (address, serving) = serve(waiting(&reached, &let_go)).await;
    let (world, editor) = to_read(&store, (&address, NAME)).await;
    let removing = async {
        reached.notified().await;
        let path = format!("{PAGE}/{}/remove", id(&editor).await);
        editor.post(&path, &[("entries", "keep")]).await.expect(303);
        let_go.send_replace(true);
    };
    tokio::join!(world.run_jobs(), removing);
    settle(&world).await;
    assert!(names(&world).await.is_empty(), "{}", told(&editor).await);
    assert!(!directory::source_names(store.read()).await.unwrap().contains(&NAME.to_owned()));
    serving.abort();
}

#[store::test(&steps())]
async fn a_feed_that_promises_more_and_tells_nothing_is_not_followed(store: Store) {
    let feed = |asked: &HashMap<String, String>| {
        let place: u64 = asked.get("after").and_then(|place| place.parse().ok()).unwrap_or(0);
        let more = asked["limit"] != "1";
        json!({ "changes": [], "next": (place + 1).to_string(), "more": more, "head": "1" })
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let root = json!({ "version": "3.1.3", "changes_url": format!("{address}/feed") });
    let empty = json!({ "total_items": 0, "last_page": true, "contents": [] });
    let (services, organizations) = (empty.clone(), empty);
    let site = Router::new()
        .route("/", get(async move || Json(root.clone())))
        .route("/feed", get(async move |Query(asked): Query<HashMap<String, String>>| Json(feed(&asked))))
        .route("/services", get(async move || Json(services.clone())))
        .route("/organizations", get(async move || Json(organizations.clone())));
    let serving = tokio::spawn(async move { axum::serve(listener, site).await });
    let world = reading(&store).await;
    let editor = add(&world, &address).await;
    let reading = again(&world, &editor, "changes");
    tokio::time::timeout(Duration::from_mins(1), reading).await.expect("it comes to an end");
    let said = told(&editor).await;
    assert!(said.contains("too much or without end"), "{said}");
    serving.abort();
}

#[store::test(&steps())]
async fn a_peer_may_have_any_name(store: Store) {
    let (address, serving) = serve(site(&script(1))).await;
    let (world, editor) = to_read(&store, (&address, "Gids\u{7f} \"Noord\"")).await;
    settle(&world).await;
    assert_eq!(names(&world).await, ["Service 000"], "{}", told(&editor).await);
    serving.abort();
}
