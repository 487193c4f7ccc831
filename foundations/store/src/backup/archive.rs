//! Restoring a backup: proven before it is poured in, read back before it is kept.

use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};

use super::table::Table;
use super::{BackupError, Content, FORMAT, Manifest};
use crate::schema::tables_in;
use crate::{Engine, Migration, MigrationError, Store, StoreError, Tx, connect, migration, sql};

/// A backup file that was found whole.
#[derive(Debug)]
pub struct Archive {
    path: PathBuf,
    db: DatabaseConnection,
    manifest: Manifest,
}

impl Archive {
    /// Opens a backup and proves it: format, steps that this program knows, rows and hashes of every table.
    ///
    /// # Errors
    /// When the file is no backup, is damaged, or was made by a newer program.
    pub async fn open(path: &Path, steps: &[Migration]) -> Result<Self, BackupError> {
        if let Err(source) = std::fs::File::open(path) {
            return Err(BackupError::File { path: path.to_owned(), source });
        }
        let damaged = |fault: String| BackupError::Damaged { path: path.to_owned(), fault };
        let db = connect::still(path).await.map_err(|error| damaged(told(error)))?;
        let manifest = manifest(&db).await.map_err(|error| damaged(told(error)))?;
        match manifest.facts.get("format").map(String::as_str) {
            Some(FORMAT) => {}
            Some(other) => return Err(damaged(format!("it is of format {other}, this program reads {FORMAT}"))),
            None => return Err(damaged("it does not say of which format it is".to_owned())),
        }
        let archive = Self { path: path.to_owned(), db, manifest };
        archive.check_pages().await?;
        archive.check_tables().await?;
        archive.check_steps(steps).await?;
        Ok(archive)
    }

    /// What the backup says about itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The backup's content, for a look at it before it is restored.
    pub fn read(&self) -> &DatabaseConnection {
        &self.db
    }

    /// Puts the backup's content into a database and reads it back. The caller looks at it and commits; until then the
    /// database is as it was. Later steps of the program are not applied: that is for [`crate::migrate`].
    ///
    /// # Errors
    /// When the database is not empty and `replace` is not said, holds something else, or refuses.
    pub async fn pour(&self, into: &Store, steps: &[Migration], replace: bool) -> Result<Tx, BackupError> {
        let tx = into.begin().await?;
        clear(&tx, replace).await?;
        let known = step_names(&self.db).await?;
        migration::build(&tx, &format!("{};\n", migration::BOOK)).await?;
        for step in steps.iter().filter(|step| known.iter().any(|(name, _)| name == step.name)) {
            migration::build(&tx, step.sql).await?;
        }
        defer_references(&tx).await?;
        let sources = Table::all(&self.db).await?;
        let targets = Table::all(&tx).await?;
        for source in &sources {
            let target = targets.iter().find(|target| target.name == source.name);
            let target = target.ok_or_else(|| self.damaged(format!("table `{}` is unknown", source.name)))?;
            target.fill(&tx, source, &self.db).await?;
        }
        settle_references(&tx).await?;
        for target in &targets {
            if self.manifest.tables.get(&target.name) != Some(&target.content(&tx).await?) {
                return Err(BackupError::Differs(target.name.clone()));
            }
        }
        Ok(tx)
    }

    fn damaged(&self, fault: String) -> BackupError {
        BackupError::Damaged { path: self.path.clone(), fault }
    }

    async fn check_pages(&self) -> Result<(), BackupError> {
        let row = self.db.query_one_raw(sql(&self.db, "pragma integrity_check(1)", [])).await;
        let found = row.and_then(|row| row.map_or(Ok(String::new()), |row| row.try_get_by_index(0)));
        match found {
            Ok(found) if found == "ok" => Ok(()),
            Ok(found) => Err(self.damaged(found)),
            Err(error) => Err(self.damaged(told(error))),
        }
    }

    async fn check_tables(&self) -> Result<(), BackupError> {
        let tables = Table::all(&self.db).await.map_err(|error| self.damaged(told(error)))?;
        if let Some(missing) = self.manifest.tables.keys().find(|name| !tables.iter().any(|table| table.name == **name))
        {
            return Err(self.damaged(format!("table `{missing}` is missing")));
        }
        for table in tables {
            let content = table.content(&self.db).await.map_err(|error| self.damaged(told(error)))?;
            let Some(promised) = self.manifest.tables.get(&table.name) else {
                return Err(self.damaged(format!("table `{}` was added afterwards", table.name)));
            };
            if content.rows != promised.rows {
                let (name, rows, expected) = (&table.name, content.rows, promised.rows);
                return Err(self.damaged(format!("table `{name}` has {rows} rows instead of {expected}")));
            }
            if content != *promised {
                return Err(self.damaged(format!("table `{}` was changed afterwards", table.name)));
            }
        }
        Ok(())
    }

    async fn check_steps(&self, steps: &[Migration]) -> Result<(), BackupError> {
        for (name, sum) in step_names(&self.db).await.map_err(|error| self.damaged(told(error)))? {
            match steps.iter().find(|step| step.name == name) {
                None => return Err(MigrationError::Newer(name).into()),
                Some(step) if migration::checksum(step) != sum => return Err(MigrationError::Edited(name).into()),
                Some(_) => {}
            }
        }
        Ok(())
    }
}

