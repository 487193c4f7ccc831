//! An import under way, within its transaction: each row is taken, left out with its reason, or completes a known entry.

use std::collections::{HashMap, HashSet};

use house::import::{ImportFault, ImportJob, ImportReport};
use intake::{Fault, Mapping, Place};
use kernel::{Day, Timestamp};
use sea_orm::DbErr;
use store::Tx;
use uuid::Uuid;

use super::circles::Above;
use super::codes::Unread;
use super::hsds::package::Item;
use super::hsds::{Offered, Reader, Reading, Taken};
use super::known::Known;
use super::nearby::{Nearby, Neighbours};
use super::row::{self, Draft, Outcome};
use super::unusable;
use crate::entry::records as entries;
use crate::ground::Ground;
use crate::origin::fingerprint;
use crate::service_at_location::supplement::{self, Supplement};
use crate::upkeep::{Entry, Keeper, Kept};
use crate::{EntryKind, ServiceAtLocationId, ServiceId, conflicts, index, origin, service_at_location};

/// One import under way.
pub(super) struct Taking<'a> {
    mapping: Option<&'a Mapping>,
    tx: &'a Tx,
    source: &'a str,
    ground: Ground,
    known: Known,
    neighbours: Option<Neighbours>,
    keeper: Keeper<'a>,
    at: Timestamp,
    today: Day,
    completed: HashSet<ServiceAtLocationId>,
    before: HashMap<String, (String, ServiceAtLocationId)>,
    supplements: Vec<Supplement>,
    faults: u64,
    /// Rows that say something is no more that this source never had.
    strangers: u64,
    unread: Unread,
    /// What organisations are part of.
    above: Above,
    /// Organisations that told of themselves, by their ids in the file.
    told: HashSet<String>,
    pub report: ImportReport,
}

impl<'a> Taking<'a> {
    pub(super) async fn start(
        job: &ImportJob<'_>,
        tx: &'a Tx,
        mapping: Option<&'a Mapping>,
        source: &'a str,
    ) -> Result<Self, ImportFault> {
        let near: Option<Nearby> = mapping.map_or(Ok(None), Mapping::matching).map_err(unusable)?;
        let neighbours = match near {
            Some(near) => Some(Neighbours::of(tx, near, source).await?),
            None => None,
        };
        // What this import opens has one moment, by which it is counted afterwards.
        let at = job.cx.now();
        Ok(Self {
            mapping,
            tx,
            source,
            today: job.cx.today(),
            ground: Ground::of(tx).await?,
            known: Known::of(tx).await?,
            neighbours,
            keeper: Keeper::new(tx, source, at).await?,
            at,
            completed: HashSet::new(),
            before: supplement::records::of_source(tx, source).await?,
            supplements: Vec::new(),
            faults: 0,
            strangers: 0,
            unread: Unread::default(),
            above: Above::default(),
            told: HashSet::new(),
            report: ImportReport::default(),
        })
    }

    /// Takes a row that the mapping explains.
    pub(super) async fn row(&mut self, row: &intake::Row) -> Result<(), DbErr> {
        let Some(mapping) = self.mapping else { return Ok(()) };
        let outcome = row::read(&mapping.of(row), mapping, &self.known, &self.ground, self.today);
        let mut draft = match outcome {
            Outcome::Taken(draft) => *draft,
            Outcome::Gone(id) => {
                self.strangers += u64::from(!self.keeper.had(&id) && !self.before.contains_key(&id));
                self.keeper.forget(&id);
                return Ok(());
            }
            Outcome::Elsewhere(fault) => {
                self.skip(&fault);
                return Ok(());
            }
            Outcome::Refused(fault) => {
                self.refuse(&fault);
                return Ok(());
            }
        };
        let (remarks, flagged) = (std::mem::take(&mut draft.remarks), draft.flagged);
        self.unread.count(std::mem::take(&mut draft.unread));
        let neighbour = self.neighbours.as_ref().and_then(|all| all.nearest(draft.point, &draft.name));
        match neighbour {
            Some(at) => {
                self.tell(&remarks, flagged);
                self.complete(row, at, draft);
            }
            None if !draft.is_named && self.neighbours.is_some() => {
                self.skip(&row.fault("it has no name, and no known entry stands nearby", "give it a name"));
            }
            None if !draft.is_named => self.refuse(&row.fault("it has no name", "give the organisation a name")),
            None if mapping.skip_outside_region && !self.ground.is_certain(draft.postal_code.as_deref()) => {
                self.skip(&row.fault(
                    "it may lie outside the region: no border and no postal code says",
                    "import the territory's borders first",
                ));
            }
            None => {
                self.tell(&remarks, flagged);
                self.keep(&row.place, vec![draft.entry(self.source)]).await?;
            }
        }
        Ok(())
    }

