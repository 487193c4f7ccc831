//! Accounts: made once, sealed, granted roles for a time, closed and opened.

use access::account::{self, Filter};
use access::{Grant, Refusal, Role, Scope, VaultError};
use kernel::{Lang, PageRequest, Random};
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};

use crate::unit;
use crate::world::{World, email, steps};

#[store::test(&steps())]
async fn an_address_has_one_account_however_it_is_written(store: Store) {
    let world = World::new(store);
    let (id, _) = world.invite("test@example.org", Role::Responder).await;
    let again = access::Invitation::new(email(" TEST@Example.org"), Role::Editor, Scope::Everywhere);
    let refused = unit!(world, tx => account::invite(&world.gate, &world.system(), &tx, &again));
    assert!(matches!(refused, Err(Refusal::EmailTaken)));
    let filter = Filter { email: Some(email("Test@example.org")), ..Filter::default() };
    let page = account::list(world.store.read(), world.gate.vault(), &filter, PageRequest::first(5)).await.unwrap();
    assert_eq!((page.total, page.items[0].id, page.items[0].email.as_str()), (1, id, "test@example.org"));
    assert_eq!(world.told(id).await, ["access.grant", "access.invite"]);
}

#[store::test(&steps())]
async fn address_and_name_are_ciphertext_in_the_database(store: Store) {
    let world = World::new(store);
    world.member("test@example.org", Role::Responder).await;
    let db = world.store.read();
    let row = db.query_one_raw(sql(db, "select email, name, email_index from account", [])).await.unwrap().unwrap();
    for column in ["email", "name"] {
        let sealed: Vec<u8> = row.try_get("", column).unwrap();
        assert!(!sealed.windows(4).any(|window| window == b"test" || window == b"Test"), "{column}");
    }
    assert_eq!(row.try_get::<String>("", "email_index").unwrap().len(), 64);
}

#[store::test(&steps())]
async fn roles_are_held_between_their_days_and_until_revoked(store: Store) {
    let world = World::new(store);
    let id = world.member("test@example.org", Role::Responder).await;
    let line = Scope::Line("general".into());
    let later = Grant { role: Role::Coordinator, scope: line, from: "2026-11-24".parse().unwrap(), until: None };
    let held = unit!(world, tx => account::grant(&world.system(), &tx, id, later.clone())).unwrap();
    let twice = unit!(world, tx => account::grant(&world.system(), &tx, id, later.clone()));
    assert!(matches!(twice, Err(Refusal::GrantHeld)));
    let backwards = Grant { until: Some("2026-11-01".parse().unwrap()), ..later };
    let refused = unit!(world, tx => account::grant(&world.system(), &tx, id, backwards));
    assert!(matches!(refused, Err(Refusal::EndsBeforeItBegins)));

    let holds = async |expected: bool| {
        let started = world.sign_in("test@example.org").await;
        assert_eq!(world.acting(&started).await.actor.holds(Role::Coordinator), expected);
    };
    holds(false).await;
    world.clock.advance(jiff::Span::new().days(3));
    holds(true).await;
    unit!(world, tx => account::revoke(&world.system(), &tx, held)).unwrap();
    holds(false).await;
    let until = account::grants(world.store.read(), &[id]).await.unwrap()[0].grant.until;
    assert_eq!(until, Some("2026-11-24".parse().unwrap()));
}

#[store::test(&steps())]
async fn a_role_that_never_began_leaves_no_trace_but_the_journal(store: Store) {
    let world = World::new(store);
    let id = world.member("test@example.org", Role::Responder).await;
    let first = account::grants(world.store.read(), &[id]).await.unwrap()[0].id;
    unit!(world, tx => account::revoke(&world.system(), &tx, first)).unwrap();
    assert!(account::grants(world.store.read(), &[id]).await.unwrap().is_empty());
    assert_eq!(world.told(id).await[0], "access.revoke");
    let again = unit!(world, tx => account::revoke(&world.system(), &tx, first));
    assert!(matches!(again, Err(Refusal::NotFound)));
}

#[store::test(&steps())]
async fn only_administrators_manage_accounts_and_not_their_own_end(store: Store) {
    let world = World::new(store);
    let (admin, other) =
        (world.member("admin@example.org", Role::Admin).await, world.member("test@example.org", Role::Responder).await);
    let boss = world.acting(&world.sign_in("admin@example.org").await).await;
    let staff = world.acting(&world.sign_in("test@example.org").await).await;
    for cx in [&staff, &world.visitor()] {
        let refused = unit!(world, tx => account::disable(&world.gate, cx, &tx, admin));
        assert!(matches!(refused, Err(Refusal::Denied(_))));
        let grant = Grant::new(Role::Admin, Scope::Everywhere, cx.today());
        let refused = unit!(world, tx => account::grant(cx, &tx, other, grant));
        assert!(matches!(refused, Err(Refusal::Denied(_))));
    }
    let oneself = unit!(world, tx => account::disable(&world.gate, &boss, &tx, admin));
    assert!(matches!(oneself, Err(Refusal::Oneself)));
    unit!(world, tx => account::disable(&world.gate, &boss, &tx, other)).unwrap();
    assert!(matches!(world.try_sign_in("test@example.org", crate::world::PASSWORD).await, Err(Refusal::Disabled)));
    unit!(world, tx => account::enable(&world.gate, &boss, &tx, other)).unwrap();
    world.sign_in("test@example.org").await;
}

#[store::test(&steps())]
async fn everybody_changes_their_own_name_and_language(store: Store) {
    let world = World::new(store);
    let id = world.member("test@example.org", Role::Responder).await;
    let cx = world.acting(&world.sign_in("test@example.org").await).await;
    unit!(world, tx => account::describe_oneself(&world.gate, &cx, &tx, (" Andere Naam ", Lang::Fr))).unwrap();
    let account = account::find(world.store.read(), world.gate.vault(), id).await.unwrap().unwrap();
    assert_eq!((account.name.as_str(), account.lang), ("Andere Naam", Lang::Fr));
    let visitor = world.visitor();
    let refused = unit!(world, tx => account::describe_oneself(&world.gate, &visitor, &tx, ("X", Lang::Nl)));
    assert!(matches!(refused, Err(Refusal::Denied(denied)) if denied.sign_in_may_help));
}

#[store::test(&steps())]
async fn another_key_is_noticed_before_it_does_harm(store: Store) {
    let world = World::new(store);
    unit!(world, tx => world.gate.vault().prove(&tx)).unwrap();
    unit!(world, tx => world.gate.vault().prove(&tx)).unwrap();
    let other = access::Vault::new([8; 32], Random::system());
    let refused = unit!(world, tx => other.prove(&tx));
    assert!(matches!(refused, Err(Refusal::Vault(VaultError::OtherKey))));
}
