//! What `#[store::test]` expands to: a fresh database of each engine for each test.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test ends where something is not as it should be"
)]

use std::env;
use std::future::Future;

use kernel::{Clock, Random, Timestamp};
use sea_orm::ConnectionTrait;
use sha2::{Digest as _, Sha256};

use crate::{Durability, Migration, Store, migrate};

/// The address of a PostgreSQL server where tests may create databases, such as `postgres://user@host/postgres`.
pub const POSTGRES: &str = "RELAIS_TEST_POSTGRES";
/// When set, a missing PostgreSQL fails the test instead of passing it over.
pub const REQUIRED: &str = "RELAIS_REQUIRE_POSTGRES";

/// Runs a test on a fresh SQLite file.
pub fn sqlite<F: Future<Output = ()>>(steps: &[Migration], test: impl FnOnce(Store) -> F) {
    block_on(async {
        let dir = tempfile::Builder::new().prefix("relais-test").tempdir().expect("a temporary directory");
        let url = format!("sqlite:{}", dir.path().join("test.sqlite").display());
        let store = Store::open_with(&url, Durability::Relaxed).await.expect("a fresh SQLite file");
        migrate(&store, steps, &Clock::system()).await.expect("migrations on SQLite");
        test(store).await;
    });
}

/// Runs a test on a fresh PostgreSQL database made from a migrated template.
pub fn postgres<F: Future<Output = ()>>(steps: &[Migration], test: impl FnOnce(Store) -> F) {
    let Ok(server) = env::var(POSTGRES) else {
        assert!(env::var_os(REQUIRED).is_none(), "{POSTGRES} must name a PostgreSQL server for this test");
        eprintln!("passed over: {POSTGRES} names no PostgreSQL server");
        return;
    };
    block_on(async {
        let admin = Store::open(&server).await.expect("the PostgreSQL server");
        let template = template(&admin, &server, steps).await;
        let name = format!("relais_test_{}", Random::system().uuid(Timestamp::from_micros(0)).simple());
        run(&admin, &format!("create database {name} template {template}")).await;
        let store = Store::open(&beside(&server, &name)).await.expect("the test's database");
        test(store.clone()).await;
        store.close().await.expect("closing");
        run(&admin, &format!("drop database {name} with (force)")).await;
    });
}

/// One template per schema, made by whichever test process comes first.
async fn template(admin: &Store, server: &str, steps: &[Migration]) -> String {
    let mut digest = Sha256::new();
    for step in steps {
        digest.update(step.name);
        digest.update(step.sql);
    }
    let name = format!("relais_template_{}", hex::encode(&digest.finalize()[..8]));
    let tx = admin.begin().await.expect("a transaction for the lock");
    tx.execute_unprepared("select pg_advisory_xact_lock(7261475)").await.expect("the lock on templates");
    let known = crate::sql(admin.read(), "select 1 from pg_database where datname = $1", [name.as_str().into()]);
    if admin.read().query_one_raw(known).await.expect("the list of databases").is_none() {
        run(admin, &format!("create database {name}_new")).await;
        let fresh = Store::open(&beside(server, &format!("{name}_new"))).await.expect("the template");
        migrate(&fresh, steps, &Clock::system()).await.expect("migrations on PostgreSQL");
        fresh.close().await.expect("closing the template");
        run(admin, &format!("alter database {name}_new rename to {name}")).await;
    }
    tx.commit().await.expect("releasing the lock");
    name
}

async fn run(admin: &Store, text: &str) {
    admin.read().execute_unprepared(text).await.unwrap_or_else(|error| panic!("{text}: {error}"));
}

/// The address of another database on the same server.
fn beside(server: &str, name: &str) -> String {
    let (address, options) = server.split_once('?').map_or((server, String::new()), |(a, o)| (a, format!("?{o}")));
    let (base, _) = address.rsplit_once('/').expect("the address ends in a database");
    format!("{base}/{name}{options}")
}

fn block_on(work: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(work);
}
