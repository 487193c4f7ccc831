//! `/metrics`: counts for Prometheus. Off unless asked for; says nothing about anybody.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use house::House;
use search::Index;

/// The upper ends of the classes of duration, in microseconds.
const CLASSES: [u64; 9] = [1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 500_000, 2_500_000, 10_000_000];

/// What was answered since the start.
#[derive(Default, Debug)]
pub(crate) struct Counts {
    /// By the first digit of the status, 1 to 5.
    by_status: [AtomicU64; 5],
    /// By duration; the last class has no end.
    by_duration: [AtomicU64; CLASSES.len() + 1],
    microseconds: AtomicU64,
}

impl Counts {
    fn add(&self, status: u16, micros: u64) {
        let class = usize::from(status / 100).clamp(1, 5) - 1;
        self.by_status[class].fetch_add(1, Ordering::Relaxed);
        let class = CLASSES.iter().position(|end| micros <= *end).unwrap_or(CLASSES.len());
        self.by_duration[class].fetch_add(1, Ordering::Relaxed);
        self.microseconds.fetch_add(micros, Ordering::Relaxed);
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let load = |count: &AtomicU64| count.load(Ordering::Relaxed);
        writeln!(
            text,
            "# HELP relais_requests_total Answers by class of status.\n# TYPE relais_requests_total counter"
        )?;
        for (class, count) in self.by_status.iter().enumerate() {
            writeln!(text, "relais_requests_total{{status=\"{}xx\"}} {}", class + 1, load(count))?;
        }
        writeln!(
            text,
            "# HELP relais_request_seconds Time until the answer.\n# TYPE relais_request_seconds histogram"
        )?;
        let mut sum = 0;
        for (class, count) in self.by_duration.iter().enumerate() {
            sum += load(count);
            let end = CLASSES.get(class).map_or("+Inf".to_owned(), |micros| seconds(*micros));
            writeln!(text, "relais_request_seconds_bucket{{le=\"{end}\"}} {sum}")?;
        }
        writeln!(text, "relais_request_seconds_sum {}", seconds(load(&self.microseconds)))?;
        writeln!(text, "relais_request_seconds_count {sum}")
    }
}

fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

/// Counts every answer that passes.
pub(crate) async fn count(State(counts): State<Arc<Counts>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let answer = next.run(request).await;
    counts.add(answer.status().as_u16(), u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX));
    answer
}

/// The route.
pub(crate) fn routes(house: &House, counts: Arc<Counts>) -> Router {
    Router::new().route("/metrics", get(show)).with_state((house.clone(), counts))
}

async fn show(State((house, counts)): State<(House, Arc<Counts>)>) -> Response {
    let mut text = String::new();
    let _ = counts.write(&mut text);
    if let Ok(jobs) = jobs::counts(house.store.read(), house.clock.now()).await {
        text.push_str("# HELP relais_jobs Jobs by state.\n# TYPE relais_jobs gauge\n");
        for (state, count) in jobs {
            let _ = writeln!(text, "relais_jobs{{state=\"{}\"}} {count}", word(state));
        }
    }
    if let Ok(index) = house.fixtures.get::<Index>() {
        text.push_str(
            "# HELP relais_index_documents Documents that can be found.\n# TYPE relais_index_documents gauge\n",
        );
        let _ = writeln!(text, "relais_index_documents {}", index.documents());
    }
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

fn word(state: jobs::State) -> &'static str {
    match state {
        jobs::State::Waiting => "waiting",
        jobs::State::Running => "running",
        jobs::State::Done => "done",
        jobs::State::GivenUp => "given_up",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_status_and_duration() {
        let counts = Counts::default();
        for (status, micros) in [(200, 900), (204, 1_000), (404, 3_000), (503, 99_000_000)] {
            counts.add(status, micros);
        }
        let mut text = String::new();
        counts.write(&mut text).unwrap();
        for line in [
            "relais_requests_total{status=\"2xx\"} 2",
            "relais_requests_total{status=\"5xx\"} 1",
            "relais_request_seconds_bucket{le=\"0.001000\"} 2",
            "relais_request_seconds_bucket{le=\"0.005000\"} 3",
            "relais_request_seconds_bucket{le=\"+Inf\"} 4",
            "relais_request_seconds_sum 99.004900",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }
}
