//! Taking a letter to the post.

use access::Context;
use futures_util::FutureExt as _;
use jobs::{Handler, Job, Outcome};
use serde::{Deserialize, Serialize};
use store::{Store, StoreError};

use crate::{LetterId, Outbox, PostFault, State, records};

/// Takes a letter of the outbox to the post.
#[derive(Serialize, Deserialize)]
pub struct Deliver {
    /// Which one.
    pub letter: LetterId,
}

impl Job for Deliver {
    const NAME: &'static str = "mail.deliver";

    fn key(&self) -> Option<String> {
        Some(self.letter.to_string())
    }
}

/// Who takes letters to the post.
pub fn handler(outbox: Outbox) -> Handler {
    Handler::new(move |cx, store, job: Deliver| {
        let outbox = outbox.clone();
        async move {
            deliver(cx, store, &outbox, job.letter).await.unwrap_or_else(|error| Outcome::Retry(error.to_string()))
        }
        .boxed()
    })
}

/// A letter that the post took although we were cut off before noting it goes a second time, under the same id.
async fn deliver(cx: &Context, store: &Store, outbox: &Outbox, id: LetterId) -> Result<Outcome, StoreError> {
    let Some(sealed) = records::waiting(store.read(), id).await? else { return Ok(Outcome::Done) };
    let (state, fault, outcome) = match outbox.unseal(&sealed) {
        None => {
            let why = "the key of this installation does not open the letter".to_owned();
            (State::Refused, Some(why.clone()), Outcome::GiveUp(why))
        }
        Some(letter) => match outbox.post().hand_over(id, &letter).await {
            Ok(()) => (State::Posted, None, Outcome::Done),
            Err(PostFault::Refused(why)) => (State::Refused, Some(why.clone()), Outcome::GiveUp(why)),
            // It stays in the outbox: the queue tries again, and an administrator may after that.
            Err(later) => return Ok(Outcome::Retry(later.to_string())),
        },
    };
    let tx = store.begin().await?;
    records::end(&tx, id, (state, fault.as_deref()), cx.now()).await?;
    tx.commit().await?;
    Ok(outcome)
}
