//! What records were before, what grows old by itself, and when something is open.

use directory::entry::actions::{Revision, revise};
use directory::entry::{Patch, Via};
use directory::{EntryId, EntryKind};
use jiff::Span;
use serde_json::{Value, json};
use store::Store;
use testkit::World;

use crate::world::{contents, hsds, publish, reload, steps, testland, testland_with};

async fn service(world: &World, name: &str) -> Value {
    let all = hsds(&world.visitor(), "/services?lang=en&full=true").await;
    contents(&all).iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name}")).clone()
}

fn entry(kind: EntryKind, record: &Value) -> EntryId {
    EntryId::new(kind, record["id"].as_str().unwrap().parse().unwrap())
}

async fn edit(world: &World, entry: EntryId, patch: Patch) {
    world.clock().advance(Span::new().minutes(1));
    let cx = world.acting(&world.editor().await).await;
    let tx = world.store().begin().await.unwrap();
    revise(&cx, &tx, entry, Revision::new(patch, Via::Form)).await.unwrap();
    tx.commit().await.unwrap();
    publish(world).await;
}

fn changed<'a>(record: &'a Value, field: &str) -> &'a Value {
    let rows = record["metadata"].as_array().unwrap_or_else(|| panic!("no metadata in {record:#}"));
    rows.iter().find(|row| row["field_name"] == field).unwrap_or_else(|| panic!("no {field} in {rows:#?}"))
}

#[store::test(&steps())]
async fn a_record_tells_what_each_field_was_before_and_through_whom_it_changed(store: Store) {
    let world = testland(&store).await;
    let before = service(&world, "Home nursing North").await;
    assert!(before.get("metadata").is_none(), "nothing changed yet: {before:#}");
    reload(&world, &testland_with("services.toml", |text| text.replace("Home nursing North", "Nursing at home"))).await;
    publish(&world).await;
    let row = changed(&service(&world, "Nursing at home").await, "name").clone();
    let told = json!({
        "id": row["id"], "last_action_date": "2026-03-10", "last_action_type": "update", "field_name": "name",
        "previous_value": "", "replacement_value": "Nursing at home", "updated_by": "pack",
    });
    assert_eq!(row, told);
    let nursing = entry(EntryKind::Service, &before);
    edit(&world, nursing, Patch::new().set("names", kernel::Text::source(kernel::Lang::En, "Our nurses"))).await;
    let after = service(&world, "Our nurses").await;
    let row = changed(&after, "name");
    assert_eq!((&row["replacement_value"], &row["updated_by"]), (&json!("Our nurses"), &json!("keeper")));
    let said = after["metadata"].to_string();
    assert!(!said.contains("tester") && !said.contains("account") && !said.contains('@'), "{said}");
    let short = hsds(&world.visitor(), "/services?lang=en").await;
    assert!(contents(&short).iter().all(|one| one.get("metadata").is_none()), "lists in short do not tell it");
}

#[store::test(&steps())]
async fn how_somebody_was_reached_before_is_not_told_again(store: Store) {
    let world = testland(&store).await;
    let owner = service(&world, "Home nursing North").await["organization"].clone();
    let organisation = entry(EntryKind::Organisation, &owner);
    edit(&world, organisation, Patch::new().set("email", "old@example.org")).await;
    edit(&world, organisation, Patch::new().set("email", "new@example.org")).await;
    let path = format!("/organizations/{}", owner["id"].as_str().unwrap());
    let told = hsds(&world.visitor(), &path).await;
    let row = changed(&told, "email");
    assert_eq!((&row["previous_value"], &row["replacement_value"]), (&json!(""), &json!("new@example.org")));
    assert!(!told.to_string().contains("old@example.org"), "{told:#}");
}

