//! What the helpdesk could not help with, told to the needs register: counts of months that are over, by theme and care zone, of the
//! lines that are not confidential. Who asked, on which line and when, is not told.

use std::collections::BTreeMap;
use std::time::Duration;

use access::Context;
use figures::{Period, UNKNOWN};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::House;
use jobs::{Handler, Job, Outcome};
use kernel::Month;
use needs::need::Source;
use needs::signal::feed;
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use store::{Store, StoreError};
use tokio::sync::watch;

use crate::contact::filter::{Filter, expression};
use crate::contact::records;
use crate::desk;

/// How often it is looked whether a month is over.
const EVERY: Duration = Duration::from_hours(1);

/// Tells the register what is lacking.
#[derive(Serialize, Deserialize)]
pub struct Tell {}

impl Job for Tell {
    const NAME: &'static str = "helpdesk.tell_needs";

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

/// Who tells it.
pub(crate) fn handler(house: &House) -> Handler {
    let store = house.store.clone();
    Handler::new(move |cx, _, _: Tell| {
        let store = store.clone();
        async move { tell(cx, &store).await.map_or_else(|error| Outcome::Retry(error.to_string()), |()| Outcome::Done) }
            .boxed()
    })
}

/// Tells the register how much more there is than it knows.
///
/// # Errors
/// When the database refuses.
pub async fn tell(cx: &Context, store: &Store) -> Result<(), StoreError> {
    let tx = store.begin().await?;
    let running = Month::of(cx.today());
    if let Some((last, so_far)) = unmet(&tx, running).await? {
        feed::catch_up(cx, &tx, (Source::Helpdesk, last), so_far).await?;
    }
    tx.commit().await
}

/// How often, by theme and care zone, nobody could be helped in all the months before the running one, and the last of them with a
/// contact; nothing where there was none.
async fn unmet(
    db: &impl ConnectionTrait,
    running: Month,
) -> Result<Option<(Month, BTreeMap<(String, String), i64>)>, DbErr> {
    let lines = desk::records::desk(db).await?.lines.into_iter().filter(|line| !line.confidential);
    // As readers are told who may not open contacts: by the month in which they were logged, which later ones cannot change.
    let meant = Filter { settled: true, ..Filter::default() };
    let meant = meant.only("line", lines.map(|line| line.code)).only("kind", ["question"]).only("need", ["unmet"]);
    let months = records::tally(db, &meant, &["c.logged_month"], false).await?;
    let months = months.iter().filter_map(|(at, _)| at.first()?.parse::<Month>().ok()).filter(|month| *month < running);
    let (first, last) = (months.clone().min(), months.max());
    let (Some(first), Some(last)) = (first, last) else { return Ok(None) };
    let meant = Filter { period: Some(Period::Range(first, last)), ..meant };
    let by = ["coalesce(t.theme, 'unknown')", expression("zone", true).unwrap_or_default()];
    let cells = records::tally(db, &meant, &by, true).await?;
    let cell = |(at, times): (Vec<String>, i64)| {
        let [theme, zone] = <[String; 2]>::try_from(at).ok()?;
        let zone = if zone == UNKNOWN { String::new() } else { zone };
        (theme != UNKNOWN).then_some(((theme, zone), times))
    };
    Ok(Some((last, cells.into_iter().filter_map(cell).collect())))
}

/// Lets a job tell it, until told to stop. A database that is away is asked the next time.
pub(crate) fn keep_telling(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    async move {
        loop {
            if let Err(error) = wake(&house).await {
                tracing::warn!("telling the needs register waits: {error}");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }
    .boxed()
}

/// Queues the job that tells it.
///
/// # Errors
/// When the database refuses.
pub async fn wake(house: &House) -> Result<(), StoreError> {
    let tx = house.store.begin().await?;
    jobs::enqueue(&house.system("helpdesk"), &tx, &Tell {}).await?;
    tx.commit().await
}
