//! Keeping what a source says: new records are written, changed ones replaced, dropped ones removed, the rest left alone.

use std::collections::HashMap;
use std::hash::Hash;

use house::import::Tally;
use kernel::Timestamp;
use sea_orm::{DbErr, TryGetable, Value};
use serde::Serialize;
use store::Tx;

use crate::duplicates::feeding::Merged;
use crate::entry::EntryId;
use crate::entry::reload::{Known, settle, stamp, take_out};
use crate::index;
use crate::origin::fingerprint;
use crate::rows::{digests, number};
use crate::{
    Location, LocationId, Organisation, OrganisationId, Origin, Service, ServiceAtLocation, ServiceAtLocationId,
    ServiceId, location, organisation, service, service_at_location,
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

impl Entry {
    /// With each value of its lists once: a file may name one twice.
    fn without_repeats(mut self) -> Self {
        self.organisation.iter_mut().for_each(Organisation::drop_repeats);
        self.service.iter_mut().for_each(Service::drop_repeats);
        self
    }
}

/// What became of an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kept {
    Unchanged,
    Changed,
    Added,
}

/// The records of one kind that a source had before, has now, and that are yet to be written. With a million of each kind a map
/// holds two short numbers for each.
struct Shelf<I, R> {
    before: HashMap<I, u128>,
    seen: HashMap<I, u128>,
    fresh: Vec<R>,
    rewritten: Vec<I>,
    tally: Tally,
    /// Whether the last record contradicted an earlier one of the same id.
    contradicted: bool,
}

impl<I: Copy + Eq + Hash + TryGetable + Into<Value>, R: Serialize> Shelf<I, R> {
    async fn of(tx: &Tx, table: &str, source: &str) -> Result<Self, DbErr> {
        let before = digests(tx, table, source).await?;
        let (seen, tally) = (HashMap::new(), Tally::default());
        Ok(Self { before, seen, fresh: Vec::new(), rewritten: Vec::new(), tally, contradicted: false })
    }

    /// Takes a record in; nothing for one that the same source already named in this run.
    fn take(&mut self, id: I, record: R) -> Option<Kept> {
        let digest = number(&fingerprint(&record));
        if let Some(earlier) = self.seen.get(&id) {
            self.contradicted = *earlier != digest;
            return None;
        }
        self.seen.insert(id, digest);
        let kept = match self.before.get(&id) {
            Some(before) if *before == digest => {
                self.tally.unchanged += 1;
                return Some(Kept::Unchanged);
            }
            Some(_) => {
                self.tally.changed += 1;
                self.rewritten.push(id);
                Kept::Changed
            }
            None => {
                self.tally.added += 1;
                Kept::Added
            }
        };
        self.fresh.push(record);
        Some(kept)
    }

    /// What the source no longer names.
    fn dropped(&self) -> Vec<I> {
        self.before.keys().copied().filter(|id| !self.seen.contains_key(id)).collect()
    }

    /// Those of some records that the source named before and does not name any more.
    fn dropped_of(&self, ids: Vec<I>) -> Vec<I> {
        ids.into_iter().filter(|id| self.before.contains_key(id) && !self.seen.contains_key(id)).collect()
    }
}

/// Keeps the records of one source within one transaction.
pub(crate) struct Keeper<'a> {
    tx: &'a Tx,
    at: Timestamp,
    source: String,
    known: Known,
    merged: Merged,
    organisations: Shelf<OrganisationId, Organisation>,
    services: Shelf<ServiceId, Service>,
    locations: Shelf<LocationId, Location>,
    places: Shelf<ServiceAtLocationId, ServiceAtLocation>,
    /// What the source itself says is no more, by its own names.
    gone: Vec<String>,
}

impl<'a> Keeper<'a> {
    /// Learns what the source said before.
    pub(crate) async fn new(tx: &'a Tx, source: &str, at: Timestamp) -> Result<Self, DbErr> {
        Ok(Self {
            tx,
            at,
            source: source.to_owned(),
            known: Known::of(tx, source).await?,
            merged: Merged::of(tx, source).await?,
            organisations: Shelf::of(tx, "organisation", source).await?,
            services: Shelf::of(tx, "service", source).await?,
            locations: Shelf::of(tx, "location", source).await?,
            places: Shelf::of(tx, "service_at_location", source).await?,
            gone: Vec::new(),
        })
    }

    /// Takes in what belongs to one service; nothing when the source has named the same before in this run.
    pub(crate) async fn keep_all(&mut self, entries: Vec<Entry>) -> Result<Option<Kept>, DbErr> {
        if entries.iter().filter_map(|entry| entry.service.as_ref()).any(|one| self.services.seen.contains_key(&one.id))
        {
            return Ok(None);
        }
        let mut best = None;
        for entry in entries {
            best = best.max(self.keep(entry).await?);
        }
        Ok(best)
    }

    /// Notes that the source says of one of its records that it is no more.
    pub(crate) fn forget(&mut self, id: &str) {
        self.gone.push(id.to_owned());
    }

