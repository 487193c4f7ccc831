//! Sessions: idle and absolute ends, somebody else's, everywhere, and after an account is disabled.

use std::time::Duration;

use access::{Actor, Refusal, Role, account, session, sign_in};
use sea_orm::ConnectionTrait as _;
use store::Store;

use crate::unit;
use crate::world::{PASSWORD, World, steps};

#[store::test(&steps())]
async fn a_session_ends_when_idle_and_at_the_end_of_the_day(store: Store) {
    let world = World::new(store);
    world.member("test@example.org", Role::Responder).await;
    let (idle, used) = (world.sign_in("test@example.org").await, world.sign_in("test@example.org").await);
    for _ in 0..7 {
        assert!(world.session(&used.token).await.is_some());
        world.until_seen(&used).await;
        world.clock.advance(jiff::Span::new().minutes(100));
    }
    assert!(world.session(&idle.token).await.is_none(), "two hours without a request");
    assert!(world.session(&used.token).await.is_some(), "11 hours and 40 minutes");
    world.clock.advance(jiff::Span::new().minutes(21));
    assert!(world.session(&used.token).await.is_none(), "12 hours");
}

#[store::test(&steps())]
async fn a_request_neither_waits_nor_fails_while_another_writes(store: Store) {
    let world = World::new(store);
    world.member("test@example.org", Role::Responder).await;
    let started = world.sign_in("test@example.org").await;
    world.clock.advance(jiff::Span::new().minutes(10));
    let writing = world.store.begin().await.unwrap();
    writing.execute_unprepared("update account_session set awaits_code = awaits_code").await.unwrap();
    for _ in 0..5 {
        let found = tokio::time::timeout(Duration::from_secs(2), world.session(&started.token)).await;
        assert!(found.expect("at once").is_some());
    }
    writing.rollback().await.unwrap();
    world.until_seen(&started).await;
}

#[store::test(&steps())]
async fn a_token_is_new_at_each_sign_in_and_only_its_hash_is_kept(store: Store) {
    let world = World::new(store);
    let id = world.member("test@example.org", Role::Responder).await;
    let (first, second) = (world.sign_in("test@example.org").await, world.sign_in("test@example.org").await);
    assert_ne!(first.token, second.token);
    let session = world.session(&first.token).await.unwrap();
    assert_eq!((session.account.id, session.account.name.as_str()), (id, "Test Tester"));
    for forged in ["", "x", &first.token[1..], &first.token.to_uppercase()] {
        assert!(matches!(world.sessions().actor(forged).await.unwrap(), Actor::Visitor));
    }
    assert!(!format!("{first:?}").contains(&first.token));
}

#[store::test(&steps())]
async fn signing_out_ends_this_one_or_all(store: Store) {
    let world = World::new(store);
    let id = world.member("test@example.org", Role::Responder).await;
    let [a, b, c] = [(); 3].map(|()| "test@example.org");
    let (a, b, c) = (world.sign_in(a).await, world.sign_in(b).await, world.sign_in(c).await);
    unit!(world, tx => session::sign_out(&world.visitor(), &tx, &a.token)).unwrap();
    unit!(world, tx => session::sign_out(&world.visitor(), &tx, &a.token)).unwrap();
    assert!(world.session(&a.token).await.is_none() && world.session(&b.token).await.is_some());
    let cx = world.acting(&b).await;
    let held = session::of_account(world.store.read(), id, world.clock.now(), &b.token).await.unwrap();
    assert_eq!(held.iter().filter(|(_, this)| *this).count(), 1);
    assert_eq!(held.len(), 2);
    unit!(world, tx => session::sign_out_everywhere(&cx, &tx, id)).unwrap();
    assert!(world.session(&b.token).await.is_none() && world.session(&c.token).await.is_none());
    assert_eq!(world.told(id).await[0], "access.sign_out_everywhere");
}

#[store::test(&steps())]
async fn nobody_ends_the_session_of_somebody_else(store: Store) {
    let world = World::new(store);
    let other = world.member("other@example.org", Role::Responder).await;
    world.member("test@example.org", Role::Responder).await;
    let theirs = world.session(&world.sign_in("other@example.org").await.token).await.unwrap();
    let cx = world.acting(&world.sign_in("test@example.org").await).await;
    let refused = unit!(world, tx => session::end_own(&cx, &tx, theirs.id));
    assert!(matches!(refused, Err(Refusal::NotFound)));
    let refused = unit!(world, tx => session::sign_out_everywhere(&cx, &tx, other));
    assert!(matches!(refused, Err(Refusal::Denied(_))));
    let own = world.session(&world.sign_in("test@example.org").await.token).await.unwrap();
    unit!(world, tx => session::end_own(&cx, &tx, own.id)).unwrap();
    assert_eq!(world.count("account_session").await, 2);
}

#[store::test(&steps())]
async fn disabling_an_account_ends_its_sessions_at_once(store: Store) {
    let world = World::new(store);
    let id = world.member("test@example.org", Role::Responder).await;
    let started = world.sign_in("test@example.org").await;
    unit!(world, tx => account::disable(&world.gate, &world.system(), &tx, id)).unwrap();
    assert!(world.session(&started.token).await.is_none());
    unit!(world, tx => account::enable(&world.gate, &world.system(), &tx, id)).unwrap();
    assert!(world.session(&started.token).await.is_none(), "an old token stays dead");
}

#[store::test(&steps())]
async fn a_new_password_ends_the_other_sessions(store: Store) {
    let world = World::new(store);
    world.member("test@example.org", Role::Responder).await;
    let (here, elsewhere) = (world.sign_in("test@example.org").await, world.sign_in("test@example.org").await);
    let cx = world.acting(&here).await;
    let wrong = sign_in::prove_password(&world.gate, &cx, &world.store, "not my password").await;
    assert!(matches!(wrong, Err(Refusal::WrongPassword)));
    let proven = sign_in::prove_password(&world.gate, &cx, &world.store, PASSWORD).await.unwrap();
    let hash = world.gate.passwords().hash("kapstok in het voorjaar", &[]).await.unwrap();
    unit!(world, tx => account::change_password(&cx, &tx, proven, &hash, &here.token)).unwrap();
    assert!(world.session(&here.token).await.is_some() && world.session(&elsewhere.token).await.is_none());
    assert!(world.try_sign_in("test@example.org", PASSWORD).await.is_err());
    world.try_sign_in("test@example.org", "kapstok in het voorjaar").await.unwrap();
}

#[store::test(&steps())]
async fn the_proof_of_one_password_changes_no_other(store: Store) {
    let world = World::new(store);
    world.member("other@example.org", Role::Responder).await;
    world.member("test@example.org", Role::Responder).await;
    let theirs = world.acting(&world.sign_in("other@example.org").await).await;
    let mine = world.sign_in("test@example.org").await;
    let cx = world.acting(&mine).await;
    let proven = sign_in::prove_password(&world.gate, &theirs, &world.store, PASSWORD).await.unwrap();
    let hash = world.gate.passwords().hash("kapstok in het voorjaar", &[]).await.unwrap();
    let refused = unit!(world, tx => account::change_password(&cx, &tx, proven, &hash, &mine.token));
    assert!(matches!(refused, Err(Refusal::WrongPassword)));
}
