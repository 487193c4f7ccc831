//! Who publishes: one process at a time, from where the last one stopped.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use directory::entry::records::histories as records_before;
use directory::{
    EntryKind, LocationId, ORGANISATION, Offer, OrganisationId, SERVICE, ServiceAtLocationId, ServiceId, THESAURUS,
};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use kernel::{Clock, Day};
use sea_orm::DbErr;
use search::Change;
use store::{Store, StoreError, Tx};
use territory::Gazetteers;
use uuid::Uuid;
use web::Catalogue;

use crate::drawing::{self, Ground, Pasts};
use crate::opendata;
use crate::publication::records::{self, By, Known};
use crate::publication::{Drawn, Kind, tells_where};

/// Changes followed at once.
const BATCH: u32 = 500;
/// Records drawn at once.
const CHUNK: usize = 200;
/// How often services are drawn anew because a place of theirs became secret meanwhile.
const ATTEMPTS: u32 = 5;
/// How long the right to publish lasts without a sign of life.
const HELD: Duration = Duration::from_secs(30);

/// Why publishing stopped. What was published before stands; the next time goes on from there.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PublishingFault {
    #[error(transparent)]
    Database(#[from] DbErr),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another process took over because this one was slow.
    #[error("another process has taken over")]
    TakenOver,
    /// A place became secret while it was drawn: it must be drawn anew.
    #[error("a place became secret meanwhile")]
    Concealed,
}

/// What is published and is not there any more.
struct Went {
    records: Vec<Uuid>,
    /// Who offered it.
    owners: Vec<Uuid>,
    /// Where it stood.
    left: Vec<Uuid>,
}

/// Keeps what is published in step with the directory.
pub(crate) struct Publisher {
    pub store: Store,
    pub clock: Clock,
    pub gazetteers: Arc<Gazetteers>,
    pub catalogue: Arc<Catalogue>,
    pub country: String,
    /// At which mailbox the region answers for what it looked at.
    pub assurer: Option<String>,
    /// The region's clock.
    pub zone: TimeZone,
    /// The day on which it was last looked for what is too old to be told.
    pub lapsed_on: Mutex<Option<Day>>,
    /// Tells this process from others.
    pub holder: Uuid,
}

impl Publisher {
    /// Publishes what changed since the last time; all of it, the first time. Does nothing while another process does it.
    /// Answers how many publications changed.
    pub async fn catch_up(&self) -> Result<u64, PublishingFault> {
        Ok(self.keep_up().await? + self.let_lapse().await?)
    }

    /// Once a day: what was said of free places is not told any more when it is old, though nobody changed it.
    async fn let_lapse(&self) -> Result<u64, PublishingFault> {
        let today = Some(self.clock.today(&self.zone));
        let before = std::mem::replace(&mut *self.lapsed_on.lock().unwrap_or_else(PoisonError::into_inner), today);
        if before == today || !self.hold().await? {
            return Ok(0);
        }
        let told = directory::services_with_capacity(self.store.read()).await?;
        if told.is_empty() {
            return Ok(0);
        }
        let told: Vec<Uuid> = told.into_iter().map(ServiceId::uuid).collect();
        self.services(&self.ground().await?, &told).await
    }

    async fn keep_up(&self) -> Result<u64, PublishingFault> {
        let db = self.store.read();
        let (state, oldest) = (records::state(db).await?, search::oldest_change(db).await?);
        let (mut published, mut ahead) = (0, 0);
        let Some(mut followed) = state.followed.filter(|followed| followed + 1 >= oldest) else {
            return if self.hold().await? { self.rebuild().await } else { Ok(0) };
        };
        loop {
            let changes = search::changes_after(self.store.read(), followed, BATCH).await?;
            let Some(last) = changes.last() else { return Ok(published) };
            followed = last.seq;
            if !self.hold().await? {
                return Ok(published);
            }
            if changes.len() >= BATCH as usize {
                // An address that is made secret now must not wait behind an import.
                let newest = search::newest_changes(self.store.read(), followed.max(ahead)).await?;
                ahead = newest.last().map_or(ahead, |newest| newest.seq);
                published += self.follow(&newest).await?;
            }
            published += self.follow(&changes).await?;
            self.note(followed).await?;
        }
    }

    /// Publishes everything anew; what did not change keeps its number.
    async fn rebuild(&self) -> Result<u64, PublishingFault> {
        // The head is read before the records: what changes meanwhile is followed afterwards, twice rather than never.
        let head = search::last_change(self.store.read()).await?;
        let ground = self.ground().await?;
        let published = self.terms(&ground).await? + self.everything(&ground).await?;
        self.note(head).await?;
        Ok(published)
    }

