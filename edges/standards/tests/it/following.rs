//! What changes in the directory is published, and nothing else.

use jiff::Span;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use store::{Store, sql};
use testkit::World;

use crate::world::{contents, hsds, ids, publish, reload, steps, testland, testland_with};

async fn service(world: &World, name: &str) -> Value {
    let all = hsds(&world.visitor(), "/services?lang=en&full=true").await;
    contents(&all).iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name}")).clone()
}

#[store::test(&steps())]
async fn only_what_changed_is_published_again(store: Store) {
    let world = testland(&store).await;
    let before = service(&world, "Home nursing North").await;
    let other = service(&world, "Test helpdesk").await;
    assert_eq!(publish(&world).await, 0, "nothing changed");
    world.clock().advance(Span::new().minutes(5));
    reload(&world, &testland_with("services.toml", |text| text.replace("Home nursing North", "Nursing at home"))).await;
    assert_eq!(publish(&world).await, 2, "the service, and the service at its location");
    let after = service(&world, "Nursing at home").await;
    assert_eq!(after["id"], before["id"]);
    assert_eq!(after["last_modified"], "2026-03-10T09:05:00.000Z");
    assert_eq!(service(&world, "Test helpdesk").await, other);
    let client = world.visitor();
    let since = hsds(&client, "/services?modified_after=2026-03-10T09:05:00Z").await;
    assert_eq!(ids(&since), [after["id"].as_str().unwrap()]);
    let later = hsds(&client, "/services?modified_after=2026-03-10T09:05:01Z").await;
    assert_eq!(later["total_items"], 0);
}

#[store::test(&steps())]
async fn a_service_that_went_is_defunct_and_leaves_nothing_but_its_name(store: Store) {
    let world = testland(&store).await;
    let gone = service(&world, "Home nursing North").await;
    let at = gone["service_at_locations"][0]["id"].as_str().unwrap().to_owned();
    world.clock().advance(Span::new().hours(1));
    let without = |text: &str| {
        let entries: Vec<&str> =
            text.split("[[service]]").filter(|entry| !entry.contains("test_home_nursing")).collect();
        entries.join("[[service]]")
    };
    reload(&world, &testland_with("services.toml", without)).await;
    assert_eq!(publish(&world).await, 3, "the service, the service at its location, the location");
    let client = world.visitor();
    let path = format!("/services/{}?lang=en", gone["id"].as_str().unwrap());
    let left = json!({
        "id": gone["id"], "name": gone["name"], "status": "defunct", "last_modified": "2026-03-10T10:00:00.000Z",
    });
    assert_eq!(hsds(&client, &path).await, left);
    let all = hsds(&client, "/services?lang=en").await;
    assert!(contents(&all).iter().all(|one| one["id"] != gone["id"]), "lists do not hold it");
    let since = hsds(&client, "/services?lang=en&modified_after=2026-03-10T10:00:00Z").await;
    assert_eq!(contents(&since), &[left], "whoever follows the changes hears of it");
    let told: Value = client.get(&format!("/hsds/v3/service_at_locations/{at}")).await.expect(410).json();
    assert!(told["detail"].as_str().unwrap().contains("http://relais.example/api/v1/changes"), "{told}");

    reload(&world, &testkit::testland()).await;
    assert_eq!(publish(&world).await, 3);
    assert_eq!(service(&world, "Home nursing North").await["status"], "active", "it came back");
}

