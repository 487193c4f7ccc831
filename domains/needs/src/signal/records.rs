//! Every query about signals, and about which entry they feed.

use std::collections::BTreeMap;

use kernel::{Lang, Month};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, held, sql};

use super::{Origin, Signal};
use crate::need::{NeedId, Source};

/// How often searches told of a need in a month, in a municipality, in a language.
pub(crate) struct Told {
    pub month: Month,
    pub municipality: String,
    pub lang: Option<Lang>,
    pub count: i64,
}

/// Counts a signal so many times more.
pub(super) async fn add(tx: &Tx, signal: &Signal, times: i64) -> Result<(), DbErr> {
    let text = "insert into needs_signal (source, theme, words, narrowed, zone, municipality, lang, month, count)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (source, theme, words, narrowed, zone, municipality, lang, month)
        do update set count = needs_signal.count + excluded.count";
    let values: [Value; 9] = [
        signal.source.into(),
        signal.theme.as_str().into(),
        signal.words.as_str().into(),
        signal.narrowed.as_str().into(),
        signal.zone.as_str().into(),
        signal.municipality.as_str().into(),
        lang(signal).into(),
        signal.month.into(),
        times.into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Whether words are kept already: enough people typed them this month.
pub(super) async fn holds(tx: &Tx, signal: &Signal) -> Result<bool, DbErr> {
    let text = "select 1 as one from needs_signal where source = $1 and theme = '' and words = $2 and lang = $3
        and month = $4 limit 1";
    let values = [signal.source.into(), signal.words.as_str().into(), lang(signal).into(), signal.month.into()];
    Ok(tx.query_one_raw(sql(tx, text, values)).await?.is_some())
}

/// Counts hidden words so many times more; answers how often by now.
pub(super) async fn hide(tx: &Tx, month: Month, (hash, times): (&str, i64)) -> Result<i64, DbErr> {
    let text = "insert into needs_hidden (month, hash, count) values ($1, $2, $3) on conflict (month, hash)
        do update set count = needs_hidden.count + excluded.count returning count";
    let row = tx.query_one_raw(sql(tx, text, [month.into(), hash.into(), times.into()])).await?;
    row.map_or(Ok(times), |row| row.try_get("", "count"))
}

/// Forgets hidden words that are kept openly from now on.
pub(super) async fn unhide(tx: &Tx, month: Month, hash: &str) -> Result<(), DbErr> {
    let text = "delete from needs_hidden where month = $1 and hash = $2";
    tx.execute_raw(sql(tx, text, [month.into(), hash.into()])).await.map(drop)
}

/// Forgets the hidden words of months that are over.
pub(super) async fn forget_before(tx: &Tx, month: Month) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "delete from needs_hidden where month < $1", [month.into()])).await.map(drop)
}

/// How often an origin was told of in all, and its first and last month.
pub(super) async fn told(tx: &Tx, origin: &Origin) -> Result<(i64, Month, Month), DbErr> {
    // The sum of whole numbers is a decimal on PostgreSQL.
    let text = "select cast(sum(count) as bigint) as n, min(month) as first, max(month) as last from needs_signal
        where source = $1 and theme = $2 and words = $3 and narrowed = $4 and zone = $5";
    let row = tx.query_one_raw(sql(tx, text, origin_values(origin))).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("a sum".to_owned()))?;
    Ok((row.try_get("", "n")?, row.try_get("", "first")?, row.try_get("", "last")?))
}

/// The entry that an origin feeds, which nobody leads elsewhere until the unit of work is over: what is counted there is not lost on
/// the way.
pub(super) async fn entry(tx: &Tx, origin: &Origin) -> Result<Option<NeedId>, DbErr> {
    let text = format!(
        "select need from need_origin
            where source = $1 and theme = $2 and words = $3 and narrowed = $4 and zone = $5{}",
        held(tx)
    );
    let row = tx.query_one_raw(sql(tx, &text, origin_values(origin))).await?;
    row.map(|row| row.try_get("", "need")).transpose()
}

/// Lets an origin feed a new entry.
pub(super) async fn feed(tx: &Tx, origin: &Origin, need: NeedId) -> Result<(), DbErr> {
    let text = "insert into need_origin (source, theme, words, narrowed, zone, need, first)
        values ($1, $2, $3, $4, $5, $6, $6)";
    let values = origin_values(origin).into_iter().chain([need.into()]);
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Holds what feeds an entry, now or at first, until the unit of work is over. Whoever counts a signal holds its origin first and
/// then the entry; whoever leads it elsewhere must do so in the same order.
pub(crate) async fn hold(tx: &Tx, need: NeedId) -> Result<(), DbErr> {
    let text = format!(
        "select need from need_origin where need = $1 or first = $1
            order by source, theme, words, narrowed, zone{}",
        held(tx)
    );
    tx.query_all_raw(sql(tx, &text, [need.into()])).await.map(drop)
}

/// Leads what feeds an entry to another one.
pub(crate) async fn lead(tx: &Tx, from: NeedId, to: NeedId) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "update need_origin set need = $2 where need = $1", [from.into(), to.into()]))
        .await
        .map(drop)
}

/// Leads what fed an entry first back to it.
pub(crate) async fn lead_back(tx: &Tx, to: NeedId) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "update need_origin set need = $1 where first = $1", [to.into()])).await.map(drop)
}

/// What searches told of an entry, by month, municipality and language, the latest first.
pub(crate) async fn of_entry(db: &impl ConnectionTrait, need: NeedId) -> Result<Vec<Told>, DbErr> {
    let text = "select s.month, s.municipality, s.lang, cast(sum(s.count) as bigint) as n from need_origin o
        join needs_signal s on s.source = o.source and s.theme = o.theme and s.words = o.words
          and s.narrowed = o.narrowed and s.zone = o.zone
        where o.need = $1 group by s.month, s.municipality, s.lang
        order by s.month desc, n desc, s.municipality, s.lang limit 100";
    let told = |row: &QueryResult| {
        Ok(Told {
            month: row.try_get("", "month")?,
            municipality: row.try_get("", "municipality")?,
            lang: row.try_get::<String>("", "lang")?.parse().ok(),
            count: row.try_get("", "n")?,
        })
    };
    db.query_all_raw(sql(db, text, [need.into()])).await?.iter().map(told).collect()
}

/// How often a source told of each theme in each zone so far.
pub(super) async fn told_by(tx: &Tx, source: Source) -> Result<BTreeMap<(String, String), i64>, DbErr> {
    let text =
        "select theme, zone, cast(sum(count) as bigint) as n from needs_signal where source = $1 group by theme, zone";
    let cell = |row: &QueryResult| Ok(((row.try_get("", "theme")?, row.try_get("", "zone")?), row.try_get("", "n")?));
    tx.query_all_raw(sql(tx, text, [source.into()])).await?.iter().map(cell).collect()
}

/// The language of a signal, as a part of what tells it apart.
fn lang(signal: &Signal) -> String {
    signal.lang.map(|lang| lang.to_string()).unwrap_or_default()
}

fn origin_values(origin: &Origin) -> [Value; 5] {
    let Origin { source, theme, words, narrowed, zone } = origin;
    [(*source).into(), theme.as_str().into(), words.as_str().into(), narrowed.as_str().into(), zone.as_str().into()]
}
