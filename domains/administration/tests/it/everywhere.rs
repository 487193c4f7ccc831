//! What holds on every page: texts, markup in each language, and doors that stay shut.

use access::Role;
use axum::http::Method;
use store::Store;
use web::Right;

use crate::world::{WHO, World, steps};

#[test]
fn every_text_is_there_in_every_language_and_used() {
    let faults = web::testing::check_catalogue(env!("CARGO_MANIFEST_DIR"), &administration::TEXTS);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A path with something in its parameters.
fn filled(path: &str, id: &str) -> String {
    path.replace("{id}", id).replace("{token}", "0")
}

#[store::test(&steps())]
async fn every_page_is_sound_in_every_language(store: Store) {
    let world = World::new(store);
    let (id, client) = world.arrive(WHO, Role::Admin).await;
    let tx = world.house.store.begin().await.unwrap();
    let auditor = access::Grant::new(Role::Auditor, access::Scope::Everywhere, world.system().today());
    access::account::grant(&world.system(), &tx, id, auditor).await.unwrap();
    tx.commit().await.unwrap();
    let reads = world.table.iter().filter(|route| route.method == Method::GET && !route.path.contains("{token}"));
    for route in reads {
        let path = filled(&route.path, &id.to_string());
        for lang in ["nl", "fr", "en"] {
            let address = format!("{path}?lang={lang}");
            let reader = if route.right == Right::Public { &world.visitor() } else { &client };
            let reply = reader.get(&address).await;
            if path == "/sign-in/code" {
                assert_eq!(reply.location(), Some("/sign-in"));
                continue;
            }
            let html = reply.expect(200).text();
            let faults = web::testing::check_html(&html);
            assert!(faults.is_empty(), "{address}: {faults:?}\n{html}");
            assert!(!html.contains("administration-"), "{address} shows a key: {html}");
        }
    }
}

#[store::test(&steps())]
async fn a_form_that_comes_back_is_had_in_another_language_with_what_was_typed(store: Store) {
    let world = World::new(store);
    let (_, client) = world.arrive(WHO, Role::Admin).await;
    let other = world.member("other@example.org", Role::Editor).await;
    let roles = format!("/admin/accounts/{other}/roles");
    let signed_in =
        ["/me", "/me/password", "/me/second-factor/begin", "/admin/accounts", "/admin/accounts/new", &roles];
    let visitor = world.visitor();
    let forms =
        signed_in.map(|path| (&client, path)).into_iter().chain(["/sign-in", "/reset"].map(|path| (&visitor, path)));
    for (somebody, path) in forms {
        let typed = [("name", "Test\u{e9}"), ("email", "test\u{e9}"), ("code", "zz\u{e9}")];
        let html = somebody.post(path, &typed).await.expect(422).text();
        assert!(html.contains(&format!("formaction=\"{path}?lang=fr\"")), "{path}: {html}");
        assert_eq!(web::testing::check_html(&html), Vec::<String>::new(), "{path}");
        let redrawn = typed.into_iter().chain([("redraw", "yes")]).collect::<Vec<_>>();
        let html = somebody.post(&format!("{path}?lang=fr"), &redrawn).await.expect(422).text();
        assert!(html.contains("<html lang=\"fr\"") && !html.contains("notice bad"), "{path}: {html}");
        let keeps = |field: &str, value: &str| !html.contains(&format!("id=\"{field}\"")) || html.contains(value);
        assert!(
            keeps("name", "Test\u{e9}") && keeps("email", "test\u{e9}") && keeps("code", "zz\u{e9}"),
            "{path}: {html}"
        );
        somebody.get("/?lang=nl").await;
    }
}

#[store::test(&steps())]
async fn doors_stay_shut_for_whoever_has_no_right(store: Store) {
    let world = World::new(store);
    let (id, staff) = world.arrive(WHO, Role::Responder).await;
    staff.get("/me").await.expect(200);
    for route in world.table.iter().filter(|route| route.right != Right::Public) {
        let path = filled(&route.path, &id.to_string());
        let visitor = world.visitor();
        visitor.get("/sign-in").await.expect(200);
        let as_visitor = match route.method {
            Method::GET => visitor.get(&path).await,
            _ => visitor.post(&path, &[]).await,
        };
        assert!([303, 401].contains(&as_visitor.status.as_u16()), "{path} for a visitor: {}", as_visitor.status);
        if matches!(route.right, Right::Action(action) if !own(action)) {
            let reply = match route.method {
                Method::GET => staff.get(&path).await,
                _ => staff.post(&path, &[]).await,
            };
            reply.expect(403);
        }
    }
}

/// Actions that everybody may do to their own account: the door opens, the action decides.
fn own(action: &str) -> bool {
    ["access.sign_out_everywhere", "access.switch_off_second_factor"].contains(&action)
}

#[store::test(&steps())]
async fn what_is_conceivable_for_oneself_is_refused_for_others(store: Store) {
    let world = World::new(store);
    let other = world.member("ander@example.org", Role::Responder).await;
    let (_, staff) = world.arrive(WHO, Role::Responder).await;
    staff.get("/me").await.expect(200);
    for deed in ["sign-out", "second-factor/off"] {
        staff.post(&format!("/admin/accounts/{other}/{deed}"), &[]).await.expect(403);
    }
}

#[store::test(&steps())]
async fn a_form_from_elsewhere_changes_nothing(store: Store) {
    let world = World::new(store);
    let (id, boss) = world.arrive(WHO, Role::Admin).await;
    let before = world.table.len();
    for route in world.table.iter().filter(|route| route.method == Method::POST) {
        boss.post_unproven(&filled(&route.path, &id.to_string()), &[("name", "x")]).await.expect(403);
        assert!(route.trace.is_some(), "{} says what it leaves in the journal", route.path);
    }
    assert!(before > 25);
    let held =
        journal::list(world.house.store.read(), &journal::Filter::default(), kernel::PageRequest::first(9)).await;
    assert_eq!(held.unwrap().total, 4, "invited, granted, accepted, signed in: nothing more");
}
