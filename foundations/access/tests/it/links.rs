//! One-time links: once, in time, the newest only, and no forged ones.

use access::{Purpose, Refusal, Role, account, link};
use store::Store;

use crate::unit;
use crate::world::{World, email, steps};

const OTHER: &str = "kapstok in het voorjaar";

async fn reset(world: &World, token: &str) -> Result<access::AccountId, Refusal> {
    let hash = world.gate.passwords().hash(OTHER, &[]).await.unwrap();
    unit!(world, tx => link::reset(&world.visitor(), &tx, token, &hash))
}

async fn reset_link(world: &World, id: access::AccountId) -> access::OneTimeLink {
    unit!(world, tx => account::issue_reset(&world.gate, &world.system(), &tx, id)).unwrap()
}

#[store::test(&steps())]
async fn an_invitation_opens_once_and_for_seven_days(store: Store) {
    let world = World::new(store);
    let (_, late) = world.invite("late@example.org", Role::Editor).await;
    let (id, link) = world.invite("test@example.org", Role::Responder).await;
    assert_eq!(world.accept(&link).await.unwrap(), id);
    assert!(matches!(world.accept(&link).await, Err(Refusal::LinkSpent)));
    world.clock.advance(jiff::Span::new().days(7));
    assert!(matches!(world.accept(&late).await, Err(Refusal::LinkSpent)));
}

#[store::test(&steps())]
async fn forged_and_foreign_tokens_open_nothing(store: Store) {
    let world = World::new(store);
    let (_, link) = world.invite("test@example.org", Role::Responder).await;
    let changed = link.token.replacen(|c| c != '0', "0", 1);
    for token in ["", "0", &changed, &link.token.to_uppercase(), "' or 1=1 --"] {
        let forged = access::OneTimeLink { token: token.to_owned(), ..link.clone() };
        assert!(matches!(world.accept(&forged).await, Err(Refusal::LinkSpent)), "{token}");
    }
    assert!(matches!(reset(&world, &link.token).await, Err(Refusal::LinkSpent)), "an invitation resets nothing");
    let now = world.clock.now();
    let wanted = (Purpose::Invitation, link.token.as_str());
    let opened = link::find(world.store.read(), &world.gate, now, wanted).await.unwrap().unwrap();
    assert_eq!(opened.account.email, email("test@example.org"));
}

#[store::test(&steps())]
async fn of_many_at_once_one_gets_through(store: Store) {
    let world = std::sync::Arc::new(World::new(store));
    let (_, link) = world.invite("test@example.org", Role::Responder).await;
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (world, link) = (std::sync::Arc::clone(&world), link.clone());
            tokio::spawn(async move { world.accept(&link).await.is_ok() })
        })
        .collect();
    let mut through = 0;
    for task in tasks {
        through += usize::from(task.await.unwrap());
    }
    assert_eq!(through, 1);
}

#[store::test(&steps())]
async fn a_reset_lasts_an_hour_yields_to_a_newer_one_and_ends_all_sessions(store: Store) {
    let world = World::new(store);
    let id = world.member("test@example.org", Role::Responder).await;
    let before = world.sign_in("test@example.org").await;
    let (older, newer) = (reset_link(&world, id).await, reset_link(&world, id).await);
    assert!(matches!(reset(&world, &older.token).await, Err(Refusal::LinkSpent)));
    assert_eq!(reset(&world, &newer.token).await.unwrap(), id);
    assert!(world.session(&before.token).await.is_none());
    world.try_sign_in("test@example.org", OTHER).await.unwrap();
    let late = reset_link(&world, id).await;
    world.clock.advance(jiff::Span::new().hours(1));
    assert!(matches!(reset(&world, &late.token).await, Err(Refusal::LinkSpent)));
}

#[store::test(&steps())]
async fn asking_for_a_reset_tells_nobody_whether_an_account_exists(store: Store) {
    let world = World::new(store);
    let id = world.member("test@example.org", Role::Responder).await;
    for address in ["test@example.org", "nobody@example.org"] {
        let address = email(address);
        unit!(world, tx => account::ask_for_reset(&world.gate, &world.visitor(), &tx, &address)).unwrap();
    }
    let filter = account::Filter { waiting: true, ..account::Filter::default() };
    let request = kernel::PageRequest::first(9);
    let waiting = account::list(world.store.read(), world.gate.vault(), &filter, request).await.unwrap();
    assert_eq!(waiting.items.iter().map(|account| account.id).collect::<Vec<_>>(), [id]);
    let token = reset_link(&world, id).await.token;
    reset(&world, &token).await.unwrap();
    let waiting = account::list(world.store.read(), world.gate.vault(), &filter, request).await.unwrap();
    assert_eq!(waiting.total, 0);
}

#[store::test(&steps())]
async fn a_link_of_a_disabled_account_opens_nothing(store: Store) {
    let world = World::new(store);
    let (id, link) = world.invite("test@example.org", Role::Responder).await;
    unit!(world, tx => account::disable(&world.gate, &world.system(), &tx, id)).unwrap();
    assert!(matches!(world.accept(&link).await, Err(Refusal::LinkSpent)));
    let refused = unit!(world, tx => account::issue_reset(&world.gate, &world.system(), &tx, id));
    assert!(matches!(refused, Err(Refusal::Disabled)));
}
