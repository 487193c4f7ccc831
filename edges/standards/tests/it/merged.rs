//! The old ids of merged entries lead on for programs, in the way of each standard, and are themselves again when they are parted.

use axum::http::Method;
use directory::duplicates::choosing::Choices;
use directory::duplicates::merging::{merge, unmerge};
use directory::entry::actions::{Revision, revise};
use directory::entry::{Patch, Via};
use directory::{EntryId, LocationId, OrganisationId, Origin, ServiceAtLocationId, ServiceId};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use store::{Store, sql};
use testkit::World;
use uuid::Uuid;

use crate::program::Program;
use crate::world::{publish, steps, testland};

const KEPT: &str = "test_helpdesk";
const MERGED: &str = "test_expert_team";

fn origin(id: &str) -> Origin {
    Origin::new(Origin::PACK, id)
}

fn service(id: &str) -> EntryId {
    ServiceId::of(&origin(id)).into()
}

fn owner(id: &str) -> EntryId {
    OrganisationId::of(&origin(id)).into()
}

/// Both services at one door, and the organisation of a third.
async fn merged() -> [(EntryId, EntryId); 2] {
    [(service(KEPT), service(MERGED)), (owner("test_support"), owner("test_nurses_north"))]
}

async fn bring_together(world: &World) {
    for id in [KEPT, MERGED] {
        let patch = Patch::new()
            .set("street", json!({ "nl": { "text": "Teststraat", "state": "source" } }))
            .set("house_number", "7")
            .set("postal_code", "9001");
        let (tx, place) = (world.store().begin().await.unwrap(), LocationId::of(&origin(id)));
        revise(&world.system(), &tx, place.into(), Revision::new(patch, Via::Form)).await.unwrap();
        tx.commit().await.unwrap();
    }
    let tx = world.store().begin().await.unwrap();
    for (kept, merged) in merged().await {
        merge(&world.system(), &tx, kept, merged, &Choices::new()).await.unwrap();
    }
    tx.commit().await.unwrap();
    publish(world).await;
}

async fn part(world: &World) {
    let tx = world.store().begin().await.unwrap();
    for (_, merged) in merged().await {
        unmerge(&world.system(), &tx, merged).await.unwrap();
    }
    tx.commit().await.unwrap();
    publish(world).await;
}

fn at(id: &str) -> Uuid {
    ServiceAtLocationId::of(&origin(id)).uuid()
}

#[store::test(&steps())]
async fn the_specification_leads_on_with_the_same_question(store: Store) {
    let world = testland(&store).await;
    bring_together(&world).await;
    let client = world.visitor();
    let [services, owners] = merged().await;
    let records = [
        ("services", services.0.id, services.1.id),
        ("organizations", owners.0.id, owners.1.id),
        ("service_at_locations", at(KEPT), at(MERGED)),
    ];
    for (list, kept, old) in records {
        let told = client.get(&format!("/hsds/v3/{list}/{old}?lang=fr")).await.expect(301);
        assert_eq!(told.location(), Some(format!("/hsds/v3/{list}/{kept}?lang=fr").as_str()));
        assert_eq!(told.header("cache-control"), Some("no-cache"), "they may be parted again");
        let now: Value = client.follow(told).await.expect(200).json();
        assert_eq!(now["id"], kept.to_string());
    }
    part(&world).await;
    for (list, _, old) in records {
        let back: Value = client.get(&format!("/hsds/v3/{list}/{old}")).await.expect(200).json();
        assert_eq!(back["id"], old.to_string());
    }
}

