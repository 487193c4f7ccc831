//! Where documents come from: a domain's door to its records.

use sea_orm::{DatabaseConnection, DbErr};
use uuid::Uuid;

use crate::{Document, Facets};

/// A domain's records of one kind, as documents.
#[async_trait::async_trait]
pub trait Source: Send + Sync {
    /// The kind: `service`. Also what [`crate::changed`] is called with.
    fn kind(&self) -> &'static str;

    /// The version of what its documents hold: their payload, what their numbers mean. Goes up when a program could not read
    /// what an older one wrote; the index is then built anew.
    fn version(&self) -> u32;

    /// What its answers may be narrowed by.
    fn facets(&self) -> Facets {
        Facets::default()
    }

    /// How many records there are; for the progress of a rebuild.
    async fn count(&self, db: &DatabaseConnection) -> Result<u64, DbErr>;

    /// The records after `after` in the order of their keys, at most `limit` of them.
    async fn page(&self, db: &DatabaseConnection, after: Option<Uuid>, limit: u32) -> Result<Stretch, DbErr>;

    /// These records. One that is left out is gone, or no longer to be found.
    async fn some(&self, db: &DatabaseConnection, keys: &[Uuid]) -> Result<Vec<Document>, DbErr>;
}

/// A stretch of the walk over all records.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Stretch {
    /// The last record that was looked at, whether it has a document or not; nothing at the end of the walk.
    pub last: Option<Uuid>,
    /// How many records were looked at.
    pub records: u64,
    /// The documents of those that can be found.
    pub documents: Vec<Document>,
}

/// How far a rebuild has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// What is being rebuilt.
    pub kind: &'static str,
    /// Records done.
    pub done: u64,
    /// Records in all, as counted at the start.
    pub total: u64,
}