    /// Takes a service, or an organisation without one, that explains itself.
    pub(super) async fn item(&mut self, reading: &Reading, place: &Place, item: &Item) -> Result<(), DbErr> {
        let reader =
            Reader { reading, source: self.source, known: &self.known, ground: &self.ground, told: &self.told };
        let taken = match item {
            Item::Service(service) => reader.service(place, service),
            Item::Organisation(organisation) => reader.organisation(place, organisation),
        };
        match taken {
            Taken::Offered(offered) => {
                let Offered { entries, remarks, unread, flagged } = *offered;
                let alone = entries.first().filter(|entry| entry.service.is_none());
                let told = alone.and_then(|entry| entry.organisation.as_ref()).map(|one| one.origin.id.clone());
                self.told.extend(told);
                self.tell(&remarks, flagged);
                self.unread.count(unread);
                self.keep(place, entries).await?;
            }
            Taken::Gone(origin) => self.keeper.forget(&origin.id),
            Taken::Elsewhere(fault) => self.skip(&fault),
            Taken::Refused(fault) => self.refuse(&fault),
        }
        Ok(())
    }

    /// A row that could not be read; one that ends the reading ends the import.
    pub(super) fn fault(&mut self, fault: Fault) -> Result<(), ImportFault> {
        if fault.ends_reading {
            return Err(unusable(fault));
        }
        self.refuse(&fault);
        Ok(())
    }

    fn tell(&mut self, remarks: &[String], flagged: bool) {
        remarks.iter().for_each(|remark| self.report.remarks.tell(remark));
        self.report.flagged += u64::from(flagged);
    }

    async fn keep(&mut self, place: &Place, mut entries: Vec<Entry>) -> Result<(), DbErr> {
        for organisation in entries.iter_mut().filter_map(|entry| entry.organisation.as_mut()) {
            if self.above.leave_out(self.tx, self.source, organisation).await? {
                let why = "it says that the organisation is part of itself, by way of others";
                self.report.remarks.tell(format!("{place}: {why}; the entry is kept without it"));
            }
        }
        match self.keeper.keep_all(entries).await? {
            Some(Kept::Added) => self.report.added += 1,
            Some(Kept::Changed) => self.report.changed += 1,
            Some(Kept::Unchanged) => self.report.unchanged += 1,
            None => {
                self.refuse(&Fault::row(
                    place.clone(),
                    "an earlier row has the same id",
                    "give each row an id of its own",
                ));
            }
        }
        for what in self.keeper.contradicted() {
            let remark =
                format!("{place}: it says something else of {what} than an earlier row; the first word is kept");
            self.report.remarks.tell(remark);
        }
        Ok(())
    }

