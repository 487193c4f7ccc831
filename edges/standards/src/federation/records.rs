//! Every query about peers.

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};

use super::{Peer, PeerId, SoFar, Trouble};

pub(super) async fn insert(tx: &Tx, peer: &Peer) -> Result<(), DbErr> {
    let text = "insert into peer (id, name, url, licence, lang, rhythm, active, records)
        values ($1, $2, $3, $4, $5, $6, $7, 0)";
    let values: [Value; 7] = [
        peer.id.into(),
        peer.name.as_str().into(),
        peer.url.as_str().into(),
        peer.licence.clone().into(),
        peer.lang.into(),
        peer.rhythm.into(),
        peer.active.into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

pub(super) async fn find(db: &impl ConnectionTrait, id: PeerId) -> Result<Option<Peer>, DbErr> {
    let text = "select * from peer where id = $1";
    db.query_one_raw(sql(db, text, [id.into()])).await?.as_ref().map(peer).transpose()
}

/// Every peer, by name.
pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Peer>, DbErr> {
    db.query_all_raw(sql(db, "select * from peer order by name", [])).await?.iter().map(peer).collect()
}

pub(super) async fn set_active(tx: &Tx, id: PeerId, active: bool) -> Result<(), DbErr> {
    let text = "update peer set active = $2 where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), active.into()])).await.map(drop)
}

/// Notes that a reading begins.
pub(super) async fn begin(tx: &Tx, id: PeerId, at: Timestamp) -> Result<(), DbErr> {
    let text = "update peer set began_at = $2, ended_at = null where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), at.into()])).await.map(drop)
}

/// Notes how a reading ended that came to nothing; how far we were stays.
pub(super) async fn fail(tx: &Tx, id: PeerId, at: Timestamp, (fault, detail): (Trouble, &str)) -> Result<(), DbErr> {
    let text = "update peer set ended_at = $2, fault = $3, fault_detail = $4 where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), at.into(), fault.into(), detail.into()])).await.map(drop)
}

/// Notes how far a reading came that was kept.
pub(super) async fn succeed(tx: &Tx, id: PeerId, at: Timestamp, so_far: &SoFar) -> Result<(), DbErr> {
    let text = "update peer set ended_at = $2, succeeded_at = $2, place = $3, known_until = $4, whole_at = $5,
        records = $6, report = $7, fault = null, fault_detail = null where id = $1";
    let values: [Value; 7] = [
        id.into(),
        at.into(),
        so_far.place.clone().into(),
        so_far.known_until.into(),
        so_far.whole_at.into(),
        i64::try_from(so_far.records).unwrap_or(i64::MAX).into(),
        so_far.report.clone().into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

fn peer(row: &QueryResult) -> Result<Peer, DbErr> {
    Ok(Peer {
        id: row.try_get("", "id")?,
        name: row.try_get("", "name")?,
        url: row.try_get("", "url")?,
        licence: row.try_get("", "licence")?,
        lang: row.try_get("", "lang")?,
        rhythm: row.try_get("", "rhythm")?,
        active: row.try_get("", "active")?,
        so_far: SoFar {
            place: row.try_get("", "place")?,
            known_until: row.try_get("", "known_until")?,
            whole_at: row.try_get("", "whole_at")?,
            began_at: row.try_get("", "began_at")?,
            records: row.try_get::<i64>("", "records")?.unsigned_abs(),
            ended_at: row.try_get("", "ended_at")?,
            succeeded_at: row.try_get("", "succeeded_at")?,
            report: row.try_get("", "report")?,
            fault: row.try_get("", "fault")?,
            fault_detail: row.try_get("", "fault_detail")?,
        },
    })
}
