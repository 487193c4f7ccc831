//! Tokens: made in the browser, shown once, never more than their maker, dead when taken back.

use access::{Role, Scope};
use axum::http::Method;
use jiff::Span;
use serde_json::json;
use store::Store;
use testkit::World;

use crate::program::{Program, token};
use crate::world::{steps, testland};

/// An entry of Testland.
fn service(name: &str) -> String {
    directory::ServiceId::of(&directory::Origin::new(directory::Origin::PACK, name)).to_string()
}

fn organisation(name: &str) -> String {
    directory::OrganisationId::of(&directory::Origin::new(directory::Origin::PACK, name)).to_string()
}

fn nursing() -> String {
    format!("/api/v1/entries/service/{}", service("test_home_nursing"))
}

#[store::test(&steps())]
async fn a_token_is_shown_once_and_only_its_hash_is_kept(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let token = token(&editor, &[("reach", "read")]).await;
    assert!(token.len() > 60, "{token}");
    let page = editor.get("/me/tokens").await.expect(200).outline();
    assert!(page.says("Test program") && page.says("never") && !page.says(&token), "{page}");
    let rows = sea_orm::ConnectionTrait::query_all_raw(
        store.read(),
        store::sql(store.read(), "select token_hash from access_token", []),
    );
    let kept: Vec<String> = rows.await.unwrap().iter().map(|row| row.try_get("", "token_hash").unwrap()).collect();
    assert!(kept.len() == 1 && !token.contains(&kept[0]) && kept[0].len() == 64);
    let program = Program { world: &world, token };
    program.get(&nursing()).await.expect(200);
}

#[store::test(&steps())]
async fn who_may_make_no_token_is_told_so(store: Store) {
    let world = testland(&store).await;
    let analyst = world.analyst().await;
    analyst.get("/me/tokens").await.expect(403);
    analyst.post("/me/tokens", &[("name", "x"), ("reach", "read"), ("days", "30")]).await.expect(403);
    world.visitor().get("/me/tokens").await.expect(303);
    let editor = world.editor().await;
    let wrong = editor.post("/me/tokens", &[("name", ""), ("reach", "all"), ("days", "9999")]).await.expect(422);
    assert!(wrong.outline().says("New token"), "the form comes back");
    let nowhere =
        [("name", "x"), ("reach", "read"), ("days", "30"), ("organisation", "https://x.example/organisations/y")];
    let page = editor.post("/me/tokens", &nowhere).await.expect(422).outline();
    assert!(page.says("We find no organisation at this address"), "{page}");
}

#[store::test(&steps())]
async fn a_token_that_ended_opens_nothing(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let program = Program { world: &world, token: token(&editor, &[("reach", "read")]).await };
    let page = editor.get("/me/tokens").await.expect(200).text();
    let id = page.split_once("/me/tokens/").unwrap().1.split_once('/').unwrap().0.to_owned();
    world.analyst().await.post(&format!("/me/tokens/{id}/revoke"), &[]).await.expect(403);
    editor.post(&format!("/me/tokens/{id}/revoke"), &[]).await.expect(303);
    let told = program.get(&nursing()).await.expect(401);
    assert!(told.header("www-authenticate").starts_with("Bearer"));
    assert!(told.body["detail"].as_str().unwrap().contains("/me/tokens"), "{}", told.body);

    let program = Program { world: &world, token: token(&editor, &[("reach", "read")]).await };
    world.clock().advance(Span::new().hours(29 * 24));
    program.get(&nursing()).await.expect(200);
    world.clock().advance(Span::new().hours(2 * 24));
    program.get(&nursing()).await.expect(401);
    let other = Program { world: &world, token: "relais_0000".to_owned() };
    other.get(&nursing()).await.expect(401);
}

#[store::test(&steps())]
async fn a_token_is_never_more_than_its_maker_is_now(store: Store) {
    let world = testland(&store).await;
    let email = world.account(&[(Role::Editor, Scope::Everywhere)]).await;
    let signed_in = sign_in(&world, email.as_str()).await;
    let program = Program { world: &world, token: token(&signed_in, &[("reach", "write")]).await };
    program.get(&nursing()).await.expect(200);
    let gate = &world.gate;
    let filter = access::account::Filter { email: Some(email), waiting: false };
    let found = access::account::list(store.read(), gate.vault(), &filter, kernel::PageRequest::first(1)).await;
    let id = found.unwrap().items[0].id;
    let grants = access::account::grants(store.read(), &[id]).await.unwrap();
    let tx = store.begin().await.unwrap();
    access::account::revoke(&world.system(), &tx, grants[0].id).await.unwrap();
    tx.commit().await.unwrap();
    let told = program.get(&nursing()).await.expect(403);
    assert!(told.body["detail"].as_str().unwrap().contains("whoever made it"), "{}", told.body);
    let tx = store.begin().await.unwrap();
    access::account::disable(gate, &world.system(), &tx, id).await.unwrap();
    tx.commit().await.unwrap();
    program.get(&nursing()).await.expect(401);
    let tx = store.begin().await.unwrap();
    access::account::enable(gate, &world.system(), &tx, id).await.unwrap();
    tx.commit().await.unwrap();
    program.get(&nursing()).await.expect(401);
}

