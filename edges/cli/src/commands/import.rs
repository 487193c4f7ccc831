//! `relais import`: takes in a file of somebody else's, all of it or nothing.

use house::import::{ImportJob, ImportKind};

use crate::args::ImportArgs;
use crate::commands::{open, tell};
use crate::fault::Fault;
use crate::progress::Shown;

/// The import whose files are from sources with names.
const NAMES_ITS_SOURCE: &str = "directory";

/// Reads, checks and takes in a file, and tells what was done.
pub async fn run(args: ImportArgs) -> Result<(), Fault> {
    let plan = platform::plan();
    let kind = kind(&plan, &args.kind)?;
    if args.source.is_some() && kind.name != NAMES_ITS_SOURCE {
        return Err(Fault::new(format!("only `relais import {NAMES_ITS_SOURCE}` takes `--source`; leave it out")));
    }
    let mapping = match &args.mapping {
        Some(path) => Some(std::fs::read_to_string(path).map_err(|error| {
            Fault::new(format!("the mapping file `{}` cannot be read: {error}; check the path", path.display()))
        })?),
        None => None,
    };
    let scratch = tempfile::tempdir().map_err(|error| {
        Fault::new(format!("there is no room for temporary files: {error}; free some, or set TMPDIR"))
    })?;
    // A server may be running on the index of this installation; it follows what we change by itself.
    let installation = open(&args.installation).await?.working_in(scratch.path());
    installation.furnish().await?;
    let progress = Shown::new();
    let house = &installation.house;
    let job = ImportJob {
        source: args.source.as_deref(),
        cx: &house.system("import"),
        house,
        file: &args.file,
        mapping: mapping.as_deref(),
        dry_run: args.dry_run,
        progress: &progress,
    };
    let done = (kind.run)(job).await;
    progress.end(done.is_ok());
    let report = done?;
    tell(kind.name, &report);
    if args.dry_run {
        println!("a trial: nothing was changed");
    }
    Ok(house.store.clone().close().await?)
}

fn kind(plan: &house::Plan, name: &str) -> Result<ImportKind, Fault> {
    if let Some(kind) = plan.imports().find(|kind| kind.name == name) {
        return Ok(*kind);
    }
    let known: Vec<_> = plan.imports().map(|kind| kind.name).collect();
    Err(Fault::new(format!("there is no import of the kind `{name}`; the kinds are: {}", known.join(", "))))
}
