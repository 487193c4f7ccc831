//! Entries written by programs: by version, once, with the word of who goes first, and with faults that say what to do.

use std::collections::BTreeSet;

use axum::http::Method;
use journal::Filter;
use kernel::PageRequest;
use serde_json::{Value, json};
use store::Store;

use crate::program::Program;
use crate::world::{hsds, publish, steps, testland};

fn nursing() -> String {
    let id = directory::ServiceId::of(&directory::Origin::new(directory::Origin::PACK, "test_home_nursing"));
    format!("/api/v1/entries/service/{id}")
}

fn nurses() -> String {
    directory::OrganisationId::of(&directory::Origin::new(directory::Origin::PACK, "test_nurses_north")).to_string()
}

fn in_english(text: &str) -> Value {
    json!({ "en": { "text": text, "state": "source" } })
}

#[store::test(&steps())]
async fn a_program_changes_the_version_that_it_saw_and_no_other(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "write").await;
    let before = program.get(&nursing()).await.expect(200);
    let mark = before.header("etag").to_owned();
    assert_eq!(mark, format!("\"{}\"", before.body["version"]));
    assert_eq!(before.body["source"]["name"], "pack");
    let change = json!({ "fields": { "cost": in_english("Nothing") }, "channel": "phone" });
    program.send(Method::PATCH, &nursing(), &[], Some(change.clone())).await.expect(428);
    let after = program.send(Method::PATCH, &nursing(), &[("if-match", &mark)], Some(change)).await.expect(200);
    assert_eq!((&after.body["changed"], &after.body["withheld"]), (&json!(["cost"]), &json!([])));
    assert_ne!(after.header("etag"), mark);
    let late = json!({ "fields": { "cost": in_english("Much") } });
    let told = program.send(Method::PATCH, &nursing(), &[("if-match", &mark)], Some(late)).await.expect(412);
    assert!(told.body["detail"].as_str().unwrap().contains("Read the entry again"), "{}", told.body);
    program.send(Method::DELETE, &nursing(), &[("if-match", &mark)], None).await.expect(412);
    let known = program.send(Method::GET, &nursing(), &[("if-none-match", after.header("etag"))], None).await;
    assert_eq!(known.status, 304);
    publish(&world).await;
    let shown = hsds(&world.visitor(), &format!("/services/{}?lang=en", before.body["id"].as_str().unwrap())).await;
    assert_eq!(shown["fees_description"], "Nothing", "what a program writes is published like all else");
}

#[store::test(&steps())]
async fn the_journal_names_the_token_and_for_whom_it_acts(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "write").await;
    let change = json!({ "fields": { "cost": in_english("Nothing") } });
    program.send(Method::PATCH, &nursing(), &[("if-match", "*")], Some(change)).await.expect(200);
    let filter = Filter { action: Some("directory.edit".to_owned()), ..Filter::default() };
    let last = journal::list(store.read(), &filter, PageRequest::first(1)).await.unwrap().items.remove(0);
    assert!(last.note.actor.starts_with("token:"), "{:?}", last.note);
    let made = Filter { action: Some("access.make_token".to_owned()), ..Filter::default() };
    let made = journal::list(store.read(), &made, PageRequest::first(1)).await.unwrap().items.remove(0);
    assert_eq!(last.note.on_behalf_of, Some(made.note.actor), "for whoever made the token");
}

#[store::test(&steps())]
async fn what_does_not_fit_is_named_field_by_field(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "write").await;
    let change = json!({ "fields": { "referral": "perhaps", "areas": ["nowhere"] } });
    let told = program.send(Method::PATCH, &nursing(), &[("if-match", "*")], Some(change)).await.expect(422);
    assert_eq!(told.header("content-type"), "application/problem+json");
    assert!(!told.body["faults"][0]["detail"].as_str().unwrap().is_empty(), "{}", told.body);
    for fields in [
        json!({ "themes": ["profession_nurse"] }),
        json!({ "professions": ["setting_shelter"] }),
        json!({ "settings": ["home_care"] }),
        json!({ "eligibility": { "situations": ["home_care"] } }),
    ] {
        let name = fields.as_object().unwrap().keys().next().unwrap().clone();
        let sent = json!({ "fields": fields });
        let told = program.send(Method::PATCH, &nursing(), &[("if-match", "*")], Some(sent)).await.expect(422);
        assert_eq!(told.body["faults"][0]["field"], name.as_str(), "a term of another facet");
    }
    for fields in [json!({ "no_such_field": 1 }), json!({ "verified_on": "2026-01-01" }), json!({ "id": "x" })] {
        let name = fields.as_object().unwrap().keys().next().unwrap().clone();
        let sent = json!({ "fields": fields });
        let told = program.send(Method::PATCH, &nursing(), &[("if-match", "*")], Some(sent)).await.expect(422);
        assert_eq!(told.body["faults"][0]["field"], name.as_str());
    }
    for body in [json!([]), json!({ "fields": 1 }), json!({ "fields": {}, "surprise": 1 })] {
        program.send(Method::PATCH, &nursing(), &[("if-match", "*")], Some(body)).await.expect(400);
    }
    program.send(Method::PATCH, &nursing(), &[("if-match", "seven")], Some(json!({"fields": {}}))).await.expect(400);
    program.get("/api/v1/entries/person/x").await.expect(404);
    program.get("/api/v1/entries/service/01936d6f-0000-7000-8000-000000000000").await.expect(404);
}

