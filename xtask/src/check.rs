//! Every check, in one command, on a clean machine.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::postgres::Cluster;
use crate::{axe, cargo, machine};

/// The checks in their order: the quick ones first.
const STEPS: [&str; 5] = ["fmt", "tidy", "clippy", "test", "browser"];

/// What goes to the tests without a browser, and what to those with one.
const WITHOUT_BROWSER: [&str; 6] = ["nextest", "run", "--workspace", "--no-fail-fast", "-E", "not binary(browser)"];
const WITH_BROWSER: [&str; 6] = ["nextest", "run", "--workspace", "--no-fail-fast", "-E", "binary(browser)"];

/// Runs the steps asked for, or all of them, and tells at the end how each went.
pub(crate) fn run(root: &Path, asked: &[&str]) -> Result<(), String> {
    if let Some(unknown) = asked.iter().find(|step| !STEPS.contains(step)) {
        return Err(format!("there is no step `{unknown}`; the steps are: {}", STEPS.join(", ")));
    }
    let wanted = |step: &&&str| asked.is_empty() || asked.contains(*step);
    let steps: Vec<&str> = STEPS.iter().filter(wanted).copied().collect();
    machine::prepare(root, &steps)?;
    let surroundings = Surroundings::prepare(root, &steps)?;
    let mut report = Vec::new();
    for step in steps {
        println!("== {step}");
        let start = Instant::now();
        let held = perform(root, step, &surroundings.variables);
        report.push((step, start.elapsed(), held));
    }
    conclude(&report)
}

/// What the tests find around them. Both engines and the browser are required here: a check passes over nothing.
struct Surroundings {
    /// Runs for as long as the checks do.
    _cluster: Option<Cluster>,
    variables: Vec<(&'static str, String)>,
}

impl Surroundings {
    fn prepare(root: &Path, steps: &[&str]) -> Result<Self, String> {
        let mut variables = Vec::new();
        if steps.contains(&"browser") {
            variables.push(("RELAIS_REQUIRE_BROWSER", "1".to_owned()));
            variables.push(("RELAIS_AXE", axe::script(root)?.to_string_lossy().into_owned()));
        }
        let tests = steps.iter().any(|step| ["test", "browser"].contains(step));
        if tests && machine::shared(root).is_none() {
            println!("note: tests on official data pass over; name its folder in RELAIS_SHARED to have them run");
        }
        let cluster = if tests { Some(Cluster::start()?) } else { None };
        if let Some(cluster) = &cluster {
            variables.push(("RELAIS_REQUIRE_POSTGRES", "1".to_owned()));
            variables.push(("RELAIS_TEST_POSTGRES", cluster.url()));
        }
        Ok(Self { _cluster: cluster, variables })
    }
}

fn perform(root: &Path, step: &str, surroundings: &[(&str, String)]) -> Result<(), String> {
    let cargo = |arguments: &[&str]| cargo::run(root, arguments, surroundings);
    match step {
        "fmt" => cargo(&["fmt", "--all", "--check"]),
        "tidy" => crate::tidy::run(root),
        "clippy" => cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
        "test" => cargo(&WITHOUT_BROWSER),
        _ => cargo(&WITH_BROWSER),
    }
}

fn conclude(report: &[(&str, Duration, Result<(), String>)]) -> Result<(), String> {
    println!("\n{:<10} {:>8}  result", "step", "seconds");
    for (step, took, held) in report {
        println!("{step:<10} {:>8.1}  {}", took.as_secs_f64(), held.as_ref().map_or_else(String::as_str, |()| "held"));
    }
    let failed: Vec<&str> = report.iter().filter(|(_, _, held)| held.is_err()).map(|(step, _, _)| *step).collect();
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}
