//! What other programs read: pages of the Human Services Data Specification one after the other, and all of it as a stream.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::figure::{Bar, Figure};
use crate::ground::{Ground, SERVICES};
use crate::load::http::{Browser, get};
use crate::load::{self, ASKERS};
use crate::process::Server;

/// Records on a page.
const PER_PAGE: usize = 50;
/// How long pages are asked for; a harvester asks for each once, and begins again the next day.
const TIME: Duration = Duration::from_secs(10);
/// Turns; the median counts.
const TURNS: usize = 3;
/// How long publishing may take before it counts as broken.
const PATIENCE: Duration = Duration::from_secs(1_200);
const MIB: f64 = 1024.0 * 1024.0;

/// Measures pages per second and the whole export.
pub(crate) async fn measure(ground: &Ground) -> Result<Vec<Figure>, String> {
    let server = ground.filled().await?.serve().await?;
    let published = published(&server).await?;
    let cold = walk(&server, Duration::from_secs(1)).await?;
    let mut pages = Vec::new();
    for _ in 0..TURNS {
        pages.push(walk(&server, TIME).await?);
    }
    let before = server.resident()?;
    let export = export(&server).await?;
    let grown = server.resident()? - before;
    let throughput = load::median(pages.iter().map(|round| round.throughput));
    let wait = load::median(pages.iter().map(|round| round.wait(0.99)));
    Ok(vec![
        Figure::new("published after the start", published.as_secs_f64(), "s", Bar::None),
        Figure::new("HSDS pages of 50, first second", cold.throughput, "pages/s", Bar::None),
        Figure::new("HSDS pages of 50", throughput, "pages/s", Bar::AtLeast(2_000.0)),
        Figure::new("HSDS pages of 50, p99", wait, "ms", Bar::None),
        Figure::new("HSDS export of all services in full", export.took.as_secs_f64(), "s", Bar::Under(20.0)),
        Figure::new("HSDS export, size", export.mib, "MiB", Bar::None),
        Figure::new("memory that the export took", grown, "MiB", Bar::Under(50.0)),
    ])
}

/// Waits until every service is published; answers how long that took.
async fn published(server: &Server) -> Result<Duration, String> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        // The services of the region pack are among them.
        if server.number("/hsds/v3/services?per_page=1", "total_items").await? >= SERVICES as u64 {
            return Ok(began.elapsed());
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    Err(format!("not all services were published within {} s", PATIENCE.as_secs()))
}

/// Several harvesters walk through all pages.
async fn walk(server: &Server, time: Duration) -> Result<load::Round, String> {
    let page = |page| asked(&format!("/hsds/v3/services?per_page={PER_PAGE}&page={page}"));
    let requests: Arc<Vec<Vec<u8>>> = Arc::new((1..=SERVICES.div_ceil(PER_PAGE)).map(page).collect());
    let askers = Browser::several(server.address, &requests, ASKERS).await?;
    load::round(askers, requests.len(), time).await
}

struct Export {
    took: Duration,
    mib: f64,
}

async fn export(server: &Server) -> Result<Export, String> {
    let request = asked("/hsds/v3/services?format=ndjson&full=true");
    let mut browser = Browser::open(server.address, Arc::new(vec![request])).await?;
    let began = Instant::now();
    let answer = browser.answer(0).await?;
    let took = began.elapsed();
    let lines = answer.body.iter().filter(|byte| **byte == b'\n').count();
    // Chunks end in a line's end as well, so there are more of those than records; fewer would be a record lost.
    if answer.status() != 200 || lines < SERVICES {
        return Err(format!("the export answered {} with {lines} lines", answer.status()));
    }
    #[expect(clippy::cast_precision_loss, reason = "an export is far below 2^52 bytes")]
    Ok(Export { took, mib: answer.body.len() as f64 / MIB })
}

/// A request as a harvester sends it.
fn asked(path: &str) -> Vec<u8> {
    get(path, "accept-language: nl\r\n")
}