    async fn follow(&self, changes: &[Change]) -> Result<u64, PublishingFault> {
        let ids = |kind: &str| -> Vec<Uuid> {
            let of_kind = changes.iter().filter(|change| change.kind == kind).filter_map(|change| change.record);
            of_kind.collect::<BTreeSet<_>>().into_iter().collect()
        };
        let (services, organisations) = (ids(SERVICE), ids(ORGANISATION));
        let all = changes.iter().any(|change| change.record.is_none() && change.kind == SERVICE);
        let terms = changes.iter().any(|change| change.kind == THESAURUS);
        let mut published = 0;
        if all || terms || !services.is_empty() || !organisations.is_empty() {
            let ground = self.ground().await?;
            published += self.terms(&ground).await?;
            if all {
                published += self.everything(&ground).await?;
            } else {
                published += self.services(&ground, &services).await?;
                published += self.organisations(&ground, &organisations).await?;
            }
        }
        Ok(published)
    }

    pub(super) async fn ground(&self) -> Result<Ground, PublishingFault> {
        let all = directory::thesaurus(self.store.read()).await?;
        let themes = all.into_iter().filter(|term| !term.retired).collect();
        let peers = crate::federation::names(self.store.read()).await?.into_iter().collect();
        let terms_before = directory::terms_before(self.store.read()).await?;
        let (catalogue, country) = (Arc::clone(&self.catalogue), self.country.clone());
        let today = self.clock.today(&self.zone);
        let mut ground = Ground::new(self.gazetteers.current(), catalogue, country, themes, today);
        (ground.peers, ground.assurer, ground.terms_before) = (peers, self.assurer.clone(), terms_before);
        Ok(ground)
    }

    async fn terms(&self, ground: &Ground) -> Result<u64, PublishingFault> {
        let drawn = drawing::thesaurus(ground);
        let fresh: HashSet<Uuid> = drawn.iter().map(|one| one.id).collect();
        let mut published = Vec::new();
        for kind in [Kind::Taxonomy, Kind::TaxonomyTerm] {
            published.extend(records::ids_after(self.store.read(), kind, Uuid::nil(), u32::MAX).await?);
        }
        let went: Vec<Uuid> = published.into_iter().filter(|id| !fresh.contains(id)).collect();
        self.publish(&drawn, &went).await
    }

    /// Every service and organisation, and what is published of those that are no more.
    async fn everything(&self, ground: &Ground) -> Result<u64, PublishingFault> {
        let (mut published, mut seen) = (0, HashSet::new());
        let (mut service, mut organisation) = (Uuid::nil(), Uuid::nil());
        let chunk = u32::try_from(CHUNK).unwrap_or(u32::MAX);
        loop {
            let next = directory::service_ids_after(self.store.read(), ServiceId::from_uuid(service), chunk).await?;
            let next: Vec<Uuid> = next.into_iter().map(ServiceId::uuid).collect();
            let Some(last) = next.last() else { break };
            service = *last;
            published += self.services(ground, &next).await?;
            seen.extend(next);
        }
        loop {
            let after = OrganisationId::from_uuid(organisation);
            let next = directory::organisation_ids_after(self.store.read(), after, chunk).await?;
            let next: Vec<Uuid> = next.into_iter().map(OrganisationId::uuid).collect();
            let Some(last) = next.last() else { break };
            organisation = *last;
            published += self.organisations(ground, &next).await?;
            seen.extend(next);
        }
        let lost = |all: Vec<Uuid>| -> Vec<Uuid> { all.into_iter().filter(|id| !seen.contains(id)).collect() };
        let services = lost(records::ids_after(self.store.read(), Kind::Service, Uuid::nil(), u32::MAX).await?);
        published += self.services(ground, &services).await?;
        let owners = lost(records::ids_after(self.store.read(), Kind::Organization, Uuid::nil(), u32::MAX).await?);
        Ok(published + self.organisations(ground, &owners).await?)
    }

    /// Draws services with all that belongs to them anew.
    async fn services(&self, ground: &Ground, ids: &[Uuid]) -> Result<u64, PublishingFault> {
        let mut published = 0;
        for ids in ids.chunks(CHUNK) {
            let mut attempts = 1;
            published += loop {
                match self.some_services(ground, ids).await {
                    Err(PublishingFault::Concealed) if attempts < ATTEMPTS => attempts += 1,
                    done => break done?,
                }
            };
        }
        Ok(published)
    }

