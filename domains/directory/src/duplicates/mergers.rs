//! Every query about what was merged: which entry became which, and what is needed to make them two again.

use std::collections::{BTreeSet, HashMap};

use kernel::{Page, PageRequest, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use serde::{Deserialize, Serialize};
use store::{Listing, Tx, sql};
use uuid::Uuid;

use crate::LocationId;
use crate::entry::hanging::Hanging;
use crate::entry::{EntryId, EntryKind, Record};
use crate::rows::{Table, select_in};

const MERGER: Table = Table {
    name: "directory_merger",
    columns: &["kind", "merged", "kept", "source", "record", "aside", "within", "merged_at", "merged_by"],
    key: Some("kind, merged"),
};
/// Merges that follow each other further than this are a knot, not a way.
const FARTHEST: usize = 20;

/// An entry that was merged into another.
#[derive(Clone, PartialEq, Debug)]
pub struct Merger {
    /// The entry that is no more.
    pub merged: EntryId,
    /// The one that is there in its place.
    pub kept: EntryId,
    /// What the merged entry says: as it was, and since then as its source says.
    pub record: Record,
    /// What else comes back with it.
    pub aside: Aside,
    /// The merged entry that took this one with it; itself, when an editor merged it.
    pub within: EntryId,
    /// When.
    pub at: Timestamp,
    /// By whom, as the journal names actors.
    pub by: String,
}

/// What comes back when two entries become two again, beside the record itself.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Aside {
    /// What hung on the merged entry and hangs on the kept one now.
    pub moved: Vec<String>,
    /// The locations that are kept secret since, because something secret stands beside them.
    pub concealed: Vec<LocationId>,
    /// What hung on it besides.
    #[serde(flatten)]
    pub hanging: Hanging,
}

impl Aside {
    /// The entries that moved.
    pub fn moved(&self) -> Vec<EntryId> {
        self.moved.iter().filter_map(|entry| entry.parse().ok()).collect()
    }
}

/// Writes down that an entry was merged, or what its source says of it now.
pub(crate) async fn put(tx: &Tx, merger: &Merger) -> Result<(), DbErr> {
    let row: [Value; 9] = [
        merger.merged.kind.into(),
        merger.merged.id.into(),
        merger.kept.id.into(),
        merger.record.origin().source.as_str().into(),
        serde_json::Value::Object(merger.record.json()).into(),
        serde_json::to_value(&merger.aside).unwrap_or_default().into(),
        merger.within.to_string().into(),
        merger.at.into(),
        merger.by.as_str().into(),
    ];
    MERGER.put(tx, vec![row]).await
}

/// How an entry was merged.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &impl ConnectionTrait, merged: EntryId) -> Result<Option<Merger>, DbErr> {
    let text = "select * from directory_merger where kind = $1 and merged = $2";
    let row = db.query_one_raw(sql(db, text, [merged.kind.into(), merged.id.into()])).await?;
    row.as_ref().map(merger).transpose()
}

/// What was merged into an entry by an editor, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn into(db: &impl ConnectionTrait, kept: EntryId) -> Result<Vec<Merger>, DbErr> {
    let text = "select * from directory_merger where kind = $1 and kept = $2 order by merged_at desc, merged";
    let rows = db.query_all_raw(sql(db, text, [kept.kind.into(), kept.id.into()])).await?;
    rows.iter().map(merger).collect()
}

/// What was merged together with an entry, itself included.
pub(crate) async fn within(db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<Merger>, DbErr> {
    let text = "select * from directory_merger where within = $1 order by kind, merged";
    let rows = db.query_all_raw(sql(db, text, [entry.to_string().into()])).await?;
    rows.iter().map(merger).collect()
}

/// What editors merged, the latest first. Only organisations and services are merged by somebody: a place goes with its service.
pub(crate) async fn latest(db: &impl ConnectionTrait, request: PageRequest) -> Result<Page<Merger>, DbErr> {
    let listing = Listing { columns: "*", from: "directory_merger where kind <> $1", order: "merged_at desc, merged" };
    store::page(db, listing, &[EntryKind::ServiceAtLocation.into()], request).await?.try_map(merger)
}

/// What of a source was merged, by the entry that is no more.
pub(crate) async fn of_source(db: &impl ConnectionTrait, source: &str) -> Result<HashMap<EntryId, Merger>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select * from directory_merger where source = $1", [source.into()])).await?;
    rows.iter().map(|row| merger(row).map(|one| (one.merged, one))).collect()
}

/// Those of some entries of a kind that were merged.
pub(crate) async fn of_many(db: &impl ConnectionTrait, kind: EntryKind, ids: &[Uuid]) -> Result<Vec<Merger>, DbErr> {
    let query = format!("select * from directory_merger where kind = '{kind}' and merged");
    let rows = select_in(db, &query, ids.iter().map(|id| (*id).into()).collect()).await?;
    rows.iter().map(merger).collect()
}

