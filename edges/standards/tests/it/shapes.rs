//! The fields of entries as the description has them: what is read fits it, and who sends something else is told what is wanted.

use axum::http::Method;
use directory::entry::EntryKind;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use store::{Store, sql};
use testkit::World;

use crate::program::Program;
use crate::world::{steps, testland};

/// A schema of the description that can be held against a value.
async fn schema(world: &World, name: &str) -> jsonschema::Validator {
    let mut document: Value = world.visitor().get("/api/v1/openapi.json").await.expect(200).json();
    let components = document["components"].take();
    let schema = json!({ "$ref": format!("#/components/schemas/{name}"), "components": components });
    jsonschema::validator_for(&schema).unwrap()
}

async fn ids(store: &Store, kind: EntryKind) -> Vec<uuid::Uuid> {
    let text = format!("select id from {kind}");
    let rows = store.read().query_all_raw(sql(store.read(), &text, [])).await.unwrap();
    rows.iter().map(|row| row.try_get("", "id").unwrap()).collect()
}

fn nursing() -> String {
    let id = directory::ServiceId::of(&directory::Origin::new(directory::Origin::PACK, "test_home_nursing"));
    format!("/api/v1/entries/service/{id}")
}

#[store::test(&steps())]
async fn every_entry_that_is_read_fits_the_schema_of_its_kind(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "write").await;
    let entry = schema(&world, "Entry").await;
    let change = schema(&world, "EntryChange").await;
    for kind in EntryKind::ALL {
        let all = ids(&store, *kind).await;
        assert!(!all.is_empty(), "{kind}");
        for id in all {
            let read = program.get(&format!("/api/v1/entries/{kind}/{id}")).await.expect(200).body;
            let faults: Vec<String> = entry.iter_errors(&read).map(|fault| fault.to_string()).collect();
            assert_eq!(faults, Vec::<String>::new(), "{read:#}");
            assert!(change.is_valid(&json!({ "fields": read["fields"] })), "what is read may be sent: {read:#}");
        }
    }
    for wrong in [json!({ "names": "Nursing" }), json!({ "no_such_field": 1 }), json!({ "languages": ["nl-BE"] })] {
        assert!(!change.is_valid(&json!({ "fields": wrong })), "{wrong}");
    }
}

#[store::test(&steps())]
async fn who_sends_another_shape_is_told_what_is_wanted(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "write").await;
    let told = async |fields: Value| {
        let sent = Some(json!({ "fields": fields }));
        let told = program.send(Method::PATCH, &nursing(), &[("if-match", "*")], sent).await.expect(422);
        told.body["faults"][0].clone()
    };
    let fault = told(json!({ "names": "Night nursing" })).await;
    assert_eq!(fault["field"], "names");
    assert!(fault["detail"].as_str().unwrap().contains("for each language"), "{fault}");
    assert_eq!(fault["wanted"]["examples"][0]["nl"]["text"], "Thuiszorg", "{fault}");
    let fault = told(json!({ "referral": "perhaps" })).await;
    assert_eq!(fault["wanted"]["enum"], json!(["oneself", "professional", null]), "{fault}");
    let fault = told(json!({ "themes": "home_care" })).await;
    assert!(fault["detail"].as_str().unwrap().contains("a list"), "{fault}");
    let place = json!({
        "service": nursing().rsplit_once('/').unwrap().1, "fields": {}, "location_fields": { "point": "50.0, 4.0" },
    });
    let told = program.send(Method::POST, "/api/v1/entries/service_at_location", &[], Some(place)).await.expect(422);
    assert_eq!(told.body["faults"][0]["wanted"]["required"], json!(["lat", "lon"]), "{}", told.body);
}

#[store::test(&steps())]
async fn a_number_of_a_register_is_taken_as_people_write_it(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "write").await;
    let owner = directory::OrganisationId::of(&directory::Origin::new(directory::Origin::PACK, "test_nurses_north"));
    let path = format!("/api/v1/entries/organisation/{owner}");
    let send = async |value: &str| {
        let fields = json!({ "identifiers": [{ "scheme": "kbo", "value": value }] });
        program.send(Method::PATCH, &path, &[("if-match", "*")], Some(json!({ "fields": fields }))).await
    };
    let kept = json!([{ "scheme": "kbo", "value": "0123456749" }]);
    for (n, written) in ["0123.456.749", "BE 0123 456 749", "123456749"].into_iter().enumerate() {
        let answer = send(written).await.expect(200);
        assert_eq!(answer.body["fields"]["identifiers"], kept, "{written}");
        assert_eq!(answer.body["changed"].as_array().unwrap().is_empty(), n > 0, "the same number is no change");
    }
    let fault = send("0123.456.748").await.expect(422).body["faults"][0].clone();
    assert_eq!(fault["field"], "identifiers");
    let new = json!({
        "fields": { "names": { "en": { "text": "New" } }, "identifiers": [{ "scheme": "kbo", "value": "0123.456.749" }] },
    });
    let made = program.send(Method::POST, "/api/v1/entries/organisation", &[], Some(new)).await.expect(201);
    assert_eq!(made.body["fields"]["identifiers"], kept);
}
