//! Composition: the list of departments, configuration, server, worker, region packs, demo, doctor.

mod config;
pub mod keeping;
pub mod logs;
pub mod region;
mod server;

pub use config::{Config, ConfigFault, DEFAULT_DATA, DEFAULT_LISTEN, DEFAULT_REGION, Settings, sqlite_url};
pub use server::{ListenFault, Server};
