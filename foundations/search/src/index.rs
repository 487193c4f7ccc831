//! The index on disk: opening it, looking into it, writing to it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tantivy::index::SegmentId;
use tantivy::indexer::UserOperation;
use tantivy::merge_policy::{LogMergePolicy, NoMergePolicy};
use tantivy::store::Compressor;
use tantivy::{IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Term};
use uuid::Uuid;

use crate::analysis::Analysis;
use crate::schema::{Fields, record_bytes};
use crate::snapshot::Snapshot;
use crate::terms::{TERMS, Terms};
use crate::{Document, Facets, Hits, Lexicon, Query, Source, Title, searching};

/// Change this number with the fields or the facts: the index is then built anew. What a domain packs has a version of its
/// own ([`Source::version`]).
const SCHEMA_VERSION: u32 = 9;
/// Memory for documents that are not yet written.
const WRITER_MEMORY: usize = 48_000_000;
/// Small blocks: a hit reads one, and little else with it.
const PAYLOAD_BLOCK: usize = 2_048;
/// With so many segments of about one size they are merged; each costs every query a little.
const SEGMENTS: usize = 4;
/// With such a share of deleted documents a segment is rewritten.
const DELETED_SHARE: f32 = 0.25;

/// What is wrong with the index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process works with the directory.
    #[error("another process uses the search index in {0}; give each process a directory of its own")]
    InUse(PathBuf),
    /// The directory cannot be used.
    #[error("the search index in {0} cannot be opened: {1}; check that the directory may be written")]
    Directory(PathBuf, io::Error),
    /// Anything the index itself reports.
    #[error("the search index failed: {0}")]
    Engine(#[from] tantivy::TantivyError),
    /// Only a program that was stopped in the midst of writing gets here; nothing written is lost.
    #[error("the search index was stopped while writing")]
    Stopped,
}

/// How far the index has followed the change feed. Kept in the commit itself, so both are always of one moment.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Position {
    /// The last change that is in the index.
    pub seq: i64,
    /// The kinds that were built at least once.
    pub kinds: Vec<String>,
}

/// A handle on the index. Clones share it.
#[derive(Clone)]
pub struct Index(Arc<Inner>);

struct Inner {
    engine: tantivy::Index,
    fields: Fields,
    facets: Facets,
    analysis: Arc<Analysis>,
    reader: IndexReader,
    snapshot: RwLock<Arc<Snapshot>>,
    /// Goes up with every new snapshot.
    generation: AtomicU64,
    writer: Mutex<Option<IndexWriter>>,
    /// Held as long as the index is open; the system lets go of it when the process ends, however it ends. One in memory has none.
    _lock: Option<File>,
}

