//! Opening the connections: a pool of readers and one queue of writers.

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use sea_orm::{ConnectOptions, Database, DatabaseConnection, SqlxSqliteConnector};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::StoreError;
use crate::failure::is_damage;

/// How long a writer waits for another before giving up.
const BUSY: Duration = Duration::from_secs(5);
/// How long to wait for a free or a new connection.
const ACQUIRE: Duration = Duration::from_secs(8);
/// How long to wait before asking again a server that is not there yet.
const BETWEEN_KNOCKS: Duration = Duration::from_millis(500);
/// What PostgreSQL answers while it starts, and while it has no connection to give.
const NOT_YET: [&str; 2] = ["57P03", "53300"];
/// Reading connections on SQLite; more only share the same two or four cores.
const READERS: u32 = 4;
/// The most memory that the writer keeps pages of the file in, KiB: an import comes back to all of its tables and indexes with every
/// row, and fetching their pages anew was two thirds of its time at a million services. A small file takes no more than it is large.
const WRITER_PAGES: &str = "-262144";
/// Connections on PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;

/// What a loss of power may cost on SQLite. A killed process loses nothing either way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Durability {
    /// Nothing that was acknowledged.
    #[default]
    Full,
    /// The last moments before a power cut, never the whole; for bulk loads and tests.
    Relaxed,
}

/// Opens the readers and the writer behind a URL.
pub(crate) async fn open(
    url: &str,
    durability: Durability,
) -> Result<(DatabaseConnection, DatabaseConnection), StoreError> {
    if url.starts_with("sqlite:") {
        sqlite(url, durability).await
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        let pool = postgres(url).await?;
        Ok((pool.clone(), pool))
    } else {
        Err(StoreError::UnknownUrl)
    }
}

async fn sqlite(url: &str, durability: Durability) -> Result<(DatabaseConnection, DatabaseConnection), StoreError> {
    let synchronous = match durability {
        Durability::Full => SqliteSynchronous::Full,
        Durability::Relaxed => SqliteSynchronous::Off,
    };
    let writer = SqliteConnectOptions::from_str(url)
        .map_err(|error| StoreError::BadUrl(error.to_string()))?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .optimize_on_close(true, 400)
        .disable_statement_logging();
    let reader = writer.clone().pragma("query_only", "on");
    // What a statement may have to take back is kept in memory too: one of many rows touches thousands of pages.
    let write = pool(writer.pragma("cache_size", WRITER_PAGES).pragma("temp_store", "memory"), 1).await?;
    let read = pool(reader, READERS).await?;
    Ok((read, write))
}

/// One more connection to a SQLite file that is in use.
pub(crate) async fn beside(path: &str) -> Result<DatabaseConnection, StoreError> {
    pool(SqliteConnectOptions::new().filename(path).busy_timeout(BUSY).disable_statement_logging(), 1).await
}

/// The only connection to a SQLite file that nobody else uses: one file, without a log beside it that must be kept.
pub(crate) async fn alone(path: &Path) -> Result<DatabaseConnection, StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Delete)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(true)
        .disable_statement_logging();
    pool(options, 1).await
}

/// Opens a SQLite file that nobody writes to, without leaving a trace beside it.
pub(crate) async fn still(path: &Path) -> Result<DatabaseConnection, StoreError> {
    let options =
        SqliteConnectOptions::new().filename(path).read_only(true).immutable(true).disable_statement_logging();
    pool(options, 1).await
}

async fn pool(options: SqliteConnectOptions, size: u32) -> Result<DatabaseConnection, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(size)
        .acquire_timeout(ACQUIRE)
        .test_before_acquire(false)
        .after_release(|connection, _| Box::pin(is_at_rest(connection)))
        .connect_with(options)
        .await
        .map_err(|error| {
            let of = if is_damage(&error) { StoreError::Damaged } else { StoreError::Open };
            of(error.to_string())
        })?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

/// Whether a connection that comes back may be used again.
///
/// When the disk fills at a commit, SQLite rolls back by itself. The driver goes on believing that a unit is open, and
/// would make every later one a part of it that never lasts.
async fn is_at_rest(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // What a dropped unit left to be done is done before the answer comes.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

async fn postgres(url: &str) -> Result<DatabaseConnection, StoreError> {
    knock(url).await?;
    let mut options = ConnectOptions::new(url);
    options.max_connections(POSTGRES_CONNECTIONS).acquire_timeout(ACQUIRE).connect_timeout(ACQUIRE).sqlx_logging(false);
    // The message of a failed connection may repeat the URL, and with it a password: keep the kind only.
    Database::connect(options).await.map_err(|error| StoreError::Open(without_secrets(&error.to_string(), url)))
}

/// Asks the server whether it is there: the pool would go on asking until its patience ends, and not say why. Only one that
/// starts or is full is asked again, as long as a connection is waited for.
async fn knock(url: &str) -> Result<(), StoreError> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|error| StoreError::BadUrl(without_secrets(&error.to_string(), url)))?
        .disable_statement_logging();
    let begun = tokio::time::Instant::now();
    loop {
        return match tokio::time::timeout(ACQUIRE, PgConnection::connect_with(&options)).await {
            Ok(Ok(connection)) => connection.close().await.map_err(|error| StoreError::Away(error.to_string())),
            Ok(Err(sqlx::Error::Io(error))) => Err(StoreError::Away(error.to_string())),
            Ok(Err(sqlx::Error::Database(error))) if is_not_yet(&*error) => {
                if begun.elapsed() < ACQUIRE {
                    tokio::time::sleep(BETWEEN_KNOCKS).await;
                    continue;
                }
                Err(StoreError::Away(error.message().to_owned()))
            }
            Ok(Err(sqlx::Error::Database(error))) => Err(StoreError::Open(error.message().to_owned())),
            Ok(Err(error)) => Err(StoreError::Open(without_secrets(&error.to_string(), url))),
            Err(_) => Err(StoreError::Away(format!("no word within {} s", ACQUIRE.as_secs()))),
        };
    }
}

fn is_not_yet(error: &dyn sqlx::error::DatabaseError) -> bool {
    error.code().is_some_and(|code| NOT_YET.contains(&code.as_ref()))
}

fn without_secrets(message: &str, url: &str) -> String {
    message.replace(url, "the database's address")
}
