//! `relais import directory`: a file of another source becomes entries, or completes entries that are known already.

mod choice;
mod fields;
mod nearby;
mod row;
mod wording;

use std::collections::{HashMap, HashSet};

use access::{Record, Resource};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::import::{ImportFault, ImportJob, ImportKind, ImportReport};
use intake::{Fault, Limits, Mapping};
use journal::Changes;
use sea_orm::DbErr;
use store::Tx;

use crate::ground::Ground;
use crate::origin::fingerprint;
use crate::service_at_location::supplement::{self, Supplement};
use crate::upkeep::{Keeper, Kept};
use crate::{ServiceAtLocationId, index, organisation, origin, service_at_location, theme};
use nearby::{Nearby, Neighbours};
use row::{Draft, Known, Outcome};

/// The command line's `relais import directory`.
pub const KIND: ImportKind =
    ImportKind { name: "directory", about: "Organisations and services at a location (CSV, JSON, XLSX)", run };

/// Steps between two reports of progress.
const STRIDE: u64 = 500;

fn run(job: ImportJob<'_>) -> BoxFuture<'_, Result<ImportReport, ImportFault>> {
    import(job).boxed()
}

async fn import(job: ImportJob<'_>) -> Result<ImportReport, ImportFault> {
    job.cx.require("directory.import", &Resource::new("Directory", "import"))?;
    let limits = Limits::default();
    let rows = intake::open(job.file, &limits).map_err(unusable)?;
    let mapping = choice::mapping(&job, &rows)?;
    let source = choice::source(&mapping, job.file);
    let total = intake::open(job.file, &limits).map_err(unusable)?.count();
    job.progress.total(u64::try_from(total).unwrap_or(u64::MAX));
    let tx = job.house.store.begin().await?;
    let mut import = Import::start(&job, &tx, &mapping, &source).await?;
    for note in rows.notes() {
        import.report.remarks.tell(note);
    }
    for (done, row) in (1_u64..).zip(rows) {
        match row {
            Ok(row) => import.take(&row).await?,
            Err(fault) if fault.ends_reading => return Err(unusable(fault)),
            Err(fault) => import.refuse(&fault),
        }
        if done % STRIDE == 0 {
            job.progress.done(done);
        }
    }
    let report = import.finish(&mapping).await?;
    job.progress.done(u64::try_from(total).unwrap_or(u64::MAX));
    if job.dry_run {
        tx.rollback().await?;
        return Ok(report);
    }
    origin::records::put_source(&tx, &source, mapping.source.as_ref()).await?;
    record(&job, &tx, &source, &report).await?;
    tx.commit().await?;
    Ok(report)
}

/// One import under way, within its transaction.
struct Import<'a> {
    mapping: &'a Mapping,
    tx: &'a Tx,
    source: &'a str,
    ground: Ground,
    known: Known,
    neighbours: Option<Neighbours>,
    keeper: Keeper<'a>,
    completed: HashSet<ServiceAtLocationId>,
    before: HashMap<String, (String, ServiceAtLocationId)>,
    supplements: Vec<Supplement>,
    faults: u64,
    report: ImportReport,
}

impl<'a> Import<'a> {
    async fn start(
        job: &ImportJob<'_>,
        tx: &'a Tx,
        mapping: &'a Mapping,
        source: &'a str,
    ) -> Result<Self, ImportFault> {
        let near: Option<Nearby> = mapping.matching().map_err(unusable)?;
        let neighbours = match near {
            Some(near) => Some(Neighbours::of(tx, near, source).await?),
            None => None,
        };
        let known = Known {
            themes: theme::records::accepted(tx).await?.into_iter().collect(),
            kinds: organisation::records::kinds(tx).await?.into_iter().map(|kind| kind.code).collect(),
        };
        Ok(Self {
            mapping,
            tx,
            source,
            ground: Ground::of(tx).await?,
            known,
            neighbours,
            keeper: Keeper::new(tx, source, job.cx.now()).await?,
            completed: HashSet::new(),
            before: supplement::records::of_source(tx, source).await?,
            supplements: Vec::new(),
            faults: 0,
            report: ImportReport::default(),
        })
    }

