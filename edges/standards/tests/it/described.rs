//! The root, the description and the profile tell the truth.

use kernel::Random;
use serde_json::{Value, json};
use store::Store;
use testkit::World;

use crate::schemas::shared;
use crate::world::{LISTS, hsds, modules, profile, steps, testland};

#[store::test(&steps())]
async fn the_root_leads_to_profile_and_description(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let root = hsds(&client, "").await;
    assert_eq!(root, hsds(&client, "/").await);
    assert_eq!(root["version"], "3.1.3");
    for field in ["profile", "openapi_url"] {
        let address = root[field].as_str().unwrap();
        let path = address.strip_prefix("http://relais.example").unwrap();
        client.get(path).await.expect(200);
    }
    assert_eq!(profile(&client).await.len(), 11);
}

#[store::test(&steps())]
async fn the_root_says_which_installation_it_is_for_good(store: Store) {
    let world = testland(&store).await;
    let first = hsds(&world.visitor(), "").await["installation_id"].clone();
    let tx = store.begin().await.unwrap();
    standards::set_apart(&tx, &Random::system(), world.clock().now()).await.unwrap();
    tx.commit().await.unwrap();
    let apart = hsds(&world.visitor(), "").await["installation_id"].clone();
    assert_ne!(apart, first, "a copy that was set apart is another");
    let restarted = World::new(&store, modules()).await;
    assert_eq!(hsds(&restarted.visitor(), "").await["installation_id"], apart, "a start gives no new one");
}

#[store::test(&steps())]
async fn the_root_says_what_the_specification_and_the_profile_describe(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let root = hsds(&client, "").await;
    let schema = "/paths/~1/get/responses/200/content/application~1json/schema";
    let ours = hsds(&client, "/openapi.json").await;
    let added = &profile(&client).await["openapi.json"];
    let added = added.pointer(schema).unwrap()["properties"].as_object().unwrap().clone();
    let mut described = vec![ours.pointer(schema).unwrap().clone()];
    if let Some(path) = shared("hsds/schema/openapi.json") {
        let whole: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let mut specified = whole.pointer(schema).unwrap().clone();
        specified["properties"].as_object_mut().unwrap().extend(added);
        described.push(specified);
    }
    for mut schema in described {
        schema["additionalProperties"] = json!(false);
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        let faults: Vec<String> = validator.iter_errors(&root).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?} in {root:#} by {schema:#}");
    }
}

#[store::test(&steps())]
async fn every_door_is_described_and_every_description_is_a_door(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let document = hsds(&client, "/openapi.json").await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 1 + 2 * LISTS.len());
    for (path, methods) in paths {
        for method in methods.as_object().unwrap().keys() {
            let known = world.routes.iter().any(|route| {
                route.path.strip_prefix("/hsds/v3") == Some(path.as_str())
                    && route.method.as_str().eq_ignore_ascii_case(method)
            });
            assert!(known, "{method} {path}");
        }
    }
    let mut open = vec![&document];
    while let Some(value) = open.pop() {
        if let Some(name) = value.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#')) {
            assert!(document.pointer(name).is_some(), "{name} is not described");
        }
        open.extend(value.as_object().into_iter().flat_map(|object| object.values()));
        open.extend(value.as_array().into_iter().flatten());
    }
}

#[store::test(&steps())]
async fn every_parameter_that_is_described_is_read(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let document = hsds(&client, "/openapi.json").await;
    for (list, _, _) in LISTS {
        let parameters = document["paths"][&format!("/{list}")]["get"]["parameters"].as_array().unwrap();
        for parameter in parameters {
            let (name, kind) = (parameter["name"].as_str().unwrap(), parameter["schema"]["type"].as_str().unwrap());
            let wrong = match (kind, name) {
                (_, "search") => "a%00",
                _ => "%3Cnonsense%3E",
            };
            let reply = client.get(&format!("/hsds/v3/{list}?{name}={wrong}")).await.expect(400);
            let field = reply.json::<Value>()["field"].as_str().unwrap().to_owned();
            assert_eq!(field, name, "{list}");
        }
    }
}

#[test]
fn the_texts_are_whole() {
    let faults = web::testing::check_catalogue(env!("CARGO_MANIFEST_DIR"), &standards::TEXTS);
    assert_eq!(faults, Vec::<String>::new());
}
