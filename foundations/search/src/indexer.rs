//! The task that keeps the index true: it follows the change feed, and rebuilds when that is not enough.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::DbErr;
use store::{Store, StoreError};
use tokio::sync::watch;
use tokio::task::JoinError;
use uuid::Uuid;

use crate::feed::{self, Change};
use crate::index::{IndexError, Position};
use crate::{Document, Index, Progress, Source, Stretch};

/// How long to collect changes before they are written together.
const COLLECT: Duration = Duration::from_millis(150);
/// How often to look for changes that another process made: they are to be found within a second of being kept. A look that finds
/// nothing asks three short questions.
const POLL: Duration = Duration::from_millis(200);
/// How long to wait after a failure.
const RECOVER: Duration = Duration::from_secs(5);
/// Changes written by one commit.
const BATCH: u32 = 2_000;
/// Records asked of a source at once.
const CHUNK: u32 = 250;
/// Documents written together when all of a kind are. Those that are alike come to stand beside each other, so that what one
/// question reads of them lies close together in memory.
const TOGETHER: usize = 16_000;
/// Changes that stay in the feed, for an index that was away.
const KEPT: i64 = 100_000;

/// Why the index could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum IndexingError {
    /// The database could not be read.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// The feed could not be tidied.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index could not be written.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// Writing ended without an answer.
    #[error("writing to the search index broke off: {0}")]
    BrokeOff(#[from] JoinError),
}

/// Is told how a rebuild goes on.
pub type OnProgress = Arc<dyn Fn(Progress) + Send + Sync>;

/// Follows the change feed of a database into an index.
pub struct Indexer {
    store: Store,
    index: Index,
    sources: Vec<Arc<dyn Source>>,
    on_progress: Option<OnProgress>,
}

impl fmt::Debug for Indexer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<_> = self.sources.iter().map(|source| source.kind()).collect();
        f.debug_struct("Indexer").field("kinds", &kinds).finish_non_exhaustive()
    }
}

/// The task: keeps the index true until it is told to stop. Failures are logged and tried again.
pub async fn run(store: Store, index: Index, sources: Vec<Arc<dyn Source>>, mut stop: watch::Receiver<bool>) {
    let indexer = Indexer::new(store.clone(), index, sources);
    let mut commits = store.commits();
    while !*stop.borrow() {
        commits.mark_unchanged();
        let pause = match indexer.catch_up().await {
            Ok(_) => POLL,
            Err(error) => {
                tracing::warn!(%error, "the search index could not be brought up to date; trying again");
                RECOVER
            }
        };
        tokio::select! {
            told = stop.changed() => if told.is_err() { return },
            () = tokio::time::sleep(pause) => {}
            _ = commits.changed(), if pause == POLL => tokio::time::sleep(COLLECT).await,
        }
    }
}

impl Indexer {
    /// An indexer for these sources. One index has one indexer.
    pub fn new(store: Store, index: Index, sources: Vec<Arc<dyn Source>>) -> Self {
        Self { store, index, sources, on_progress: None }
    }

    /// Tells somebody how rebuilds go on.
    #[must_use]
    pub fn on_progress(mut self, on_progress: OnProgress) -> Self {
        self.on_progress = Some(on_progress);
        self
    }

    /// Brings the index up to the last change, rebuilding first what was never built or has fallen too far behind.
    /// Answers how many changes were followed.
    ///
    /// # Errors
    /// When the database or the index fails. What was committed before stands; the next call goes on from there.
    pub async fn catch_up(&self) -> Result<u64, IndexingError> {
        let done = self.try_to_catch_up().await;
        if done.is_err() {
            self.index.abandon();
        }
        done
    }

    /// Builds every kind anew.
    ///
    /// # Errors
    /// As [`Indexer::catch_up`].
    pub async fn rebuild(&self) -> Result<(), IndexingError> {
        let position = Position { seq: feed::head(self.store.read()).await?, kinds: self.kinds() };
        let kinds: BTreeSet<&str> = self.sources.iter().map(|source| source.kind()).collect();
        let built = self.build(&kinds, position).await;
        if built.is_err() {
            self.index.abandon();
        }
        built
    }

    async fn try_to_catch_up(&self) -> Result<u64, IndexingError> {
        let mut position = self.build_what_is_missing().await?;
        let (mut followed, mut ahead) = (0, 0);
        loop {
            let changes = feed::after(self.store.read(), position.seq, BATCH).await?;
            let Some(last) = changes.last() else { break };
            if changes.len() >= BATCH as usize {
                let newest = feed::newest(self.store.read(), last.seq.max(ahead)).await?;
                ahead = newest.last().map_or(ahead, |newest| newest.seq);
                self.follow(&newest, &position).await?;
            }
            position.seq = last.seq;
            followed += changes.len() as u64;
            self.follow(&changes, &position).await?;
        }
        if followed > 0 {
            self.tidy_feed(position.seq).await?;
        }
        Ok(followed)
    }

