//! Backups of the whole house, with the journal proven before and after.

use std::path::Path;

use journal::Broken;
use kernel::{Clock, Random};
use store::backup::{Archive, BackupError, Draft, Manifest};
use store::{Migration, MigrationError, Store, StoreError, migrate};

/// The fact of a manifest that names the last entry of the journal.
pub const JOURNAL_HEAD: &str = "journal_head";

/// Why a backup or a restore did not happen.
#[derive(Debug, thiserror::Error)]
pub enum KeepingFault {
    /// The copy failed.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The journal is not whole.
    #[error("the journal is not whole: {0}; {1}")]
    Journal(Broken, &'static str),
    /// The database was restored but could not be brought up to date.
    #[error("the backup was restored, but not brought up to date: {0}")]
    Migration(#[from] MigrationError),
}

/// Takes a backup while the house serves.
///
/// # Errors
/// When the copy fails or its journal is broken; then there is no file.
pub async fn backup(store: &Store, steps: &[Migration], file: &Path, clock: &Clock) -> Result<Manifest, KeepingFault> {
    let draft = Draft::take(store, steps, file).await?;
    let remedy = "nothing was written; find out who changed the database, and restore an earlier backup";
    let verified = journal::verify(draft.read()).await.map_err(|broken| KeepingFault::Journal(broken, remedy))?;
    let facts = [
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("created_at", clock.now().to_string()),
        (JOURNAL_HEAD, verified.head),
        ("journal_entries", verified.entries.to_string()),
    ];
    Ok(draft.seal(&facts).await?)
}

/// Puts a backup into a database and brings that up to date.
///
/// # Errors
/// When the backup is damaged, its journal is broken, or the database is not empty and `replace` is not said.
pub async fn restore(
    file: &Path,
    into: &Store,
    steps: &[Migration],
    replace: bool,
    clock: &Clock,
) -> Result<Manifest, KeepingFault> {
    let archive = Archive::open(file, steps).await?;
    let remedy = "nothing was restored; take another backup file";
    let broken = |broken| KeepingFault::Journal(broken, remedy);
    let promised = archive.manifest().facts.get(JOURNAL_HEAD);
    let before = journal::verify(archive.read()).await.map_err(broken)?;
    if promised != Some(&before.head) {
        return Err(broken(Broken::Headless(before.entries)));
    }
    let tx = archive.pour(into, steps, replace).await?;
    let after = journal::verify(&tx).await.map_err(broken)?;
    if after != before {
        return Err(broken(Broken::Headless(after.entries)));
    }
    // The indexes beside this database, here and in other processes, hold what stood in it before.
    search::begin_anew(&tx).await.map_err(BackupError::from)?;
    tx.commit().await.map_err(BackupError::from)?;
    migrate(into, steps, clock).await?;
    Ok(archive.manifest().clone())
}

/// Makes a restored copy an installation of its own, for whoever serves it beside the one that the backup is of.
///
/// # Errors
/// When the database fails.
pub async fn set_apart(store: &Store, clock: &Clock, random: &Random) -> Result<(), StoreError> {
    let tx = store.begin().await?;
    standards::set_apart(&tx, random, clock.now()).await?;
    tx.commit().await
}
