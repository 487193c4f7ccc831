//! Backups: whole, portable between the engines, refused when damaged or unwanted.

use std::path::{Path, PathBuf};

use kernel::Clock;
use sea_orm::ConnectionTrait as _;
use sea_orm::prelude::{DateTimeUtc, Json, Uuid};
use store::backup::{Archive, BackupError, Draft, Manifest};
use store::{Engine, Migration, MigrationError, Store, migrate, sql};

const PARENTS: Migration = Migration {
    name: "sample-0001",
    sql: "create table zone (code text primary key not null, above text references zone (code));
create table sample (id {id} primary key not null, zone text not null references zone (code), at {moment} not null,
  day {day}, doc {json} not null, n {whole}, x {real}, flag {flag} not null, raw {bytes}, note text);
insert into zone (code, above) values ('seed', null);
",
};
const LATER: Migration = Migration { name: "sample-0002", sql: "alter table zone add column rank {whole};\n" };
const STEPS: &[Migration] = &[PARENTS];

/// Rows of every kind, with and without values; a zone that refers to one that sorts after it.
async fn fill(store: &Store, rows: u32) {
    let tx = store.begin().await.unwrap();
    for (code, above) in [("z", None), ("a", Some("z")), ("b", Some("a"))] {
        let values = [code.into(), above.map(str::to_owned).into()];
        tx.execute_raw(sql(&tx, "insert into zone (code, above) values ($1, $2)", values)).await.unwrap();
    }
    for n in 0..rows {
        let at: DateTimeUtc = "2026-11-22T10:00:00.120Z".parse().unwrap();
        let doc: Json =
            serde_json::from_str(r#"{"nl": "Zorg", "fr": "Soins \"à domicile\"", "a": [1, 2.50]}"#).unwrap();
        let some = n % 2 == 0;
        let values = [
            Uuid::from_u128(u128::from(n) + 1).into(),
            if some { "a" } else { "b" }.into(),
            at.into(),
            some.then(|| at.date_naive()).into(),
            doc.into(),
            some.then_some(i64::from(n)).into(),
            some.then_some(f64::from(n) / 3.0).into(),
            some.into(),
            some.then(|| vec![0_u8, 255]).into(),
            some.then(|| "Soins à domicile \u{1f3e0}".to_owned()).into(),
        ];
        let text = "insert into sample (id, zone, at, day, doc, n, x, flag, raw, note)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        tx.execute_raw(sql(&tx, text, values)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn take(store: &Store, place: &Path) -> Result<Manifest, BackupError> {
    Draft::take(store, STEPS, place).await?.seal(&[("version", "test".to_owned())]).await
}

async fn restore(place: &Path, into: &Store, replace: bool) -> Result<(), BackupError> {
    let archive = Archive::open(place, STEPS).await?;
    Ok(archive.pour(into, STEPS, replace).await?.commit().await?)
}

async fn count(store: &Store, table: &str) -> i64 {
    let query = sql(store.read(), &format!("select count(*) as n from {table}"), []);
    store.read().query_one_raw(query).await.unwrap().unwrap().try_get("", "n").unwrap()
}

fn scratch() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("a.backup");
    (dir, place)
}

async fn file_store(dir: &Path, name: &str) -> Store {
    Store::open(&format!("sqlite:{}", dir.join(name).display())).await.unwrap()
}

#[store::test(STEPS)]
async fn what_is_restored_is_what_was_there_on_either_engine(store: Store) {
    let (dir, place) = scratch();
    fill(&store, 1_203).await;
    let manifest = take(&store, &place).await.unwrap();
    assert_eq!((manifest.tables["sample"].rows, manifest.tables["zone"].rows), (1_203, 4));
    assert_eq!(manifest.facts["engine"], store.engine().to_string());

    // Into SQLite, from there into the first engine again: each copy says the same of itself.
    let other = file_store(dir.path(), "other.sqlite").await;
    restore(&place, &other, false).await.unwrap();
    let again = dir.path().join("again.backup");
    assert_eq!(take(&other, &again).await.unwrap().tables, manifest.tables);
    restore(&again, &store, true).await.unwrap();
    assert_eq!(take(&store, &dir.path().join("third.backup")).await.unwrap().tables, manifest.tables);
    assert!(migrate(&store, &[PARENTS, LATER], &Clock::system()).await.unwrap() == ["sample-0002"]);
}

#[store::test(STEPS)]
async fn references_are_strict_again_after_a_restore(store: Store) {
    let (_dir, place) = scratch();
    fill(&store, 3).await;
    take(&store, &place).await.unwrap();
    restore(&place, &store, true).await.unwrap();
    let tx = store.begin().await.unwrap();
    let error =
        tx.execute_raw(sql(&tx, "insert into zone (code, above) values ('c', 'nowhere')", [])).await.unwrap_err();
    assert!(store::broken_constraint(&error).is_some(), "{error}");
}

#[store::test(STEPS)]
async fn a_backup_taken_while_writing_is_of_one_moment(store: Store) {
    let (_dir, place) = scratch();
    fill(&store, 50).await;
    let writer = tokio::spawn(keep_pairs(store.clone()));
    tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    take(&store, &place).await.unwrap();
    writer.abort();
    let archive = Archive::open(&place, STEPS).await.unwrap();
    let text = "select count(*) as n from zone where code like 'p%'";
    let row = archive.read().query_one_raw(sql(archive.read(), text, [])).await.unwrap().unwrap();
    let pairs: i64 = row.try_get("", "n").unwrap();
    assert_eq!(pairs % 2, 0, "{pairs} rows that are only ever written two by two");
}

/// Writes two rows per unit of work, for ever.
async fn keep_pairs(store: Store) {
    for n in 0.. {
        let tx = store.begin().await.unwrap();
        for side in ["l", "r"] {
            let values = [format!("p{n}{side}").into()];
            tx.execute_raw(sql(&tx, "insert into zone (code) values ($1)", values)).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}

#[store::test(STEPS)]
async fn a_database_in_use_is_only_replaced_when_told(store: Store) {
    let (_dir, place) = scratch();
    fill(&store, 2).await;
    take(&store, &place).await.unwrap();
    assert!(matches!(restore(&place, &store, false).await, Err(BackupError::Occupied)));
    assert_eq!(count(&store, "sample").await, 2);
}

#[store::test]
async fn somebody_elses_database_is_never_replaced(store: Store) {
    let (dir, place) = scratch();
    let ours = file_store(dir.path(), "ours.sqlite").await;
    migrate(&ours, STEPS, &Clock::system()).await.unwrap();
    take(&ours, &place).await.unwrap();
    let tx = store.begin().await.unwrap();
    tx.execute_unprepared("create table accounts (id text)").await.unwrap();
    tx.commit().await.unwrap();
    let refusal = restore(&place, &store, true).await.unwrap_err();
    assert!(matches!(&refusal, BackupError::Foreign(table) if table == "accounts"), "{refusal}");
}

#[tokio::test]
async fn a_backup_never_overwrites() {
    let (dir, place) = scratch();
    let store = file_store(dir.path(), "source.sqlite").await;
    migrate(&store, STEPS, &Clock::system()).await.unwrap();
    take(&store, &place).await.unwrap();
    let before = std::fs::read(&place).unwrap();
    assert!(matches!(take(&store, &place).await, Err(BackupError::Exists(_))));
    assert_eq!(std::fs::read(&place).unwrap(), before);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2 + 2, "the backup, the database with its two logs");
}

#[tokio::test]
async fn damaged_files_are_refused_with_a_reason() {
    let (dir, place) = scratch();
    let store = file_store(dir.path(), "source.sqlite").await;
    migrate(&store, STEPS, &Clock::system()).await.unwrap();
    fill(&store, 400).await;
    take(&store, &place).await.unwrap();
    let whole = std::fs::read(&place).unwrap();
    let refusal = async |bytes: &[u8]| {
        std::fs::write(&place, bytes).unwrap();
        Archive::open(&place, STEPS).await.map_or_else(|error| error.to_string(), |_| "accepted".to_owned())
    };
    for size in [0, 10, 512, whole.len() / 2, whole.len() - 4096] {
        let said = refusal(&whole[..size]).await;
        assert!(said.contains("is not a whole backup of Relais"), "cut at {size} of {}: {said}", whole.len());
    }
    assert!(refusal(b"PK\x03\x04 something else").await.contains("is not a whole backup of Relais"));
    let mut changed = whole.clone();
    for at in (0..whole.len() - 4).filter(|at| &whole[*at..at + 4] == b"Zorg") {
        changed[at] = b'B';
    }
    let said = refusal(&changed).await;
    assert!(said.contains("table `sample` was changed afterwards"), "{said}");
}

#[tokio::test]
async fn a_backup_of_a_newer_program_is_refused() {
    let (dir, place) = scratch();
    let store = file_store(dir.path(), "source.sqlite").await;
    migrate(&store, &[PARENTS, LATER], &Clock::system()).await.unwrap();
    Draft::take(&store, &[PARENTS, LATER], &place).await.unwrap().seal(&[]).await.unwrap();
    let refused = Archive::open(&place, STEPS).await.map(drop);
    assert!(matches!(refused, Err(BackupError::Migration(MigrationError::Newer(name))) if name == LATER.name));
    assert_eq!(store.engine(), Engine::Sqlite);
}
