//! The shelf: what is published, in the order of lists, in memory. Lists are made from it without asking the database which
//! records belong to them.

mod choosing;
mod entry;
mod names;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use crate::publication::open::Open;
use crate::publication::records;
use crate::publication::{Kind, Row, Traits};

pub(crate) use choosing::{Near, Wanted};
pub(crate) use entry::Entry;
pub(crate) use names::Names;
use names::Register;

/// Rows read by one statement.
const STRETCH: u64 = 5_000;

/// What is published, as this process knows it.
#[derive(Default)]
pub(crate) struct Shelf {
    snapshot: RwLock<Arc<Snapshot>>,
    names: Register,
}

/// What is published at one moment.
#[derive(Clone, Default)]
pub(crate) struct Snapshot {
    /// The last number that is in it.
    pub seq: i64,
    kinds: HashMap<Kind, Arc<Vec<Entry>>>,
    /// Traits that many records share, by their text.
    traits: HashMap<String, Arc<Traits>>,
    /// Usual weeks that many records share.
    hours: HashSet<Arc<[Open]>>,
}

impl Shelf {
    /// What is published. The first to ask reads it from the database; so does whoever asks after something was taken back because a
    /// place became secret, whichever process did that.
    pub async fn current(&self, db: &impl ConnectionTrait) -> Result<Arc<Snapshot>, DbErr> {
        let known = self.snapshot();
        if known.seq > 0 && known.seq >= records::state(db).await?.withdrawn {
            return Ok(known);
        }
        self.refresh(db).await?;
        Ok(self.snapshot())
    }

    /// Reads what was published since the last time.
    pub async fn refresh(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let known = self.snapshot();
        let seq = records::state(db).await?.seq;
        if seq <= known.seq {
            return Ok(());
        }
        let rows = read_after(db, known.seq).await?;
        // A large directory is copied for it: that must not hold up the tasks that answer requests.
        let taking = tokio::task::spawn_blocking(move || {
            let mut fresh = (*known).clone();
            fresh.take(rows);
            fresh
        });
        let fresh = taking.await.map_err(|error| DbErr::Custom(error.to_string()))?;
        let mut shelf = self.snapshot.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have read further meanwhile.
        if fresh.seq > shelf.seq {
            *shelf = Arc::new(fresh);
        }
        Ok(())
    }

    /// How everything of a kind is called that a snapshot has.
    pub async fn names(&self, db: &impl ConnectionTrait, kind: Kind, of: &Snapshot) -> Result<Arc<Names>, DbErr> {
        self.names.names(db, kind, of.seq).await
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn read_after(db: &impl ConnectionTrait, mut seq: i64) -> Result<Vec<Row>, DbErr> {
    let mut all = Vec::new();
    loop {
        let rows = records::rows_after(db, seq, STRETCH).await?;
        let Some(last) = rows.last() else { return Ok(all) };
        seq = last.seq;
        all.extend(rows);
    }
}

impl Snapshot {
    /// Everything of a kind, in the order of lists; what went is among it.
    pub fn of(&self, kind: Kind) -> Arc<Vec<Entry>> {
        self.kinds.get(&kind).cloned().unwrap_or_default()
    }

    /// Puts changed rows in the place of those that were there.
    fn take(&mut self, rows: Vec<Row>) {
        self.seq = rows.last().map_or(self.seq, |row| row.seq);
        let mut by_kind: HashMap<Kind, Vec<Entry>> = HashMap::new();
        for row in rows {
            let traits = self.traits.entry(row.traits.clone()).or_insert_with(|| Arc::new(read(&row.traits)));
            let hours = match self.hours.get(row.spot.hours.as_slice()) {
                Some(known) => Arc::clone(known),
                None => Arc::from(row.spot.hours.as_slice()),
            };
            by_kind.entry(row.kind).or_default().push(Entry::of(&row, traits, &hours));
            self.hours.insert(hours);
        }
        for (kind, fresh) in by_kind {
            let replaced: HashSet<Uuid> = fresh.iter().map(|entry| entry.id).collect();
            let mut entries = (*self.of(kind)).clone();
            entries.retain(|entry| !replaced.contains(&entry.id));
            entries.extend(fresh);
            entries.sort_by(|one, other| (&one.key, one.id).cmp(&(&other.key, other.id)));
            self.kinds.insert(kind, Arc::new(entries));
        }
        self.traits.retain(|_, traits| Arc::strong_count(traits) > 1);
        self.hours.retain(|hours| Arc::strong_count(hours) > 1);
    }
}

/// Traits that cannot be read are those of an older program; they are drawn anew before long.
fn read(traits: &str) -> Traits {
    serde_json::from_str(traits).unwrap_or_default()
}
