//! Services without a place: found, shown with who offers them, and on the worklist where people would go there.

use directory::{OrganisationId, Origin, ServiceId, ServiceKind, cards};
use kernel::Lang;
use store::Store;

use crate::editing::{drawn, testland};
use crate::import::count;
use crate::world::steps;

#[store::test(&steps())]
async fn a_service_without_a_place_is_found_and_asks_for_one(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let support = OrganisationId::of(&Origin::new(Origin::PACK, "test_support"));
    let make = async |name: &str, kind: &str| {
        let page = editor.get(&format!("/directory/entries/new?what=service&of=organisation:{support}")).await;
        let page = page.expect(200).outline();
        let sent = drawn(&page, &[("names.en", name), ("themes.main", "home_care"), ("kind", kind)]);
        let made = editor.post("/directory/entries/new", &sent).await.expect(303);
        let id = made.location().unwrap().rsplit(':').next().unwrap().to_owned();
        id.split(['?', '/']).next().unwrap().to_owned()
    };
    let desk = make("Blorft desk", "service").await;
    let line = make("Blorft line", "helpline").await;
    world.index().await;
    let visitor = world.visitor().speaking(Lang::En);
    let whose = format!("/organisations/{support}");
    for (id, name) in [(&desk, "Blorft desk"), (&line, "Blorft line")] {
        let found = visitor.get("/search?q=blorft").await.expect(200).outline();
        assert!(found.says(name), "{found}");
        assert!(visitor.get(&whose).await.expect(200).outline().says(name), "{name} at its organisation");
        assert!(visitor.get("/themes/home_care").await.expect(200).outline().says(name), "{name} at its theme");
        let page = visitor.get(&format!("/services/{id}")).await.expect(200).outline();
        assert!(page.links.iter().any(|(_, href)| *href == whose), "{name} says whose it is\n{page}");
        let sheet = visitor.get(&format!("/sheet?s={id}")).await.expect(200).outline();
        assert!(sheet.says(name), "{sheet}");
    }
    let ids: Vec<ServiceId> = [&desk, &line].map(|id| id.parse().unwrap()).into();
    let cards = cards(store.read(), &ids).await.unwrap();
    assert_eq!(cards.len(), 2);
    assert!(cards.iter().all(|card| !card.place.confidential && card.place.in_zone().is_none() && card.is_found()));
    let list = editor.get("/directory/worklist?work=placeless").await.expect(200).outline();
    assert!(list.says("Blorft desk") && !list.says("Blorft line"), "nobody goes to a line\n{list}");

    let new = format!("/directory/entries/new?what=service_at_location&of=service:{desk}");
    let page = editor.get(&new).await.expect(200).outline();
    let place = [("street.nl", "Teststraat"), ("house_number", "3"), ("postal_code", "9001")];
    editor.post("/directory/entries/new", &drawn(&page, &place)).await.expect(303);
    let list = editor.get("/directory/worklist?work=placeless").await.expect(200).outline();
    assert!(!list.says("Blorft desk"), "{list}");
    world.index().await;
    let found = visitor.get("/search?q=blorft").await.expect(200).outline();
    assert!(found.says("Teststraat 3"), "{found}");
    let places = "select count(*) as n from service_at_location a join service s on s.id = a.service_id
        where cast(s.names as text) like '%Blorft%'";
    assert_eq!(count(&store, places).await, 1, "nothing was made up for the line");
    assert!(ServiceKind::Service.needs_a_place() && !ServiceKind::Helpline.needs_a_place());
}
