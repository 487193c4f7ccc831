//! Peers that lie, never end, or would have us ask around at home.

use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use store::Store;

use super::plain::{script, service, site};
use super::{NAME, PAGE, add, again, id, names, reading, serve, told};
use crate::world::{contents, hsds, steps, testland};

/// A site with a root of the specification, and a list of services.
fn with_list(list: Value) -> Router {
    Router::new()
        .route("/", get(async || Json(json!({ "version": "3.1.3" }))))
        .route("/services", get(async move || Json(list.clone())))
}

#[store::test(&steps())]
async fn what_is_no_hsds_is_told_so(store: Store) {
    let world = reading(&store).await;
    for (root, list) in [
        ("<html>", "{}"),
        (r#"{"version":"1.1"}"#, "{}"),
        (r#"{"version":"3.1.3"}"#, "[1,2"),
        (r#"{"version":"3.1.3"}"#, r#"{"contents":[{"name":"no id"}]}"#),
        (r#"{"version":"3.1.3"}"#, r#"{"contents":"many"}"#),
    ] {
        let site = Router::new().route("/", get(async move || root)).route("/services", get(async move || list));
        let (address, serving) = serve(site).await;
        let editor = add(&world, &address).await;
        let said = told(&editor).await;
        assert!(said.contains("does not speak HSDS 3") && said.contains("Check the address"), "{root} {list}: {said}");
        let path = format!("{PAGE}/{}/remove", id(&editor).await);
        editor.post(&path, &[("entries", "keep")]).await.expect(303);
        serving.abort();
    }
    assert!(names(&world).await.is_empty());
}

#[store::test(&steps())]
async fn who_never_ends_is_not_read_for_ever(store: Store) {
    let world = reading(&store).await;
    let endless = json!({ "total_items": 1_000, "last_page": false, "contents": [service(1, "Again")] });
    let huge = json!({ "last_page": true, "contents": [], "more": "x".repeat(9 << 20) });
    let feed = json!({ "changes": [], "next": "1", "more": true, "head": "1" });
    let circling = Router::new()
        .route("/feed", get(async move || Json(feed.clone())))
        .route("/services", get(async || Json(json!({ "total_items": 0, "last_page": true, "contents": [] }))));
    for (site, circles) in [(with_list(endless), false), (with_list(huge), false), (circling, true)] {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let root = json!({ "version": "3.1.3", "changes_url": format!("{address}/feed") });
        let site = if circles { site.route("/", get(async move || Json(root.clone()))) } else { site };
        let serving = tokio::spawn(async move { axum::serve(listener, site).await });
        let editor = add(&world, &address).await;
        if circles {
            again(&world, &editor, "changes").await;
        }
        let said = told(&editor).await;
        assert!(said.contains("too much or without end"), "{said}");
        let path = format!("{PAGE}/{}/remove", id(&editor).await);
        editor.post(&path, &[("entries", "keep")]).await.expect(303);
        serving.abort();
    }
    assert!(names(&world).await.is_empty());
}

#[store::test(&steps())]
async fn a_liar_does_no_harm(store: Store) {
    let world = testland(&store).await;
    world.house.fixtures.install(standards::Outward { private: true });
    let before = hsds(&world.visitor(), "/services?lang=en&full=true").await;
    let ours = &contents(&before)[0];
    let lies = script(0);
    let circle = |own: &str, other: &str| json!({ "id": own, "name": own, "parent_organization_id": other });
    let mut bold = service(1, "<script>alert(1)</script>Bold <img src=x onerror=alert(2)>");
    bold["url"] = "javascript:alert(3)".into();
    bold["description"] = "<a href=\"javascript:alert(4)\">read</a>".into();
    bold["organization"] = circle("a", "b");
    let mut other = service(2, "Circle");
    other["organization"] = circle("b", "a");
    let mut thief = service(3, "Thief");
    thief["id"] = ours["id"].clone();
    thief["organization"]["id"] = ours["organization"]["id"].clone();
    let mut deep = json!("deep");
    for _ in 0..40 {
        deep = json!([deep]);
    }
    let mut odd = service(4, "Odd");
    odd["phones"] = deep;
    odd["minimum_age"] = json!(-7e300);
    odd["schedules"] = json!([{ "byday": "XX", "opens_at": "99:99", "closes_at": "soon" }]);
    let nameless = json!({ "id": "5", "status": "active", "service_at_locations": [] });
    let long = service(6, &"long ".repeat(100_000));
    lies.lock().unwrap().services = vec![bold, other, thief, odd, nameless, long];
    let (address, serving) = serve(site(&lies)).await;
    let editor = add(&world, &address).await;
    let said = told(&editor).await;
    assert!(said.contains("In order") && said.contains("1 entry left out"), "{said}");
    let after = hsds(&world.visitor(), "/services?lang=en&full=true&per_page=100").await;
    for one in contents(&before) {
        assert!(contents(&after).contains(one), "ours is as it was: {one}");
    }
    let theirs: Vec<&Value> = contents(&after).iter().filter(|one| one["read_from"] == NAME).collect();
    assert_eq!(theirs.len(), 5, "{theirs:#?}");
    let client = world.visitor();
    for one in theirs {
        let text = one.to_string();
        assert!(!text.contains("alert") && !text.contains("javascript") && !text.contains('<'), "{text}");
        assert!(one["name"].as_str().unwrap().chars().count() <= 300, "{text}");
        for path in [
            format!("/services/{}", one["id"].as_str().unwrap()),
            format!("/organisations/{}", one["organization"]["id"].as_str().unwrap()),
        ] {
            let page = client.get(&path).await.expect(200).text();
            assert!(!page.contains("alert(") && !page.contains("onerror"), "{page}");
        }
    }
    serving.abort();
}

#[store::test(&steps())]
async fn a_service_brings_no_services_past_the_count(store: Store) {
    let world = reading(&store).await;
    let lies = script(2);
    let more: Vec<Value> = (10..13).map(|n| service(n, &format!("Smuggled {n}"))).collect();
    lies.lock().unwrap().services[1]["services"] = more.into();
    let (address, serving) = serve(site(&lies)).await;
    add(&world, &address).await;
    assert_eq!(names(&world).await, ["Service 000", "Service 001"]);
    serving.abort();
}

#[store::test(&steps())]
async fn nobody_makes_us_ask_around_at_home(store: Store) {
    let inner = Router::new().route("/hsds/v3/", get(async || r#"{"version":"3.1.3"}"#));
    let (inside, serving_inside) = serve(inner).await;
    let target = format!("{inside}/hsds/v3/");
    let leading = Router::new().route("/hsds/v3/", get(async move || axum::response::Redirect::temporary(&target)));
    let (address, serving) = serve(leading).await;
    let world = reading(&store).await;
    let editor = add(&world, &format!("{address}/hsds/v3")).await;
    assert!(told(&editor).await.contains("another server"), "{}", told(&editor).await);
    world.house.fixtures.install(standards::Outward::default());
    for private in [
        address.as_str(),
        "https://127.0.0.1/hsds/v3",
        "https://[::ffff:10.0.0.1]/hsds/v3",
        "https://169.254.169.254/latest",
        "https://localhost/hsds/v3",
        "http://directory.example/hsds",
        "https://user:secret@directory.example/hsds",
        "file:///etc/hosts",
    ] {
        let form = [("url", private), ("name", "Inside"), ("lang", "en"), ("rhythm", "daily")];
        let page = editor.post(PAGE, &form).await.expect(422).outline();
        assert!(page.says("This address may not be read") || page.says("This is no web address"), "{private}: {page}");
    }
    again(&world, &editor, "changes").await;
    assert!(told(&editor).await.contains("private network"), "{}", told(&editor).await);
    serving.abort();
    serving_inside.abort();
}
