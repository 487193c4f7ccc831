//! The gazetteer that is current: replaced when the territory changes, also by another process.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use sea_orm::DbErr;
use store::Store;
use tokio::sync::watch;

use super::Gazetteer;
use crate::records;

/// How long a change made by another process may stay unseen.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// A handle on the current gazetteer. Clones share it.
#[derive(Clone, Debug)]
pub struct Gazetteers(Arc<RwLock<Gazetteer>>);

impl Gazetteers {
    /// Reads the territory, and keeps it for units of work as well ([`Gazetteer::of`]).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open(store: &Store) -> Result<Self, DbErr> {
        let first = Gazetteer::load(store.read()).await?;
        store.keep(first.clone());
        Ok(Self(Arc::new(RwLock::new(first))))
    }

    /// The gazetteer of this moment.
    pub fn current(&self) -> Gazetteer {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the territory anew if it has changed, and answers whether it had.
    ///
    /// # Errors
    /// When the database cannot be read; the gazetteer stays as it was.
    pub async fn refresh(&self, store: &Store) -> Result<bool, DbErr> {
        if records::revision(store.read()).await? == self.current().revision() {
            return Ok(false);
        }
        let fresh = Gazetteer::load(store.read()).await?;
        store.keep(fresh.clone());
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(true)
    }
}

/// Keeps the gazetteer current until told to stop: looks after each commit of this process, and now and then.
pub async fn follow(gazetteers: Gazetteers, store: Store, mut stop: watch::Receiver<bool>) {
    let mut commits = store.commits();
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            changed = commits.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        if let Err(error) = gazetteers.refresh(&store).await {
            tracing::warn!(%error, "the territory could not be read anew");
        }
    }
}