    /// Draws some services with all that belongs to them, as they are at this moment.
    async fn some_services(&self, ground: &Ground, ids: &[Uuid]) -> Result<u64, PublishingFault> {
        let typed: Vec<ServiceId> = ids.iter().map(|id| ServiceId::from_uuid(*id)).collect();
        let offer = directory::offer(self.store.read(), &typed).await?;
        let pasts = self.pasts(&offer).await?;
        let mut drawn: Vec<Drawn> =
            offer.organisations.values().map(|one| drawing::organization(ground, one, &pasts)).collect();
        drawn.extend(drawing::offer(ground, &offer, &pasts));
        let mut went = self.went(ids, &drawn).await?;
        let (places, empty) = self.locations(ground, (&offer, &pasts), &went.left).await?;
        drawn.extend(places);
        went.records.extend(empty);
        let published = self.publish(&drawn, &went.records).await?;
        // Whoever offered what went may be gone as well.
        Ok(published + self.organisations(ground, &went.owners).await?)
    }

    /// Draws the locations at which services stand, and those that they left, as the first service at each has it: which one changed
    /// last makes no difference. Answers them, and those at which nothing is left.
    async fn locations(
        &self,
        ground: &Ground,
        (offer, pasts): (&Offer, &Pasts),
        left: &[Uuid],
    ) -> Result<(Vec<Drawn>, Vec<Uuid>), PublishingFault> {
        let left = left.iter().copied().map(LocationId::from_uuid);
        let all: BTreeSet<LocationId> = offer.locations.keys().copied().chain(left).collect();
        let all: Vec<LocationId> = all.into_iter().collect();
        let first = directory::first_at(self.store.read(), &all).await?;
        let here: HashSet<ServiceId> = offer.services.iter().map(|service| service.id).collect();
        let elsewhere: BTreeSet<ServiceId> =
            first.values().map(|(service, _)| *service).filter(|service| !here.contains(service)).collect();
        let others = if elsewhere.is_empty() {
            Offer::default()
        } else {
            directory::offer(self.store.read(), &elsewhere.into_iter().collect::<Vec<_>>()).await?
        };
        let others_pasts = self.pasts(&others).await?;
        let draw = |location: &LocationId| {
            let (service, at) = first.get(location)?;
            let (offer, pasts) = if here.contains(service) { (offer, pasts) } else { (&others, &others_pasts) };
            drawing::location(ground, (offer, pasts), *at)
        };
        let drawn = all.iter().filter_map(draw).collect();
        let empty = all.iter().filter(|location| !first.contains_key(location)).copied().map(LocationId::uuid);
        Ok((drawn, empty.collect()))
    }

    /// What services, whoever offers them, what is offered where and those places were before.
    async fn pasts(&self, offer: &Offer) -> Result<Pasts, PublishingFault> {
        let owners: Vec<Uuid> = offer.organisations.keys().copied().map(OrganisationId::uuid).collect();
        let services: Vec<Uuid> = offer.services.iter().map(|one| one.id.uuid()).collect();
        let places: Vec<Uuid> = offer.places.iter().map(|one| one.id.uuid()).collect();
        let locations: Vec<Uuid> = offer.locations.keys().map(|id| id.uuid()).collect();
        let mut all = Pasts::new();
        for (kind, ids) in [
            (EntryKind::Organisation, owners),
            (EntryKind::Service, services),
            (EntryKind::ServiceAtLocation, places),
            (EntryKind::Location, locations),
        ] {
            all.extend(records_before(self.store.read(), kind, &ids).await?);
        }
        Ok(all)
    }

    /// What is published of services and was not drawn again, who offered it, and where they stood until now.
    async fn went(&self, services: &[Uuid], drawn: &[Drawn]) -> Result<Went, PublishingFault> {
        let fresh: HashSet<Uuid> = drawn.iter().map(|one| one.id).collect();
        let known = records::known_by(self.store.read(), By::Service, services).await?;
        let known: Vec<&Known> = known.iter().filter(|one| !one.deleted).collect();
        let went: Vec<&&Known> = known.iter().filter(|one| !fresh.contains(&one.id)).collect();
        let owners = went.iter().filter_map(|one| one.organization).filter(|id| !fresh.contains(id));
        Ok(Went {
            owners: owners.collect::<BTreeSet<_>>().into_iter().collect(),
            // What stands somewhere else now keeps its id and has left its location as well.
            left: known.iter().filter_map(|one| one.location).collect::<BTreeSet<_>>().into_iter().collect(),
            records: went.iter().map(|one| one.id).collect(),
        })
    }