#[store::test(&steps())]
async fn what_could_not_be_read_again_is_never_kept(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "write").await;
    let hidden = json!({ "en": { "text": "Home\u{0}nursing\u{202e}", "state": "source" } });
    for fields in [
        json!({ "languages": ["x".repeat(61)] }),
        json!({ "languages": ["nl", "nl-BE"] }),
        json!({ "languages": ["DROP TABLE"] }),
        json!({ "names": hidden }),
    ] {
        let sent = json!({ "fields": fields });
        program.send(Method::PATCH, &nursing(), &[("if-match", "*")], Some(sent)).await.expect(422);
    }
    assert_eq!(publish(&world).await, 0, "whoever follows the changes has met nothing that stops it");
    world.visitor().get("/search?q=nursing").await.expect(200);
}

#[store::test(&steps())]
async fn a_partner_does_not_say_what_an_entry_rests_on_or_stands_below(store: Store) {
    let world = testland(&store).await;
    let (partner, editor) =
        (Program::of_partner(&world, &nurses(), "write").await, Program::of_editor(&world, "write").await);
    let parent = directory::OrganisationId::of(&directory::Origin::new(directory::Origin::PACK, "test_support"));
    let owner = format!("/api/v1/entries/organisation/{}", nurses());
    for (path, field, value) in [
        (nursing(), "fallback", json!(true)),
        (nursing(), "evidence", json!("a letter")),
        (owner, "parent", json!(parent.to_string())),
    ] {
        let sent = json!({ "fields": { (field): value } });
        let refused = partner.send(Method::PATCH, &path, &[("if-match", "*")], Some(sent.clone())).await.expect(422);
        assert_eq!(refused.body["faults"][0]["field"], field);
        editor.send(Method::PATCH, &path, &[("if-match", "*")], Some(sent)).await.expect(200);
    }
}

#[store::test(&steps())]
async fn no_organisation_is_part_of_itself(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "write").await;
    let path = |id: &str| format!("/api/v1/entries/organisation/{id}");
    let support = directory::OrganisationId::of(&directory::Origin::new(directory::Origin::PACK, "test_support"));
    let below = async |of: &str, parent: &str| {
        let sent = json!({ "fields": { "parent": parent } });
        program.send(Method::PATCH, &path(of), &[("if-match", "*")], Some(sent)).await
    };
    below(&nurses(), &nurses()).await.expect(422);
    below(&nurses(), &support.to_string()).await.expect(200);
    let told = below(&support.to_string(), &nurses()).await.expect(422);
    assert_eq!(told.body["faults"][0]["field"], "parent");
}

#[store::test(&steps())]
async fn a_service_is_made_with_its_place_and_once(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_partner(&world, &nurses(), "write").await;
    let new = json!({ "organisation": nurses(), "fields": { "names": in_english("Night nursing"), "themes": ["home_nursing"] } });
    let marked = [("idempotency-key", "night-1")];
    let send =
        async |body: &Value| program.send(Method::POST, "/api/v1/entries/service", &marked, Some(body.clone())).await;
    let made = send(&new).await.expect(201);
    let again = send(&new).await.expect(201);
    assert_eq!((&made.body, made.header("location")), (&again.body, again.header("location")), "done once");
    let other = json!({ "organisation": nurses(), "fields": { "names": in_english("Day nursing") } });
    send(&other).await.expect(422);
    let id = made.body["id"].as_str().unwrap();
    let place = json!({
        "service": id,
        "location_fields": { "street": { "nl": { "text": "Teststraat" } }, "house_number": "1", "postal_code": "9001" },
        "fields": { "phone": "+32 2 000 00 01", "opening_hours": "24/7" },
    });
    let at = program.send(Method::POST, "/api/v1/entries/service_at_location", &[], Some(place)).await.expect(201);
    assert_eq!(at.body["fields"]["service"], id);
    publish(&world).await;
    let shown = hsds(&world.visitor(), &format!("/services/{id}")).await;
    assert_eq!(shown["service_at_locations"][0]["phones"][0]["number"], "+32 2 000 00 01");
    let alone = json!({ "fields": { "names": in_english("Nobody’s") } });
    let told = program.send(Method::POST, "/api/v1/entries/service", &[], Some(alone)).await.expect(422);
    assert_eq!(told.body["faults"][0]["field"], "organisation");
    let support = directory::OrganisationId::of(&directory::Origin::new(directory::Origin::PACK, "test_support"));
    let foreign = json!({ "organisation": support.to_string(), "fields": { "names": in_english("Not mine") } });
    program.send(Method::POST, "/api/v1/entries/service", &[], Some(foreign)).await.expect(403);
}