async fn sign_in(world: &World, email: &str) -> testkit::Client {
    let typed = access::sign_in::Credentials { email, password: testkit::PASSWORD, origin: None, mark: None };
    let started = access::sign_in::sign_in(&world.gate, &world.system(), world.store(), typed).await.unwrap();
    world.visitor().with_session(&started.token)
}

#[store::test(&steps())]
async fn a_token_opens_no_page_and_a_session_no_door_for_programs(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let program = Program { world: &world, token: token(&editor, &[("reach", "write")]).await };
    for page in ["/me/tokens", "/directory/worklist"] {
        assert_eq!(program.get(page).await.status, 303, "{page} asks to sign in");
    }
    let reply = editor.get(&nursing()).await.expect(401);
    assert!(reply.text().contains("Bearer"), "{}", reply.text());
    let cookie = [("cookie", format!("session={}", program.token))];
    let headers: Vec<(&str, &str)> = cookie.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let nobody = Program { world: &world, token: String::new() };
    nobody.send(Method::GET, &nursing(), &headers, None).await.expect(401);
}

#[store::test(&steps())]
async fn reach_organisation_and_source_bound_what_a_token_does(store: Store) {
    let world = testland(&store).await;
    let change = json!({ "fields": { "cost": { "en": { "text": "Free" } } } });
    let write = async |program: &Program<'_>, path: &str| {
        program.send(Method::PATCH, path, &[("if-match", "*")], Some(change.clone())).await.status
    };
    let (nursing, helpdesk) = (nursing(), format!("/api/v1/entries/service/{}", service("test_helpdesk")));
    for (reach, status) in [("read", 403), ("propose", 403), ("write", 200)] {
        assert_eq!(write(&Program::of_editor(&world, reach).await, &nursing).await, status, "{reach}");
    }
    let own = organisation("test_nurses_north");
    let partner = Program::of_partner(&world, &own, "write").await;
    assert_eq!((write(&partner, &nursing).await, write(&partner, &helpdesk).await), (200, 403));
    partner.get(&helpdesk).await.expect(403);
    let editor = world.editor().await;
    let address = format!("http://relais.example/organisations/{own}");
    let bound = token(&editor, &[("reach", "write"), ("organisation", &address)]).await;
    let bound = Program { world: &world, token: bound };
    assert_eq!((write(&bound, &nursing).await, write(&bound, &helpdesk).await), (200, 403));
    bound.get(&helpdesk).await.expect(403);
    let sourced = Program { world: &world, token: token(&editor, &[("reach", "write"), ("source", "pack")]).await };
    assert_eq!(write(&sourced, &helpdesk).await, 200);
    let new = json!({ "fields": { "names": { "en": { "text": "Test" } } } });
    let made = sourced.send(Method::POST, "/api/v1/entries/organisation", &[], Some(new)).await;
    assert_eq!(made.status, 403, "what is made here is of no other source");
}

#[store::test(&steps())]
async fn an_administrator_sees_and_takes_back_everybodys_tokens(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "read").await;
    world.editor().await.get("/admin/tokens").await.expect(403);
    let admin = world.admin().await;
    let page = admin.get("/admin/tokens").await.expect(200);
    assert!(page.outline().says("Test Tester"), "{}", page.outline());
    let page = page.text();
    let id = page.split_once("/admin/tokens/").unwrap().1.split_once('/').unwrap().0;
    admin.post(&format!("/admin/tokens/{id}/revoke"), &[]).await.expect(303);
    program.get(&nursing()).await.expect(401);
}

#[store::test(&steps())]
async fn a_token_that_is_used_too_often_has_to_wait(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "read").await;
    let mut refused = None;
    for _ in 0..620 {
        let answer = program.get("/api/v1/entries/service/x").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a limit");
    assert!(refused.header("retry-after").parse::<u32>().unwrap() <= 60);
    world.clock().advance(Span::new().minutes(1));
    program.get(&nursing()).await.expect(200);
}
