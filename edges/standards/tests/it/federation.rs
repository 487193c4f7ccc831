//! One installation reads another: all of it, then what changed and what went.

mod hostile;
mod languages;
mod leaving;
mod meeting;
mod organisations;
mod plain;
mod stopping;

use axum::Router;
use directory::duplicates::choosing::Choices;
use directory::duplicates::merging::merge;
use directory::{EntryId, EntryKind};
use house::Pack;
use jiff::Span;
use kernel::{Clock, Random};
use serde_json::Value;
use store::{Store, migrate};
use testkit::{Client, World};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::world::{contents, hsds, modules, publish, reload, steps, testland, testland_with};

/// The page of peers.
const PAGE: &str = "/directory/peers";
/// The peer's name as a source.
const NAME: &str = "Peer of the North";

/// An installation that others can ask over the network, on a database of its own.
struct Served {
    world: World,
    address: String,
    serving: JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl Served {
    async fn new() -> Self {
        let peer = Self::copy().await;
        peer.set_apart().await;
        peer
    }

    /// One that says it is the installation that reads: tests draw from one seed, as a restored copy keeps its id.
    async fn copy() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("peer.sqlite").display());
        let store = Store::open(&url).await.unwrap();
        migrate(&store, &steps(), &Clock::system()).await.unwrap();
        let world = testland(&store).await;
        world.house.fixtures.install(standards::Outward { private: true });
        let (address, serving) = serve(world.router()).await;
        Self { world, address: format!("{address}/hsds/v3"), serving, _folder: folder }
    }

    async fn set_apart(&self) {
        let tx = self.world.store().begin().await.unwrap();
        standards::set_apart(&tx, &Random::system(), self.world.clock().now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn change(&self, change: impl Fn(&str) -> String) {
        self.world.clock().advance(Span::new().minutes(1));
        reload(&self.world, &testland_with("services.toml", change)).await;
        publish(&self.world).await;
    }
}

/// A site on a socket of this machine.
async fn serve(router: Router) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        axum::serve(listener, router).await.unwrap();
    });
    (address, serving)
}

/// An installation that knows the territory and no service, and may ask in private networks.
async fn reading(store: &Store) -> World {
    let pack = testkit::testland();
    let names: Vec<String> = pack.names("").map(str::to_owned).collect();
    let pack = Pack::from_files(names.into_iter().map(|name| {
        let text = pack.text(&name).unwrap();
        let kept = if name == "services.toml" { "service = []\n" } else { text };
        (name, kept.to_owned())
    }));
    let world = World::in_region(store, modules(), pack).await;
    world.house.fixtures.install(standards::Outward { private: true });
    world.index().await;
    publish(&world).await;
    world
}

/// Adds a peer as an editor does, and reads it.
async fn add(world: &World, url: &str) -> Client {
    let editor = world.editor().await;
    let form = [("url", url), ("name", NAME), ("licence", "CC0-1.0"), ("lang", "en"), ("rhythm", "daily")];
    editor.post(PAGE, &form).await.expect(303);
    settle(world).await;
    editor
}

/// Does what waits, and publishes what came of it.
async fn settle(world: &World) {
    world.run_jobs().await;
    publish(world).await;
}

/// Has the one peer read as an editor asks.
async fn again(world: &World, editor: &Client, what: &str) {
    world.clock().advance(Span::new().minutes(1));
    editor.post(&format!("{PAGE}/{}/read", id(editor).await), &[("what", what)]).await.expect(303);
    settle(world).await;
}

/// The id of the one peer.
async fn id(editor: &Client) -> String {
    let page = editor.get(PAGE).await.expect(200).text();
    page.split_once("/directory/peers/").unwrap().1.split_once('/').unwrap().0.to_owned()
}

/// The names of the services that are published.
async fn names(world: &World) -> Vec<String> {
    let page = hsds(&world.visitor(), "/services?lang=en&per_page=100").await;
    let mut names: Vec<String> = contents(&page).iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

/// What the page says.
async fn told(editor: &Client) -> String {
    editor.get(PAGE).await.expect(200).outline().to_string()
}

async fn service(world: &World, name: &str) -> Value {
    let page = hsds(&world.visitor(), "/services?lang=en&per_page=100&full=true").await;
    contents(&page).iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name}")).clone()
}

