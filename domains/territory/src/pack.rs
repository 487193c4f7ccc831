//! The territory's part of a region pack: `region.toml`, `zones.toml`, `municipalities.toml`, `neighbourhoods.toml`.

mod check;
mod files;

use access::{Context, Record as Entry, Resource};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::import::{ImportFault, ImportReport};
use house::{Keys, Pack, PackFault};
use journal::Changes;
use store::Tx;

use crate::model::{Municipality, Neighbourhood, NeighbourhoodKind, Part, PostalCode, Region, Zone};
use crate::records::{self, Keeper, Record, Tally};
use files::Files;

/// What the territory knows of `region.toml`. The languages are said for people: which ones pages speak is the program's.
pub const KEYS: [Keys; 3] = [
    Keys { file: REGION, table: "", keys: &["region"] },
    Keys {
        file: REGION,
        table: "region",
        keys: &["code", "names", "short_names", "bounding_box", "time_zone", "languages", "interface_languages"],
    },
    Keys { file: REGION, table: "region.bounding_box", keys: &["south", "north", "west", "east"] },
];

const REGION: &str = "region.toml";

/// Every fault in the territory's files; changes nothing.
pub fn check(pack: &Pack) -> Vec<PackFault> {
    match Files::read(pack) {
        Ok(files) => check::faults(pack, &files),
        Err(faults) => faults,
    }
}

/// Brings the territory to what the files say, in the caller's transaction. Loading twice changes nothing.
pub fn load<'a>(cx: &'a Context, tx: &'a Tx, pack: &'a Pack) -> BoxFuture<'a, Result<ImportReport, ImportFault>> {
    load_files(cx, tx, pack).boxed()
}

async fn load_files(cx: &Context, tx: &Tx, pack: &Pack) -> Result<ImportReport, ImportFault> {
    cx.require("territory.load", &Resource::new("Territory", "pack"))?;
    if let Some(fault) = check(pack).into_iter().next() {
        return Err(fault.into());
    }
    let files = Files::read(pack).map_err(|mut faults| faults.swap_remove(0))?;
    let region = bring::<Region>(tx, vec![files.region()], |_| true).await?;
    let zones = bring::<Zone>(tx, files.zones(), |_| true).await?;
    let municipalities = bring::<Municipality>(tx, files.municipalities(), |_| true).await?;
    let parts = bring::<Part>(tx, files.parts(), |_| true).await?;
    let postal_codes = bring::<PostalCode>(tx, files.postal_codes(), |_| true).await?;
    let of_pack = |it: &Neighbourhood| it.kind == NeighbourhoodKind::LocalContract;
    let neighbourhoods = bring::<Neighbourhood>(tx, files.neighbourhoods(), of_pack).await?;
    let tallies = [
        ("region.toml", region),
        ("zones.toml", zones),
        ("municipalities.toml", municipalities.plus(parts).plus(postal_codes)),
        ("neighbourhoods.toml", neighbourhoods),
    ];
    for (file, tally) in tallies.into_iter().filter(|(_, tally)| tally.wrote()) {
        note(cx, tx, "territory.load", file, tally).await?;
    }
    let all = tallies.into_iter().fold(Tally::default(), |sum, (_, tally)| sum.plus(tally));
    if all.wrote() {
        records::touch(tx).await?;
    }
    let Tally { added, changed, unchanged, removed } = all;
    Ok(ImportReport { added, changed, unchanged, removed, ..ImportReport::default() })
}

/// Brings a table to a list; records that the list lacks go, if `owned` says that they came from here.
async fn bring<R: Record>(tx: &Tx, wanted: Vec<R>, owned: impl Fn(&R) -> bool) -> Result<Tally, ImportFault> {
    let mut keeper = Keeper::<R>::open(tx).await?;
    let codes: Vec<String> = wanted.iter().map(|record| record.code().to_owned()).collect();
    keeper.retain(|record| !owned(record) || codes.iter().any(|code| code == record.code())).await?;
    for record in wanted {
        keeper.put(record).await?;
    }
    Ok(keeper.tally)
}

/// The journal's entry of a file that changed something: how many records, not which.
pub(crate) async fn note(cx: &Context, tx: &Tx, action: &str, id: &str, tally: Tally) -> Result<(), sea_orm::DbErr> {
    let changes = Changes::none().set("added", tally.added).set("changed", tally.changed).set("removed", tally.removed);
    cx.record(tx, Entry { action, kind: "territory", id: id.to_owned(), changes }).await
}
