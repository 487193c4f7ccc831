//! What can be done with a job. Checks the right, changes the queue and writes the journal in the caller's unit.

use access::{Context, Record, Refusal};
use jobs::JobId;
use journal::Changes;
use store::Tx;

use super::installation;

/// Sets a job that was given up to work again.
///
/// # Errors
/// When it is not permitted, or no such job was given up.
pub(super) async fn try_again(cx: &Context, tx: &Tx, id: JobId) -> Result<(), Refusal> {
    cx.require("administration.retry_job", &installation())?;
    if !jobs::try_again(tx, id, cx.now()).await? {
        return Err(Refusal::NotFound);
    }
    let changes = Changes::none().field("state", "given_up", "waiting");
    let record = Record { action: "administration.retry_job", kind: "job", id: id.to_string(), changes };
    Ok(cx.record(tx, record).await?)
}
