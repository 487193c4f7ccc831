//! Entries that are gone: what the public is told, where those who keep entries are led; and services of very many places.

use directory::duplicates::choosing::Choices;
use directory::duplicates::merging::{merge, unmerge};
use directory::{EntryId, OrganisationId, Origin, ServiceId};
use house::import::ImportJob;
use serde_json::json;
use store::Store;
use testkit::{Client, World};

use crate::editing::testland;
use crate::import::written;
use crate::world::steps;

fn service(id: &str) -> EntryId {
    ServiceId::of(&Origin::new(Origin::PACK, id)).into()
}

fn form_of(entry: EntryId) -> String {
    format!("/directory/entries/{entry}")
}

async fn take_out(world: &World, editor: &Client, entry: EntryId) {
    editor.post(&format!("{}/retire", form_of(entry)), &[]).await.expect(303);
    world.index().await;
}

#[store::test(&steps())]
async fn who_is_gone_is_named_with_what_may_help_as_well(store: Store) {
    let world = testland(&store).await;
    let (editor, visitor) = (world.editor().await, world.visitor());
    let nursing = service("test_home_nursing");
    take_out(&world, &editor, nursing).await;
    let page = visitor.get(&format!("/services/{}", nursing.id)).await.expect(410).outline();
    assert!(page.says("Home nursing North") && page.says("Since Tuesday 10 March 2026"), "{page}");
    assert!(page.says("This may help as well") && page.link("Test expert team").is_some(), "{page}");
    assert!(page.link("Look further at: Home nursing").is_some_and(|href| href == "/themes/home_nursing"), "{page}");

    let nurses = OrganisationId::of(&Origin::new(Origin::PACK, "test_nurses_north"));
    take_out(&world, &editor, nurses.into()).await;
    let page = visitor.get(&format!("/organisations/{nurses}")).await.expect(410).outline();
    assert!(page.says("Test Nurses North") && page.says("no longer in the directory"), "{page}");
    assert!(!page.says("This may help as well") && !page.says("Look further at"), "nothing is guessed: {page}");
    visitor.get("/organisations/01936d6f-0000-7000-8000-000000000000").await.expect(404);
}

#[store::test(&steps())]
async fn who_keeps_entries_is_led_on_from_a_merged_one(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let (kept, gone) = (service("test_expert_team"), service("test_helpdesk"));
    let tx = store.begin().await.unwrap();
    merge(&world.system(), &tx, kept, gone, &Choices::new()).await.unwrap();
    tx.commit().await.unwrap();
    let told = editor.get(&form_of(gone)).await.expect(301);
    assert_eq!(told.location(), Some(form_of(kept).as_str()));
    editor.get(&form_of(kept)).await.expect(200);
    editor.get(&format!("{}/history", form_of(gone))).await.expect(200);
    editor.post(&form_of(gone), &[("seen", "1")]).await.expect(404);
    editor.get(&form_of(service("nobody"))).await.expect(404);
    editor.get(&format!("{}/history", form_of(service("nobody")))).await.expect(404);

    let tx = store.begin().await.unwrap();
    unmerge(&world.system(), &tx, gone).await.unwrap();
    tx.commit().await.unwrap();
    editor.get(&form_of(gone)).await.expect(200);
}

/// A service with so many named places.
fn rounds(places: usize) -> String {
    let place = |n: usize| {
        let address = json!({ "id": format!("a{n}"), "address_1": format!("Teststraat {n}"), "postal_code": "9001" });
        let location = json!({
            "id": format!("l{n}"), "name": format!("Square {n:02}"), "location_type": "physical", "addresses": [address],
        });
        json!({ "id": format!("at{n}"), "location": location })
    };
    json!({
        "id": "bus", "name": "Bus of Test", "status": "active",
        "organization": { "id": "o", "name": "Friends of the Bus" },
        "service_at_locations": (1..=places).map(place).collect::<Vec<_>>(),
    })
    .to_string()
}

#[store::test(&steps())]
async fn of_very_many_places_twenty_are_shown_at_once(store: Store) {
    let world = testland(&store).await;
    let dir = tempfile::tempdir().unwrap();
    let path = format!("/services/{}", ServiceId::of(&Origin::new("bus", "bus")));
    for (places, shown) in [(20, 20), (23, 20)] {
        let (cx, file) = (world.system(), written(&dir, "bus.json", rounds(places).as_bytes()));
        let job = ImportJob {
            source: None,
            cx: &cx,
            house: &world.house,
            file: &file,
            mapping: None,
            dry_run: false,
            progress: &(),
        };
        (directory::import::KIND.run)(job).await.unwrap();
        let count = async |path: &str| {
            let text = world.visitor().get(path).await.expect(200).text();
            (1..=places).filter(|n| text.contains(&format!("Square {n:02}"))).count()
        };
        assert_eq!(count(&path).await, shown, "of {places}");
        let text = world.visitor().get(&path).await.expect(200).text();
        let found: Vec<Option<usize>> = (1..=20).map(|n| text.find(&format!("Square {n:02}"))).collect();
        assert!(found.is_sorted(), "by name: {found:?}");
        // What leads beyond them begins anew.
        let others = if places > shown { places - shown } else { shown };
        assert_eq!(count(&format!("{path}?offset=20")).await, others);
        let page = world.visitor().get(&path).await.expect(200).outline();
        assert_eq!(page.link("2").is_some(), places > shown, "{page}");
        assert_eq!(page.says("Places 1 to 20 of 23."), places > shown, "{page}");
    }
}
