//! How the house shows itself to the world: the address that it hands on, and what it tells anybody who asks.

use access::{Role, Scope};
use axum::Router;
use platform::{Installation, Settings};
use store::Store;
use testkit::{Client, World};

use crate::{steps, whole};

/// The same house as an operator set it up.
fn set_up(world: &World, settings: Settings) -> Router {
    let (house, gate) = (world.house.clone(), world.gate.clone());
    platform::router(&Installation { config: settings.into(), plan: platform::plan(), house, gate }).unwrap()
}

#[store::test(&steps())]
async fn an_invitation_leads_to_the_address_that_people_are_told(store: Store) {
    let world = whole(&store).await;
    let public_url = Some("http://relais.test/".to_owned());
    let router = set_up(&world, Settings { public_url, ..Settings::default() });
    let session = world.somebody(&[(Role::Admin, Scope::Everywhere)]).await.session().unwrap();
    let admin = Client::new(router).with_session(&session);
    let fields = [
        ("email", "invited@example.org"),
        ("name", "Test Tester"),
        ("lang", "nl"),
        ("role", "editor"),
        ("kind", "everywhere"),
    ];
    let shown = admin.post("/admin/accounts/new", &fields).await.expect(200).text();
    assert!(shown.contains("http://relais.test/invitation/"), "{shown}");
    assert!(!shown.contains("//relais.example"), "the host of the request: {shown}");
}

#[store::test(&steps())]
async fn whoever_asks_whether_it_is_ready_learns_no_numbers(store: Store) {
    let world = whole(&store).await;
    world.index().await;
    let anybody = Client::new(set_up(&world, Settings::default()));
    let told: serde_json::Value = anybody.get("/readyz").await.expect(200).json();
    assert_eq!(told, serde_json::json!({ "status": "ready", "database": true, "index": true }));
}

#[store::test(&steps())]
async fn a_role_is_told_by_the_name_of_what_it_is_held_for(store: Store) {
    let world = whole(&store).await;
    let roles =
        [(Role::Responder, Scope::Line("general".to_owned())), (Role::Editor, Scope::Territory("N".to_owned()))];
    let me = world.somebody(&roles).await.get("/me").await.expect(200).outline();
    assert!(me.says("line Helpdesk") && me.says("territory Care zone North"), "{me}");
}
