//! The accessibility rules that the browser tests run: fetched once, held against their digest, never in the tree.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::machine;

const VERSION: &str = "4.14.1";
/// The digest of the package as its registry publishes it, SHA-512.
const DIGEST: &str = "1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5";

/// The script, ready in `target/tools`.
pub(crate) fn script(root: &Path) -> Result<PathBuf, String> {
    let tools = root.join("target/tools");
    let script = tools.join(format!("axe-{VERSION}.min.js"));
    if script.is_file() {
        return Ok(script);
    }
    println!("fetching axe-core {VERSION}");
    fs::create_dir_all(&tools).map_err(|error| format!("{}: {error}", tools.display()))?;
    let package = tools.join(format!("axe-core-{VERSION}.tgz"));
    fetch(&tools, &package)?;
    hold_against_digest(&package)?;
    let unpack = Command::new("tar")
        .args(["-xzOf".as_ref(), package.as_os_str(), "package/axe.min.js".as_ref()])
        .output()
        .map_err(|error| format!("tar cannot be run: {error}"))?;
    if !unpack.status.success() {
        return Err(format!("{} cannot be unpacked; remove it and try again", package.display()));
    }
    // Written aside and moved: a run broken off here must not leave half a script behind.
    let aside = tools.join("axe.part");
    fs::write(&aside, unpack.stdout)
        .and_then(|()| fs::rename(&aside, &script))
        .map_err(|error| format!("{}: {error}", script.display()))?;
    Ok(script)
}

fn fetch(tools: &Path, package: &Path) -> Result<(), String> {
    let named = format!("axe-core@{VERSION}");
    if machine::quiet(Command::new("npm").args(["pack", "--silent", &named]).current_dir(tools)) && package.is_file() {
        return Ok(());
    }
    Err(format!("npm cannot fetch {named}; fetch the package on another machine and put it at {}", package.display()))
}

fn hold_against_digest(package: &Path) -> Result<(), String> {
    let output =
        Command::new("sha512sum").arg(package).output().map_err(|error| format!("sha512sum cannot be run: {error}"))?;
    let found = String::from_utf8_lossy(&output.stdout);
    if found.split_whitespace().next() == Some(DIGEST) {
        return Ok(());
    }
    Err(format!("{} is not the axe-core that we know; remove it and try again", package.display()))
}