    async fn organisations(&self, ground: &Ground, ids: &[Uuid]) -> Result<u64, PublishingFault> {
        let mut published = 0;
        for ids in ids.chunks(CHUNK) {
            let typed: Vec<OrganisationId> = ids.iter().map(|id| OrganisationId::from_uuid(*id)).collect();
            let found = directory::organisations(self.store.read(), &typed).await?;
            let pasts = records_before(self.store.read(), EntryKind::Organisation, ids).await?;
            let drawn: Vec<Drawn> = found.iter().map(|one| drawing::organization(ground, one, &pasts)).collect();
            let fresh: HashSet<Uuid> = drawn.iter().map(|one| one.id).collect();
            let went: Vec<Uuid> = ids.iter().copied().filter(|id| !fresh.contains(id)).collect();
            published += self.publish(&drawn, &went).await?;
        }
        Ok(published)
    }

    /// Writes what changed, in one unit of work, while the right to publish is ours.
    pub(super) async fn publish(&self, drawn: &[Drawn], went: &[Uuid]) -> Result<u64, PublishingFault> {
        let ids: Vec<Uuid> = drawn.iter().map(|one| one.id).chain(went.iter().copied()).collect();
        let known = records::known_by(self.store.read(), By::Id, &ids).await?;
        let known: HashMap<Uuid, Known> = known.into_iter().map(|one| (one.id, one)).collect();
        let as_before =
            |one: &&Drawn| known.get(&one.id).is_some_and(|known| !known.deleted && known.digest == one.digest());
        let changed: Vec<&Drawn> = drawn.iter().filter(|one| !as_before(one)).collect();
        let went: Vec<Known> = went.iter().filter_map(|id| known.get(id)).filter(|one| !one.deleted).cloned().collect();
        let count = changed.len() + went.len();
        if count == 0 {
            // Finding that nothing changed takes time as well, and the right must not pass to another meanwhile.
            return if self.hold().await? { Ok(0) } else { Err(PublishingFault::TakenOver) };
        }
        let tx = self.store.begin().await?;
        let Some(first) = records::numbers(&tx, self.holder, count).await? else {
            return Err(PublishingFault::TakenOver);
        };
        if are_secret(&tx, drawn).await? {
            return Err(PublishingFault::Concealed);
        }
        self.prolong(&tx).await?;
        let now = self.clock.now();
        records::put(&tx, &changed, (first, now)).await?;
        let next = first + i64::try_from(changed.len()).unwrap_or(i64::MAX);
        records::bury(&tx, &went, (next, now)).await?;
        tx.commit().await?;
        let was_placed = |id: &Uuid| known.get(id).is_some_and(|known| known.placed);
        if changed.iter().any(|one| !is_placed(one) && was_placed(&one.id)) {
            // In a unit of its own: whoever numbers publications waits for nobody.
            let tx = self.store.begin().await?;
            opendata::hurry(&tx).await?;
            tx.commit().await?;
        }
        Ok(count as u64)
    }

    async fn prolong(&self, tx: &Tx) -> Result<bool, DbErr> {
        let now = self.clock.now();
        let until = now.plus(SignedDuration::try_from(HELD).unwrap_or(SignedDuration::ZERO));
        records::hold(tx, self.holder, now, until).await
    }

    async fn hold(&self) -> Result<bool, PublishingFault> {
        let tx = self.store.begin().await?;
        let ours = self.prolong(&tx).await?;
        tx.commit().await?;
        Ok(ours)
    }

    async fn note(&self, followed: i64) -> Result<(), PublishingFault> {
        let tx = self.store.begin().await?;
        if !records::follow(&tx, self.holder, followed).await? {
            return Err(PublishingFault::TakenOver);
        }
        Ok(tx.commit().await?)
    }
}

/// Whether a place of which it was drawn where it is became secret since. Asked while nobody else publishes or takes back: what became
/// secret before is seen, what becomes secret later is taken back.
async fn are_secret(tx: &Tx, drawn: &[Drawn]) -> Result<bool, DbErr> {
    let told = |kind: Kind| drawn.iter().filter(move |one| one.kind == kind && tells_where(&one.hsds));
    let places: Vec<_> = told(Kind::ServiceAtLocation).map(|one| ServiceAtLocationId::from_uuid(one.id)).collect();
    let at = told(Kind::ServiceAtLocation).filter_map(|one| one.belongs.location);
    let locations: BTreeSet<Uuid> = at.chain(told(Kind::Location).map(|one| one.id)).collect();
    let locations: Vec<LocationId> = locations.into_iter().map(LocationId::from_uuid).collect();
    directory::is_any_secret(tx, &places, &locations).await
}

/// Whether a record tells where it is.
fn is_placed(drawn: &Drawn) -> bool {
    drawn.spot.postal_code.is_some() || drawn.spot.point.is_some()
}
