//! What the form of an entry lets somebody pick by name: other organisations, situations; and in which order the worklist stands.

use directory::{EntryId, OrganisationId, Origin, ServiceId};
use store::Store;
use testkit::{Client, Reply};

use crate::editing::{drawn, testland};
use crate::world::steps;

fn organisation(id: &str) -> String {
    let entry: EntryId = OrganisationId::of(&Origin::new(Origin::PACK, id)).into();
    format!("/directory/entries/{entry}")
}

async fn change(client: &Client, path: &str, changed: &[(&str, &str)]) -> Reply {
    let page = client.get(path).await.expect(200).outline();
    client.post(path, &drawn(&page, changed)).await
}

#[store::test(&steps())]
async fn an_organisation_is_part_of_others_by_their_names(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let (refuge, support) = (organisation("test_refuge"), organisation("test_support"));
    let page = editor.get(&refuge).await.expect(200).outline();
    assert_eq!(
        (page.field("parent"), page.field("networks.0")),
        (Some("Test Support"), Some("Test Support")),
        "{page}"
    );
    let fields = [("parent", "test NURSES north"), ("networks.1", "Testverpleging Noord")];
    change(&editor, &refuge, &fields).await.expect(303);
    let page = editor.get(&refuge).await.expect(200).outline();
    assert_eq!(page.field("parent"), Some("Test Nurses North"));
    let networks = [page.field("networks.0"), page.field("networks.1")];
    assert!(networks.contains(&Some("Test Support")) && networks.contains(&Some("Test Nurses North")), "{networks:?}");
    let history = editor.get(&format!("{refuge}/history")).await.expect(200).outline();
    assert!(history.says("Test Nurses North") && !history.says("0000-"), "said by their names\n{history}");

    let refused = [
        (&refuge, "Nobody at all", "No organisation of the directory is called so."),
        (&refuge, "Test Refuge", "No organisation of the directory is called so."),
        (&organisation("test_nurses_north"), "Test Refuge", "That organisation is itself part of this one."),
    ];
    for (path, typed, told) in refused {
        let page = change(&editor, path, &[("parent", typed)]).await.expect(422).outline();
        assert!(page.says(told) && page.field("parent") == Some(typed), "{typed}\n{page}");
    }
    change(&editor, &support, &[("names.nl", "Test Refuge")]).await.expect(303);
    let nurses = organisation("test_nurses_north");
    let page = change(&editor, &nurses, &[("networks.0", "Test Refuge")]).await.expect(422).outline();
    let told = page.lines.iter().find(|line| line.contains("Several organisations are called so.")).unwrap();
    assert!(told.contains(" #"), "each has its mark: {told}");
    change(&editor, &refuge, &[("parent", ""), ("networks.0", ""), ("networks.1", "")]).await.expect(303);
    let page = editor.get(&refuge).await.expect(200).outline();
    assert_eq!((page.field("parent"), page.field("networks.0")), (Some(""), Some("")));
}

#[store::test(&steps())]
async fn names_of_organisations_are_offered_to_those_who_keep_entries(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let names = |q: &'static str| {
        let editor = &editor;
        async move {
            let reply = editor.get(&format!("/directory/names?q={q}")).await.expect(200);
            reply.json::<serde_json::Value>()["names"].as_array().unwrap().len()
        }
    };
    assert_eq!((names("test").await, names("nurses+nor").await, names("%25").await, names("").await), (3, 1, 0, 0));
    world.visitor().get("/directory/names?q=test").await.expect(303);
}

#[store::test(&steps())]
async fn situations_are_ticked_by_their_names(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let shelter: EntryId = ServiceId::of(&Origin::new(Origin::PACK, "test_shelter")).into();
    let path = format!("/directory/entries/{shelter}");
    let page = editor.get(&path).await.expect(200).outline();
    assert!(page.says("In danger"), "{page}");
    assert_eq!(page.field("eligibility.situations"), Some("situation_in_danger"));
    let moved = [("eligibility.situations", ""), ("eligibility.excluded", "situation_in_danger")];
    change(&editor, &path, &moved).await.expect(303);
    let page = editor.get(&path).await.expect(200).outline();
    let fields = ["eligibility.situations", "eligibility.excluded"].map(|name| page.field(name));
    assert_eq!(fields, [None, Some("situation_in_danger")]);
    change(&editor, &path, &[("eligibility.situations", "home_care_x")]).await.expect(422);
}

#[store::test(&steps())]
async fn the_worklist_begins_with_what_most_places_hang_on(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    for work in ["proposals", "disputed", "due", "unverified", "hours", "placeless", "texts"] {
        for order in ["oldest", "places"] {
            editor.get(&format!("/directory/worklist?work={work}&order={order}")).await.expect(200);
        }
    }
    let nursing: EntryId = ServiceId::of(&Origin::new(Origin::PACK, "test_home_nursing")).into();
    let new = format!("/directory/entries/new?what=service_at_location&of={nursing}");
    let page = editor.get(&new).await.expect(200).outline();
    let place = [("street.nl", "Teststraat"), ("house_number", "3"), ("postal_code", "9001")];
    editor.post("/directory/entries/new", &drawn(&page, &place)).await.expect(303);
    let list = editor.get("/directory/worklist?work=unverified&order=places").await.expect(200).outline();
    let first = list.links.iter().find(|(_, href)| href.starts_with("/directory/entries/service:")).unwrap();
    assert_eq!(first.1, format!("/directory/entries/{nursing}"), "it has two places\n{list}");
    editor.get("/directory/worklist?order=loudest").await.expect(400);
}
