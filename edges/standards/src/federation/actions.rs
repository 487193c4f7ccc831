//! Adding a peer, pausing it, having it read now, taking it away.

use access::{Context, Record, Resource};
use directory::Origin;
use journal::Changes;
use sea_orm::DbErr;
use store::Tx;

use super::addresses::Outward;
use super::leaving::LeavePeer;
use super::sync::SyncPeer;
use super::{Asked, Peer, PeerId, Standing, records};
use crate::Refusal;

fn resource() -> Resource {
    Resource::new("Peer", "all")
}

/// Adds a peer and has it read. One that was taken away comes back under its name; no other source's name is given.
pub(super) async fn add(cx: &Context, tx: &Tx, outward: Outward, peer: &Peer) -> Result<(), Refusal> {
    cx.require("standards.keep_peers", &resource())?;
    if !peer.url.parse().is_ok_and(|url| outward.admits(&url)) {
        return Err(Refusal::Forbidden);
    }
    let id = match records::find_by_name(tx, &peer.name).await? {
        Some(before) if before.standing == Standing::Left => {
            records::bring_back(tx, before.id, peer).await?;
            before.id
        }
        Some(_) => return Err(Refusal::NameTaken),
        None if is_a_source(tx, &peer.name).await? => return Err(Refusal::NameTaken),
        None => {
            records::insert(tx, peer).await?;
            peer.id
        }
    };
    queue(cx, tx, id).await?;
    let changes = Changes::none()
        .set("name", peer.name.as_str())
        .set("url", peer.url.as_str())
        .set("licence", peer.licence.clone())
        .set("lang", peer.lang)
        .set("rhythm", peer.rhythm);
    Ok(record(cx, tx, id, changes).await?)
}

/// Whether entries may come from a source of this name already: then a peer of the same name would speak for it.
async fn is_a_source(tx: &Tx, name: &str) -> Result<bool, DbErr> {
    let same = |known: &str| known.to_lowercase() == name.to_lowercase();
    Ok([Origin::PACK, Origin::HERE].into_iter().any(same)
        || directory::source_names(tx).await?.iter().any(|known| same(known)))
}

/// Pauses a peer, or goes on with it.
pub(super) async fn set_active(cx: &Context, tx: &Tx, id: PeerId, active: bool) -> Result<(), Refusal> {
    cx.require("standards.keep_peers", &resource())?;
    let before = kept(tx, id).await?;
    let now = if active { Standing::Active } else { Standing::Paused };
    records::set_standing(tx, id, now).await?;
    if active {
        queue(cx, tx, id).await?;
    }
    Ok(record(cx, tx, id, Changes::none().field("standing", before.standing, now)).await?)
}

/// Has a peer read now.
pub(super) async fn read(cx: &Context, tx: &Tx, id: PeerId, asked: Asked) -> Result<(), Refusal> {
    cx.require("standards.keep_peers", &resource())?;
    kept(tx, id).await?;
    records::ask(tx, id, asked).await?;
    queue(cx, tx, id).await?;
    Ok(record(cx, tx, id, Changes::none().set("read", asked)).await?)
}

/// Takes a peer away; what it brought stays, or is taken out by a job.
pub(super) async fn remove(cx: &Context, tx: &Tx, id: PeerId, takes_out: bool) -> Result<(), Refusal> {
    cx.require("standards.keep_peers", &resource())?;
    let before = kept(tx, id).await?;
    let now = if takes_out { Standing::Leaving } else { Standing::Left };
    records::set_standing(tx, id, now).await?;
    if takes_out {
        jobs::enqueue(cx, tx, &LeavePeer { peer: id }).await?;
    }
    Ok(record(cx, tx, id, Changes::none().field("standing", before.standing, now)).await?)
}

/// A peer that is still one.
pub(super) async fn kept(tx: &Tx, id: PeerId) -> Result<Peer, Refusal> {
    let found = records::find(tx, id).await?;
    found.filter(|peer| matches!(peer.standing, Standing::Active | Standing::Paused)).ok_or(Refusal::NotFound)
}

/// Queues the reading of a peer.
pub(super) async fn queue(cx: &Context, tx: &Tx, peer: PeerId) -> Result<(), DbErr> {
    jobs::enqueue(cx, tx, &SyncPeer { peer }).await
}

async fn record(cx: &Context, tx: &Tx, id: PeerId, changes: Changes) -> Result<(), DbErr> {
    cx.record(tx, Record { action: "standards.keep_peers", kind: "peer", id: id.to_string(), changes }).await
}
