//! `relais import territory FILE`: borders, sectors, neighbourhoods, streets and stops from official and open files.

pub(crate) mod mapping;
mod names;
mod stops;
mod take;

use std::path::{Path, PathBuf};

use access::Resource;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::import::{ImportFault, ImportJob, ImportKind, ImportReport};
use intake::{Fault, Limits, Mapping, Row};
use store::Tx;

use crate::model::Source;
use crate::pack::note;
use crate::records::{self, Tally};
use take::{Kind, Taking};

/// How often the progress is told, in rows.
const TELL_EVERY: u64 = 50;

/// A file's name, when its mapping names no source, is kept no longer than this.
const LONGEST_NAME: usize = 100;

/// What every operator calls its file of stops.
const EVERYBODYS: [&str; 3] = ["stops", "gtfs", "google_transit"];

/// The files that the territory takes in.
pub const IMPORT: ImportKind = ImportKind {
    name: "territory",
    about: "Borders of municipalities, statistical sectors with their care zone, monitoring districts, streets, and stops of public transport",
    run,
};

fn run(job: ImportJob<'_>) -> BoxFuture<'_, Result<ImportReport, ImportFault>> {
    import(job).boxed()
}

/// What a file held.
struct Contents {
    rows: Vec<Result<Row, Fault>>,
    mapping: Mapping,
    remarks: Vec<String>,
}

async fn import(job: ImportJob<'_>) -> Result<ImportReport, ImportFault> {
    job.cx.require("territory.import", &Resource::new("Territory", "import"))?;
    let contents = read(job).await?;
    let kind = Kind::of(&contents.mapping).map_err(unusable)?;
    let source = source(job.file, &contents.mapping, kind)?;
    let mut report = ImportReport::default();
    contents.remarks.iter().for_each(|remark| report.remarks.tell(remark));
    job.progress.total(u64::try_from(contents.rows.len()).unwrap_or(u64::MAX));
    let tx = job.house.store.begin().await?;
    let mut taking = Taking::begin(&tx, kind, &source).await?;
    for (row, number) in contents.rows.iter().zip(1_u64..) {
        match row {
            Ok(row) => take_row(&mut taking, &contents.mapping, row, &mut report).await?,
            Err(fault) => report.skip(&fault.place, fault.reason()),
        }
        if number.is_multiple_of(TELL_EVERY) {
            job.progress.done(number);
        }
    }
    let tally = taking.finish().await?;
    finish(&job, tx, &contents.mapping, tally).await?;
    job.progress.done(u64::try_from(contents.rows.len()).unwrap_or(u64::MAX));
    let Tally { added, changed, unchanged, removed } = tally;
    Ok(ImportReport { added, changed, unchanged, removed, ..report })
}

/// Who says what the file says: as its mapping names them, else as the file is called.
fn source(file: &Path, mapping: &Mapping, kind: Kind) -> Result<String, ImportFault> {
    if let Some(source) = &mapping.source {
        return Ok(source.name.clone());
    }
    let called = file.file_stem().unwrap_or_default().to_string_lossy().chars().take(LONGEST_NAME).collect::<String>();
    if kind == Kind::Stop && EVERYBODYS.iter().any(|name| called.eq_ignore_ascii_case(name)) {
        let message = format!(
            "the stops of each operator are kept apart by the name of its file, and every operator calls it `{called}`; name it after the operator and import it again"
        );
        return Err(ImportFault::Unusable(message));
    }
    Ok(called)
}

async fn take_row(
    taking: &mut Taking<'_>,
    mapping: &Mapping,
    row: &Row,
    report: &mut ImportReport,
) -> Result<(), ImportFault> {
    let mapped = mapping.of(row);
    mapped.unlisted().iter().for_each(|fault| report.remarks.tell(fault.to_string()));
    if let Err(fault) = taking.take(mapped).await? {
        report.skip(&fault.place, fault.reason());
    }
    Ok(())
}

/// Notes and keeps what was done, or forgets it all when nothing shall change.
async fn finish(job: &ImportJob<'_>, tx: Tx, mapping: &Mapping, tally: Tally) -> Result<(), ImportFault> {
    if job.dry_run || !tally.wrote() {
        return Ok(tx.rollback().await?);
    }
    if let Some(source) = &mapping.source {
        let source = Source {
            code: mapping.kind.clone(),
            name: source.name.clone(),
            licence: source.licence.clone(),
            as_of: source.as_of.clone(),
            taken_in_at: job.cx.now(),
        };
        records::put(&tx, &source).await?;
    }
    records::touch(&tx).await?;
    note(job.cx, &tx, "territory.import", &mapping.kind, tally).await?;
    Ok(tx.commit().await?)
}

/// Reads the whole file first: a file that was cut off must change nothing, and no transaction waits for a disk.
async fn read(job: ImportJob<'_>) -> Result<Contents, ImportFault> {
    let path: PathBuf = job.file.to_owned();
    let rows = aside({
        let path = path.clone();
        move || intake::open(&path, &Limits::of_stream())
    });
    let mut rows = rows.await?.map_err(unusable)?;
    let (name, mapping) = mapping::choose(job.mapping, &job.house.pack, &rows)?;
    if mapping.only.is_none() && job.file.is_file() {
        // Every row is kept, so there may be fewer of them. What is no plain file can be read only once.
        rows = aside(move || intake::open(&path, &Limits::default())).await?.map_err(unusable)?;
    }
    let mut remarks = rows.notes().to_vec();
    remarks.push(format!("read with the mapping {name}"));
    let sought = mapping.clone();
    let rows = aside(move || rows.filter(|row| is_sought(&sought, row)).collect::<Vec<_>>()).await?;
    match rows.last() {
        Some(Err(fault)) if fault.ends_reading => Err(unusable(fault.clone())),
        _ => Ok(Contents { rows, mapping, remarks }),
    }
}

/// Whether a row is what the file is read for; what is not is passed over.
fn is_sought(mapping: &Mapping, row: &Result<Row, Fault>) -> bool {
    match (row, &mapping.only) {
        (Ok(row), Some(field)) => mapping.of(row).value(field).is_some(),
        _ => true,
    }
}

/// Does slow work where it holds nobody up.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ImportFault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| ImportFault::Unusable("the file could not be read to its end; try again".to_owned()))
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn unusable(fault: Fault) -> ImportFault {
    ImportFault::Unusable(fault.to_string())
}
