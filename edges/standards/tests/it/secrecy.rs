//! What is told of a place is taken back in the moment in which it becomes secret: nobody follows, nothing is published in between.

use std::sync::atomic::{AtomicBool, Ordering};

use directory::entry::actions::{Revision, revise};
use directory::entry::{Patch, Via};
use directory::{EntryId, LocationId, Origin, ServiceId};
use house::import::ImportJob;
use serde_json::{Value, json};
use store::Store;
use testkit::World;
use uuid::Uuid;

use crate::world::{hsds, modules, publish, steps, testland};

const SERVICE: &str = "test_home_nursing";
const STREET: &str = "Geheimstraat";

fn location() -> LocationId {
    LocationId::of(&Origin::new(Origin::PACK, SERVICE))
}

fn service() -> Uuid {
    EntryId::from(ServiceId::of(&Origin::new(Origin::PACK, SERVICE))).id
}

/// Changes the location, in a unit of work that is not over.
async fn changing(world: &World, patch: Patch) -> store::Tx {
    let tx = world.store().begin().await.unwrap();
    revise(&world.system(), &tx, location().into(), Revision::new(patch, Via::Form)).await.unwrap();
    tx
}

async fn edit(world: &World, patch: Patch) {
    changing(world, patch).await.commit().await.unwrap();
}

/// Testland with a place that everybody may know, in two processes that share its database.
async fn two_processes(store: &Store) -> [World; 2] {
    let world = testland(store).await;
    let street = json!({ "nl": { "text": STREET, "state": "source" } });
    edit(&world, Patch::new().set("street", street).set("house_number", "7").set("postal_code", "9001")).await;
    let other = World::new(store, modules()).await;
    publish(&world).await;
    for one in [&world, &other] {
        one.index().await;
        assert!(all(one).await.contains(STREET));
        let told = hsds(&one.visitor(), "/service_at_locations?full=true").await;
        assert!(told.to_string().contains(STREET), "{told:#}");
    }
    [world, other]
}

/// What stands where.
async fn at(world: &World) -> String {
    let service = hsds(&world.visitor(), &format!("/services/{}", service())).await;
    service["service_at_locations"][0]["id"].as_str().unwrap().to_owned()
}

/// All that a process tells.
async fn all(world: &World) -> String {
    let visitor = world.visitor();
    let mut all = String::new();
    for path in [
        "/hsds/v3/services?full=true&per_page=100",
        "/hsds/v3/services?full=true&format=ndjson",
        "/hsds/v3/organizations?full_service=true&per_page=50",
        "/hsds/v3/service_at_locations?full=true&per_page=100",
        "/fhir/R4/Location?_count=100",
        "/fhir/R4/Location/_history?_count=100",
        "/fhir/R4/HealthcareService?_count=100&_include=HealthcareService:location",
        "/search?q=nursing&lang=en",
        "/api/v1/search?q=nursing&lang=en",
        "/themes/home_nursing",
    ] {
        all.push_str(&visitor.get(path).await.expect(200).text());
    }
    for path in [
        format!("/hsds/v3/services/{}", service()),
        format!("/fhir/R4/Location/{}", location()),
        format!("/services/{}", service()),
    ] {
        all.push_str(&visitor.get(&path).await.text());
    }
    all
}

#[store::test(&steps())]
async fn what_is_told_of_a_place_is_taken_back_in_the_moment_in_which_it_becomes_secret(store: Store) {
    let [world, other] = two_processes(&store).await;
    let at = at(&world).await;
    let head = |told: &Value| told["head"].as_str().unwrap().parse::<i64>().unwrap();
    let before = head(&world.visitor().get("/api/v1/changes").await.expect(200).json());
    edit(&world, Patch::new().set("confidential", true)).await;
    for one in [&other, &world] {
        let told = all(one).await;
        assert!(!told.contains(STREET), "{told}");
        let visitor = one.visitor();
        visitor.get(&format!("/hsds/v3/service_at_locations/{at}")).await.expect(410);
        visitor.get(&format!("/fhir/R4/Location/{}", location())).await.expect(410);
        let left = hsds(&visitor, &format!("/services/{}?lang=en", service())).await;
        assert_eq!(left["name"], "Home nursing North", "the service stays");
        assert!(left.get("service_at_locations").is_none(), "{left:#}");
        let told: Value = visitor.get(&format!("/api/v1/changes?after={before}")).await.expect(200).json();
        let told: Vec<(&str, bool)> = told["changes"].as_array().unwrap().iter().map(change).collect();
        let mut kinds = told.clone();
        kinds.sort_unstable();
        assert_eq!(kinds, [("location", true), ("service", false), ("service_at_location", true)]);
        assert_eq!(told[2], ("service", false), "what went comes first");
        let found: Value = visitor.get("/api/v1/search?q=nursing&lang=en").await.expect(200).json();
        let found = found["results"].as_array().unwrap();
        assert!(found.iter().all(|one| one["service"]["id"] != service().to_string()), "{found:?}");
    }
    publish(&world).await;
    for one in [&other, &world] {
        one.index().await;
        assert!(!all(one).await.contains(STREET));
        let place = hsds(&one.visitor(), &format!("/service_at_locations/{at}")).await;
        assert_eq!(place["location"]["confidential"], true, "told as it is now: {place:#}");
        let found: Value = one.visitor().get("/api/v1/search?q=nursing&lang=en").await.expect(200).json();
        let found = found["results"].as_array().unwrap();
        let shelter = found.iter().find(|one| one["service"]["id"] == service().to_string()).unwrap();
        assert_eq!(shelter["location"]["address"], Value::Null);
    }
}

