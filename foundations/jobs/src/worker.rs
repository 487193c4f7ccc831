//! The worker: claims what is due, does it, writes down what became of it.

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use access::Context;
use futures_util::FutureExt as _;
use jiff::SignedDuration;
use kernel::Timestamp;
use store::{Store, StoreError};
use tokio::sync::watch;

use crate::job::{Handler, Outcome, Queued, State, pause_after};
use crate::records;

/// How long a job may show no sign of life before another worker may take it.
const LEASE: Duration = Duration::from_mins(10);
/// How often the queue is looked at when nothing wakes the worker: jobs queued by other processes, jobs postponed.
const LOOK: Duration = Duration::from_secs(2);

/// Which jobs a worker claims.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Lane {
    /// All of them.
    Every,
    /// Those of some names, of which there is at least one.
    Only(Vec<&'static str>),
    /// Those of every other name.
    AllBut(Vec<&'static str>),
}

/// Does jobs until told to stop.
#[derive(Debug)]
pub struct Worker {
    store: Store,
    handlers: HashMap<&'static str, Handler>,
    lane: Lane,
    cx: Context,
    lease: Duration,
}

impl Worker {
    /// A worker with its handlers; `cx` is the system context that jobs act in.
    pub fn new(store: Store, handlers: impl IntoIterator<Item = Handler>, cx: Context) -> Self {
        let handlers = handlers.into_iter().map(|handler| (handler.name, handler)).collect();
        Self { store, handlers, lane: Lane::Every, cx, lease: LEASE }
    }

    /// The workers of one process: one for everything, and one more for each lane that handlers work in aside, for their jobs alone,
    /// which the first leaves to it.
    pub fn lanes(store: &Store, handlers: Vec<Handler>, cx: &Context) -> Vec<Self> {
        let (aside, usual): (Vec<Handler>, Vec<Handler>) =
            handlers.into_iter().partition(|handler| handler.lane.is_some());
        let names: Vec<&'static str> = aside.iter().map(|handler| handler.name).collect();
        let worker = |handlers| Self::new(store.clone(), handlers, cx.clone());
        if names.is_empty() {
            return vec![worker(usual)];
        }
        let mut lanes: BTreeMap<Option<&'static str>, Vec<Handler>> = BTreeMap::new();
        for handler in aside {
            lanes.entry(handler.lane).or_default().push(handler);
        }
        let mut workers = vec![Self { lane: Lane::AllBut(names), ..worker(usual) }];
        workers.extend(lanes.into_values().map(|handlers| {
            let own = handlers.iter().map(|handler| handler.name).collect();
            Self { lane: Lane::Only(own), ..worker(handlers) }
        }));
        workers
    }

    /// The same worker, whose jobs return to the queue after another time without a sign of life.
    #[must_use]
    pub fn leasing(mut self, lease: Duration) -> Self {
        self.lease = lease;
        self
    }

    /// Works until `stop` turns true; finishes the job in hand first.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut commits = self.store.commits();
        while !*stop.borrow() {
            match self.step().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!("the queue cannot be reached: {error}"),
            }
            tokio::select! {
                _ = commits.changed() => {}
                () = tokio::time::sleep(LOOK) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Does one due job; answers whether there was one.
    async fn step(&self) -> Result<bool, StoreError> {
        let Some(job) = self.claim().await? else { return Ok(false) };
        let outcome = tokio::select! {
            outcome = self.attempt(&job) => outcome,
            never = self.keep(&job) => match never {},
        };
        self.conclude(&job, outcome).await?;
        Ok(true)
    }

    /// Takes the next due job. Looks before it writes: an idle worker keeps nobody from writing.
    async fn claim(&self) -> Result<Option<Queued>, StoreError> {
        let now = self.cx.now();
        if !records::is_due(self.store.read(), &self.lane, now).await? {
            return Ok(None);
        }
        let tx = self.store.begin().await?;
        for name in records::give_up_broken_off(&tx, now).await? {
            tracing::warn!(job.name = name, "given up: it broke off at its last try");
        }
        let job = records::claim(&tx, &self.lane, now, self.lease_from(now)).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// Prolongs the lease for as long as the job runs. What cannot be prolonged now is tried again in time.
    async fn keep(&self, job: &Queued) -> Infallible {
        loop {
            tokio::time::sleep(self.lease / 4).await;
            if let Err(error) = self.renew(job).await {
                tracing::info!(job.name = job.name, "its lease waits to be prolonged: {error}");
            }
        }
    }

    async fn renew(&self, job: &Queued) -> Result<(), StoreError> {
        let tx = self.store.begin().await?;
        records::renew(&tx, job, self.lease_from(self.cx.now())).await?;
        tx.commit().await
    }

    fn lease_from(&self, now: Timestamp) -> Timestamp {
        now.plus(SignedDuration::try_from(self.lease).unwrap_or(SignedDuration::MAX))
    }

    async fn attempt(&self, job: &Queued) -> Outcome {
        let Some(handler) = self.handlers.get(job.name.as_str()) else {
            return Outcome::GiveUp("no department does jobs of this name".to_owned());
        };
        let mut cx = self.cx.clone();
        cx.request_id.clone_from(&job.request_id);
        let work = AssertUnwindSafe((handler.run)(&cx, &self.store, &job.payload)).catch_unwind();
        work.await.unwrap_or_else(|_| Outcome::GiveUp("it broke off unexpectedly".to_owned()))
    }

    async fn conclude(&self, job: &Queued, outcome: Outcome) -> Result<(), StoreError> {
        let now = self.cx.now();
        let tx = self.store.begin().await?;
        let in_hand = match outcome {
            Outcome::Done => records::end(&tx, job, now, (State::Done, None)).await?,
            Outcome::Retry(fault) if job.attempts < job.most_attempts => {
                tracing::info!(job.name = job.name, job.attempts, "postponed: {fault}");
                records::join_follow_up(&tx, job).await?;
                records::postpone(&tx, job, now.plus(pause_after(job.attempts)), &fault).await?
            }
            Outcome::Retry(fault) | Outcome::GiveUp(fault) => {
                tracing::warn!(job.name = job.name, job.attempts, "given up: {fault}");
                records::end(&tx, job, now, (State::GivenUp, Some(&fault))).await?
            }
        };
        if !in_hand {
            // Another worker took it over and tells how it ends; nothing of this one's telling may last.
            tracing::warn!(job.name = job.name, job.attempts, "its lease was lost while it ran");
            return Ok(());
        }
        tx.commit().await
    }
}

/// Does everything that is due now, and answers how many jobs that was. For tests and the command line.
///
/// # Errors
/// When the database fails.
pub async fn run_due(worker: &Worker) -> Result<u64, StoreError> {
    let mut done = 0;
    while worker.step().await? {
        done += 1;
    }
    Ok(done)
}
