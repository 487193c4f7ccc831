//! Every query about entries of any kind: reading and writing whole records, and what hangs on them.

pub(crate) mod claims;
pub(crate) mod confirmations;
pub(crate) mod versions;

pub use claims::disputes_of;
pub use confirmations::of as confirmations_of;
pub use versions::{Retired, Version, current, histories, history, retired};

use std::collections::{HashMap, HashSet};

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, Value};
use store::{Tx, anchored, held, sql};
use uuid::Uuid;

use self::versions::End;
use super::hanging::{self, Hanging};
use super::{EntryId, EntryKind, Patch, Record, whole};
use crate::rows::{delete, placeholders, select_in};
use crate::{
    Location, LocationId, Organisation, OrganisationId, Service, ServiceAtLocation, ServiceAtLocationId, ServiceId,
    location, organisation, service, service_at_location,
};

/// An entry as everybody may read it: of a secret place only that it is there.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &impl ConnectionTrait, entry: EntryId) -> Result<Option<Record>, DbErr> {
    Ok(find_whole(db, entry).await?.map(Record::shown))
}

/// An entry with what is kept secret of it; for those who keep it, once their right was asked.
///
/// # Errors
/// When the database cannot be read.
pub async fn find_whole(db: &impl ConnectionTrait, entry: EntryId) -> Result<Option<Record>, DbErr> {
    Ok(many(db, entry.kind, &[entry.id]).await?.pop())
}

/// An entry that nobody else may change until the unit of work is over.
pub(crate) async fn hold(tx: &Tx, entry: EntryId) -> Result<Option<Record>, DbErr> {
    let text = format!("select 1 as one from {} where id = $1{}", entry.kind.table(), held(tx));
    tx.query_one_raw(sql(tx, &text, [entry.id.into()])).await?;
    find_whole(tx, entry).await
}

/// Those of some entries that are there; nobody else may change them until the unit of work is over.
pub(crate) async fn hold_many(tx: &Tx, kind: EntryKind, ids: &HashSet<Uuid>) -> Result<HashSet<Uuid>, DbErr> {
    lock(tx, kind, ids.iter().copied().collect(), held(tx)).await
}

/// Those of some entries that are there; nobody else may take them out until the unit of work is over.
pub(crate) async fn anchor_many(tx: &Tx, kind: EntryKind, ids: &[Uuid]) -> Result<HashSet<Uuid>, DbErr> {
    lock(tx, kind, ids.to_vec(), anchored(tx)).await
}

/// All in the order of their ids: two who do this do not stop each other.
async fn lock(tx: &Tx, kind: EntryKind, mut ids: Vec<Uuid>, how: &str) -> Result<HashSet<Uuid>, DbErr> {
    ids.sort_unstable();
    let mut there = HashSet::with_capacity(ids.len());
    for chunk in ids.chunks(AT_ONCE) {
        let text =
            format!("select id from {} where id in ({}) order by id{how}", kind.table(), placeholders(0, chunk.len()));
        for row in tx.query_all_raw(sql(tx, &text, chunk.iter().map(|id| (*id).into()))).await? {
            there.insert(row.try_get("", "id")?);
        }
    }
    Ok(there)
}

/// Entries locked in one statement.
const AT_ONCE: usize = 500;

/// Entries of a kind, whole, in no order; those that do not exist are left out.
pub(crate) async fn many(db: &impl ConnectionTrait, kind: EntryKind, ids: &[Uuid]) -> Result<Vec<Record>, DbErr> {
    fn typed<T>(ids: &[Uuid], of: fn(Uuid) -> T) -> Vec<T> {
        ids.iter().copied().map(of).collect()
    }
    fn records<T: Into<Record>>(all: Vec<T>) -> Vec<Record> {
        all.into_iter().map(Into::into).collect()
    }
    Ok(match kind {
        EntryKind::Organisation => {
            records(organisation::records::many(db, &typed(ids, OrganisationId::from_uuid)).await?)
        }
        EntryKind::Service => records(service::records::many(db, &typed(ids, ServiceId::from_uuid)).await?),
        EntryKind::Location => records(location::records::many(db, &typed(ids, LocationId::from_uuid)).await?),
        EntryKind::ServiceAtLocation => {
            records(service_at_location::records::many(db, &typed(ids, ServiceAtLocationId::from_uuid)).await?)
        }
    })
}

