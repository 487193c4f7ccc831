//! Keeping what a source says: new records are written, changed ones replaced, dropped ones removed, the rest left alone.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use kernel::Timestamp;
use sea_orm::{DbErr, TryGetable, Value};
use serde::Serialize;
use store::Tx;

use crate::index;
use crate::origin::fingerprint;
use crate::rows::{delete, digests};
use crate::{
    Location, LocationId, Organisation, OrganisationId, Service, ServiceAtLocation, ServiceAtLocationId, ServiceId,
    location, organisation, service, service_at_location,
};

/// Entries gathered before they are written.
const GATHERED: usize = 1_000;

/// What a source says in one place: an organisation, or a service with where it is offered.
#[derive(Clone, Default, Debug)]
pub(crate) struct Entry {
    pub organisation: Option<Organisation>,
    pub service: Option<Service>,
    pub location: Option<Location>,
    pub at: Option<ServiceAtLocation>,
}

/// What became of an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kept {
    Unchanged,
    Changed,
    Added,
}

/// The records of one kind that a source had before, has now, and that are yet to be written.
struct Shelf<I, R> {
    before: HashMap<I, String>,
    seen: HashSet<I>,
    fresh: Vec<R>,
    rewritten: Vec<I>,
}

impl<I: Copy + Eq + Hash + TryGetable + Into<Value>, R: Serialize> Shelf<I, R> {
    async fn of(tx: &Tx, table: &str, source: &str) -> Result<Self, DbErr> {
        let before = digests(tx, table, source).await?;
        Ok(Self { before, seen: HashSet::new(), fresh: Vec::new(), rewritten: Vec::new() })
    }

    /// Takes a record in; nothing for one that the same source already named in this run.
    fn take(&mut self, id: I, record: R) -> Option<Kept> {
        if !self.seen.insert(id) {
            return None;
        }
        let kept = match self.before.get(&id) {
            Some(digest) if *digest == fingerprint(&record) => return Some(Kept::Unchanged),
            Some(_) => {
                self.rewritten.push(id);
                Kept::Changed
            }
            None => Kept::Added,
        };
        self.fresh.push(record);
        Some(kept)
    }

    /// What the source no longer names.
    fn dropped(&self) -> Vec<I> {
        self.before.keys().copied().filter(|id| !self.seen.contains(id)).collect()
    }
}

/// Keeps the records of one source within one transaction.
pub(crate) struct Keeper<'a> {
    tx: &'a Tx,
    at: Timestamp,
    organisations: Shelf<OrganisationId, Organisation>,
    services: Shelf<ServiceId, Service>,
    locations: Shelf<LocationId, Location>,
    places: Shelf<ServiceAtLocationId, ServiceAtLocation>,
}

impl<'a> Keeper<'a> {
    /// Learns what the source said before.
    pub(crate) async fn new(tx: &'a Tx, source: &str, at: Timestamp) -> Result<Self, DbErr> {
        Ok(Self {
            tx,
            at,
            organisations: Shelf::of(tx, "organisation", source).await?,
            services: Shelf::of(tx, "service", source).await?,
            locations: Shelf::of(tx, "location", source).await?,
            places: Shelf::of(tx, "service_at_location", source).await?,
        })
    }

    /// Takes an entry in; nothing when the source has named the same entry before in this run.
    pub(crate) async fn keep(&mut self, entry: Entry) -> Result<Option<Kept>, DbErr> {
        let Entry { organisation, service, location, at } = entry;
        if at.as_ref().is_some_and(|at| self.places.seen.contains(&at.id)) {
            return Ok(None);
        }
        let parts = [
            organisation.and_then(|record| self.organisations.take(record.id, record)),
            service.and_then(|record| self.services.take(record.id, record)),
            location.and_then(|record| self.locations.take(record.id, record)),
            at.and_then(|record| self.places.take(record.id, record)),
        ];
        if self.organisations.fresh.len() + self.places.fresh.len() >= GATHERED {
            self.flush().await?;
        }
        Ok(parts.into_iter().flatten().max())
    }

    /// Writes what was gathered; parents before children.
    async fn flush(&mut self) -> Result<(), DbErr> {
        let (tx, at) = (self.tx, self.at);
        organisation::records::clear_children(tx, &self.organisations.rewritten).await?;
        organisation::records::put(tx, &self.organisations.fresh, at).await?;
        service::records::clear_children(tx, &self.services.rewritten).await?;
        service::records::put(tx, &self.services.fresh, at).await?;
        location::records::put(tx, &self.locations.fresh, at).await?;
        service_at_location::records::put(tx, &self.places.fresh, at).await?;
        self.note_changes().await?;
        self.organisations.clear();
        self.services.clear();
        self.locations.clear();
        self.places.clear();
        Ok(())
    }

    /// Tells the index which services to look at again.
    async fn note_changes(&self) -> Result<(), DbErr> {
        let own = self.services.fresh.iter().map(|service| service.id);
        let mut services: Vec<ServiceId> = own.chain(self.places.fresh.iter().map(|at| at.service)).collect();
        services.extend(service::records::of_organisations(self.tx, &self.organisations.rewritten).await?);
        services.extend(service_at_location::records::services_at(self.tx, &self.locations.rewritten).await?);
        index::changed(self.tx, services).await?;
        index::organisations_changed(self.tx, self.organisations.fresh.iter().map(|organisation| organisation.id)).await
    }

    /// Writes the rest and, when the source is whole, removes what it no longer names. Returns how many entries that were.
    pub(crate) async fn finish(&mut self, whole: bool) -> Result<u64, DbErr> {
        self.flush().await?;
        if !whole {
            return Ok(0);
        }
        let places = self.places.dropped();
        let organisations = self.organisations.dropped();
        let services = self.services.dropped();
        index::changed(self.tx, services.clone()).await?;
        index::organisations_changed(self.tx, organisations.iter().copied()).await?;
        let removed = places.len().max(services.len()).max(organisations.len());
        remove(self.tx, "service_at_location", places).await?;
        remove(self.tx, "service", services).await?;
        remove(self.tx, "organisation", organisations).await?;
        remove(self.tx, "location", self.locations.dropped()).await?;
        Ok(u64::try_from(removed).unwrap_or(u64::MAX))
    }
}

impl<I, R> Shelf<I, R> {
    fn clear(&mut self) {
        self.fresh.clear();
        self.rewritten.clear();
    }
}

async fn remove<I: Into<Value>>(tx: &Tx, table: &str, ids: Vec<I>) -> Result<(), DbErr> {
    delete(tx, table, "id", ids.into_iter().map(Into::into).collect()).await
}
