//! When a contact came in, as typed: hours that the clock skipped never were, and one that came twice is the first.

use kernel::Timestamp;
use store::Store;

use crate::flows::{kept, logged, steps, typed, world};

#[store::test(&steps())]
async fn an_hour_that_the_clock_skipped_is_refused_in_words(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let page = responder.get("/helpdesk/contacts/new").await.expect(200).outline();
    let refused = responder.post("/helpdesk/contacts", &typed(&page, &[("at", "2025-03-30T02:30")])).await.expect(422);
    assert!(refused.outline().says("This hour never was"), "{}", refused.outline());
    assert_eq!(refused.outline().field("at"), Some("2025-03-30T02:30"), "what was typed stands there still");
}

#[store::test(&steps())]
async fn an_hour_that_came_twice_is_the_first(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    for (typed, meant) in [
        ("2025-10-26T02:30", "2025-10-26T00:30:00Z"),
        ("2025-10-26T03:30", "2025-10-26T02:30:00Z"),
        ("2025-03-30T03:30", "2025-03-30T01:30:00Z"),
    ] {
        let contact = logged(&responder, &[("at", typed)]).await;
        assert_eq!(kept(&world, &contact).await.entry.at, meant.parse::<Timestamp>().unwrap(), "{typed}");
    }
}
