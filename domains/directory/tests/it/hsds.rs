//! Services of the Human Services Data Specification, in every form in which others send them.

use std::path::PathBuf;

use kernel::Text;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use store::{Store, sql};

use crate::import::{count, counts, import, written};
use crate::world::{brussels, load_all, shared, steps};

const ADDRESS: &str = "Teststraat 12";

/// The full example of the standard, moved to Brussels and made of our day.
fn example() -> Option<Value> {
    let text = std::fs::read_to_string(shared("hsds/examples/service_full.json")?).unwrap();
    let mut service: Value = serde_json::from_str(&text).unwrap();
    let location = &mut service["service_at_locations"][0]["location"];
    location["latitude"] = json!(50.8503);
    location["longitude"] = json!(4.3517);
    let address = &mut location["addresses"][0];
    address["address_1"] = json!(ADDRESS);
    address["address_2"] = json!("");
    address["postal_code"] = json!("1000");
    address["country"] = json!("BE");
    service["cost_options"][0]["valid_to"] = json!("2027-12-31");
    service["cost_options"][0]["currency"] = json!("EUR");
    service["attributes"][0]["taxonomy_term"]["code"] = json!("psychologist");
    service["capacities"][0]["unit"]["name"] = json!("Beds");
    service["capacities"][0]["updated"] = json!("2026-11-20T14:23:06.5+01:00");
    service["languages"][0]["code"] = json!("urd");
    for field in ["valid_to", "until"] {
        service["service_at_locations"][0]["schedules"][0][field] = json!("2027-12-31");
    }
    service["organization"]["organization_identifiers"][0] = json!({"id": "1", "identifier_scheme": "BE-BCE_KBO", "identifier_type": "KBO", "identifier": "BE 0212.347.945"});
    Some(service)
}

async fn one<T: sea_orm::TryGetable>(store: &Store, text: &str) -> T {
    let row = store.read().query_one_raw(sql(store.read(), text, [])).await.unwrap().expect("a row");
    row.try_get_by_index(0).unwrap()
}

#[store::test(&steps())]
async fn a_whole_service_brings_all_that_we_have_a_field_for(store: Store) {
    let Some(service) = example() else { return };
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let file = written(&dir, "mycity.json", service.to_string().as_bytes());
    let report = import(&store, &file, false).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 0], "{:?}", report.skips);
    assert_eq!(report.flagged, 1, "its schedule counts in weeks of the year");
    let text = |column: &str, table: &str| format!("select {column} from {table} where source = 'mycity'");
    let words = async |column: &str, table: &str| -> String {
        let text: Text = one(&store, &text(column, table)).await;
        text.plain(kernel::Lang::Nl).to_owned()
    };
    assert_eq!(words("names", "service").await, "Community Counselling");
    assert_eq!(words("summary", "service").await, "Counselling Services provided by trained professionals.");
    assert!(words("description", "service").await.contains("Interpretation services are available in Urdu"));
    assert!(words("audience", "service").await.starts_with("This service is intended for all people aged 12"));
    assert!(words("hours_text", "service_at_location").await.contains("TH,FR byweekno 41,42"));
    assert!(words("transport", "location").await.contains("induction loops"));
    let eligibility: Value = one(&store, &text("eligibility", "service")).await;
    assert_eq!((&eligibility["min_age"], &eligibility["max_age"]), (&json!(12), &json!(100)));
    let costs: Value = one(&store, &text("costs", "service")).await;
    assert_eq!((&costs[0]["sort"], &costs[0]["cents"]), (&json!("paid"), &json!(3_500)));
    let documents: Value = one(&store, &text("documents", "service")).await;
    assert!(documents[0].to_string().contains("Any official identification document"));
    let capacity: Value = one(&store, &text("capacity", "service_at_location")).await;
    assert_eq!((&capacity["places"], &capacity["known_on"]), (&json!(12), &json!("2026-11-20")));
    assert_eq!(one::<String>(&store, &text("phone", "service_at_location")).await, "+44 1234 234567");
    assert_eq!(one::<String>(&store, &text("email", "organisation")).await, "email@example.com");
    assert_eq!(one::<String>(&store, &text("house_number", "location")).await, "12");
    assert_eq!(
        one::<String>(&store, "select value from organisation_identifier where scheme = 'kbo'").await,
        "0212347945"
    );
    assert_eq!(
        one::<String>(&store, "select name from organisation_alias where name = 'Example Org'").await,
        "Example Org"
    );
    for (table, column, value) in [("service_language", "language", "ur"), ("service_theme", "theme", "psychologist")] {
        let found = format!(
            "select count(*) as n from {table} t join service s on s.id = t.service_id
                where s.source = 'mycity' and t.{column} = '{value}'"
        );
        assert_eq!(count(&store, &found).await, 1, "{value}");
    }
    let said = report.remarks.to_string();
    assert!(said.contains("names no part of the region") && said.contains("it is read as Dutch"), "{said}");
    assert_eq!(counts(&import(&store, &file, false).await.unwrap()), [0, 0, 1, 0, 0]);
}

