//! A cargo inside cargo.

use std::env;
use std::path::Path;
use std::process::Command;

use crate::machine;

/// Runs cargo with its arguments and what its programs should find in their surroundings.
pub(crate) fn run(root: &Path, arguments: &[&str], surroundings: &[(&str, String)]) -> Result<(), String> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root);
    // Cargo hands its own surroundings to what it runs; a second cargo inside must not inherit them.
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CARGO_PKG_")) {
        command.env_remove(name);
    }
    if let Some(shared) = machine::shared(root) {
        command.env("RELAIS_SHARED", shared);
    }
    command.envs(surroundings.iter().map(|(name, value)| (name, value)));
    let status = command.status().map_err(|error| format!("cargo cannot be run: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("cargo {} failed", arguments.join(" "))) }
}
