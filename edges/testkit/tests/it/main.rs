//! The test world itself: its people hold what they are said to hold, its clock moves, its pages answer.

use access::{Role, Scope};
use jiff::Span;
use store::Store;
use testkit::World;

#[store::test(&World::steps([]))]
async fn people_hold_their_roles(store: Store) {
    let world = World::new(&store, []).await;
    let responder = world.responder("general").await;
    let actor = world.acting(&responder).await.actor;
    assert!(actor.holds(Role::Responder) && !actor.holds(Role::Admin));
    assert_eq!(actor.grants()[0].scope, Scope::Line("general".to_owned()));
    let all = world.acting(&world.everybody().await).await.actor;
    assert!(Role::ALL.iter().all(|role| all.holds(*role)));
    assert!(world.acting(&world.visitor()).await.actor.account().is_none());
}

#[store::test(&World::steps([]))]
async fn the_clock_stands_until_it_is_moved(store: Store) {
    let world = World::new(&store, []).await;
    let admin = world.admin().await;
    assert_eq!(world.system().today().to_string(), "2026-03-10");
    world.clock().advance(Span::new().hours(24));
    assert_eq!(world.system().today().to_string(), "2026-03-11");
    assert!(world.acting(&admin).await.actor.account().is_none(), "a session does not outlive its twelve hours");
}

#[store::test(&World::steps([]))]
async fn a_house_without_departments_still_answers(store: Store) {
    let world = World::new(&store, []).await;
    let reply = world.visitor().get("/nowhere").await.expect(404);
    assert!(!reply.outline().headings.is_empty());
    assert_eq!(world.run_jobs().await, 0);
}
