//! One's own account through the pages: description, sessions, password, second factor.

use access::{Gate, Role};
use store::Store;
use testkit::Client;
use totp_rs::{Builder, Secret, Totp};

use crate::world::{PASSWORD, WHO, World, between, steps};

#[store::test(&steps())]
async fn name_and_language_change_and_the_journal_tells_so(store: Store) {
    let world = World::new(store);
    let (_, client) = world.arrive(WHO, Role::Responder).await;
    let page = client.get("/me").await.expect(200);
    for part in ["Dag Test Tester", WHO, "Beantwoorder", "hele regio", "Aangemeld", "door uzelf", "U werd uitgenodigd"]
    {
        assert!(page.outline().says(part), "{part}");
    }
    client.post("/me", &[("name", "  "), ("lang", "xx")]).await.expect(422);
    let done = client.post("/me", &[("name", "Andere <Naam>"), ("lang", "fr")]).await.expect(303);
    let page = client.follow(done).await.expect(200);
    assert!(page.outline().says("Bonjour Andere") && page.text().contains("Andere &#60;Naam&#62;"));
    assert!(page.outline().says("Le nom ou la langue a changé") && page.outline().says("par vous-même"));
}

#[store::test(&steps())]
async fn sessions_end_one_by_one_or_all_at_once(store: Store) {
    let world = World::new(store);
    let (_, here) = world.arrive(WHO, Role::Responder).await;
    let (_, stranger) = world.arrive("ander@example.org", Role::Responder).await;
    let there = world.signed_in(WHO).await;
    let page = here.get("/me").await.expect(200).text();
    let id = between(&page, "/me/sessions/", "/end");
    stranger.get("/me").await.expect(200);
    stranger.post(&format!("/me/sessions/{id}/end"), &[]).await.expect(303);
    there.get("/me").await.expect(200);
    here.post(&format!("/me/sessions/{id}/end"), &[]).await.expect(303);
    assert!(there.get("/me").await.location().is_some() && here.get("/me").await.location().is_none());
    let third = world.signed_in(WHO).await;
    here.post("/me/sign-out-everywhere", &[]).await.expect(303);
    assert!(third.get("/me").await.location().is_some() && here.get("/me").await.location().is_some());
}

#[store::test(&steps())]
async fn a_new_password_asks_for_the_present_one(store: Store) {
    let world = World::new(store);
    let (_, client) = world.arrive(WHO, Role::Responder).await;
    let there = world.signed_in(WHO).await;
    let fresh = "kapstok in het voorjaar";
    client.get("/me/password").await.expect(200);
    let wrong = client.post("/me/password", &[("present", "fout"), ("new", fresh)]).await.expect(422);
    assert!(wrong.text().contains(r##"href="#present""##) && !wrong.text().contains(fresh));
    client.post("/me/password", &[("present", PASSWORD), ("new", "kort")]).await.expect(422);
    client.post("/me/password", &[("present", PASSWORD), ("new", fresh)]).await.expect(303);
    client.get("/me").await.expect(200);
    assert!(there.get("/me").await.location().is_some(), "other devices are signed out");
}

/// Sets a second factor up; gives the telephone and the recovery codes.
pub async fn set_up(world: &World, client: &Client) -> (Totp, Vec<String>) {
    client.get("/me/second-factor").await.expect(200);
    client.post("/me/second-factor/begin", &[("password", "fout")]).await.expect(422);
    client.post("/me/second-factor/begin", &[("password", PASSWORD)]).await.expect(303);
    let page = client.get("/me/second-factor").await.expect(200).text();
    assert!(page.contains("<svg class=\"qr\" viewBox=\"0 0 ") && page.contains("<title>QR-code voor uw app</title>"));
    let secret = between(&page, "<p><code>", "</code>").replace(' ', "");
    let secret = Secret::try_from_base32(&secret).unwrap();
    let telephone = Builder::new().with_secret(secret).with_account_name("x").build().unwrap();
    client.post("/me/second-factor/confirm", &[("code", "000000")]).await.expect(422);
    let fields = [("code", &*code(world, &telephone))];
    let shown = client.post("/me/second-factor/confirm", &fields).await.expect(200).text();
    let codes = shown.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    (telephone, codes)
}

fn code(world: &World, telephone: &Totp) -> String {
    telephone.generate(world.house.clock.now().get().as_second().unsigned_abs()).to_string()
}

#[store::test(&steps())]
async fn a_second_factor_is_set_up_asked_for_recovered_and_switched_off(store: Store) {
    let world = World::new(store);
    let (_, client) = world.arrive(WHO, Role::Responder).await;
    let (telephone, codes) = set_up(&world, &client).await;
    assert_eq!(codes.len(), 10);
    world.pass(jiff::Span::new().minutes(1));

    let fresh = world.visitor();
    let fields = [("email", WHO), ("password", PASSWORD), ("next", "/admin/rights")];
    let step = fresh.post("/sign-in", &fields).await.expect(303);
    assert_eq!(step.location(), Some("/sign-in/code?next=%2Fadmin%2Frights"));
    let form = fresh.follow(step).await.expect(200);
    assert_eq!(form.outline().field("next"), Some("/admin/rights"));
    assert!(fresh.get("/me").await.location().is_some(), "half signed in is not signed in");
    let waiting = fresh.session().unwrap();
    fresh.post("/sign-in/code", &[("code", "123456"), ("next", "/me")]).await.expect(422);
    let right = code(&world, &telephone);
    let done = fresh.post("/sign-in/code", &[("code", &right), ("next", "/admin/rights")]).await.expect(303);
    assert_eq!(done.location(), Some("/admin/rights"));
    assert_ne!(fresh.session().unwrap(), waiting);
    fresh.get("/me").await.expect(200);

    let lost = world.visitor();
    lost.post("/sign-in", &fields).await.expect(303);
    lost.post("/sign-in/code", &[("code", &right)]).await.expect(422);
    lost.post("/sign-in/code", &[("code", &codes[0])]).await.expect(303);
    assert!(lost.get("/me").await.outline().says("9 herstelcodes"));
    lost.post("/me/second-factor/off", &[("password", "fout")]).await.expect(422);
    lost.post("/me/second-factor/off", &[("password", PASSWORD)]).await.expect(303);
    assert_eq!(world.visitor().post("/sign-in", &fields).await.location(), Some("/admin/rights"));
}

#[store::test(&steps())]
async fn who_looks_too_long_for_a_code_begins_again(store: Store) {
    let world = World::new(store);
    let (_, client) = world.arrive(WHO, Role::Responder).await;
    let (telephone, _) = set_up(&world, &client).await;
    let late = world.visitor();
    late.post("/sign-in", &[("email", WHO), ("password", PASSWORD)]).await.expect(303);
    world.pass(jiff::Span::new().minutes(11));
    let reply = late.post("/sign-in/code", &[("code", &code(&world, &telephone))]).await.expect(303);
    assert_eq!(reply.location(), Some("/sign-in"));
    assert_eq!(world.visitor().get("/sign-in/code").await.location(), Some("/sign-in"));
}

#[store::test(&steps())]
async fn a_far_reaching_role_rests_until_there_is_a_second_factor(store: Store) {
    let world = World::with_gate(store, Gate::requiring_second_factor);
    let (_, client) = world.arrive(WHO, Role::Admin).await;
    assert!(client.get("/me").await.outline().says("Nog één stap voor uw rol"));
    client.get("/admin/accounts").await.expect(403);
    set_up(&world, &client).await;
    client.get("/admin/accounts").await.expect(200);
}
