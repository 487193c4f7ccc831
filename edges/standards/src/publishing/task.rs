//! The task beside the server: publishes what changed, and lets this process see what any process published.

use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::House;
use search::Index;
use tokio::sync::watch;

use super::Publisher;
use crate::shelf::Shelf;

/// How long to collect changes before they are published together.
const COLLECT: Duration = Duration::from_millis(200);
/// How often to look for what other processes changed or published.
const LOOK: Duration = Duration::from_secs(1);
/// How long to wait after a failure.
const RECOVER: Duration = Duration::from_secs(5);

/// How often to look whether people can search already.
const GIVE_WAY: Duration = Duration::from_millis(500);

/// Publishes until told to stop; people who search go first.
pub(crate) fn keep_published(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    async move {
        let (publisher, shelf) = match (house.fixtures.get::<Publisher>(), house.fixtures.get::<Shelf>()) {
            (Ok(publisher), Ok(shelf)) => (publisher, shelf),
            (Err(error), _) | (_, Err(error)) => {
                tracing::error!(%error, "nothing can be published");
                return;
            }
        };
        if let Ok(index) = house.fixtures.get::<Index>() {
            give_way(&index, &mut stop).await;
        }
        let mut commits = house.store.commits();
        while !*stop.borrow() {
            commits.mark_unchanged();
            // Broken off, the next process goes on from what was published.
            let looked = tokio::select! {
                looked = look(&house, &publisher, &shelf) => looked,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            let pause = match looked {
                Ok(()) => LOOK,
                Err(error) => {
                    tracing::warn!(%error, "what is published could not be brought up to date; trying again");
                    RECOVER
                }
            };
            tokio::select! {
                told = stop.changed() => if told.is_err() { return },
                () = tokio::time::sleep(pause) => {}
                _ = commits.changed(), if pause == LOOK => tokio::time::sleep(COLLECT).await,
            }
        }
    }
    .boxed()
}

/// Waits until the index is built: both read the whole directory, and one of them keeps people waiting.
async fn give_way(index: &Index, stop: &mut watch::Receiver<bool>) {
    while !index.is_ready() && !*stop.borrow() {
        tokio::select! {
            told = stop.changed() => if told.is_err() { return },
            () = tokio::time::sleep(GIVE_WAY) => {}
        }
    }
}

async fn look(house: &House, publisher: &Publisher, shelf: &Shelf) -> Result<(), super::PublishingFault> {
    let published = publisher.catch_up().await?;
    if published > 0 {
        tracing::info!(published, "published");
    }
    shelf.refresh(house.store.read()).await?;
    Ok(())
}
