//! The job that takes out what a peer brought that leaves. It is no reading and waits for nobody outside: a slow peer that is being
//! read does not hold it up.

use access::Context;
use futures_util::FutureExt as _;
use house::House;
use jobs::{Handler, Job, Outcome};
use serde::{Deserialize, Serialize};
use store::StoreError;

use super::{PeerId, Standing, records};

/// The job.
#[derive(Serialize, Deserialize)]
pub(super) struct LeavePeer {
    pub peer: PeerId,
}

impl Job for LeavePeer {
    const NAME: &'static str = "standards.leave_peer";
    const MOST_ATTEMPTS: u32 = 4;

    fn key(&self) -> Option<String> {
        Some(self.peer.to_string())
    }
}

/// Who does it.
pub(crate) fn leaver(house: &House) -> Handler {
    let house = house.clone();
    Handler::new(move |cx, _, job: LeavePeer| {
        let house = house.clone();
        async move { leave(cx, &house, job.peer).await.unwrap_or_else(|error| Outcome::Retry(error.to_string())) }
            .boxed()
    })
}

/// Takes out what a peer brought, if it still leaves.
pub(super) async fn leave(cx: &Context, house: &House, id: PeerId) -> Result<Outcome, StoreError> {
    let tx = house.store.begin().await?;
    let Some(peer) = records::find(&tx, id).await?.filter(|peer| peer.standing == Standing::Leaving) else {
        tx.rollback().await?;
        return Ok(Outcome::Done);
    };
    if let Err(error) = directory::import::take_out(cx, &tx, &peer.name).await {
        tx.rollback().await?;
        return Ok(Outcome::Retry(error.to_string()));
    }
    records::set_standing(&tx, peer.id, Standing::Left).await?;
    tx.commit().await?;
    Ok(Outcome::Done)
}
