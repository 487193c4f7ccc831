//! What other departments could not answer, told as counts of months that are over: never who asked, nor when.

use std::collections::BTreeMap;

use access::Context;
use kernel::Month;
use store::{StoreError, Tx};

use super::{Signal, records, taking};
use crate::need::Source;
use crate::themes::Merged;

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
    let merged = Merged::load(tx).await?;
    let told = of_today(records::told_by(tx, source).await?, &merged);
    for ((theme, zone), times) in of_today(so_far, &merged) {
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

/// The same with what was told of themes that were merged added to the theme of today: it is not told twice.
fn of_today(told: BTreeMap<(String, String), i64>, merged: &Merged) -> BTreeMap<(String, String), i64> {
    let mut all = BTreeMap::new();
    for ((theme, zone), times) in told {
        *all.entry((merged.now(&theme).to_owned(), zone)).or_default() += times;
    }
    all
}
