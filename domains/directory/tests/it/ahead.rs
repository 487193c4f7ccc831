//! Looking ahead before a version is brought back, the region pack is followed again, or a change is undone: nothing is done until
//! somebody has seen what it does to the search.

use directory::thesaurus_revision;
use store::Store;

use crate::editing::{drawn, testland};
use crate::terms::{NURSING, found, of, save};
use crate::world::steps;

const UNDO: &str = "/directory/thesaurus/revisions/2/undo";

#[store::test(&steps())]
async fn bringing_back_following_and_undoing_show_first_what_they_do(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let words = [("words_nl", "thuisverpleegkundige\nzalfje")];
    save(&editor, &of("home_nursing", "/edit"), &words).await.expect(303);
    let page = editor.get(NURSING).await.expect(200).outline();
    assert!(page.link("Follow the original list again").is_some(), "{page}");
    let nursing = async || found(&world, "zalfje").await.iter().filter(|name| *name != "Testhelpdesk").count();
    assert_eq!(nursing().await, 2);
    for path in [of("home_nursing", "/restore?revision=1"), of("home_nursing", "/follow"), UNDO.to_owned()] {
        let ahead = editor.get(&path).await.expect(200).outline();
        for told in ["zalfje", "wondzorg", "word goes", "new word", "Nothing is found.", "Home nursing North"] {
            assert!(ahead.says(told), "{path} does not say {told}: {ahead}");
        }
        assert_eq!(thesaurus_revision(world.store().read()).await.unwrap(), 2, "{path} does nothing");
        assert_eq!(nursing().await, 2, "{path} does nothing");
    }
    let ahead = editor.get(&of("home_nursing", "/restore?revision=1")).await.expect(200).outline();
    let done = editor.post(&of("home_nursing", "/restore"), &drawn(&ahead, &[])).await.expect(303);
    assert!(editor.follow(done).await.outline().says("The version is back"), "it is done when somebody says so");
    assert_eq!(nursing().await, 0);
    let changes = editor.get("/directory/thesaurus/changes").await.expect(200).outline();
    assert!(changes.links.iter().any(|(_, href)| href == "/directory/thesaurus/revisions/3/undo"), "{changes}");
    let ahead = editor.get("/directory/thesaurus/revisions/3/undo").await.expect(200).outline();
    let undone = editor.post("/directory/thesaurus/revisions/3/undo", &drawn(&ahead, &[])).await.expect(303);
    assert!(editor.follow(undone).await.outline().says("Undone"));
    assert_eq!(nursing().await, 2);
}

#[store::test(&steps())]
async fn what_cannot_be_done_or_changes_nothing_is_told_before(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let same = editor.get(&of("home_nursing", "/follow")).await.expect(200).outline();
    assert!(same.says("Nothing changes: it is so already."), "{same}");
    editor.get(&of("home_nursing", "/restore")).await.expect(400);
    editor.get(&of("home_nursing", "/restore?revision=77")).await.expect(404);
    editor.get(&of("nothing", "/follow")).await.expect(404);
    editor.get("/directory/thesaurus/revisions/1/undo").await.expect(404);
    save(&editor, &of("home_nursing", "/edit"), &[("name_en", "Nursing")]).await.expect(303);
    let ahead = editor.get(&of("home_nursing", "/follow")).await.expect(200).outline();
    save(&editor, &of("home_nursing", "/edit"), &[("name_en", "Nurses")]).await.expect(303);
    editor.get(UNDO).await.expect(409);
    editor.post(&of("home_nursing", "/follow"), &drawn(&ahead, &[])).await.expect(409);
    assert_eq!(thesaurus_revision(world.store().read()).await.unwrap(), 3, "what was looked at is no longer so");
    save(&editor, &of("home_nursing", "/edit"), &[("broader", "")]).await.expect(303);
    save(&editor, &of("home_care", "/edit"), &[("broader", "home_nursing")]).await.expect(303);
    let circle = editor.get(&of("home_nursing", "/follow")).await.expect(422).outline();
    assert!(circle.says("It would be part of itself"), "{circle}");
    world.antenna("N").await.get(UNDO).await.expect(403);
}
