//! `relais import directory`: a file of another source becomes entries, or completes entries that are known already.

mod changing;
pub(crate) mod choice;
mod circles;
mod codes;
mod demo;
pub(crate) mod fields;
mod flags;
mod hsds;
mod known;
mod more;
mod nearby;
mod row;
mod taking;
mod targets;
mod wording;

use std::borrow::Cow;
use std::future::ready;
use std::{env, fs};

use access::{Context, Record, Resource};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::import::{ImportFault, ImportJob, ImportKind, ImportReport};
use intake::{Fault, Limits, Mapping};
use journal::Changes;
use kernel::Lang;
use sea_orm::DbErr;
use store::{Scratch, Tx};

use crate::duplicates::finding;
use crate::service_at_location::supplement;
use crate::upkeep::Keeper;
use crate::upload::ASIDE;
use crate::{Origin, Refusal, origin};
pub use demo::examples;

use choice::{Contents, Opened};
use hsds::Reading;
use hsds::document;
use taking::Taking;

/// The command line's `relais import directory`.
pub const KIND: ImportKind = ImportKind {
    name: "directory",
    about: "Organisations and services at a location (CSV, XLSX, JSON, GeoJSON, OpenStreetMap, HSDS)",
    run,
};

/// Steps between two reports of progress.
const STRIDE: u64 = 500;
/// From so many records on, a trial is made on a copy of the database.
const LONG: u64 = 300;

fn run(job: ImportJob<'_>) -> BoxFuture<'_, Result<ImportReport, ImportFault>> {
    let import = async move { Ok(import_while(job, &|_, _| ready(Ok(true)).boxed()).await?.unwrap_or_default()) };
    import.boxed()
}

/// Whether what an import takes in is still wanted, now that it is known what it does.
pub type Wanted<'a> =
    &'a (dyn for<'t> Fn(&'t Tx, &'t ImportReport) -> BoxFuture<'t, Result<bool, DbErr>> + Send + Sync);

/// Imports what another department read, if it is still wanted once all of it is taken in: asked in the import's own unit of work, so
/// that nothing comes in behind somebody's back. Nothing is kept, and nothing answered, when it is not.
///
/// # Errors
/// When the file cannot be used, whoever asks may not import, or the database fails.
pub async fn import_while(job: ImportJob<'_>, wanted: Wanted<'_>) -> Result<Option<ImportReport>, ImportFault> {
    job.cx.require("directory.import", &Resource::new("Directory", "import"))?;
    let limits = Limits::of_stream();
    let saved = origin::records::saved(job.house.store.read()).await?;
    let Opened { contents, mapping, named, source } = choice::open(&job, &saved, &limits)?;
    of_others(&source)?;
    let total = size(&job, &contents, &limits)?;
    job.progress.total(total);
    let aside = aside(&job, total).await;
    let tx = aside.as_ref().map_or(&job.house.store, Scratch::store).begin().await?;
    let mut taking = Taking::start(&job, &tx, mapping.as_ref(), &source).await?;
    match contents {
        Contents::Rows(rows) => {
            for note in rows.notes() {
                taking.report.remarks.tell(note);
            }
            for (done, row) in (1_u64..).zip(*rows) {
                match row {
                    Ok(row) => taking.row(&row).await?,
                    Err(fault) => taking.fault(fault)?,
                }
                tell(&job, done);
            }
        }
        Contents::Services(services) => {
            for note in services.notes() {
                taking.report.remarks.tell(note);
            }
            let reading = reading(&job, mapping.as_ref(), services.language().as_deref(), &mut taking.report);
            for (done, item) in (1_u64..).zip(*services) {
                match item {
                    Ok((place, item)) => taking.item(&reading, &place, &item).await?,
                    Err(fault) => taking.fault(fault)?,
                }
                tell(&job, done);
            }
        }
    }
    let report = ImportReport { source: Some(source.clone()), ..taking.finish().await? };
    job.progress.done(total);
    if job.dry_run || !wanted(&tx, &report).await? {
        tx.rollback().await?;
        return Ok(Some(report).filter(|_| job.dry_run));
    }
    let read = origin::records::Read {
        said: mapping.as_ref().and_then(|mapping| mapping.source.as_ref()).filter(|said| said.name == source),
        mapping: named.as_deref(),
        file: &choice::stem(job.file),
        at: job.cx.now(),
    };
    origin::records::put_source(&tx, &source, read).await?;
    record(&job, &tx, &source, &report).await?;
    tx.commit().await?;
    Ok(Some(report))
}

/// A trial of a long file is made on a copy of the database, so that nobody who writes waits for it. A short one is not worth the copy;
/// where there is no room for it, all wait as they do for an import.
async fn aside(job: &ImportJob<'_>, total: u64) -> Option<Scratch> {
    if !job.dry_run || total < LONG {
        return None;
    }
    let within = Some(job.house.data.join(ASIDE)).filter(|_| job.house.data.is_dir());
    let within = within.filter(|folder| fs::create_dir_all(folder).is_ok()).unwrap_or_else(env::temp_dir);
    job.house.store.scratch(&within).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a trial is made on the database itself; nobody can write meanwhile");
        None
    })
}

