//! Whom we meet behind an address: ourselves, a copy of ours, or a directory that is read already.

use kernel::Lang;
use store::Store;

use super::{NAME, PAGE, Served, add, again, id, names, reading, serve, settle, told};
use crate::world::{steps, testland};

#[store::test(&steps())]
async fn nobody_reads_oneself_under_another_name(store: Store) {
    let world = testland(&store).await;
    world.house.fixtures.install(standards::Outward { private: true });
    let before = names(&world).await;
    let (address, serving) = serve(world.router()).await;
    for host in ["127.0.0.1", "localhost"] {
        let editor = add(&world, &format!("{}/hsds/v3", address.replace("127.0.0.1", host))).await;
        let said = told(&editor).await;
        assert!(said.contains("our own directory") && said.contains("Remove it here"), "{host}: {said}");
        assert_eq!(names(&world).await, before, "{host}: nothing is taken in");
        let path = format!("{PAGE}/{}/remove", id(&editor).await);
        editor.post(&path, &[("entries", "keep")]).await.expect(303);
    }
    serving.abort();
}

#[store::test(&steps())]
async fn a_copy_is_read_once_it_was_set_apart(store: Store) {
    let copy = Served::copy().await;
    let world = reading(&store).await;
    let editor = add(&world, &copy.address).await;
    let said = told(&editor).await;
    assert!(said.contains("our own directory") && said.contains("--separate"), "{said}");
    assert!(names(&world).await.is_empty());
    copy.set_apart().await;
    again(&world, &editor, "changes").await;
    assert_eq!(names(&world).await, names(&copy.world).await, "{}", told(&editor).await);
    copy.serving.abort();
}

#[store::test(&steps())]
async fn a_directory_is_read_under_one_name(store: Store) {
    let peer = Served::new().await;
    let world = reading(&store).await;
    let editor = add(&world, &peer.address).await;
    let offered = names(&world).await;
    let address = peer.address.replace("127.0.0.1", "localhost");
    let form = [("url", address.as_str()), ("name", "The same"), ("lang", "en"), ("rhythm", "daily")];
    editor.post(PAGE, &form).await.expect(303);
    settle(&world).await;
    let said = told(&editor).await;
    assert!(said.contains("read already") && said.contains(&format!("the same installation as \"{NAME}\"")), "{said}");
    assert_eq!(names(&world).await, offered, "nothing is there twice");
    again(&world, &editor, "whole").await;
    assert!(told(&editor).await.contains("In order"), "the first goes on: {}", told(&editor).await);

    let first = id(&editor).await;
    editor.post(&format!("{PAGE}/{first}/remove"), &[("entries", "take_out")]).await.expect(303);
    settle(&world).await;
    again(&world, &editor, "whole").await;
    assert_eq!(names(&world).await, offered, "once the one is removed the other is read: {}", told(&editor).await);
    assert!(!told(&editor).await.contains("read already"));
    peer.serving.abort();
}

#[store::test(&steps())]
async fn what_went_wrong_is_said_in_the_readers_language(store: Store) {
    // A site that is none of these: it answers 404 to everything.
    let (address, serving) = serve(axum::Router::new()).await;
    let world = reading(&store).await;
    add(&world, &format!("{address}/hsds/v3")).await;
    for (lang, detail) in
        [(Lang::Nl, "Technisch detail"), (Lang::Fr, "Détail technique"), (Lang::En, "Technical detail")]
    {
        let page = world.editor().await.speaking(lang).get(PAGE).await.expect(200).text();
        let hidden: Vec<&str> = page.split("<details>").filter(|part| part.contains("it answered 404")).collect();
        assert_eq!(hidden.len(), 1, "{lang}: {page}");
        assert!(hidden[0].starts_with(&format!("<summary>{detail}")), "{lang}: {}", hidden[0]);
    }
    serving.abort();
}
