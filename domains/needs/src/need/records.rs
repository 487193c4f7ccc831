//! Every query about needs.

use kernel::{Month, Page, PageRequest};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Fields, Listing, Tx, held, sql};

use super::filter::Filter;
use super::{Entry, Need, NeedId, Recipient};
use crate::themes::Merged;

/// What is counted by itself, and not replaced with the rest.
const COUNTED: [&str; 6] = ["count", "first_month", "last_month", "own_first", "own_last", "noted_month"];

/// One need, whatever its state.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: NeedId) -> Result<Option<Need>, DbErr> {
    db.query_one_raw(sql(db, "select * from need where id = $1", [id.into()])).await?.as_ref().map(need).transpose()
}

/// Two needs that nobody else may change until the unit of work is over: always held in the same order.
pub(super) async fn hold(tx: &Tx, one: NeedId, other: NeedId) -> Result<Option<(Need, Need)>, DbErr> {
    let text = format!("select * from need where id in ($1, $2) order by id{}", held(tx));
    let rows = tx.query_all_raw(sql(tx, &text, [one.into(), other.into()])).await?;
    let found: Vec<Need> = rows.iter().map(need).collect::<Result<_, _>>()?;
    let by_id = |id: NeedId| found.iter().find(|need| need.id == id).cloned();
    Ok(by_id(one).zip(by_id(other)))
}

/// Needs that fit a filter, those met last first. Which the reader may read is part of the filter.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter, request: PageRequest) -> Result<Page<Need>, DbErr> {
    let (condition, values) = filter.condition();
    let from = format!("need n where {condition}");
    let listing = Listing { columns: "*", from: &from, order: "last_month desc, count desc, id desc" };
    store::page(db, listing, &values, request).await?.try_map(need)
}

/// The entries that were merged into one.
pub(crate) async fn merged_into(db: &impl ConnectionTrait, id: NeedId) -> Result<Vec<Need>, DbErr> {
    let text = "select * from need where merged_into = $1 order by id";
    db.query_all_raw(sql(db, text, [id.into()])).await?.iter().map(need).collect()
}

/// Other entries about the same theme or with the same source in the same zone: what may tell the same.
pub(crate) async fn alike(db: &impl ConnectionTrait, of: &Need, merged: &Merged) -> Result<Vec<Need>, DbErr> {
    let themes = of.entry.theme.as_deref().map(|code| merged.all(code)).unwrap_or_default();
    let places: Vec<String> = (0..themes.len()).map(|n| format!("${}", n + 3)).collect();
    let theme = if themes.is_empty() { "is null".to_owned() } else { format!("in ({})", places.join(", ")) };
    let text = format!(
        "select * from need where merged_into is null and id <> $1 and (zone = $2 or zone is null or $2 is null)
            and theme {theme} order by last_month desc, id desc limit 20"
    );
    let values: [Value; 2] = [of.id.into(), of.entry.zone.clone().into()];
    let values = values.into_iter().chain(themes.into_iter().map(Value::from));
    db.query_all_raw(sql(db, &text, values)).await?.iter().map(need).collect()
}

/// Counts split by expressions over `need n`; after the values of the expressions, how many there are.
pub(crate) async fn tally(
    db: &impl ConnectionTrait,
    filter: &Filter,
    by: &[&str],
) -> Result<Vec<(Vec<String>, i64)>, DbErr> {
    let (condition, values) = filter.condition();
    let named: String = by.iter().enumerate().map(|(n, column)| format!("{column} as k{n}, ")).collect();
    let group = if by.is_empty() { String::new() } else { format!("group by {}", by.join(", ")) };
    let text = format!("select {named}count(*) as n from need n where {condition} {group}");
    let cell = |row: &QueryResult| {
        let keys = (0..by.len()).map(|n| row.try_get("", &format!("k{n}"))).collect::<Result<_, _>>()?;
        Ok((keys, row.try_get("", "n")?))
    };
    db.query_all_raw(sql(db, &text, values)).await?.iter().map(cell).collect()
}

/// The first month in which a need was written down.
pub(crate) async fn since(db: &impl ConnectionTrait) -> Result<Option<Month>, DbErr> {
    let row = db.query_one_raw(sql(db, "select min(noted_month) as since from need", [])).await?;
    row.map_or(Ok(None), |row| row.try_get("", "since"))
}