#[store::test(&steps())]
async fn a_location_that_everybody_left_is_published_no_more(store: Store) {
    let world = testland(&store).await;
    let nursing = service(&world, "Home nursing North").await;
    let other = service(&world, "Test helpdesk").await;
    let place = |service: &Value| -> (uuid::Uuid, uuid::Uuid) {
        let at = &service["service_at_locations"][0];
        let id = |value: &Value| value.as_str().unwrap().parse().unwrap();
        (id(&at["id"]), id(&at["location"]["id"]))
    };
    let ((at, left), (_, joined)) = (place(&nursing), place(&other));
    let client = world.visitor();
    client.get(&format!("/fhir/R4/Location/{left}")).await.expect(200);
    let tx = store.begin().await.unwrap();
    let text = "update service_at_location set location_id = $1 where id = $2";
    tx.execute_raw(sql(&tx, text, [joined.into(), at.into()])).await.unwrap();
    let service: uuid::Uuid = nursing["id"].as_str().unwrap().parse().unwrap();
    search::changed(&tx, directory::SERVICE, service).await.unwrap();
    tx.commit().await.unwrap();
    publish(&world).await;
    assert_eq!(place(&self::service(&world, "Home nursing North").await), (at, joined), "it keeps its id");
    client.get(&format!("/fhir/R4/Location/{left}")).await.expect(410);
    client.get(&format!("/fhir/R4/Location/{joined}")).await.expect(200);
}

/// A service, what is offered of it where, and that location, by their ids.
fn standing(service: &Value) -> [uuid::Uuid; 3] {
    let at = &service["service_at_locations"][0];
    [&service["id"], &at["id"], &at["location"]["id"]].map(|id| id.as_str().unwrap().parse().unwrap())
}

/// Says anew what the services are, in an order, and publishes each by itself.
async fn told_in_order(world: &World, services: &[uuid::Uuid]) {
    for service in services {
        let tx = world.store().begin().await.unwrap();
        search::changed(&tx, directory::SERVICE, *service).await.unwrap();
        tx.commit().await.unwrap();
        publish(world).await;
    }
}

#[store::test(&steps())]
async fn a_location_of_several_services_is_told_the_same_whichever_changed_last(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let mut both = [service(&world, "Home nursing North").await, service(&world, "Test helpdesk").await];
    both.sort_by_key(|one| standing(one)[0]);
    let [first, second] = both.each_ref().map(standing);
    let owner = |one: &Value| format!("Organization/{}", one["organization"]["id"].as_str().unwrap());
    assert_ne!(owner(&both[0]), owner(&both[1]));
    let move_to = async |at: uuid::Uuid, location: uuid::Uuid| {
        let tx = store.begin().await.unwrap();
        let text = "update service_at_location set location_id = $1 where id = $2";
        tx.execute_raw(sql(&tx, text, [location.into(), at.into()])).await.unwrap();
        tx.commit().await.unwrap();
    };
    let keeper = async || -> String {
        let told: Value = client.get(&format!("/fhir/R4/Location/{}", second[2])).await.expect(200).json();
        told["managingOrganization"]["reference"].as_str().unwrap().to_owned()
    };
    move_to(first[1], second[2]).await;
    for order in [[first[0], second[0]], [second[0], first[0]]] {
        told_in_order(&world, &order).await;
        assert_eq!(keeper().await, owner(&both[0]), "the lowest of those at it, whichever changed last");
    }
    move_to(first[1], first[2]).await;
    told_in_order(&world, &[first[0]]).await;
    assert_eq!(keeper().await, owner(&both[1]), "drawn anew when that one goes, though the other did not change");
    let parted: Value = client.get(&format!("/fhir/R4/Location/{}", first[2])).await.expect(200).json();
    assert_eq!(parted["managingOrganization"]["reference"], owner(&both[0]));
}

#[store::test(&steps())]
async fn an_organisation_and_a_theme_are_followed_too(store: Store) {
    let world = testland(&store).await;
    let renamed = testland_with("organisations.toml", |text| text.replace("Test Nurses North", "Nurses of the North"));
    reload(&world, &renamed).await;
    publish(&world).await;
    let nursing = service(&world, "Home nursing North").await;
    assert_eq!(nursing["organization"]["name"], "Nurses of the North");
    let client = world.visitor();
    let path = format!("/organizations/{}?lang=en", nursing["organization"]["id"].as_str().unwrap());
    let owner = hsds(&client, &path).await;
    assert_eq!(owner["services"], json!([{"id": nursing["id"], "name": nursing["name"], "status": "active"}]));

    let renamed = testland_with("themes.toml", |text| text.replace("Home nursing", "Nurses who visit"));
    assert!(renamed.text("themes.toml").unwrap().contains("Nurses who visit"));
    reload(&world, &renamed).await;
    publish(&world).await;
    let nursing = service(&world, "Home nursing North").await;
    let label = &nursing["attributes"][0]["label"];
    assert!(label.as_str().unwrap().contains("Nurses who visit"), "{label}");
}

