//! Every query about peers.

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, held, sql};
use uuid::Uuid;

use super::sync::Kept;
use super::{Asked, Last, Peer, PeerId, Report, SoFar, Standing, Trouble};

pub(super) async fn insert(tx: &Tx, peer: &Peer) -> Result<(), DbErr> {
    let text = "insert into peer (id, name, url, licence, lang, rhythm, standing, asked, records)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 0)";
    let values: [Value; 8] = [
        peer.id.into(),
        peer.name.as_str().into(),
        peer.url.as_str().into(),
        peer.licence.clone().into(),
        peer.lang.into(),
        peer.rhythm.into(),
        peer.standing.into(),
        peer.asked.into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Lets a peer that was taken away begin anew, as it is described now.
pub(super) async fn bring_back(tx: &Tx, id: PeerId, peer: &Peer) -> Result<(), DbErr> {
    let text =
        "update peer set url = $2, licence = $3, lang = $4, rhythm = $5, standing = $6, asked = $7, place = null,
        known_until = null, whole_at = null, began_at = null, records = 0, taking_at = null, ended_at = null,
        succeeded_at = null, report = null, fault = null, fault_detail = null, installation = null, counted = null where id = $1";
    let values: [Value; 7] = [
        id.into(),
        peer.url.as_str().into(),
        peer.licence.clone().into(),
        peer.lang.into(),
        peer.rhythm.into(),
        peer.standing.into(),
        peer.asked.into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

pub(super) async fn find(db: &impl ConnectionTrait, id: PeerId) -> Result<Option<Peer>, DbErr> {
    let text = "select * from peer where id = $1";
    db.query_one_raw(sql(db, text, [id.into()])).await?.as_ref().map(peer).transpose()
}

pub(super) async fn find_by_name(db: &impl ConnectionTrait, name: &str) -> Result<Option<Peer>, DbErr> {
    let text = "select * from peer where name = $1";
    db.query_one_raw(sql(db, text, [name.into()])).await?.as_ref().map(peer).transpose()
}

/// Every peer that was not taken away, by name.
pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Peer>, DbErr> {
    let text = "select * from peer where standing <> $1 order by name";
    db.query_all_raw(sql(db, text, [Standing::Left.into()])).await?.iter().map(peer).collect()
}

/// The names of all that ever were peers, as sources.
pub(crate) async fn names(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select name from peer", [])).await?;
    rows.iter().map(|row| row.try_get("", "name")).collect()
}

pub(super) async fn set_standing(tx: &Tx, id: PeerId, standing: Standing) -> Result<(), DbErr> {
    let text = "update peer set standing = $2 where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), standing.into()])).await.map(drop)
}

/// Whether a peer is still to be read; nobody changes that until the unit of work is over.
pub(super) async fn is_read(tx: &Tx, id: PeerId) -> Result<bool, DbErr> {
    let text = format!("select 1 from peer where id = $1 and standing = $2{}", held(tx));
    Ok(tx.query_one_raw(sql(tx, &text, [id.into(), Standing::Active.into()])).await?.is_some())
}

/// The name of another peer that said it is this installation, and whose entries are kept in step or rest.
pub(super) async fn is_installation(tx: &Tx, told: Uuid, except: PeerId) -> Result<Option<String>, DbErr> {
    let text =
        "select name from peer where installation = $1 and id <> $2 and standing in ($3, $4) order by name limit 1";
    let values = [told.into(), except.into(), Standing::Active.into(), Standing::Paused.into()];
    tx.query_one_raw(sql(tx, text, values)).await?.map(|row| row.try_get("", "name")).transpose()
}

/// Notes which installation a peer says it is.
pub(super) async fn met(tx: &Tx, id: PeerId, told: Option<Uuid>) -> Result<(), DbErr> {
    let text = "update peer set installation = $2 where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), told.into()])).await.map(drop)
}

/// Notes that a reading was broken off, since nobody wants it any more.
pub(super) async fn stop(tx: &Tx, id: PeerId, at: Timestamp) -> Result<(), DbErr> {
    let text = "update peer set ended_at = $2, taking_at = null where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), at.into()])).await.map(drop)
}

/// Notes what the next reading is to be.
pub(super) async fn ask(tx: &Tx, id: PeerId, asked: Asked) -> Result<(), DbErr> {
    let text = "update peer set asked = $2 where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), asked.into()])).await.map(drop)
}

/// Notes that a reading begins.
pub(super) async fn begin(tx: &Tx, id: PeerId, at: Timestamp) -> Result<(), DbErr> {
    let text = "update peer set began_at = $2, ended_at = null, taking_at = null, records = 0 where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), at.into()])).await.map(drop)
}

/// Notes how much was read by now, and since when all of it is being taken in.
pub(super) async fn progress(tx: &Tx, id: PeerId, records: u64, taking_at: Option<Timestamp>) -> Result<(), DbErr> {
    let text = "update peer set records = $2, taking_at = $3 where id = $1";
    let records = i64::try_from(records).unwrap_or(i64::MAX);
    tx.execute_raw(sql(tx, text, [id.into(), records.into(), taking_at.into()])).await.map(drop)
}

/// Notes how a reading ended that came to nothing; how far we were stays.
pub(super) async fn fail(tx: &Tx, id: PeerId, at: Timestamp, (fault, detail): (Trouble, &str)) -> Result<(), DbErr> {
    let text = "update peer set ended_at = $2, fault = $3, fault_detail = $4 where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), at.into(), fault.into(), detail.into()])).await.map(drop)
}

/// Notes how far a reading came that was kept. What was asked for since it began stays asked.
pub(super) async fn succeed(
    tx: &Tx,
    (peer, at): (&Peer, Timestamp),
    Kept { so_far, report, counted }: &Kept,
) -> Result<(), DbErr> {
    let text = "update peer set ended_at = $2, succeeded_at = $2, place = $3, known_until = $4, whole_at = $5,
        report = $6, asked = case when asked = $7 then $8 else asked end, fault = null, fault_detail = null,
        counted = $9 where id = $1";
    let values: [Value; 9] = [
        peer.id.into(),
        at.into(),
        so_far.place.clone().into(),
        so_far.known_until.into(),
        so_far.whole_at.into(),
        serde_json::to_value(report).ok().into(),
        peer.asked.into(),
        Asked::Changes.into(),
        serde_json::to_value(counted).ok().into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

fn peer(row: &QueryResult) -> Result<Peer, DbErr> {
    let report: Option<serde_json::Value> = row.try_get("", "report")?;
    let report = report.map(serde_json::from_value::<Report>).transpose();
    let counted: Option<serde_json::Value> = row.try_get("", "counted")?;
    let counted = counted.map(serde_json::from_value).transpose();
    Ok(Peer {
        id: row.try_get("", "id")?,
        name: row.try_get("", "name")?,
        url: row.try_get("", "url")?,
        licence: row.try_get("", "licence")?,
        lang: row.try_get("", "lang")?,
        rhythm: row.try_get("", "rhythm")?,
        standing: row.try_get("", "standing")?,
        asked: row.try_get("", "asked")?,
        so_far: SoFar {
            place: row.try_get("", "place")?,
            known_until: row.try_get("", "known_until")?,
            whole_at: row.try_get("", "whole_at")?,
        },
        last: Last {
            began_at: row.try_get("", "began_at")?,
            records: row.try_get::<i64>("", "records")?.unsigned_abs(),
            taking_at: row.try_get("", "taking_at")?,
            ended_at: row.try_get("", "ended_at")?,
            succeeded_at: row.try_get("", "succeeded_at")?,
            report: report.map_err(|error| DbErr::Type(format!("peer.report: {error}")))?,
            fault: row.try_get("", "fault")?,
            fault_detail: row.try_get("", "fault_detail")?,
        },
        counted: counted.map_err(|error| DbErr::Type(format!("peer.counted: {error}")))?.unwrap_or_default(),
    })
}
