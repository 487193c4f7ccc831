//! Backups: one format for both engines, taken while serving, proven before and after restoring.
//!
//! A backup is an SQLite file made by our own migrations, with every row, and two tables of its own that say what it
//! holds: `backup_fact` (format, engine, version, …) and `backup_table` (rows and SHA-256 of each table). So a backup
//! of PostgreSQL restores into SQLite and the other way round: that is how an installation changes engine.

mod archive;
mod cell;
mod draft;
mod table;

use std::collections::BTreeMap;
use std::path::PathBuf;

use sea_orm::DbErr;

use crate::{MigrationError, StoreError};

pub use archive::Archive;
pub use draft::Draft;

/// The format that this program writes, and the only one that it reads.
const FORMAT: &str = "1";
/// The tables that a backup has beside the database's own.
const OWN_TABLES: &str = "create table backup_fact (name text primary key not null, value text not null);
create table backup_table (name text primary key not null, rows {whole} not null, sha256 text not null);
";

/// What a backup says about itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Manifest {
    /// `format`, `engine`, and what the caller of [`Draft::seal`] added.
    pub facts: BTreeMap<String, String>,
    /// Its tables, by name.
    pub tables: BTreeMap<String, Content>,
}

impl Manifest {
    /// How many rows it holds in all.
    pub fn rows(&self) -> u64 {
        self.tables.values().map(|content| content.rows).sum()
    }
}

/// What a table holds, the same on both engines and in any order of rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Content {
    /// How many rows.
    pub rows: u64,
    /// SHA-256 over the sorted SHA-256 of its rows, in hexadecimal.
    pub sha256: String,
}

/// Why a backup or a restore did not happen. Whatever the reason, nothing was left half done.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file of that name is there already.
    #[error("`{0}` exists already and a backup never overwrites; choose another name")]
    Exists(PathBuf),
    /// The file system refused.
    #[error("`{path}`: {source}; check that the directory exists, is writable and has room")]
    File {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no backup, or not a whole one.
    #[error("`{path}` is not a whole backup of Relais: {fault}; take another backup file")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: String,
    },
    /// The database is not empty and nobody said that it may be replaced.
    #[error("the database is not empty; restore into an empty one, or say --replace and lose what it holds now")]
    Occupied,
    /// The database holds tables of something else.
    #[error("the database holds tables that are not of Relais (such as `{0}`); restore into a database of its own")]
    Foreign(String),
    /// A column is of a kind that a backup cannot carry.
    #[error("column `{column}` of `{table}` is `{kind}`, which a backup cannot carry")]
    Kind {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The engine's word for its type.
        kind: String,
    },
    /// What was written does not read back as it was.
    #[error("table `{0}` does not read back as it was; the copy was abandoned, try again")]
    Differs(String),
    /// The steps of backup, program and database do not fit.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// The database failed.
    #[error("{0}; {remedy}", remedy = .0.remedy())]
    Store(#[from] StoreError),
}

impl From<DbErr> for BackupError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}
