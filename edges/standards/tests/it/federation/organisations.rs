//! Organisations of a peer: those without a service as well, and all of what each tells of itself.

use std::sync::{Arc, Mutex};

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::get;
use directory::entry::actions::{New, Revision, create, retire, revise};
use directory::entry::{Patch, Via};
use directory::{EntryId, EntryKind};
use jiff::Span;
use kernel::{Lang, Text};
use serde_json::{Value, json};
use store::Store;
use testkit::World;
use uuid::Uuid;

use super::plain::{script, site};
use super::{NAME, Served, add, again, names, reading, serve, told};
use crate::world::{contents, hsds, publish, steps};

/// The names of the organisations that are published; of those that were read from a peer, or of the others.
async fn owners(world: &World, read: bool) -> Vec<String> {
    let page = hsds(&world.visitor(), "/organizations?lang=en&per_page=100").await;
    let of_them = contents(&page).iter().filter(|one| one.get("read_from").is_some() == read);
    let mut names: Vec<String> = of_them.map(|one| one["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

async fn owner(world: &World, name: &str) -> Value {
    let page = hsds(&world.visitor(), "/organizations?lang=en&per_page=100&full=true").await;
    contents(&page).iter().rfind(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name}")).clone()
}

/// An organisation without a service, made by hand.
async fn alone(world: &World, name: &str) -> EntryId {
    let cx = world.acting(&world.editor().await).await;
    let id = Uuid::from_u128(7);
    let patch = Patch::new().set("names", Text::source(Lang::En, name)).set("phone", "+32 2 000 00 01");
    let tx = world.store().begin().await.unwrap();
    let new = New { kind: EntryKind::Organisation, id, first: None, second: None, within: None, patch, channel: None };
    let made = create(&cx, &tx, new).await.unwrap();
    tx.commit().await.unwrap();
    publish(world).await;
    made.entry()
}

#[store::test(&steps())]
async fn an_organisation_without_a_service_is_read_and_kept_in_step(store: Store) {
    let peer = Served::new().await;
    let entry = alone(&peer.world, "Test circle").await;
    let world = reading(&store).await;
    let editor = add(&world, &peer.address).await;
    assert_eq!(owners(&world, true).await, owners(&peer.world, false).await, "{}", told(&editor).await);
    let circle = owner(&world, "Test circle").await;
    assert_eq!((&circle["read_from"], &circle["phones"][0]["number"]), (&json!(NAME), &json!("+32 2 000 00 01")));

    peer.world.clock().advance(Span::new().minutes(1));
    let cx = peer.world.acting(&peer.world.editor().await).await;
    let tx = peer.world.store().begin().await.unwrap();
    let patch = Patch::new().set("names", Text::source(Lang::En, "Test round"));
    revise(&cx, &tx, entry, Revision::new(patch, Via::Form)).await.unwrap();
    tx.commit().await.unwrap();
    publish(&peer.world).await;
    again(&world, &editor, "changes").await;
    assert_eq!(owners(&world, true).await, owners(&peer.world, false).await, "{}", told(&editor).await);
    assert!(owners(&world, true).await.contains(&"Test round".to_owned()));

    let tx = peer.world.store().begin().await.unwrap();
    retire(&cx, &tx, entry, None).await.unwrap();
    tx.commit().await.unwrap();
    publish(&peer.world).await;
    again(&world, &editor, "changes").await;
    assert!(!owners(&world, true).await.contains(&"Test round".to_owned()), "{}", told(&editor).await);
    let before = hsds(&world.visitor(), "/organizations?full=true").await;
    again(&world, &editor, "whole").await;
    assert!(told(&editor).await.contains("Nothing had changed"), "{}", told(&editor).await);
    assert_eq!(hsds(&world.visitor(), "/organizations?full=true").await, before);
    peer.serving.abort();
}

#[store::test(&steps())]
async fn organisations_that_were_read_are_not_read_back(store: Store) {
    let peer = Served::new().await;
    alone(&peer.world, "Test circle").await;
    let world = reading(&store).await;
    add(&world, &peer.address).await;
    let (address, serving) = serve(world.router()).await;
    let there = add(&peer.world, &format!("{address}/hsds/v3")).await;
    assert_eq!(owners(&peer.world, true).await, owners(&world, false).await, "only its own: {}", told(&there).await);
    serving.abort();
    peer.serving.abort();
}

/// How a scripted directory lists its organisations.
#[derive(Default)]
struct Listing {
    organisations: Vec<Value>,
    /// Whether it turns in a circle, answers nonsense, or breaks off.
    circles: bool,
    refuses: Option<StatusCode>,
}

type Shared = Arc<Mutex<Listing>>;

async fn list(State(listing): State<Shared>, Query(asked): Query<Vec<(String, String)>>) -> axum::response::Response {
    let listing = listing.lock().unwrap();
    if let Some(status) = listing.refuses {
        return status.into_response();
    }
    let page = asked.iter().find(|(name, _)| name == "page").map_or(1, |(_, page)| page.parse::<usize>().unwrap());
    let first = if listing.circles { 0 } else { (page - 1) * 10 };
    let contents: Vec<&Value> = listing.organisations.iter().skip(first).take(10).collect();
    let last = !listing.circles && first + 10 >= listing.organisations.len();
    Json(json!({ "total_items": listing.organisations.len(), "last_page": last, "contents": contents })).into_response()
}

fn organisation(number: usize, name: &str) -> Value {
    json!({ "id": format!("10000000-0000-4000-8000-{number:012}"), "name": name, "description": name })
}

#[store::test(&steps())]
async fn a_foreign_directory_lists_them_or_does_not(store: Store) {
    let listing = Shared::default();
    let services = script(2);
    // The first offers a service, which tells more of it than the list does.
    services.lock().unwrap().services[0]["organization"]["email"] = "info@example.org".into();
    listing.lock().unwrap().organisations =
        (0..13).map(|n| organisation(n, &format!("Owner of Service {n:03}"))).collect();
    let lists = axum::Router::new().route("/organizations", get(list)).with_state(Arc::clone(&listing));
    let (address, serving) = serve(site(&services).merge(lists)).await;
    let world = reading(&store).await;
    let editor = add(&world, &address).await;
    assert_eq!(owners(&world, true).await.len(), 13, "{}", told(&editor).await);
    assert_eq!(owner(&world, "Owner of Service 000").await["email"], "info@example.org");
    listing.lock().unwrap().organisations.truncate(12);
    again(&world, &editor, "whole").await;
    assert_eq!(owners(&world, true).await.len(), 12, "{}", told(&editor).await);

    // One that turns in a circle, is away, or tells of none any more changes nothing.
    listing.lock().unwrap().circles = true;
    again(&world, &editor, "whole").await;
    assert!(told(&editor).await.contains("too much or without end"), "{}", told(&editor).await);
    *listing.lock().unwrap() = Listing { refuses: Some(StatusCode::BAD_GATEWAY), ..Listing::default() };
    again(&world, &editor, "whole").await;
    assert!(told(&editor).await.contains("refused to answer"), "{}", told(&editor).await);
    assert_eq!((owners(&world, true).await.len(), names(&world).await.len()), (12, 2));
    listing.lock().unwrap().refuses = Some(StatusCode::NOT_FOUND);
    world.clock().advance(Span::new().hours(2));
    let editor = world.editor().await;
    again(&world, &editor, "whole").await;
    assert_eq!(owners(&world, true).await, ["Owner of Service 000", "Owner of Service 001"], "{}", told(&editor).await);
    serving.abort();
}

#[store::test(&steps())]
async fn liars_among_organisations_do_no_harm(store: Store) {
    let world = crate::world::testland(&store).await;
    world.house.fixtures.install(standards::Outward { private: true });
    let before = hsds(&world.visitor(), "/organizations?lang=en&full=true&per_page=100").await;
    let ours = &contents(&before)[0];
    let mut thief = organisation(1, "Thief");
    thief["id"] = ours["id"].clone();
    let mut bold = organisation(2, "<script>alert(1)</script>Bold");
    (bold["website"], bold["parent_organization_id"]) = ("javascript:alert(2)".into(), bold["id"].clone());
    bold["translations"] = json!([{ "field": "name", "language": "nl", "value": "<img src=x onerror=alert(3)>Stoer" }]);
    bold["services"] = json!([{ "id": "smuggled", "name": "Smuggled" }]);
    let mut huge = organisation(3, "Huge");
    huge["description"] = "x".repeat(2 << 20).into();
    let (nameless, copy) = (json!({ "id": "4" }), json!({ "id": "5", "name": "Copy", "read_from": "Testland" }));
    let listing = Shared::default();
    listing.lock().unwrap().organisations = vec![thief, bold, huge, nameless, copy];
    let lists = axum::Router::new().route("/organizations", get(list)).with_state(Arc::clone(&listing));
    let (address, serving) = serve(site(&script(1)).merge(lists)).await;
    let editor = add(&world, &address).await;
    let said = told(&editor).await;
    assert!(said.contains("2 entries left out"), "the huge one and the nameless one: {said}");
    let after = hsds(&world.visitor(), "/organizations?lang=en&full=true&per_page=100").await;
    for one in contents(&before) {
        assert!(contents(&after).contains(one), "ours is as it was: {one}");
    }
    let mut theirs: Vec<&str> = contents(&after)
        .iter()
        .filter(|one| one["read_from"] == NAME)
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    theirs.sort_unstable();
    assert_eq!(theirs, ["Owner of Service 000", "Stoer", "Thief"]);
    assert!(!after.to_string().contains("alert") && !names(&world).await.contains(&"Smuggled".to_owned()));
    serving.abort();
}
