//! Whether the languages are equal: every text counts, each service once in the total.

use directory::entry::actions::{Revision, revise};
use directory::entry::{Patch, Via};
use directory::{EntryId, Origin, ServiceAtLocationId, ServiceId};
use kernel::{Lang, Text, TranslationState};
use serde_json::{Value, json};
use store::Store;
use testkit::World;

use crate::world::steps;

/// The numbers of the last row, which stands for all: services, without Dutch, French, English, by a machine, outdated.
async fn totals(world: &World) -> Vec<i64> {
    let editor = world.editor().await.speaking(Lang::En);
    let page = editor.get("/directory/parity").await.expect(200).text();
    let row = page.rsplit("<tr>").next().unwrap();
    assert!(row.contains("All services"), "{row}");
    let cells = row.split("<td class=\"n\"").skip(1).filter_map(|cell| Some(cell.split_once('>')?.1));
    let number = |cell: &str| cell.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
    cells.map(number).collect()
}

async fn say(world: &World, entry: EntryId, field: &str, value: Value) {
    let tx = world.store().begin().await.unwrap();
    let revision = Revision::new(Patch::new().set(field, value), Via::Form);
    revise(&world.system(), &tx, entry, revision).await.unwrap();
    tx.commit().await.unwrap();
}

fn everywhere(text: &str) -> Text {
    Text::same_everywhere(text)
}

#[store::test(&steps())]
async fn every_text_counts_wherever_it_stands(store: Store) {
    let world = World::new(&store, [territory::module(), directory::module()]).await;
    let origin = Origin::new(Origin::PACK, "test_home_nursing");
    let service: EntryId = ServiceId::of(&origin).into();
    let at: EntryId = ServiceAtLocationId::of(&origin).into();
    let dutch = Text::source(Lang::Nl, "Woorden");
    let before = totals(&world).await;
    assert!(before.len() == 6 && before[0] > 0, "{before:?}");
    let without = |columns: [i64; 5]| -> Vec<i64> {
        let more = [0].into_iter().chain(columns);
        before.iter().zip(more).map(|(before, more)| before + more).collect()
    };
    for (entry, field, lacking, whole) in [
        (service, "description", json!(dutch), json!(everywhere("x"))),
        (service, "cost", json!(dutch), json!(everywhere("x"))),
        (service, "plain", json!(dutch), json!(Text::default())),
        (service, "documents", json!([everywhere("x"), dutch]), json!([everywhere("x")])),
        (at, "hours_text", json!(dutch), json!(Text::default())),
    ] {
        say(&world, entry, field, lacking).await;
        assert_eq!(totals(&world).await, without([0, 1, 1, 0, 0]), "{field} is there in Dutch only");
        say(&world, entry, field, whole).await;
        assert_eq!(totals(&world).await, before, "{field} is there in every language, or in none");
    }
    let by_machine = everywhere("Woorden").with(Lang::Fr, "Mots", TranslationState::Automatic);
    say(&world, service, "description", json!(by_machine)).await;
    assert_eq!(totals(&world).await, without([0, 0, 0, 1, 0]));
    let old = everywhere("Woorden").with(Lang::Fr, "Mots", TranslationState::Outdated);
    say(&world, service, "description", json!(old)).await;
    assert_eq!(totals(&world).await, without([0, 0, 0, 0, 1]));
    let editor = world.editor().await.speaking(Lang::En);
    let list = editor.get("/directory/worklist?work=texts").await.expect(200).text();
    assert!(list.contains(&format!("/directory/entries/{service}")), "what is outdated stands on the list: {list}");
}
