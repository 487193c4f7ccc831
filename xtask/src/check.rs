//! Every check, in one command, on a clean machine.

mod machine;
mod postgres;

use std::env;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use postgres::Cluster;

/// The checks in their order: the quick ones first.
const STEPS: [&str; 5] = ["fmt", "tidy", "clippy", "test", "browser"];

/// Runs the steps asked for, or all of them, and tells at the end how each went.
pub(crate) fn run(root: &Path, asked: &[&str]) -> Result<(), String> {
    if let Some(unknown) = asked.iter().find(|step| !STEPS.contains(step)) {
        return Err(format!("there is no step `{unknown}`; the steps are: {}", STEPS.join(", ")));
    }
    let wanted = |step: &&&str| asked.is_empty() || asked.contains(*step);
    let steps: Vec<&str> = STEPS.iter().filter(wanted).copied().collect();
    machine::prepare(root, &steps)?;
    let cluster =
        if steps.iter().any(|step| ["test", "browser"].contains(step)) { Some(Cluster::start()?) } else { None };
    let mut report = Vec::new();
    for step in steps {
        println!("== {step}");
        let start = Instant::now();
        let held = perform(root, step, cluster.as_ref());
        report.push((step, start.elapsed(), held));
    }
    conclude(&report)
}

fn perform(root: &Path, step: &str, cluster: Option<&Cluster>) -> Result<(), String> {
    let cargo = |arguments: &[&str]| cargo(root, arguments, cluster);
    match step {
        "fmt" => cargo(&["fmt", "--all", "--check"]),
        "tidy" => crate::tidy::run(root),
        "clippy" => cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
        "test" => cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "-E", "not binary(browser)"]),
        _ => cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "-E", "binary(browser)"]),
    }
}

fn cargo(root: &Path, arguments: &[&str], cluster: Option<&Cluster>) -> Result<(), String> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root);
    // Cargo hands its own surroundings to what it runs; a second cargo inside must not inherit them.
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CARGO_PKG_")) {
        command.env_remove(name);
    }
    if let Some(cluster) = cluster {
        command.env("RELAIS_TEST_POSTGRES", cluster.url()).env("RELAIS_REQUIRE_POSTGRES", "1");
        command.env("RELAIS_REQUIRE_BROWSER", "1");
    }
    if let Some(shared) = machine::shared(root) {
        command.env("RELAIS_SHARED", shared);
    }
    let status = command.status().map_err(|error| format!("cargo cannot be run: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("cargo {} failed", arguments.join(" "))) }
}

fn conclude(report: &[(&str, Duration, Result<(), String>)]) -> Result<(), String> {
    println!("\n{:<10} {:>8}  result", "step", "seconds");
    for (step, took, held) in report {
        println!("{step:<10} {:>8.1}  {}", took.as_secs_f64(), held.as_ref().map_or_else(String::as_str, |()| "held"));
    }
    let failed: Vec<&str> = report.iter().filter(|(_, _, held)| held.is_err()).map(|(step, _, _)| *step).collect();
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}
