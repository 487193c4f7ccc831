//! Which locations that a source brings may be secret: it knows nothing of what people keep secret, and may name a secret place anew.

use std::collections::HashSet;

use kernel::Text;
use sea_orm::DbErr;

use super::{End, Keeper, Via, guarding, location, service_at_location};
use crate::{Location, LocationId, Point, ServiceAtLocation, ServiceId};

impl Keeper<'_> {
    /// The gathered locations that are to be kept secret, of those that their source calls open: what was secret until now; of a
    /// service that has or had a secret place a new one, and one that moves, also where the place was merged into another; of an
    /// organisation that has or had one a new location of a new service.
    /// Asked between writing services and writing locations. What the source brings in one go with its service is as it says.
    pub(super) async fn doubted(&self, merged: &[(LocationId, ServiceId)]) -> Result<HashSet<LocationId>, DbErr> {
        let open = self.locations.fresh.iter().filter(|location| !location.confidential).map(|location| location.id);
        let mut doubted = guarding::secret(self.tx, open.map(Into::into).collect()).await?;
        doubted.extend(self.moved().await?);
        let services: HashSet<ServiceId> = self.places.fresh.iter().map(|at| at.service).collect();
        let (new, old): (Vec<ServiceId>, Vec<ServiceId>) = services.into_iter().partition(|id| self.is_first(*id));
        let guarded = guarding::services(self.tx, old.into_iter().map(Into::into).collect()).await?;
        let guarded: Vec<ServiceId> = guarded.into_iter().collect();
        let known = service_at_location::records::some_of_services(self.tx, &guarded).await?;
        let known: HashSet<(ServiceId, LocationId)> = known.iter().map(|at| (at.service, at.location)).collect();
        let by_organisation = guarding::by_organisation(self.tx, new.into_iter().map(Into::into).collect()).await?;
        let by_organisation: HashSet<ServiceId> = by_organisation
            .into_iter()
            .filter(|(_, organisation)| !self.organisations.is_new(organisation))
            .map(|(service, _)| service)
            .collect();
        let may_be_secret = |at: &&ServiceAtLocation| {
            let beside = guarded.contains(&at.service) && !known.contains(&(at.service, at.location));
            beside || (by_organisation.contains(&at.service) && self.locations.is_new(&at.location))
        };
        doubted.extend(self.places.fresh.iter().filter(may_be_secret).map(|at| at.location));
        let beside = merged.iter().map(|(_, service)| (*service).into()).collect();
        let beside = guarding::services(self.tx, beside).await?;
        doubted.extend(merged.iter().filter(|(_, service)| beside.contains(service)).map(|(location, _)| *location));
        Ok(doubted)
    }

    /// Known locations of services that have or had a secret place, which their source puts somewhere else: ids that count may have
    /// changed places.
    async fn moved(&self) -> Result<Vec<LocationId>, DbErr> {
        let beside = guarding::locations(self.tx, self.locations.old.iter().map(|id| (*id).into()).collect()).await?;
        let before = location::records::many(self.tx, &beside).await?;
        let moved = before.iter().filter(|was| {
            let now = self.locations.fresh.iter().find(|now| now.id == was.id);
            now.is_some_and(|now| where_is(now) != where_is(was))
        });
        Ok(moved.map(|was| was.id).collect())
    }

    /// Whether this run brings a service for the first time: nothing was ever secret of it.
    fn is_first(&self, service: ServiceId) -> bool {
        self.services.is_new(&service) && !self.known.was_dropped(service.into())
    }

    /// Keeps locations secret until a person says otherwise.
    pub(super) async fn conceal(&mut self, doubted: HashSet<LocationId>) -> Result<(), DbErr> {
        let mut doubted: Vec<LocationId> = doubted.into_iter().collect();
        doubted.sort();
        let end = End { at: self.at, by: self.source.clone(), via: Via::Import, note: None };
        for location in &doubted {
            self.concealed += u64::from(guarding::conceal(self.tx, *location, &end).await?);
        }
        let touched = service_at_location::records::services_at(self.tx, &doubted).await?;
        self.services_changed.extend(touched);
        Ok(())
    }

    /// Says how many locations are kept secret because of what they stand beside; nothing when none is.
    pub(crate) fn cautious(&self) -> Option<String> {
        let count = self.concealed;
        (count > 0).then(|| {
            format!(
                "{count} × a place is kept secret, whatever its source says: its service or organisation has a secret place, or had one; \
                 an editor makes it public at /directory/conflicts"
            )
        })
    }
}

/// The address of a location, as a source says it.
fn where_is(location: &Location) -> (&Text, [Option<&str>; 2], Option<Point>) {
    (&location.street, [location.house_number.as_deref(), location.postal_code.as_deref()], location.point)
}