#[store::test(&steps())]
async fn a_location_tells_what_it_was_before_unless_it_is_secret_now(store: Store) {
    let world = testland(&store).await;
    let place =
        async |world: &World| service(world, "Home nursing North").await["service_at_locations"][0]["location"].clone();
    let before = place(&world).await;
    assert!(before.get("metadata").is_none(), "{before:#}");
    let location = entry(EntryKind::Location, &before);
    let way = |text: &str| Patch::new().set("transport", kernel::Text::source(kernel::Lang::En, text));
    edit(&world, location, way("Tram 1 stops at the door.")).await;
    edit(&world, location, way("Tram 2 stops at the door.")).await;
    let told = place(&world).await;
    let row = changed(&told, "transportation");
    let expected = json!({
        "id": row["id"], "last_action_date": "2026-03-10", "last_action_type": "update", "field_name": "transportation",
        "previous_value": "", "replacement_value": "Tram 2 stops at the door.",
        "updated_by": "keeper",
    });
    assert_eq!(*row, expected);
    edit(&world, location, Patch::new().set("confidential", true)).await;
    let secret = place(&world).await;
    assert_eq!(secret["confidential"], true);
    assert!(secret.get("metadata").is_none(), "it was no secret then: {secret:#}");
    edit(&world, location, Patch::new().set("confidential", false)).await;
    let open = place(&world).await;
    assert_eq!(changed(&open, "confidential")["last_action_type"], "delete", "{open:#}");
}

#[store::test(&steps())]
async fn a_term_tells_what_it_was_before_and_who_made_it_so(store: Store) {
    let world = testland(&store).await;
    let term = async |world: &World| -> Value {
        let all = hsds(&world.visitor(), "/taxonomy_terms?lang=en&full=true&per_page=100").await;
        contents(&all).iter().find(|one| one["code"] == "home_nursing").unwrap().clone()
    };
    let first = term(&world).await;
    assert!(first.get("metadata").is_none(), "{first:#}");
    let name = first["name"].as_str().unwrap().to_owned();
    reload(&world, &testland_with("themes.toml", |text| text.replace(&format!("\"{name}\""), "\"Nurses at home\"")))
        .await;
    publish(&world).await;
    let row = changed(&term(&world).await, "name").clone();
    assert_eq!(
        (&row["previous_value"], &row["replacement_value"], &row["updated_by"]),
        (&json!(""), &json!("Nurses at home"), &json!("pack")),
        "{row:#}"
    );
    let short = hsds(&world.visitor(), "/taxonomy_terms?lang=en&per_page=100").await;
    assert!(contents(&short).iter().all(|one| one.get("metadata").is_none()), "lists in short do not tell it");
    let editor = world.editor().await;
    let path = "/directory/thesaurus/terms/home_nursing/edit";
    let page = editor.get(path).await.expect(200).outline();
    let drawn = page.fields.iter().filter_map(|field| Some((field.name.as_str(), field.value.as_deref()?)));
    let kept = drawn.filter(|(name, _)| !["csrf", "name.en", "name_en", "then"].contains(name));
    let name = page.fields.iter().find(|field| field.value.as_deref() == Some("Nurses at home")).unwrap().name.clone();
    let form: Vec<_> = kept
        .filter(|(field, _)| *field != name)
        .chain([(name.as_str(), "Nurses who visit"), ("then", "save")])
        .collect();
    editor.post(path, &form).await.expect(303);
    publish(&world).await;
    let row = changed(&term(&world).await, "name").clone();
    assert_eq!(
        (&row["previous_value"], &row["replacement_value"], &row["updated_by"]),
        (&json!(""), &json!("Nurses who visit"), &json!("keeper")),
        "{row:#}"
    );
}

#[store::test(&steps())]
async fn a_text_that_was_taken_back_is_not_told_again(store: Store) {
    let world = testland(&store).await;
    let nursing = service(&world, "Home nursing North").await;
    let id = entry(EntryKind::Service, &nursing);
    let said = |text: &str| Patch::new().set("summary", kernel::Text::source(kernel::Lang::En, text));
    edit(&world, id, said("Come to Harbour Street 15, or call 0470 00 00 00.")).await;
    let older = json!({ "min_age": 16 });
    edit(&world, id, said("Shelter at a secret address.").set("eligibility", older)).await;
    edit(&world, id, Patch::new().set("eligibility", json!({ "min_age": 18 })).set("status", "suspended")).await;
    for path in [
        format!("/services/{}", nursing["id"].as_str().unwrap()),
        format!("/organizations/{}?full_service=true", nursing["organization"]["id"].as_str().unwrap()),
    ] {
        let told = hsds(&world.visitor(), &path).await;
        let text = told.to_string();
        assert!(!text.contains("Harbour Street") && !text.contains("0470"), "{path}: {told:#}");
    }
    let told = service(&world, "Home nursing North").await;
    assert_eq!(changed(&told, "description")["previous_value"], "", "{told:#}");
    assert_eq!(changed(&told, "minimum_age")["previous_value"], "16", "numbers and closed words are told");
    assert_eq!(changed(&told, "status")["previous_value"], "active");
}