/// Writes an entry in the place of what it was; what its source last said stays known.
pub(crate) async fn put(tx: &Tx, record: &Record, at: Timestamp) -> Result<(), DbErr> {
    let entry = record.entry();
    let said = digest(tx, entry).await?;
    write(tx, record, at).await?;
    match said {
        Some(said) => stamp(tx, entry, &said).await,
        None => Ok(()),
    }
}

async fn write(tx: &Tx, record: &Record, at: Timestamp) -> Result<(), DbErr> {
    use std::slice::from_ref;
    match record {
        Record::Organisation(of) => {
            organisation::records::clear_children(tx, &[of.id]).await?;
            organisation::records::put(tx, from_ref::<Organisation>(of), at).await
        }
        Record::Service(of) => {
            service::records::clear_children(tx, &[of.id]).await?;
            service::records::put(tx, from_ref::<Service>(of), at).await
        }
        Record::Location(of) => location::records::put(tx, from_ref::<Location>(of), at).await,
        Record::ServiceAtLocation(of) => {
            service_at_location::records::put(tx, from_ref::<ServiceAtLocation>(of), at).await
        }
    }
}

/// The fingerprint of what the entry's source last said of it.
async fn digest(tx: &Tx, entry: EntryId) -> Result<Option<String>, DbErr> {
    let text = format!("select digest from {} where id = $1", entry.kind.table());
    let row = tx.query_one_raw(sql(tx, &text, [entry.id.into()])).await?;
    row.map(|row| row.try_get("", "digest")).transpose()
}

/// Notes the fingerprint of what the entry's source last said of it.
pub(crate) async fn stamp(tx: &Tx, entry: EntryId, digest: &str) -> Result<(), DbErr> {
    let text = format!("update {} set digest = $2 where id = $1", entry.kind.table());
    tx.execute_raw(sql(tx, &text, [entry.id.into(), digest.into()])).await.map(drop)
}

/// When an entry was last written.
pub(crate) async fn updated_at(db: &impl ConnectionTrait, entry: EntryId) -> Result<Option<Timestamp>, DbErr> {
    let text = format!("select updated_at from {} where id = $1", entry.kind.table());
    let row = db.query_one_raw(sql(db, &text, [entry.id.into()])).await?;
    row.map(|row| row.try_get("", "updated_at")).transpose()
}

/// Writes an entry in the place of what it was: that is kept as a version, and what was confirmed of fields that say something else
/// now has lapsed. Answers those fields.
pub(crate) async fn replace(tx: &Tx, before: &Record, after: &Record, end: &End) -> Result<Patch, DbErr> {
    let changed = before.difference(after);
    if changed.is_empty() {
        return Ok(changed);
    }
    versions::keep(tx, std::slice::from_ref(before), end).await?;
    put(tx, after, end.at).await?;
    let said = before.said_otherwise(after);
    let fields: Vec<&str> = said.iter().map(|(field, _)| field).collect();
    confirmations::lapse(tx, after.entry(), &fields).await?;
    Ok(changed)
}

/// Ends the day on which somebody looked at the whole of it, where a change calls for that. Answers what the entry is then.
pub(crate) async fn unsettle(tx: &Tx, after: Record, changed: &Patch, end: &End) -> Result<Record, DbErr> {
    let Some(unsettled) = whole::unsettled(tx, &after, changed, end).await? else { return Ok(after) };
    put(tx, &unsettled, end.at).await?;
    Ok(unsettled)
}

