//! `relais journal verify`: proves the journal whole, or names the first broken entry.

use platform::open_store;

use crate::args::Installation;
use crate::fault::Fault;

/// Walks the whole chain.
pub async fn verify(args: &Installation) -> Result<(), Fault> {
    let store = open_store(&args.config()?).await?;
    let verified = journal::verify(store.read()).await.map_err(|broken| {
        Fault::new(format!(
            "the journal is not whole: {broken}; find out who changed the database, and compare with a backup"
        ))
    })?;
    println!("the journal is whole: {} entries, head {}", verified.entries, verified.head);
    Ok(store.close().await?)
}
