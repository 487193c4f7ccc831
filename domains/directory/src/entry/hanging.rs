//! What hangs on an entry beside what it says, in one place. Whoever takes an entry out of its table sets it aside, and whoever puts the
//! entry back gives it back:
//!
//! - what was confirmed, what is in dispute, what other sources add: taken off with the entry, back with it;
//! - what is proposed: lapses when the entry is taken out and waits again when it is back (`proposal::records`), goes along when it
//!   is merged and comes back when it is parted.
//!
//! What others keep under the entry's id follows by itself, because it is resolved when it is read (`duplicates::mergers::redirected`):
//! addresses of pages and records, orientation sheets and short links (`sheet::leading`), wishes about letters and links of campaigns,
//! whom a need was relayed to.

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
use crate::proposal::{ProposalId, records as proposals};
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
    /// What was proposed about it and waited: known of what was merged.
    pub(crate) proposals: Vec<ProposalId>,
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
    confirmations::put(tx, entry, &hanging.confirmations, None).await?;
    claims::put_disputes(tx, entry, &hanging.conflicts).await?;
    add(tx, entry, hanging).await
}

/// What hung on an entry that is merged goes over to the one that is kept: what other sources add where they add nothing yet, and what
/// is proposed. Notes what that was.
pub(crate) async fn hand_over(tx: &Tx, (merged, kept): (EntryId, EntryId), hanging: &mut Hanging) -> Result<(), DbErr> {
    hanging.proposals = proposals::lead(tx, merged, kept).await?;
    add(tx, kept, hanging).await
}

/// What went over to another entry is taken back from there as it is now.
pub(crate) async fn take_back(tx: &Tx, from: EntryId, to: EntryId, hanging: &Hanging) -> Result<(), DbErr> {
    proposals::lead_some(tx, &hanging.proposals, (from, to)).await?;
    if hanging.supplements.is_empty() {
        return Ok(());
    }
    let [from, to] = [from, to].map(|entry| ServiceAtLocationId::from_uuid(entry.id));
    supplements::move_over(tx, (from, to), &hanging.supplements).await
}

async fn add(tx: &Tx, to: EntryId, hanging: &Hanging) -> Result<(), DbErr> {
    if hanging.supplements.is_empty() {
        return Ok(());
    }
    supplements::add(tx, ServiceAtLocationId::from_uuid(to.id), &hanging.supplements).await
}
