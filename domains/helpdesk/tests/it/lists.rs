//! Lists of contacts: what an address asks for is what the filters show, and what they ask for again.

use store::Store;

use crate::flows::{logged, steps, world};

#[store::test(&steps())]
async fn several_values_of_one_filter_are_shown_kept_and_taken_away(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    for (direct, need) in [("yes", "met"), ("no", "unmet"), ("no", "partly")] {
        logged(&responder, &[("direct", direct), ("need", need), ("place", "9001")]).await;
    }
    let list = responder.get("/helpdesk/contacts?need=met&need=unmet&direct=no").await.expect(200).outline();
    assert!(list.says("1 contact"), "{list}");
    let needs: Vec<_> =
        list.fields.iter().filter(|field| field.name == "need").map(|field| field.value.as_deref()).collect();
    assert_eq!(needs, [Some("met"), Some("unmet")], "what is sent again is what was asked");
    assert_eq!(list.field("direct"), Some("no"));
    let without =
        list.links.iter().find(|(_, href)| href.contains("need=unmet") && !href.contains("need=met")).unwrap();
    let narrower = responder.get(&without.1).await.expect(200).outline();
    assert_eq!((narrower.field("need"), narrower.field("direct")), (Some("unmet"), Some("no")));

    let there = responder.get("/helpdesk/contacts?municipality=99001&line=general").await.expect(200).outline();
    assert!(there.says("3 contacts") && there.says("Northtown"), "{there}");
    assert_eq!(there.field("municipality"), Some("99001"), "a filter that is not offered is kept");
    responder.get("/helpdesk/contacts?direct=maybe").await.expect(400);
}

#[store::test(&steps())]
async fn the_filters_are_folded_and_what_is_chosen_can_be_taken_away(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    logged(&responder, &[("direct", "no"), ("place", "9001")]).await;
    let list = responder.get("/helpdesk/contacts").await.expect(200).text();
    let (before, folded) = list.split_once("<details").unwrap();
    assert!(!before.contains("<select") && folded.contains(r#"name="zone""#) && !folded.starts_with(" open"), "{list}");
    let address = "/helpdesk/contacts?period=2026&zone=N&direct=no&withdrawn=yes";
    let list = responder.get(address).await.expect(200).outline();
    for (shown, left) in [("2026", "zone=N"), ("No, later", "zone=N"), ("Withdrawn contacts", "period=2026")] {
        let away = list.links.iter().find(|(text, href)| text.starts_with(shown) && href.contains(left));
        let (_, href) = away.unwrap_or_else(|| panic!("{shown}: {list}"));
        let narrower = responder.get(href).await.expect(200).outline();
        assert!(!narrower.links.iter().any(|(text, href)| text.starts_with(shown) && href.contains('?')), "{narrower}");
    }
}
