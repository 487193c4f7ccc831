//! Invitations and new passwords through the pages.

use access::{AccountId, Invitation, OneTimeLink, Role, Scope, account};
use store::Store;

use crate::world::{PASSWORD, WHO, World, steps};

async fn invite(world: &World) -> OneTimeLink {
    let invitation = Invitation::new(WHO.parse().unwrap(), Role::Editor, Scope::Everywhere);
    let tx = world.house.store.begin().await.unwrap();
    let (_, link) = account::invite(&world.gate, &world.system(), &tx, &invitation).await.unwrap();
    tx.commit().await.unwrap();
    link
}

async fn reset(world: &World, id: AccountId) -> OneTimeLink {
    let tx = world.house.store.begin().await.unwrap();
    let link = account::issue_reset(&world.gate, &world.system(), &tx, id).await.unwrap();
    tx.commit().await.unwrap();
    link
}

#[store::test(&steps())]
async fn an_invitation_becomes_an_account_that_signs_in(store: Store) {
    let world = World::new(store);
    let path = invite(&world).await.path();
    let client = world.visitor();
    let page = client.get(&path).await.expect(200);
    assert!(page.outline().says(WHO));
    assert_eq!(page.header("referrer-policy"), Some("same-origin"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let weak = client.post(&path, &[("name", "Test Tester"), ("lang", "fr"), ("password", "kort")]).await.expect(422);
    assert!(weak.outline().says("12 tekens") && weak.outline().field("name") == Some("Test Tester"));
    let own = client.post(&path, &[("name", "Test Tester"), ("lang", "fr"), ("password", WHO)]).await.expect(422);
    assert!(own.outline().says("te makkelijk"));
    let fields = [("name", "Test Tester"), ("lang", "fr"), ("password", PASSWORD)];
    let done = client.post(&path, &fields).await.expect(303);
    assert_eq!(done.location(), Some("/sign-in?lang=fr"));
    assert!(client.follow(done).await.outline().says("Votre mot de passe est choisi"));
    client.get(&path).await.expect(410);
    client.post(&path, &fields).await.expect(410);
    client.post("/sign-in", &[("email", WHO), ("password", PASSWORD)]).await.expect(303);
    assert!(client.get("/me").await.outline().says("Bonjour Test Tester"));
}

#[store::test(&steps())]
async fn links_that_open_nothing_say_what_to_do(store: Store) {
    let world = World::new(store);
    let link = invite(&world).await;
    let client = world.visitor();
    let forged = format!("/invitation/{}", "0".repeat(64));
    let swapped = format!("/reset/{}", link.token);
    for path in [forged.as_str(), &swapped, "/reset/x", "/invitation/%00", "/invitation/%27%20or%201=1"] {
        let reply = client.get(path).await;
        assert!([410, 404].contains(&reply.status.as_u16()), "{path}: {}", reply.status);
        assert!(!reply.text().contains(WHO));
    }
    world.pass(jiff::Span::new().days(8));
    let late = client.get(&link.path()).await.expect(410);
    assert!(late.outline().says("Vraag een nieuwe"));
}

#[store::test(&steps())]
async fn who_forgot_asks_gets_a_link_and_sets_a_new_password(store: Store) {
    let world = World::new(store);
    let (id, elsewhere) = world.arrive(WHO, Role::Responder).await;
    let (_, boss) = world.arrive("baas@example.org", Role::Admin).await;
    let client = world.visitor();
    client.post("/reset", &[("email", "geen adres")]).await.expect(422);
    let mut answers = Vec::new();
    for email in [WHO, "niemand@example.org"] {
        let reply = client.post("/reset", &[("email", email)]).await.expect(303);
        answers.push((reply.location().map(str::to_owned), reply.header("set-cookie").map(str::to_owned)));
    }
    assert_eq!(answers[0], answers[1], "nobody learns whether an account exists");
    let waiting = boss.get("/admin/accounts?waiting=yes").await.expect(200);
    assert!(waiting.outline().says(WHO) && waiting.outline().says("wacht op een link"));
    let path = reset(&world, id).await.path();
    let fresh = "kapstok in het voorjaar";
    client.get(&path).await.expect(200);
    client.post(&path, &[("password", "kort")]).await.expect(422);
    client.post(&path, &[("password", fresh)]).await.expect(303);
    assert!(elsewhere.get("/me").await.location().is_some(), "every session ended");
    client.post("/sign-in", &[("email", WHO), ("password", PASSWORD)]).await.expect(422);
    client.post("/sign-in", &[("email", WHO), ("password", fresh)]).await.expect(303);
}

#[store::test(&steps())]
async fn questions_for_links_are_slowed_down_per_address(store: Store) {
    let world = World::new(store);
    let client = world.visitor();
    for number in 0..21 {
        client.post("/reset", &[("email", &format!("gok{number}@example.org"))]).await.expect(303);
    }
    client.post("/reset", &[("email", WHO)]).await.expect(429);
}
