//! Asking for a new edition, and declaring one when something changed.

use access::{Context, Record, Resource};
use futures_util::FutureExt as _;
use jobs::{Handler, Job, Outcome};
use journal::Changes;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use store::{Store, StoreError, Tx};

use super::edition::{Declared, State};
use super::records;
use crate::Refusal;
use crate::publication::records::state as published;

/// The kind of the open data in policies and the journal.
pub(crate) const OPEN_DATA: &str = "open_data";

/// The job: looks whether something changed since the last edition, and declares another.
#[derive(Serialize, Deserialize)]
pub(super) struct DeclareEdition;

impl Job for DeclareEdition {
    const NAME: &'static str = "standards.declare_open_data";

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

/// Who does it.
pub(crate) fn handler() -> Handler {
    Handler::new(|cx, store, _: DeclareEdition| {
        async move {
            match declare(cx, store).await {
                Ok(_) => Outcome::Done,
                Err(error) => Outcome::Retry(error.to_string()),
            }
        }
        .boxed()
    })
}

/// The open data, as policies see them.
pub(super) fn resource() -> Resource {
    Resource::new("OpenData", "all")
}

/// Asks for another edition.
pub(super) async fn refresh(cx: &Context, tx: &Tx) -> Result<(), Refusal> {
    cx.require("standards.refresh_open_data", &resource())?;
    queue(cx, tx).await?;
    record(cx, tx, "standards.refresh_open_data", Changes::none()).await?;
    Ok(())
}

/// Queues the job.
pub(super) async fn queue(cx: &Context, tx: &Tx) -> Result<(), DbErr> {
    jobs::enqueue(cx, tx, &DeclareEdition).await
}

/// Declares another edition when something changed since the last one; notes that somebody looked either way. Answers whether
/// there is another.
pub(super) async fn declare(cx: &Context, store: &Store) -> Result<bool, StoreError> {
    let tx = store.begin().await?;
    let State { declared: last, .. } = records::state(&tx).await?;
    let (seq, terms) = (published(&tx).await?.seq, directory::thesaurus_revision(&tx).await?);
    let changed = last.number == 0 || (last.seq, last.terms) != (seq, terms);
    let declared = if changed { Declared { number: last.number + 1, seq, terms, at: Some(cx.now()) } } else { last };
    records::note(&tx, &State { declared, looked_on: Some(cx.today()), due: false }).await?;
    if changed {
        record(cx, &tx, "standards.declare_open_data", Changes::none().set("edition", declared.number)).await?;
    }
    tx.commit().await?;
    Ok(changed)
}

async fn record(cx: &Context, tx: &Tx, action: &str, changes: Changes) -> Result<(), DbErr> {
    cx.record(tx, Record { action, kind: OPEN_DATA, id: "all".to_owned(), changes }).await
}