#[store::test(&steps())]
async fn confirming_proposing_and_taking_out(store: Store) {
    let world = testland(&store).await;
    let proposing = Program::of_editor(&world, "propose").await;
    let proposals = format!("{}/proposals", nursing());
    let proposed = json!({ "fields": { "cost": in_english("Less") }, "note": "seen on their page" });
    let marked = [("idempotency-key", "p-1")];
    let made = proposing.send(Method::POST, &proposals, &marked, Some(proposed.clone())).await.expect(201);
    let again = proposing.send(Method::POST, &proposals, &marked, Some(proposed)).await.expect(201);
    assert_eq!(made.body, again.body, "proposed once");
    let told = made.body["url"].as_str().unwrap().strip_prefix("http://relais.example").unwrap();
    world.visitor().get(told).await.expect(200);
    let list = world.editor().await.get("/directory/worklist?work=proposals").await.expect(200).text();
    assert_eq!(list.matches("/directory/proposals/").count(), 1);
    proposing.send(Method::POST, &proposals, &[], Some(json!({}))).await.expect(422);

    let confirm = format!("{}/confirm", nursing());
    let by_phone = json!({ "channel": "phone" });
    proposing.send(Method::POST, &confirm, &[], Some(by_phone.clone())).await.expect(403);
    let writing = Program::of_editor(&world, "write").await;
    writing.send(Method::POST, &confirm, &[], Some(by_phone.clone())).await.expect(428);
    let seen = writing.get(&nursing()).await.expect(200).header("etag").to_owned();
    writing.send(Method::POST, &confirm, &[("if-match", "\"99\"")], Some(by_phone.clone())).await.expect(412);
    writing.send(Method::POST, &confirm, &[("if-match", &seen)], Some(by_phone)).await.expect(204);
    let of_source = Some(json!({ "channel": "source" }));
    writing.send(Method::POST, &confirm, &[("if-match", &seen)], of_source).await.expect(400);
    let after = writing.get(&nursing()).await.expect(200);
    assert_eq!(after.body["fields"]["verified_on"], "2026-03-10");
    let confirmed = after.body["confirmations"].as_array().unwrap();
    assert!(confirmed.iter().all(|one| one["channel"] == "phone" && one["on"] == "2026-03-10"), "{}", after.body);
    assert!(
        confirmed.iter().any(|one| one["field"] == "names" && one["valid_until"] == "2029-03-09"),
        "{}",
        after.body
    );
    assert!(confirmed.iter().all(|one| one["by"].as_str().unwrap().starts_with("token:")), "{}", after.body);
    writing.send(Method::DELETE, &nursing(), &[("if-match", after.header("etag"))], None).await.expect(204);
    writing.get(&nursing()).await.expect(404);
}

#[store::test(&steps())]
async fn a_program_that_proposes_too_much_is_refused_without_writing(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "propose").await;
    let proposals = format!("{}/proposals", nursing());
    let words = json!({ "note": "again" });
    let marked = [("idempotency-key", "first")];
    let first = program.send(Method::POST, &proposals, &marked, Some(words.clone())).await.expect(201);
    for _ in 1..10 {
        program.send(Method::POST, &proposals, &[], Some(words.clone())).await.expect(201);
    }
    let busy = store.begin().await.unwrap();
    for mark in ["one", "two"] {
        let headers = [("idempotency-key", mark)];
        let sent = program.send(Method::POST, &proposals, &headers, Some(words.clone()));
        tokio::time::timeout(std::time::Duration::from_secs(20), sent).await.expect("no waiting to write").expect(429);
    }
    let again = program.send(Method::POST, &proposals, &marked, Some(words)).await.expect(201);
    assert_eq!(again.body, first.body, "what was done before is told again");
    busy.rollback().await.unwrap();
}

