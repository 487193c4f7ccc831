//! What moves when entries become one: the services and parts of an organisation, the places of a service.

use sea_orm::{ConnectionTrait, DbErr};
use store::sql;
use uuid::Uuid;

use crate::entry::{EntryId, EntryKind, Record, records};
use crate::{Location, ServiceAtLocationId};

/// What hangs on an organisation: its services, the organisations that are parts or members of it.
pub(super) async fn hanging_on(db: &impl ConnectionTrait, organisation: EntryId) -> Result<Vec<EntryId>, DbErr> {
    let mut all = Vec::new();
    for (kind, text) in [
        (EntryKind::Service, "select id from service where organisation_id = $1 order by id"),
        (EntryKind::Organisation, "select id from organisation where parent = $1 order by id"),
        (
            EntryKind::Organisation,
            "select organisation_id as id from organisation_network where network = $1 order by organisation_id",
        ),
    ] {
        for row in db.query_all_raw(sql(db, text, [organisation.id.into()])).await? {
            all.push(EntryId::new(kind, row.try_get("", "id")?));
        }
    }
    all.dedup();
    Ok(all)
}

/// The places of a service, each with its location.
pub(super) async fn places(db: &impl ConnectionTrait, service: EntryId) -> Result<Vec<(Record, Location)>, DbErr> {
    let text = "select id from service_at_location where service_id = $1 order by id";
    let rows = db.query_all_raw(sql(db, text, [service.id.into()])).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let id = ServiceAtLocationId::from_uuid(row.try_get::<Uuid>("", "id")?);
        let Some(Record::ServiceAtLocation(at)) = records::find(db, id.into()).await? else { continue };
        let Some(Record::Location(location)) = records::find_whole(db, at.location.into()).await? else { continue };
        all.push((Record::ServiceAtLocation(at), location));
    }
    Ok(all)
}
