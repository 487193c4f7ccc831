//! Services at locations of the Human Services Data Specification, and what spreadsheets were kept from.

use serde_json::{Value, json};
use store::Store;

use crate::import::{count, counts, import, written};
use crate::world::{brussels, load_all, shared, steps};

/// A service at a location in Brussels, from the full example of the standard.
fn example(at: &str) -> Option<Value> {
    let text = std::fs::read_to_string(shared("hsds/examples/service_at_location_full.json")?).unwrap();
    let mut record: Value = serde_json::from_str(&text).unwrap();
    record["id"] = json!(at);
    record["location"]["id"] = json!(format!("location of {at}"));
    record["location"]["latitude"] = json!(50.8503);
    record["location"]["longitude"] = json!(4.3517);
    let address = &mut record["location"]["addresses"][0];
    for (name, value) in [("address_1", "Teststraat 12"), ("address_2", ""), ("postal_code", "1000"), ("country", "BE")]
    {
        address[name] = json!(value);
    }
    Some(record)
}

#[store::test(&steps())]
async fn services_at_locations_bring_each_service_with_its_places(store: Store) {
    let (Some(one), Some(other)) = (example("first"), example("second")) else { return };
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let places = "select count(*) as n from service_at_location where source = 'mycity'";
    let services = "select count(*) as n from service where source = 'mycity'";
    let file = written(&dir, "mycity.json", one.to_string().as_bytes());
    let report = import(&store, &file, false).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 0], "{:?}", report.skips);
    assert_eq!((count(&store, services).await, count(&store, places).await), (1, 1));
    let page = json!({ "total_items": 2, "contents": [one, other] });
    let lines = format!("{one}\n{other}\n");
    for (name, text) in [("page/mycity.json", page.to_string()), ("lines/mycity.ndjson", lines)] {
        std::fs::create_dir(dir.path().join(name.split('/').next().unwrap())).unwrap();
        let file = written(&dir, name, text.as_bytes());
        let report = import(&store, &file, false).await.unwrap();
        assert_eq!(report.skipped, 0, "{name}: {:?}", report.skips);
        assert_eq!((count(&store, services).await, count(&store, places).await), (1, 2), "{name}");
    }
    let named = "select count(*) as n from service where cast(names as text) like '%Community Counselling%'";
    assert_eq!(count(&store, named).await, 1);
}

/// A service at a location in Brussels, invented.
fn told(at: &str, service: &str) -> Value {
    json!({
        "id": at,
        "service": { "id": service, "name": format!("Test {service}"), "status": "active",
            "organization": { "id": "o1", "name": "Test organisation", "description": "Invented" } },
        "location": { "id": format!("l {at}"), "location_type": "physical", "name": "House",
            "addresses": [{ "address_1": format!("Teststraat {at}"), "city": "Brussel", "postal_code": "1000",
                "country": "BE", "address_type": "physical" }] },
    })
}

#[store::test(&steps())]
async fn places_of_one_service_may_stand_anywhere_in_a_file(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let services = "select count(*) as n from service where source = 'spread'";
    let of = |service: &str| {
        format!(
            "select count(*) as n from service_at_location at join service s on s.id = at.service_id
                where s.source = 'spread' and s.source_id = '{service}'"
        )
    };
    let all: Vec<Value> =
        [("1", "a"), ("2", "b"), ("3", "a"), ("4", "c"), ("5", "b"), ("6", "a")].map(|(at, of)| told(at, of)).into();
    let page = json!({ "total_items": all.len(), "contents": all }).to_string();
    let lines: String = all.iter().map(|one| format!("{one}\n")).collect();
    for (name, text) in [("page/spread.json", page), ("lines/spread.ndjson", lines)] {
        std::fs::create_dir(dir.path().join(name.split('/').next().unwrap())).unwrap();
        let report = import(&store, &written(&dir, name, text.as_bytes()), false).await.unwrap();
        assert_eq!(report.skipped, 0, "{name}: {:?}", report.skips);
        assert_eq!(count(&store, services).await, 3, "{name}");
        for (service, places) in [("a", 3), ("b", 2), ("c", 1)] {
            assert_eq!(count(&store, &of(service)).await, places, "{name}: {service}");
        }
    }
}

#[store::test(&steps())]
async fn a_cell_that_was_kept_from_being_a_formula_comes_back_as_it_was(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let package = dir.path().join("sheltered");
    std::fs::create_dir(&package).unwrap();
    for (name, text) in [
        ("datapackage.json", r#"{"resources": [{"name": "services", "path": "services.csv"}]}"#),
        ("services.csv", "id,name,organization_id,status,description\ns1,'=HYPERLINK,o1,active,'t Huis helpt\n"),
        ("organizations.csv", "id,name\no1,'@home\n"),
    ] {
        std::fs::write(package.join(name), text).unwrap();
    }
    let report = import(&store, &package, false).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 0], "{:?}", report.skips);
    for (table, column, words) in [
        ("service", "names", "\"=HYPERLINK\""),
        ("organisation", "names", "\"@home\""),
        ("service", "summary", "'t Huis helpt"),
    ] {
        let found = format!(
            "select count(*) as n from {table} where source = 'sheltered' and cast({column} as text) like '%{}%'",
            words.replace('\'', "\'\'")
        );
        assert_eq!(count(&store, &found).await, 1, "{words}");
    }
}
