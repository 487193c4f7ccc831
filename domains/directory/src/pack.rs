//! The directory in a region pack: the thesaurus, kinds of organisation, organisations and services.

mod check;
mod files;
mod offer;
mod place;
mod thesaurus;

use access::{Context, Record, Resource};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::import::{ImportFault, ImportReport};
use house::{Pack, PackFault};
use journal::Changes;
use sea_orm::DbErr;
use store::Tx;

use crate::upkeep::{Entry, Keeper, Kept};
use crate::{OrganisationKind, Origin, Theme, organisation, theme};

pub use check::check;

/// The file of themes.
pub(crate) const THEMES: &str = "themes.toml";
/// The file of organisations and their kinds.
pub(crate) const ORGANISATIONS: &str = "organisations.toml";
/// The file of services.
pub(crate) const SERVICES: &str = "services.toml";

/// What a pack says, read and checked.
#[derive(Debug)]
pub(crate) struct Content {
    pub themes: Vec<Theme>,
    pub kinds: Vec<OrganisationKind>,
    pub organisations: Vec<Entry>,
    pub services: Vec<Entry>,
}

/// As [`load`], in the form that a module hands over.
pub(crate) fn boxed<'a>(
    cx: &'a Context,
    tx: &'a Tx,
    pack: &'a Pack,
) -> BoxFuture<'a, Result<ImportReport, ImportFault>> {
    load(cx, tx, pack).boxed()
}

/// Loads the directory of a pack. Loading the same pack again changes nothing; what the pack no longer has is removed.
///
/// # Errors
/// The first fault of the pack, a refusal, or a failure of the database; nothing lasts then.
pub async fn load(cx: &Context, tx: &Tx, pack: &Pack) -> Result<ImportReport, ImportFault> {
    cx.require("directory.load", &Resource::new("Directory", "pack"))?;
    let content = check::read(pack).map_err(|mut faults| faults.swap_remove(0))?;
    let mut report = ImportReport::default();
    let mut themes = theme::keeping::take_in(cx, tx, &content.themes).await?;
    report.remarks = std::mem::take(&mut themes.remarks);
    let kinds = load_kinds(tx, &content.kinds).await?;
    if [&themes, &kinds].iter().any(|counts| counts.added + counts.changed + counts.removed > 0) {
        // Every document holds the names of its themes and of its kind of organisation.
        search::changed_all(tx, crate::SERVICE).await?;
    }
    let offers = load_offers(cx, tx, content).await?;
    offers.remarks.examples().for_each(|remark| report.remarks.tell(remark));
    for (file, counts) in [(THEMES, themes), (ORGANISATIONS, kinds), (SERVICES, offers)] {
        record(cx, tx, file, &counts).await?;
        report.added += counts.added;
        report.changed += counts.changed;
        report.unchanged += counts.unchanged;
        report.removed += counts.removed;
    }
    Ok(report)
}

async fn load_kinds(tx: &Tx, kinds: &[OrganisationKind]) -> Result<ImportReport, DbErr> {
    let before = organisation::records::kinds(tx).await?;
    let (mut report, dropped) = differences(&before, kinds, |kind| kind.code.as_str());
    if report.added + report.changed > 0 {
        organisation::records::put_kinds(tx, kinds).await?;
    }
    for kind in dropped {
        organisation::records::remove_kind(tx, &kind.code).await?;
        report.removed += 1;
    }
    Ok(report)
}

/// What is new, changed or as before in a list, by code; and what the list before had that this one has not.
fn differences<'a, T: PartialEq>(before: &'a [T], now: &[T], code: fn(&T) -> &str) -> (ImportReport, Vec<&'a T>) {
    let mut report = ImportReport::default();
    for one in now {
        match before.iter().find(|old| code(old) == code(one)) {
            Some(old) if old == one => report.unchanged += 1,
            Some(_) => report.changed += 1,
            None => report.added += 1,
        }
    }
    let dropped = before.iter().filter(|old| !now.iter().any(|one| code(one) == code(old)));
    (report, dropped.collect())
}

async fn load_offers(cx: &Context, tx: &Tx, content: Content) -> Result<ImportReport, DbErr> {
    let mut keeper = Keeper::new(tx, Origin::PACK, cx.now()).await?;
    let mut report = ImportReport::default();
    for entry in content.organisations.into_iter().chain(content.services) {
        match keeper.keep(entry).await? {
            Some(Kept::Added) => report.added += 1,
            Some(Kept::Changed) => report.changed += 1,
            Some(Kept::Unchanged) | None => report.unchanged += 1,
        }
    }
    report.removed = keeper.finish(true).await?;
    keeper.cautious().iter().for_each(|remark| report.remarks.tell(remark));
    Ok(report)
}

async fn record(cx: &Context, tx: &Tx, file: &str, counts: &ImportReport) -> Result<(), DbErr> {
    if counts.added + counts.changed + counts.removed == 0 {
        return Ok(());
    }
    let changes =
        Changes::none().set("added", counts.added).set("changed", counts.changed).set("removed", counts.removed);
    cx.record(tx, Record { action: "directory.load", kind: "pack_file", id: file.to_owned(), changes }).await
}

/// A fault about an entry of a file, at the line of its id.
pub(crate) fn fault(pack: &Pack, file: &str, id: &str, message: impl Into<String>, remedy: &str) -> PackFault {
    pack.fault(file, &format!("\"{id}\""), message, remedy)
}
