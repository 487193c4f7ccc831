//! The log: one line per event on standard error, for people or as JSON. Never person data, never a query.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};

use crate::Config;

/// What libraries say at most, whatever is asked of us. Those that read markup or send letters would tell the texts themselves.
const QUIET: &str = "sqlx=warn,sea_orm=warn,tantivy=warn,hyper=warn,hyper_util=warn,h2=warn,\
    reqwest=warn,rustls=warn,lettre=warn,html5ever=off,markup5ever=off";

/// Why there is no log.
#[derive(Debug, thiserror::Error)]
pub enum LogFault {
    /// The filter cannot be read.
    #[error("`{0}` is no filter for the log: {1}; write a level (error, warn, info, debug) or `info,store=debug`")]
    Filter(String, tracing_subscriber::filter::ParseError),
    /// There is one already.
    #[error("the log was started twice: {0}")]
    Twice(#[from] TryInitError),
}

/// Starts the log of this process.
///
/// # Errors
/// When the filter cannot be read.
pub fn start(config: &Config) -> Result<(), LogFault> {
    let filter = EnvFilter::try_new(format!("{QUIET},{}", config.log));
    let filter = filter.map_err(|error| LogFault::Filter(config.log.clone(), error))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    if config.log_json {
        log.json().flatten_event(true).finish().try_init()?;
    } else {
        log.with_ansi(std::io::stderr().is_terminal()).finish().try_init()?;
    }
    Ok(())
}
