//! Adding a peer, pausing it, having it read now.

use access::{Context, Record, Resource};
use journal::Changes;
use sea_orm::DbErr;
use store::{Tx, broken_constraint};

use super::addresses::Outward;
use super::sync::SyncPeer;
use super::{Peer, PeerId, records};
use crate::Refusal;

fn resource() -> Resource {
    Resource::new("Peer", "all")
}

/// Adds a peer and has it read.
pub(super) async fn add(cx: &Context, tx: &Tx, outward: Outward, peer: &Peer) -> Result<(), Refusal> {
    cx.require("standards.keep_peers", &resource())?;
    if !peer.url.parse().is_ok_and(|url| outward.admits(&url)) {
        return Err(Refusal::Forbidden);
    }
    records::insert(tx, peer).await.map_err(taken)?;
    queue(cx, tx, peer.id, false).await?;
    let changes = Changes::none()
        .set("name", peer.name.as_str())
        .set("url", peer.url.as_str())
        .set("licence", peer.licence.clone())
        .set("lang", peer.lang)
        .set("rhythm", peer.rhythm);
    Ok(record(cx, tx, peer.id, changes).await?)
}

fn taken(error: DbErr) -> Refusal {
    if broken_constraint(&error).is_some() { Refusal::NameTaken } else { error.into() }
}

/// Pauses a peer, or goes on with it.
pub(super) async fn set_active(cx: &Context, tx: &Tx, id: PeerId, active: bool) -> Result<(), Refusal> {
    cx.require("standards.keep_peers", &resource())?;
    let before = records::find(tx, id).await?.ok_or(Refusal::NotFound)?;
    records::set_active(tx, id, active).await?;
    if active {
        queue(cx, tx, id, false).await?;
    }
    Ok(record(cx, tx, id, Changes::none().field("active", before.active, active)).await?)
}

/// Has a peer read now; all of it, when that is wanted.
pub(super) async fn read(cx: &Context, tx: &Tx, id: PeerId, all: bool) -> Result<(), Refusal> {
    cx.require("standards.keep_peers", &resource())?;
    records::find(tx, id).await?.ok_or(Refusal::NotFound)?;
    queue(cx, tx, id, all).await?;
    Ok(record(cx, tx, id, Changes::none().set("read", if all { "all" } else { "changes" })).await?)
}

/// Queues the reading of a peer.
pub(super) async fn queue(cx: &Context, tx: &Tx, peer: PeerId, all: bool) -> Result<(), DbErr> {
    jobs::enqueue(cx, tx, &SyncPeer { peer, all }).await
}

async fn record(cx: &Context, tx: &Tx, id: PeerId, changes: Changes) -> Result<(), DbErr> {
    cx.record(tx, Record { action: "standards.keep_peers", kind: "peer", id: id.to_string(), changes }).await
}
