//! A copy of a SQLite database to try something out on, while everybody else goes on writing.

use std::path::Path;

use sea_orm::{ConnectionTrait as _, DbErr};
use tempfile::TempDir;

use crate::{Engine, Store, StoreError, connect, sql};

/// A copy of a database, to be changed and thrown away: it is gone with the handle.
#[derive(Debug)]
pub struct Scratch {
    store: Store,
    _folder: TempDir,
}

impl Scratch {
    /// The copy. It has one connection: nothing is read beside a unit of work.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

impl Store {
    /// A copy of the database as it is at this moment, in a folder of its own within a folder. On SQLite one unit of work keeps all
    /// others waiting, and whoever only tries something out need not be the one. Nothing on PostgreSQL, where units of work wait only
    /// for those that change the same.
    ///
    /// # Errors
    /// When the disk refuses, or the database cannot be read.
    pub async fn scratch(&self, within: &Path) -> Result<Option<Scratch>, StoreError> {
        if self.engine() == Engine::Postgres {
            return Ok(None);
        }
        let no_room =
            |error: std::io::Error| DbErr::Custom(format!("there is no room for a copy of the database: {error}"));
        let folder = tempfile::Builder::new().prefix("scratch-").tempdir_in(within).map_err(no_room)?;
        let place = folder.path().join("copy.sqlite");
        copy_file(self, &place).await?;
        let only = connect::alone(&place).await?;
        let store = Store { memory: self.memory.clone(), ..Store::of(only.clone(), only) };
        Ok(Some(Scratch { store, _folder: folder }))
    }
}

/// Copies a SQLite database as it is at one moment. On a connection of its own: the readers may not, and the writer has other work.
pub(crate) async fn copy_file(from: &Store, to: &Path) -> Result<(), StoreError> {
    let place = sql(from.read(), "select file from pragma_database_list where name = 'main'", []);
    let place: String =
        from.read().query_one_raw(place).await?.map_or(Ok(String::new()), |row| row.try_get("", "file"))?;
    let own = connect::beside(&place).await?;
    own.execute_raw(sql(&own, "vacuum into $1", [to.to_string_lossy().into_owned().into()])).await?;
    Ok(own.close().await?)
}
