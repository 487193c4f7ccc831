//! `relais migrate`: brings the database up to date, and makes a new one with its key.

use access::Vault;
use kernel::{Clock, Random};
use platform::{Config, make_directory, make_store};
use store::{StoreError, applied, migrate};

use crate::args::Installation;
use crate::fault::Fault;

/// Applies the missing steps; a database in which nothing is sealed yet also gets a key file when there is none.
pub async fn run(args: &Installation) -> Result<(), Fault> {
    let config = args.config()?;
    let store = make_store(&config).await?;
    // The key comes first: where it cannot be written, nothing is begun.
    if applied(&store).await?.is_empty() {
        make_key(&config)?;
    }
    let done = migrate(&store, &platform::plan().steps(), &Clock::system()).await?;
    for step in &done {
        println!("applied {step}");
    }
    if !Vault::has_marked(store.read()).await.map_err(StoreError::from)? {
        make_key(&config)?;
    }
    println!("{} is up to date", config.database_shown());
    Ok(store.close().await?)
}

fn make_key(config: &Config) -> Result<(), Fault> {
    if config.key_file.exists() {
        return Ok(());
    }
    if let Some(directory) = config.key_file.parent() {
        make_directory(directory)?;
    }
    Vault::create_file(&config.key_file, Random::system()).map_err(access::Refusal::from)?;
    println!("made the key file {}: keep a copy of it, apart from the backups", config.key_file.display());
    Ok(())
}
