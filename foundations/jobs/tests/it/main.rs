//! The queue on real databases: no job without its cause, none lost, none done by two at once.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod bad_days;
mod follow_ups;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use access::{Context, Policies};
use jobs::{
    Again, Filter, Handler, Job, MIGRATIONS, Outcome, State, Worker, counts, enqueue, list, run_due, try_again,
};
use kernel::{Clock, PageRequest, Random};
use serde::{Deserialize, Serialize};
use store::Store;

#[derive(Serialize, Deserialize)]
struct Greet {
    whom: u32,
}

impl Job for Greet {
    const NAME: &'static str = "sample.greet";
    const MOST_ATTEMPTS: u32 = 2;

    fn key(&self) -> Option<String> {
        Some(self.whom.to_string())
    }
}

fn context() -> Context {
    let clock = Clock::at("2026-11-22T10:00:00Z".parse().unwrap());
    let policies = Arc::new(Policies::load(&[]).unwrap());
    Context::system("test", clock, Random::seeded(1), policies, jiff::tz::TimeZone::UTC)
}

fn worker(store: &Store, cx: &Context, answer: Outcome) -> (Worker, Arc<AtomicU32>) {
    let calls = Arc::new(AtomicU32::new(0));
    let seen = calls.clone();
    let handler = Handler::new::<Greet, _>(move |_, _, _| {
        seen.fetch_add(1, Ordering::SeqCst);
        let answer = answer.clone();
        Box::pin(async move { answer })
    });
    (Worker::new(store.clone(), [handler], cx.clone()), calls)
}

async fn queue(store: &Store, cx: &Context, whom: u32) {
    let tx = store.begin().await.unwrap();
    enqueue(cx, &tx, &Greet { whom }).await.unwrap();
    tx.commit().await.unwrap();
}

async fn states(store: &Store, cx: &Context) -> Vec<State> {
    let page = list(store.read(), Filter::default(), cx.now(), PageRequest::first(50)).await.unwrap();
    page.items.into_iter().map(|job| job.state).collect()
}

async fn count(store: &Store, cx: &Context, wanted: State) -> u64 {
    let counts = counts(store.read(), cx.now()).await.unwrap();
    assert_eq!(counts.len(), 4, "each state is told, also without a job in it");
    counts.into_iter().find(|(state, _)| *state == wanted).unwrap().1
}

#[store::test(MIGRATIONS)]
async fn a_job_lives_and_dies_with_its_transaction(store: Store) {
    let cx = context();
    let tx = store.begin().await.unwrap();
    enqueue(&cx, &tx, &Greet { whom: 1 }).await.unwrap();
    tx.rollback().await.unwrap();
    assert!(states(&store, &cx).await.is_empty());
}

#[store::test(MIGRATIONS)]
async fn a_job_with_a_key_waits_only_once_and_is_done_once(store: Store) {
    let cx = context();
    queue(&store, &cx, 1).await;
    queue(&store, &cx, 1).await;
    queue(&store, &cx, 2).await;
    let (worker, calls) = worker(&store, &cx, Outcome::Done);
    assert_eq!(run_due(&worker).await.unwrap(), 2);
    assert_eq!(calls.load(Ordering::SeqCst), 2);
    assert_eq!(states(&store, &cx).await, [State::Done, State::Done]);
}

#[store::test(MIGRATIONS)]
async fn passing_trouble_is_tried_again_and_then_given_up(store: Store) {
    let cx = context();
    queue(&store, &cx, 1).await;
    let (worker, calls) = worker(&store, &cx, Outcome::Retry("the mail server is away".to_owned()));
    run_due(&worker).await.unwrap();
    assert_eq!(states(&store, &cx).await, [State::Waiting]);
    assert_eq!(count(&store, &cx, State::Waiting).await, 1);
    assert_eq!(run_due(&worker).await.unwrap(), 0, "it waits for its time");
    cx.clock.advance(jiff::Span::new().seconds(11));
    run_due(&worker).await.unwrap();
    assert_eq!(states(&store, &cx).await, [State::GivenUp]);
    assert_eq!(calls.load(Ordering::SeqCst), 2);
    let job = list(store.read(), Filter::default(), cx.now(), PageRequest::first(1)).await.unwrap().items.remove(0);
    assert_eq!(job.fault.as_deref(), Some("the mail server is away"));
    let tx = store.begin().await.unwrap();
    assert_eq!(try_again(&tx, job.id, cx.now()).await.unwrap(), Again::Waits);
    assert_eq!(try_again(&tx, job.id, cx.now()).await.unwrap(), Again::Unknown);
    tx.commit().await.unwrap();
    assert_eq!(states(&store, &cx).await, [State::Waiting]);
}

