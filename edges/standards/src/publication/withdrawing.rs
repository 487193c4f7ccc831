//! Taking back what is published of places that become secret, in the unit of work that makes them so
//! (docs/decisions/0050): the places and locations go, and the services stay without saying where they are, until they are drawn anew.

use std::collections::{BTreeMap, BTreeSet};

use directory::{Concealed, LocationId, ServiceAtLocationId, ServiceId};
use sea_orm::DbErr;
use store::{Doing, Tx};
use uuid::Uuid;

use super::records::{self, By, Known};
use super::{Kind, tells_where};
use crate::sheet::without;

/// Where a service says at which places it is offered.
const PLACES: &str = "service_at_locations";

/// Takes back where secret places are.
pub(crate) fn withdraw(tx: &Tx, concealed: Concealed) -> Doing<'_> {
    Box::pin(async move {
        // Nobody publishes between looking and taking back.
        records::lock(tx).await?;
        let places = told(tx, &concealed).await?;
        if places.is_empty() {
            return Ok(());
        }
        let services = services(tx, &concealed, &places).await?;
        let awaited = search::last_change(tx).await?;
        let first = records::numbers_to_withdraw(tx, places.len() + services.len(), awaited).await?;
        records::bury(tx, &places, (first, concealed.at)).await?;
        let next = first + i64::try_from(places.len()).unwrap_or(i64::MAX);
        for (seq, (service, left)) in (next..).zip(&services) {
            records::redraw(tx, *service, left, (seq, concealed.at)).await?;
        }
        Ok(())
    })
}

/// The locations, and the services at them, of which it is published where they are.
async fn told(tx: &Tx, concealed: &Concealed) -> Result<Vec<Known>, DbErr> {
    let locations: Vec<Uuid> = concealed.locations.iter().copied().map(LocationId::uuid).collect();
    let places: Vec<Uuid> = concealed.places.iter().copied().map(ServiceAtLocationId::uuid).collect();
    let mut told = BTreeMap::new();
    for (by, ids) in [(By::Id, &places), (By::Id, &locations), (By::Location, &locations)] {
        told.extend(telling(tx, by, ids).await?);
    }
    let left = left(tx, &told).await?;
    told.extend(telling(tx, By::Id, &left).await?);
    Ok(told.into_values().collect())
}

/// What is published and tells where it is, by its ids.
async fn telling(tx: &Tx, by: By, ids: &[Uuid]) -> Result<Vec<(Uuid, Known)>, DbErr> {
    let known = records::known_by(tx, by, ids).await?;
    let there: Vec<Uuid> = known.iter().filter(|one| !one.deleted).map(|one| one.id).collect();
    let drawings = records::drawings(tx, &there).await?;
    let tells = |one: &Known| !one.deleted && drawings.get(&one.id).is_some_and(|drawing| tells_where(drawing));
    Ok(known.into_iter().filter(tells).map(|one| (one.id, one)).collect())
}

/// The locations at which nothing is left once these are taken back: what stood there stands at a secret one now.
async fn left(tx: &Tx, told: &BTreeMap<Uuid, Known>) -> Result<Vec<Uuid>, DbErr> {
    let from: BTreeSet<Uuid> = told.values().filter_map(|one| one.location).collect();
    let from: Vec<Uuid> = from.into_iter().collect();
    let still = records::known_by(tx, By::Location, &from).await?;
    let still = still.iter().filter(|one| !one.deleted && !told.contains_key(&one.id));
    let still: BTreeSet<Uuid> = still.filter_map(|one| one.location).collect();
    Ok(from.into_iter().filter(|location| !still.contains(location)).collect())
}

/// The services that are published with one of these places: each with its drawing without any of them.
async fn services(tx: &Tx, concealed: &Concealed, places: &[Known]) -> Result<Vec<(Uuid, String)>, DbErr> {
    let mut ids: BTreeSet<Uuid> = concealed.services.iter().copied().map(ServiceId::uuid).collect();
    ids.extend(places.iter().filter_map(|place| place.service));
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let known = records::known_by(tx, By::Id, &ids).await?;
    let drawings = records::drawings(tx, &ids).await?;
    let there = known.iter().filter(|one| one.kind == Kind::Service && !one.deleted);
    let left = there.filter_map(|one| Some((one.id, without(drawings.get(&one.id)?, PLACES)?)));
    let mut left: Vec<(Uuid, String)> = left.collect();
    left.sort_unstable();
    Ok(left)
}
