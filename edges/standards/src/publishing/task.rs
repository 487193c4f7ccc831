//! The task beside the server: publishes what changed, and lets this process see what any process published.

use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::House;
use tokio::sync::watch;

use super::Publisher;
use crate::shelf::Shelf;

/// How long to collect changes before they are published together.
const COLLECT: Duration = Duration::from_millis(200);
/// How often to look for what other processes changed or published.
const LOOK: Duration = Duration::from_secs(1);
/// How long to wait after a failure.
const RECOVER: Duration = Duration::from_secs(5);

/// Publishes until told to stop.
pub(crate) fn keep_published(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    async move {
        let (publisher, shelf) = match (house.fixtures.get::<Publisher>(), house.fixtures.get::<Shelf>()) {
            (Ok(publisher), Ok(shelf)) => (publisher, shelf),
            (Err(error), _) | (_, Err(error)) => {
                tracing::error!(%error, "nothing can be published");
                return;
            }
        };
        let mut commits = house.store.commits();
        while !*stop.borrow() {
            commits.mark_unchanged();
            let pause = match look(&house, &publisher, &shelf).await {
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

async fn look(house: &House, publisher: &Publisher, shelf: &Shelf) -> Result<(), super::PublishingFault> {
    let published = publisher.catch_up().await?;
    if published > 0 {
        tracing::info!(published, "published");
    }
    shelf.refresh(house.store.read()).await?;
    Ok(())
}
