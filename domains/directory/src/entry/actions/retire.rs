//! Taking an entry out of the directory with all that hangs on it, and bringing it back whole.

use crate::Refusal;
use access::Context;
use journal::Changes;
use sea_orm::DbErr;
use store::Tx;

use super::resource;
use crate::entry::records::versions::{self, End, Retired};
use crate::entry::{EntryId, EntryKind, Record, Via, hanging, record, records};
use crate::index;

/// Takes an entry out of the directory, and with it what cannot stand without it. Its own source does not bring it back.
///
/// # Errors
/// When there is no such entry, or it may not be taken out.
pub async fn retire(cx: &Context, tx: &Tx, entry: EntryId, note: Option<String>) -> Result<(), Refusal> {
    let root = records::hold(tx, entry).await?.ok_or(Refusal::NotFound)?;
    cx.require("directory.retire", &resource(tx, entry).await?)?;
    let services = records::services_behind(tx, entry).await?;
    let mut all = Vec::new();
    for hanging in records::hanging_on(tx, entry).await? {
        all.extend(records::hold(tx, hanging).await?);
    }
    all.push(root);
    take_out(cx, tx, all, (entry, note)).await?;
    index::entry_changed(tx, entry, services).await?;
    Ok(record(cx, tx, "directory.retire", entry, Changes::none().field("retired", false, true)).await?)
}

async fn take_out(
    cx: &Context,
    tx: &Tx,
    mut all: Vec<Record>,
    (within, note): (EntryId, Option<String>),
) -> Result<(), DbErr> {
    let (at, by) = (cx.now(), cx.actor.to_string());
    // What hangs on others goes first: kinds are in the order in which they hang on each other, except locations.
    all.sort_by_key(|record| std::cmp::Reverse(depth(record.entry().kind)));
    versions::keep(tx, &all, &End { at, by: by.clone(), via: Via::Retirement, note }).await?;
    let mut retired = Vec::with_capacity(all.len());
    for record in &all {
        let entry = record.entry();
        let aside = records::remove(tx, entry.kind, &[entry.id]).await?.remove(&entry.id).unwrap_or_default();
        retired.push(Retired { entry, at, by: by.clone(), by_hand: true, within, aside });
    }
    let sources: Vec<&str> = all.iter().map(|one| one.origin().source.as_str()).collect();
    versions::retire(tx, &retired, &sources).await
}

/// How many kinds an entry of a kind can hang on.
const fn depth(kind: EntryKind) -> u8 {
    match kind {
        EntryKind::Organisation | EntryKind::Location => 0,
        EntryKind::Service => 1,
        EntryKind::ServiceAtLocation => 2,
    }
}

/// Brings an entry back that was taken out, with all that went with it, as it was.
///
/// # Errors
/// When it is not taken out, went with another entry, hangs on one that is gone, or may not be brought back.
pub async fn bring_back(cx: &Context, tx: &Tx, entry: EntryId) -> Result<(), Refusal> {
    let Some(retired) = versions::retired(tx, entry).await? else { return Err(Refusal::NotRetired) };
    let mut all = Vec::new();
    for one in versions::retired_within(tx, entry).await? {
        let last = versions::last(tx, one.entry).await?;
        all.extend(last.map(|version| (version.record, one.aside)));
    }
    let root = all.iter().map(|(record, _)| record).find(|record| record.entry() == entry);
    cx.require("directory.retire", &gone(root))?;
    if retired.within != entry {
        return Err(Refusal::HangsOn(retired.within));
    }
    all.sort_by_key(|(record, _)| depth(record.entry().kind));
    for (record, aside) in &all {
        standing(tx, record).await?;
        records::put(tx, record, cx.now()).await?;
        hanging::give(tx, record.entry(), aside).await?;
    }
    let entries: Vec<EntryId> = all.iter().map(|(record, _)| record.entry()).collect();
    versions::unretire(tx, &entries).await?;
    index::entry_changed(tx, entry, records::services_behind(tx, entry).await?).await?;
    Ok(record(cx, tx, "directory.retire", entry, Changes::none().field("retired", true, false)).await?)
}

/// Refuses a record whose parent is gone.
async fn standing(tx: &Tx, record: &Record) -> Result<(), Refusal> {
    let parents: Vec<EntryId> = match record {
        Record::Service(of) => vec![of.organisation.into()],
        Record::ServiceAtLocation(of) => vec![of.service.into(), of.location.into()],
        Record::Organisation(_) | Record::Location(_) => Vec::new(),
    };
    for parent in parents {
        if records::find(tx, parent).await?.is_none() {
            return Err(Refusal::HangsOn(parent));
        }
    }
    Ok(())
}

/// What was taken out, as the policies see it: only editors bring something back.
fn gone(root: Option<&Record>) -> access::Resource {
    super::resource::to_be(root.map_or(EntryKind::Service, |record| record.entry().kind), None)
}
