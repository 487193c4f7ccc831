//! When in doubt, secret: neither a file nor a merger publishes an address that people keep secret.

use directory::duplicates::choosing::Choices;
use directory::duplicates::merging::{merge, unmerge};
use directory::entry::actions::{Revision, resolve, revise};
use directory::entry::{Patch, Via, records};
use directory::{EntryId, LocationId, Origin, ServiceId, offer};
use house::import::ImportReport;
use kernel::Lang;
use serde_json::{Value, json};
use store::Store;

use crate::editing::testland;
use crate::import::{count, import, written};
use crate::world::{brussels, load_all, steps, system};

const SOURCE: &str = "refuges";

fn service(id: &str) -> EntryId {
    ServiceId::of(&Origin::new(SOURCE, id)).into()
}

fn location(id: &str) -> EntryId {
    LocationId::of(&Origin::new(SOURCE, id)).into()
}

/// A place of a service as a source tells it: the ids of both, the street, and what else it says of the location.
fn place(at: &str, location: &str, street: &str, more: &Value) -> Value {
    let mut there = json!({
        "id": location, "location_type": "physical", "name": "House",
        "addresses": [{ "address_1": street, "city": "Brussel", "postal_code": "1000", "country": "BE", "address_type": "physical" }],
    });
    there.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({ "id": at, "location": there })
}

fn said(id: &str, organisation: &str, places: &[Value]) -> Value {
    json!({
        "id": id, "name": format!("Refuge {id}"), "status": "active",
        "organization": { "id": organisation, "name": "Test refuges", "description": "Invented" },
        "service_at_locations": places,
    })
}

/// Reads what a source says now.
async fn read(store: &Store, services: &[Value]) -> ImportReport {
    let dir = tempfile::tempdir().unwrap();
    let text = json!({ "contents": services, "total_items": services.len() }).to_string();
    let report = import(store, &written(&dir, &format!("{SOURCE}.json"), text.as_bytes()), false).await.unwrap();
    assert_eq!(report.skipped, 0, "{:?}", report.skips);
    report
}