    async fn take(&mut self, row: &intake::Row) -> Result<(), DbErr> {
        let outcome = row::read(&self.mapping.of(row), self.mapping, &self.known, &self.ground);
        let draft = match outcome {
            Outcome::Taken(draft) => *draft,
            Outcome::Elsewhere(fault) => {
                self.report.skip(&fault.place, fault.reason());
                return Ok(());
            }
            Outcome::Refused(fault) => {
                self.refuse(&fault);
                return Ok(());
            }
        };
        draft.remarks.iter().for_each(|remark| self.report.remarks.tell(remark));
        let neighbour = self.neighbours.as_ref().and_then(|all| all.nearest(draft.point, &draft.name));
        match neighbour {
            Some(at) => self.complete(row, at, draft),
            None if !draft.is_named && self.neighbours.is_some() => {
                let fault = row.fault("it has no name, and no known entry stands nearby", "give it a name");
                self.report.skip(&fault.place, fault.reason());
            }
            None if !draft.is_named => self.refuse(&row.fault("it has no name", "give the organisation a name")),
            None if self.mapping.skip_outside_region && !self.ground.is_certain(draft.postal_code.as_deref()) => {
                let fault = row.fault(
                    "it may lie outside the region: no border and no postal code says",
                    "import the territory's borders first",
                );
                self.report.skip(&fault.place, fault.reason());
            }
            None => self.keep(row, draft).await?,
        }
        Ok(())
    }

    async fn keep(&mut self, row: &intake::Row, draft: Draft) -> Result<(), DbErr> {
        match self.keeper.keep(draft.entry(self.source)).await? {
            Some(Kept::Added) => self.report.added += 1,
            Some(Kept::Changed) => self.report.changed += 1,
            Some(Kept::Unchanged) => self.report.unchanged += 1,
            None => self.refuse(&row.fault("an earlier row has the same id", "give each row an id of its own")),
        }
        Ok(())
    }

    fn complete(&mut self, row: &intake::Row, at: ServiceAtLocationId, draft: Draft) {
        let supplement = draft.supplement(self.source, at);
        if !self.completed.insert(at) {
            let fault = row.fault("an earlier row already completes the entry nearby", "leave one of them out");
            self.report.skip(&fault.place, fault.reason());
            return;
        }
        match self.before.get(&supplement.origin.id) {
            Some((digest, _)) if *digest == fingerprint(&supplement) => self.report.unchanged += 1,
            Some(_) => self.report.changed += 1,
            None => self.report.added += 1,
        }
        self.supplements.push(supplement);
    }

    fn refuse(&mut self, fault: &Fault) {
        self.faults += 1;
        self.report.skip(&fault.place, fault.reason());
    }

    async fn finish(mut self, mapping: &Mapping) -> Result<ImportReport, DbErr> {
        // A row that could not be read may be one that is known: then nothing can be called gone.
        let whole = mapping.whole && self.faults == 0;
        if mapping.whole && !whole {
            let remark = "nothing was removed, because some rows could not be read; correct them and import again";
            self.report.remarks.tell(remark);
        }
        self.report.removed = self.keeper.finish(whole).await?;
        let read: HashSet<&str> = self.supplements.iter().map(|new| new.origin.id.as_str()).collect();
        if whole {
            let gone = self.before.keys().filter(|id| !read.contains(id.as_str())).count();
            self.report.removed += u64::try_from(gone).unwrap_or(u64::MAX);
        } else {
            self.before.retain(|id, _| read.contains(id.as_str()));
        }
        self.note_completed().await?;
        supplement::records::put(self.tx, self.source, &self.supplements, whole).await?;
        Ok(self.report)
    }
}

impl Import<'_> {
    /// Tells the index which entries of other sources were completed otherwise than before.
    async fn note_completed(&self) -> Result<(), DbErr> {
        let before = self.before.iter().map(|(id, (digest, at))| (id.clone(), digest.clone(), *at));
        let after = self.supplements.iter().map(|new| (new.origin.id.clone(), fingerprint(new), new.at));
        let (before, after): (HashSet<_>, HashSet<_>) = (before.collect(), after.collect());
        let touched: HashSet<ServiceAtLocationId> = before.symmetric_difference(&after).map(|(_, _, at)| *at).collect();
        let services = service_at_location::records::services_offered(self.tx, touched).await?;
        index::changed(self.tx, services).await
    }
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
    let record = Record { action: "directory.import", kind: "source", id: source.to_owned(), changes };
    job.cx.record(tx, record).await
}

fn unusable(fault: Fault) -> ImportFault {
    ImportFault::Unusable(fault.to_string())
}
