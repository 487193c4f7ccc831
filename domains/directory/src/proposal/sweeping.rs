//! What people wrote of themselves in a proposal is forgotten 30 days after it was decided.

use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::House;
use jiff::SignedDuration;
use store::StoreError;
use tokio::sync::watch;

use super::records;

/// How often it is looked for.
const EVERY: Duration = Duration::from_hours(1);
/// How long it is kept after the decision.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Forgets until told to stop. A database that is away is asked the next time.
pub(crate) fn sweep(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    async move {
        loop {
            if let Err(error) = forget(&house).await {
                tracing::warn!("forgetting what decided proposals said of people waits: {error}");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }
    .boxed()
}

/// Forgets what is old enough.
///
/// # Errors
/// When the database refuses.
pub async fn forget(house: &House) -> Result<u64, StoreError> {
    let tx = house.store.begin().await?;
    let forgotten = records::forget(&tx, house.clock.now().plus(-KEPT)).await?;
    tx.commit().await?;
    Ok(forgotten)
}
