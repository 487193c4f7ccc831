//! What a machine translated: marked for those who read it, and never in the way of what somebody wrote.

use directory::entry::actions::{New, create};
use directory::entry::{EntryKind, Patch};
use directory::{OrganisationId, Origin};
use kernel::{Lang, Text, TranslationState};
use serde_json::json;
use store::Store;

use crate::editing::testland;
use crate::world::steps;

#[store::test(&steps())]
async fn an_automatic_translation_says_so_and_stands_behind_its_source(store: Store) {
    let world = testland(&store).await;
    let text = |nl: &str, fr: &str| json!(Text::source(Lang::Nl, nl).with(Lang::Fr, fr, TranslationState::Automatic));
    let (cx, tx) = (world.system(), store.begin().await.unwrap());
    let support = OrganisationId::of(&Origin::new(Origin::PACK, "test_support"));
    let patch = Patch::new().set("names", text("Proefdienst", "Service essai")).set("summary", text("Hulp.", "Aide."));
    let (kind, id) = (EntryKind::Service, cx.random.uuid(cx.now()));
    let new = New { kind, id, first: Some(support.uuid()), second: None, within: Some(support), patch, channel: None };
    let service = create(&cx, &tx, new).await.unwrap().entry().id;
    tx.commit().await.unwrap();
    world.index().await;
    for path in [format!("/services/{service}"), "/search?q=proefdienst".to_owned(), format!("/sheet?s={service}")] {
        let read = async |lang: Lang| world.visitor().speaking(lang).get(&path).await.expect(200).outline();
        let french = read(Lang::Fr).await;
        assert!(french.says("Service essai") && french.says("traduction automatique"), "{path}\n{french}");
        let dutch = read(Lang::Nl).await;
        assert!(dutch.says("Proefdienst") && !dutch.says("automatisch vertaald"), "{path}\n{dutch}");
        let english = read(Lang::En).await;
        assert!(english.says("Proefdienst") && !english.says("Service essai"), "{path}\n{english}");
        assert!(english.says("in Dutch") && !english.says("translated automatically"), "{path}\n{english}");
    }
    world.visitor().speaking(Lang::Fr).get(&format!("/sheet/pdf?s={service}")).await.expect(200);
}
