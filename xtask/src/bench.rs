//! Builds the release and has it measured, beside a PostgreSQL of our own.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::postgres::Cluster;
use crate::{cargo, machine};

/// Measures everything, or only what `name` says.
pub(crate) fn run(root: &Path, name: Option<&str>) -> Result<(), String> {
    machine::prepare(root, &["bench"])?;
    let shared = machine::shared(root)
        .ok_or("the folder with the official borders is missing; name it in RELAIS_SHARED, or put it beside the checkout as `shared`")?;
    cargo::run(root, &["build", "--release", "--package", "cli", "--package", "bench"], &[])?;
    let cluster = Cluster::start()?;
    let target = target(root);
    let mut bench = Command::new(target.join("release/bench"));
    bench
        .arg("measure")
        .arg("--relais")
        .arg(target.join("release/relais"))
        .args(["--postgres", &cluster.url()])
        .arg("--region")
        .arg(root.join("regions/brussels"))
        .arg("--shared")
        .arg(shared)
        .arg("--results")
        .arg(root.join("target/bench/results.json"))
        .args(name);
    machine::run(&mut bench)
}

/// Where cargo builds to.
fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |told| root.join(told))
}
