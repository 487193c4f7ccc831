//! The searches of somebody with an account.

use kernel::Lang;
use store::Store;

use crate::world::{days_later, drawn, link, nursing, rows, set, steps, testland};

#[store::test(&steps())]
async fn somebody_keeps_a_search_renames_it_is_told_and_removes_it(store: Store) {
    let world = testland(&store).await;
    let who = world.somebody(&[]).await;
    let results = who.get("/search?q=thuisverpleging&zone=N").await.expect(200).outline();
    let offered = results.link("be told what is new").unwrap().to_owned();
    assert!(offered.starts_with("/me/searches/new?"), "{offered}");
    let page = who.get(&offered).await.expect(200).outline();
    who.post("/me/searches", &drawn(&page, &[("rhythm", "weekly")])).await.expect(303);
    who.post("/me/searches", &drawn(&page, &[("rhythm", "weekly")])).await.expect(303);
    let again = who.get(&offered).await.expect(200).outline();
    who.post("/me/searches", &drawn(&again, &[("rhythm", "weekly")])).await.expect(303);
    assert_eq!(rows(&store, "1 = 1").await, 1, "the same search is kept once");
    let list = who.get("/me/searches").await.expect(200).outline();
    assert!(list.says("thuisverpleging"), "{list}");
    let html = who.get("/me/searches").await.expect(200).text();
    let (_, rest) = html.split_once("/me/searches/").unwrap();
    let id = rest.split('/').next().unwrap().to_owned();
    let change = format!("/me/searches/{id}/change");
    who.post(&change, &[("name", "Test search"), ("rhythm", "weekly")]).await.expect(303);
    assert!(who.get("/me/searches").await.expect(200).outline().says("Test search"));
    let other = world.somebody(&[]).await;
    assert!(!other.get("/me/searches").await.expect(200).outline().says("Test search"));
    other.post(&change, &[("name", "Mine now"), ("rhythm", "never")]).await.expect(404);
    other.post(&format!("/me/searches/{id}/remove"), &[]).await.expect(404);
    set(&world, nursing(), "languages", ["nl", "fr"]).await;
    days_later(&world, 1).await;
    assert!(world.letters().is_empty(), "once a week");
    days_later(&world, 6).await;
    assert_eq!(world.letters().len(), 1);
    let link = link(&world);
    let page = world.visitor().get(&link).await.expect(200).outline();
    assert!(page.says("Once a week at most"), "{page}");
    let reader = world.visitor();
    reader.get(&link).await.expect(200);
    reader.post(&format!("{link}/stop"), &[]).await.expect(200);
    assert_eq!(rows(&store, "rhythm = 'never' and next_on is null").await, 1, "kept, and silent");
    let who = world.visitor();
    assert!(who.get("/me/searches").await.location().is_some_and(|to| to.starts_with("/sign-in")));
}

#[store::test(&steps())]
async fn pages_are_sound_in_every_language(store: Store) {
    let world = testland(&store).await;
    for lang in Lang::ALL {
        let who = world.somebody(&[]).await.speaking(lang);
        let page = who.get("/me/searches/new?q=thuisverpleging").await.expect(200);
        assert!(web::testing::check_html(&page.text()).is_empty(), "{lang}");
        let outline = page.outline();
        let long = "x".repeat(81);
        who.post("/me/searches", &drawn(&outline, &[("name", &long)])).await.expect(422);
        who.post("/me/searches", &drawn(&outline, &[("name", "")])).await.expect(303);
        let list = who.get("/me/searches").await.expect(200);
        assert!(web::testing::check_html(&list.text()).is_empty(), "{lang}");
        assert!(!list.outline().says("alerts-"), "{}", list.outline());
        assert!(list.outline().says("thuisverpleging"), "without a name, what is searched: {}", list.outline());
        let id = outline.field("id").unwrap();
        who.post(&format!("/me/searches/{id}/remove"), &[]).await.expect(303);
        assert!(who.get("/me/searches").await.expect(200).outline().says("/search"), "a way on when there is none");
    }
}