/// Takes entries out of their table, and answers what hung on them; what was said of them stays.
pub(crate) async fn remove(tx: &Tx, kind: EntryKind, ids: &[Uuid]) -> Result<HashMap<Uuid, Hanging>, DbErr> {
    let hung = hanging::take(tx, kind, ids).await?;
    delete(tx, kind.table(), "id", ids.iter().map(|id| (*id).into()).collect()).await?;
    Ok(hung)
}

/// Those of some entries that others hang on.
pub(crate) async fn needed(tx: &Tx, kind: EntryKind, ids: &[Uuid]) -> Result<HashSet<Uuid>, DbErr> {
    let query = match kind {
        EntryKind::Organisation => "select distinct organisation_id as id from service where organisation_id",
        EntryKind::Service => "select distinct service_id as id from service_at_location where service_id",
        EntryKind::Location => "select distinct location_id as id from service_at_location where location_id",
        EntryKind::ServiceAtLocation => return Ok(HashSet::new()),
    };
    let rows = select_in(tx, query, ids.iter().map(|id| (*id).into()).collect()).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// The services that the index must look at again when an entry changes.
pub(crate) async fn services_behind(db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<ServiceId>, DbErr> {
    match entry.kind {
        EntryKind::Service => Ok(vec![ServiceId::from_uuid(entry.id)]),
        EntryKind::Organisation => service::records::of_organisations(db, &[OrganisationId::from_uuid(entry.id)]).await,
        EntryKind::Location => service_at_location::records::services_at(db, &[LocationId::from_uuid(entry.id)]).await,
        EntryKind::ServiceAtLocation => {
            service_at_location::records::services_offered(db, [ServiceAtLocationId::from_uuid(entry.id)]).await
        }
    }
}

/// The source that says that an entry is there.
pub(crate) async fn source_of(db: &impl ConnectionTrait, entry: EntryId) -> Result<Option<String>, DbErr> {
    let text = format!("select source from {} where id = $1", entry.kind.table());
    let row = db.query_one_raw(sql(db, &text, [entry.id.into()])).await?;
    row.map(|row| row.try_get("", "source")).transpose()
}

/// The organisations that an entry belongs to: one, except for a location that several share.
pub(crate) async fn organisations_behind(
    db: &impl ConnectionTrait,
    entry: EntryId,
) -> Result<Vec<OrganisationId>, DbErr> {
    let text = match entry.kind {
        EntryKind::Organisation => return Ok(vec![OrganisationId::from_uuid(entry.id)]),
        EntryKind::Service => "select distinct organisation_id as id from service where id = $1",
        EntryKind::Location => {
            "select distinct s.organisation_id as id from service_at_location at
                join service s on s.id = at.service_id where at.location_id = $1"
        }
        EntryKind::ServiceAtLocation => {
            "select distinct s.organisation_id as id from service_at_location at
                join service s on s.id = at.service_id where at.id = $1"
        }
    };
    let rows = db.query_all_raw(sql(db, text, [entry.id.into()])).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// What hangs on an entry and cannot stand without it, the outermost last.
pub(crate) async fn hanging_on(db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<EntryId>, DbErr> {
    let (services, places) = match entry.kind {
        EntryKind::Organisation => (
            "select id from service where organisation_id = $1 order by id",
            "select at.id from service_at_location at join service s on s.id = at.service_id
                where s.organisation_id = $1 order by at.id",
        ),
        EntryKind::Service => ("", "select id from service_at_location where service_id = $1 order by id"),
        EntryKind::Location => ("", "select id from service_at_location where location_id = $1 order by id"),
        EntryKind::ServiceAtLocation => ("", ""),
    };
    let mut all = Vec::new();
    for (kind, text) in [(EntryKind::Service, services), (EntryKind::ServiceAtLocation, places)] {
        if text.is_empty() {
            continue;
        }
        let values: [Value; 1] = [entry.id.into()];
        for row in db.query_all_raw(sql(db, text, values)).await? {
            all.push(EntryId::new(kind, row.try_get("", "id")?));
        }
    }
    Ok(all)
}