#[store::test(&steps())]
async fn what_changed_its_name_is_found_by_the_new_one(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let called = async |name: &str| {
        let bundle: Value = client.get(&format!("/fhir/R4/Organization?name={name}")).await.expect(200).json();
        bundle["total"].as_u64().unwrap()
    };
    assert_eq!((called("test%20nurses").await, called("nurses%20of").await), (1, 0));
    let renamed = testland_with("organisations.toml", |text| text.replace("Test Nurses North", "Nurses of the North"));
    reload(&world, &renamed).await;
    publish(&world).await;
    assert_eq!((called("test%20nurses").await, called("nurses%20of").await), (0, 1));
    let hidden = testland_with("organisations.toml", |text| text.replace("listed = true", "listed = false"));
    reload(&world, &hidden).await;
    publish(&world).await;
    assert_eq!((called("test%20nurses").await, called("nurses%20of").await), (0, 0), "what went has no name");
}

#[store::test(&steps())]
async fn what_is_not_for_the_public_is_not_published(store: Store) {
    let world = testland(&store).await;
    assert!(!ids(&hsds(&world.visitor(), "/organizations").await).is_empty());
    let hidden = testland_with("organisations.toml", |text| text.replace("listed = true", "listed = false"));
    reload(&world, &hidden).await;
    publish(&world).await;
    for list in ["services", "organizations", "service_at_locations"] {
        let page = hsds(&world.visitor(), &format!("/{list}")).await;
        assert_eq!(page["total_items"], 0, "{list}");
    }
}

#[store::test(&steps())]
async fn everything_can_be_published_anew(store: Store) {
    let world = testland(&store).await;
    let before = hsds(&world.visitor(), "/services?full=true").await;
    let tx = store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, "update publication_state set followed = null", [])).await.unwrap();
    tx.commit().await.unwrap();
    world.clock().advance(Span::new().hours(1));
    assert_eq!(publish(&world).await, 0, "all was as it should be, and keeps its number");
    assert_eq!(hsds(&world.visitor(), "/services?full=true").await, before);
    let tx = store.begin().await.unwrap();
    for text in
        ["delete from publication_drawing", "delete from publication", "update publication_state set followed = null"]
    {
        tx.execute_raw(sql(&tx, text, [])).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert!(publish(&world).await > 5);
    let after = hsds(&world.visitor(), "/services?full=true").await;
    assert_eq!(ids(&after), ids(&before));
}

#[store::test(&steps())]
async fn one_process_publishes_at_a_time_and_another_takes_over(store: Store) {
    let world = testland(&store).await;
    let hold = async |until: &str| {
        let tx = store.begin().await.unwrap();
        let until: kernel::Timestamp = until.parse().unwrap();
        let other = uuid::Uuid::from_u128(7);
        let text = "update publication_state set holder = $1, held_until = $2";
        tx.execute_raw(sql(&tx, text, [other.into(), until.into()])).await.unwrap();
        tx.commit().await.unwrap();
    };
    hold("2026-03-10T09:00:20Z").await;
    reload(&world, &testland_with("services.toml", |text| text.replace("Home nursing North", "Nursing at home"))).await;
    assert_eq!(publish(&world).await, 0, "another process has it in hand");
    world.clock().advance(Span::new().seconds(21));
    assert_eq!(publish(&world).await, 2, "it showed no sign of life");
}