impl Index {
    /// Opens the index of these sources in a directory of its own, creating what is absent.
    ///
    /// An index of another version, or a damaged one, is emptied: the [`crate::Indexer`] then fills it from the
    /// database. Nothing is lost with it.
    ///
    /// # Errors
    /// When another process uses the directory, or it cannot be written.
    pub fn open(dir: &Path, lexicon: &Lexicon, sources: &[Arc<dyn Source>]) -> Result<Self, IndexError> {
        let unusable = |error| IndexError::Directory(dir.to_owned(), error);
        fs::create_dir_all(dir).map_err(unusable)?;
        let lock = File::create(dir.join("lock")).map_err(unusable)?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => IndexError::InUse(dir.to_owned()),
            TryLockError::Error(error) => unusable(error),
        })?;
        let analysis = Arc::new(Analysis::new(lexicon));
        let version = version(&analysis, sources);
        let (data, version_file) = (dir.join("data"), dir.join("version"));
        let fields = Fields::new();
        let facets = facets(sources);
        if fs::read_to_string(&version_file).is_ok_and(|found| found == version) {
            match open_engine(&data, &fields, facets) {
                Ok(parts) => return Ok(Self::assemble(parts, (fields, facets), analysis, Some(lock))),
                Err(error) => tracing::warn!(%error, "the search index is damaged and will be built anew"),
            }
        }
        // The version is written last: an index that was only half emptied is emptied again.
        let emptied = remove(&version_file).and_then(|()| remove_all(&data)).and_then(|()| fs::create_dir(&data));
        emptied.map_err(unusable)?;
        let parts = open_engine(&data, &fields, facets)?;
        fs::write(&version_file, version).map_err(unusable)?;
        Ok(Self::assemble(parts, (fields, facets), analysis, Some(lock)))
    }

    /// An index of these documents alone, in memory, that reads words as this one does: for trying out what other words would
    /// find. It is gone with its last handle.
    ///
    /// # Errors
    /// Only when the index itself fails.
    pub fn apart(&self, kind: &str, documents: &[Document]) -> Result<Self, IndexError> {
        let fields = Fields::new();
        let parts = parts(builder(&fields).create_in_ram()?, &fields, self.0.facets)?;
        let apart = Self::assemble(parts, (fields, self.0.facets), Arc::clone(&self.0.analysis), None);
        apart.replace(kind, &[], documents)?;
        apart.commit(&Position::default())?;
        apart.merge()?;
        Ok(apart)
    }

    fn assemble(
        (engine, reader, snapshot): EngineParts,
        (fields, facets): (Fields, Facets),
        analysis: Arc<Analysis>,
        lock: Option<File>,
    ) -> Self {
        let (snapshot, writer) = (RwLock::new(Arc::new(snapshot)), Mutex::new(None));
        let generation = AtomicU64::new(0);
        Self(Arc::new(Inner { engine, fields, facets, analysis, reader, snapshot, generation, writer, _lock: lock }))
    }

    /// Answers a query. Any text is a valid query. Takes up to a millisecond, so it may be called from a task.
    ///
    /// # Errors
    /// Only when the index cannot be read.
    pub fn search(&self, query: &Query<'_>) -> Result<Hits, IndexError> {
        Ok(searching::search(&self.snapshot(), &self.0.analysis, query)?)
    }

    /// Whether a query has any hit: far less work than finding them all.
    ///
    /// # Errors
    /// Only when the index cannot be read.
    pub fn finds(&self, query: &Query<'_>) -> Result<bool, IndexError> {
        Ok(searching::finds(&self.snapshot(), &self.0.analysis, query)?)
    }

    /// The titles of a kind that begin with some folded words, the commonest first.
    ///
    /// # Errors
    /// Only when the index cannot be read.
    pub fn titles(&self, kind: &str, beginning: &str, most: usize) -> Result<Vec<Title>, IndexError> {
        Ok(searching::titles::titles(&self.snapshot(), kind, beginning, most)?)
    }

    /// A number that goes up whenever something else may be found: what was found under a lower one may be out of date.
    pub fn generation(&self) -> u64 {
        self.0.generation.load(Ordering::Acquire)
    }

    /// How many documents can be found.
    pub fn documents(&self) -> u64 {
        self.snapshot().documents
    }

    /// Whether the index was filled since it was made: until then, nothing is found.
    pub fn is_ready(&self) -> bool {
        self.position().is_some()
    }

    /// How far it has followed the change feed; nothing when it was never filled.
    pub(crate) fn position(&self) -> Option<Position> {
        let payload = self.0.engine.load_metas().ok()?.payload?;
        serde_json::from_str(&payload).ok()
    }

    /// Puts documents in the place of all those of the given records. Seen after [`Index::commit`].
    pub(crate) fn replace(&self, kind: &str, keys: &[Uuid], documents: &[Document]) -> Result<(), IndexError> {
        let mut writer = self.writer()?;
        let writer = writer.as_mut().ok_or(IndexError::Stopped)?;
        for key in keys {
            writer.delete_term(Term::from_field_bytes(self.0.fields.record, &record_bytes(kind, *key)));
        }
        let mut documents: Vec<&Document> = documents.iter().collect();
        documents.sort_by_key(|document| document.key);
        let mut records: Vec<_> = documents.chunk_by(|one, other| one.key == other.key).collect();
        // Records that ranking tells apart last, by its first number, come to stand beside each other.
        records.sort_by_key(|record| record[0].numbers[0]);
        for record in records {
            // Written at once, the documents of a record come to stand beside each other.
            let add = |document: &&Document| self.0.fields.write(kind, document, record.len() > 1, &self.0.analysis);
            writer.run(record.iter().map(|document| UserOperation::Add(add(document))).collect::<Vec<_>>())?;
        }
        Ok(())
    }

    /// Takes every document of a kind out. Seen after [`Index::commit`].
    pub(crate) fn clear(&self, kind: &str) -> Result<(), IndexError> {
        let writer = self.writer()?;
        writer.as_ref().ok_or(IndexError::Stopped)?.delete_term(Term::from_field_text(self.0.fields.kind, kind));
        Ok(())
    }

    /// Makes what was written last and seen, together with the position in the feed.
    pub(crate) fn commit(&self, position: &Position) -> Result<(), IndexError> {
        let mut writer = self.writer()?;
        let writer = writer.as_mut().ok_or(IndexError::Stopped)?;
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&serde_json::to_string(position).unwrap_or_default());
        commit.commit()?;
        self.reload()
    }

    /// Makes one segment of all after a rebuild, and lets go of the writer with its memory and threads.
    pub(crate) fn merge(&self) -> Result<(), IndexError> {
        let mut held = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner);
        // The policy may be merging some of these segments at this moment; a second merge of them would fail.
        if let Some(writer) = held.take() {
            writer.wait_merging_threads()?;
        }
        let segments: Vec<SegmentId> = self.0.engine.searchable_segment_ids()?;
        if segments.len() > 1 {
            let mut writer: IndexWriter = self.0.engine.writer_with_num_threads(1, WRITER_MEMORY)?;
            writer.set_merge_policy(Box::new(NoMergePolicy));
            writer.merge(&segments).wait()?;
            writer.garbage_collect_files().wait()?;
            writer.wait_merging_threads()?;
        }
        drop(held);
        self.reload()
    }

    /// Forgets what was written since the last commit, and whatever state a failure has left the writer in.
    pub(crate) fn abandon(&self) {
        *self.0.writer.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn reload(&self) -> Result<(), IndexError> {
        self.0.reader.reload()?;
        let fresh = Snapshot::open(&self.0.reader.searcher(), &self.0.fields, self.0.facets, Some(&self.snapshot()))?;
        *self.0.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        self.0.generation.fetch_add(1, Ordering::Release);
        Ok(())
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.0.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The writer, opened when it is first needed.
    fn writer(&self) -> Result<MutexGuard<'_, Option<IndexWriter>>, IndexError> {
        let mut writer = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.is_none() {
            let fresh: IndexWriter = self.0.engine.writer_with_num_threads(1, WRITER_MEMORY)?;
            let mut policy = LogMergePolicy::default();
            policy.set_min_num_segments(SEGMENTS);
            policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
            fresh.set_merge_policy(Box::new(policy));
            *writer = Some(fresh);
        }
        Ok(writer)
    }
}

