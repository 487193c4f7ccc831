//! What the tests share: a region whose directory is published, and ways to ask for it.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Method;
use house::{Module, Pack};
use serde_json::Value;
use store::{Migration, Store};
use testkit::{Client, Reply, World};

/// The lists, by the last part of their path and the schemas of their records.
pub const LISTS: [(&str, &str, &str); 5] = [
    ("services", "compiled/service_list.json", "service.json"),
    ("organizations", "compiled/organization_list.json", "organization.json"),
    ("service_at_locations", "compiled/service_at_location_list.json", "service_at_location.json"),
    ("taxonomies", "taxonomy.json", "taxonomy.json"),
    ("taxonomy_terms", "taxonomy_term.json", "taxonomy_term.json"),
];

/// The departments that are needed.
pub fn modules() -> [Module; 3] {
    [territory::module(), directory::module(), standards::module()]
}

/// Their tables.
pub fn steps() -> Vec<Migration> {
    World::steps(modules())
}

/// Testland, published.
pub async fn testland(store: &Store) -> World {
    published(World::new(store, modules()).await).await
}

/// Brussels, published.
pub async fn brussels(store: &Store) -> World {
    published(World::in_region(store, modules(), World::real_pack("brussels")).await).await
}

async fn published(world: World) -> World {
    world.index().await;
    assert!(publish(&world).await > 0);
    world
}

/// Publishes what changed.
pub async fn publish(world: &World) -> u64 {
    standards::bring_up_to_date(&world.house).await.unwrap()
}

/// Loads a pack in the place of the one before.
pub async fn reload(world: &World, pack: &Pack) {
    let tx = world.store().begin().await.unwrap();
    directory::pack::load(&world.system(), &tx, pack).await.unwrap();
    tx.commit().await.unwrap();
}

/// Testland with a file changed.
pub fn testland_with(file: &str, change: impl Fn(&str) -> String) -> Pack {
    let pack = testkit::testland();
    let names: Vec<String> = pack.names("").map(str::to_owned).collect();
    Pack::from_files(names.into_iter().map(|name| {
        let text = pack.text(&name).unwrap();
        let text = if name == file { change(text) } else { text.to_owned() };
        (name, text)
    }))
}

/// The answer to a path below `/hsds/v3`.
pub async fn hsds(client: &Client, path: &str) -> Value {
    client.get(&format!("/hsds/v3{path}")).await.expect(200).json()
}

/// Asks with a body.
pub async fn ask(client: &Client, path: &str, kind: &str, body: &str) -> Reply {
    client.send(Method::POST, &format!("/hsds/v3{path}"), Some(kind), Body::from(body.to_owned())).await
}

/// The records of a page.
pub fn contents(page: &Value) -> &Vec<Value> {
    page["contents"].as_array().unwrap()
}

/// Their ids.
pub fn ids(page: &Value) -> Vec<String> {
    contents(page).iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

/// The patches of our profile, by the names of the files.
pub async fn profile(client: &Client) -> BTreeMap<String, Value> {
    let listed = hsds(client, "/profile").await;
    let mut patches = BTreeMap::new();
    for name in listed["patches"].as_object().unwrap().keys() {
        patches.insert(name.clone(), hsds(client, &format!("/profile/{name}")).await);
    }
    patches
}
