//! Signing in and out through the pages.

use access::{Role, account};
use store::Store;

use crate::world::{PASSWORD, WHO, World, steps};

#[store::test(&steps())]
async fn signing_in_leads_on_to_where_one_wanted_to_be(store: Store) {
    let world = World::new(store);
    world.member(WHO, Role::Responder).await;
    let client = world.visitor();
    let asked = client.get("/me/password").await;
    assert!(asked.location().unwrap().starts_with("/sign-in?next="), "{:?}", asked.location());
    let form = client.follow(asked).await.expect(200);
    assert_eq!(form.outline().field("next"), Some("/me/password"));
    let fields = [("email", WHO), ("password", PASSWORD), ("next", "/me/password")];
    let reply = client.post("/sign-in", &fields).await.expect(303);
    assert_eq!(reply.location(), Some("/me/password"));
    let cookie = reply.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly; SameSite=Lax; Max-Age=43200"), "{cookie}");
    client.get("/me").await.expect(200);
    assert_eq!(client.get("/sign-in").await.location(), Some("/me"), "who is signed in needs no form");
}

#[store::test(&steps())]
async fn nobody_is_led_to_another_site(store: Store) {
    let world = World::new(store);
    world.member(WHO, Role::Responder).await;
    for evil in ["https://evil.example", "//evil.example", "/\\evil.example"] {
        let client = world.visitor();
        let fields = [("email", WHO), ("password", PASSWORD), ("next", evil)];
        assert_eq!(client.post("/sign-in", &fields).await.expect(303).location(), Some("/me"), "{evil}");
    }
}

#[store::test(&steps())]
async fn a_wrong_address_and_a_wrong_password_get_the_same_page(store: Store) {
    let world = World::new(store);
    world.member(WHO, Role::Responder).await;
    let client = world.visitor();
    let mut pages = Vec::new();
    for (email, password) in [(WHO, "geen goed wachtwoord"), ("niemand@example.org", PASSWORD)] {
        let reply = client.post("/sign-in", &[("email", email), ("password", password)]).await.expect(422);
        assert_eq!(reply.outline().field("email"), Some(email), "what was typed stays");
        assert!(!reply.text().contains(password), "a secret never comes back");
        let told: Vec<_> = reply.text().lines().filter(|line| line.contains("fault")).map(str::to_owned).collect();
        pages.push(told.join("\n").replace(email, ""));
    }
    assert!(pages[0].contains("klopt niet"), "{}", pages[0]);
    let empty = client.post("/sign-in", &[("email", ""), ("password", "")]).await.expect(422);
    assert!(empty.text().contains(r##"href="#email""##) && empty.text().contains(r##"href="#password""##));
    assert_eq!(client.session(), None);
}

#[store::test(&steps())]
async fn guessing_grows_slow_with_a_page_that_says_so(store: Store) {
    let world = World::new(store);
    world.member(WHO, Role::Responder).await;
    let client = world.visitor();
    for _ in 0..6 {
        client.post("/sign-in", &[("email", WHO), ("password", "een gok")]).await.expect(422);
    }
    let slow = client.post("/sign-in", &[("email", WHO), ("password", PASSWORD)]).await.expect(429);
    assert!(slow.header("retry-after").is_some() && slow.outline().says("Even wachten"));
    world.pass(jiff::Span::new().minutes(2));
    client.post("/sign-in", &[("email", WHO), ("password", PASSWORD)]).await.expect(303);
}

#[store::test(&steps())]
async fn a_browser_that_was_here_before_does_not_wait_for_a_stranger_s_guesses(store: Store) {
    let world = World::new(store);
    let (_, owner) = world.arrive(WHO, Role::Responder).await;
    owner.post("/sign-out", &[]).await.expect(303);
    let stranger = world.visitor();
    for _ in 0..6 {
        stranger.post("/sign-in", &[("email", WHO), ("password", "een gok")]).await.expect(422);
    }
    stranger.post("/sign-in", &[("email", WHO), ("password", PASSWORD)]).await.expect(429);
    let back = owner.post("/sign-in", &[("email", WHO), ("password", PASSWORD)]).await.expect(303);
    let kept = back.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
    let kept = kept.filter(|cookie| cookie.starts_with("known-")).collect::<Vec<_>>().join(" ");
    assert!(kept.contains("; HttpOnly; SameSite=Lax; Max-Age=31536000") && !kept.contains("test"), "{kept}");
}

#[store::test(&steps())]
async fn signing_out_ends_the_session_on_the_server_too(store: Store) {
    let world = World::new(store);
    let (_, client) = world.arrive(WHO, Role::Responder).await;
    let token = client.session().unwrap();
    client.get("/me").await.expect(200);
    client.post("/sign-out", &[]).await.expect(303);
    assert_eq!(client.session(), None);
    let thief = world.visitor().with_session(&token);
    assert!(thief.get("/me").await.location().unwrap().starts_with("/sign-in"));
}

#[store::test(&steps())]
async fn a_session_handed_to_a_visitor_is_not_the_one_they_sign_in_with(store: Store) {
    let world = World::new(store);
    world.member(WHO, Role::Responder).await;
    let planted = "0".repeat(64);
    let client = world.visitor().with_session(&planted);
    client.post("/sign-in", &[("email", WHO), ("password", PASSWORD)]).await.expect(303);
    assert_ne!(client.session(), Some(planted.clone()));
    assert!(world.visitor().with_session(&planted).get("/me").await.location().is_some());
}

#[store::test(&steps())]
async fn a_closed_account_is_out_at_once_and_told_only_with_its_password(store: Store) {
    let world = World::new(store);
    let (id, client) = world.arrive(WHO, Role::Responder).await;
    let tx = world.house.store.begin().await.unwrap();
    account::disable(&world.gate, &world.system(), &tx, id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(client.get("/me").await.location().is_some());
    let fresh = world.visitor();
    let closed = fresh.post("/sign-in", &[("email", WHO), ("password", PASSWORD)]).await.expect(422);
    assert!(closed.outline().says("gesloten"));
    let wrong = fresh.post("/sign-in", &[("email", WHO), ("password", "een gok")]).await.expect(422);
    assert!(!wrong.outline().says("gesloten"));
}
