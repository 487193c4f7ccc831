//! Workers that are killed, stuck or late.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jobs::{Filter, Handler, MIGRATIONS, Outcome, State, Worker, list, run_due};
use kernel::PageRequest;
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};

use crate::{Greet, context, count, queue, states, worker};

/// Claims the only job and never comes back, as a process does that is killed.
async fn killed_at_work(store: &Store, cx: &access::Context) {
    let handler = Handler::new::<Greet, _>(|_, _, _| Box::pin(std::future::pending()));
    let worker = Worker::new(store.clone(), [handler], cx.clone());
    let work = tokio::spawn(async move { run_due(&worker).await });
    while count(store, cx, State::Running).await == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    work.abort();
    assert!(work.await.unwrap_err().is_cancelled());
}

#[store::test(MIGRATIONS)]
async fn a_job_that_kills_the_program_each_time_is_given_up(store: Store) {
    let cx = context();
    queue(&store, &cx, 1).await;
    for _ in 0..2 {
        killed_at_work(&store, &cx).await;
        cx.clock.advance(jiff::Span::new().minutes(11));
        assert_eq!(states(&store, &cx).await, [State::Waiting], "it returns when its lease ends");
    }
    let (worker, calls) = worker(&store, &cx, Outcome::Done);
    assert_eq!(run_due(&worker).await.unwrap(), 0);
    assert_eq!((states(&store, &cx).await, calls.load(Ordering::SeqCst)), (vec![State::GivenUp], 0));
    let job = list(store.read(), Filter::default(), cx.now(), PageRequest::first(1)).await.unwrap().items.remove(0);
    assert_eq!(job.fault.as_deref(), Some("it broke off at its last try, and the program with it"));
}

#[store::test(MIGRATIONS)]
async fn who_lost_the_lease_does_not_tell_how_the_job_ended(store: Store) {
    let cx = context();
    queue(&store, &cx, 1).await;
    let late = Handler::new::<Greet, _>(|cx, store, _| {
        Box::pin(async move {
            // The clock runs ahead of the lease, and another worker does the job meanwhile.
            cx.clock.advance(jiff::Span::new().minutes(11));
            let (other, calls) = worker(store, cx, Outcome::Done);
            assert_eq!((run_due(&other).await.unwrap(), calls.load(Ordering::SeqCst)), (1, 1));
            Outcome::GiveUp("came too late".to_owned())
        })
    });
    run_due(&Worker::new(store.clone(), [late], cx.clone())).await.unwrap();
    assert_eq!(states(&store, &cx).await, [State::Done]);
}

#[store::test(MIGRATIONS)]
async fn a_long_job_stays_in_one_hand(store: Store) {
    let cx = context();
    queue(&store, &cx, 1).await;
    let taken_by_another = Arc::new(AtomicU32::new(0));
    let taken = Arc::clone(&taken_by_another);
    let long = Handler::new::<Greet, _>(move |cx, store, _| {
        let taken = Arc::clone(&taken);
        Box::pin(async move {
            for _ in 0..3 {
                let before = lease(store).await;
                cx.clock.advance(jiff::Span::new().milliseconds(150));
                for _ in 0..500 {
                    if lease(store).await != before {
                        break;
                    }
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            }
            let (other, calls) = worker(store, cx, Outcome::Done);
            run_due(&other).await.unwrap();
            taken.store(calls.load(Ordering::SeqCst), Ordering::SeqCst);
            Outcome::Done
        })
    });
    let first = Worker::new(store.clone(), [long], cx.clone()).leasing(Duration::from_millis(200));
    assert_eq!(run_due(&first).await.unwrap(), 1);
    assert_eq!(taken_by_another.load(Ordering::SeqCst), 0);
    assert_eq!(states(&store, &cx).await, [State::Done]);
}

/// Until when the only job is leased.
async fn lease(store: &Store) -> Option<kernel::Timestamp> {
    let query = sql(store.read(), "select locked_until from job", []);
    store.read().query_one_raw(query).await.unwrap().unwrap().try_get("", "locked_until").unwrap()
}

#[store::test(MIGRATIONS)]
async fn an_idle_worker_keeps_nobody_from_writing(store: Store) {
    let cx = context();
    let (worker, _) = worker(&store, &cx, Outcome::Done);
    let writing = store.begin().await.unwrap();
    let found = tokio::time::timeout(Duration::from_secs(2), run_due(&worker)).await;
    assert_eq!(found.expect("without waiting for the writer").unwrap(), 0);
    writing.commit().await.unwrap();
}
