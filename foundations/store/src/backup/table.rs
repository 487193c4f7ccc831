//! A table on its way: reading its rows, hashing them, writing them.

use futures_util::TryStreamExt as _;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, StreamTrait, Value};
use sha2::{Digest as _, Sha256};

use super::cell::{Cell, Kind};
use super::{BackupError, Content};
use crate::schema::{columns_in, tables_in};
use crate::{Engine, Tx, sql};

/// Values bound in one statement; both engines take at least 32 000.
const VALUES: usize = 16_000;
/// Rows written in one statement at most.
const ROWS: usize = 500;

/// A table of one database: its name, its columns with their kinds.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: String,
    columns: Vec<(String, Kind)>,
    engine: Engine,
}

impl Table {
    /// The tables of a database, without those that only a backup has.
    pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Self>, BackupError> {
        let mut tables = Vec::new();
        for name in tables_in(db).await?.into_iter().filter(|name| !name.starts_with("backup_")) {
            tables.push(Self::of(db, name).await?);
        }
        Ok(tables)
    }

    async fn of(db: &impl ConnectionTrait, name: String) -> Result<Self, BackupError> {
        let mut columns = Vec::new();
        for column in columns_in(db, &name).await? {
            let Some(kind) = Kind::of(&column.kind) else {
                return Err(BackupError::Kind { table: name, column: column.name, kind: column.kind });
            };
            columns.push((column.name, kind));
        }
        // Both sides of a copy name and hash the columns in one order, whatever order later steps added them in.
        columns.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(Self { name, columns, engine: Engine::of(db) })
    }

    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
    }

    async fn rows<'a, C: ConnectionTrait + StreamTrait>(&self, db: &'a C) -> Result<C::Stream<'a>, DbErr> {
        db.stream_raw(sql(db, &format!("select {} from \"{}\"", self.names(), self.name), [])).await
    }

    fn cells(&self, row: &QueryResult) -> Result<Vec<Cell>, DbErr> {
        let read = if self.engine == Engine::Postgres { Cell::from_postgres } else { Cell::from_sqlite };
        self.columns.iter().map(|(name, kind)| read(row, name, *kind)).collect()
    }

    /// What the table holds.
    pub(super) async fn content<C: ConnectionTrait + StreamTrait>(&self, db: &C) -> Result<Content, DbErr> {
        let mut hashes: Vec<[u8; 32]> = Vec::new();
        let mut rows = std::pin::pin!(self.rows(db).await?);
        while let Some(row) = rows.try_next().await? {
            let mut digest = Sha256::new();
            self.cells(&row)?.iter().for_each(|cell| cell.digest(&mut digest));
            hashes.push(digest.finalize().into());
        }
        hashes.sort_unstable();
        let rows = u64::try_from(hashes.len()).unwrap_or(u64::MAX);
        Ok(Content { rows, sha256: hex::encode(Sha256::digest(hashes.concat())) })
    }

    /// Empties this table and fills it with the rows of `source`, which is the same table of another database.
    pub(super) async fn fill<C: ConnectionTrait + StreamTrait>(
        &self,
        tx: &Tx,
        source: &Self,
        db: &C,
    ) -> Result<(), DbErr> {
        tx.execute_unprepared(&format!("delete from \"{}\"", self.name)).await?;
        let batch = (VALUES / self.columns.len().max(1)).min(ROWS);
        let mut rows = std::pin::pin!(source.rows(db).await?);
        let mut waiting = Vec::with_capacity(batch);
        while let Some(row) = rows.try_next().await? {
            waiting.push(source.cells(&row)?);
            if waiting.len() == batch {
                self.insert(tx, std::mem::take(&mut waiting)).await?;
            }
        }
        self.insert(tx, waiting).await
    }

    async fn insert(&self, tx: &Tx, rows: Vec<Vec<Cell>>) -> Result<(), DbErr> {
        if rows.is_empty() || self.columns.is_empty() {
            return Ok(());
        }
        let width = self.columns.len();
        let row = |row: usize| {
            let places: Vec<_> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
            format!("({})", places.join(", "))
        };
        let places: Vec<_> = (0..rows.len()).map(row).collect();
        let text = format!("insert into \"{}\" ({}) values {}", self.name, self.names(), places.join(", "));
        let mut values: Vec<Value> = Vec::with_capacity(rows.len() * width);
        for (cell, (_, kind)) in rows.into_iter().flat_map(|cells| cells.into_iter().zip(&self.columns)) {
            values.push(match self.engine {
                Engine::Postgres => cell.into_postgres(*kind)?,
                Engine::Sqlite => cell.into_sqlite(),
            });
        }
        tx.execute_raw(sql(tx, &text, values)).await.map(drop)
    }
}
