//! The search in a frame of another site.

use kernel::Lang;
use store::Store;
use testkit::World;

use crate::world::steps;

async fn testland(store: &Store) -> World {
    World::new(store, [territory::module(), directory::module()]).await
}

#[store::test(&steps())]
async fn the_frame_may_stand_anywhere_and_knows_nobody(store: Store) {
    let world = testland(&store).await;
    for who in [world.visitor(), world.editor().await] {
        let reply = who
            .get("/embed?lang=fr&title=Besoin+d%E2%80%99aide&theme=home_nursing&zone=N&place=9001")
            .await
            .expect(200);
        assert!(reply.header("content-security-policy").unwrap().contains("frame-ancestors *"));
        assert!(!reply.header("content-security-policy").unwrap().contains("script-src"), "it needs no script");
        assert_eq!(reply.header("set-cookie"), None, "not even for the language");
        assert_eq!(reply.header("cache-control"), Some("public, max-age=300"));
        let html = reply.text();
        assert!(!html.contains("<script") && !html.contains("Test Tester"), "the same for everybody");
        assert!(html.contains("<html lang=\"fr\"") && html.contains("target=\"_blank\""));
        let page = reply.outline();
        assert!(page.says("Besoin d’aide"), "{page}");
        let fields = [("theme", "home_nursing"), ("zone", "N"), ("place", "9001"), ("lang", "fr")];
        for (name, value) in fields {
            assert_eq!(page.field(name), Some(value), "{page}");
        }
        let faults = web::testing::check_html(&html);
        assert!(faults.is_empty(), "{faults:?}");
    }
    let elsewhere = world.visitor().get("/search").await.expect(200);
    assert!(elsewhere.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
}

#[store::test(&steps())]
async fn what_does_not_fit_is_as_if_it_were_not_there(store: Store) {
    let world = testland(&store).await;
    let page =
        world.visitor().get("/embed?title=Call+0900+11&theme=no_such&zone=%00&place=%00").await.expect(200).outline();
    assert!(page.says("Find help near home") && !page.says("0900"), "{page}");
    assert_eq!((page.field("theme"), page.field("zone"), page.field("place")), (None, None, Some("")));
}

#[store::test(&steps())]
async fn a_partner_puts_it_together_sees_it_and_copies_it(store: Store) {
    let world = testland(&store).await;
    for lang in Lang::ALL {
        let who = world.visitor().speaking(lang);
        let reply = who.get("/embed/make?title=Hulp+hier&speaks=nl&theme=home_nursing&zone=N").await.expect(200);
        assert!(reply.header("content-security-policy").unwrap().contains("frame-src 'self'"));
        let html = reply.text();
        assert!(
            html.contains("src=\"/embed?title=Hulp+hier&#38;theme=home_nursing&#38;zone=N&#38;lang=nl\""),
            "{html}"
        );
        assert!(html.contains("/embed?title=Hulp+hier&#38;amp;theme="), "the code is for copying: {html}");
        assert!(web::testing::check_html(&html).is_empty());
    }
    let told = world.visitor().get("/embed/make?title=evil.example").await.expect(200).outline();
    assert!(told.says("plain words"), "{told}");
}
