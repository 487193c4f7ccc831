//! What somebody saw of entries when they say that all of it is right: nobody confirms words that they never saw.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::Value;
use store::Tx;
use uuid::Uuid;

use super::fields::Field;
use super::{EntryId, EntryKind, Record, fields, freshness, records};
use crate::origin::fingerprint;

/// What some entries said at a moment of all that a confirmation is about: the moment, and a fingerprint of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sighting {
    at: Timestamp,
    said: String,
}

impl Sighting {
    /// What entries say now. To be taken before they are read to be shown: what changes between the two is then noticed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(db: &impl ConnectionTrait, entries: &[EntryId], now: Timestamp) -> Result<Self, DbErr> {
        Ok(Self { at: now, said: said(db, entries).await? })
    }

    /// Whether entries still say what was seen; nobody else may change them until the unit of work is over.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn holds(&self, tx: &Tx, entries: &[EntryId]) -> Result<bool, DbErr> {
        for entry in entries {
            records::hold(tx, *entry).await?;
        }
        Ok(said(tx, entries).await? == self.said)
    }

    /// The entries that say something else than at the moment of the sighting, as they are now, with the fields.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) async fn changed_since(
        &self,
        db: &impl ConnectionTrait,
        entries: &[EntryId],
    ) -> Result<Vec<(Record, Vec<&'static Field>)>, DbErr> {
        let mut all = Vec::new();
        for entry in entries {
            let versions = records::history(db, *entry).await?;
            let was = versions.iter().rfind(|version| version.until >= self.at);
            if let Some((was, now)) = was.zip(records::find_whole(db, *entry).await?) {
                let (old, new) = (telling(&was.record), telling(&now));
                let is_other = |field: &&Field| old.get(field.name) != new.get(field.name);
                let changed: Vec<&Field> = fields::of(entry.kind).iter().filter(is_other).collect();
                if !changed.is_empty() {
                    all.push((now, changed));
                }
            }
        }
        Ok(all)
    }
}

/// A fingerprint of all that entries say of what a confirmation is about.
async fn said(db: &impl ConnectionTrait, entries: &[EntryId]) -> Result<String, DbErr> {
    let mut ids: HashMap<EntryKind, Vec<Uuid>> = HashMap::new();
    for entry in entries {
        ids.entry(entry.kind).or_default().push(entry.id);
    }
    let mut all: BTreeMap<String, BTreeMap<&'static str, Value>> = BTreeMap::new();
    for (kind, ids) in ids {
        let records = records::many(db, kind, &ids).await?;
        all.extend(records.iter().map(|record| (record.entry().to_string(), telling(record))));
    }
    Ok(fingerprint(&all))
}

fn telling(record: &Record) -> BTreeMap<&'static str, Value> {
    let mut says = record.fields();
    let counted = freshness::counted(record).into_iter();
    counted.filter_map(|field| Some((field.name, says.remove(field.name)?))).collect()
}

/// As a form carries it: `1772366400000000-0123456789abcdef0123456789abcdef`.
impl fmt::Display for Sighting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at.as_micros(), self.said)
    }
}

/// A text that no form of ours carries.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("it does not say what was seen")]
pub struct NoSighting;

impl FromStr for Sighting {
    type Err = NoSighting;

    fn from_str(text: &str) -> Result<Self, NoSighting> {
        let (at, said) = text.split_once('-').ok_or(NoSighting)?;
        let at: i64 = at.parse().map_err(|_| NoSighting)?;
        let is_hex = said.len() == 32 && said.bytes().all(|byte| byte.is_ascii_hexdigit());
        // A moment that no calendar has would become another one.
        let moment = Timestamp::from_micros(at);
        (is_hex && moment.as_micros() == at).then(|| Self { at: moment, said: said.to_owned() }).ok_or(NoSighting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_carries_it_and_nonsense_is_refused() {
        let seen = Sighting { at: Timestamp::from_micros(1_772_366_400_000_000), said: "0123456789abcdef".repeat(2) };
        assert_eq!(seen.to_string().parse(), Ok(seen));
        let far = format!("{}-{}", i64::MAX, "0".repeat(32));
        for wrong in ["", "1", "1-", "x-0123456789abcdef0123456789abcdef", "1-0123", far.as_str()] {
            assert_eq!(wrong.parse::<Sighting>(), Err(NoSighting), "{wrong}");
        }
    }
}