/// The same service in every form: what the directory then has must be the same each time.
fn forms(dir: &tempfile::TempDir, service: &Value) -> Vec<PathBuf> {
    let page = json!({"total_items": 1, "total_pages": 1, "page_number": 1, "size": 1, "first_page": true, "last_page": true,
        "empty": false, "contents": [service]});
    let mut bare = service.clone();
    let mut organisation = bare["organization"].take();
    bare.as_object_mut().unwrap().remove("organization");
    organisation["services"] = json!([bare]);
    let lines = format!("{service}\n{}\n", {
        let mut other = service.clone();
        other["id"] = json!("11111111-0000-4000-8000-000000000000");
        other["service_at_locations"][0]["id"] = json!("22222222-0000-4000-8000-000000000000");
        other
    });
    vec![
        written(dir, "page.json", page.to_string().as_bytes()),
        written(dir, "list.json", json!([service]).to_string().as_bytes()),
        written(dir, "organisation.json", organisation.to_string().as_bytes()),
        written(dir, "lines.ndjson", lines.as_bytes()),
    ]
}

#[store::test(&steps())]
async fn every_form_brings_the_same(store: Store) {
    let Some(service) = example() else { return };
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    for file in forms(&dir, &service) {
        let source = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let report = import(&store, &file, false).await.unwrap();
        let expected = if source == "lines" { 2 } else { 1 };
        assert_eq!(counts(&report), [expected, 0, 0, 0, 0], "{source}: {:?}", report.skips);
        let of_source = |table: &str| format!("select count(*) as n from {table} where source = '{source}'");
        assert_eq!(count(&store, &of_source("service")).await, i64::try_from(expected).unwrap(), "{source}");
        assert_eq!(count(&store, &of_source("organisation")).await, 1, "{source}");
        assert_eq!(count(&store, &of_source("location")).await, 1, "{source}");
    }
    let mut organisation = service["organization"].clone();
    organisation["id"] = json!("33333333-0000-4000-8000-000000000000");
    let alone = written(&dir, "alone.json", organisation.to_string().as_bytes());
    assert_eq!(counts(&import(&store, &alone, false).await.unwrap()), [1, 0, 0, 0, 0], "one that offers nothing yet");
}

/// The example tables of the standard, moved to Brussels; their rows name parents that do not exist, which are mended.
fn package(dir: &std::path::Path) -> bool {
    let Some(example) = shared("hsds/examples/csv") else { return false };
    let list = shared("hsds/datapackage.json").unwrap();
    std::fs::copy(list, dir.join("datapackage.json")).unwrap();
    for entry in std::fs::read_dir(example).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "csv") {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.replace(",100,101,10092008082", ",50.8503,4.3517,10092008082").replace("ABC 1234", "1000");
            let text = text.replace("f28dd44b-0c4d-479f-8e90-4c52219a8b3c", "ac148810-d857-441c-9679-408f346de14b");
            let text = text.replace("eaca714b02b2,code,", "eaca714b02b2,psychologist,");
            std::fs::write(dir.join(path.file_name().unwrap()), text.replace("Example name,ur", "Example name,en"))
                .unwrap();
        }
    }
    true
}

