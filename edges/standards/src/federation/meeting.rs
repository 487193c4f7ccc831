//! Who a peer is, whatever its address: nobody reads oneself, nor the same directory twice.

use store::{Store, StoreError};
use uuid::Uuid;

use super::client::Unanswered;
use super::{Peer, Trouble, records};
use crate::installation;

/// Looks at which installation a peer says it is, and remembers that of one that may be read. Directories of others say nothing.
pub(super) async fn meet(store: &Store, peer: &Peer, told: Option<Uuid>) -> Result<(), Unanswered> {
    recognised(store, peer, told).await.unwrap_or_else(|error| Err(Unanswered::new(Trouble::Unkept, error)))
}

async fn recognised(store: &Store, peer: &Peer, told: Option<Uuid>) -> Result<Result<(), Unanswered>, StoreError> {
    let tx = store.begin().await?;
    if let Some(told) = told {
        if installation::find(&tx).await? == Some(told) {
            tx.rollback().await?;
            return Ok(Err(Unanswered::new(Trouble::Own, format!("it is installation {told}, as this one is"))));
        }
        if let Some(other) = records::is_installation(&tx, told, peer.id).await? {
            tx.rollback().await?;
            let detail = format!("it is the same installation as \"{other}\"");
            return Ok(Err(Unanswered::new(Trouble::Known, detail)));
        }
    }
    records::met(&tx, peer.id, told).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
