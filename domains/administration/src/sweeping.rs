//! Sweeping: what was kept for a time is removed when its time is over.

use std::time::Duration;

use futures_util::future::BoxFuture;
use house::House;
use jiff::SignedDuration;
use store::StoreError;
use tokio::sync::watch;

/// How often.
const EVERY: Duration = Duration::from_mins(10);
/// How long a job that is done stays in the list.
const JOBS_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How long it is known that a letter went.
const LETTERS_KEPT: SignedDuration = SignedDuration::from_hours(365 * 24);

/// Sweeps until told to stop. A database that is away is swept the next time.
pub(crate) fn sweep(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        loop {
            if let Err(error) = once(&house).await {
                tracing::warn!("sweeping waits: {error}");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    })
}

/// Removes sessions, guesses, finished jobs and letters that went, whose time is over.
async fn once(house: &House) -> Result<(), StoreError> {
    let now = house.clock.now();
    let tx = house.store.begin().await?;
    access::sweep(&tx, now).await?;
    jobs::purge(&tx, now.plus(-JOBS_KEPT)).await?;
    mail::purge(&tx, now.plus(-LETTERS_KEPT)).await?;
    tx.commit().await
}