/// Adds a need; false when its id is taken.
pub(crate) async fn insert(tx: &Tx, need: &Need) -> Result<bool, DbErr> {
    fields(need).insert(tx).await
}

/// Replaces a need if it still has the version before the new one; false when somebody was faster. How often it was met is
/// counted by itself.
pub(super) async fn update(tx: &Tx, need: &Need) -> Result<bool, DbErr> {
    fields(need).without(&COUNTED).update_if(tx, ("version", (need.version - 1).into())).await
}

/// Counts a need so many times more and stretches its months: it was met again.
pub(crate) async fn grow(tx: &Tx, id: NeedId, more: i64, (first, last): (Month, Month)) -> Result<(), DbErr> {
    let text = "update need set count = count + $2,
        first_month = case when first_month < $3 then first_month else $3 end,
        last_month = case when last_month > $4 then last_month else $4 end,
        own_first = case when own_first < $3 then own_first else $3 end,
        own_last = case when own_last > $4 then own_last else $4 end where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), more.into(), first.into(), last.into()])).await.map(drop)
}

/// Writes how often a need that is held was met, and in which months, with what was merged into it.
pub(super) async fn recount(tx: &Tx, id: NeedId, count: i64, (first, last): (Month, Month)) -> Result<(), DbErr> {
    let text = "update need set count = $2, first_month = $3, last_month = $4 where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), count.into(), first.into(), last.into()])).await.map(drop)
}

fn fields(need: &Need) -> Fields {
    let (entry, to) = (&need.entry, need.relayed_to.as_ref());
    let columns: [(&'static str, Value); 23] = [
        ("id", need.id.into()),
        ("text", entry.text.clone().into()),
        ("theme", entry.theme.clone().into()),
        ("zone", entry.zone.clone().into()),
        ("municipality", entry.municipality.clone().into()),
        ("neighbourhood", entry.neighbourhood.clone().into()),
        ("narrowed", entry.narrowed.clone().into()),
        ("source", entry.source.into()),
        ("count", need.count.into()),
        ("first_month", need.first_month.into()),
        ("last_month", need.last_month.into()),
        ("own_first", need.own_months.0.into()),
        ("own_last", need.own_months.1.into()),
        ("state", need.state.into()),
        ("relayed_to", to.map(|to| to.name.clone()).into()),
        ("relayed_organisation", to.and_then(|to| to.organisation).into()),
        ("relayed_month", need.relayed_month.into()),
        ("answer", need.answer.clone().into()),
        ("answered_month", need.answered_month.into()),
        ("reason", need.reason.clone().into()),
        ("merged_into", need.merged_into.into()),
        ("noted_month", need.noted_month.into()),
        ("version", need.version.into()),
    ];
    Fields::of("need", columns)
}

fn need(row: &QueryResult) -> Result<Need, DbErr> {
    let organisation = row.try_get("", "relayed_organisation")?;
    let name: Option<String> = row.try_get("", "relayed_to")?;
    Ok(Need {
        id: row.try_get("", "id")?,
        entry: Entry {
            text: row.try_get("", "text")?,
            theme: row.try_get("", "theme")?,
            zone: row.try_get("", "zone")?,
            municipality: row.try_get("", "municipality")?,
            neighbourhood: row.try_get("", "neighbourhood")?,
            narrowed: row.try_get("", "narrowed")?,
            source: row.try_get("", "source")?,
        },
        count: row.try_get("", "count")?,
        first_month: row.try_get("", "first_month")?,
        last_month: row.try_get("", "last_month")?,
        own_months: (row.try_get("", "own_first")?, row.try_get("", "own_last")?),
        state: row.try_get("", "state")?,
        relayed_to: name.map(|name| Recipient { name, organisation }),
        relayed_month: row.try_get("", "relayed_month")?,
        answer: row.try_get("", "answer")?,
        answered_month: row.try_get("", "answered_month")?,
        reason: row.try_get("", "reason")?,
        merged_into: row.try_get("", "merged_into")?,
        noted_month: row.try_get("", "noted_month")?,
        version: row.try_get("", "version")?,
    })
}
