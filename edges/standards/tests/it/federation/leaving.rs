//! Taking a peer away, and readings that are broken off.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Json;
use axum::extract::Query;
use axum::routing::get;
use jiff::Span;
use serde_json::json;
use store::Store;
use tokio::sync::Notify;

use super::plain::{script, service, site};
use super::{NAME, PAGE, Served, add, again, id, names, reading, serve, settle, told};
use crate::world::steps;

#[store::test(&steps())]
async fn taking_a_peer_away_asks_what_happens_with_its_entries(store: Store) {
    let (address, serving) = serve(site(&script(3))).await;
    let world = reading(&store).await;
    let editor = add(&world, &address).await;
    let path = format!("{PAGE}/{}/remove", id(&editor).await);
    for lang in kernel::Lang::ALL {
        let page = editor.get(&format!("{path}?lang={lang}")).await.expect(200).text();
        let faults = web::testing::check_html(&page);
        assert!(faults.is_empty() && page.contains(NAME) && page.contains(" 3"), "{faults:?} {page}");
    }
    editor.post(&path, &[]).await.expect(422);
    editor.post(&path, &[("entries", "keep")]).await.expect(303);
    settle(&world).await;
    assert_eq!(names(&world).await.len(), 3, "they stay");
    assert!(told(&editor).await.contains("No other directory is read yet"), "{}", told(&editor).await);
    editor.get(&path).await.expect(404);
    editor.post(&path, &[("entries", "take_out")]).await.expect(404);

    let editor = add(&world, &address).await;
    assert_eq!(names(&world).await.len(), 3, "its name is still its own");
    let path = format!("{PAGE}/{}/remove", id(&editor).await);
    editor.post(&path, &[("entries", "take_out")]).await.expect(303);
    assert!(told(&editor).await.contains("Being removed"), "{}", told(&editor).await);
    settle(&world).await;
    assert!(names(&world).await.is_empty(), "they went");
    add(&world, &address).await;
    assert_eq!(names(&world).await.len(), 3, "and come back with it");
    serving.abort();
}

#[store::test(&steps())]
async fn a_paused_peer_is_not_read(store: Store) {
    let script = script(2);
    let (address, serving) = serve(site(&script)).await;
    let world = reading(&store).await;
    let editor = add(&world, &address).await;
    let path = format!("{PAGE}/{}", id(&editor).await);
    editor.post(&format!("{path}/pause"), &[]).await.expect(303);
    script.lock().unwrap().services.push(service(7, "Service 007"));
    editor.post(&format!("{path}/read"), &[("what", "whole")]).await.expect(303);
    settle(&world).await;
    assert_eq!(names(&world).await.len(), 2);
    editor.post(&format!("{path}/resume"), &[]).await.expect(303);
    settle(&world).await;
    assert_eq!(names(&world).await.len(), 3, "{}", told(&editor).await);
    serving.abort();
}

#[store::test(&steps())]
async fn no_peer_speaks_for_another_source(store: Store) {
    let world = crate::world::testland(&store).await;
    world.house.fixtures.install(standards::Outward { private: true });
    let editor = world.editor().await;
    for taken in ["pack", "Here", "PACK"] {
        let form = [("url", "https://directory.example/"), ("name", taken), ("lang", "en"), ("rhythm", "daily")];
        let page = editor.post(PAGE, &form).await.expect(422).outline();
        assert!(page.says("There is a source of this name already"), "{taken}: {page}");
    }
    let own = [("url", "http://relais.example/hsds/v3"), ("name", "Us"), ("lang", "en"), ("rhythm", "daily")];
    let page = editor.post(PAGE, &own).await.expect(422).outline();
    assert!(page.says("the address of this directory itself"), "{page}");
    world.antenna("N").await.get(PAGE).await.expect(403);
    world.visitor().get(PAGE).await.expect(303);
}

#[store::test(&steps())]
async fn a_peer_that_is_away_says_so_and_nothing_is_lost(store: Store) {
    let peer = Served::new().await;
    let world = reading(&store).await;
    let editor = add(&world, &peer.address).await;
    let known = names(&world).await;
    assert!(!known.is_empty());
    peer.serving.abort();
    let _ = peer.serving.await;
    again(&world, &editor, "changes").await;
    assert_eq!(names(&world).await, known);
    let said = told(&editor).await;
    assert!(said.contains("did not answer") && said.contains("We try again"), "{said}");
}

