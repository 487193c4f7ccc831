//! The task beside the server: queues the reading of each peer whose time has come.

use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::House;
use kernel::Timestamp;
use store::StoreError;
use tokio::sync::watch;

use super::{Peer, Standing, Trouble, actions, records};

/// How often to look.
const LOOK: Duration = Duration::from_mins(1);

/// Whether a peer's time has come: since its last reading began, whatever came of it. What waits for an editor's word is not asked
/// for again.
fn is_due(peer: &Peer, now: Timestamp) -> bool {
    peer.standing == Standing::Active
        && peer.last.fault != Some(Trouble::Shrunk)
        && peer.last.began_at.is_none_or(|began| now.since(began) >= peer.rhythm.pause())
}

/// Asks for readings until told to stop.
pub(crate) fn keep_asking(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    async move {
        loop {
            if let Err(error) = ask(&house).await {
                tracing::warn!(%error, "no peer could be asked for; trying again");
            }
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }
    .boxed()
}

async fn ask(house: &House) -> Result<(), StoreError> {
    let now = house.clock.now();
    let due: Vec<Peer> = records::all(house.store.read()).await?.into_iter().filter(|peer| is_due(peer, now)).collect();
    if due.is_empty() {
        return Ok(());
    }
    let (cx, tx) = (house.system("federation"), house.store.begin().await?);
    for peer in due {
        actions::queue(&cx, &tx, peer.id).await?;
    }
    tx.commit().await
}
