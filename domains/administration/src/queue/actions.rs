//! What can be done with a job. Checks the right, changes the queue and writes the journal in the caller's unit.

use access::{Context, Record, Refusal};
use jobs::{Again, JobId};
use journal::Changes;
use store::Tx;

use super::installation;

/// Sets a job that was given up to work again, unless another of its kind waits; answers what came of it.
///
/// # Errors
/// When it is not permitted, or the database refuses.
pub(super) async fn try_again(cx: &Context, tx: &Tx, id: JobId) -> Result<Again, Refusal> {
    cx.require("administration.retry_job", &installation())?;
    let again = jobs::try_again(tx, id, cx.now()).await?;
    if matches!(again, Again::Waits) {
        let changes = Changes::none().field("state", "given_up", "waiting");
        let record = Record { action: "administration.retry_job", kind: "job", id: id.to_string(), changes };
        cx.record(tx, record).await?;
    }
    Ok(again)
}
