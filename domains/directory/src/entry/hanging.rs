//! What hangs on an entry beside what it says: confirmations, disagreements, what other sources add. Whoever takes an entry out of
//! its table sets it aside, and whoever puts the entry back gives it back.

use std::collections::HashMap;

use kernel::Timestamp;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use store::Tx;
use uuid::Uuid;

use super::confirmations::Confirmation;
use super::records::{claims, confirmations};
use super::{EntryId, EntryKind, Record};
use crate::ServiceAtLocationId;
use crate::service_at_location::supplement::{Added, records as supplements};

/// What hangs on an entry.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Hanging {
    /// What was confirmed of it.
    pub confirmations: Vec<Confirmation>,
    /// The fields in dispute, and since when.
    pub conflicts: Vec<(String, Timestamp)>,
    /// What other sources add to it.
    pub(crate) supplements: Vec<Added>,
}

impl Hanging {
    /// Without what was confirmed of fields that say something else now.
    pub(crate) fn still(mut self, was: &Record, is: &Record) -> Self {
        let changed = was.difference(is);
        self.confirmations.retain(|one| changed.get(&one.field).is_none());
        self
    }
}

/// Takes what hangs on entries of a kind off them; by entry.
pub(super) async fn take(tx: &Tx, kind: EntryKind, ids: &[Uuid]) -> Result<HashMap<Uuid, Hanging>, DbErr> {
    let mut all: HashMap<Uuid, Hanging> = HashMap::new();
    for (id, confirmed) in confirmations::take(tx, kind, ids).await? {
        all.entry(id).or_default().confirmations = confirmed;
    }
    for (id, field, since) in claims::take_disputes(tx, kind, ids).await? {
        all.entry(id).or_default().conflicts.push((field, since));
    }
    if kind == EntryKind::ServiceAtLocation {
        for (id, added) in supplements::take(tx, ids).await? {
            all.entry(id).or_default().supplements.push(added);
        }
    }
    Ok(all)
}

/// Gives an entry that is back what hung on it. What another source adds goes along only where that source did not say it of
/// another place since.
pub(crate) async fn give(tx: &Tx, entry: EntryId, hanging: &Hanging) -> Result<(), DbErr> {
    confirmations::put(tx, entry, &hanging.confirmations).await?;
    claims::put_disputes(tx, entry, &hanging.conflicts).await?;
    hand_over(tx, entry, hanging).await
}

/// What other sources add goes over to another entry, where they add nothing yet.
pub(crate) async fn hand_over(tx: &Tx, to: EntryId, hanging: &Hanging) -> Result<(), DbErr> {
    if hanging.supplements.is_empty() {
        return Ok(());
    }
    supplements::add(tx, ServiceAtLocationId::from_uuid(to.id), &hanging.supplements).await
}

/// What other sources added to an entry, and went over to another, is taken back from there as it is now.
pub(crate) async fn take_back(tx: &Tx, from: EntryId, to: EntryId, hanging: &Hanging) -> Result<(), DbErr> {
    if hanging.supplements.is_empty() {
        return Ok(());
    }
    let [from, to] = [from, to].map(|entry| ServiceAtLocationId::from_uuid(entry.id));
    supplements::move_over(tx, (from, to), &hanging.supplements).await
}
