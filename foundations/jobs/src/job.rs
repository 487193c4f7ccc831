//! A job, what became of it, and who does it.

use std::sync::Arc;

use access::Context;
use futures_util::future::BoxFuture;
use jiff::SignedDuration;
use kernel::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::Store;

kernel::typed_id! {
    /// The id of a job.
    pub struct JobId;
}

/// A piece of work, small enough to be kept as JSON. Ids and settings only, never person data.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name, which stays: department and deed, `helpdesk.send_reply`.
    const NAME: &'static str;
    /// How often it is tried before it is given up.
    const MOST_ATTEMPTS: u32 = 8;

    /// While a job of this name and key waits, no second one is queued; while one runs, its follow-up waits for it.
    fn key(&self) -> Option<String> {
        None
    }
}

/// What a handler answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is done.
    Done,
    /// Something passing went wrong: try again later. The text says what, without person data.
    Retry(String),
    /// Trying again cannot help. The text says why, without person data.
    GiveUp(String),
}

type Run = dyn for<'a> Fn(&'a Context, &'a Store, &'a str) -> BoxFuture<'a, Outcome> + Send + Sync;

/// Who does the jobs of one name.
#[derive(Clone)]
pub struct Handler {
    /// The name of the jobs.
    pub name: &'static str,
    pub(crate) lane: Option<&'static str>,
    pub(crate) run: Arc<Run>,
}

impl Handler {
    /// A handler for the jobs of a type. A payload that cannot be read is given up.
    pub fn new<J, F>(work: F) -> Self
    where
        J: Job,
        F: for<'a> Fn(&'a Context, &'a Store, J) -> BoxFuture<'a, Outcome> + Send + Sync + 'static,
    {
        let run = boxed(move |cx, store, payload| match serde_json::from_str::<J>(payload) {
            Ok(job) => work(cx, store, job),
            Err(error) => Box::pin(async move { Outcome::GiveUp(format!("its payload cannot be read: {error}")) }),
        });
        Self { name: J::NAME, lane: None, run }
    }

    /// The same handler, whose jobs are done aside with those of the same lane, one after the other: they take long or wait for somebody
    /// outside, and nothing else is to wait for them.
    #[must_use]
    pub fn aside(mut self, lane: &'static str) -> Self {
        self.lane = Some(lane);
        self
    }
}

/// Tells the compiler that a closure works for every lifetime, which it does not find out by itself.
fn boxed<F>(work: F) -> Arc<Run>
where
    F: for<'a> Fn(&'a Context, &'a Store, &'a str) -> BoxFuture<'a, Outcome> + Send + Sync + 'static,
{
    Arc::new(work)
}

impl std::fmt::Debug for Handler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handler").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Where a job is in its life.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum State {
    /// It waits for its time or a free worker.
    Waiting,
    /// A worker holds it.
    Running,
    /// It is done.
    Done,
    /// It was given up.
    GivenUp,
}

impl State {
    pub(crate) const ALL: [Self; 4] = [Self::Waiting, Self::Running, Self::Done, Self::GivenUp];

    /// The word for it in queries.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::GivenUp => "given_up",
        }
    }

    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What came of setting a job that was given up to work again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Again {
    /// It waits again.
    Waits,
    /// Another of its name and key waits already and will do its work.
    AnotherWaits,
    /// There is no such job that was given up.
    Unknown,
}

/// A job as it stands in the queue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Queued {
    /// Its id.
    pub id: JobId,
    /// Its name.
    pub name: String,
    /// What to do, as JSON.
    pub payload: String,
    /// The request that justified it.
    pub request_id: String,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// When it is due.
    pub run_at: Timestamp,
    /// How often it was tried.
    pub attempts: i64,
    /// How often it may be tried.
    pub most_attempts: i64,
    /// Where it is.
    pub state: State,
    /// What went wrong the last time.
    pub fault: Option<String>,
}

/// How long to wait after so many attempts: 10 s, then three times as long each time, up to a day.
pub(crate) fn pause_after(attempts: i64) -> SignedDuration {
    let day = 24 * 60 * 60;
    let power = u32::try_from(attempts.clamp(1, 10) - 1).unwrap_or(0);
    SignedDuration::from_secs((10 * 3_i64.pow(power)).min(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_a_day() {
        let seconds: Vec<i64> = [1, 2, 3, 9, 10, 50].map(|n| pause_after(n).as_secs()).to_vec();
        assert_eq!(seconds, [10, 30, 90, 65_610, 86_400, 86_400]);
    }
}
