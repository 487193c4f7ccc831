//! `relais import directory`: a file of another source becomes entries, or completes entries that are known already.

mod choice;
mod fields;
mod hsds;
mod known;
mod nearby;
mod row;
mod taking;
mod wording;

use access::{Record, Resource};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::import::{ImportFault, ImportJob, ImportKind, ImportReport};
use intake::{Fault, Limits};
use journal::Changes;
use kernel::Lang;
use store::Tx;

use crate::ground::Ground;
use crate::origin;
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

fn run(job: ImportJob<'_>) -> BoxFuture<'_, Result<ImportReport, ImportFault>> {
    import(job).boxed()
}

async fn import(job: ImportJob<'_>) -> Result<ImportReport, ImportFault> {
    job.cx.require("directory.import", &Resource::new("Directory", "import"))?;
    let limits = Limits::of_stream();
    let saved = origin::records::saved(job.house.store.read()).await?;
    let Opened { contents, mapping, named, source } = choice::open(&job, &saved, &limits)?;
    let total = match &contents {
        Contents::Rows(_) => u64::try_from(intake::open(job.file, &limits).map_err(unusable)?.count()).unwrap_or(u64::MAX),
        Contents::Services(_) => document::size(job.file, &limits),
    };
    job.progress.total(total);
    let tx = job.house.store.begin().await?;
    let mut taking = Taking::start(&job, &tx, mapping.as_ref(), &source).await?;
    match contents {
        Contents::Rows(rows) => {
            for note in rows.notes() {
                taking.report.remarks.tell(note);
            }
            for (done, row) in (1_u64..).zip(rows) {
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
            let reading = reading(&job, &taking, services.language());
            for (done, item) in (1_u64..).zip(*services) {
                match item {
                    Ok((place, item)) => taking.item(&reading, &place, &item).await?,
                    Err(fault) => taking.fault(fault)?,
                }
                tell(&job, done);
            }
        }
    }
    let report = taking.finish().await?;
    job.progress.done(total);
    if job.dry_run {
        tx.rollback().await?;
        return Ok(report);
    }
    let read = origin::records::Read {
        said: mapping.as_ref().and_then(|mapping| mapping.source.as_ref()),
        mapping: named.as_deref(),
        file: &choice::stem(job.file),
        at: job.cx.now(),
    };
    origin::records::put_source(&tx, &source, read).await?;
    record(&job, &tx, &source, &report).await?;
    tx.commit().await?;
    Ok(report)
}

fn tell(job: &ImportJob<'_>, done: u64) {
    if done.is_multiple_of(STRIDE) {
        job.progress.done(done);
    }
}
