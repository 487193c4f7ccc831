//! Tokens: how a program acts for somebody. It can do what its maker can do now, of that what policies open to programs, and of
//! that what the token reaches.

mod actions;
mod records;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use kernel::{Clock, Timestamp};
use store::{Store, StoreError};
use tokio::sync::Semaphore;

use crate::account::records as accounts;
use crate::link::hash_of;
use crate::{Actor, Attribute, Gate, Refusal, Resource, SignedIn};

pub(crate) use actions::revoke_all;
pub use actions::{Draft, Made, make, revoke};
pub(crate) use records::purge;
pub use records::{Held, all, of_account};

kernel::typed_id! {
    /// The id of a token, to revoke it by. Not what opens anything.
    pub struct TokenId;
}

kernel::words! {
    /// How far a token reaches. Each includes those before it.
    pub enum Reach {
        /// It reads.
        Read = "read",
        /// It proposes; others decide.
        Propose = "propose",
        /// It writes.
        Write = "write",
    }
}

/// What tokens begin with, so that people and scanners recognise one that lies where it should not.
const MARK: &str = "relais_";
/// The longest token that is looked at.
const LONGEST: usize = 100;
/// Requests of one token in a minute, in each process.
const PER_MINUTE: u32 = 600;
/// How exactly we remember when a token was last used.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// A program that acts for somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Program {
    /// Its token.
    pub token: TokenId,
    /// For whom it acts, with the roles that they hold today.
    pub maker: SignedIn,
    /// How far it reaches.
    pub reach: Reach,
    /// The one organisation for which it may change something; all of its maker's when absent.
    pub organisation: Option<String>,
    /// The one source whose entries it may change; all when absent.
    pub source: Option<String>,
}

impl Program {
    /// Whether a resource is within its bounds. One that knows neither organisations nor sources may be read and not changed.
    pub(crate) fn is_bound_to(&self, resource: &Resource, reads: bool) -> bool {
        let attribute =
            |name: &str| resource.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        let of_organisation = |own: &String| match attribute("organisations") {
            Some(Attribute::Words(all)) => !all.is_empty() && all.iter().all(|id| id == own),
            _ => reads,
        };
        let of_source = |own: &String| match attribute("source") {
            Some(Attribute::Word(source)) => source == own,
            _ => reads,
        };
        self.organisation.as_ref().is_none_or(of_organisation) && self.source.as_ref().is_none_or(of_source)
    }
}

/// What comes of a token that a program sends.
#[derive(Clone, Debug)]
pub enum Shown {
    /// It opens.
    Opens(Actor),
    /// It opens nothing: it was never made, has expired, was revoked, or its maker's account is closed.
    Nothing,
    /// It was used too often; again after so many seconds.
    TooOften(u32),
}

/// Finds tokens. Clones are cheap.
#[derive(Clone)]
pub struct Tokens {
    store: Store,
    gate: Gate,
    clock: Clock,
    time_zone: TimeZone,
    counts: Arc<Mutex<Counts>>,
    /// One note at a time: while the database is busy they would only queue up behind each other.
    noting: Arc<Semaphore>,
}

/// How often each token was used in the minute at hand.
#[derive(Default)]
struct Counts {
    minute: i64,
    used: HashMap<TokenId, u32>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}

impl Tokens {
    /// The tokens kept in a database; the roles held are those of today in a time zone.
    pub fn new(store: Store, gate: Gate, clock: Clock, time_zone: TimeZone) -> Self {
        Self { store, gate, clock, time_zone, counts: Arc::default(), noting: Arc::new(Semaphore::new(1)) }
    }

