//! The house at rest: how soon it is there, and what it holds while nobody asks.

use std::time::Duration;

use crate::figure::{Bar, Figure};
use crate::ground::{Ground, Installation};
use crate::load::median;

/// Starts that are measured; the median counts.
const STARTS: usize = 5;
/// How long the demo is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(10);

/// Starts of `serve` on the large directory, with the index on disk.
pub(crate) async fn measure_start(filled: &Installation<'_>) -> Result<Vec<Figure>, String> {
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(filled.serve().await?.start.as_secs_f64());
    }
    Ok(vec![Figure::new("start with 100 000 services", median(starts), "s", Bar::Under(1.0))])
}

/// The demo as it stands after its first minute's work, asked by nobody.
pub(crate) async fn measure_demo(ground: &Ground) -> Result<Vec<Figure>, String> {
    let first = ground.demo().await?;
    tokio::time::sleep(IDLE).await;
    let fresh = first.resident()?;
    drop(first);
    let again = ground.demo().await?;
    tokio::time::sleep(IDLE).await;
    Ok(vec![
        Figure::new("memory of the idle demo", again.resident()?.max(fresh), "MiB", Bar::Under(80.0)),
        Figure::new("start of the demo, second time", again.start.as_secs_f64(), "s", Bar::None),
    ])
}
