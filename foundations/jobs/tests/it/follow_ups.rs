//! Jobs of one name and key: one waits at a time, and none is lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jobs::{Again, Filter, Handler, MIGRATIONS, Outcome, State, Worker, enqueue, list, run_due, try_again};
use kernel::PageRequest;
use store::Store;

use crate::{Greet, context, queue, states, worker};

/// A worker whose first job queues its namesake while it runs, and sees that nobody begins that meanwhile.
fn queueing_its_namesake(store: &Store, cx: &access::Context, answer: Outcome) -> Worker {
    let first = Arc::new(AtomicBool::new(true));
    let handler = Handler::new::<Greet, _>(move |cx, store, job| {
        let (answer, first) = (answer.clone(), first.swap(false, Ordering::SeqCst));
        Box::pin(async move {
            if first {
                queue(store, cx, job.whom).await;
                let (other, calls) = worker(store, cx, Outcome::Done);
                assert_eq!((run_due(&other).await.unwrap(), calls.load(Ordering::SeqCst)), (0, 0), "it waits its turn");
            }
            answer
        })
    });
    Worker::new(store.clone(), [handler], cx.clone())
}

#[store::test(MIGRATIONS)]
async fn a_follow_up_queued_while_its_namesake_runs_is_done_after_it(store: Store) {
    let cx = context();
    queue(&store, &cx, 1).await;
    let worker = queueing_its_namesake(&store, &cx, Outcome::Done);
    assert_eq!(run_due(&worker).await.unwrap(), 2);
    assert_eq!(states(&store, &cx).await, [State::Done, State::Done]);
}

#[store::test(MIGRATIONS)]
async fn a_job_that_is_tried_again_does_the_work_of_its_follow_up(store: Store) {
    let cx = context();
    queue(&store, &cx, 1).await;
    let first = queueing_its_namesake(&store, &cx, Outcome::Retry("the mail server is away".to_owned()));
    assert_eq!(run_due(&first).await.unwrap(), 1);
    assert_eq!(states(&store, &cx).await, [State::Waiting]);
    cx.clock.advance(jiff::Span::new().seconds(11));
    let (second, calls) = worker(&store, &cx, Outcome::Done);
    assert_eq!((run_due(&second).await.unwrap(), calls.load(Ordering::SeqCst)), (1, 1));
}

#[store::test(MIGRATIONS)]
async fn a_job_that_waits_is_not_begun_before_whoever_wants_it_again_commits(store: Store) {
    let cx = context();
    queue(&store, &cx, 1).await;
    let tx = store.begin().await.unwrap();
    enqueue(&cx, &tx, &Greet { whom: 1 }).await.unwrap();
    let (worker, calls) = worker(&store, &cx, Outcome::Done);
    let work = tokio::spawn(async move { run_due(&worker).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    tx.commit().await.unwrap();
    assert_eq!((work.await.unwrap().unwrap(), calls.load(Ordering::SeqCst)), (1, 1));
}

#[store::test(MIGRATIONS)]
async fn what_was_given_up_is_not_tried_again_while_its_namesake_waits(store: Store) {
    let cx = context();
    queue(&store, &cx, 1).await;
    let (hopeless, _) = worker(&store, &cx, Outcome::GiveUp("cannot be done".to_owned()));
    run_due(&hopeless).await.unwrap();
    queue(&store, &cx, 1).await;
    let given_up = Filter { state: Some(State::GivenUp) };
    let job = list(store.read(), given_up, cx.now(), PageRequest::first(1)).await.unwrap().items.remove(0);
    let tx = store.begin().await.unwrap();
    assert_eq!(try_again(&tx, job.id, cx.now()).await.unwrap(), Again::AnotherWaits);
    tx.commit().await.unwrap();
    let (willing, _) = worker(&store, &cx, Outcome::Done);
    run_due(&willing).await.unwrap();
    let tx = store.begin().await.unwrap();
    assert_eq!(try_again(&tx, job.id, cx.now()).await.unwrap(), Again::Waits);
}
