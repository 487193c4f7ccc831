//! What stands in the place of a record that was merged: its old id leads on, by whatever standard it is asked
//! (`docs/decisions/0036-old-ids-lead-on.md`).

use directory::{EntryId, EntryKind};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use crate::publication::records::{self, By};
use crate::publication::{Kind, named};

/// The record that is published in the place of one that is not any more; nothing where none took it.
pub(crate) async fn of(db: &impl ConnectionTrait, kind: Kind, id: Uuid) -> Result<Option<Uuid>, DbErr> {
    let now = match kind {
        Kind::Taxonomy => None,
        Kind::TaxonomyTerm => term(db, id).await?,
        Kind::Location => location(db, id).await?,
        Kind::Organization | Kind::Service | Kind::ServiceAtLocation => match entry(kind) {
            Some(of) => directory::redirected(db, EntryId::new(of, id)).await?.map(|now| now.id),
            None => None,
        },
    };
    let Some(now) = now.filter(|now| *now != id) else { return Ok(None) };
    let row = records::find(db, now).await?;
    Ok(row.filter(|row| row.kind == kind && !row.deleted).map(|row| row.id))
}

/// The kind of entry that a record is of, for those that are merged as such.
pub(crate) const fn entry(kind: Kind) -> Option<EntryKind> {
    match kind {
        Kind::Organization => Some(EntryKind::Organisation),
        Kind::Service => Some(EntryKind::Service),
        Kind::ServiceAtLocation => Some(EntryKind::ServiceAtLocation),
        Kind::Location | Kind::Taxonomy | Kind::TaxonomyTerm => None,
    }
}

/// A term has the id of its code.
async fn term(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Uuid>, DbErr> {
    let merged = directory::merged_terms(db).await?;
    let old = merged.into_iter().find(|(old, _)| named(Kind::TaxonomyTerm, old.as_str()) == id);
    Ok(old.map(|(_, new)| named(Kind::TaxonomyTerm, new.as_str())))
}

/// Locations are not merged themselves: what was offered at one became one with what is offered at another.
async fn location(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Uuid>, DbErr> {
    let stood = records::known_by(db, By::Location, &[id]).await?;
    let stood: Vec<Uuid> = stood.into_iter().filter(|one| one.deleted).map(|one| one.id).collect();
    let now = directory::duplicates::mergers::redirections(db, EntryKind::ServiceAtLocation, &stood).await?;
    let mut now: Vec<Uuid> = now.into_values().collect();
    now.sort_unstable();
    let now = records::known_by(db, By::Id, &now).await?;
    Ok(now.into_iter().filter(|one| !one.deleted).min_by_key(|one| one.id).and_then(|one| one.location))
}
