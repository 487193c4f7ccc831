//! Signing in: the same answer whatever is wrong, and guesses that grow slow.

use access::{Refusal, Role, browser};
use journal::verify;
use kernel::Random;
use store::Store;

use crate::unit;
use crate::world::{PASSWORD, World, steps};

#[store::test(&steps())]
async fn wrong_password_unknown_address_and_no_password_yet_look_alike(store: Store) {
    let world = World::new(store);
    let id = world.member("test@example.org", Role::Responder).await;
    world.invite("invited@example.org", Role::Responder).await;
    let before = world.count("journal_entry").await;
    for (address, password) in [
        ("test@example.org", "wrong password"),
        ("nobody@example.org", PASSWORD),
        ("invited@example.org", PASSWORD),
        ("no address", PASSWORD),
        ("", ""),
    ] {
        let refused = world.try_sign_in(address, password).await;
        assert!(matches!(refused, Err(Refusal::WrongCredentials)), "{address}");
    }
    assert_eq!(world.count("journal_entry").await, before + 5, "each leaves one entry");
    assert_eq!(world.told(id).await[0], "access.sign_in_refused");
    world.sign_in(" Test@Example.ORG ").await;
    assert_eq!(world.told(id).await[0], "access.sign_in");
    verify(world.store.read()).await.unwrap();
}

#[store::test(&steps())]
async fn guesses_at_one_account_grow_slow_but_never_lock_it(store: Store) {
    let world = World::new(store);
    world.member("test@example.org", Role::Responder).await;
    for _ in 0..6 {
        assert!(matches!(world.try_sign_in("test@example.org", "a guess").await, Err(Refusal::WrongCredentials)));
    }
    let waits = world.try_sign_in("test@example.org", PASSWORD).await;
    assert!(matches!(waits, Err(Refusal::TooManyTries { seconds: 1..=2 })), "{waits:?}");
    for _ in 0..12 {
        world.clock.advance(jiff::Span::new().seconds(61));
        assert!(matches!(world.try_sign_in("test@example.org", "a guess").await, Err(Refusal::WrongCredentials)));
    }
    world.clock.advance(jiff::Span::new().seconds(61));
    world.sign_in("test@example.org").await;
    world.try_sign_in("test@example.org", "a guess").await.unwrap_err();
    world.sign_in("test@example.org").await;
}

#[store::test(&steps())]
async fn guesses_from_one_address_grow_slow_over_all_accounts(store: Store) {
    let world = World::new(store);
    world.member("test@example.org", Role::Responder).await;
    for number in 0..21 {
        let address = format!("guess{number}@example.org");
        assert!(matches!(world.try_sign_in(&address, "a guess").await, Err(Refusal::WrongCredentials)));
    }
    let waits = world.try_sign_in("another@example.org", "a guess").await;
    assert!(matches!(waits, Err(Refusal::TooManyTries { .. })));
    world.clock.advance(jiff::Span::new().minutes(61));
    world.sign_in("test@example.org").await;
    unit!(world, tx => access::sweep(&tx, world.clock.now())).unwrap();
    assert_eq!(world.count("guess").await, 1, "what is older than an hour is gone; the address of this sign-in stays");
    world.clock.advance(jiff::Span::new().hours(13));
    unit!(world, tx => access::sweep(&tx, world.clock.now())).unwrap();
    assert_eq!((world.count("guess").await, world.count("account_session").await), (0, 0));
}

#[store::test(&steps())]
async fn who_has_to_wait_keeps_nobody_else_waiting(store: Store) {
    let world = World::new(store);
    world.member("test@example.org", Role::Responder).await;
    for number in 0..21 {
        world.try_sign_in(&format!("guess{number}@example.org"), "a guess").await.unwrap_err();
    }
    for _ in 0..30 {
        let waits = world.try_sign_in("test@example.org", "a guess").await;
        assert!(matches!(waits, Err(Refusal::TooManyTries { .. })), "{waits:?}");
    }
    world.try_sign_in_from("192.0.2.8", ("test@example.org", PASSWORD)).await.unwrap();
}

#[store::test(&steps())]
async fn who_signed_in_here_before_does_not_wait_for_strangers(store: Store) {
    let world = World::new(store);
    world.member("test@example.org", Role::Responder).await;
    let mark = browser::mark(world.gate.vault(), &Random::seeded(3), "test@example.org").value;
    for network in 0..9 {
        let from = format!("203.0.113.{network}");
        world.try_sign_in_from(&from, ("test@example.org", "a guess")).await.unwrap_err();
    }
    let stranger = world.try_sign_in_from("203.0.113.99", ("test@example.org", PASSWORD)).await;
    assert!(matches!(stranger, Err(Refusal::TooManyTries { .. })), "{stranger:?}");
    let forged = world.try_sign_in_marked(&"0".repeat(96), ("test@example.org", PASSWORD)).await;
    assert!(matches!(forged, Err(Refusal::TooManyTries { .. })), "{forged:?}");
    world.try_sign_in_marked(&mark, ("TEST@example.org", PASSWORD)).await.unwrap();
    // Its own guesses are counted all the same, whoever has it now.
    for _ in 0..6 {
        world.try_sign_in_marked(&mark, ("test@example.org", "a guess")).await.unwrap_err();
    }
    let slow = world.try_sign_in_marked(&mark, ("test@example.org", PASSWORD)).await;
    assert!(matches!(slow, Err(Refusal::TooManyTries { .. })), "{slow:?}");
}

#[store::test(&steps())]
async fn guesses_at_once_are_counted_one_by_one(store: Store) {
    let world = std::sync::Arc::new(World::new(store));
    world.member("test@example.org", Role::Responder).await;
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let world = std::sync::Arc::clone(&world);
            tokio::spawn(async move { world.try_sign_in("test@example.org", "a guess").await })
        })
        .collect();
    let mut tried = 0;
    for task in tasks {
        match task.await.unwrap() {
            Err(Refusal::WrongCredentials) => tried += 1,
            Err(Refusal::TooManyTries { .. }) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(tried, 6, "five free ones and the first that costs a wait");
}
