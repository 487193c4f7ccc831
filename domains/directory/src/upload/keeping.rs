//! What is sent is not kept for long: files about which nobody decided lapse, what became of them is forgotten after a year, and what
//! no job works at any more is told as broken off.

use std::fs;
use std::path::Path;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::House;
use jiff::SignedDuration;
use kernel::Timestamp;
use store::StoreError;
use tokio::sync::watch;

use super::work::FOLDER;
use super::{Trouble, records};

/// How often it is looked for.
const EVERY: Duration = Duration::from_mins(30);
/// How long a file waits for a decision.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long it is known what became of it.
const KNOWN: SignedDuration = SignedDuration::from_hours(365 * 24);
/// No reading of a file of this size takes so long.
const LONGEST_WORK: SignedDuration = SignedDuration::from_hours(2);

/// Keeps order until told to stop. A database that is away is asked the next time.
pub(crate) fn sweep(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    async move {
        loop {
            if let Err(error) = forget(&house).await {
                tracing::warn!("forgetting files that were sent waits: {error}");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }
    .boxed()
}

/// Forgets what is old enough; answers how many files lapsed.
///
/// # Errors
/// When the database refuses.
pub async fn forget(house: &House) -> Result<u64, StoreError> {
    let now = house.clock.now();
    clear(&house.data.join(FOLDER), now.plus(-LONGEST_WORK));
    let tx = house.store.begin().await?;
    for id in records::stuck(&tx, now.plus(-LONGEST_WORK)).await? {
        records::fail(&tx, &house.vault, id, (Trouble::BrokenOff, None, now)).await?;
    }
    let lapsed = records::lapse(&tx, now.plus(-KEPT)).await?;
    records::forget(&tx, now.plus(-KNOWN)).await?;
    tx.commit().await?;
    Ok(lapsed)
}

/// Removes what a process that was killed left lying open. What cannot be removed now is tried the next time.
fn clear(folder: &Path, before: Timestamp) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let written = entry.metadata().and_then(|about| about.modified()).ok();
        let is_old = written.and_then(|at| jiff::Timestamp::try_from(at).ok()).is_some_and(|at| at < before.get());
        if is_old && let Err(error) = fs::remove_dir_all(entry.path()) {
            tracing::warn!("a file that was sent stays in the folder of data: {error}");
        }
    }
}