    fn complete(&mut self, row: &intake::Row, at: ServiceAtLocationId, draft: Draft) {
        let supplement = draft.supplement(self.source, at);
        if !self.completed.insert(at) {
            self.skip(&row.fault("an earlier row already completes the entry nearby", "leave one of them out"));
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
        self.skip(fault);
    }

    fn skip(&mut self, fault: &Fault) {
        self.report.skip(&fault.place, fault.reason());
    }

    /// Writes the rest, and answers what was done.
    pub(super) async fn finish(mut self) -> Result<ImportReport, DbErr> {
        // A row that could not be read may be one that is known: then nothing can be called gone.
        let is_whole = self.mapping.is_some_and(|mapping| mapping.whole);
        let whole = is_whole && self.faults == 0;
        if is_whole && !whole {
            let remark = "nothing was removed, because some rows could not be read; correct them and import again";
            self.report.remarks.tell(remark);
        }
        // A place that somebody took out meanwhile is not completed.
        let places: Vec<Uuid> = self.supplements.iter().map(|new| new.at.uuid()).collect();
        let there = entries::anchor_many(self.tx, EntryKind::ServiceAtLocation, &places).await?;
        self.supplements.retain(|new| there.contains(&new.at.uuid()));
        let touched = self.completed_otherwise(whole).await?;
        supplement::records::put(self.tx, self.source, &self.supplements, whole).await?;
        self.report.removed += self.keeper.finish(whole).await?;
        index::changed(self.tx, touched).await?;
        self.report.kinds = self.keeper.tallies();
        self.keeper.cautious().iter().for_each(|remark| self.report.remarks.tell(remark));
        self.unread.said().into_iter().for_each(|remark| self.report.remarks.tell(remark));
        if self.strangers > 0 {
            let (strangers, source) = (self.strangers, self.source);
            let remark = format!(
                "{strangers} rows say that something is no more which the source `{source}` never had: a source takes out what it \
                 brought itself; import it with the mapping of that source, or under the name of its file"
            );
            self.report.remarks.tell(remark);
        }
        self.ask_whose().await?;
        let disputed = conflicts::opened_at(self.tx, self.at).await?;
        let waiting = conflicts::of_source(self.tx, self.source).await?;
        if let Some(remark) = disputes(waiting, &disputed) {
            self.report.remarks.tell(remark);
        }
        Ok(self.report)
    }

    /// Asks whether a list that brings something new is one that came under another name before: then everything would be there twice.
    async fn ask_whose(&mut self) -> Result<(), DbErr> {
        if self.report.added == 0 {
            return Ok(());
        }
        if let Some((other, count)) = origin::records::same_ids(self.tx, self.source).await? {
            let (source, entries) = (self.source, if count == 1 { "entry has" } else { "entries have" });
            let remark = format!(
                "{count} {entries} an id that is already known from the source `{other}`; if `{source}` is the same source, do not \
                 take this in: everything would be there twice. Say that it is from the source `{other}`"
            );
            self.report.remarks.tell(remark);
        }
        Ok(())
    }

    /// The services with places of other sources that were completed otherwise than before.
    async fn completed_otherwise(&mut self, whole: bool) -> Result<Vec<ServiceId>, DbErr> {
        let read: HashSet<&str> = self.supplements.iter().map(|new| new.origin.id.as_str()).collect();
        if whole {
            let gone = self.before.keys().filter(|id| !read.contains(id.as_str())).count();
            self.report.removed += u64::try_from(gone).unwrap_or(u64::MAX);
        } else {
            self.before.retain(|id, _| read.contains(id.as_str()));
        }
        let before = self.before.iter().map(|(id, (digest, at))| (id.clone(), digest.clone(), *at));
        let after = self.supplements.iter().map(|new| (new.origin.id.clone(), fingerprint(new), new.at));
        let (before, after): (HashSet<_>, HashSet<_>) = (before.collect(), after.collect());
        let touched: HashSet<ServiceAtLocationId> = before.symmetric_difference(&after).map(|(_, _, at)| *at).collect();
        service_at_location::records::services_offered(self.tx, touched).await
    }
}

/// What waits for an editor: what people or others say of entries of this source was kept against the file.
fn disputes(waiting: u64, new: &[(EntryKind, String, u64)]) -> Option<String> {
    let kinds: Vec<String> = new.iter().map(|(kind, field, count)| format!("{count} × {field} of {kind}")).collect();
    let fresh: u64 = new.iter().map(|(.., count)| count).sum();
    let fresh =
        if kinds.is_empty() { "none of them new".to_owned() } else { format!("{fresh} new: {}", kinds.join(", ")) };
    let wait = if waiting == 1 { "1 disagreement waits" } else { "disagreements wait" };
    let count = if waiting == 1 { String::new() } else { format!("{waiting} ") };
    (waiting > 0).then(|| {
        format!("{count}{wait} in the worklist, {fresh}; what stood here was kept until an editor decides at /directory/conflicts")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_says_how_many_disagreements_wait() {
        let new = [(EntryKind::Service, "names".to_owned(), 2)];
        for (waiting, new, expected) in [
            (0, &new[..0], None),
            (1, &new[..0], Some("1 disagreement waits in the worklist, none of them new")),
            (5, &new[..], Some("5 disagreements wait in the worklist, 2 new: 2 × names of service")),
        ] {
            let told = disputes(waiting, new);
            assert_eq!(told.as_deref().and_then(|told| told.split("; ").next()), expected);
        }
    }
}
