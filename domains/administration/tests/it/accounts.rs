//! Managing accounts through the pages.

use access::Role;
use store::Store;

use crate::world::{PASSWORD, WHO, World, between, steps};

#[store::test(&steps())]
async fn an_administrator_invites_and_the_link_is_shown_once(store: Store) {
    let world = World::new(store);
    let (_, boss) = world.arrive("baas@example.org", Role::Admin).await;
    boss.get("/admin/accounts/new").await.expect(200);
    let empty = boss.post("/admin/accounts/new", &[("email", "x"), ("kind", "line")]).await.expect(422);
    for field in ["#email", "#name", "#lang", "#role", "#code"] {
        assert!(empty.text().contains(&format!(r#"href="{field}""#)), "{field}");
    }
    let guest = [("email", WHO), ("name", "Test Tester"), ("lang", "nl"), ("role", "responder"), ("kind", "line")];
    let guest: Vec<_> = guest.into_iter().chain([("code", "general"), ("until", "2027-01-31")]).collect();
    let shown = boss.post("/admin/accounts/new", &guest).await.expect(200);
    let path = format!("/invitation/{}", between(&shown.text(), "/invitation/", "<"));
    assert_eq!(shown.header("cache-control"), Some("no-store"));
    let twice = boss.post("/admin/accounts/new", &guest).await.expect(422);
    assert!(twice.outline().says("al een account"));
    let newcomer = world.visitor();
    newcomer.get(&path).await.expect(200);
    let fields = [("name", "Test Tester"), ("lang", "nl"), ("password", PASSWORD)];
    newcomer.post(&path, &fields).await.expect(303);
    newcomer.post("/sign-in", &[("email", WHO), ("password", PASSWORD)]).await.expect(303);
    let me = newcomer.get("/me").await.expect(200);
    assert!(me.outline().says("lijn general") && me.outline().says("tot 31 januari 2027"));
}

#[store::test(&steps())]
async fn roles_are_given_and_taken_back_and_hold_at_once(store: Store) {
    let world = World::new(store);
    let (_, boss) = world.arrive("baas@example.org", Role::Admin).await;
    let (id, staff) = world.arrive(WHO, Role::Responder).await;
    let path = format!("/admin/accounts/{id}");
    staff.get("/admin/journal").await.expect(403);
    boss.get(&path).await.expect(200);
    let give = |role, from, until| vec![("role", role), ("kind", "everywhere"), ("from", from), ("until", until)];
    let roles = format!("{path}/roles");
    let wrong = boss.post(&roles, &give("auditor", "2026-11-22", "2026-11-01")).await.expect(422);
    assert!(wrong.text().contains(r##"href="#until""##));
    boss.post(&roles, &give("auditor", "morgen", "")).await.expect(422);
    boss.post(&roles, &give("baas", "2026-11-22", "")).await.expect(422);
    boss.post(&roles, &give("auditor", "2026-11-22", "")).await.expect(303);
    let twice = boss.post(&roles, &give("auditor", "2026-11-22", "")).await.expect(422);
    assert!(twice.outline().says("heeft deze rol al"));
    staff.get("/admin/journal").await.expect(200);
    let held = boss.get(&path).await.expect(200).text();
    let row = between(&held, r#"<th scope="row">Auditor</th>"#, "</tr>");
    let role = between(&row, "/admin/roles/", "/revoke");
    boss.post(&format!("/admin/roles/{role}/revoke"), &[]).await.expect(303);
    staff.get("/admin/journal").await.expect(403);
}

#[store::test(&steps())]
async fn closing_an_account_can_be_undone_and_never_hits_oneself(store: Store) {
    let world = World::new(store);
    let (own, boss) = world.arrive("baas@example.org", Role::Admin).await;
    let (id, staff) = world.arrive(WHO, Role::Responder).await;
    boss.get(&format!("/admin/accounts/{id}")).await.expect(200);
    let done = boss.post(&format!("/admin/accounts/{id}/disable"), &[]).await.expect(303);
    assert!(staff.get("/me").await.location().is_some());
    let page = boss.follow(done).await.expect(200);
    assert!(page.text().contains(&format!(r#"action="/admin/accounts/{id}/enable""#)), "undo is offered");
    boss.post(&format!("/admin/accounts/{id}/link"), &[]).await.expect(409);
    boss.post(&format!("/admin/accounts/{id}/enable"), &[]).await.expect(303);
    world.signed_in(WHO).await;
    let refused = boss.post(&format!("/admin/accounts/{own}/disable"), &[]).await.expect(409);
    assert!(refused.outline().says("andere beheerder"));
}

#[store::test(&steps())]
async fn a_reset_link_and_signing_out_somebody_else(store: Store) {
    let world = World::new(store);
    let (_, boss) = world.arrive("baas@example.org", Role::Admin).await;
    let (id, staff) = world.arrive(WHO, Role::Responder).await;
    boss.get(&format!("/admin/accounts/{id}")).await.expect(200);
    let shown = boss.post(&format!("/admin/accounts/{id}/link"), &[]).await.expect(200);
    let path = format!("/reset/{}", between(&shown.text(), "/reset/", "<"));
    world.visitor().get(&path).await.expect(200);
    boss.post(&format!("/admin/accounts/{id}/sign-out"), &[]).await.expect(303);
    assert!(staff.get("/me").await.location().is_some());
    boss.post(&format!("/admin/accounts/{id}/second-factor/off"), &[]).await.expect(409);
    let unknown = "00000000-0000-7000-8000-000000000000";
    boss.get(&format!("/admin/accounts/{unknown}")).await.expect(404);
    boss.get("/admin/accounts/x").await.expect(404);
    boss.post(&format!("/admin/accounts/{unknown}/disable"), &[]).await.expect(404);
    boss.post("/admin/accounts", &[("email", "x")]).await.expect(422);
    let nobody = boss.post("/admin/accounts", &[("email", "niemand@example.org")]).await.expect(422);
    assert!(nobody.outline().says("Geen account met dit adres"));
    let found = boss.post("/admin/accounts", &[("email", " TEST@example.org ")]).await.expect(303);
    assert_eq!(found.location(), Some(format!("/admin/accounts/{id}").as_str()));
    assert!(boss.get("/admin/accounts?waiting=yes").await.outline().says("Niemand wacht op een link"));
}

#[store::test(&steps())]
async fn nobody_gives_themselves_a_role(store: Store) {
    let world = World::new(store);
    let (own, boss) = world.arrive("baas@example.org", Role::Admin).await;
    let page = boss.get(&format!("/admin/accounts/{own}")).await.expect(200);
    assert!(page.outline().says("U kunt uzelf geen rol geven") && !page.text().contains(&format!("{own}/roles")));
    let role = [("role", "psychologist"), ("kind", "everywhere"), ("from", "2026-11-22")];
    let refused = boss.post(&format!("/admin/accounts/{own}/roles"), &role).await.expect(422);
    assert!(refused.outline().says("andere beheerder"), "{}", refused.outline());
    let held = access::account::grants(world.house.store.read(), &[own]).await.unwrap();
    assert_eq!(held.iter().map(|held| held.grant.role).collect::<Vec<_>>(), [Role::Admin]);
}

#[store::test(&steps())]
async fn who_gets_into_an_account_through_its_administration_is_seen_by_its_holder(store: Store) {
    let world = World::new(store);
    let (_, boss) = world.arrive("baas@example.org", Role::Admin).await;
    let (id, staff) = world.arrive(WHO, Role::Responder).await;
    crate::myself::set_up(&world, &staff).await;
    let path = format!("/admin/accounts/{id}");
    boss.get(&path).await.expect(200);
    boss.post(&format!("{path}/second-factor/off"), &[]).await.expect(303);
    boss.post(&format!("{path}/link"), &[]).await.expect(200);
    let history = staff.get("/me").await.expect(200).outline();
    for deed in [
        "De tweede factor werd uitgeschakeld",
        "Er werd een link voor een nieuw wachtwoord gemaakt",
        "door iemand anders",
    ] {
        assert!(history.says(deed), "{deed}: {history}");
    }
}
