//! What was read of a peer, on the disk: a line for each service, within bounds.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Trouble;
use super::client::Unanswered;

/// The most bytes of one service.
const LARGEST: usize = 1 << 20;
/// The most bytes of all of them.
const MOST_BYTES: u64 = 4 << 30;
/// The most services.
pub(super) const MOST_SERVICES: usize = 1_000_000;
/// The longest id, bytes.
const LONGEST_ID: usize = 200;

/// Services, a line each; the file goes with it.
pub(super) struct Lines {
    path: PathBuf,
    out: BufWriter<File>,
    /// Every service that was named, those that are passed over as well.
    ids: HashSet<String>,
    bytes: u64,
    pub counts: Counts,
}

/// How many of what were read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Counts {
    /// Services that are offered.
    pub offered: u64,
    /// Services that are said to be no more.
    pub gone: u64,
    /// Services that are larger than any service.
    pub oversized: u64,
}

impl Drop for Lines {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::warn!(%error, "what was read of a peer stays on the disk");
        }
    }
}

impl Lines {
    /// An empty file in the place of what a reading that was killed left.
    pub fn new(path: &Path) -> Result<Self, Unanswered> {
        let out = File::create(path).map(BufWriter::new).map_err(unkept)?;
        let path = path.to_owned();
        Ok(Self { path, out, ids: HashSet::new(), bytes: 0, counts: Counts::default() })
    }

    /// How many services were named.
    pub fn named(&self) -> usize {
        self.ids.len()
    }

    /// Where they stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes a service in; one that stands on two pages is read once. Answers whether it is new.
    pub fn put(&mut self, service: &Value) -> Result<bool, Unanswered> {
        let Some(id) = id_of(service) else {
            return Err(Unanswered::new(Trouble::NotHsds, "a service has no id"));
        };
        if self.ids.len() >= MOST_SERVICES {
            return Err(Unanswered::new(Trouble::TooMuch, format!("it has more than {MOST_SERVICES} services")));
        }
        if !self.ids.insert(id.to_owned()) {
            return Ok(false);
        }
        // What it read of others is theirs to tell: two that read each other would copy copies for ever.
        if service.get("read_from").is_some() {
            return Ok(true);
        }
        let line = serde_json::to_vec(service).map_err(|error| unkept(error.into()))?;
        if line.len() > LARGEST {
            self.counts.oversized += 1;
            return Ok(true);
        }
        self.bytes += line.len() as u64;
        if self.bytes > MOST_BYTES {
            return Err(Unanswered::new(Trouble::TooMuch, format!("it has more than {MOST_BYTES} bytes")));
        }
        self.out.write_all(&line).and_then(|()| self.out.write_all(b"\n")).map_err(unkept)?;
        let is_gone = service.get("status").and_then(Value::as_str) == Some("defunct");
        *(if is_gone { &mut self.counts.gone } else { &mut self.counts.offered }) += 1;
        Ok(true)
    }

    /// Notes that a service is no more.
    pub fn gone(&mut self, id: uuid::Uuid) -> Result<(), Unanswered> {
        self.put(&json!({ "id": id, "name": "-", "status": "defunct" })).map(drop)
    }

    /// All of it is on the disk now.
    pub fn flush(&mut self) -> Result<(), Unanswered> {
        self.out.flush().map_err(unkept)
    }
}

/// The id of a service, when it can be one.
pub(super) fn id_of(service: &Value) -> Option<&str> {
    service.get("id")?.as_str().filter(|id| !id.is_empty() && id.len() <= LONGEST_ID)
}

fn unkept(error: std::io::Error) -> Unanswered {
    Unanswered::new(Trouble::Unkept, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_twice_too_large_or_of_others_is_not_taken_in() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.ndjson");
        let mut lines = Lines::new(&path).unwrap();
        assert!(lines.put(&json!({ "id": "a", "name": "A" })).unwrap());
        assert!(!lines.put(&json!({ "id": "a", "name": "A again" })).unwrap());
        assert!(lines.put(&json!({ "id": "b", "name": "x".repeat(LARGEST) })).unwrap());
        assert!(lines.put(&json!({ "id": "c", "read_from": "Us" })).unwrap());
        assert!(lines.put(&json!({ "id": "d", "status": "defunct" })).unwrap());
        assert!(lines.put(&json!({ "name": "no id" })).is_err());
        assert!(lines.put(&json!({ "id": "x".repeat(LONGEST_ID + 1) })).is_err());
        lines.flush().unwrap();
        assert_eq!((lines.named(), lines.counts), (4, Counts { offered: 1, gone: 1, oversized: 1 }));
        assert_eq!(std::fs::read_to_string(lines.path()).unwrap().lines().count(), 2);
        drop(lines);
        assert!(!path.exists(), "nothing stays on the disk");
    }
}
