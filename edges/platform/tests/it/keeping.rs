//! A backup of the whole house, restored into another engine, is the whole house; a broken journal is noticed.

use kernel::{Clock, Random};
use platform::keeping::{JOURNAL_HEAD, KeepingFault, backup, restore, set_apart};
use sea_orm::ConnectionTrait as _;
use store::backup::BackupError;
use store::{Store, sql};

use crate::{steps, whole};

async fn empty(dir: &std::path::Path) -> Store {
    Store::open(&platform::sqlite_url(&dir.join("restored.sqlite"))).await.unwrap()
}

/// The id of the installation that a database is of.
async fn installation(store: &Store) -> uuid::Uuid {
    let found = store.read().query_one_raw(sql(store.read(), "select uuid from installation", [])).await.unwrap();
    found.unwrap().try_get("", "uuid").unwrap()
}

#[store::test(&steps())]
async fn a_house_survives_backup_and_restore(store: Store) {
    let world = whole(&store).await;
    world.responder("general").await;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("house.backup");
    let clock = Clock::system();
    let manifest = backup(&store, &steps(), &file, &clock).await.unwrap();
    assert!(manifest.tables["journal_entry"].rows > 0);

    let other = empty(dir.path()).await;
    assert_eq!(restore(&file, &other, &steps(), false, &clock).await.unwrap(), manifest);
    let head = journal::verify(other.read()).await.unwrap().head;
    assert_eq!(manifest.facts.get(JOURNAL_HEAD), Some(&head));
    let (before, after) = (search::last_change(store.read()).await.unwrap(), search::oldest_change(other.read()).await);
    assert!(after.unwrap() > before + 1, "whoever followed the feed of what stood there begins anew");
    assert_eq!(installation(&other).await, installation(&store).await, "it is the same installation");
    set_apart(&other, &clock, &Random::system()).await.unwrap();
    assert_ne!(installation(&other).await, installation(&store).await, "unless it is set apart");
    let again = restore(&file, &other, &steps(), false, &clock).await;
    assert!(matches!(again, Err(KeepingFault::Backup(BackupError::Occupied))));
}

#[store::test(&steps())]
async fn a_broken_journal_is_neither_kept_nor_restored(store: Store) {
    whole(&store).await;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("house.backup");
    let tx = store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, "update journal_entry set actor = 'somebody else' where seq = 2", [])).await.unwrap();
    tx.commit().await.unwrap();
    let refused = backup(&store, &steps(), &file, &Clock::system()).await.unwrap_err().to_string();
    assert!(refused.contains("entry 2 was altered"), "{refused}");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing is left behind");
}
