//! What the doctor examines in the database: its steps, its key, its journal.

use access::{Refusal, Vault};
use kernel::Random;
use store::Store;

use super::Finding;
use super::checks::others_can_read;
use crate::{Config, modules, open_store};

/// The database and what it holds.
pub(super) async fn examine(config: &Config) -> Vec<Finding> {
    const ABOUT: &str = "database";
    let store = match open_store(config).await {
        Ok(store) => store,
        Err(fault) => return vec![Finding::ill(ABOUT, fault.to_string())],
    };
    let reached = format!("{} ({})", config.database_shown(), store.engine());
    let mut findings = vec![Finding::well(ABOUT, reached)];
    match missing(&store).await {
        None => {
            findings.push(Finding::well("schema", "up to date"));
            findings.push(key(config, &store).await);
            findings.push(journal(&store).await);
        }
        // Key and journal stand in tables that may not be there.
        Some(words) => findings.push(Finding::ill("schema", words)),
    }
    if let Err(error) = store.close().await {
        findings.push(Finding::attention(ABOUT, format!("it did not close cleanly: {error}")));
    }
    findings
}

/// What the schema lacks, with the remedy.
async fn missing(store: &Store) -> Option<String> {
    match store::pending(store, &modules::plan().steps()).await {
        Ok(missing) if missing.is_empty() => None,
        Ok(missing) => Some(format!("{} steps are missing; make a backup, then run `relais migrate`", missing.len())),
        Err(error) => Some(error.to_string()),
    }
}

async fn key(config: &Config, store: &Store) -> Finding {
    const ABOUT: &str = "key";
    let vault = match Vault::from_file(&config.key_file, Random::system()) {
        Ok(vault) => vault,
        Err(error) => return Finding::ill(ABOUT, error.to_string()),
    };
    if others_can_read(&config.key_file) {
        let shown = config.key_file.display();
        return Finding::ill(ABOUT, format!("{shown} can be read by others; run `chmod 600 {shown}`"));
    }
    match fits(store, &vault).await {
        Ok(()) => Finding::well(ABOUT, "it opens what this database holds; keep a copy apart from the backups"),
        Err(refusal) => Finding::ill(ABOUT, refusal.to_string()),
    }
}

/// Whether the key opens what the database holds. Marks nothing: the unit of work is forgotten.
async fn fits(store: &Store, vault: &Vault) -> Result<(), Refusal> {
    let tx = store.begin().await?;
    let proof = vault.prove(&tx).await;
    tx.rollback().await?;
    proof
}

/// The journal, entry by entry.
async fn journal(store: &Store) -> Finding {
    const ABOUT: &str = "journal";
    match journal::verify(store.read()).await {
        Ok(verified) => Finding::well(ABOUT, format!("whole: {} entries", verified.entries)),
        Err(broken) => Finding::ill(
            ABOUT,
            format!("{broken}; find out who changed the database, keep a copy of it, and compare with a backup"),
        ),
    }
}
