//! What was read of a peer, on the disk: a line for each service and for each organisation that tells of itself, within bounds.

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
/// The most services, and the most organisations.
pub(super) const MOST_SERVICES: usize = 1_000_000;
/// The longest id, bytes.
const LONGEST_ID: usize = 200;

/// Services and organisations, a line each; the file goes with it.
pub(super) struct Lines {
    path: PathBuf,
    out: BufWriter<File>,
    /// Every service that was named, those that are passed over as well.
    ids: HashSet<String>,
    /// Every organisation that told of itself, those that are passed over as well.
    organisations: HashSet<String>,
    /// Every organisation that services name as theirs.
    owners: HashSet<String>,
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
    /// Organisations that told of themselves and have a line.
    pub organisations: u64,
    /// Services and organisations that are larger than any.
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
        let (ids, organisations, owners) = (HashSet::new(), HashSet::new(), HashSet::new());
        Ok(Self { path, out, ids, organisations, owners, bytes: 0, counts: Counts::default() })
    }

    /// How many services were named.
    pub fn named(&self) -> usize {
        self.ids.len()
    }

    /// How many organisations told of themselves.
    pub fn organisations(&self) -> usize {
        self.organisations.len()
    }

    /// How many organisations there are, by their own word or by that of their services.
    pub fn all_organisations(&self) -> usize {
        self.organisations.union(&self.owners).count()
    }

    /// Whether an organisation told of itself.
    pub fn tells(&self, organisation: &str) -> bool {
        self.organisations.contains(organisation)
    }

    /// Whether there is anything to take in.
    pub fn is_empty(&self) -> bool {
        self.counts.offered + self.counts.gone + self.counts.organisations == 0
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
        self.owners.extend(owner_of(service).map(str::to_owned));
        let mut alone = service.clone();
        // By these members the import knows an organisation from a service: one service would else bring in as many as it liked, past
        // all counting.
        if let Some(fields) = alone.as_object_mut() {
            fields.remove("services");
            fields.entry("service_at_locations").or_insert_with(|| json!([]));
        }
        if self.write(&alone)? {
            let is_gone = service.get("status").and_then(Value::as_str) == Some("defunct");
            *(if is_gone { &mut self.counts.gone } else { &mut self.counts.offered }) += 1;
        }
        Ok(true)
    }

    /// Takes in what an organisation tells of itself, without its services, which are read on their own. `unless_owner` leaves it to
    /// its services to tell of it, where it has some. Answers whether it is new.
    pub fn put_organisation(&mut self, organisation: &Value, unless_owner: bool) -> Result<bool, Unanswered> {
        let Some(id) = id_of(organisation) else {
            return Err(Unanswered::new(Trouble::NotHsds, "an organisation has no id"));
        };
        if self.organisations.len() >= MOST_SERVICES {
            return Err(Unanswered::new(Trouble::TooMuch, format!("it has more than {MOST_SERVICES} organisations")));
        }
        if !self.organisations.insert(id.to_owned()) {
            return Ok(false);
        }
        if unless_owner && self.owners.contains(id) {
            return Ok(true);
        }
        let mut alone = organisation.clone();
        // By this member the import knows an organisation from a service.
        alone["services"] = json!([]);
        if self.write(&alone)? {
            self.counts.organisations += 1;
        }
        Ok(true)
    }

    /// Writes a line. Answers whether it did: what is larger than anything is left out and counted, and what the peer read of others
    /// is theirs to tell, or two that read each other would copy copies for ever.
    fn write(&mut self, record: &Value) -> Result<bool, Unanswered> {
        if record.get("read_from").is_some() {
            return Ok(false);
        }
        let line = serde_json::to_vec(record).map_err(|error| unkept(error.into()))?;
        if line.len() > LARGEST {
            self.counts.oversized += 1;
            return Ok(false);
        }
        self.bytes += line.len() as u64;
        if self.bytes > MOST_BYTES {
            return Err(Unanswered::new(Trouble::TooMuch, format!("it has more than {MOST_BYTES} bytes")));
        }
        self.out.write_all(&line).and_then(|()| self.out.write_all(b"\n")).map_err(unkept)?;
        Ok(true)
    }

    /// Notes that an organisation is no more.
    pub fn gone_organisation(&mut self, id: uuid::Uuid) -> Result<(), Unanswered> {
        self.put_organisation(&json!({ "id": id, "name": "-", "deleted": true }), false).map(drop)
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

/// The id of a record, when it can be one.
pub(super) fn id_of(record: &Value) -> Option<&str> {
    record.get("id")?.as_str().filter(|id| !id.is_empty() && id.len() <= LONGEST_ID)
}

/// The id of whoever offers a service, where it says so.
pub(super) fn owner_of(service: &Value) -> Option<&str> {
    let named = service.get("organization_id").and_then(Value::as_str);
    service.get("organization").and_then(id_of).or(named).filter(|id| id.len() <= LONGEST_ID)
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
        assert!(lines.put(&json!({ "id": "e", "services": [{ "id": "f", "name": "F" }] })).unwrap());
        lines.flush().unwrap();
        let text = std::fs::read_to_string(lines.path()).unwrap();
        let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        assert_eq!(last, json!({ "id": "e", "service_at_locations": [] }), "a service brings no others");
        assert_eq!((lines.named(), lines.counts), (5, Counts { offered: 2, gone: 1, oversized: 1, organisations: 0 }));
        assert_eq!(text.lines().count(), 3);
        drop(lines);
        assert!(!path.exists(), "nothing stays on the disk");
    }

    #[test]
    fn an_organisation_tells_of_itself_once_and_leaves_it_to_its_services_where_it_should() {
        let folder = tempfile::tempdir().unwrap();
        let mut lines = Lines::new(&folder.path().join("one.ndjson")).unwrap();
        let service = json!({ "id": "a", "name": "A", "organization": { "id": "owner", "name": "Owner" } });
        assert!(lines.put(&service).unwrap() && lines.put(&json!({ "id": "b", "organization_id": "by id" })).unwrap());
        assert!(lines.put_organisation(&json!({ "id": "owner", "name": "Owner" }), true).unwrap());
        let alone = json!({ "id": "alone", "name": "Alone", "services": [{ "id": "a" }] });
        assert!(lines.put_organisation(&alone, true).unwrap() && !lines.put_organisation(&alone, true).unwrap());
        assert!(lines.put_organisation(&json!({ "id": "copy", "read_from": "Us" }), false).unwrap());
        assert!(lines.put_organisation(&json!({ "name": "no id" }), false).is_err());
        lines.flush().unwrap();
        assert_eq!((lines.organisations(), lines.all_organisations(), lines.counts.organisations), (3, 4, 1));
        let text = std::fs::read_to_string(lines.path()).unwrap();
        let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        assert_eq!(last, json!({ "id": "alone", "name": "Alone", "services": [] }));
    }
}
