//! When in doubt, secret: what a source brings, or a merger joins, beside a secret place comes in secret until a person says
//! otherwise (docs/decisions/0047).

use std::collections::{BTreeSet, HashSet};

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, Value};
use serde_json::json;
use store::{Tx, sql};
use uuid::Uuid;

use crate::duplicates::settling;
use crate::entry::claims::Claim;
use crate::entry::records::claims;
use crate::entry::records::versions::End;
use crate::entry::{EntryId, EntryKind, Voice, records};
use crate::rows::{placeholders, select_in};
use crate::withdrawing::Concealed;
use crate::{LocationId, OrganisationId, ServiceAtLocationId, ServiceId};

/// The field that says whether nobody may know where a place is.
const SECRET: &str = "confidential";

/// Notes whose places are secret, of places that were written: they are remembered for it, also when the places are no more. What
/// others tell of where they are is taken back.
pub(crate) async fn note_places(
    tx: &Tx,
    places: impl IntoIterator<Item = ServiceAtLocationId>,
    at: Timestamp,
) -> Result<(), DbErr> {
    note(tx, ("at.id", places.into_iter().map(Into::into).collect()), (Vec::new(), at)).await
}

/// Notes whose secret locations were written. What others tell of where they are is taken back.
pub(crate) async fn note_locations(
    tx: &Tx,
    locations: impl IntoIterator<Item = LocationId>,
    at: Timestamp,
) -> Result<(), DbErr> {
    let locations: Vec<LocationId> = locations.into_iter().collect();
    let ids = locations.iter().map(|id| (*id).into()).collect();
    note(tx, ("at.location_id", ids), (locations, at)).await
}

async fn note(
    tx: &Tx,
    (column, ids): (&str, Vec<Value>),
    (locations, at): (Vec<LocationId>, Timestamp),
) -> Result<(), DbErr> {
    let query = format!(
        "select at.id, at.service_id, s.organisation_id from service_at_location at
            join service s on s.id = at.service_id join location l on l.id = at.location_id
            where l.confidential and {column}"
    );
    let (mut places, mut guarded) = (Vec::new(), BTreeSet::<(ServiceId, OrganisationId)>::new());
    for row in select_in(tx, &query, ids).await? {
        places.push(row.try_get("", "id")?);
        guarded.insert((row.try_get("", "service_id")?, row.try_get("", "organisation_id")?));
    }
    let services = guarded.iter().map(|(service, _)| *service).collect();
    Concealed { locations, places, services, at }.withdraw(tx);
    remember(tx, guarded).await
}

async fn remember(tx: &Tx, guarded: BTreeSet<(ServiceId, OrganisationId)>) -> Result<(), DbErr> {
    for (service, organisation) in guarded {
        for entry in [EntryId::from(service), organisation.into()] {
            let text = "insert into directory_guarded (kind, entry_id) values ($1, $2) on conflict (kind, entry_id) do nothing";
            tx.execute_raw(sql(tx, text, [entry.kind.into(), entry.id.into()])).await?;
        }
    }
    Ok(())
}

/// Whether an entry has a secret place, or had one.
pub(crate) async fn is_guarded(db: &impl ConnectionTrait, entry: EntryId) -> Result<bool, DbErr> {
    let text = "select 1 as one from directory_guarded where kind = $1 and entry_id = $2";
    Ok(db.query_one_raw(sql(db, text, [entry.kind.into(), entry.id.into()])).await?.is_some())
}

/// What a merged entry is remembered for, the one that is kept is as well.
pub(crate) async fn hand_over(tx: &Tx, (merged, kept): (EntryId, EntryId)) -> Result<(), DbErr> {
    let text = "insert into directory_guarded (kind, entry_id) select kind, $3 from directory_guarded
        where kind = $1 and entry_id = $2 on conflict (kind, entry_id) do nothing";
    tx.execute_raw(sql(tx, text, [merged.kind.into(), merged.id.into(), kept.id.into()])).await.map(drop)
}

/// Those of some services that have a secret place, or had one.
pub(crate) async fn services(db: &impl ConnectionTrait, ids: Vec<Value>) -> Result<HashSet<ServiceId>, DbErr> {
    let query = "select entry_id as id from directory_guarded where kind = 'service' and entry_id";
    select_in(db, query, ids).await?.iter().map(|row| row.try_get("", "id")).collect()
}

/// Those of some services whose organisation has a secret place, or had one: the service, its organisation.
pub(crate) async fn by_organisation(
    db: &impl ConnectionTrait,
    ids: Vec<Value>,
) -> Result<Vec<(ServiceId, OrganisationId)>, DbErr> {
    let query = "select s.id, s.organisation_id from service s
        join directory_guarded g on g.kind = 'organisation' and g.entry_id = s.organisation_id where s.id";
    let rows = select_in(db, query, ids).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "organisation_id")?))).collect()
}