type EngineParts = (tantivy::Index, IndexReader, Snapshot);

fn open_engine(data: &Path, fields: &Fields, facets: Facets) -> tantivy::Result<EngineParts> {
    let directory = tantivy::directory::MmapDirectory::open(data)?;
    parts(builder(fields).open_or_create(directory)?, fields, facets)
}

fn builder(fields: &Fields) -> tantivy::IndexBuilder {
    let settings = IndexSettings {
        docstore_compression: Compressor::None,
        docstore_blocksize: PAYLOAD_BLOCK,
        ..IndexSettings::default()
    };
    tantivy::Index::builder().schema(fields.schema.clone()).settings(settings)
}

fn parts(engine: tantivy::Index, fields: &Fields, facets: Facets) -> tantivy::Result<EngineParts> {
    engine.tokenizers().register(TERMS, Terms::default());
    let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let snapshot = Snapshot::open(&reader.searcher(), fields, facets, None)?;
    Ok((engine, reader, snapshot))
}

/// What answers may be narrowed by. The kinds of one index share it: one of them at most has facets.
fn facets(sources: &[Arc<dyn Source>]) -> Facets {
    sources.iter().map(|source| source.facets()).find(|facets| *facets != Facets::default()).unwrap_or_default()
}

/// What an index must have been written by to be of use to this program.
fn version(analysis: &Analysis, sources: &[Arc<dyn Source>]) -> String {
    let mut kinds: Vec<String> =
        sources.iter().map(|source| format!("{} {}", source.kind(), source.version())).collect();
    kinds.sort();
    hex::encode(Sha256::digest(format!("{SCHEMA_VERSION} {} {}", analysis.fingerprint(), kinds.join(", "))))
}

fn remove(file: &Path) -> io::Result<()> {
    absent_is_fine(fs::remove_file(file))
}

fn remove_all(dir: &Path) -> io::Result<()> {
    absent_is_fine(fs::remove_dir_all(dir))
}

fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
