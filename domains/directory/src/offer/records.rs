//! What reading the offer in bulk asks the database for.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ConnectionTrait, DbErr};
use store::sql;

use crate::rows::select_in;
use crate::service_at_location::supplement::records::{Blanks, fill};
use crate::{EntryKind, LocationId, OrganisationId, ServiceAtLocation, ServiceAtLocationId, ServiceId};

/// For each way in which a source has a part in a service, the query: its own words, what it adds at a place, and where that is.
const PARTS: [&str; 4] = [
    "select id as service_id, source from service where id",
    "select service_id, source from service_at_location where service_id",
    "select at.service_id, u.source from supplement u join service_at_location at on at.id = u.service_at_location_id
        where at.service_id",
    "select at.service_id, l.source from location l join service_at_location at on at.location_id = l.id
        where at.service_id",
];

/// The ids of up to `limit` services after one, in their order; of all there are.
///
/// # Errors
/// When the database cannot be read.
pub async fn service_ids_after(
    db: &impl ConnectionTrait,
    after: ServiceId,
    limit: u32,
) -> Result<Vec<ServiceId>, DbErr> {
    let text = format!("select id from service where id > $1 order by id limit {limit}");
    let rows = db.query_all_raw(sql(db, &text, [after.into()])).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// The ids of up to `limit` organisations after one, in their order; of all there are.
///
/// # Errors
/// When the database cannot be read.
pub async fn organisation_ids_after(
    db: &impl ConnectionTrait,
    after: OrganisationId,
    limit: u32,
) -> Result<Vec<OrganisationId>, DbErr> {
    let text = format!("select id from organisation where id > $1 order by id limit {limit}");
    let rows = db.query_all_raw(sql(db, &text, [after.into()])).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// What sources say of the right to use what they brought: name and licence, of those that say so.
///
/// # Errors
/// When the database cannot be read.
pub async fn sources(db: &impl ConnectionTrait) -> Result<Vec<(String, String)>, DbErr> {
    let text = "select name, licence from source where licence is not null order by name";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "name")?, row.try_get("", "licence")?))).collect()
}

/// The names of all sources that ever brought an entry.
///
/// # Errors
/// When the database cannot be read.
pub async fn source_names(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select name from source order by name", [])).await?;
    rows.iter().map(|row| row.try_get("", "name")).collect()
}

/// The names of the sources that have a part in some services: in what they are, when and where.
///
/// # Errors
/// When the database cannot be read.
pub async fn sources_of_services(
    db: &impl ConnectionTrait,
    services: &[ServiceId],
) -> Result<HashMap<ServiceId, BTreeSet<String>>, DbErr> {
    let mut all: HashMap<ServiceId, BTreeSet<String>> = HashMap::new();
    for query in PARTS {
        for row in select_in(db, query, services.iter().map(|id| (*id).into()).collect()).await? {
            all.entry(row.try_get("", "service_id")?).or_default().insert(row.try_get("", "source")?);
        }
    }
    Ok(all)
}

/// The names of the sources that brought entries of a kind that are in the directory, or add to them.
///
/// # Errors
/// When the database cannot be read.
pub async fn sources_of_kind(db: &impl ConnectionTrait, kind: EntryKind) -> Result<BTreeSet<String>, DbErr> {
    let mut tables = vec![kind.code()];
    tables.extend((kind == EntryKind::ServiceAtLocation).then_some("supplement"));
    let mut all = BTreeSet::new();
    for table in tables {
        let text = format!("select distinct source from {table}");
        for row in db.query_all_raw(sql(db, &text, [])).await? {
            all.insert(row.try_get("", "source")?);
        }
    }
    Ok(all)
}

/// How many services came from a source and are in the directory.
///
/// # Errors
/// When the database cannot be read.
pub async fn services_of_source(db: &impl ConnectionTrait, source: &str) -> Result<u64, DbErr> {
    let row = db.query_one_raw(sql(db, "select count(*) as n from service where source = $1", [source.into()])).await?;
    row.map_or(Ok(0), |row| row.try_get::<i64>("", "n").map(i64::unsigned_abs))
}

/// How many organisations came from a source and are in the directory.
///
/// # Errors
/// When the database cannot be read.
pub async fn organisations_of_source(db: &impl ConnectionTrait, source: &str) -> Result<u64, DbErr> {
    let text = "select count(*) as n from organisation where source = $1";
    let row = db.query_one_raw(sql(db, text, [source.into()])).await?;
    row.map_or(Ok(0), |row| row.try_get::<i64>("", "n").map(i64::unsigned_abs))
}

/// The services of which somebody said how much room there is somewhere: that grows old by itself.
///
/// # Errors
/// When the database cannot be read.
pub async fn services_with_capacity(db: &impl ConnectionTrait) -> Result<Vec<ServiceId>, DbErr> {
    let text = "select distinct service_id from service_at_location where capacity is not null";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    rows.iter().map(|row| row.try_get("", "service_id")).collect()
}

/// Fills what an entry's own source does not say with what another source adds.
pub(super) async fn complete(db: &impl ConnectionTrait, places: &mut [ServiceAtLocation]) -> Result<(), DbErr> {
    let blanks = places.iter_mut().map(|place| {
        let ServiceAtLocation { id, opening_hours, phone, email, website, .. } = place;
        (*id, Blanks { opening_hours, phone, email, website })
    });
    fill(db, blanks.collect()).await
}

/// For each of some locations, what of all that the public may know to be offered there stands first: of the service with the lowest
/// id. Whoever shows a location of several services shows it as this one has it, whichever of them changed last.
///
/// # Errors
/// When the database cannot be read.
pub async fn first_at(
    db: &impl ConnectionTrait,
    locations: &[LocationId],
) -> Result<HashMap<LocationId, (ServiceId, ServiceAtLocationId)>, DbErr> {
    let query = "select at.location_id, at.service_id, at.id from service_at_location at
        join service s on s.id = at.service_id join organisation o on o.id = s.organisation_id
        left join organisation_kind k on k.code = o.kind
        where s.status <> 'retired' and o.active and (k.listed is null or k.listed) and at.location_id";
    let mut first: HashMap<LocationId, (ServiceId, ServiceAtLocationId)> = HashMap::new();
    for row in select_in(db, query, locations.iter().map(|id| (*id).into()).collect()).await? {
        let offered = (row.try_get("", "service_id")?, row.try_get("", "id")?);
        let known = first.entry(row.try_get("", "location_id")?).or_insert(offered);
        *known = (*known).min(offered);
    }
    Ok(first)
}
