//! Whom a campaign would ask: by mail, without an address, and who is left out because another campaign asks already.

use std::collections::HashSet;

use directory::outreach::{Addressee, Wanted, addressees};
use directory::{OrganisationId, Theme, ThemeCode, themes};
use kernel::Day;
use sea_orm::{ConnectionTrait, DbErr};

use super::Filter;
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
}

impl Preview {
    /// Looks who fits a filter today.
    pub(crate) async fn of(db: &impl ConnectionTrait, filter: &Filter, today: Day) -> Result<Self, DbErr> {
        let unwilling: HashSet<OrganisationId> = records::unwilling(db).await?.into_iter().collect();
        let busy: HashSet<OrganisationId> = records::being_asked(db).await?.into_iter().collect();
        let found = addressees(db, &wanted(db, filter, today).await?).await?;
        let all = found.len();
        let free: Vec<Addressee> = found.into_iter().filter(|one| !busy.contains(&one.organisation)).collect();
        let elsewhere = all - free.len();
        let is_reached = |one: &Addressee| is_address(one) && !unwilling.contains(&one.organisation);
        let (by_mail, without) = free.into_iter().partition(is_reached);
        Ok(Self { by_mail, without, elsewhere })
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

async fn wanted(db: &impl ConnectionTrait, filter: &Filter, today: Day) -> Result<Wanted, DbErr> {
    let codes = match &filter.theme {
        Some(theme) => with_narrower(&themes(db).await?, theme),
        None => Vec::new(),
    };
    Ok(Wanted {
        organisation: None,
        themes: codes,
        zone: filter.zone.clone(),
        kind: filter.kind.clone(),
        silent_since: filter.silent_days.map(|days| today.plus_days(-i64::from(days))),
    })
}

/// A theme and all that is part of it. One that nobody knows any more stands for itself, and fits nobody.
fn with_narrower(themes: &[Theme], theme: &str) -> Vec<ThemeCode> {
    let Ok(theme) = theme.parse::<ThemeCode>() else { return Vec::new() };
    let mut all = vec![theme];
    let mut at = 0;
    while let Some(broader) = all.get(at).cloned() {
        let parts = themes.iter().filter(|theme| theme.broader.as_ref() == Some(&broader)).map(|theme| &theme.code);
        let new: Vec<ThemeCode> = parts.filter(|code| !all.contains(code)).cloned().collect();
        all.extend(new);
        at += 1;
    }
    all
}
