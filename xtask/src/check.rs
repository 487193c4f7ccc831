//! Every check, in one command, on a clean machine.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::postgres::Cluster;
use crate::{axe, cargo, machine, official};

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
    conclude(&report, &surroundings.passed_over)
}

/// What the tests find around them. Both engines and the browser are required here, and official data where its folder
/// is: a check passes over nothing in silence.
struct Surroundings {
    /// Runs for as long as the checks do.
    _cluster: Option<Cluster>,
    variables: Vec<(&'static str, String)>,
    /// The tests that pass over for want of official data.
    passed_over: Vec<String>,
}

impl Surroundings {
    fn prepare(root: &Path, steps: &[&str]) -> Result<Self, String> {
        let mut variables = Vec::new();
        if steps.contains(&"browser") {
            variables.push(("RELAIS_REQUIRE_BROWSER", "1".to_owned()));
            variables.push(("RELAIS_AXE", axe::script(root)?.to_string_lossy().into_owned()));
        }
        let tests = steps.iter().any(|step| ["test", "browser"].contains(step));
        let mut passed_over = Vec::new();
        if machine::shared(root).is_some() {
            variables.push(("RELAIS_REQUIRE_SHARED", "1".to_owned()));
        } else if steps.contains(&"test") {
            passed_over = official::tests(root)?;
        }
        let cluster = if tests { Some(Cluster::start()?) } else { None };
        if let Some(cluster) = &cluster {
            variables.push(("RELAIS_REQUIRE_POSTGRES", "1".to_owned()));
            variables.push(("RELAIS_TEST_POSTGRES", cluster.url()));
        }
        Ok(Self { _cluster: cluster, variables, passed_over })
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

fn conclude(report: &[(&str, Duration, Result<(), String>)], passed_over: &[String]) -> Result<(), String> {
    println!("\n{:<10} {:>8}  result", "step", "seconds");
    for (step, took, held) in report {
        let mut words = held.as_ref().map_or_else(String::clone, |()| "held".to_owned());
        if *step == "test" && !passed_over.is_empty() {
            words.push_str(&format!("; {} tests passed over", passed_over.len()));
        }
        println!("{step:<10} {:>8.1}  {words}", took.as_secs_f64());
    }
    if !passed_over.is_empty() {
        println!("\npassed over without the folder of official data (name it in RELAIS_SHARED):");
        passed_over.iter().for_each(|test| println!("  {test}"));
    }
    let failed: Vec<&str> = report.iter().filter(|(_, _, held)| held.is_err()).map(|(step, _, _)| *step).collect();
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}
