//! The unit of work.

use std::pin::Pin;

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    SqliteTransactionMode, Statement, StreamTrait, TransactionOptions, TransactionStream, TransactionTrait,
};
use tokio::sync::watch;

use crate::{StoreError, is_unavailable};

/// A unit of work: what is done through it lasts together at [`Tx::commit`], or not at all.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    committed: watch::Sender<u64>,
    /// Set when the database broke the unit off by itself: what follows can no longer last.
    broken_off: AtomicBool,
}

impl Tx {
    pub(crate) async fn begin(on: &DatabaseConnection, committed: watch::Sender<u64>) -> Result<Self, StoreError> {
        // A deferred transaction that reads first and writes later fails on SQLite as soon as another one wrote.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = on.begin_with_options(options).await?;
        Ok(Self { inner, committed, broken_off: AtomicBool::new(false) })
    }

    /// Makes everything last, and wakes whoever waits for changes.
    ///
    /// # Errors
    /// When the database does not acknowledge, or broke the unit off before; then nothing lasts.
    pub async fn commit(self) -> Result<(), StoreError> {
        if self.broken_off.load(Ordering::Acquire) {
            self.inner.rollback().await?;
            return Err(StoreError::Open("the disk is full or cannot be written; make room and try again".to_owned()));
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
        Ok(self.inner.rollback().await?)
    }

    /// Passes an answer on, and keeps the connection usable after one that tells of a full or broken disk.
    ///
    /// SQLite then rolls back by itself, and the driver would for ever believe that a transaction is open. A new one is
    /// begun for it to roll back; if the old one still stands, this is refused and changes nothing.
    async fn heed<T>(&self, answer: Result<T, DbErr>) -> Result<T, DbErr> {
        let on_sqlite = ConnectionTrait::get_database_backend(&self.inner) == DbBackend::Sqlite;
        if let Err(error) = &answer
            && on_sqlite
            && is_unavailable(error)
        {
            self.broken_off.store(true, Ordering::Release);
            let _ = self.inner.execute_unprepared("begin").await;
        }
        answer
    }
}

#[sea_orm::prelude::async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        ConnectionTrait::get_database_backend(&self.inner)
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.heed(self.inner.execute_raw(statement).await).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.heed(self.inner.execute_unprepared(sql).await).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.heed(self.inner.query_one_raw(statement).await).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.heed(self.inner.query_all_raw(statement).await).await
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
        self.inner.stream_raw(statement)
    }
}
