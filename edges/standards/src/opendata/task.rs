//! The task beside the server: asks for an edition when one is due, and makes its files where this process serves them.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::{House, PackFault};
use kernel::Timestamp;
use store::StoreError;
use territory::Sources;
use tokio::sync::watch;

use super::credits::Credits;
use super::edition::{Edition, Licence, State, Terms};
use super::making::{Imprint, MakingFault, make};
use super::{FOLDER, actions, records};
use crate::publication::records::state as published;

/// How often to look whether another edition was declared.
const LOOK: Duration = Duration::from_secs(2);
/// How long to wait after a failure.
const RECOVER: Duration = Duration::from_mins(1);
/// From which hour of the region's clock the night's edition is due.
const NIGHT: i8 = 3;

/// Keeps the files of the present edition in the data directory of this process.
pub(crate) struct Keeper {
    folder: PathBuf,
    terms: Arc<Terms>,
    present: RwLock<Option<Arc<Edition>>>,
}

impl Keeper {
    /// With the files that an earlier process left, if all of them are there.
    ///
    /// # Errors
    /// When the region pack cannot be read.
    pub fn new(house: &House) -> Result<Self, PackFault> {
        let folder = house.data.join(FOLDER);
        let present = RwLock::new(Edition::read(&folder).map(Arc::new));
        Ok(Self { folder, terms: Arc::new(Terms::read(&house.pack)?), present })
    }

    /// The edition whose files can be had here.
    pub(super) fn present(&self) -> Option<Arc<Edition>> {
        self.present.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Where its files stand.
    pub(super) fn path(&self, stored: &str) -> PathBuf {
        self.folder.join(stored)
    }

    /// On what terms they may be used.
    pub(super) fn licence(&self) -> Option<&Licence> {
        self.terms.licence.as_ref()
    }

    /// Makes the files of the edition that was declared last, unless they are here already. Answers whether it made them.
    pub async fn catch_up(&self, house: &House) -> Result<bool, MakingFault> {
        let State { declared, .. } = records::state(house.store.read()).await?;
        let here = self.present().filter(|edition| edition.is_whole(&self.folder));
        if declared.number == 0 || here.is_some_and(|edition| edition.declared == declared) {
            return Ok(false);
        }
        let said = house.fixtures.get::<Sources>().map_err(|error| MakingFault::BrokeOff(error.to_string()))?;
        let credits = Credits::read(house.store.read(), said).await?;
        let imprint = Imprint { declared, terms: Arc::clone(&self.terms), credits };
        let edition = make(&house.store, &self.folder, imprint).await?;
        *self.present.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(edition));
        Ok(true)
    }
}

/// Whether it is time to look for another edition: before the first one at once, then every night; at once too when the last one
/// tells where a place is that is secret now.
fn is_due(state: &State, withdrawn: i64, house: &House, now: Timestamp) -> bool {
    let here = now.get().to_zoned(house.time_zone.clone());
    let looked_today = state.looked_on.is_some_and(|day| day >= now.day_in(&house.time_zone));
    let tells_secrets = state.declared.seq < withdrawn;
    state.declared.number == 0 || state.due || tells_secrets || (!looked_today && here.hour() >= NIGHT)
}

/// Asks for an edition when one is due; not before everything was published once, nor while what was taken back waits to be told as it
/// is now.
pub(crate) async fn ask(house: &House) -> Result<(), StoreError> {
    let db = house.store.read();
    let (state, published) = (records::state(db).await?, published(db).await?);
    if !published.is_settled() || !is_due(&state, published.withdrawn, house, house.clock.now()) {
        return Ok(());
    }
    let tx = house.store.begin().await?;
    actions::queue(&house.system("open data"), &tx).await?;
    tx.commit().await
}

/// Keeps the files made until told to stop.
pub(crate) fn keep_made(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    async move {
        let keeper = match house.fixtures.get::<Keeper>() {
            Ok(keeper) => keeper,
            Err(error) => {
                tracing::error!(%error, "no open data can be made");
                return;
            }
        };
        loop {
            let pause = match look(&house, &keeper).await {
                Ok(()) => LOOK,
                Err(error) => {
                    tracing::warn!(%error, "the open data could not be brought up to date; trying again");
                    RECOVER
                }
            };
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }
    .boxed()
}

async fn look(house: &House, keeper: &Keeper) -> Result<(), MakingFault> {
    ask(house).await.map_err(|error| MakingFault::BrokeOff(error.to_string()))?;
    if keeper.catch_up(house).await? {
        tracing::info!("the files of the open data were made");
    }
    Ok(())
}
