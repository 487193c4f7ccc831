//! The unit of work.

use std::any::Any;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    SqliteTransactionMode, Statement, StreamTrait, TransactionOptions, TransactionStream, TransactionTrait,
};
use tokio::sync::watch;

use crate::memory::Memory;
use crate::{StoreError, is_unavailable};

/// Something that is still done at the very end of a unit of work, and what comes of it.
type Last = Box<dyn for<'a> FnOnce(&'a Tx) -> Doing<'a> + Send>;

/// What is being done within a unit of work.
pub type Doing<'a> = Pin<Box<dyn Future<Output = Result<(), DbErr>> + Send + 'a>>;

/// What is still to be done at the end, in the order in which it was asked for.
#[derive(Default)]
struct Lasts(Mutex<Vec<Last>>);

impl fmt::Debug for Lasts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lasts")
    }
}

/// A unit of work: what is done through it lasts together at [`Tx::commit`], or not at all.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    committed: watch::Sender<u64>,
    /// The failure at which SQLite may have rolled back by itself: what followed would last on its own, or not at all.
    broken_off: OnceLock<DbErr>,
    memory: Memory,
    lasts: Lasts,
}

impl Tx {
    pub(crate) async fn begin(
        on: &DatabaseConnection,
        committed: watch::Sender<u64>,
        memory: Memory,
    ) -> Result<Self, StoreError> {
        // A deferred transaction that reads first and writes later fails on SQLite as soon as another one wrote.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = on.begin_with_options(options).await?;
        Ok(Self { inner, committed, broken_off: OnceLock::new(), memory, lasts: Lasts::default() })
    }

    /// What the process keeps of a type, by [`crate::Store::keep`]. It may be older or newer than what the unit of work sees.
    pub fn kept<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        self.memory.kept()
    }

    /// Asks that something be done within this unit of work when all else is: behind every lock that it takes, so that it never stops
    /// another unit. When it fails, nothing of the unit lasts.
    pub fn at_last(&self, last: impl for<'a> FnOnce(&'a Self) -> Doing<'a> + Send + 'static) {
        self.lasts.0.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(last));
    }

    /// Does what was asked for the end.
    async fn finish(&self) -> Result<(), DbErr> {
        let lasts = std::mem::take(&mut *self.lasts.0.lock().unwrap_or_else(PoisonError::into_inner));
        for last in lasts {
            last(self).await?;
        }
        Ok(())
    }

    /// Makes everything last, and wakes whoever waits for changes.
    ///
    /// # Errors
    /// When the database does not acknowledge, or broke the unit off before, or what was asked for the end fails; then nothing lasts.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.finish().await?;
        if let Some(error) = self.broken_off.into_inner() {
            return Err(error.into());
        }
        self.inner.commit().await?;
        self.committed.send_modify(|count| *count = count.wrapping_add(1));
        Ok(())
    }

    /// Forgets everything. Dropping does the same, later.
    ///
    /// # Errors
    /// When the connection is lost; nothing lasts then either.
    pub async fn rollback(self) -> Result<(), StoreError> {
        if self.broken_off.get().is_some() {
            return Ok(());
        }
        Ok(self.inner.rollback().await?)
    }

    /// Refuses once the unit is broken off.
    fn stands(&self) -> Result<(), DbErr> {
        self.broken_off.get().map_or(Ok(()), |error| Err(error.clone()))
    }

    /// Passes an answer on, and notes one that tells of a full or broken disk: SQLite then rolls back by itself.
    /// Whatever connection comes out of this is looked at before it is used again, see `connect.rs`.
    fn heed<T>(&self, answer: Result<T, DbErr>) -> Result<T, DbErr> {
        let on_sqlite = ConnectionTrait::get_database_backend(&self.inner) == DbBackend::Sqlite;
        answer.inspect_err(|error| {
            if on_sqlite && is_unavailable(error) {
                let _ = self.broken_off.set(error.clone());
            }
        })
    }
}

#[sea_orm::prelude::async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        ConnectionTrait::get_database_backend(&self.inner)
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.stands()?;
        self.heed(self.inner.execute_raw(statement).await)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.stands()?;
        self.heed(self.inner.execute_unprepared(sql).await)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.stands()?;
        self.heed(self.inner.query_one_raw(statement).await)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.stands()?;
        self.heed(self.inner.query_all_raw(statement).await)
    }
}

impl StreamTrait for Tx {
    type Stream<'a> = TransactionStream<'a>;

    fn get_database_backend(&self) -> DbBackend {
        StreamTrait::get_database_backend(&self.inner)
    }

    fn stream_raw<'a>(
        &'a self,
        statement: Statement,
    ) -> Pin<Box<dyn Future<Output = Result<Self::Stream<'a>, DbErr>> + 'a + Send>> {
        Box::pin(async move {
            self.stands()?;
            self.inner.stream_raw(statement).await
        })
    }
}
