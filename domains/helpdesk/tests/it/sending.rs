//! The same form sent more than once: twice by accident, again with other words, again after a withdrawal.

use store::Store;

use crate::flows::{drawn, kept, steps, typed, world};

const FIELDS: [(&str, &str); 3] = [("place", "9001"), ("note", "first words"), ("minutes", "7")];

#[store::test(&steps())]
async fn the_same_words_make_one_contact_and_are_answered_alike(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let page = responder.get("/helpdesk/contacts/new").await.expect(200).outline();
    let first = responder.post("/helpdesk/contacts", &typed(&page, &FIELDS)).await.expect(303);
    world.clock().advance(jiff::Span::new().minutes(2));
    let second = responder.post("/helpdesk/contacts", &typed(&page, &FIELDS)).await.expect(303);
    assert_eq!(first.location(), second.location());
    assert!(responder.get("/helpdesk/contacts").await.outline().says("1 contact"));
    assert_eq!(kept(&world, first.location().unwrap()).await.version, 1);
}

#[store::test(&steps())]
async fn other_words_are_shown_beside_what_stands_there_and_correct_it(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let page = responder.get("/helpdesk/contacts/new").await.expect(200).outline();
    let first = responder.post("/helpdesk/contacts", &typed(&page, &FIELDS)).await.expect(303);
    let address = first.location().unwrap();
    for changed in [[("note", "other words"), ("need", "met")], [("note", "first words"), ("need", "unmet")]] {
        let fields = [FIELDS[0], FIELDS[2], changed[0], changed[1]];
        let clash = responder.post("/helpdesk/contacts", &typed(&page, &fields)).await.expect(409).outline();
        assert!(clash.says("You saved this form before"), "{clash}");
        assert_eq!((clash.field("note"), clash.field("need")), (Some(changed[0].1), Some(changed[1].1)));
        assert!(clash.links.iter().any(|(_, href)| href == "#clash"), "{clash}");
        assert_eq!(kept(&world, address).await.version, 1, "nothing changes unseen");
    }
    let fields = [FIELDS[0], FIELDS[2], ("note", "other words")];
    let clash = responder.post("/helpdesk/contacts", &typed(&page, &fields)).await.expect(409).outline();
    assert!(clash.says("first words") && clash.says("other words"), "{clash}");
    responder.post(&format!("{address}/correct"), &drawn(&clash, &[])).await.expect(303);
    assert_eq!(kept(&world, address).await.version, 2);
    assert!(responder.get(address).await.outline().says("other words"));
    assert!(responder.get("/helpdesk/contacts").await.outline().says("1 contact"));
}

#[store::test(&steps())]
async fn after_a_withdrawal_the_form_makes_a_contact_of_its_own(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let page = responder.get("/helpdesk/contacts/new").await.expect(200).outline();
    let first = responder.post("/helpdesk/contacts", &typed(&page, &FIELDS)).await.expect(303);
    let address = first.location().unwrap();
    responder.post(&format!("{address}/withdraw"), &[]).await.expect(303);
    let again = responder.post("/helpdesk/contacts", &typed(&page, &FIELDS)).await.expect(409).outline();
    assert!(again.says("withdrawn") && again.field("note") == Some("first words"), "{again}");
    let second = responder.post("/helpdesk/contacts", &drawn(&again, &[])).await.expect(303);
    assert_ne!(second.location(), Some(address));
    assert!(responder.get("/helpdesk/contacts").await.outline().says("1 contact"));
}
