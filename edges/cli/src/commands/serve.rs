//! `relais serve`: answers requests, or with `--worker` only does jobs.

use platform::{Installation, Server, logs};

use crate::args::ServeArgs;
use crate::fault::Fault;
use crate::signals;

/// Serves until told to stop.
pub async fn run(args: ServeArgs) -> Result<(), Fault> {
    let config = args.config()?;
    logs::start(&config)?;
    let stop = signals::stop();
    let installation = Installation::open(config).await?;
    if args.worker {
        installation.furnish().await?;
        println!("Relais does jobs; stop with Ctrl+C.");
        return Ok(platform::work(installation, stop).await?);
    }
    let config = &installation.config;
    let server = Server::bind(&config.listen, &config.trusted_proxies).await?;
    // Said once nothing stands in the way any more; whoever knocks meanwhile waits.
    installation.furnish().await?;
    if let Ok(address) = server.address() {
        println!("Relais serves at http://{address}; stop with Ctrl+C.");
    }
    Ok(platform::serve(installation, server, stop).await?)
}
