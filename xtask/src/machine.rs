//! What the checks need on the machine: installed where we may, named where we may not.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program, where it comes from, and for which steps it is needed.
struct Need {
    what: &'static str,
    package: &'static str,
    steps: &'static [&'static str],
    there: fn() -> bool,
}

const NEEDS: [Need; 5] = [
    Need {
        what: "PostgreSQL",
        package: "postgresql",
        steps: &["test", "browser", "bench"],
        there: || crate::postgres::bin().is_some(),
    },
    Need { what: "Chromium", package: "chromium", steps: &["browser"], there: || runs("chromium", "--version") },
    Need {
        what: "chromedriver",
        package: "chromium-driver",
        steps: &["browser"],
        there: || runs("chromedriver", "--version"),
    },
    Need {
        what: "a font",
        package: "fonts-liberation",
        steps: &["browser"],
        there: || Path::new("/usr/share/fonts/truetype").is_dir(),
    },
    Need { what: "npm", package: "npm", steps: &["browser"], there: || runs("npm", "--version") },
];

/// The test runner: the version that the toolchain in Cargo.toml can build.
const NEXTEST: &str = "0.9.143";

/// Makes the machine ready for the steps, or says what is missing and how to get it.
pub(crate) fn prepare(root: &Path, steps: &[&str]) -> Result<(), String> {
    let wanted = |need: &&Need| need.steps.iter().any(|step| steps.contains(step)) && !(need.there)();
    let missing: Vec<&Need> = NEEDS.iter().filter(wanted).collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    if steps.iter().any(|step| ["test", "browser"].contains(step)) && !runs_cargo("nextest") {
        println!("installing cargo-nextest {NEXTEST}");
        run(Command::new("cargo")
            .args(["install", "--locked", "cargo-nextest", "--version", NEXTEST])
            .current_dir(root))?;
    }
    for (step, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if steps.contains(&step) && !runs_cargo(step) {
            return Err(format!("`cargo {step}` is missing; run: rustup component add {component}"));
        }
    }
    Ok(())
}

fn install(missing: &[&Need]) -> Result<(), String> {
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    let names: Vec<&str> = missing.iter().map(|need| need.what).collect();
    let remedy = format!("{} missing; as root run: apt-get install {}", names.join(", "), packages.join(" "));
    if !is_root() || !runs("apt-get", "--version") {
        return Err(remedy);
    }
    println!("installing {}", packages.join(" "));
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null()).stdin(Stdio::null());
        apt
    };
    run(apt().args(["-qq", "update"]))?;
    run(apt().args(["-qq", "-y", "--no-install-recommends", "install"]).args(&packages))?;
    match missing.iter().find(|need| !(need.there)()) {
        None => Ok(()),
        Some(need) => Err(format!("{} was installed and still cannot be found; {remedy}", need.what)),
    }
}

/// The folder of real data beside the checkout, where there is one.
pub(crate) fn shared(root: &Path) -> Option<PathBuf> {
    let told = env::var_os("RELAIS_SHARED").map(PathBuf::from);
    told.or_else(|| Some(root.parent()?.join("shared"))).filter(|folder| folder.is_dir())
}

pub(crate) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn runs(program: &str, argument: &str) -> bool {
    quiet(Command::new(program).arg(argument))
}

fn runs_cargo(subcommand: &str) -> bool {
    quiet(Command::new("cargo").args([subcommand, "--version"]))
}

/// Runs a command without a word and answers whether it succeeded.
pub(crate) fn quiet(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Runs a command that tells for itself how it goes.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let shown = format!("{command:?}");
    let status = command.status().map_err(|error| format!("{shown}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown} failed")) }
}
