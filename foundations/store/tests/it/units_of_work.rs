//! Units of work: what is committed lasts, what is dropped does not, writers queue.

use std::env;
use std::process::Command;

use kernel::Clock;
use sea_orm::ConnectionTrait as _;
use store::{Migration, Store, StoreError, Tx, broken_constraint, sql};

const STEPS: &[Migration] = &[Migration {
    name: "sample-0001",
    sql: "create table counter (name text primary key not null, n {whole} not null);\n",
}];

async fn put(tx: &Tx, name: &str, n: i64) -> Result<(), sea_orm::DbErr> {
    tx.execute_raw(sql(tx, "insert into counter (name, n) values ($1, $2)", [name.into(), n.into()])).await.map(drop)
}

async fn value(store: &Store, name: &str) -> Option<i64> {
    let query = sql(store.read(), "select n from counter where name = $1", [name.into()]);
    store.read().query_one_raw(query).await.unwrap().map(|row| row.try_get("", "n").unwrap())
}

#[store::test(STEPS)]
async fn a_dropped_unit_leaves_nothing_and_a_committed_one_wakes_listeners(store: Store) {
    let commits = store.commits();
    let before = *commits.borrow();
    let tx = store.begin().await.unwrap();
    put(&tx, "dropped", 1).await.unwrap();
    drop(tx);
    let tx = store.begin().await.unwrap();
    put(&tx, "kept", 2).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((value(&store, "dropped").await, value(&store, "kept").await), (None, Some(2)));
    assert_eq!(*commits.borrow(), before + 1);
}

#[store::test(STEPS)]
async fn what_is_asked_for_the_end_is_done_last_and_with_all_else(store: Store) {
    let tx = store.begin().await.unwrap();
    tx.at_last(|tx| Box::pin(async move { put(tx, "last", 1).await }));
    assert!(put(&tx, "first", 1).await.is_ok());
    assert_eq!(value(&store, "last").await, None);
    tx.commit().await.unwrap();
    assert_eq!((value(&store, "first").await, value(&store, "last").await), (Some(1), Some(1)));
    let tx = store.begin().await.unwrap();
    tx.at_last(|tx| Box::pin(async move { put(tx, "never", 1).await }));
    tx.rollback().await.unwrap();
    let tx = store.begin().await.unwrap();
    put(&tx, "second", 1).await.unwrap();
    tx.at_last(|tx| Box::pin(async move { put(tx, "last", 2).await }));
    tx.commit().await.unwrap_err();
    assert_eq!((value(&store, "never").await, value(&store, "second").await), (None, None), "all of it or nothing");
}

#[store::test(STEPS)]
async fn concurrent_read_modify_write_loses_no_update(store: Store) {
    let tx = store.begin().await.unwrap();
    put(&tx, "shared", 0).await.unwrap();
    tx.commit().await.unwrap();
    let tasks: Vec<_> = (0..20).map(|_| tokio::spawn(add_one(store.clone()))).collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(value(&store, "shared").await, Some(20));
}

async fn add_one(store: Store) -> Result<(), StoreError> {
    let tx = store.begin().await?;
    tx.execute_raw(sql(&tx, "update counter set n = n + 1 where name = $1", ["shared".into()])).await?;
    tx.commit().await
}

#[store::test(STEPS)]
async fn a_broken_constraint_is_named(store: Store) {
    let tx = store.begin().await.unwrap();
    put(&tx, "once", 1).await.unwrap();
    let error = put(&tx, "once", 2).await.unwrap_err();
    assert!(broken_constraint(&error).unwrap().contains("counter"));
}

#[tokio::test]
async fn an_address_that_is_no_database_is_refused_with_the_remedy() {
    let error = Store::open("mysql://nowhere").await.unwrap_err();
    assert_eq!(error.to_string(), "the database's address must begin with sqlite: or postgres:");
}

#[store::test(STEPS)]
async fn a_full_disk_is_trouble_that_passes(store: Store) {
    if store.engine() != store::Engine::Sqlite {
        return;
    }
    let tx = store.begin().await.unwrap();
    tx.query_one_raw(sql(&tx, "pragma max_page_count = 1", [])).await.unwrap();
    tx.commit().await.unwrap();
    let mut refused = None;
    for n in 0..400 {
        let tx = store.begin().await.unwrap();
        if let Err(error) = put(&tx, &format!("{n} {}", "x".repeat(900)), n).await {
            refused = Some(error);
            break;
        }
        tx.commit().await.unwrap();
    }
    let refused = refused.expect("the file may not grow for ever");
    assert!(store::is_unavailable(&refused), "{refused:?}");
    assert_eq!(value(&store, "nothing").await, None, "reading goes on");
    writing_goes_on(&store).await;
}

#[store::test(STEPS)]
async fn what_follows_a_full_disk_in_the_same_unit_does_not_last(store: Store) {
    if store.engine() != store::Engine::Sqlite {
        return;
    }
    let tx = store.begin().await.unwrap();
    tx.query_one_raw(sql(&tx, "pragma max_page_count = 1", [])).await.unwrap();
    let refused = put(&tx, &"x".repeat(1 << 20), 1).await.unwrap_err();
    assert!(store::is_unavailable(&refused), "{refused:?}");
    assert!(put(&tx, "follows", 1).await.is_err());
    let refused = tx.commit().await.unwrap_err();
    assert!(matches!(&refused, StoreError::Query(error) if store::is_unavailable(error)), "{refused:?}");
    assert_eq!(value(&store, "follows").await, None);
    writing_goes_on(&store).await;
}

/// One unit is dropped and leaves nothing, the next lasts and is seen by others.
async fn writing_goes_on(store: &Store) {
    let tx = store.begin().await.unwrap();
    put(&tx, "dropped", 1).await.unwrap();
    drop(tx);
    let tx = store.begin().await.unwrap();
    put(&tx, "later", 1).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((value(store, "dropped").await, value(store, "later").await), (None, Some(1)));
}

/// Set for the process whose files may not grow.
const SMALL_DISK: &str = "RELAIS_TEST_SMALL_DISK";

#[tokio::test]
async fn a_disk_that_fills_at_the_commit_hinders_no_later_unit() {
    if env::var_os(SMALL_DISK).is_some() {
        return fill_at_the_commit().await;
    }
    // No file may grow beyond some hundred KiB; without the trap that would kill the process instead.
    let limited = r#"trap "" XFSZ; ulimit -f 512; exec "$0" "$@""#;
    let mut child = Command::new("sh");
    child.args(["-c", limited]).arg(env::current_exe().unwrap()).env(SMALL_DISK, "1");
    child.args(["--exact", "units_of_work::a_disk_that_fills_at_the_commit_hinders_no_later_unit", "--nocapture"]);
    let output = child.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

async fn fill_at_the_commit() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite:{}", dir.path().join("small.sqlite").display())).await.unwrap();
    store::migrate(&store, STEPS, &Clock::system()).await.unwrap();
    // Small enough to wait in memory until the commit.
    let large = "x".repeat(600 << 10);
    let tx = store.begin().await.unwrap();
    put(&tx, &large, 1).await.unwrap();
    let refused = tx.commit().await.unwrap_err();
    assert!(matches!(&refused, StoreError::Query(error) if store::is_unavailable(error)), "{refused:?}");
    writing_goes_on(&store).await;
    assert_eq!(value(&store, &large).await, None);
}
