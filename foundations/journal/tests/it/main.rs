//! The journal on real databases: entries chain, and every kind of tampering is named.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

use std::time::Duration;

use journal::{Broken, Changes, Filter, MIGRATIONS, Note, append, list, verify};
use kernel::{Clock, PageRequest, Random};
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};

fn note(record: &str) -> Note {
    Note {
        actor: "visitor".to_owned(),
        on_behalf_of: None,
        action: "sample.change".to_owned(),
        record_kind: "sample".to_owned(),
        record_id: record.to_owned(),
        reason: None,
        changes: Changes::none().field("state", "open", "closed"),
        request_id: "test".to_owned(),
    }
}

async fn write(store: &Store, records: &[&str]) {
    let (clock, random) = (Clock::system(), Random::system());
    for record in records {
        let tx = store.begin().await.unwrap();
        append(&tx, random.uuid(clock.now()), clock.now(), note(record)).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn tamper(store: &Store, text: &str) {
    let tx = store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, text, [])).await.unwrap();
    tx.commit().await.unwrap();
}

#[store::test(MIGRATIONS)]
async fn an_empty_and_a_filled_journal_are_whole(store: Store) {
    assert_eq!(verify(store.read()).await.unwrap().entries, 0);
    write(&store, &["a", "b", "c"]).await;
    assert_eq!(verify(store.read()).await.unwrap().entries, 3);
    let of_b = Filter { record_id: Some("b".to_owned()), ..Filter::default() };
    let page = list(store.read(), &of_b, PageRequest::first(10)).await.unwrap();
    assert_eq!((page.total, page.items[0].seq), (1, 2));
    assert_eq!(page.items[0].note, note("b"));
}

#[store::test(MIGRATIONS)]
async fn a_forgotten_unit_of_work_leaves_no_entry(store: Store) {
    let tx = store.begin().await.unwrap();
    append(&tx, Random::system().uuid(Clock::system().now()), Clock::system().now(), note("a")).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(verify(store.read()).await.unwrap().entries, 0);
}

#[store::test(MIGRATIONS)]
async fn concurrent_writers_make_one_chain(store: Store) {
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { write(&store, &["x", "y"]).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(verify(store.read()).await.unwrap().entries, 32);
}

#[store::test(MIGRATIONS)]
async fn an_altered_entry_is_named(store: Store) {
    write(&store, &["a", "b", "c"]).await;
    tamper(&store, "update journal_entry set actor = 'somebody else' where seq = 2").await;
    assert!(matches!(verify(store.read()).await, Err(Broken::Altered(2))));
}

#[store::test(MIGRATIONS)]
async fn a_removed_entry_is_named(store: Store) {
    write(&store, &["a", "b", "c"]).await;
    tamper(&store, "delete from journal_entry where seq = 2").await;
    assert!(matches!(verify(store.read()).await, Err(Broken::Missing(2))));
}

#[store::test(MIGRATIONS)]
async fn a_tail_cut_off_is_noticed(store: Store) {
    write(&store, &["a", "b", "c"]).await;
    tamper(&store, "delete from journal_entry where seq = 3").await;
    assert!(matches!(verify(store.read()).await, Err(Broken::Missing(3))));
    tamper(&store, "update journal_head set seq = 2").await;
    assert!(matches!(verify(store.read()).await, Err(Broken::Headless(2))));
}

#[store::test(MIGRATIONS)]
async fn a_gap_before_the_head_with_entries_beyond_it_is_named_and_ends(store: Store) {
    write(&store, &["a", "b", "c", "d", "e"]).await;
    tamper(&store, "delete from journal_entry where seq in (3, 4)").await;
    tamper(&store, "update journal_head set seq = 4").await;
    let verified = tokio::time::timeout(Duration::from_secs(5), verify(store.read())).await;
    let broken = verified.expect("verifying comes to an end");
    assert!(matches!(broken, Err(Broken::Missing(3))), "{broken:?}");
}

#[store::test(MIGRATIONS)]
async fn a_head_set_back_before_later_entries_is_noticed(store: Store) {
    write(&store, &["a", "b", "c"]).await;
    let head = "update journal_head set seq = 2, hash = (select hash from journal_entry where seq = 2)";
    tamper(&store, head).await;
    let broken = verify(store.read()).await;
    assert!(matches!(broken, Err(Broken::Headless(3))), "{broken:?}");
}

#[store::test(MIGRATIONS)]
async fn an_entry_added_before_the_first_is_noticed(store: Store) {
    write(&store, &["a", "b"]).await;
    let random = Random::system();
    let tx = store.begin().await.unwrap();
    let text =
        "insert into journal_entry select -1, $1, at, actor, on_behalf_of, action, record_kind, record_id, reason,
        changes, request_id, previous, hash from journal_entry where seq = 1";
    tx.execute_raw(sql(&tx, text, [random.uuid(Clock::system().now()).into()])).await.unwrap();
    tx.commit().await.unwrap();
    let broken = verify(store.read()).await;
    assert!(matches!(broken, Err(Broken::Unchained(-1))), "{broken:?}");
}
