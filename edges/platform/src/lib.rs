//! Composition: the list of departments, configuration, server, worker, region packs, demo, doctor.

mod config;
pub mod demo;
pub mod doctor;
mod health;
mod installation;
pub mod keeping;
pub mod logs;
mod metrics;
mod modules;
pub mod region;
mod serve;
mod server;

pub use config::{Config, ConfigFault, DEFAULT_DATA, DEFAULT_LISTEN, DEFAULT_REGION, Settings, sqlite_url};
pub use installation::{Installation, OpenFault, make_directory, make_store, open_store, sqlite_file};
pub use modules::plan;
pub use serve::{router, serve, work};
pub use server::{ListenFault, Server};
