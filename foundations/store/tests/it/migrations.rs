//! Migrations on both engines: once, in order, whole or not at all.

use kernel::Clock;
use store::{Migration, MigrationError, Store, applied, migrate};

const FIRST: Migration =
    Migration { name: "sample-0001", sql: "-- a remark\ncreate table sample (id {id} primary key, at {moment});\n" };
const SECOND: Migration = Migration { name: "sample-0002", sql: "alter table sample add column n {whole};\n" };
const BROKEN: Migration = Migration {
    name: "sample-0002",
    sql: "create table other (id {id});\nalter table nowhere add column n {whole};\n",
};

#[store::test]
async fn steps_are_applied_once_and_in_order(store: Store) {
    let clock = Clock::system();
    assert_eq!(migrate(&store, &[FIRST], &clock).await.unwrap(), ["sample-0001"]);
    assert_eq!(migrate(&store, &[FIRST, SECOND], &clock).await.unwrap(), ["sample-0002"]);
    assert!(migrate(&store, &[FIRST, SECOND], &clock).await.unwrap().is_empty());
}

#[store::test]
async fn a_newer_or_another_database_is_refused(store: Store) {
    let clock = Clock::system();
    migrate(&store, &[FIRST, SECOND], &clock).await.unwrap();
    assert!(matches!(migrate(&store, &[FIRST], &clock).await, Err(MigrationError::Newer(name)) if name == SECOND.name));
    assert!(matches!(migrate(&store, &[FIRST, BROKEN], &clock).await, Err(MigrationError::Edited(_))));
}

#[store::test]
async fn a_step_that_fails_leaves_nothing(store: Store) {
    let clock = Clock::system();
    migrate(&store, &[FIRST], &clock).await.unwrap();
    assert!(matches!(migrate(&store, &[FIRST, BROKEN], &clock).await, Err(MigrationError::Failed { .. })));
    assert!(!store::tables(&store).await.unwrap().contains(&"other".to_owned()));
    assert_eq!(applied(&store).await.unwrap().len(), 1);
}

#[store::test]
async fn two_that_start_at_once_apply_each_step_once(store: Store) {
    let clock = Clock::system();
    let steps = [FIRST, SECOND];
    let (one, other) = tokio::join!(migrate(&store, &steps, &clock), migrate(&store, &steps, &clock));
    let mut done = [one.unwrap(), other.unwrap()].concat();
    done.sort_unstable();
    assert_eq!(done, [FIRST.name, SECOND.name]);
}
