//! A source is read again that still names entries that were merged: they stay merged, and what it says of them is heard.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::Timestamp;
use sea_orm::DbErr;
use store::Tx;
use uuid::Uuid;

use super::choosing::compare;
use super::mergers::{self, Merger};
use super::settling::{self, Feed};
use crate::entry::records::versions::End;
use crate::entry::{EntryId, EntryKind, Record, Via, records};
use crate::upkeep::{Entry, Kept};
use crate::{LocationId, OrganisationId, ServiceAtLocation, ServiceId};

/// What was merged, as an import must know it: at its beginning, and what it learns of on its way.
pub(crate) struct Merged {
    source: String,
    /// Where each merged entry of any source leads.
    ways: HashMap<EntryId, EntryId>,
    /// Those of this source.
    own: HashMap<EntryId, Merger>,
    /// Those of this source that it names in this run.
    named: BTreeSet<EntryId>,
    /// Those of which it says something new.
    news: BTreeSet<EntryId>,
    /// What the source hangs on merged entries, and hangs elsewhere with us: the merged entry with what hangs on it.
    led: BTreeMap<EntryId, BTreeSet<EntryId>>,
    /// Where the source puts merged places by now that it had elsewhere: the location, and the service in which they stand.
    moved: Vec<(LocationId, ServiceId)>,
}