/// What is wrong with a file, for somebody who hoped for a backup.
fn told(error: impl Into<BackupError>) -> String {
    match error.into() {
        BackupError::Store(StoreError::Damaged(cause)) => {
            format!("it was cut off or changed, or is another kind of file: {cause}")
        }
        BackupError::Store(StoreError::Query(error)) if error.to_string().contains("no such table") => {
            "it is a database, but not one that `relais backup` wrote".to_owned()
        }
        other => other.to_string(),
    }
}

async fn manifest(db: &DatabaseConnection) -> Result<Manifest, DbErr> {
    let pairs = db.query_all_raw(sql(db, "select name, value from backup_fact", [])).await?;
    let facts = pairs.iter().map(|row| Ok((row.try_get("", "name")?, row.try_get("", "value")?)));
    let rows = db.query_all_raw(sql(db, "select name, rows, sha256 from backup_table", [])).await?;
    let tables = rows.iter().map(|row| {
        let rows: i64 = row.try_get("", "rows")?;
        Ok((row.try_get("", "name")?, Content { rows: rows.unsigned_abs(), sha256: row.try_get("", "sha256")? }))
    });
    Ok(Manifest { facts: facts.collect::<Result<_, DbErr>>()?, tables: tables.collect::<Result<_, DbErr>>()? })
}

async fn step_names(db: &DatabaseConnection) -> Result<Vec<(String, String)>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select name, checksum from migration", [])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "name")?, row.try_get("", "checksum")?))).collect()
}

/// Empties the target: only with consent, and only when what it holds is ours.
async fn clear(tx: &Tx, replace: bool) -> Result<(), BackupError> {
    let tables = tables_in(tx).await?;
    if tables.is_empty() {
        return Ok(());
    }
    if let Some(foreign) = foreign(tx, &tables).await? {
        return Err(BackupError::Foreign(foreign));
    }
    if !replace {
        return Err(BackupError::Occupied);
    }
    match Engine::of(tx) {
        Engine::Postgres => {
            let names: Vec<_> = tables.iter().map(|table| format!("\"{table}\"")).collect();
            tx.execute_unprepared(&format!("drop table {}", names.join(", "))).await?;
        }
        Engine::Sqlite => {
            for table in children_first(tx, tables).await? {
                tx.execute_unprepared(&format!("drop table \"{table}\"")).await?;
            }
        }
    }
    Ok(())
}

/// A table of somebody else: any table beside a book of steps that is missing or empty.
async fn foreign(tx: &Tx, tables: &[String]) -> Result<Option<String>, DbErr> {
    let has_book = tables.iter().any(|table| table == "migration");
    let steps = "select 1 from migration limit 1";
    if has_book && tx.query_one_raw(sql(tx, steps, [])).await?.is_some() {
        return Ok(None);
    }
    Ok(tables.iter().find(|table| *table != "migration").cloned())
}

/// Tables in an order in which none is referred to by a later one (SQLite checks references at each drop).
async fn children_first(tx: &Tx, mut tables: Vec<String>) -> Result<Vec<String>, DbErr> {
    let text = "select m.name as child, f.\"table\" as parent from sqlite_master m, pragma_foreign_key_list(m.name) f
        where m.type = 'table' and f.\"table\" <> m.name";
    let rows = tx.query_all_raw(sql(tx, text, [])).await?;
    let references: Vec<(String, String)> = rows
        .iter()
        .map(|row| Ok((row.try_get("", "child")?, row.try_get("", "parent")?)))
        .collect::<Result<_, DbErr>>()?;
    let mut order = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let free = |table: &String| !references.iter().any(|(child, parent)| parent == table && tables.contains(child));
        // In a circle of references any table is as good a start as another.
        let next = tables.iter().position(free).unwrap_or(0);
        order.push(tables.swap_remove(next));
    }
    Ok(order)
}

/// Lets references point nowhere until the copy is complete.
async fn defer_references(tx: &Tx) -> Result<(), DbErr> {
    match Engine::of(tx) {
        Engine::Sqlite => tx.execute_unprepared("pragma defer_foreign_keys = on").await.map(drop),
        Engine::Postgres => alter_references(tx, "deferrable initially deferred").await,
    }
}

/// Checks all references and makes them strict again. SQLite does both by itself when the caller commits.
async fn settle_references(tx: &Tx) -> Result<(), DbErr> {
    if Engine::of(tx) == Engine::Postgres {
        tx.execute_unprepared("set constraints all immediate").await?;
        alter_references(tx, "not deferrable").await?;
    }
    Ok(())
}

async fn alter_references(tx: &Tx, how: &str) -> Result<(), DbErr> {
    let text = "select conrelid::regclass::text as table_name, conname::text as name from pg_constraint
        where contype = 'f' and connamespace = current_schema()::regnamespace";
    for row in tx.query_all_raw(sql(tx, text, [])).await? {
        let (table, name): (String, String) = (row.try_get("", "table_name")?, row.try_get("", "name")?);
        tx.execute_unprepared(&format!("alter table {table} alter constraint \"{name}\" {how}")).await?;
    }
    Ok(())
}