#[store::test(&steps())]
async fn a_reading_that_is_killed_leaves_nothing_and_is_done_again(store: Store) {
    let (reached, open) = (Arc::new(Notify::new()), Arc::new(AtomicBool::new(false)));
    let (at_two, is_open) = (Arc::clone(&reached), Arc::clone(&open));
    let list = async move |Query(asked): Query<Vec<(String, String)>>| {
        let is_second = asked.contains(&("page".to_owned(), "2".to_owned()));
        if is_second && !is_open.load(Ordering::SeqCst) {
            at_two.notify_one();
            std::future::pending::<()>().await;
        }
        let one = if is_second { service(2, "Second") } else { service(1, "First") };
        Json(json!({ "total_items": 2, "last_page": is_second, "empty": false, "contents": [one] }))
    };
    let list = move |query| {
        let list = list.clone();
        async move { list(query).await }
    };
    let site =
        axum::Router::new().route("/", get(async || Json(json!({ "version": "3.1.3" })))).route("/services", get(list));
    let (address, serving) = serve(site).await;
    let world = reading(&store).await;
    let editor = world.editor().await;
    let form = [("url", address.as_str()), ("name", NAME), ("lang", "en"), ("rhythm", "daily")];
    editor.post(PAGE, &form).await.expect(303);
    tokio::select! {
        _ = world.run_jobs() => panic!("the second page never comes"),
        () = reached.notified() => {}
    }
    let said = told(&editor).await;
    assert!(said.contains("Being read") && said.contains("1 service read so far"), "{said}");
    settle(&world).await;
    assert!(names(&world).await.is_empty(), "somebody may still be at it");
    world.clock().advance(Span::new().minutes(11));
    open.store(true, Ordering::SeqCst);
    settle(&world).await;
    assert_eq!(names(&world).await, ["First", "Second"], "{}", told(&editor).await);
    let left = std::fs::read_dir(world.house.data.join("peers")).unwrap().count();
    assert_eq!(left, 0, "nothing stays on the disk");
    serving.abort();
}

#[store::test(&steps())]
async fn a_peer_that_vanishes_midway_takes_nothing_along(store: Store) {
    let (script, gone) = (script(25), Arc::new(AtomicBool::new(false)));
    let is_gone = Arc::clone(&gone);
    // From its second page on, it breaks off in the middle of its answer.
    let breaking = move |request: axum::extract::Request, next: axum::middleware::Next| {
        let breaks =
            is_gone.load(Ordering::SeqCst) && request.uri().query().is_some_and(|asked| asked.contains("page=2"));
        async move {
            if !breaks {
                return next.run(request).await;
            }
            let part = |part: &'static str| Ok::<_, std::io::Error>(axum::body::Bytes::from_static(part.as_bytes()));
            let broken = [part("{\"total_items\": 25, \"contents\": ["), Err(std::io::Error::other("gone"))];
            axum::response::Response::new(axum::body::Body::from_stream(futures_util::stream::iter(broken)))
        }
    };
    let (address, serving) = serve(site(&script).layer(axum::middleware::from_fn(breaking))).await;
    let world = reading(&store).await;
    let editor = add(&world, &address).await;
    let known = names(&world).await;
    assert_eq!(known.len(), 25, "{}", told(&editor).await);
    script.lock().unwrap().services[0]["name"] = "Another name".into();
    gone.store(true, Ordering::SeqCst);
    again(&world, &editor, "whole").await;
    let said = told(&editor).await;
    assert!(said.contains("did not answer") && said.contains("Nothing has changed"), "{said}");
    assert_eq!(names(&world).await, known, "nothing of half a reading is kept, and nothing is lost");
    gone.store(false, Ordering::SeqCst);
    world.clock().advance(Span::new().hours(2));
    let editor = world.editor().await;
    again(&world, &editor, "whole").await;
    assert!(names(&world).await.contains(&"Another name".to_owned()), "{}", told(&editor).await);
    serving.abort();
}
