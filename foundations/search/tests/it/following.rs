//! Following: every committed change arrives, none arrives twice, whenever the program is stopped.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbErr};
use search::{Document, Index, IndexError, Indexer, Lexicon, Progress, Source, Stretch};
use store::{Store, sql};
use tokio::sync::watch;
use uuid::Uuid;

use crate::sample::{KIND, Notes, STEPS, found, fresh, id, put};

fn indexer(store: &Store, index: &Index) -> Indexer {
    Indexer::new(store.clone(), index.clone(), vec![Arc::new(Notes(1))])
}

/// Notes that remember in which order they were asked for.
struct Watched(Arc<Mutex<Vec<Uuid>>>);

#[async_trait::async_trait]
impl Source for Watched {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn version(&self) -> u32 {
        1
    }

    async fn count(&self, db: &DatabaseConnection) -> Result<u64, DbErr> {
        Notes(1).count(db).await
    }

    async fn page(&self, db: &DatabaseConnection, after: Option<Uuid>, limit: u32) -> Result<Stretch, DbErr> {
        Notes(1).page(db, after, limit).await
    }

    async fn some(&self, _: &DatabaseConnection, keys: &[Uuid]) -> Result<Vec<Document>, DbErr> {
        self.0.lock().unwrap().extend(keys);
        Ok(Vec::new())
    }
}

async fn execute(store: &Store, text: &str) {
    let tx = store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, text, [])).await.unwrap();
    tx.commit().await.unwrap();
}

#[store::test(STEPS)]
async fn added_changed_and_removed_records_are_followed(store: Store) {
    let (_dir, index) = fresh(&Lexicon::default());
    let indexer = indexer(&store, &index);
    put(&store, 1, "Huisarts").await;
    put(&store, 2, "Apotheek").await;
    indexer.catch_up().await.unwrap();
    put(&store, 1, "Tandarts").await;
    assert_eq!(indexer.catch_up().await.unwrap(), 1);
    assert_eq!((found(&index, "huisarts").len(), found(&index, "tandarts").len(), index.documents()), (0, 1, 2));
    let tx = store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, "delete from note where id = $1", [id(1).into()])).await.unwrap();
    search::changed(&tx, KIND, id(1)).await.unwrap();
    tx.commit().await.unwrap();
    indexer.catch_up().await.unwrap();
    assert_eq!((found(&index, "tandarts").len(), index.documents()), (0, 1));
    assert_eq!(indexer.catch_up().await.unwrap(), 0);
}

#[store::test(STEPS)]
async fn a_change_that_is_not_committed_is_not_followed(store: Store) {
    let (_dir, index) = fresh(&Lexicon::default());
    let indexer = indexer(&store, &index);
    indexer.catch_up().await.unwrap();
    let tx = store.begin().await.unwrap();
    search::changed(&tx, KIND, id(1)).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(indexer.catch_up().await.unwrap(), 0);
}

#[store::test(STEPS)]
async fn a_whole_kind_is_built_anew_with_progress(store: Store) {
    let (_dir, index) = fresh(&Lexicon::default());
    for n in 1..=600 {
        let values = [id(n).into(), format!("Naam {n}").into()];
        let tx = store.begin().await.unwrap();
        tx.execute_raw(sql(&tx, "insert into note (id, name, body) values ($1, $2, '')", values)).await.unwrap();
        tx.commit().await.unwrap();
    }
    let seen: Arc<std::sync::Mutex<Vec<Progress>>> = Arc::default();
    let told = Arc::clone(&seen);
    let indexer = indexer(&store, &index).on_progress(Arc::new(move |progress| told.lock().unwrap().push(progress)));
    indexer.catch_up().await.unwrap();
    assert_eq!(index.documents(), 600);
    let last = *seen.lock().unwrap().last().unwrap();
    assert_eq!((last.kind, last.done, last.total), (KIND, 600, 600));
    execute(&store, "update note set name = 'Nieuw'").await;
    let tx = store.begin().await.unwrap();
    search::changed_all(&tx, KIND).await.unwrap();
    tx.commit().await.unwrap();
    indexer.catch_up().await.unwrap();
    assert_eq!((index.documents(), index.search(&crate::sample::question("nieuw")).unwrap().total), (600, 600));
}