#[store::test(&steps())]
async fn what_was_not_published_is_not_told_later(store: Store) {
    let world = testland(&store).await;
    let nursing = service(&world, "Home nursing North").await;
    let id = entry(EntryKind::Service, &nursing);
    let inside = Patch::new().set("status", "retired").set("eligibility", json!({ "min_age": 77 }));
    edit(&world, id, inside).await;
    let before = json!({ "min_age": nursing.get("minimum_age"), "max_age": nursing.get("maximum_age") });
    edit(&world, id, Patch::new().set("status", "active").set("eligibility", before)).await;
    let told = service(&world, "Home nursing North").await;
    assert!(!told.to_string().contains("77"), "{told:#}");
    assert!(told.get("metadata").is_none(), "as the public knows it, nothing changed: {told:#}");
}

#[store::test(&steps())]
async fn free_places_are_unknown_after_a_month_though_nobody_changed_them(store: Store) {
    let world = testland(&store).await;
    let nursing = service(&world, "Home nursing North").await;
    let at = entry(EntryKind::ServiceAtLocation, &nursing["service_at_locations"][0]);
    let room = json!({ "accepting": true, "places": 3, "known_on": "2026-03-10" });
    edit(&world, at, Patch::new().set("capacity", room)).await;
    assert_eq!(service(&world, "Home nursing North").await["capacities"][0]["available"], 3);
    world.clock().advance(Span::new().hours(24 * 20));
    assert_eq!(publish(&world).await, 0, "three weeks later it still holds");
    world.clock().advance(Span::new().hours(24 * 20));
    assert!(publish(&world).await > 0);
    let later = service(&world, "Home nursing North").await;
    assert!(later.get("capacities").is_none(), "{later:#}");
    assert_eq!(publish(&world).await, 0, "once a day is enough");
}

#[store::test(&steps())]
async fn what_is_open_is_found_by_day_and_time(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let names = async |list: &str, question: &str| -> Vec<String> {
        let page = hsds(&client, &format!("/{list}?lang=en&{question}")).await;
        let name = |one: &Value| {
            let named = if list == "services" { &one["name"] } else { &one["service"]["name"] };
            named.as_str().unwrap().to_owned()
        };
        let mut names: Vec<String> = contents(&page).iter().map(name).collect();
        names.sort();
        names
    };
    let nursing = service(&world, "Home nursing North").await;
    let at = entry(EntryKind::ServiceAtLocation, &nursing["service_at_locations"][0]);
    edit(&world, at, Patch::new().set("opening_hours", "Mo-Fr 09:00-12:00; Fr 22:00-02:00")).await;
    for list in ["services", "service_at_locations"] {
        assert_eq!(names(list, "day=SU").await, ["Test refuge"], "{list}: only what never closes");
        let both = ["Home nursing North", "Test refuge"];
        assert_eq!(names(list, "day=SA&start_time=01:00&end_time=01:30").await, both, "{list}: behind midnight");
        assert_eq!(names(list, "day=SU,MO&start_time=11:30").await, both, "{list}");
        assert_eq!(names(list, "day=MO&start_time=12:00&end_time=13:00").await, ["Test refuge"], "{list}");
        assert_eq!(names(list, "end_time=10:00").await, both, "{list}: whatever the day");
    }
    for (question, field) in
        [("day=noday", "day"), ("start_time=9", "start_time"), ("start_time=10:00&end_time=09:00", "end_time")]
    {
        let refused: Value = client.get(&format!("/hsds/v3/services?{question}")).await.expect(400).json();
        assert_eq!(refused["field"], field, "{refused}");
    }
}
