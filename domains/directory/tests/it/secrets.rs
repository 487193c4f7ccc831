//! A place that nobody may find: whoever does not keep it learns nowhere where it is, neither by asking nor by guessing.

use access::{Role, Scope};
use directory::entry::actions::{self, New, Revision};
use directory::entry::{EntryKind, Patch, Via, records};
use directory::outreach::{Wanted, addressees};
use directory::{EntryId, LocationId, OrganisationId, Origin, Refusal, ServiceId};
use serde_json::json;
use store::Store;
use testkit::World;
use uuid::Uuid;

use crate::editing::{drawn, testland};
use crate::sharing::shared;
use crate::world::{somebody, steps};

const STREET: &str = "Geheimstraat";

fn origin(id: &str) -> Origin {
    Origin::new(Origin::PACK, id)
}

fn place() -> LocationId {
    LocationId::of(&origin("test_shelter"))
}

fn nurses() -> OrganisationId {
    OrganisationId::of(&origin("test_nurses_north"))
}

/// Says where the shelter is, and whether everybody may know.
async fn stands(world: &World, confidential: bool) {
    let patch = Patch::new()
        .set("street", json!({ "nl": { "text": STREET, "state": "source" } }))
        .set("house_number", "99")
        .set("postal_code", "9001")
        .set("confidential", confidential);
    let tx = world.store().begin().await.unwrap();
    actions::revise(&world.system(), &tx, place().into(), Revision::new(patch, Via::Form)).await.unwrap();
    tx.commit().await.unwrap();
}

#[store::test(&steps())]
async fn a_link_from_before_a_place_became_secret_tells_of_it_no_more(store: Store) {
    let world = testland(&store).await;
    stands(&world, false).await;
    let (visitor, editor) = (world.visitor(), world.editor().await);
    let path = format!("/services/{}/propose", ServiceId::of(&origin("test_shelter")));
    let page = visitor.get(&path).await.expect(200).outline();
    let sent = visitor.post(&path, &drawn(&page, &[("street.nl", "Geheimlaan"), ("phone", "02 999 99 99")])).await;
    let link = sent.expect(303).location().unwrap().to_owned();
    assert!(visitor.get(&link).await.expect(200).text().contains(STREET), "it was for everybody");
    stands(&world, true).await;
    let told = visitor.get(&link).await.expect(200).outline();
    assert!(!told.says("Geheim") && told.says("02 999 99 99"), "{told}");
    assert!(editor.get(&link).await.expect(200).text().contains(STREET), "who keeps the place may read it");
    let found = records::find(store.read(), place().into()).await.unwrap().unwrap();
    assert_eq!((found.is_secret(), found.field("street")), (true, Some(json!({}))), "what is read by default");
}

#[store::test(&steps())]
async fn who_is_at_a_secret_place_of_others_reads_no_address_in_the_forms(store: Store) {
    let world = testland(&store).await;
    stands(&world, true).await;
    let at = shared(&world, place()).await;
    let partner = world.somebody(&[(Role::Partner, Scope::Organisation(nurses().to_string()))]).await;
    let service = EntryId::from(ServiceId::of(&origin("test_home_nursing")));
    for entry in [at, service] {
        let page = partner.get(&format!("/directory/entries/{entry}")).await.expect(200);
        assert!(!page.text().contains(STREET) && page.outline().says("secret address"), "{}", page.outline());
    }
    partner.get(&format!("/directory/entries/{}", EntryId::from(place()))).await.expect(403);
    partner.get(&format!("/directory/entries/{}/history", EntryId::from(place()))).await.expect(403);
    let own = world.editor().await.get(&format!("/directory/entries/{at}")).await.expect(200);
    assert!(own.text().contains(STREET), "{}", own.outline());
}

#[store::test(&steps())]
async fn nobody_is_asked_by_the_zone_of_a_secret_place(store: Store) {
    let world = testland(&store).await;
    let refuge = OrganisationId::of(&origin("test_refuge"));
    stands(&world, false).await;
    let record = records::find_whole(store.read(), place().into()).await.unwrap().unwrap();
    let zone = record.field("zone").unwrap().as_str().map(str::to_owned);
    assert!(zone.is_some());
    let wanted = Wanted { organisation: Some(refuge), zone, ..Wanted::default() };
    assert_eq!(addressees(store.read(), &wanted).await.unwrap().len(), 1);
    stands(&world, true).await;
    assert!(addressees(store.read(), &wanted).await.unwrap().is_empty());
}

#[store::test(&steps())]
async fn a_form_that_names_the_place_of_others_as_its_own_is_refused(store: Store) {
    let world = testland(&store).await;
    let new = |within| New {
        kind: EntryKind::Location,
        id: Uuid::from_u128(9),
        first: None,
        second: None,
        within: Some(within),
        patch: Patch::new().set("house_number", "99"),
        channel: None,
    };
    let tx = world.store().begin().await.unwrap();
    actions::create(&world.system(), &tx, new(OrganisationId::of(&origin("test_refuge")))).await.unwrap();
    let stranger = somebody(Role::Partner, Scope::Organisation(nurses().to_string()));
    let refused = actions::create(&stranger, &tx, new(nurses())).await;
    assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
}