#[store::test(MIGRATIONS)]
async fn two_workers_share_the_queue_without_doing_a_job_twice(store: Store) {
    let cx = context();
    for whom in 0..20 {
        queue(&store, &cx, whom).await;
    }
    let (first, calls) = worker(&store, &cx, Outcome::Done);
    let (second, more_calls) = worker(&store, &cx, Outcome::Done);
    let (a, b) = tokio::join!(run_due(&first), run_due(&second));
    assert_eq!(a.unwrap() + b.unwrap(), 20);
    assert_eq!(calls.load(Ordering::SeqCst) + more_calls.load(Ordering::SeqCst), 20);
}

#[derive(Serialize, Deserialize)]
struct Travel;

impl Job for Travel {
    const NAME: &'static str = "sample.travel";
}

#[derive(Serialize, Deserialize)]
struct Read;

impl Job for Read {
    const NAME: &'static str = "sample.read";
}

#[store::test(MIGRATIONS)]
async fn nobody_waits_for_what_is_done_aside(store: Store) {
    let cx = context();
    let tx = store.begin().await.unwrap();
    enqueue(&cx, &tx, &Travel).await.unwrap();
    tx.commit().await.unwrap();
    queue(&store, &cx, 1).await;
    let never = || Handler::new::<Travel, _>(|_, _, _| Box::pin(std::future::pending())).aside("far");
    let greet = || Handler::new::<Greet, _>(|_, _, _| Box::pin(async { Outcome::Done }));
    let mut lanes = Worker::lanes(&store, vec![never(), greet()], &cx);
    assert_eq!(lanes.len(), 2);
    let (aside, usual) = (lanes.pop().unwrap(), lanes.pop().unwrap());
    let travelling = tokio::spawn(async move { run_due(&aside).await });
    while count(&store, &cx, State::Running).await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(run_due(&usual).await.unwrap(), 1, "the greeting, and nothing of the other lane");
    let mut all = states(&store, &cx).await;
    all.sort_by_key(|state| format!("{state:?}"));
    assert_eq!(all, [State::Done, State::Running]);
    travelling.abort();
    let read = || Handler::new::<Read, _>(|_, _, _| Box::pin(async { Outcome::Done })).aside("reading");
    let lanes = Worker::lanes(&store, vec![never(), greet(), read()], &cx);
    assert_eq!(lanes.len(), 3, "those of one lane do not wait for those of another");
    let tx = store.begin().await.unwrap();
    enqueue(&cx, &tx, &Read).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(run_due(&lanes[2]).await.unwrap(), 1);
    let lanes = Worker::lanes(&store, vec![greet()], &cx);
    assert_eq!(lanes.len(), 1, "without such a handler one worker does everything");
    queue(&store, &cx, 2).await;
    assert_eq!(run_due(&lanes[0]).await.unwrap(), 1);
}

#[store::test(MIGRATIONS)]
async fn a_job_nobody_knows_is_given_up_with_the_reason(store: Store) {
    let cx = context();
    queue(&store, &cx, 1).await;
    run_due(&Worker::new(store.clone(), [], cx.clone())).await.unwrap();
    let job =
        list(store.read(), Filter { state: Some(State::GivenUp) }, cx.now(), PageRequest::first(1)).await.unwrap();
    assert_eq!(job.items[0].fault.as_deref(), Some("no department does jobs of this name"));
}
