//! An entry as the policies see it.

use access::Resource;
use sea_orm::{ConnectionTrait, DbErr};

use crate::entry::{EntryId, EntryKind, records};
use crate::{OrganisationId, Origin};

/// An entry as the policies see it: its kind, the organisations that it belongs to, and the source that says that it is there.
///
/// # Errors
/// When the database cannot be read.
pub async fn resource(db: &impl ConnectionTrait, entry: EntryId) -> Result<Resource, DbErr> {
    let organisations = records::organisations_behind(db, entry).await?;
    let source = records::source_of(db, entry).await?.unwrap_or_default();
    Ok(of_organisations(entry.kind, entry.id, &organisations).word("source", source))
}

/// An entry that is yet to be made, for an organisation.
pub(super) fn to_be(kind: EntryKind, within: Option<OrganisationId>) -> Resource {
    of_organisations(kind, "new", within.as_slice()).word("source", Origin::HERE)
}

fn of_organisations(kind: EntryKind, id: impl std::fmt::Display, organisations: &[OrganisationId]) -> Resource {
    let held: Vec<String> = organisations.iter().map(ToString::to_string).collect();
    Resource::new("Entry", id).word("kind", kind.code()).flag("orphan", held.is_empty()).words("organisations", held)
}
