//! An entry of the journal, and what a writer hands in for one.

use kernel::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::Changes;

/// What a writer hands in. The journal adds place, time of the chain and hash.
#[derive(Clone, PartialEq, Debug)]
pub struct Note {
    /// Who did it: an account's id, `visitor`, or `system:` and the name of a job.
    pub actor: String,
    /// For whom it was done, when not for oneself: an id.
    pub on_behalf_of: Option<String>,
    /// What was done, as in the rights: `helpdesk.log_contact`.
    pub action: String,
    /// The kind of record: `contact`.
    pub record_kind: String,
    /// Which record.
    pub record_id: String,
    /// Why, in the actor's words, where an action asks for it. Never person data.
    pub reason: Option<String>,
    /// What changed.
    pub changes: Changes,
    /// The request, import or job that it was part of.
    pub request_id: String,
}

/// An entry as it stands in the chain.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its place: 1, 2, 3 … without a gap.
    pub seq: i64,
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// What the writer handed in.
    pub note: Note,
    /// The hash of the entry before; empty for the first.
    pub previous: String,
    /// SHA-256 over everything above, in hexadecimal.
    pub hash: String,
}

impl Entry {
    /// The hash that this entry must carry. Fields are hashed with their lengths, so that none can flow into the next.
    pub(crate) fn expected_hash(&self, changes_as_kept: &str) -> String {
        let mut digest = Sha256::new();
        let mut add = |field: &str| {
            digest.update(u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
            digest.update(field.as_bytes());
        };
        add(&self.previous);
        add(&self.seq.to_string());
        add(&self.id.to_string());
        add(&self.at.as_micros().to_string());
        add(&self.note.actor);
        add(self.note.on_behalf_of.as_deref().unwrap_or_default());
        add(&self.note.action);
        add(&self.note.record_kind);
        add(&self.note.record_id);
        add(self.note.reason.as_deref().unwrap_or_default());
        add(changes_as_kept);
        add(&self.note.request_id);
        hex::encode(digest.finalize())
    }
}
