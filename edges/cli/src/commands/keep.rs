//! `relais backup` and `relais restore`.

use kernel::{Clock, Random};
use platform::{keeping, make_store, open_store};

use crate::args::{BackupArgs, RestoreArgs};
use crate::fault::Fault;

/// Writes a backup.
pub async fn backup(args: &BackupArgs) -> Result<(), Fault> {
    let config = args.installation.config()?;
    let store = open_store(&config).await?;
    let manifest = keeping::backup(&store, &platform::plan().steps(), &args.file, &Clock::system()).await?;
    println!(
        "{}: {} tables, {} rows, the journal is whole",
        args.file.display(),
        manifest.tables.len(),
        manifest.rows()
    );
    println!("The key file {} is not in it: keep a copy of that, apart from the backups.", config.key_file.display());
    Ok(store.close().await?)
}

/// Puts a backup into the database.
pub async fn restore(args: &RestoreArgs) -> Result<(), Fault> {
    let config = args.installation.config()?;
    let store = make_store(&config).await?;
    let steps = platform::plan().steps();
    let manifest = keeping::restore(&args.file, &store, &steps, args.replace, &Clock::system()).await?;
    if args.separate {
        keeping::set_apart(&store, &Clock::system(), &Random::system()).await?;
    }
    store.close().await?;
    println!("restored {} tables, {} rows into {}", manifest.tables.len(), manifest.rows(), config.database_shown());
    if args.separate {
        println!("This is an installation of its own now: each may read the other's directory.");
    }
    if !config.key_file.exists() {
        println!(
            "Put the key file that belongs to this backup at {}: without it nobody can sign in.",
            config.key_file.display()
        );
    }
    Ok(())
}