/// Where every merged entry leads, to its end.
pub(crate) async fn ways(db: &impl ConnectionTrait) -> Result<HashMap<EntryId, EntryId>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select kind, merged, kept from directory_merger", [])).await?;
    let mut steps = HashMap::with_capacity(rows.len());
    for row in &rows {
        let kind: EntryKind = row.try_get("", "kind")?;
        steps.insert(EntryId::new(kind, row.try_get("", "merged")?), EntryId::new(kind, row.try_get("", "kept")?));
    }
    let end = |from: &EntryId| {
        let mut at = *from;
        for _ in 0..FARTHEST {
            match steps.get(&at) {
                Some(next) => at = *next,
                None => break,
            }
        }
        at
    };
    Ok(steps.keys().map(|from| (*from, end(from))).collect())
}

/// The entry that is there in the place of a merged one, however often it was merged; nothing for one that was not.
///
/// # Errors
/// When the database cannot be read.
pub async fn redirected(db: &impl ConnectionTrait, entry: EntryId) -> Result<Option<EntryId>, DbErr> {
    let text = "select kept from directory_merger where kind = $1 and merged = $2";
    let mut at = entry;
    for _ in 0..FARTHEST {
        let Some(row) = db.query_one_raw(sql(db, text, [at.kind.into(), at.id.into()])).await? else { break };
        at = EntryId::new(at.kind, row.try_get::<Uuid>("", "kept")?);
    }
    Ok((at != entry).then_some(at))
}

/// The entries that were merged into one, however often.
pub(crate) async fn leading_to(db: &impl ConnectionTrait, kept: EntryId) -> Result<Vec<EntryId>, DbErr> {
    let text = "select merged from directory_merger where kind = $1 and kept = $2 order by merged";
    let (mut all, mut open) = (Vec::new(), vec![kept.id]);
    while let Some(at) = open.pop() {
        for row in db.query_all_raw(sql(db, text, [kept.kind.into(), at.into()])).await? {
            let merged: Uuid = row.try_get("", "merged")?;
            // A circle ends where it began.
            if merged != kept.id && !all.contains(&EntryId::new(kept.kind, merged)) {
                all.push(EntryId::new(kept.kind, merged));
                open.push(merged);
            }
        }
    }
    Ok(all)
}

/// The entries that are there in the place of some of a kind, by these; only of those that were merged.
///
/// # Errors
/// When the database cannot be read.
pub async fn redirections(
    db: &impl ConnectionTrait,
    kind: EntryKind,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Uuid>, DbErr> {
    let mut all: HashMap<Uuid, Uuid> = ids.iter().map(|id| (*id, *id)).collect();
    let query = format!("select merged, kept from directory_merger where kind = '{kind}' and merged");
    for _ in 0..FARTHEST {
        let at: BTreeSet<Uuid> = all.values().copied().collect();
        let rows = select_in(db, &query, at.into_iter().map(Value::from).collect()).await?;
        if rows.is_empty() {
            break;
        }
        let mut steps: HashMap<Uuid, Uuid> = HashMap::with_capacity(rows.len());
        for row in &rows {
            steps.insert(row.try_get("", "merged")?, row.try_get("", "kept")?);
        }
        for now in all.values_mut() {
            *now = steps.get(now).copied().unwrap_or(*now);
        }
    }
    all.retain(|id, now| id != now);
    Ok(all)
}

/// Forgets that an entry was merged.
pub(crate) async fn forget(tx: &Tx, merged: EntryId) -> Result<(), DbErr> {
    let text = "delete from directory_merger where kind = $1 and merged = $2";
    tx.execute_raw(sql(tx, text, [merged.kind.into(), merged.id.into()])).await.map(drop)
}

fn merger(row: &QueryResult) -> Result<Merger, DbErr> {
    let kind: EntryKind = row.try_get("", "kind")?;
    let json = |error: serde_json::Error| DbErr::Json(error.to_string());
    let within: String = row.try_get("", "within")?;
    Ok(Merger {
        merged: EntryId::new(kind, row.try_get("", "merged")?),
        kept: EntryId::new(kind, row.try_get("", "kept")?),
        record: Record::of_version(kind, row.try_get("", "record")?).map_err(json)?,
        aside: serde_json::from_value(row.try_get("", "aside")?).map_err(json)?,
        within: within.parse().map_err(|error: crate::entry::NoEntry| DbErr::Type(error.to_string()))?,
        at: row.try_get("", "merged_at")?,
        by: row.try_get("", "merged_by")?,
    })
}
