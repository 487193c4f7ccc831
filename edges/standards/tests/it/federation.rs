//! One installation reads another: all of it, then what changed and what went, and never what it should not ask.

use axum::Router;
use house::Pack;
use jiff::Span;
use kernel::Clock;
use serde_json::Value;
use store::{Store, migrate};
use testkit::World;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::world::{hsds, modules, publish, reload, steps, testland, testland_with};

/// An installation that others can ask over the network, on a database of its own.
struct Served {
    world: World,
    address: String,
    serving: JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl Served {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("peer.sqlite").display());
        let store = Store::open(&url).await.unwrap();
        migrate(&store, &steps(), &Clock::system()).await.unwrap();
        let world = testland(&store).await;
        let (address, serving) = serve(world.router()).await;
        Self { world, address: format!("{address}/hsds/v3"), serving, _folder: folder }
    }

    async fn change(&self, file: &str, change: impl Fn(&str) -> String) {
        self.world.clock().advance(Span::new().minutes(1));
        reload(&self.world, &testland_with(file, change)).await;
        publish(&self.world).await;
    }
}

async fn serve(router: Router) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        axum::serve(listener, router).await.unwrap();
    });
    (address, serving)
}

/// An installation that knows the territory and nothing else, and may ask in private networks.
async fn reading(store: &Store) -> World {
    let empty = |text: &str, mark: &str| text.split(mark).next().unwrap_or_default().to_owned();
    let pack = testkit::testland();
    let names: Vec<String> = pack.names("").map(str::to_owned).collect();
    let pack = Pack::from_files(names.into_iter().map(|name| {
        let text = pack.text(&name).unwrap();
        let text = match name.as_str() {
            "services.toml" => empty(text, "[[service]]"),
            _ => text.to_owned(),
        };
        (name, text)
    }));
    let world = World::in_region(store, modules(), pack).await;
    world.house.fixtures.install(standards::Outward { private: true });
    world.index().await;
    publish(&world).await;
    world
}

async fn add(world: &World, url: &str) -> testkit::Reply {
    let admin = world.admin().await;
    let form =
        [("url", url), ("name", "Peer of the North"), ("licence", "CC0-1.0"), ("lang", "en"), ("rhythm", "daily")];
    admin.post("/admin/peers", &form).await
}

/// Reads again as an administrator asks, and publishes what came of it.
async fn again(world: &World) {
    world.clock().advance(Span::new().minutes(1));
    let admin = world.admin().await;
    let page = admin.get("/admin/peers").await.expect(200).text();
    let id = page.split_once("/admin/peers/").unwrap().1.split_once('/').unwrap().0.to_owned();
    admin.post(&format!("/admin/peers/{id}/read"), &[]).await.expect(303);
    world.run_jobs().await;
    publish(world).await;
}

async fn names(world: &World) -> Vec<String> {
    let page = hsds(&world.visitor(), "/services?lang=en&per_page=100").await;
    let mut names: Vec<String> =
        page["contents"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

async fn told(world: &World) -> String {
    world.admin().await.get("/admin/peers").await.expect(200).outline().to_string()
}

#[store::test(&steps())]
async fn a_peer_is_read_and_kept_in_step(store: Store) {
    let peer = Served::new().await;
    let world = reading(&store).await;
    assert!(names(&world).await.is_empty());
    add(&world, &peer.address).await.expect(303);
    world.run_jobs().await;
    publish(&world).await;
    let offered = names(&peer.world).await;
    assert_eq!(names(&world).await, offered, "{}", told(&world).await);
    assert!(told(&world).await.contains("In order"), "{}", told(&world).await);
    let sources = directory::sources(store.read()).await.unwrap();
    assert!(sources.contains(&("Peer of the North".to_owned(), "CC0-1.0".to_owned())), "{sources:?}");

    peer.change("services.toml", |text| text.replace("Home nursing North", "Nursing at home")).await;
    again(&world).await;
    assert_eq!(names(&world).await, names(&peer.world).await, "what changed is changed here");
    assert!(names(&world).await.contains(&"Nursing at home".to_owned()));

    let without = |text: &str| {
        let entries = text.split("[[service]]").filter(|entry| !entry.contains("test_home_nursing"));
        entries.collect::<Vec<_>>().join("[[service]]")
    };
    peer.change("services.toml", without).await;
    again(&world).await;
    assert_eq!(names(&world).await, names(&peer.world).await, "what went is gone here");
    assert_eq!(names(&world).await.len(), offered.len() - 1);

    let before: Value = hsds(&world.visitor(), "/services?full=true").await;
    again(&world).await;
    assert_eq!(hsds(&world.visitor(), "/services?full=true").await, before, "nothing changed, nothing is touched");
    peer.serving.abort();
}

#[store::test(&steps())]
async fn a_peer_that_is_away_says_so_and_nothing_is_lost(store: Store) {
    let peer = Served::new().await;
    let world = reading(&store).await;
    add(&world, &peer.address).await.expect(303);
    world.run_jobs().await;
    publish(&world).await;
    let known = names(&world).await;
    assert!(!known.is_empty());
    peer.serving.abort();
    let _ = peer.serving.await;
    again(&world).await;
    assert_eq!(names(&world).await, known);
    assert!(told(&world).await.contains("did not answer"), "{}", told(&world).await);
}

#[store::test(&steps())]
async fn what_is_no_hsds_is_told_so(store: Store) {
    let site = Router::new().route("/hsds/v3/", axum::routing::get(async || "<html>"));
    let (address, serving) = serve(site).await;
    let world = reading(&store).await;
    add(&world, &format!("{address}/hsds/v3")).await.expect(303);
    world.run_jobs().await;
    assert!(told(&world).await.contains("no HSDS 3"), "{}", told(&world).await);
    serving.abort();
}

#[store::test(&steps())]
async fn nobody_makes_us_ask_around_at_home(store: Store) {
    let inner = Router::new().route("/hsds/v3/", axum::routing::get(async || r#"{"version":"3.1.3"}"#));
    let (inside, serving_inside) = serve(inner).await;
    let target = format!("{inside}/hsds/v3/");
    let leading = Router::new()
        .route("/hsds/v3/", axum::routing::get(async move || axum::response::Redirect::temporary(&target)));
    let (address, serving) = serve(leading).await;
    let world = reading(&store).await;
    add(&world, &format!("{address}/hsds/v3")).await.expect(303);
    world.run_jobs().await;
    assert!(told(&world).await.contains("another server"), "{}", told(&world).await);
    world.house.fixtures.install(standards::Outward::default());
    for private in
        [address.as_str(), "https://127.0.0.1/hsds/v3", "https://localhost/hsds/v3", "http://directory.example/hsds"]
    {
        let admin = world.admin().await;
        let form = [("url", private), ("name", "Inside"), ("lang", "en"), ("rhythm", "daily")];
        let page = admin.post("/admin/peers", &form).await.expect(422).outline();
        assert!(page.says("This address may not be read"), "{private}: {page}");
    }
    again(&world).await;
    assert!(told(&world).await.contains("private network"), "{}", told(&world).await);
    world.editor().await.get("/admin/peers").await.expect(403);
    serving.abort();
    serving_inside.abort();
}