impl Merged {
    /// What is known at the beginning of an import.
    pub(crate) async fn of(tx: &Tx, source: &str) -> Result<Self, DbErr> {
        let ways = mergers::ways(tx).await?;
        let own = if ways.is_empty() { HashMap::new() } else { mergers::of_source(tx, source).await? };
        let (named, news, led, moved) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new(), Vec::new());
        Ok(Self { source: source.to_owned(), ways, own, named, news, led, moved })
    }

    /// Whether an entry was merged into another one.
    pub(crate) fn has(&self, entry: EntryId) -> bool {
        self.ways.contains_key(&entry)
    }

    /// Learns which of some entries were merged since. Answers whether there are any.
    pub(crate) async fn learn(&mut self, tx: &Tx, kind: EntryKind, ids: &[Uuid]) -> Result<bool, DbErr> {
        let mut is_news = false;
        for merger in mergers::of_many(tx, kind, ids).await? {
            let way = mergers::redirected(tx, merger.merged).await?.unwrap_or(merger.kept);
            is_news |= self.ways.insert(merger.merged, way) != Some(way);
            if merger.record.origin().source == self.source {
                self.own.entry(merger.merged).or_insert(merger);
            }
        }
        Ok(is_news)
    }

    /// An entry without what was merged, hung on what is there in the place of merged entries; and what became of what was.
    pub(crate) fn sift(&mut self, mut entry: Entry) -> (Entry, Option<Kept>) {
        if self.ways.is_empty() {
            return (entry, None);
        }
        if let Some(at) = &entry.at {
            self.note_move(at);
        }
        let heard = [
            self.hear(&mut entry.organisation, |of| of.id.into()),
            self.hear(&mut entry.service, |of| of.id.into()),
            self.hear(&mut entry.at, |of| of.id.into()),
        ];
        if let Some(organisation) = &mut entry.organisation {
            let id = organisation.id.into();
            organisation.parent = organisation.parent.map(|parent| self.lead(parent, id));
            organisation.networks = organisation.networks.iter().map(|network| self.lead(*network, id)).collect();
            // Two networks that were merged are one.
            organisation.drop_repeats();
        }
        if let Some(service) = &mut entry.service {
            service.organisation = self.lead(service.organisation, service.id.into());
        }
        if let Some(at) = &mut entry.at {
            at.service = self.lead(at.service, at.id.into());
        }
        (entry, heard.into_iter().flatten().max())
    }

    /// Notes where a merged place stands by now. No place of ours leads there until it is parted, and then it does at once.
    fn note_move(&mut self, at: &ServiceAtLocation) {
        let known = self.own.get(&EntryId::from(at.id)).map(|merger| &merger.record);
        if let Some(Record::ServiceAtLocation(known)) = known
            && known.location != at.location
        {
            let service =
                self.ways.get(&EntryId::from(at.service)).map_or(at.service, |way| ServiceId::from_uuid(way.id));
            self.moved.push((at.location, service));
        }
    }

    /// Where merged places stand by now that stood elsewhere before, since this was asked last.
    pub(crate) fn moved(&mut self) -> Vec<(LocationId, ServiceId)> {
        std::mem::take(&mut self.moved)
    }

    /// Takes a record out of an entry when it was merged.
    fn hear<R: Clone + Into<Record>>(&mut self, record: &mut Option<R>, id: fn(&R) -> EntryId) -> Option<Kept> {
        let entry = record.as_ref().map(id).filter(|entry| self.ways.contains_key(entry))?;
        let said: Record = record.take()?.into();
        let merger = self.own.get_mut(&entry)?;
        self.named.insert(entry);
        if merger.record == said {
            return Some(Kept::Unchanged);
        }
        merger.record = said;
        self.news.insert(entry);
        Some(Kept::Changed)
    }

    /// What is there in the place of an entry that another hangs on.
    fn lead<I: Copy + Into<EntryId> + Led>(&mut self, on: I, child: EntryId) -> I {
        let from = on.into();
        let Some(to) = self.ways.get(&from) else { return on };
        self.led.entry(from).or_default().insert(child);
        I::to(*to)
    }

    /// Lets the kept entries show what their source says of the merged ones. One that a whole source names no more falls silent.
    /// Answers which kept entries show something else now.
    pub(crate) async fn finish(&mut self, tx: &Tx, whole: bool, at: Timestamp) -> Result<Vec<EntryId>, DbErr> {
        let mut changed = Vec::new();
        let silent = self.own.keys().filter(|merged| whole && !self.named.contains(merged));
        for merged in self.news.iter().chain(silent) {
            let Some(Merger { kept, record: said, .. }) = self.own.get(merged) else { continue };
            let kept = records::hold(tx, *kept).await?;
            // Meanwhile somebody may have parted them.
            let Some(now) = mergers::find(tx, *merged).await? else { continue };
            let is_named = self.news.contains(merged);
            let merger = if is_named { Merger { record: said.clone(), ..now } } else { now };
            if is_named {
                mergers::put(tx, &merger).await?;
            }
            // While the kept one is itself merged into another it shows nothing.
            let Some(kept) = kept else { continue };
            let feed = Feed { kept: &kept, source: merger.record.origin(), at: merger.at };
            if is_named {
                for one in &compare(&kept, &merger.record) {
                    feed.hear(tx, one, at).await?;
                }
            } else {
                feed.fall_silent(tx).await?;
            }
            if settling::settle(tx, &kept, &end(&merger, at)).await? != kept {
                changed.push(kept.entry());
            }
        }
        self.note_led(tx).await?;
        Ok(changed)
    }

    /// Notes what must come along when a merged entry becomes one of its own again.
    async fn note_led(&self, tx: &Tx) -> Result<(), DbErr> {
        for (from, children) in &self.led {
            let Some(mut merger) = mergers::find(tx, *from).await? else { continue };
            let known: BTreeSet<String> = merger.aside.moved.iter().cloned().collect();
            let new: Vec<String> =
                children.iter().map(ToString::to_string).filter(|one| !known.contains(one)).collect();
            if !new.is_empty() {
                merger.aside.moved.extend(new);
                mergers::put(tx, &merger).await?;
            }
        }
        Ok(())
    }
}

fn end(merger: &Merger, at: Timestamp) -> End {
    End { at, by: merger.record.origin().source.clone(), via: Via::Import, note: None }
}

/// An id that can be led to another entry.
trait Led {
    fn to(entry: EntryId) -> Self;
}

macro_rules! led {
    ($($id:ident),+) => { $(impl Led for $id { fn to(entry: EntryId) -> Self { Self::from_uuid(entry.id) } })+ };
}
led!(OrganisationId, ServiceId);
