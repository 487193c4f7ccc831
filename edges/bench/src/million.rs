//! A million services: taking them in, finding them.

use std::time::Instant;

use crate::figure::{Bar, Figure};
use crate::ground::Ground;
use crate::questions::{self, EVER_NEW};
use crate::{import, narrowing};

/// Measures import, index and search of a million services.
pub(crate) async fn measure(ground: &Ground) -> Result<Vec<Figure>, String> {
    let offer = ground.million()?;
    let installation = ground.installation("million")?;
    let run = import::run(&installation, &offer)?;
    let began = Instant::now();
    let server = installation.serve_at_once().await?;
    server.wait_for_index(&offer).await?;
    let indexed = began.elapsed().as_secs_f64();
    let asked = narrowing::turns(&server, &narrowing::narrowed(&questions::mix(&ground.region, EVER_NEW)?)).await?;
    Ok(vec![
        Figure::new("import of 1 000 000 services", run.seconds, "s", Bar::Under(900.0)),
        Figure::new("import of 1 000 000, most memory", run.most_memory, "MiB", Bar::Under(2_048.0)),
        Figure::new("1 000 000 found after the start", indexed, "s", Bar::None),
        Figure::new("among 1 000 000, narrowed", asked.throughput, "pages/s", Bar::None),
        Figure::new("among 1 000 000, narrowed, p99", asked.p99, "ms", Bar::Under(60.0)),
        Figure::new("memory with 1 000 000", server.resident()?, "MiB", Bar::None),
    ])
}
