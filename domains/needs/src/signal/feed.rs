//! What other departments could not answer, told as counts of months that are over: never who asked, nor when.

use std::collections::BTreeMap;

use access::Context;
use kernel::Month;
use store::{StoreError, Tx};

use super::{Signal, records, taking};
use crate::need::Source;

/// Fewer than so many new ones are not told: they wait until more have come.
const FEWEST: i64 = 5;

/// Tells the register how often, in all, somebody asked for each theme in each care zone and could not be helped; an empty zone
/// stands for one that is not known. Only what is more than was told before counts, so that telling the same again changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn catch_up(
    cx: &Context,
    tx: &Tx,
    (source, month): (Source, Month),
    so_far: BTreeMap<(String, String), i64>,
) -> Result<(), StoreError> {
    let told = records::told_by(tx, source).await?;
    for ((theme, zone), times) in so_far {
        let more = times - told.get(&(theme.clone(), zone.clone())).copied().unwrap_or_default();
        if more < FEWEST {
            continue;
        }
        let signal = Signal {
            source,
            theme,
            words: String::new(),
            narrowed: String::new(),
            zone,
            municipality: String::new(),
            lang: None,
            month,
        };
        records::add(tx, &signal, more).await?;
        taking::gather(cx, tx, &signal.origin(), more).await?;
    }
    Ok(())
}
