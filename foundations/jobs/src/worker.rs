//! The worker: claims what is due, does it, writes down what became of it.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use access::Context;
use futures_util::FutureExt as _;
use jiff::SignedDuration;
use store::{Store, StoreError};
use tokio::sync::watch;

use crate::job::{Handler, Outcome, Queued, pause_after};
use crate::records;

/// How long a job may run before another worker may take it.
const LEASE: SignedDuration = SignedDuration::from_mins(10);
/// How often the queue is looked at when nothing wakes the worker: jobs queued by other processes, jobs postponed.
const LOOK: Duration = Duration::from_secs(2);

/// Does jobs until told to stop.
#[derive(Debug)]
pub struct Worker {
    store: Store,
    handlers: HashMap<&'static str, Handler>,
    cx: Context,
}

impl Worker {
    /// A worker with its handlers; `cx` is the system context that jobs act in.
    pub fn new(store: Store, handlers: impl IntoIterator<Item = Handler>, cx: Context) -> Self {
        Self { store, handlers: handlers.into_iter().map(|handler| (handler.name, handler)).collect(), cx }
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
        let now = self.cx.now();
        let tx = self.store.begin().await?;
        let Some(job) = records::claim(&tx, now, now.plus(LEASE)).await? else { return Ok(false) };
        tx.commit().await?;
        let outcome = self.attempt(&job).await;
        self.conclude(&job, outcome).await?;
        Ok(true)
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
        match outcome {
            Outcome::Done => records::end(&tx, job.id, now, "done", None).await?,
            Outcome::Retry(fault) if job.attempts < job.most_attempts => {
                tracing::info!(job.name = job.name, job.attempts, "postponed: {fault}");
                records::postpone(&tx, job.id, now.plus(pause_after(job.attempts)), &fault).await?;
            }
            Outcome::Retry(fault) | Outcome::GiveUp(fault) => {
                tracing::warn!(job.name = job.name, job.attempts, "given up: {fault}");
                records::end(&tx, job.id, now, "given_up", Some(&fault)).await?;
            }
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