    /// What the last entry contradicted: an organisation or a location that an earlier one described otherwise.
    pub(crate) fn contradicted(&mut self) -> impl Iterator<Item = &'static str> + use<> {
        let organisation = std::mem::take(&mut self.organisations.contradicted).then_some("its organisation");
        let location = std::mem::take(&mut self.locations.contradicted).then_some("its location");
        organisation.into_iter().chain(location)
    }

    /// What was done by now, by kind of record.
    pub(crate) fn tallies(&self) -> Vec<(&'static str, Tally)> {
        vec![
            ("organisations", self.organisations.tally),
            ("services", self.services.tally),
            ("locations", self.locations.tally),
            ("services at a location", self.places.tally),
        ]
    }

    /// Takes an entry in; nothing when the source has named the same entry before in this run.
    pub(crate) async fn keep(&mut self, entry: Entry) -> Result<Option<Kept>, DbErr> {
        let Some(entry) = self.admitted(entry) else { return Ok(Some(Kept::Unchanged)) };
        let (entry, heard) = self.merged.sift(entry.without_repeats());
        let Entry { organisation, service, location, at } = entry;
        if at.as_ref().is_some_and(|at| self.places.seen.contains_key(&at.id)) {
            return Ok(None);
        }
        let parts = [
            organisation.and_then(|record| self.organisations.take(record.id, record)),
            service.and_then(|record| self.services.take(record.id, record)),
            location.and_then(|record| self.locations.take(record.id, record)),
            at.and_then(|record| self.places.take(record.id, record)),
            heard,
        ];
        if self.organisations.fresh.len() + self.places.fresh.len() >= GATHERED {
            self.flush().await?;
        }
        Ok(parts.into_iter().flatten().max())
    }

    /// The parts of an entry that nobody took out by hand; nothing when none is left.
    fn admitted(&self, entry: Entry) -> Option<Entry> {
        let Entry { organisation, service, location, at } = entry;
        let out = |entries: &[EntryId]| self.known.keeps_out(entries);
        let admitted = Entry {
            organisation: organisation.filter(|of| !out(&[of.id.into()])),
            service: service.filter(|of| !out(&[of.id.into(), of.organisation.into()])),
            location: location.filter(|of| !out(&[of.id.into()])),
            at: at.filter(|of| !out(&[of.id.into(), of.service.into(), of.location.into()])),
        };
        let Entry { organisation, service, location, at } = &admitted;
        let is_empty = organisation.is_none() && service.is_none() && location.is_none() && at.is_none();
        (!is_empty).then_some(admitted)
    }

    /// Writes what was gathered; parents before children.
    async fn flush(&mut self) -> Result<(), DbErr> {
        let (tx, at, known) = (self.tx, self.at, &self.known);
        let Self { organisations, services, locations, places, .. } = &*self;
        let settled = settle(tx, known, &organisations.fresh, &organisations.rewritten, at).await?;
        organisation::records::clear_children(tx, &organisations.rewritten).await?;
        organisation::records::put(tx, &settled.records, at).await?;
        stamp(tx, settled.stamps).await?;
        let settled = settle(tx, known, &services.fresh, &services.rewritten, at).await?;
        service::records::clear_children(tx, &services.rewritten).await?;
        service::records::put(tx, &settled.records, at).await?;
        stamp(tx, settled.stamps).await?;
        let settled = settle(tx, known, &locations.fresh, &locations.rewritten, at).await?;
        location::records::put(tx, &settled.records, at).await?;
        stamp(tx, settled.stamps).await?;
        let settled = settle(tx, known, &places.fresh, &places.rewritten, at).await?;
        service_at_location::records::put(tx, &settled.records, at).await?;
        stamp(tx, settled.stamps).await?;
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

    /// Writes the rest and removes what the source says is no more; when the source is whole, what it no longer names as well.
    /// Returns how many entries that were.
    pub(crate) async fn finish(&mut self, whole: bool) -> Result<u64, DbErr> {
        self.flush().await?;
        self.merged.finish(self.tx, whole, self.at).await?;
        let dropped = if whole { self.all_dropped() } else { self.said_to_be_gone().await? };
        let Dropped { places, services, organisations, locations } = dropped;
        index::changed(self.tx, services.clone()).await?;
        index::organisations_changed(self.tx, organisations.iter().copied()).await?;
        let touched = service_at_location::records::services_offered(self.tx, places.iter().copied()).await?;
        index::changed(self.tx, touched).await?;
        let (tx, by) = (self.tx, (self.source.as_str(), self.at));
        let places = take_out(tx, places, by).await?;
        let services = take_out(tx, services, by).await?;
        let organisations = take_out(tx, organisations, by).await?;
        let locations = take_out(tx, locations, by).await?;
        for (tally, count) in [
            (&mut self.places.tally, places),
            (&mut self.services.tally, services),
            (&mut self.organisations.tally, organisations),
            (&mut self.locations.tally, locations),
        ] {
            tally.removed += count;
        }
        Ok(places.max(services).max(organisations))
    }

    fn all_dropped(&self) -> Dropped {
        Dropped {
            places: self.places.dropped(),
            services: self.services.dropped(),
            organisations: self.organisations.dropped(),
            locations: self.locations.dropped(),
        }
    }

    /// The services that the source says are no more, with their places, and what else bears the same name.
    async fn said_to_be_gone(&self) -> Result<Dropped, DbErr> {
        let origins: Vec<Origin> = self.gone.iter().map(|id| Origin::new(self.source.as_str(), id.as_str())).collect();
        let services = self.services.dropped_of(origins.iter().map(ServiceId::of).collect());
        let places = service_at_location::records::of_services(self.tx, &services).await?;
        let mut locations = self.locations.dropped_of(places.iter().map(|(_, location)| *location).collect());
        locations.sort();
        locations.dedup();
        let organisations = self.organisations.dropped_of(origins.iter().map(OrganisationId::of).collect());
        Ok(Dropped { places: places.into_iter().map(|(at, _)| at).collect(), services, organisations, locations })
    }
}

/// What a source no longer has.
struct Dropped {
    places: Vec<ServiceAtLocationId>,
    services: Vec<ServiceId>,
    organisations: Vec<OrganisationId>,
    locations: Vec<LocationId>,
}

impl<I, R> Shelf<I, R> {
    fn clear(&mut self) {
        self.fresh.clear();
        self.rewritten.clear();
    }
}