#[store::test(&steps())]
async fn what_nobody_proposes_is_named(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "propose").await;
    let proposals = format!("{}/proposals", nursing());
    for field in ["professions", "verified_on"] {
        let sent = json!({ "fields": { "cost": in_english("Nothing"), field: [] }, "note": "x" });
        let told = program.send(Method::POST, &proposals, &[], Some(sent)).await.expect(422);
        assert_eq!(told.body["faults"][0]["field"], field, "{}", told.body);
        assert!(told.body["faults"][0].get("wanted").is_none(), "{}", told.body);
    }
    let sent = json!({ "fields": { "cost": in_english("Nothing") } });
    program.send(Method::POST, &proposals, &[], Some(sent)).await.expect(201);
    let document: Value = world.visitor().get("/api/v1/openapi.json").await.expect(200).json();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, door) in methods.as_object().unwrap().iter().filter(|(_, door)| door["requestBody"].is_object()) {
            assert!(door["responses"]["415"].is_object(), "{method} {path}");
        }
    }
}

#[store::test(&steps())]
async fn every_door_below_the_interface_is_described(store: Store) {
    let world = testland(&store).await;
    let document: Value = world.visitor().get("/api/v1/openapi.json").await.expect(200).json();
    let described = |path: &str, method: &str| document["paths"][path][method.to_lowercase()].is_object();
    let is_ours = |path: &str| path.starts_with("/api/v1/") || path.starts_with("/opendata/");
    // What people read and press is no interface for programs.
    let of_people = ["/opendata/", "/opendata/refresh"];
    let ours = world.routes.iter().filter(|route| is_ours(&route.path) && !of_people.contains(&route.path.as_str()));
    let missing: Vec<String> = ours
        .clone()
        .filter(|route| !described(&route.path, route.method.as_str()))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let known =
                ours.clone().any(|route| route.path == *path && route.method.as_str().eq_ignore_ascii_case(method));
            assert!(known, "{method} {path} is no door");
        }
    }
    let program = Program::of_editor(&world, "write").await;
    let change = json!({ "fields": { "cost": in_english("Nothing") } });
    let changed = program.send(Method::PATCH, &nursing(), &[("if-match", "*")], Some(change)).await.expect(200);
    let promised = document["components"]["schemas"]["Entry"]["properties"].as_object().unwrap();
    let told: BTreeSet<&String> = changed.body.as_object().unwrap().keys().collect();
    assert_eq!(told, promised.keys().collect(), "the answer has what is described");
}

#[store::test(&steps())]
async fn nobody_learns_by_proposing_where_a_shelter_is(store: Store) {
    let world = testland(&store).await;
    let origin = directory::Origin::new(directory::Origin::PACK, "test_shelter");
    let location = format!("/api/v1/entries/location/{}", directory::LocationId::of(&origin));
    let street = json!({ "nl": { "text": "Geheimstraat", "state": "source" } });
    let address = json!({ "fields": { "street": street, "house_number": "99", "postal_code": "9001" } });
    let keeper = Program::of_editor(&world, "write").await;
    keeper.send(Method::PATCH, &location, &[("if-match", "*")], Some(address)).await.expect(200);
    let stranger = Program::of_partner(&world, &nurses(), "propose").await;
    for fields in [json!({}), json!({ "postal_code": "9001" }), json!({ "postal_code": "9002" })] {
        let guess = json!({ "fields": fields, "note": "x" });
        stranger.send(Method::POST, &format!("{location}/proposals"), &[], Some(guess)).await.expect(404);
    }
    let at = format!("/api/v1/entries/service_at_location/{}/proposals", directory::ServiceAtLocationId::of(&origin));
    let hours = json!({ "fields": { "opening_hours": "Mo-Fr 09:00-17:00" }, "note": "x" });
    let made = stranger.send(Method::POST, &at, &[], Some(hours)).await.expect(201);
    let told = made.body["url"].as_str().unwrap().strip_prefix("http://relais.example").unwrap();
    let page = world.visitor().get(told).await.expect(200).text();
    assert!(!page.contains("Geheimstraat") && page.contains("secret address"), "{page}");
    let own = world.editor().await.get("/directory/worklist?work=proposals").await.expect(200).text();
    assert!(own.contains("Geheimstraat 99, 9001"), "whoever keeps the entry reads where it is");
}