/// Refuses the names that the directory itself goes by.
fn of_others(source: &str) -> Result<(), ImportFault> {
    if [Origin::PACK, Origin::HERE].contains(&source) {
        let message = format!(
            "`{source}` is no name for a source of others; call the file otherwise, or name its source in a mapping"
        );
        return Err(ImportFault::Unusable(message));
    }
    Ok(())
}

/// How many records a file has.
fn size(job: &ImportJob<'_>, contents: &Contents, limits: &Limits) -> Result<u64, ImportFault> {
    Ok(match contents {
        Contents::Rows(_) => {
            u64::try_from(intake::open(job.file, limits).map_err(unusable)?.count()).unwrap_or(u64::MAX)
        }
        Contents::Services(_) => document::size(job.file, limits),
    })
}

fn tell(job: &ImportJob<'_>, done: u64) {
    if done.is_multiple_of(STRIDE) {
        job.progress.done(done);
    }
}

/// How the services of a file are read.
fn reading(
    job: &ImportJob<'_>,
    mapping: Option<&Mapping>,
    declared: Option<&str>,
    report: &mut ImportReport,
) -> Reading {
    let says = |field: &str| mapping.and_then(|mapping| mapping.default_of(field)).map(Cow::into_owned);
    let said = says("lang");
    let lang = said.as_deref().or(declared).and_then(|code| code.get(..2)).and_then(|code| code.parse::<Lang>().ok());
    if lang.is_none() {
        let remark =
            "the file does not say in which language it is; it is read as Dutch: a mapping with `lang` says otherwise";
        report.remarks.tell(remark);
    }
    let zone = &job.house.time_zone;
    let months =
        (0..12).filter_map(|month| job.cx.now().get().checked_add(jiff::SignedDuration::from_hours(730 * month)).ok());
    let mut offsets: Vec<i64> = months.map(|at| i64::from(zone.to_offset(at).seconds()) / 3_600).chain([0]).collect();
    offsets.sort_unstable();
    offsets.dedup();
    Reading { lang: lang.unwrap_or_default(), kind: says("organisation.kind"), today: job.cx.today(), offsets }
}

async fn record(job: &ImportJob<'_>, tx: &Tx, source: &str, report: &ImportReport) -> Result<(), DbErr> {
    if report.added + report.changed + report.removed == 0 {
        return Ok(());
    }
    let changes = Changes::none()
        .set("added", report.added)
        .set("changed", report.changed)
        .set("removed", report.removed)
        .set("skipped", report.skipped);
    finding::queue(job.cx, tx).await?;
    let record = Record { action: "directory.import", kind: "source", id: source.to_owned(), changes };
    job.cx.record(tx, record).await
}

/// Takes out everything that a source brought, as if it named none of it any more. What entries of others hang on stays, and each
/// last version is kept, so that an entry can be brought back, or comes back when the source is read again. Answers how many
/// entries that were.
///
/// # Errors
/// When whoever asks may not import, or the database fails.
pub async fn take_out(cx: &Context, tx: &Tx, source: &str) -> Result<u64, Refusal> {
    cx.require("directory.import", &Resource::new("Directory", "import"))?;
    let removed = Keeper::new(tx, source, cx.now()).await?.finish(true).await?;
    supplement::records::put(tx, source, &[], true).await?;
    let changes = Changes::none().set("removed", removed);
    cx.record(tx, Record { action: "directory.import", kind: "source", id: source.to_owned(), changes }).await?;
    Ok(removed)
}

fn unusable(fault: Fault) -> ImportFault {
    ImportFault::Unusable(fault.to_string())
}
