//! Writing down what was heard, now and then: counts first, an entry of the register once they are enough.

use std::collections::BTreeMap;
use std::time::Duration;

use access::Context;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::House;
use kernel::{Month, Text};
use store::{StoreError, Tx};
use tokio::sync::watch;

use super::hearing::{Heard, Hearing};
use super::{Origin, Signal, records};
use crate::need::actions::{fresh, record};
use crate::need::{Entry, NeedId, records as needs};

/// How long what was heard waits in memory.
const EVERY: Duration = Duration::from_mins(1);
/// So often searches must tell the same before it becomes an entry.
const ENOUGH: i64 = 3;

/// Writes down what was heard, now and then, and once more when told to stop.
pub(crate) fn keep_taking(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    async move {
        loop {
            let ends = tokio::select! {
                _ = stop.wait_for(|stop| *stop) => true,
                () = tokio::time::sleep(EVERY) => false,
            };
            if let Err(error) = take_in(&house).await {
                tracing::warn!(%error, "searches that fell short could not be written down; they are kept for later");
            }
            if ends {
                return;
            }
        }
    }
    .boxed()
}

/// Writes down what was heard since it was last asked.
///
/// # Errors
/// When the database fails; what was heard then waits for the next time.
pub async fn take_in(house: &House) -> Result<(), StoreError> {
    let Ok(hearing) = house.fixtures.get::<Hearing>() else { return Ok(()) };
    let heard = hearing.take();
    if heard.signals.is_empty() && heard.words.is_empty() {
        return Ok(());
    }
    let written = write(house, &heard).await;
    if written.is_err() {
        hearing.put_back(heard);
    }
    written
}

async fn write(house: &House, heard: &Heard) -> Result<(), StoreError> {
    let cx = house.system("needs");
    let tx = house.store.begin().await?;
    // Always in the same order: two processes that write at once must not wait for each other.
    let mut told: BTreeMap<Signal, i64> =
        heard.signals.iter().map(|(signal, times)| (signal.clone(), *times)).collect();
    for ((blank, set), times) in &heard.words {
        let signal = Signal { words: set.words.clone(), ..blank.clone() };
        if records::holds(&tx, &signal).await? {
            told.insert(signal, *times);
            continue;
        }
        let hash = house.vault.blind_index("needs.words", &hidden(&signal));
        let so_far = records::hide(&tx, signal.month, (&hash, *times)).await?;
        if set.is_common(so_far) {
            records::unhide(&tx, signal.month, &hash).await?;
            told.insert(signal, so_far);
        }
    }
    let mut origins: BTreeMap<Origin, i64> = BTreeMap::new();
    for (signal, times) in &told {
        records::add(&tx, signal, *times).await?;
        *origins.entry(signal.origin()).or_default() += times;
    }
    for (origin, more) in &origins {
        gather(&cx, &tx, origin, *more).await?;
    }
    records::forget_before(&tx, Month::of(cx.today())).await?;
    tx.commit().await
}

/// What words are hidden as: another text each month, in each language and for each way of falling short.
fn hidden(signal: &Signal) -> String {
    let lang = signal.lang.unwrap_or_default();
    format!("{} {} {lang} {}", signal.month, signal.source, signal.words)
}

/// Counts an origin in its entry, or makes the entry once searches told enough.
pub(super) async fn gather(cx: &Context, tx: &Tx, origin: &Origin, more: i64) -> Result<(), StoreError> {
    let (so_far, first, last) = records::told(tx, origin).await?;
    if let Some(known) = records::entry(tx, origin).await? {
        return Ok(needs::grow(tx, known, more, (first, last)).await?);
    }
    if so_far < ENOUGH {
        return Ok(());
    }
    let kept = |code: &str| (!code.is_empty()).then(|| code.to_owned());
    let entry = Entry {
        text: if origin.words.is_empty() { Text::default() } else { Text::same_everywhere(&origin.words) },
        theme: kept(&origin.theme),
        zone: kept(&origin.zone),
        municipality: None,
        neighbourhood: None,
        narrowed: kept(&origin.narrowed),
        source: origin.source,
    };
    let id = NeedId::generate(&cx.clock, &cx.random);
    let need = fresh(id, entry, (so_far, first, last), Month::of(cx.today()));
    needs::insert(tx, &need).await?;
    records::feed(tx, origin, id).await?;
    Ok(record(cx, tx, "needs.note", None, &need).await?)
}