#[store::test(&steps())]
async fn a_peer_is_read_and_kept_in_step(store: Store) {
    let peer = Served::new().await;
    let world = reading(&store).await;
    assert!(names(&world).await.is_empty());
    let editor = add(&world, &peer.address).await;
    let offered = names(&peer.world).await;
    assert_eq!(names(&world).await, offered, "{}", told(&editor).await);
    let said = told(&editor).await;
    assert!(said.contains("In order") && said.contains("4 services in our directory come from it"), "{said}");
    let sources = directory::sources(store.read()).await.unwrap();
    assert!(sources.contains(&(NAME.to_owned(), "CC0-1.0".to_owned())), "{sources:?}");
    assert_eq!(service(&world, "Home nursing North").await["read_from"], NAME);

    peer.change(|text| text.replace("Home nursing North", "Nursing at home")).await;
    again(&world, &editor, "changes").await;
    assert_eq!(names(&world).await, names(&peer.world).await, "what changed is changed here");
    assert!(names(&world).await.contains(&"Nursing at home".to_owned()));

    peer.change(|text| {
        let entries = text.split("[[service]]").filter(|entry| !entry.contains("test_home_nursing"));
        entries.collect::<Vec<_>>().join("[[service]]")
    })
    .await;
    again(&world, &editor, "changes").await;
    assert_eq!(names(&world).await, names(&peer.world).await, "what went is gone here");
    assert_eq!(names(&world).await.len(), offered.len() - 1);

    let before = hsds(&world.visitor(), "/services?full=true").await;
    again(&world, &editor, "changes").await;
    assert!(told(&editor).await.contains("Nothing had changed"), "{}", told(&editor).await);
    again(&world, &editor, "whole").await;
    assert_eq!(hsds(&world.visitor(), "/services?full=true").await, before, "nothing changed, nothing is touched");
    assert!(told(&editor).await.contains("Nothing had changed"), "{}", told(&editor).await);
    peer.serving.abort();
}

#[store::test(&steps())]
async fn what_the_peer_merges_is_one_here_too(store: Store) {
    let peer = Served::new().await;
    let world = reading(&store).await;
    let editor = add(&world, &peer.address).await;
    let entry = |one: &Value| EntryId::new(EntryKind::Service, one["id"].as_str().unwrap().parse().unwrap());
    let kept = entry(&service(&peer.world, "Test expert team").await);
    let gone = entry(&service(&peer.world, "Test helpdesk").await);
    peer.world.clock().advance(Span::new().minutes(1));
    let tx = peer.world.store().begin().await.unwrap();
    merge(&peer.world.system(), &tx, kept, gone, &Choices::new()).await.unwrap();
    tx.commit().await.unwrap();
    publish(&peer.world).await;
    again(&world, &editor, "changes").await;
    assert_eq!(names(&world).await, names(&peer.world).await);
    assert!(!names(&world).await.contains(&"Test helpdesk".to_owned()));
    peer.serving.abort();
}

#[store::test(&steps())]
async fn a_secret_address_stays_secret(store: Store) {
    let peer = Served::new().await;
    let world = reading(&store).await;
    add(&world, &peer.address).await;
    let shelter = service(&world, "Test refuge").await;
    let place = &shelter["service_at_locations"][0]["location"];
    assert_eq!(place["confidential"], true, "{shelter:#}");
    for secret in ["latitude", "longitude", "addresses"] {
        assert!(place.get(secret).is_none(), "{secret} in {place}");
    }
    peer.serving.abort();
}

#[store::test(&steps())]
async fn what_people_said_here_stays_and_a_new_word_of_the_peer_is_a_conflict(store: Store) {
    let peer = Served::new().await;
    let world = reading(&store).await;
    let editor = add(&world, &peer.address).await;
    let nursing = service(&world, "Home nursing North").await;
    let entry = format!("/directory/entries/service:{}", nursing["id"].as_str().unwrap());
    let page = editor.get(&entry).await.expect(200).outline();
    let drawn = page.fields.iter().filter_map(|field| Some((field.name.as_str(), field.value.as_deref()?)));
    let kept = drawn.filter(|(name, _)| !["csrf", "names.en"].contains(name));
    let form: Vec<_> = kept.chain([("names.en", "Nursing of the North")]).collect();
    editor.post(&entry, &form).await.expect(303);
    peer.change(|text| text.replace("Home nursing North", "Nursing at home")).await;
    again(&world, &editor, "changes").await;
    assert!(names(&world).await.contains(&"Nursing of the North".to_owned()), "{:?}", names(&world).await);
    // The words in which they differ are marked.
    let conflicts =
        editor.get("/directory/conflicts").await.expect(200).text().replace("<mark>", "").replace("</mark>", "");
    assert!(conflicts.contains("Nursing at home") && conflicts.contains(NAME), "{conflicts}");
    peer.serving.abort();
}

#[store::test(&steps())]
async fn two_that_read_each_other_copy_no_copies(store: Store) {
    let peer = Served::new().await;
    let world = reading(&store).await;
    let editor = add(&world, &peer.address).await;
    let (address, serving) = serve(world.router()).await;
    let theirs = names(&peer.world).await;
    let there = add(&peer.world, &format!("{address}/hsds/v3")).await;
    assert_eq!(names(&peer.world).await, theirs, "what we read of them is not read back");
    again(&world, &editor, "whole").await;
    again(&peer.world, &there, "whole").await;
    assert_eq!((names(&world).await, names(&peer.world).await), (theirs.clone(), theirs));
    serving.abort();
    peer.serving.abort();
}
