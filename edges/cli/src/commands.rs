//! The commands, one file each.

pub mod account;
pub mod demo;
pub mod doctor;
pub mod import;
pub mod journal;
pub mod keep;
pub mod migrate;
pub mod region;
pub mod serve;

use house::import::{ImportReport, Tally};

use crate::args::Installation;
use crate::fault::Fault;

/// The installation that is meant, opened; its log goes to standard error, warnings only unless asked for more.
async fn open(args: &Installation) -> Result<platform::Installation, Fault> {
    Ok(platform::Installation::open(args.config()?).await?)
}

/// What an import or a pack did, in lines; the sum stands last, where one looks first.
fn tell(name: &str, report: &ImportReport) {
    let ImportReport { source, added, changed, unchanged, removed, skipped, skips, remarks, kinds, flagged } = report;
    if let Some(source) = source {
        println!("  source: {source}");
    }
    print!("{remarks}{skips}");
    for (kind, Tally { added, changed, unchanged, removed }) in kinds {
        println!("  {kind}: {added} added, {changed} changed, {unchanged} unchanged, {removed} removed");
    }
    if *flagged > 0 {
        println!("  {flagged} kept with words that a person should look at");
    }
    println!("{name}: {added} added, {changed} changed, {unchanged} unchanged, {removed} removed, {skipped} skipped");
}
