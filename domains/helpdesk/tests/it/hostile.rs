//! Whatever a client sends, it is answered with what to do, never with a fault of ours.

use store::Store;

use crate::flows::{logged, steps, typed, world};

const STRANGE: [&str; 6] =
    ["\0", "'; drop table helpdesk_contact; --", "<script>alert(1)</script>", "é\u{202e}", "%00", "2026-99"];

#[store::test(&steps())]
async fn strange_fields_are_refused_with_a_page(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let long = "a".repeat(5_000);
    for field in [
        "id",
        "line",
        "channel",
        "kind",
        "inquirer",
        "theme",
        "need",
        "direct",
        "service",
        "minutes",
        "at",
        "place",
        "place_choice",
        "q",
        "note",
    ] {
        for value in STRANGE.into_iter().chain([long.as_str()]) {
            let page = responder.get("/helpdesk/contacts/new").await.outline();
            for path in ["/helpdesk/contacts", "/helpdesk/contacts/find"] {
                let status = responder.post(path, &typed(&page, &[(field, value)])).await.status.as_u16();
                assert!([200, 303, 400, 403, 409, 422].contains(&status), "{path} {field}={value:.40}: {status}");
            }
        }
    }
}

#[store::test(&steps())]
async fn what_is_in_no_list_is_refused_beside_its_field_and_kept_nowhere(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    for (field, value) in [
        ("line", "nowhere"),
        ("channel", "pigeon"),
        ("kind", "gossip"),
        ("inquirer", "martian"),
        ("theme", "anything"),
        ("theme", "Home nursing"),
        ("need", "maybe"),
        ("direct", "maybe"),
        ("service", "00000000-0000-0000-0000-000000000009"),
        ("service", "x"),
        ("minutes", "soon"),
        ("at", "tomorrow"),
        ("place", "Xyzzyville"),
    ] {
        let page = responder.get("/helpdesk/contacts/new").await.outline();
        let refused = responder.post("/helpdesk/contacts", &typed(&page, &[(field, value)])).await.expect(422);
        let says = format!(r#"id="{field}-fault""#);
        assert!(refused.text().contains(&says), "{field}={value} is not told beside its field:\n{}", refused.outline());
        let leads = format!("#{field}");
        assert!(refused.outline().links.iter().any(|(_, href)| *href == leads), "{field}={value}");
        assert!(refused.text().contains(&format!(r#"id="{field}""#)), "{field}={value}: nowhere to go");
    }
    for (field, value) in [("id", "x"), ("id", "")] {
        let page = responder.get("/helpdesk/contacts/new").await.outline();
        let again = responder.post("/helpdesk/contacts", &typed(&page, &[(field, value)])).await.expect(409).outline();
        assert!(again.says("arrived damaged") && again.field("id").is_some_and(|id| id.len() == 36), "{again}");
    }
    assert!(responder.get("/helpdesk/contacts").await.outline().says("0 contacts"));
}

#[store::test(&steps())]
async fn strange_addresses_are_refused_with_a_page(store: Store) {
    let world = world(&store).await;
    let (responder, coordinator) = (world.responder("general").await, world.coordinator().await);
    let contact = logged(&responder, &[]).await;
    for name in [
        "period",
        "line",
        "channel",
        "zone",
        "theme",
        "need",
        "direct",
        "kind",
        "offset",
        "limit",
        "municipality",
        "withdrawn",
    ] {
        for value in ["%00", "'", "%3Cscript%3E", "2026-99", "99999999999999999999"] {
            let status = responder.get(&format!("/helpdesk/contacts?{name}={value}")).await.status.as_u16();
            assert!([200, 400].contains(&status), "{name}={value}: {status}");
        }
    }
    for query in
        ["period=x", "period=0000", "from=2026-01&until=2020-01", "from=x", "line=%00", "line=nowhere", "period=9999"]
    {
        let status = coordinator.get(&format!("/helpdesk/figures?{query}")).await.status.as_u16();
        assert!([200, 400, 404].contains(&status), "{query}: {status}");
    }
    for path in
        ["/helpdesk/contacts/x", "/helpdesk/contacts/%00", "/helpdesk/contacts/00000000-0000-0000-0000-000000000000"]
    {
        responder.get(path).await.expect(404);
    }
    responder.post(&format!("{contact}/correct"), &[("seen", "x")]).await.expect(422);
}