/// Those of some locations that are secret.
pub(crate) async fn secret(db: &impl ConnectionTrait, ids: Vec<Value>) -> Result<HashSet<LocationId>, DbErr> {
    let rows = select_in(db, "select id from location where confidential and id", ids).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// Whether one of some places, or of some locations, is secret now: whoever drew them a moment ago must look again.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_any_secret(
    db: &impl ConnectionTrait,
    places: &[ServiceAtLocationId],
    locations: &[LocationId],
) -> Result<bool, DbErr> {
    let query = "select at.id from service_at_location at join location l on l.id = at.location_id
        where l.confidential and at.id";
    let at = select_in(db, query, places.iter().map(|id| (*id).into()).collect()).await?;
    Ok(!at.is_empty() || !secret(db, locations.iter().map(|id| (*id).into()).collect()).await?.is_empty())
}

/// Those of some locations at which a service stands that has a secret place, or had one.
pub(crate) async fn locations(db: &impl ConnectionTrait, ids: Vec<Value>) -> Result<Vec<LocationId>, DbErr> {
    let query = "select distinct at.location_id as id from service_at_location at
        join directory_guarded g on g.kind = 'service' and g.entry_id = at.service_id where at.location_id";
    select_in(db, query, ids).await?.iter().map(|row| row.try_get("", "id")).collect()
}

/// Whether everybody may know a place of a service.
async fn has_open_place(db: &impl ConnectionTrait, service: Uuid) -> Result<bool, DbErr> {
    let text = "select 1 as one from service_at_location at join location l on l.id = at.location_id
        where at.service_id = $1 and not l.confidential limit 1";
    Ok(db.query_one_raw(sql(db, text, [service.into()])).await?.is_some())
}

/// Whether merging two entries keeps places of one of them secret that everybody may know now.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn conceals(db: &impl ConnectionTrait, both: [EntryId; 2]) -> Result<bool, DbErr> {
    for (one, other) in [(both[0], both[1]), (both[1], both[0])] {
        if one.kind == EntryKind::Service && is_guarded(db, one).await? && has_open_place(db, other.id).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Keeps a location secret until a person says otherwise, beside what its source says. Answers whether it was not so already.
pub(crate) async fn conceal(tx: &Tx, location: LocationId, end: &End) -> Result<bool, DbErr> {
    let entry = EntryId::from(location);
    let Some(before) = records::hold(tx, entry).await? else { return Ok(false) };
    let said = claims::of(tx, entry).await?;
    let mut said = said.iter().filter(|claim| claim.field == SECRET);
    if before.is_secret() || said.clone().any(|claim| claim.voice.is_person()) {
        return Ok(false);
    }
    let source = before.origin().source.clone();
    let own = Voice::Source(source.clone());
    let mut new = vec![claim(Voice::Caution, true, end)];
    if !said.any(|claim| claim.voice == own) {
        let said_at = records::updated_at(tx, entry).await?.unwrap_or(end.at);
        new.push(Claim { said_at, said_by: source, ..claim(own, false, end) });
    }
    claims::put(tx, &new.into_iter().map(|claim| (entry, claim)).collect::<Vec<_>>()).await?;
    settling::settle(tx, &before, end).await?;
    Ok(true)
}

fn claim(voice: Voice, value: bool, end: &End) -> Claim {
    Claim { field: SECRET.to_owned(), voice, value: json!(value), said_at: end.at, said_by: end.by.clone() }
}

/// Takes back that locations are kept secret because of what they stood beside, where nothing of that stands beside them any more.
/// What people said of them since holds.
pub(crate) async fn reveal(tx: &Tx, locations: &[LocationId], end: &End) -> Result<(), DbErr> {
    for location in locations {
        let entry = EntryId::from(*location);
        let Some(before) = records::hold(tx, entry).await? else { continue };
        if stands_beside_secret(tx, *location, locations).await? {
            continue;
        }
        claims::withdraw(tx, entry, SECRET, &Voice::Caution).await?;
        settling::settle(tx, &before, end).await?;
    }
    Ok(())
}

/// Whether a service at a location has another place that is secret, some left out.
async fn stands_beside_secret(tx: &Tx, location: LocationId, without: &[LocationId]) -> Result<bool, DbErr> {
    let text = format!(
        "select 1 as one from service_at_location here
            join service_at_location other on other.service_id = here.service_id
            join location l on l.id = other.location_id
            where here.location_id = $1 and l.confidential and l.id not in ({}) limit 1",
        placeholders(1, without.len())
    );
    let values = std::iter::once(location).chain(without.iter().copied()).map(Into::into);
    Ok(tx.query_one_raw(sql(tx, &text, values)).await?.is_some())
}