#[store::test(&steps())]
async fn fhir_says_what_stands_in_the_place_of_what_was_deleted(store: Store) {
    let world = testland(&store).await;
    bring_together(&world).await;
    let client = world.visitor();
    let [_, owners] = merged().await;
    let location = |id: &str| LocationId::of(&origin(id)).uuid();
    let resources = [
        ("Organization", owners.0.id, owners.1.id),
        ("HealthcareService", at(KEPT), at(MERGED)),
        ("Location", location(KEPT), location(MERGED)),
    ];
    for (resource, kept, old) in resources {
        let told = client.get(&format!("/fhir/R4/{resource}/{old}")).await.expect(410);
        let link = format!("<http://relais.example/fhir/R4/{resource}/{kept}>; rel=\"successor-version\"");
        assert_eq!(told.header("link"), Some(link.as_str()));
        let issue = &told.json::<Value>()["issue"][0];
        assert_eq!(issue["code"], "deleted");
        assert!(issue["diagnostics"].as_str().unwrap().contains(&format!("{resource}/{kept}")), "{issue}");
        let history: Value = client.get(&format!("/fhir/R4/{resource}/_history")).await.expect(200).json();
        let deleted = history["entry"]
            .as_array()
            .unwrap()
            .iter()
            .find(|entry| entry["request"] == json!({ "method": "DELETE", "url": format!("{resource}/{old}") }));
        assert!(deleted.is_some(), "{resource}: the history keeps that it went");
    }
    part(&world).await;
    for (resource, _, old) in resources {
        client.get(&format!("/fhir/R4/{resource}/{old}")).await.expect(200);
    }
}

#[store::test(&steps())]
async fn the_feed_of_changes_names_what_took_the_place(store: Store) {
    let world = testland(&store).await;
    bring_together(&world).await;
    let [services, _] = merged().await;
    let told: Value = world.visitor().get("/api/v1/changes?limit=200").await.expect(200).json();
    let change = |id: Uuid| {
        let all = told["changes"].as_array().unwrap();
        all.iter().find(|change| change["id"] == id.to_string()).unwrap_or_else(|| panic!("{told}")).clone()
    };
    assert_eq!(change(services.1.id)["successor"], services.0.id.to_string());
    assert_eq!(change(at(MERGED))["successor"], at(KEPT).to_string());
    assert!(change(services.0.id).get("successor").is_none());
}

#[store::test(&steps())]
async fn a_term_that_was_merged_leads_on(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let terms = |page: &Value| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        page["contents"].as_array().unwrap().iter().map(|term| (text(&term["code"]), text(&term["id"]))).collect()
    };
    let all = terms(&client.get("/hsds/v3/taxonomy_terms").await.expect(200).json());
    let id = |code: &str| all.iter().find(|(known, _)| known == code).unwrap().1.clone();
    let tx = store.begin().await.unwrap();
    let text = "update theme set retired = true, replaced_by = 'home_care' where code = 'home_nursing'";
    tx.execute_raw(sql(&tx, text, [])).await.unwrap();
    search::changed_all(&tx, directory::THESAURUS).await.unwrap();
    tx.commit().await.unwrap();
    publish(&world).await;
    let told = client.get(&format!("/hsds/v3/taxonomy_terms/{}", id("home_nursing"))).await.expect(301);
    assert_eq!(told.location(), Some(format!("/hsds/v3/taxonomy_terms/{}", id("home_care")).as_str()));
}

#[store::test(&steps())]
async fn a_program_is_led_to_the_entry_and_proposes_about_it(store: Store) {
    let world = testland(&store).await;
    let (editor, stranger) = (
        Program::of_editor(&world, "write").await,
        Program::of_partner(&world, &owner("test_refuge").id.to_string(), "write").await,
    );
    bring_together(&world).await;
    let [services, _] = merged().await;
    let path = |entry: EntryId| format!("/api/v1/entries/{}/{}", entry.kind, entry.id);
    let told = editor.get(&path(services.1)).await.expect(301);
    assert_eq!(told.header("location"), format!("http://relais.example{}", path(services.0)));
    let now = editor.get(&path(services.0)).await.expect(200);
    assert_eq!(now.body["id"], services.0.id.to_string());
    stranger.get(&path(services.1)).await.expect(403);
    let proposed = json!({ "fields": { "cost": { "en": { "text": "Less", "state": "source" } } } });
    let proposals = format!("{}/proposals", path(services.1));
    stranger.send(Method::POST, &proposals, &[], Some(proposed)).await.expect(201);
    let text =
        "select count(*) as n from directory_proposal p join directory_proposal_part part on part.proposal = p.id
        where p.entry_id = $1 and part.entry_id = $1";
    let row = store.read().query_one_raw(sql(store.read(), text, [services.0.id.into()])).await.unwrap().unwrap();
    assert_eq!(row.try_get::<i64>("", "n").unwrap(), 1, "about what is there now");
    let change = json!({ "fields": {} });
    editor.send(Method::PATCH, &path(services.1), &[("if-match", "*")], Some(change)).await.expect(404);
}
