//! Taking a backup: a draft beside its final place, which is only put there once it is whole.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait as _, DatabaseConnection};
use tempfile::NamedTempFile;

use super::table::Table;
use super::{BackupError, FORMAT, Manifest, OWN_TABLES};
use crate::scratch::copy_file;
use crate::{Engine, Migration, Store, applied, connect, migration, sql};

/// A copy of the whole database at one moment, not yet in its place.
#[derive(Debug)]
pub struct Draft {
    place: PathBuf,
    file: NamedTempFile,
    store: Store,
    engine: Engine,
}

impl Draft {
    /// Copies the database as it is at one moment; readers and writers go on meanwhile.
    ///
    /// # Errors
    /// When `place` exists, the disk refuses, or the database cannot be read.
    pub async fn take(store: &Store, steps: &[Migration], place: &Path) -> Result<Self, BackupError> {
        if place.exists() {
            return Err(BackupError::Exists(place.to_owned()));
        }
        let file = temporary(place)?;
        if store.engine() == Engine::Sqlite {
            copy_file(store, file.path()).await?;
        }
        let only = connect::alone(file.path()).await?;
        let copy = Store::of(only.clone(), only);
        if store.engine() == Engine::Postgres {
            copy_rows(store, &copy, steps).await?;
        }
        Ok(Self { place: place.to_owned(), file, store: copy, engine: store.engine() })
    }

    /// The copy, for a look at it before it is sealed.
    pub fn read(&self) -> &DatabaseConnection {
        self.store.read()
    }

    /// Writes down what the copy holds, with the caller's facts, and puts it in its place.
    ///
    /// # Errors
    /// When the disk refuses, or the place was taken meanwhile.
    pub async fn seal(self, facts: &[(&str, String)]) -> Result<Manifest, BackupError> {
        let mut manifest = Manifest { facts: BTreeMap::new(), tables: BTreeMap::new() };
        for table in Table::all(self.store.read()).await? {
            let content = table.content(self.store.read()).await?;
            manifest.tables.insert(table.name, content);
        }
        let ours = [("format", FORMAT.to_owned()), ("engine", self.engine.to_string())];
        manifest.facts.extend(ours.iter().chain(facts).map(|(name, value)| ((*name).to_owned(), value.clone())));
        write_down(&self.store, &manifest).await?;
        self.store.close().await?;
        put(self.file, &self.place)?;
        Ok(manifest)
    }
}

fn temporary(place: &Path) -> Result<NamedTempFile, BackupError> {
    let directory = directory(place);
    let file = tempfile::Builder::new().prefix(".relais-backup-").tempfile_in(directory);
    file.map_err(|source| BackupError::File { path: directory.to_owned(), source })
}

fn directory(place: &Path) -> &Path {
    place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

async fn copy_rows(from: &Store, to: &Store, steps: &[Migration]) -> Result<(), BackupError> {
    let known = applied(from).await?;
    let source = from.snapshot().await?;
    let tx = to.begin().await?;
    migration::build(&tx, &format!("{};\n", migration::BOOK)).await?;
    for step in steps.iter().filter(|step| known.iter().any(|(name, _)| name == step.name)) {
        migration::build(&tx, step.sql).await?;
    }
    tx.execute_unprepared("pragma defer_foreign_keys = on").await?;
    let targets = Table::all(&tx).await?;
    for table in Table::all(&source).await? {
        let target = targets.iter().find(|target| target.name == table.name);
        target.ok_or_else(|| BackupError::Foreign(table.name.clone()))?.fill(&tx, &table, &source).await?;
    }
    tx.commit().await?;
    Ok(source.rollback().await?)
}

async fn write_down(store: &Store, manifest: &Manifest) -> Result<(), BackupError> {
    let tx = store.begin().await?;
    migration::build(&tx, OWN_TABLES).await?;
    for (name, value) in &manifest.facts {
        let values = [name.as_str().into(), value.as_str().into()];
        tx.execute_raw(sql(&tx, "insert into backup_fact (name, value) values ($1, $2)", values)).await?;
    }
    for (name, content) in &manifest.tables {
        let rows = i64::try_from(content.rows).unwrap_or(i64::MAX);
        let values = [name.as_str().into(), rows.into(), content.sha256.as_str().into()];
        tx.execute_raw(sql(&tx, "insert into backup_table (name, rows, sha256) values ($1, $2, $3)", values)).await?;
    }
    Ok(tx.commit().await?)
}

/// Makes the file last, then gives it its name; the name is only taken when it is free.
fn put(file: NamedTempFile, place: &Path) -> Result<(), BackupError> {
    let fault = |source| BackupError::File { path: place.to_owned(), source };
    file.as_file().sync_all().map_err(fault)?;
    file.persist_noclobber(place).map_err(|refused| match refused.error.kind() {
        std::io::ErrorKind::AlreadyExists => BackupError::Exists(place.to_owned()),
        _ => fault(refused.error),
    })?;
    File::open(directory(place)).and_then(|directory| directory.sync_all()).map_err(fault)
}
