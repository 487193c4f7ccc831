//! The load generator: many askers at once for some seconds, and how long each answer took.

pub(crate) mod http;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How many ask at the same time.
pub(crate) const ASKERS: usize = 8;

/// What one round of asking gave.
#[derive(Clone, Debug)]
pub(crate) struct Round {
    /// Answers per second.
    pub(crate) throughput: f64,
    /// How long each answer took, shortest first.
    waits: Vec<Duration>,
}

impl Round {
    fn of(mut waits: Vec<Duration>, took: Duration) -> Self {
        waits.sort_unstable();
        #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds are far below 2^52")]
        let throughput = waits.len() as f64 / took.as_secs_f64();
        Self { throughput, waits }
    }

    /// The wait that `share` of all answers (0 to 1) did not exceed, in milliseconds.
    pub(crate) fn wait(&self, share: f64) -> f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let at = (self.waits.len() as f64 * share).ceil() as usize;
        self.waits.get(at.saturating_sub(1)).map_or(f64::NAN, |wait| wait.as_secs_f64() * 1_000.0)
    }
}

/// Someone who asks the question with a number and waits for the answer.
pub(crate) trait Asker: Send + 'static {
    fn ask(&mut self, question: usize) -> impl Future<Output = Result<(), String>> + Send;
}

/// Lets the askers ask for as long as told, question after question, each question once around before it returns.
pub(crate) async fn round<A: Asker>(askers: Vec<A>, questions: usize, time: Duration) -> Result<Round, String> {
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let tasks: Vec<_> = askers
        .into_iter()
        .map(|asker| tokio::spawn(ask_until(asker, Arc::clone(&next), questions, start + time)))
        .collect();
    let mut waits = Vec::new();
    for task in tasks {
        waits.extend(task.await.map_err(|error| format!("an asker broke off: {error}"))??);
    }
    Ok(Round::of(waits, start.elapsed()))
}

async fn ask_until<A: Asker>(
    mut asker: A,
    next: Arc<AtomicUsize>,
    questions: usize,
    end: Instant,
) -> Result<Vec<Duration>, String> {
    let mut waits = Vec::new();
    loop {
        let asked = Instant::now();
        if asked >= end {
            return Ok(waits);
        }
        asker.ask(next.fetch_add(1, Ordering::Relaxed) % questions).await?;
        waits.push(asked.elapsed());
    }
}

/// The middle one; NaN of none.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        even if even % 2 == 0 => f64::midpoint(values[middle - 1], values[middle]),
        _ => values[middle],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_ranked_and_the_median_is_the_middle() {
        let waits = (1..=100).rev().map(Duration::from_millis).collect();
        let round = Round::of(waits, Duration::from_secs(4));
        assert!((round.throughput - 25.0).abs() < 1e-9);
        assert!((round.wait(0.5) - 50.0).abs() < 1e-9);
        assert!((round.wait(0.99) - 99.0).abs() < 1e-9);
        assert!((median([3.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!((median([4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < 1e-9);
    }

    struct Counts(Arc<AtomicUsize>);

    impl Asker for Counts {
        async fn ask(&mut self, question: usize) -> Result<(), String> {
            assert!(question < 3);
            self.0.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(1)).await;
            Ok(())
        }
    }

    #[tokio::test]
    async fn every_answer_of_a_round_is_counted_once() {
        let asked = Arc::new(AtomicUsize::new(0));
        let askers = (0..2).map(|_| Counts(Arc::clone(&asked))).collect();
        let round = round(askers, 3, Duration::from_millis(30)).await.unwrap();
        assert_eq!(round.waits.len(), asked.load(Ordering::Relaxed));
        assert!(!round.waits.is_empty());
    }
}