#[store::test(&steps())]
async fn a_data_package_is_put_together(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("tables");
    std::fs::create_dir(&folder).unwrap();
    if !package(&folder) {
        return;
    }
    let report = import(&store, &folder, false).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 0], "{:?}", report.skips);
    assert!(!report.remarks.to_string().contains("read as Dutch"), "the package says that it is in English");
    let names: Text = one(&store, "select names from service where source = 'tables'").await;
    assert!(names.get(kernel::Lang::En).is_some() && names.get(kernel::Lang::Nl).is_none());
    for (table, wanted) in [("organisation", 1), ("location", 1), ("service_at_location", 1)] {
        let text = format!("select count(*) as n from {table} where source = 'tables'");
        assert_eq!(count(&store, &text).await, wanted, "{table}");
    }
    let themes =
        "select count(*) as n from service_theme t join service s on s.id = t.service_id where s.source = 'tables'";
    assert_eq!(count(&store, themes).await, 1);
    assert_eq!(one::<String>(&store, "select postal_code from location where source = 'tables'").await, "1000");
    std::fs::write(folder.join("organizations.csv"), "id,name\nx,Alone\n").unwrap();
    std::fs::remove_file(folder.join("services.csv")).unwrap();
    let refused = import(&store, &folder, false).await.unwrap_err().to_string();
    assert!(refused.contains("it has no table `services`"), "{refused}");
}

#[store::test(&steps())]
async fn what_is_bad_in_a_service_costs_that_service_or_less(store: Store) {
    let Some(good) = example() else { return };
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let mut all = Vec::new();
    let mut add = |id: u8, change: &dyn Fn(&mut Value)| {
        let mut service = good.clone();
        service["id"] = json!(format!("{id:08}-0000-4000-8000-000000000000"));
        service["service_at_locations"][0]["id"] = json!(format!("{id:08}-1111-4000-8000-000000000000"));
        change(&mut service);
        all.push(service);
    };
    add(1, &|it| it["description"] = json!("<p>Hulp</p><script>alert(1)</script>"));
    add(2, &|it| it["service_at_locations"][0]["location"]["latitude"] = json!(10.0));
    add(3, &|it| it["name"] = json!("   "));
    add(4, &|it| (it["minimum_age"], it["maximum_age"]) = (json!(70), json!(20)));
    add(5, &|it| it["organization"]["website"] = json!("javascript:alert(1)"));
    add(6, &|it| it["organization"]["organization_identifiers"][0]["identifier"] = json!("0212.347.946"));
    add(7, &|it| it["service_at_locations"][0]["location"]["name"] = json!("Another building altogether"));
    all.push(all[0].clone());
    let file = written(&dir, "bad.json", Value::Array(all).to_string().as_bytes());
    let report = import(&store, &file, false).await.unwrap();
    assert_eq!(counts(&report), [5, 0, 0, 0, 3], "{:?}", report.skips);
    let skipped: Vec<&str> = report.skips.examples().collect();
    for part in ["element 2: latitude 10", "element 3: it has no name", "element 8: an earlier row has the same id"] {
        assert!(skipped.iter().any(|told| told.starts_with(part)), "{part}: {skipped:#?}");
    }
    let remarks: Vec<&str> = report.remarks.examples().collect();
    for part in [
        "the youngest age is above the oldest",
        "`javascript:alert(1)` is no website",
        "its last two digits do not follow",
        "it says something else of its organisation than an earlier row",
        "it says something else of its location than an earlier row",
    ] {
        assert!(remarks.iter().any(|told| told.contains(part)), "{part}: {remarks:#?}");
    }
    let summary: Text = one(&store, "select summary from service where source_id like '00000001%'").await;
    assert_eq!(summary.plain(kernel::Lang::Nl), "Hulp");
}

#[store::test(&steps())]
async fn what_a_report_quotes_of_a_record_is_cut(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let address = json!({ "id": "a", "address_1": ADDRESS, "postal_code": "x".repeat(5_000) });
    let location = json!({ "id": "l", "location_type": "physical", "addresses": [address] });
    let service = json!({
        "id": "1", "name": "Elsewhere", "status": "active", "organization": { "id": "o", "name": "Nobody" },
        "service_at_locations": [{ "id": "at", "location": location }],
    });
    let report = import(&store, &written(&dir, "elsewhere.json", service.to_string().as_bytes()), false).await.unwrap();
    let said: Vec<&str> = report.skips.examples().collect();
    assert!(said.iter().any(|one| one.contains("the postal code `xxxx")), "{said:?}");
    assert!(said.iter().all(|one| one.chars().count() < 300), "{said:?}");
}
