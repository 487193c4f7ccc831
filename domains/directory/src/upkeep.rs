//! Keeping what a source says: new records are written, changed ones replaced, dropped ones removed, the rest left alone.

mod doubt;
mod shelf;

use std::collections::HashSet;

use house::import::Tally;
use kernel::Timestamp;
use sea_orm::DbErr;
use store::Tx;
use uuid::Uuid;

use crate::duplicates::feeding::Merged;
use crate::entry::records::versions::End;
use crate::entry::reload::{Known, settle, take_out};
use crate::entry::{EntryId, EntryKind, Via, records};
use crate::{
    Location, LocationId, Organisation, OrganisationId, Origin, Service, ServiceAtLocation, ServiceAtLocationId,
    ServiceId, location, organisation, service, service_at_location,
};
use crate::{guarding, index};
use shelf::Shelf;

/// Records gathered before they are written.
const GATHERED: usize = 2_000;

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
    /// How many locations are kept secret because of what they stand beside.
    concealed: u64,
    /// What the index is told at the end: from then on nobody else can tell it anything until the unit of work is over.
    services_changed: Vec<ServiceId>,
    organisations_changed: Vec<OrganisationId>,
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
            concealed: 0,
            services_changed: Vec::new(),
            organisations_changed: Vec::new(),
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

    /// Whether the source brought a record of this name before.
    pub(crate) fn had(&self, id: &str) -> bool {
        let origin = Origin::new(self.source.as_str(), id);
        let (service, organisation) = (ServiceId::of(&origin), OrganisationId::of(&origin));
        let entries: [EntryId; 2] = [service.into(), organisation.into()];
        let went = |entry: EntryId| self.known.was_dropped(entry) || self.known.keeps_out(&[entry]);
        self.services.before.contains_key(&service)
            || self.organisations.before.contains_key(&organisation)
            || entries.into_iter().any(|entry| went(entry) || self.merged.has(entry))
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
        let Some((entry, heard)) = self.sift(entry.without_repeats()) else { return Ok(Some(Kept::Unchanged)) };
        let Entry { organisation, service, location, at } = entry;
        if at.as_ref().is_some_and(|at| self.places.seen.contains_key(&at.id)) {
            return Ok(None);
        }
        let known = &self.known;
        let parts = [
            organisation.and_then(|record| self.organisations.take(known, record.id, record)),
            service.and_then(|record| self.services.take(known, record.id, record)),
            location.and_then(|record| self.locations.take(known, record.id, record)),
            at.and_then(|record| self.places.take(known, record.id, record)),
            heard,
        ];
        let Self { organisations, services, locations, places, .. } = &*self;
        let gathered = [organisations.fresh.len(), services.fresh.len(), locations.fresh.len(), places.fresh.len()];
        if gathered.iter().sum::<usize>() >= GATHERED {
            self.flush().await?;
        }
        Ok(parts.into_iter().flatten().max())
    }

    /// An entry without what people took out or merged; nothing when nothing is left.
    fn sift(&mut self, entry: Entry) -> Option<(Entry, Option<Kept>)> {
        let entry = self.admitted(entry)?;
        Some(self.merged.sift(entry))
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

    /// Writes what was gathered.
    async fn flush(&mut self) -> Result<(), DbErr> {
        let there = self.heed().await?;
        // A place that goes over to another service leaves one behind.
        let left = service_at_location::records::services_offered(self.tx, self.places.old.iter().copied()).await?;
        self.services_changed.extend(left);
        let merged = self.merged.moved();
        let doubted = self.write(&there, &merged).await?;
        self.conceal(doubted).await?;
        self.note_changes().await?;
        self.organisations.clear();
        self.services.clear();
        self.locations.clear();
        self.places.clear();
        Ok(())
    }

    /// Holds what is about to be written, and what it hangs on, so that nobody says anything else of it until all is written; and
    /// learns what people took out or merged since the import began. Answers what is in the tables already.
    async fn heed(&mut self) -> Result<HashSet<EntryId>, DbErr> {
        loop {
            let (mut there, mut is_news) = (HashSet::new(), false);
            let on = self.hung_on();
            for (kind, old) in [
                (EntryKind::Organisation, self.organisations.old()),
                (EntryKind::Service, self.services.old()),
                (EntryKind::Location, self.locations.old()),
                (EntryKind::ServiceAtLocation, self.places.old()),
            ] {
                let on = on.iter().filter(|entry| entry.kind == kind && !old.contains(&entry.id));
                let on: Vec<Uuid> = on.map(|entry| entry.id).collect();
                let held = records::hold_many(self.tx, kind, &old).await?;
                records::anchor_many(self.tx, kind, &on).await?;
                there.extend(held.into_iter().map(|id| EntryId::new(kind, id)));
                let asked: Vec<Uuid> = old.into_iter().chain(on).collect();
                is_news |= self.known.learn(self.tx, kind, &asked).await?;
                is_news |= self.merged.learn(self.tx, kind, &asked).await?;
            }
            if !is_news {
                return Ok(there);
            }
            self.sift_again();
        }
    }

    /// What the gathered records hang on, and others may have taken out or merged meanwhile.
    fn hung_on(&self) -> HashSet<EntryId> {
        let organisations = self.services.fresh.iter().map(|service| service.organisation);
        let services = self.places.fresh.iter().map(|at| at.service);
        let locations = self.places.fresh.iter().map(|at| at.location);
        let mut on: HashSet<EntryId> = HashSet::new();
        on.extend(organisations.filter(|id| !self.organisations.is_new(id)).map(EntryId::from));
        on.extend(services.filter(|id| !self.services.is_new(id)).map(EntryId::from));
        on.extend(locations.filter(|id| !self.locations.is_new(id)).map(EntryId::from));
        on
    }

    /// Sifts what was gathered by what was learnt since.
    fn sift_again(&mut self) {
        for record in std::mem::take(&mut self.organisations.fresh) {
            let sifted = self.sift(Entry { organisation: Some(record), ..Entry::default() });
            self.organisations.fresh.extend(sifted.and_then(|(entry, _)| entry.organisation));
        }
        for record in std::mem::take(&mut self.services.fresh) {
            let sifted = self.sift(Entry { service: Some(record), ..Entry::default() });
            self.services.fresh.extend(sifted.and_then(|(entry, _)| entry.service));
        }
        for record in std::mem::take(&mut self.locations.fresh) {
            let sifted = self.sift(Entry { location: Some(record), ..Entry::default() });
            self.locations.fresh.extend(sifted.and_then(|(entry, _)| entry.location));
        }
        for record in std::mem::take(&mut self.places.fresh) {
            let sifted = self.sift(Entry { at: Some(record), ..Entry::default() });
            self.places.fresh.extend(sifted.and_then(|(entry, _)| entry.at));
        }
    }

    /// Parents before children. Answers the locations that may be secret.
    async fn write(
        &self,
        there: &HashSet<EntryId>,
        merged: &[(LocationId, ServiceId)],
    ) -> Result<HashSet<LocationId>, DbErr> {
        let (tx, at, known) = (self.tx, self.at, &self.known);
        let Self { organisations, services, locations, places, .. } = self;
        let settled = settle(tx, known, &organisations.fresh, there, at).await?;
        organisation::records::clear_children(tx, &organisations.old).await?;
        organisation::records::put(tx, &settled.records, at).await?;
        settled.seal(tx).await?;
        let settled = settle(tx, known, &services.fresh, there, at).await?;
        service::records::clear_children(tx, &services.old).await?;
        service::records::put(tx, &settled.records, at).await?;
        settled.seal(tx).await?;
        let doubted = self.doubted(merged).await?;
        let settled = settle(tx, known, &locations.fresh, there, at).await?;
        location::records::put(tx, &settled.records, at).await?;
        settled.seal(tx).await?;
        let settled = settle(tx, known, &places.fresh, there, at).await?;
        service_at_location::records::put(tx, &settled.records, at).await?;
        settled.seal(tx).await?;
        Ok(doubted)
    }

    /// Notes which services and organisations the index must look at again.
    async fn note_changes(&mut self) -> Result<(), DbErr> {
        let own = self.services.fresh.iter().map(|service| service.id);
        let mut services: Vec<ServiceId> = own.chain(self.places.fresh.iter().map(|at| at.service)).collect();
        services.extend(service::records::of_organisations(self.tx, &self.organisations.old).await?);
        services.extend(service_at_location::records::services_at(self.tx, &self.locations.old).await?);
        services.sort();
        services.dedup();
        self.services_changed.extend(services);
        self.organisations_changed.extend(self.organisations.fresh.iter().map(|organisation| organisation.id));
        Ok(())
    }

    /// Writes the rest and removes what the source says is no more; when the source is whole, what it no longer names as well.
    /// Returns how many entries that were.
    pub(crate) async fn finish(&mut self, whole: bool) -> Result<u64, DbErr> {
        self.flush().await?;
        for kept in self.merged.finish(self.tx, whole, self.at).await? {
            self.services_changed.extend(records::services_behind(self.tx, kept).await?);
            let organisation = (kept.kind == EntryKind::Organisation).then(|| OrganisationId::from_uuid(kept.id));
            self.organisations_changed.extend(organisation);
        }
        let dropped = if whole { self.all_dropped() } else { self.said_to_be_gone().await? };
        let removed = self.take_out(dropped).await?;
        index::changed(self.tx, std::mem::take(&mut self.services_changed)).await?;
        index::organisations_changed(self.tx, self.organisations_changed.drain(..)).await?;
        Ok(removed)
    }

    async fn take_out(&mut self, dropped: Dropped) -> Result<u64, DbErr> {
        let Dropped { places, services, organisations, locations } = dropped;
        let touched = service_at_location::records::services_offered(self.tx, places.iter().copied()).await?;
        self.services_changed.extend(touched.into_iter().chain(services.iter().copied()));
        self.organisations_changed.extend(organisations.iter().copied());
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
