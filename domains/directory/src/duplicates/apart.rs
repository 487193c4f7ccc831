//! Telling two entries apart for good: nobody is asked about them again.

use crate::Refusal;
use access::{Context, Record as Deed};
use journal::Changes;
use store::Tx;

use super::{Pair, Verdict, records, resource};
use crate::entry::{EntryId, records as entries};

/// Notes that two entries are not the same.
///
/// # Errors
/// When it is not permitted, one of them does not exist, or they are not two of a kind.
pub(super) async fn keep(cx: &Context, tx: &Tx, one: EntryId, other: EntryId) -> Result<(), Refusal> {
    cx.require("directory.keep_apart", &resource())?;
    if one.kind != other.kind || one == other {
        return Err(Refusal::NotTwo);
    }
    for entry in [one, other] {
        entries::find(tx, entry).await?.ok_or(Refusal::NotFound)?;
    }
    let (first, second) = (one.id.min(other.id), one.id.max(other.id));
    let found = records::find(tx, one.kind, first, second).await?;
    let unseen = || Pair {
        kind: one.kind,
        one: first,
        other: second,
        score: 0.0,
        signs: Vec::new(),
        others: None,
        found_at: cx.now(),
        verdict: Verdict::Apart,
    };
    let pair = Pair { verdict: Verdict::Apart, ..found.unwrap_or_else(unseen) };
    records::decide(tx, &pair, &cx.actor.to_string(), cx.now()).await?;
    let changes = Changes::none().set("apart_from", other.to_string());
    let deed = Deed { action: "directory.keep_apart", kind: "directory_entry", id: one.to_string(), changes };
    Ok(cx.record(tx, deed).await?)
}
