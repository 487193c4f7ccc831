//! What somebody may read of an entry: of a secret place all of it only where they keep it, else nothing but that it is there.

use access::Context;
use sea_orm::{ConnectionTrait, DbErr};

use super::actions::resource;
use super::{EntryId, EntryKind, Record, records};

/// An entry as whoever acts may read it.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn seen(cx: &Context, db: &impl ConnectionTrait, entry: EntryId) -> Result<Option<Record>, DbErr> {
    let Some(record) = records::find_whole(db, entry).await? else { return Ok(None) };
    let whole = !record.is_secret() || keeps(cx, db, entry).await?;
    Ok(Some(if whole { record } else { record.shown() }))
}

/// Whether whoever acts may be told what the fields of an entry say or said. Of a place that is gone nobody can tell any more
/// whether it was to be kept secret: only those who keep entries are told.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn may_read(cx: &Context, db: &impl ConnectionTrait, entry: EntryId) -> Result<bool, DbErr> {
    if entry.kind != EntryKind::Location {
        return Ok(true);
    }
    let is_open = records::find(db, entry).await?.is_some_and(|record| !record.is_secret());
    Ok(is_open || keeps(cx, db, entry).await?)
}

async fn keeps(cx: &Context, db: &impl ConnectionTrait, entry: EntryId) -> Result<bool, DbErr> {
    Ok(cx.may("directory.read_entry", &resource(db, entry).await?))
}
