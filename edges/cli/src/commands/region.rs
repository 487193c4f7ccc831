//! `relais region check` and `relais region load`.

use platform::region;

use crate::args::Installation;
use crate::commands::{open, tell};
use crate::fault::Fault;

/// Names every fault of a pack.
pub fn check(dir: &str) -> Result<(), Fault> {
    let pack = region::pack(dir)?;
    let faults = platform::plan().check(&pack);
    for fault in &faults {
        println!("{fault}");
    }
    match faults.len() {
        0 => {
            println!("{dir}: {} files, no fault", pack.names("").count());
            Ok(())
        }
        1 => Err(Fault::new("the pack has a fault; mend it as said above")),
        many => Err(Fault::new(format!("the pack has {many} faults; mend them as said above"))),
    }
}

/// Loads a pack, all of it or nothing.
pub async fn load(dir: &str, args: &Installation) -> Result<(), Fault> {
    let pack = region::pack(dir)?;
    let faults = platform::plan().check(&pack);
    if let Some(first) = faults.first() {
        return Err(Fault::new(format!("nothing was loaded: {first}; `relais region check {dir}` names every fault")));
    }
    let installation = open(args).await?;
    for (name, report) in installation.load_region(&pack).await? {
        tell(name, &report);
    }
    Ok(installation.house.store.clone().close().await?)
}
