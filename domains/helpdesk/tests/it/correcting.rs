//! Correcting one thing of a contact leaves everything else as it was.

use helpdesk::contact::Entry;
use store::Store;
use testkit::Client;

use crate::flows::{drawn, kept, logged, steps, world};
use crate::world::{service, testland_without};

/// Opens the correction of a contact, changes the need only, and sends what the form holds.
async fn change_need_only(client: &Client, contact: &str) {
    let form = format!("{contact}/correct");
    let page = client.get(&form).await.expect(200).outline();
    client.post(&form, &drawn(&page, &[("need", "unmet")])).await.expect(303);
}

/// What was written down, but for the need.
fn besides_need(entry: &Entry) -> Entry {
    Entry { need: helpdesk::contact::Need::Met, ..entry.clone() }
}

#[store::test(&steps())]
async fn a_municipality_in_several_zones_stays(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    for place in ["part~lower", "municipality~99002", "postal~9002", "zone~N", "9001"] {
        let contact = logged(&responder, &[("place", place), ("note", "A <b>note</b>")]).await;
        let before = kept(&world, &contact).await.entry;
        assert!(before.zone.is_some() || before.municipality.is_some(), "{place}");
        let page = responder.get(&format!("{contact}/correct")).await.expect(200).outline();
        assert_ne!(page.field("place"), Some(""), "{place}");
        change_need_only(&responder, &contact).await;
        assert_eq!(besides_need(&kept(&world, &contact).await.entry), besides_need(&before), "{place}");
        let emptied = responder.get(&format!("{contact}/correct")).await.expect(200).outline();
        responder.post(&format!("{contact}/correct"), &drawn(&emptied, &[("place", "")])).await.expect(303);
        let after = kept(&world, &contact).await.entry;
        assert_eq!((after.zone, after.municipality), (None, None), "{place}");
    }
}

#[store::test(&steps())]
async fn searching_the_directory_meanwhile_keeps_the_place(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let contact = logged(&responder, &[("place", "part~lower")]).await;
    let page = responder.get(&format!("{contact}/correct")).await.expect(200).outline();
    let found = responder.post("/helpdesk/contacts/find", &drawn(&page, &[("q", "nurse")])).await.expect(200);
    assert!(found.outline().says("Lower quarter, Middletown") && !found.text().contains("place_choice"));
}

#[store::test(&steps())]
async fn several_themes_out_of_sight_stay(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let two = [("theme", "home_nursing"), ("theme", "home_care")];
    let psychologist = world.psychologist("psychologist").await;
    let other = [("line", "psychologist"), ("theme", "home_nursing"), ("theme", "home_care")];
    for (client, fields) in [(&responder, &two[..]), (&psychologist, &other[..])] {
        let contact = logged(client, fields).await;
        let mut before = kept(&world, &contact).await.entry;
        assert_eq!(before.themes.len(), 2);
        change_need_only(client, &contact).await;
        let mut after = kept(&world, &contact).await.entry;
        before.themes.sort();
        after.themes.sort();
        assert_eq!(besides_need(&after), besides_need(&before));
    }
}

#[store::test(&steps())]
async fn a_service_that_left_the_directory_stays_and_says_so(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let [gone, here] = ["test_home_nursing", "test_helpdesk"].map(|name| service(name).to_string());
    let contact = logged(&responder, &[("service", &gone), ("service", &here)]).await;
    let before = kept(&world, &contact).await.entry;
    let tx = store.begin().await.unwrap();
    directory::pack::load(&world.system(), &tx, &testland_without("test_home_nursing")).await.unwrap();
    tx.commit().await.unwrap();

    let shown = responder.get(&contact).await.expect(200);
    assert!(shown.outline().says("no longer in the directory") && !shown.text().contains(&format!("/services/{gone}")));
    change_need_only(&responder, &contact).await;
    let after = kept(&world, &contact).await.entry;
    assert_eq!(besides_need(&after), besides_need(&before));
    assert_eq!(after.services.len(), 2);
    let page = responder.get(&format!("{contact}/correct")).await.expect(200).outline();
    let unticked = drawn(&page, &[("service", &here)]);
    responder.post(&format!("{contact}/correct"), &unticked).await.expect(303);
    assert_eq!(kept(&world, &contact).await.entry.services.len(), 1);
}