fn change(told: &Value) -> (&str, bool) {
    (told["kind"].as_str().unwrap(), told["deleted"].as_bool().unwrap())
}

/// Reads what a source says of a service: at which location, and whether that is secret.
async fn read(world: &World, location: &str, secret: bool) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("refuges.json");
    let there = json!({
        "id": location, "location_type": "physical", "name": format!("{STREET} house"), "confidential": secret,
        "addresses": [{ "address_1": format!("{STREET} 7"), "city": "Noord", "postal_code": "9001", "country": "BE", "address_type": "physical" }],
    });
    let told = json!([{
        "id": "s1", "name": "Refuge s1", "status": "active",
        "organization": { "id": "o1", "name": "Test refuges", "description": "Invented" },
        "service_at_locations": [{ "id": "a1", "location": there }],
    }]);
    std::fs::write(&file, told.to_string()).unwrap();
    let cx = world.system();
    let job = ImportJob {
        source: None,
        cx: &cx,
        house: &world.house,
        file: &file,
        mapping: None,
        dry_run: false,
        progress: &(),
    };
    let report = (directory::import::KIND.run)(job).await.unwrap();
    assert_eq!(report.skipped, 0, "{:?}", report.skips);
}

#[store::test(&steps())]
async fn a_file_that_puts_a_place_at_a_secret_address_takes_back_where_it_was(store: Store) {
    let world = testland(&store).await;
    let all = async || -> String {
        let mut all = String::new();
        for path in
            ["hsds/v3/services?full=true", "hsds/v3/service_at_locations?full=true", "fhir/R4/Location?_count=100"]
        {
            all.push_str(&world.visitor().get(&format!("/{path}")).await.expect(200).text());
        }
        all
    };
    for secret in ["l1", "l2"] {
        read(&world, "l1", false).await;
        publish(&world).await;
        assert!(all().await.contains(STREET), "{secret}");
        read(&world, secret, true).await;
        assert!(!all().await.contains(STREET), "{secret}");
        assert!(all().await.contains("Refuge s1"), "{secret}: the service stays");
        publish(&world).await;
        assert!(!all().await.contains(STREET) && all().await.contains("Refuge s1"), "{secret}");
        // An editor makes it public again, for the next round.
        let there = LocationId::of(&Origin::new("refuges", "l1"));
        let tx = world.store().begin().await.unwrap();
        let open = Revision::new(Patch::new().set("confidential", false), Via::Form);
        revise(&world.system(), &tx, there.into(), open).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[store::test(&steps())]
async fn a_process_that_publishes_meanwhile_never_puts_back_what_is_secret(store: Store) {
    let [world, other] = two_processes(&store).await;
    let at = at(&world).await;
    let is_over = AtomicBool::new(false);
    let publishing = async {
        while !is_over.load(Ordering::Relaxed) {
            publish(&world).await;
            tokio::task::yield_now().await;
        }
    };
    let hiding = async {
        for round in 0..10 {
            edit(&other, Patch::new().set("confidential", true)).await;
            for _ in 0..5 {
                let told = other.visitor().get(&format!("/hsds/v3/service_at_locations/{at}")).await;
                assert!(!told.text().contains(STREET), "round {round}: {}", told.text());
            }
            edit(&other, Patch::new().set("confidential", false)).await;
            tokio::task::yield_now().await;
        }
        is_over.store(true, Ordering::Relaxed);
    };
    tokio::join!(publishing, hiding);
    publish(&world).await;
    assert!(all(&world).await.contains(STREET), "open in the end");
}

#[store::test(&steps())]
async fn a_unit_of_work_that_comes_to_nothing_takes_nothing_back(store: Store) {
    let [world, _] = two_processes(&store).await;
    let before: Value = world.visitor().get("/api/v1/changes").await.expect(200).json();
    let tx = changing(&world, Patch::new().set("confidential", true)).await;
    tx.rollback().await.unwrap();
    drop(changing(&world, Patch::new().set("confidential", true)).await);
    let after: Value = world.visitor().get("/api/v1/changes").await.expect(200).json();
    assert_eq!(after, before);
    assert!(all(&world).await.contains(STREET));
}

#[store::test(&steps())]
async fn a_secret_place_that_is_written_again_takes_nothing_back_twice(store: Store) {
    let [world, _] = two_processes(&store).await;
    edit(&world, Patch::new().set("confidential", true)).await;
    let head = async || world.visitor().get("/api/v1/changes").await.expect(200).json::<Value>()["head"].clone();
    let once = head().await;
    edit(&world, Patch::new().set("house_number", "9")).await;
    assert_eq!(head().await, once, "before it was published as it is");
    publish(&world).await;
    let told = head().await;
    edit(&world, Patch::new().set("house_number", "11")).await;
    assert_eq!(head().await, told, "and after");
    edit(&world, Patch::new().set("confidential", false)).await;
    publish(&world).await;
    assert!(all(&world).await.contains(STREET), "open again, it is told again");
}
