//! The house rules, held against the tree.

mod edges;
mod keys;
mod lengths;
mod remarks;
mod rooms;
mod signs;
mod words;

use std::fs;
use std::path::Path;
use std::process::Command;

/// A file of the tree, as the rules see it.
pub(crate) struct Source {
    /// Its path from the top, with `/`.
    pub(crate) path: String,
    /// What stands in it.
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub(crate) fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
    }
}

/// Holds every rule against every file that git knows or would take up.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let sources = sources(root)?;
    let mut faults = Vec::new();
    for source in &sources {
        faults.extend(remarks::faults(source));
        faults.extend(lengths::faults(source));
        faults.extend(signs::faults(source));
        faults.extend(words::faults(source));
    }
    faults.extend(edges::faults(&sources));
    faults.extend(keys::faults(&sources));
    faults.extend(rooms::faults(&sources));
    if faults.is_empty() {
        println!("tidy: {} files keep the house rules", sources.len());
        return Ok(());
    }
    faults.sort();
    Err(format!("{}\ntidy: {} faults", faults.join("\n"), faults.len()))
}

/// Every file that git knows or would take up.
pub(crate) fn sources(root: &Path) -> Result<Vec<Source>, String> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("git cannot be run: {error}; install git"))?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let mut sources = Vec::new();
    for path in listed.lines() {
        // Pictures are not text, and a file deleted but not yet committed is not there: neither is judged.
        if let Ok(text) = fs::read_to_string(root.join(path)) {
            sources.push(Source::new(path, &text));
        }
    }
    if sources.is_empty() { Err("tidy found no files; run it in a git checkout".to_owned()) } else { Ok(sources) }
}
