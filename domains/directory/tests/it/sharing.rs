//! A building in which several organisations are: each speaks for itself, none for the building.

use access::{Role, Scope};
use directory::entry::actions::{self, New, Revision};
use directory::entry::confirmations::{Channel, confirm_itself};
use directory::entry::records::{self, confirmations_of};
use directory::entry::{EntryKind, Patch, Record, Via};
use directory::{EntryId, LocationId, OrganisationId, Origin, ServiceAtLocationId, ServiceId};
use serde_json::json;
use store::Store;
use testkit::World;
use uuid::Uuid;

use crate::editing::testland;
use crate::world::steps;

fn origin(id: &str) -> Origin {
    Origin::new(Origin::PACK, id)
}

fn nurses() -> OrganisationId {
    OrganisationId::of(&origin("test_nurses_north"))
}

fn nursing() -> ServiceId {
    ServiceId::of(&origin("test_home_nursing"))
}

/// Offers a service of the nurses at a place of others as well.
pub async fn shared(world: &World, place: LocationId) -> EntryId {
    let new = New {
        kind: EntryKind::ServiceAtLocation,
        id: Uuid::from_u128(7),
        first: Some(nursing().uuid()),
        second: Some(place.uuid()),
        within: Some(nurses()),
        patch: Patch::new(),
        channel: None,
    };
    let tx = world.store().begin().await.unwrap();
    let made = actions::create(&world.system(), &tx, new).await.unwrap().entry();
    tx.commit().await.unwrap();
    made
}

async fn confirmed(store: &Store, entry: impl Into<EntryId>) -> usize {
    confirmations_of(store.read(), entry.into()).await.unwrap().len()
}

#[store::test(&steps())]
async fn each_confirms_what_it_offers_there_and_nobody_the_building(store: Store) {
    let world = testland(&store).await;
    let at = ServiceAtLocationId::of(&origin("test_helpdesk"));
    let Some(Record::ServiceAtLocation(of)) = records::find(store.read(), at.into()).await.unwrap() else { panic!() };
    let street = Patch::new().set("street", json!({ "nl": { "text": "Teststraat", "state": "source" } }));
    let tx = store.begin().await.unwrap();
    actions::revise(&world.system(), &tx, of.location.into(), Revision::new(street, Via::Form)).await.unwrap();
    tx.commit().await.unwrap();
    let own = shared(&world, of.location).await;
    let partner = world.somebody(&[(Role::Partner, Scope::Organisation(nurses().to_string()))]).await;
    let confirm = format!("/directory/entries/{}/confirm", EntryId::from(nursing()));
    partner.post(&confirm, &[("channel", "phone")]).await.expect(303);
    assert!(confirmed(&store, nursing()).await > 0);
    assert_eq!(confirmed(&store, of.location).await, 0, "others are there as well");
    let building = format!("/directory/entries/{}/confirm", EntryId::from(of.location));
    partner.post(&building, &[("channel", "phone")]).await.expect(403);

    let tx = store.begin().await.unwrap();
    let all = confirm_itself(&world.system(), &tx, nurses(), Channel::Mail).await.unwrap();
    tx.commit().await.unwrap();
    assert!(all.contains(&own) && !all.contains(&of.location.into()), "a link by mail says no more than a partner");
    assert_eq!(confirmed(&store, of.location).await, 0);
    world.editor().await.post(&confirm, &[("channel", "visit")]).await.expect(303);
    assert!(confirmed(&store, of.location).await > 0, "an editor speaks for the building too");
}
