//! The context that every action receives first.

use std::sync::Arc;

use jiff::tz::TimeZone;
use journal::{Changes, Note};
use kernel::{Clock, Day, Lang, Random, Timestamp};
use sea_orm::DbErr;
use store::Tx;

use crate::{AccountId, Actor, Policies, Resource};

/// Who acts, on whose behalf, for which purpose, with which clock, chance and language, in which request.
#[derive(Clone, Debug)]
pub struct Context {
    /// Who acts.
    pub actor: Actor,
    /// For whom, when not for oneself.
    pub on_behalf_of: Option<AccountId>,
    /// Why, where an action asks for a reason. Never person data: the journal keeps it.
    pub purpose: Option<String>,
    /// The clock.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// The language of the reader.
    pub lang: Lang,
    /// The time zone of the region, for what "today" is.
    pub time_zone: TimeZone,
    /// The request, import or job that this is part of.
    pub request_id: String,
    /// Who may do what.
    pub policies: Arc<Policies>,
}

/// The policies do not permit an action.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{action}` is not permitted")]
pub struct Denied {
    /// The action that was refused.
    pub action: String,
    /// Whether signing in may help: nobody is signed in.
    pub sign_in_may_help: bool,
    /// Whether a program was refused, whose token may be too narrow.
    pub by_program: bool,
}

/// What an action did, for the journal.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// The action, as in the policies: `helpdesk.log_contact`.
    pub action: &'a str,
    /// The kind of record: `contact`.
    pub kind: &'a str,
    /// Which record.
    pub id: String,
    /// What changed.
    pub changes: Changes,
}

impl Context {
    /// A context for the program itself: a job, an import, the command line.
    pub fn system(
        name: &'static str,
        clock: Clock,
        random: Random,
        policies: Arc<Policies>,
        time_zone: TimeZone,
    ) -> Self {
        let request_id = random.uuid(clock.now()).to_string();
        Self {
            actor: Actor::System(name),
            on_behalf_of: None,
            purpose: None,
            clock,
            random,
            lang: Lang::default(),
            time_zone,
            request_id,
            policies,
        }
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Today in the region.
    pub fn today(&self) -> Day {
        self.clock.today(&self.time_zone)
    }

    /// Whether the policies permit an action on a resource.
    pub fn may(&self, action: &str, resource: &Resource) -> bool {
        match self.actor {
            Actor::System(_) => true,
            _ => self.policies.permit(&self.actor, action, resource),
        }
    }

    /// Refuses unless the policies permit an action on a resource.
    ///
    /// # Errors
    /// [`Denied`] when they do not.
    pub fn require(&self, action: &str, resource: &Resource) -> Result<(), Denied> {
        if self.may(action, resource) {
            return Ok(());
        }
        Err(Denied {
            action: action.to_owned(),
            sign_in_may_help: matches!(self.actor, Actor::Visitor),
            by_program: self.actor.program().is_some(),
        })
    }

    /// Writes what was done into the journal, in the transaction that did it.
    ///
    /// # Errors
    /// When the database refuses; the transaction is then lost as a whole.
    pub async fn record(&self, tx: &Tx, record: Record<'_>) -> Result<(), DbErr> {
        let note = Note {
            actor: self.actor.to_string(),
            on_behalf_of: self.on_behalf_of.map(|id| id.to_string()),
            action: record.action.to_owned(),
            record_kind: record.kind.to_owned(),
            record_id: record.id,
            reason: self.purpose.clone(),
            changes: record.changes,
            request_id: self.request_id.clone(),
        };
        journal::append(tx, self.random.uuid(self.now()), self.now(), note).await.map(drop)
    }
}