    /// What a token opens now.
    ///
    /// # Errors
    /// When the database cannot be read, or the vault cannot open what it holds.
    pub async fn find(&self, token: &str) -> Result<Shown, Refusal> {
        let now = self.clock.now();
        if token.len() > LONGEST || !token.starts_with(MARK) {
            return Ok(Shown::Nothing);
        }
        let db = self.store.read();
        let Some(row) = records::by_token(db, self.gate.vault(), &hash_of(token)).await? else {
            return Ok(Shown::Nothing);
        };
        if row.held.ended(now) {
            return Ok(Shown::Nothing);
        }
        if let Some(seconds) = self.counted(row.held.id, now) {
            return Ok(Shown::TooOften(seconds));
        }
        let mut grants = accounts::grants_on(db, row.held.account, self.clock.today(&self.time_zone)).await?;
        grants.retain(|grant| !self.gate.rests(grant.role, row.has_factor));
        if row.held.used_at.is_none_or(|used| now.since(used) >= SEEN_EVERY) {
            self.note_used(row.held.id, now);
        }
        let Held { id, account, reach, organisation, source, .. } = row.held;
        let maker = SignedIn { id: account, name: row.maker, grants };
        Ok(Shown::Opens(Actor::Program(Arc::new(Program { token: id, maker, reach, organisation, source }))))
    }

    /// Counts a use; answers how long to wait when there were too many.
    fn counted(&self, id: TokenId, now: Timestamp) -> Option<u32> {
        let second = now.get().as_second();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.minute != second.div_euclid(60) {
            *counts = Counts { minute: second.div_euclid(60), used: HashMap::new() };
        }
        let used = counts.used.entry(id).or_default();
        *used = used.saturating_add(1);
        let left = u32::try_from(60 - second.rem_euclid(60)).unwrap_or(60);
        (*used > PER_MINUTE).then_some(left)
    }

    /// Notes beside the request that a token was used. A request never waits for that, nor fails by it.
    fn note_used(&self, id: TokenId, now: Timestamp) {
        let Ok(permit) = Arc::clone(&self.noting).try_acquire_owned() else { return };
        let store = self.store.clone();
        tokio::spawn(async move {
            if let Err(error) = used(&store, id, now).await {
                tracing::info!("that a token was used could not be noted: {error}");
            }
            drop(permit);
        });
    }
}

async fn used(store: &Store, id: TokenId, now: Timestamp) -> Result<(), StoreError> {
    let tx = store.begin().await?;
    records::set_used(&tx, id, now).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AccountId;

    fn program(organisation: Option<&str>, source: Option<&str>) -> Program {
        let maker = SignedIn { id: AccountId::from_uuid(uuid::Uuid::nil()), name: String::new(), grants: Vec::new() };
        let token = TokenId::from_uuid(uuid::Uuid::nil());
        let own = |word: Option<&str>| word.map(str::to_owned);
        Program { token, maker, reach: Reach::Write, organisation: own(organisation), source: own(source) }
    }

    #[test]
    fn bounds_hold_for_what_belongs_to_nobody_and_to_several() {
        let entry = |organisations: &[&str]| {
            let all = organisations.iter().map(|id| (*id).to_owned());
            Resource::new("Entry", "x").word("source", "pack").words("organisations", all)
        };
        let other = Resource::new("Other", "x");
        assert!(program(None, None).is_bound_to(&other, false));
        let bound = program(Some("a"), None);
        assert!(bound.is_bound_to(&entry(&["a"]), false));
        for beyond in [entry(&[]), entry(&["b"]), entry(&["a", "b"])] {
            assert!(!bound.is_bound_to(&beyond, false) && !bound.is_bound_to(&beyond, true), "{beyond:?}");
        }
        assert!(!bound.is_bound_to(&other, false) && bound.is_bound_to(&other, true));
        assert!(program(Some("a"), Some("pack")).is_bound_to(&entry(&["a"]), false));
        assert!(!program(None, Some("here")).is_bound_to(&entry(&["a"]), true));
    }

    #[test]
    fn reaches_are_in_order() {
        assert!(Reach::Read < Reach::Propose && Reach::Propose < Reach::Write);
    }
}