#[store::test(STEPS)]
async fn stopped_at_any_moment_nothing_is_lost_or_doubled(store: Store) {
    let dir = tempfile::tempdir().unwrap();
    for n in 1..=40 {
        put(&store, n, &format!("Naam {n}")).await;
    }
    for (round, patience) in (0..).zip([0, 1, 2, 4, 7, 11, 16, 25, 40]) {
        put(&store, 41 + round, "Naam later").await;
        let index = reopened(dir.path()).await;
        let indexer = indexer(&store, &index);
        // The future is dropped in its midst, as a killed process drops everything.
        drop(tokio::time::timeout(Duration::from_millis(patience), indexer.catch_up()).await);
    }
    let index = reopened(dir.path()).await;
    indexer(&store, &index).catch_up().await.unwrap();
    assert_eq!(index.documents(), 49);
    let all = index.search(&crate::sample::question("naam")).unwrap();
    assert_eq!(all.total, 49);
}

/// Opens the index as soon as work that was already handed to another thread has let go of it.
async fn reopened(dir: &Path) -> Index {
    for _ in 0..200 {
        match Index::open(dir, &Lexicon::default(), &[]) {
            Err(IndexError::InUse(_)) => tokio::time::sleep(Duration::from_millis(50)).await,
            opened => return opened.unwrap(),
        }
    }
    panic!("the index is never let go of");
}

#[store::test(STEPS)]
async fn an_index_that_was_away_too_long_builds_itself_anew(store: Store) {
    let (_dir, index) = fresh(&Lexicon::default());
    let indexer = indexer(&store, &index);
    put(&store, 1, "Huisarts").await;
    indexer.catch_up().await.unwrap();
    put(&store, 2, "Apotheek").await;
    put(&store, 3, "Tandarts").await;
    execute(&store, "delete from search_change where seq <= 2").await;
    indexer.catch_up().await.unwrap();
    assert_eq!(index.documents(), 3);
}

#[store::test(STEPS)]
async fn an_index_ahead_of_a_restored_database_builds_itself_anew(store: Store) {
    let (_dir, index) = fresh(&Lexicon::default());
    let indexer = indexer(&store, &index);
    put(&store, 1, "Huisarts").await;
    put(&store, 2, "Apotheek").await;
    indexer.catch_up().await.unwrap();
    execute(&store, "delete from note where name = 'Apotheek'").await;
    execute(&store, "delete from search_change where seq = 2").await;
    execute(&store, "update search_counter set seq = 1").await;
    indexer.catch_up().await.unwrap();
    assert_eq!(index.documents(), 1);
}

#[store::test(STEPS)]
async fn many_changes_are_noted_at_once(store: Store) {
    let (_dir, index) = fresh(&Lexicon::default());
    let indexer = indexer(&store, &index);
    indexer.catch_up().await.unwrap();
    let keys: Vec<_> = (1..=2_500).map(id).collect();
    let tx = store.begin().await.unwrap();
    search::changed_many(&tx, KIND, &keys).await.unwrap();
    search::changed_many(&tx, KIND, &[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(indexer.catch_up().await.unwrap(), 2_500);
}

#[store::test(STEPS)]
async fn what_somebody_writes_now_does_not_wait_behind_an_import(store: Store) {
    let (_dir, index) = fresh(&Lexicon::default());
    let asked = Arc::new(Mutex::default());
    let indexer = Indexer::new(store.clone(), index, vec![Arc::new(Watched(Arc::clone(&asked)))]);
    indexer.catch_up().await.unwrap();
    let keys: Vec<_> = (1..=4_500).map(id).collect();
    let tx = store.begin().await.unwrap();
    search::changed_many(&tx, KIND, &keys).await.unwrap();
    tx.commit().await.unwrap();
    put(&store, 9_000, "Vluchthuis").await;
    indexer.catch_up().await.unwrap();
    let asked: Vec<Uuid> = asked.lock().unwrap().clone();
    let turn = |n: u128| asked.iter().position(|key| *key == id(n)).unwrap();
    assert!(turn(9_000) < turn(1) && turn(1) < turn(3_000), "{} {}", turn(9_000), turn(1));
}

#[store::test(STEPS)]
async fn the_task_follows_by_itself_and_stops_when_told(store: Store) {
    let (_dir, index) = fresh(&Lexicon::default());
    let (stop, stopped) = watch::channel(false);
    let task = tokio::spawn(search::run(store.clone(), index.clone(), vec![Arc::new(Notes(1))], stopped));
    put(&store, 1, "Huisarts").await;
    for _ in 0..200 {
        if !found(&index, "huisarts").is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert_eq!(found(&index, "huisarts"), ["Huisarts"]);
    stop.send(true).unwrap();
    tokio::time::timeout(Duration::from_secs(5), task).await.unwrap().unwrap();
}
