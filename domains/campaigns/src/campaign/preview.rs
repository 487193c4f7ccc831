//! Whom a campaign would ask: by mail, without an address, and who is left out because another campaign asks already.

use std::collections::HashSet;

use directory::OrganisationId;
use directory::outreach::{Addressee, Kinds, Wanted, addressees};
use kernel::Day;
use sea_orm::{ConnectionTrait, DbErr};

use super::{Filter, NO_KIND};
use crate::ask::records;

/// Whom a campaign would ask today.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Preview {
    /// Those who would get a letter.
    pub by_mail: Vec<Addressee>,
    /// Those without an address, or who want no letters.
    pub without: Vec<Addressee>,
    /// How many are being asked by another campaign, and are left out.
    pub elsewhere: usize,
    /// How many would be asked if the campaign asked every kind of organisation, whatever they offer.
    pub other_kinds: usize,
}

impl Preview {
    /// Looks who fits a filter today.
    pub(crate) async fn of(db: &impl ConnectionTrait, filter: &Filter, today: Day) -> Result<Self, DbErr> {
        let unwilling: HashSet<OrganisationId> = records::unwilling(db).await?.into_iter().collect();
        let busy: HashSet<OrganisationId> = records::being_asked(db).await?.into_iter().collect();
        let wanted = wanted(filter, today)?;
        let found = addressees(db, &wanted).await?;
        let of_any = addressees(db, &Wanted { kinds: Kinds::Any, helping: false, ..wanted }).await?;
        let other_kinds = of_any.len() - found.len();
        let all = found.len();
        let free: Vec<Addressee> = found.into_iter().filter(|one| !busy.contains(&one.organisation)).collect();
        let elsewhere = all - free.len();
        let is_reached = |one: &Addressee| is_address(one) && !unwilling.contains(&one.organisation);
        let (by_mail, without) = free.into_iter().partition(is_reached);
        Ok(Self { by_mail, without, elsewhere, other_kinds })
    }

    /// Everybody whom it would ask, in the order of their ids; those without an address only when they are to be called.
    pub(crate) fn asked(&self, calls: bool) -> Vec<OrganisationId> {
        let without = self.without.iter().filter(|_| calls);
        let mut all: Vec<OrganisationId> = self.by_mail.iter().chain(without).map(|one| one.organisation).collect();
        all.sort();
        all
    }
}

/// Whether an organisation has an address that a letter can go to.
pub(crate) fn is_address(one: &Addressee) -> bool {
    one.email.as_deref().is_some_and(|email| email.parse::<mail::Address>().is_ok())
}

fn kinds(chosen: &[String]) -> Kinds {
    if chosen.is_empty() {
        return Kinds::Found;
    }
    let codes = chosen.iter().filter(|code| *code != NO_KIND).cloned().collect();
    Kinds::These { codes, unknown: chosen.iter().any(|code| code == NO_KIND) }
}

fn wanted(filter: &Filter, today: Day) -> Result<Wanted, DbErr> {
    let theme = filter.theme.as_ref().map(|theme| theme.parse()).transpose();
    Ok(Wanted {
        organisation: None,
        theme: theme.map_err(|error| DbErr::Type(format!("campaign.theme: {error}")))?,
        zone: filter.zone.clone(),
        kinds: kinds(&filter.kinds),
        helping: !filter.lists,
        silent_since: filter.silent_days.map(|days| today.plus_days(-i64::from(days))),
    })
}
