//! The unit of work.

use std::pin::Pin;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    SqliteTransactionMode, Statement, StreamTrait, TransactionOptions, TransactionStream, TransactionTrait,
};
use tokio::sync::watch;

use crate::StoreError;

/// A unit of work: what is done through it lasts together at [`Tx::commit`], or not at all.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    committed: watch::Sender<u64>,
}

impl Tx {
    pub(crate) async fn begin(on: &DatabaseConnection, committed: watch::Sender<u64>) -> Result<Self, StoreError> {
        // A deferred transaction that reads first and writes later fails on SQLite as soon as another one wrote.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Self { inner: on.begin_with_options(options).await?, committed })
    }

    /// Makes everything last, and wakes whoever waits for changes.
    ///
    /// # Errors
    /// When the database does not acknowledge; then nothing lasts.
    pub async fn commit(self) -> Result<(), StoreError> {
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
}

#[sea_orm::prelude::async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        ConnectionTrait::get_database_backend(&self.inner)
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.inner.query_all_raw(statement).await
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
