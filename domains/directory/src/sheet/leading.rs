//! What became of the services that an old sheet names: one that was merged is the one that it became, one that was taken out is told
//! by its name.

use kernel::{Text, Timestamp};
use sea_orm::{ConnectionTrait, DbErr};

use super::Sheet;
use crate::duplicates::mergers;
use crate::entry::EntryId;
use crate::entry::records::{retired, versions};
use crate::{ServiceId, service};

/// A sheet as it is today.
pub(super) struct Led {
    /// The services that are there, under the ids that they have now.
    pub sheet: Sheet,
    /// Those that were taken out.
    pub gone: Vec<Gone>,
    /// How many the directory never had, as far as it knows.
    pub unknown: usize,
}

/// A service that was taken out of the directory.
pub(super) struct Gone {
    pub name: Text,
    pub since: Timestamp,
}

/// Leads every service of a sheet to what is there in its place.
pub(super) async fn led(db: &impl ConnectionTrait, sheet: &Sheet) -> Result<Led, DbErr> {
    let there = service::records::existing(db, sheet.services()).await?;
    let (mut now, mut gone, mut unknown) = (Vec::new(), Vec::new(), 0);
    for id in sheet.services() {
        if there.contains(id) {
            now.push(*id);
            continue;
        }
        let entry = mergers::redirected(db, EntryId::from(*id)).await?.unwrap_or_else(|| EntryId::from(*id));
        let successor = ServiceId::from_uuid(entry.id);
        if !service::records::existing(db, &[successor]).await?.is_empty() {
            now.push(successor);
        } else if let Some(out) = taken_out(db, entry).await? {
            gone.push(out);
        } else {
            unknown += 1;
        }
    }
    Ok(Led { sheet: Sheet::of(now), gone, unknown })
}

async fn taken_out(db: &impl ConnectionTrait, entry: EntryId) -> Result<Option<Gone>, DbErr> {
    let Some(retired) = retired(db, entry).await? else { return Ok(None) };
    let last = versions::last(db, entry).await?;
    Ok(last.map(|last| Gone { name: last.record.names().clone(), since: retired.at }))
}