async fn say(store: &Store, entry: EntryId, patch: Patch) {
    let tx = store.begin().await.unwrap();
    revise(&system(), &tx, entry, Revision::new(patch, Via::Form)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn keep_secret(store: &Store, entry: EntryId) {
    say(store, entry, Patch::new().set("confidential", true)).await;
}

async fn is_secret(store: &Store, entry: EntryId) -> bool {
    records::find(store.read(), entry).await.unwrap().expect("a location").is_secret()
}

/// The streets that everybody reads of services.
async fn streets(store: &Store, services: &[&str]) -> Vec<String> {
    let ids: Vec<ServiceId> = services.iter().map(|id| ServiceId::from_uuid(service(id).id)).collect();
    let told = offer(store.read(), &ids).await.unwrap();
    let mut streets: Vec<String> = told
        .locations
        .values()
        .map(|there| there.street.plain(Lang::Nl).to_owned())
        .filter(|it| !it.is_empty())
        .collect();
    streets.sort();
    streets
}

fn is_told(report: &ImportReport) -> bool {
    report.remarks.examples().any(|remark| remark.contains("a place is kept secret"))
}

/// A refuge that its source calls open, and people keep secret.
async fn refuge(store: &Store) {
    load_all(store, &brussels()).await;
    let first = read(store, &[said("s9", "o9", &[place("ax9", "lx9", "Koperstraat 8", &json!({}))])]).await;
    assert!(!is_told(&first), "what is new is as its source says");
    assert_eq!(streets(store, &["s9"]).await, ["Koperstraat"]);
    keep_secret(store, location("lx9")).await;
}

#[store::test(&steps())]
async fn a_source_that_makes_its_ids_anew_publishes_nothing(store: Store) {
    refuge(&store).await;
    let anew = [("s9", "ax9", "lx9b"), ("s9", "ax9c", "lx9c"), ("s9d", "ax9d", "lx9d")];
    for (waiting, (id, at, there)) in (1..).zip(anew) {
        let report = read(&store, &[said(id, "o9", &[place(at, there, "Koperstraat 8", &json!({}))])]).await;
        assert!(is_told(&report), "{there}: {:?}", report.remarks.examples().collect::<Vec<_>>());
        assert!(is_secret(&store, location(there)).await, "{there}");
        assert_eq!(streets(&store, &["s9", id]).await, Vec::<String>::new(), "{there}");
        let waits = "select count(*) as n from directory_conflict where kind = 'location' and field = 'confidential'";
        assert_eq!(count(&store, waits).await, waiting, "{there}: an editor decides");
        let again = read(&store, &[said(id, "o9", &[place(at, there, "Koperstraat 9", &json!({}))])]).await;
        assert!(!is_told(&again) && is_secret(&store, location(there)).await, "{there}: once is enough");
    }
}

#[store::test(&steps())]
async fn an_editor_makes_a_place_public_and_it_stays_so(store: Store) {
    refuge(&store).await;
    let office =
        |street: &str| [place("ax9", "lx9", "Koperstraat 8", &json!({})), place("ax8", "lx8", street, &json!({}))];
    read(&store, &[said("s9", "o9", &office("Kantoorstraat 1"))]).await;
    assert!(is_secret(&store, location("lx8")).await);
    let tx = store.begin().await.unwrap();
    resolve(&system(), &tx, location("lx8"), ("confidential", json!(false))).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(streets(&store, &["s9"]).await, ["Kantoorstraat"]);
    assert_eq!(count(&store, "select count(*) as n from directory_conflict where kind = 'location'").await, 0);
    let report = read(&store, &[said("s9", "o9", &office("Kantoorlaan 2"))]).await;
    assert!(!is_told(&report));
    assert_eq!(streets(&store, &["s9"]).await, ["Kantoorlaan"], "a person said that everybody may know");
}

#[store::test(&steps())]
async fn what_a_source_kept_secret_it_does_not_publish_by_silence_or_by_changing_places(store: Store) {
    load_all(&store, &brussels()).await;
    let secret = json!({ "confidential": true });
    let both = |one: (&str, &Value), two: (&str, &Value)| {
        [said("s1", "o1", &[place("a1", "l1", one.0, one.1), place("a2", "l2", two.0, two.1)])]
    };
    let open = json!({});
    let first = read(&store, &both(("Koperstraat 8", &secret), ("Kantoorstraat 1", &open))).await;
    assert!(!is_told(&first));
    assert_eq!(streets(&store, &["s1"]).await, ["Kantoorstraat"], "a source that knows both says which is which");
    let silent = read(&store, &both(("Koperstraat 8", &open), ("Kantoorstraat 1", &open))).await;
    assert!(is_told(&silent));
    assert_eq!(streets(&store, &["s1"]).await, ["Kantoorstraat"]);
    let turned = read(&store, &both(("Kantoorstraat 1", &open), ("Koperstraat 8", &open))).await;
    assert!(is_told(&turned));
    assert_eq!(streets(&store, &["s1"]).await, Vec::<String>::new());
}

/// A refuge that people keep secret and the same one as another list has it, in three languages.
async fn twins(store: &Store) {
    load_all(store, &brussels()).await;
    let all = json!({ "addresses": [{
        "address_1": "Zilverstraat 7", "city": "Brussel", "postal_code": "1000", "country": "BE", "address_type": "physical",
        "translations": [
            { "field": "address_1", "language": "nl", "value": "Zilverstraat 7", "state": "source" },
            { "field": "address_1", "language": "fr", "value": "Rue de l\u{2019}Argent 7", "state": "source" },
        ],
    }] });
    let refuge = said("kept", "o1", &[place("a1", "l1", "Zilverstraat 7", &json!({}))]);
    let twin = said("twin", "o2", &[place("a2", "l2", "", &all), place("a3", "l3", "Kantoorstraat 1", &json!({}))]);
    read(store, &[refuge, twin]).await;
    keep_secret(store, location("l1")).await;
    assert_eq!(streets(store, &["kept", "twin"]).await, ["Kantoorstraat", "Zilverstraat"]);
}

#[store::test(&steps())]
async fn whichever_of_two_is_kept_merging_keeps_secret_what_was_and_parting_brings_it_back(store: Store) {
    twins(&store).await;
    let before = streets(&store, &["kept", "twin"]).await;
    for (kept, gone) in [("kept", "twin"), ("twin", "kept")] {
        let tx = store.begin().await.unwrap();
        merge(&system(), &tx, service(kept), service(gone), &Choices::new()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(streets(&store, &[kept]).await, Vec::<String>::new(), "{kept}");
        for id in ["l1", "l2", "l3"] {
            assert!(is_secret(&store, location(id)).await, "{kept}: {id}");
        }
        let there = "select count(*) as n from service_at_location where source = 'refuges'";
        assert_eq!(count(&store, there).await, 2, "{kept}: one door in two languages is one place");
        let tx = store.begin().await.unwrap();
        unmerge(&system(), &tx, service(gone)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(streets(&store, &["kept", "twin"]).await, before, "{kept}");
        assert!(is_secret(&store, location("l1")).await, "{kept}");
        assert_eq!(count(&store, "select count(*) as n from directory_conflict").await, 0, "{kept}");
    }
}

#[store::test(&steps())]
async fn the_list_of_a_merged_entry_publishes_nothing_later(store: Store) {
    twins(&store).await;
    let tx = store.begin().await.unwrap();
    merge(&system(), &tx, service("kept"), service("twin"), &Choices::new()).await.unwrap();
    tx.commit().await.unwrap();
    resolved(&store, "l3").await;
    let places = ["l2", "l4"].map(|there| place(&format!("at {there}"), there, "Zilverstraat 7", &json!({})));
    assert!(is_told(&read(&store, &[said("twin", "o2", &places)]).await));
    assert_eq!(streets(&store, &["kept"]).await, ["Kantoorstraat"], "what an editor made public");
    let tx = store.begin().await.unwrap();
    unmerge(&system(), &tx, service("twin")).await.unwrap();
    tx.commit().await.unwrap();
    assert!(is_secret(&store, location("l1")).await && is_secret(&store, location("l4")).await);
}

#[store::test(&steps())]
async fn a_merged_place_that_its_source_puts_under_another_id_stays_secret_also_when_it_is_parted(store: Store) {
    twins(&store).await;
    let tx = store.begin().await.unwrap();
    merge(&system(), &tx, service("kept"), service("twin"), &Choices::new()).await.unwrap();
    tx.commit().await.unwrap();
    let anew = [place("a2", "l2b", "Zilverstraat 7", &json!({})), place("a3", "l3", "Kantoorstraat 1", &json!({}))];
    assert!(is_told(&read(&store, &[said("twin", "o2", &anew)]).await));
    assert!(is_secret(&store, location("l2b")).await);
    assert!(!is_told(&read(&store, &[said("twin", "o2", &anew)]).await), "once is enough");
    let tx = store.begin().await.unwrap();
    unmerge(&system(), &tx, service("twin")).await.unwrap();
    tx.commit().await.unwrap();
    assert!(is_secret(&store, location("l2b")).await);
    assert!(!streets(&store, &["kept", "twin"]).await.contains(&"Zilverstraat".to_owned()));
}

#[store::test(&steps())]
async fn a_merged_place_of_which_nothing_was_ever_secret_may_get_another_id(store: Store) {
    load_all(&store, &brussels()).await;
    let told = |id: &str, at: &str, there: &str| said(id, "o1", &[place(at, there, "Zilverstraat 7", &json!({}))]);
    read(&store, &[told("one", "a1", "l1"), told("two", "a2", "l2")]).await;
    let tx = store.begin().await.unwrap();
    merge(&system(), &tx, service("one"), service("two"), &Choices::new()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!is_told(&read(&store, &[told("two", "a2", "l2b")]).await));
    let tx = store.begin().await.unwrap();
    unmerge(&system(), &tx, service("two")).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!is_secret(&store, location("l2b")).await);
    assert_eq!(streets(&store, &["two"]).await, ["Zilverstraat"]);
}

/// An editor says that everybody may know a place.
async fn resolved(store: &Store, id: &str) {
    let tx = store.begin().await.unwrap();
    resolve(&system(), &tx, location(id), ("confidential", json!(false))).await.unwrap();
    tx.commit().await.unwrap();
}

#[store::test(&steps())]
async fn the_page_says_it_before_and_the_worklist_after(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await.speaking(Lang::En);
    let [shelter, nurses] = ["test_shelter", "test_home_nursing"].map(|id| Origin::new(Origin::PACK, id));
    let (kept, other) = (EntryId::from(ServiceId::of(&shelter)), EntryId::from(ServiceId::of(&nurses)));
    let helpdesk = EntryId::from(ServiceId::of(&Origin::new(Origin::PACK, "test_helpdesk")));
    let warned = "addresses of the other then become secret";
    let page = async |one: EntryId, two: EntryId| {
        editor.get(&format!("/directory/duplicates/{one}/{two}")).await.expect(200).outline()
    };
    assert!(page(kept, other).await.says(warned) && page(other, kept).await.says(warned));
    assert!(!page(helpdesk, other).await.says(warned));
    editor.post(&format!("/directory/duplicates/{kept}/{other}/merge"), &[]).await.expect(303);
    let waits = editor.get("/directory/conflicts").await.expect(200).outline();
    assert!(waits.says("Secret address") && waits.says("Caution: there is or was a secret address"), "{waits}");
    let there = EntryId::from(LocationId::of(&nurses));
    let (voice, conflicts) = (Origin::PACK, format!("/directory/conflicts/{there}"));
    assert!(is_secret(&store, there).await);
    editor.post(&conflicts, &[("field", "confidential"), ("voice", voice)]).await.expect(303);
    assert!(!is_secret(&store, there).await && is_secret(&store, LocationId::of(&shelter).into()).await);
}
