//! Telling: what a kept search finds today is held against what it found when its keeper was last told. One unit of work for each
//! search, so that what was told and what is remembered as told never part.

use std::time::Duration;

use access::{Context, account};
use directory::watching::{self, Sighting};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::House;
use jobs::{Handler, Job, Outcome};
use journal::Changes;
use mail::Address;
use serde::{Deserialize, Serialize};
use store::{StoreError, Tx};
use tokio::sync::watch;

use super::actions::note;
use super::desk::Desk;
use super::{Alert, AlertId, CONFIRM_WITHIN, Keeper, News, records};
use crate::Refusal;

/// How often it is looked whether something is due.
const EVERY: Duration = Duration::from_mins(10);
/// Searches queued at once.
const AT_ONCE: u64 = 2_000;

/// Looks at a kept search, and tells what is new.
#[derive(Serialize, Deserialize)]
pub struct Tell {
    /// Which one.
    pub alert: AlertId,
}

impl Job for Tell {
    const NAME: &'static str = "alerts.tell";

    fn key(&self) -> Option<String> {
        Some(self.alert.to_string())
    }
}

/// Who looks; nobody in a house without an outbox.
pub fn handler(house: &House) -> Option<Handler> {
    let desk = Desk::of(house).ok()?;
    let house = house.clone();
    Some(Handler::new(move |cx, _, job: Tell| {
        let (house, desk) = (house.clone(), desk.clone());
        async move {
            let told = tell(cx, &house, &desk, job.alert).await;
            told.map_or_else(|error| Outcome::Retry(error.to_string()), |()| Outcome::Done)
        }
        .boxed()
    }))
}

/// Looks at one, and writes at most one letter.
async fn tell(cx: &Context, house: &House, desk: &Desk, id: AlertId) -> Result<(), Refusal> {
    let due = |alert: &Alert| desk.is_open() && alert.is_due(cx.today());
    let Some(known) = records::find(house.store.read(), &house.vault, id).await?.filter(due) else { return Ok(()) };
    // Before the unit of work begins: nobody else should wait for a search.
    let found = look(house, &known)?;
    let tx = house.store.begin().await?;
    let held = records::hold(&tx, &house.vault, id).await?;
    let Some(alert) = held.filter(|held| due(held) && held.search == known.search) else { return Ok(()) };
    let after = compare(cx, &tx, desk, (alert, found)).await?;
    records::update(&tx, &house.vault, &after).await?;
    Ok(tx.commit().await?)
}

/// What it finds today; nothing where that is more than anybody reads, or where it cannot be read any more.
fn look(house: &House, alert: &Alert) -> Result<Option<Vec<Sighting>>, Refusal> {
    match watching::look(house, &alert.search.read(), alert.lang) {
        Ok(found) => Ok(found),
        Err(failure) if failure.status().is_client_error() => Ok(None),
        Err(_) => Err(Refusal::NotNow),
    }
}

/// The search after its look: what is remembered, and the letter where there is news.
async fn compare(
    cx: &Context,
    tx: &Tx,
    desk: &Desk,
    (alert, found): (Alert, Option<Vec<Sighting>>),
) -> Result<Alert, Refusal> {
    let news = match (&alert.seen, &found) {
        (Some(seen), Some(found)) => News::between(seen, found),
        _ => News::default(),
    };
    let to = if news.is_empty() { None } else { address(tx, desk, &alert).await? };
    let next_on = alert.rhythm.after(cx.today());
    let after = Alert { next_on, seen: found.or_else(|| alert.seen.clone()), ..alert };
    let Some(to) = to else { return Ok(after) };
    let letter = desk.tell(cx, tx, (&after, to), &news).await?;
    let counts =
        Changes::none().set("new", news.new.len()).set("changed", news.changed.len()).set("gone", news.gone.len());
    note(cx, tx, "alerts.tell", after.id, counts).await?;
    Ok(Alert { told_at: Some(cx.now()), letter: Some(letter), ..after })
}

/// Where to write; nothing for an account that is closed.
async fn address(tx: &Tx, desk: &Desk, alert: &Alert) -> Result<Option<Address>, Refusal> {
    match &alert.keeper {
        Keeper::Address(address) => Ok(Some(address.clone())),
        Keeper::Account(id) => {
            let found = account::find(tx, desk.vault(), *id).await?;
            let open = found.filter(|account| account.disabled_at.is_none());
            Ok(open.and_then(|account| account.email.as_str().parse().ok()))
        }
    }
}

/// Lets jobs look at what is due, until told to stop. A database that is away is asked the next time.
pub(crate) fn keep_telling(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    async move {
        loop {
            if let Err(error) = wake(&house).await {
                tracing::warn!("looking at kept searches waits: {error}");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }
    .boxed()
}

/// Queues a job for each search that is due, and forgets what no mailbox confirmed.
///
/// # Errors
/// When the database refuses.
pub async fn wake(house: &House) -> Result<(), StoreError> {
    let cx = house.system("alerts");
    let tx = house.store.begin().await?;
    records::forget_unconfirmed(&tx, cx.now().plus(-CONFIRM_WITHIN)).await?;
    if Desk::of(house).is_ok_and(|desk| desk.is_open()) {
        for alert in records::due(&tx, cx.today(), AT_ONCE).await? {
            jobs::enqueue(&cx, &tx, &Tell { alert }).await?;
        }
    }
    tx.commit().await
}
