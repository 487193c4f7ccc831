//! One database, two engines: connections, the unit of work, migrations.

pub mod backup;
mod connect;
mod failure;
mod fields;
mod listing;
mod memory;
mod migration;
mod schema;
mod scratch;
#[cfg(feature = "testing")]
pub mod testing;
mod transaction;

use std::any::Any;

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, Statement,
    TransactionOptions, TransactionTrait as _, Value,
};
#[cfg(feature = "testing")]
pub use store_macros::test;
use tokio::sync::watch;

pub use connect::Durability;
pub use failure::{StoreError, broken_constraint, is_unavailable};
pub use fields::Fields;
pub use listing::{Listing, page};
pub use migration::{Migration, MigrationError, applied, migrate, pending};
pub use schema::{Column, columns, tables};
pub use scratch::Scratch;
pub use transaction::{Doing, Tx};

/// A handle on the database. Clones share the same connections.
#[derive(Clone, Debug)]
pub struct Store {
    read: DatabaseConnection,
    write: DatabaseConnection,
    committed: watch::Sender<u64>,
    memory: memory::Memory,
}

/// The database behind a [`Store`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// A file beside the program.
    Sqlite,
    /// A server, for larger installations and several processes.
    Postgres,
}

impl Store {
    /// Opens `sqlite:PATH` (created when absent) or `postgres://…`.
    ///
    /// # Errors
    /// When the URL is neither, or the database cannot be reached or created.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::open_with(url, Durability::Full).await
    }

    /// As [`Store::open`], choosing what a loss of power may cost on SQLite.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_with(url: &str, durability: Durability) -> Result<Self, StoreError> {
        let (read, write) = connect::open(url, durability).await?;
        Ok(Self::of(read, write))
    }

    fn of(read: DatabaseConnection, write: DatabaseConnection) -> Self {
        Self { read, write, committed: watch::Sender::new(0), memory: memory::Memory::default() }
    }

    /// The handle for reading outside a transaction. On SQLite it refuses to write.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Starts a unit of work. Nothing of it lasts until [`Tx::commit`].
    ///
    /// # Errors
    /// When the database cannot be reached in time.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Tx::begin(&self.write, self.committed.clone(), self.memory.clone()).await
    }

    /// Keeps something large that was read of the database for the units of work, in the place of what was kept of its type. It says
    /// itself of which revision it is: whoever takes it by [`Tx::kept`] compares that with what the unit of work sees.
    pub fn keep<T: Any + Send + Sync>(&self, value: T) {
        self.memory.keep(value);
    }

    /// The database as it is at this moment, to be read in many steps: what is committed meanwhile is not seen. It is let go of with
    /// the handle.
    ///
    /// # Errors
    /// When the database cannot be reached in time.
    pub async fn snapshot(&self) -> Result<DatabaseTransaction, DbErr> {
        // A file's readers see one moment anyway.
        let options = match self.engine() {
            Engine::Sqlite => TransactionOptions::default(),
            Engine::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                sqlite_transaction_mode: None,
            },
        };
        self.read.begin_with_options(options).await
    }

    /// Counts up at each commit made through this handle or its clones: wakes workers and indexers at once.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.committed.subscribe()
    }

    /// Which database this is. For reports and set-up; queries must not depend on it.
    pub fn engine(&self) -> Engine {
        Engine::of(&self.read)
    }

    /// Answers whether the database can be read right now.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.read.query_one_raw(sql(&self.read, "select 1", [])).await?;
        Ok(())
    }

    /// Closes the connections once running queries are done; on SQLite this also tidies the write-ahead log away.
    ///
    /// # Errors
    /// When a connection does not close cleanly.
    pub async fn close(self) -> Result<(), StoreError> {
        self.read.close_by_ref().await?;
        self.write.close_by_ref().await?;
        Ok(())
    }

    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.write
    }
}

impl Engine {
    pub(crate) fn of(db: &impl ConnectionTrait) -> Self {
        match db.get_database_backend() {
            DbBackend::Postgres => Self::Postgres,
            _ => Self::Sqlite,
        }
    }
}

/// The engine's name, as people write it.
impl std::fmt::Display for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// The end of a `select` whose row nobody else may change until the unit of work is over. On SQLite nobody can anyway.
pub fn held(tx: &Tx) -> &'static str {
    match Engine::of(tx) {
        Engine::Sqlite => "",
        // References to the row may still be added: a session beside an account.
        Engine::Postgres => " for no key update",
    }
}

/// The end of a `select` whose rows nobody else may take out until the unit of work is over; they may still be changed.
pub fn anchored(tx: &Tx) -> &'static str {
    match Engine::of(tx) {
        Engine::Sqlite => "",
        Engine::Postgres => " for key share",
    }
}

/// A statement of raw SQL for whichever engine `on` is, with parameters written `$1`, `$2` ….
pub fn sql(on: &impl ConnectionTrait, text: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(on.get_database_backend(), text, values)
}