    fn kinds(&self) -> Vec<String> {
        self.sources.iter().map(|source| source.kind().to_owned()).collect()
    }

    async fn build_what_is_missing(&self) -> Result<Position, IndexingError> {
        // The head is read before the records: what changes meanwhile is followed afterwards, twice rather than never.
        let head = feed::head(self.store.read()).await?;
        let oldest = feed::oldest(self.store.read()).await?;
        let found = self.index.position().filter(|found| found.seq + 1 >= oldest && found.seq <= head);
        let fresh = found.is_none();
        let mut position = found.unwrap_or(Position { seq: head, kinds: Vec::new() });
        let known = std::mem::replace(&mut position.kinds, self.kinds());
        let unknown = |kind: &&str| !known.iter().any(|known| known == kind);
        let missing: BTreeSet<&str> = self.sources.iter().map(|source| source.kind()).filter(unknown).collect();
        if fresh || !missing.is_empty() {
            self.build(&missing, position.clone()).await?;
        }
        Ok(position)
    }

    async fn build(&self, kinds: &BTreeSet<&str>, position: Position) -> Result<(), IndexingError> {
        for kind in kinds {
            self.add_all(kind).await?;
        }
        self.write(move |index| index.commit(&position).and_then(|()| index.merge())).await
    }

    /// Writes all records of a kind, a chunk at a time.
    async fn add_all(&self, kind: &str) -> Result<(), IndexingError> {
        let Some(source) = self.source(kind) else { return Ok(()) };
        let kind = source.kind();
        let total = source.count(self.store.read()).await?;
        self.write(move |index| index.clear(kind)).await?;
        let (mut done, mut after, mut waiting) = (0, None, Vec::new());
        loop {
            let Stretch { last, records, documents } = source.page(self.store.read(), after, CHUNK).await?;
            waiting.extend(documents);
            if last.is_none() || waiting.len() >= TOGETHER {
                let documents = std::mem::take(&mut waiting);
                self.write(move |index| index.replace(kind, &[], &documents)).await?;
            }
            if last.is_none() {
                return Ok(());
            }
            after = last;
            done += records;
            if let Some(on_progress) = &self.on_progress {
                on_progress(Progress { kind, done, total });
            }
        }
    }

    async fn follow(&self, changes: &[Change], position: &Position) -> Result<(), IndexingError> {
        if changes.is_empty() {
            return Ok(());
        }
        let mut records: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
        let mut whole: BTreeSet<&str> = BTreeSet::new();
        for change in changes {
            match change.record {
                Some(record) => drop(records.entry(&change.kind).or_default().insert(record)),
                None => drop(whole.insert(&change.kind)),
            }
        }
        for kind in &whole {
            self.add_all(kind).await?;
        }
        for (kind, records) in records.into_iter().filter(|(kind, _)| !whole.contains(kind)) {
            self.replace(kind, records.into_iter().collect()).await?;
        }
        let position = position.clone();
        self.write(move |index| index.commit(&position)).await
    }

    async fn replace(&self, kind: &str, keys: Vec<Uuid>) -> Result<(), IndexingError> {
        let Some(source) = self.source(kind) else { return Ok(()) };
        let kind = source.kind();
        for keys in keys.chunks(CHUNK as usize) {
            let documents: Vec<Document> = source.some(self.store.read(), keys).await?;
            let keys = keys.to_vec();
            self.write(move |index| index.replace(kind, &keys, &documents)).await?;
        }
        Ok(())
    }

    /// The source of a kind; a change of a kind that nobody indexes any more is passed over.
    fn source(&self, kind: &str) -> Option<&Arc<dyn Source>> {
        self.sources.iter().find(|source| source.kind() == kind)
    }

    /// Forgets changes that every index should long have followed. One that has not builds itself anew.
    async fn tidy_feed(&self, seq: i64) -> Result<(), IndexingError> {
        if seq - feed::oldest(self.store.read()).await? < 2 * KEPT {
            return Ok(());
        }
        let tx = self.store.begin().await?;
        feed::forget(&tx, seq - KEPT).await?;
        Ok(tx.commit().await?)
    }

    /// Writing blocks; it must not hold up the tasks that answer requests.
    async fn write(
        &self,
        work: impl FnOnce(&Index) -> Result<(), IndexError> + Send + 'static,
    ) -> Result<(), IndexingError> {
        let index = self.index.clone();
        Ok(tokio::task::spawn_blocking(move || work(&index)).await??)
    }
}
