//! Every query about campaigns.

use figures::Period;
use kernel::{Day, Month, Page, PageRequest};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Listing, Tx, held, sql};

use super::rules::Tally;
use super::{Campaign, CampaignId, Prices, Rhythm, Setup, State};

const COLUMNS: &str =
    "id, name, state, filter, letters, reminder_days, reminders, calls, link_days, ends_on, letter_cents,
    minute_cents, started_on, version";

/// A campaign.
pub(crate) async fn find(db: &impl ConnectionTrait, id: CampaignId) -> Result<Option<Campaign>, DbErr> {
    let text = format!("select {COLUMNS} from campaign where id = $1");
    db.query_one_raw(sql(db, &text, [id.into()])).await?.as_ref().map(campaign).transpose()
}

/// A campaign that nobody else may change until the unit of work is over.
pub(crate) async fn hold(tx: &Tx, id: CampaignId) -> Result<Option<Campaign>, DbErr> {
    let text = format!("select {COLUMNS} from campaign where id = $1{}", held(tx));
    tx.query_one_raw(sql(tx, &text, [id.into()])).await?.as_ref().map(campaign).transpose()
}

/// The month in which a campaign began: its day as text begins with it on both engines.
const MONTH: &str = "substr(cast(c.started_on as text), 1, 7)";

/// Campaigns that began in a period, or all of them, the latest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    began: Option<Period>,
    request: PageRequest,
) -> Result<Page<Campaign>, DbErr> {
    let (first, last) = (began.map(Period::first), began.map(Period::last));
    let from = format!("campaign c where ($1 is null or {MONTH} between $1 and $2)");
    let listing = Listing { columns: "c.*", from: &from, order: "id desc" };
    store::page(db, listing, &[first.into(), last.into()], request).await?.try_map(campaign)
}

/// A sum over what organisations were asked (`campaign_ask a`), by the month in which their campaign began.
pub(crate) async fn sums(
    db: &impl ConnectionTrait,
    period: Period,
    what: &'static str,
) -> Result<Vec<(Month, i64)>, DbErr> {
    let text = format!(
        "select {MONTH} as month, cast(coalesce(sum({what}), 0) as bigint) as n
           from campaign_ask a join campaign c on c.id = a.campaign where {MONTH} between $1 and $2 group by {MONTH}"
    );
    let rows = db.query_all_raw(sql(db, &text, [period.first().into(), period.last().into()])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "month")?, row.try_get("", "n")?))).collect()
}

/// The month in which the first campaign began.
pub(crate) async fn since(db: &impl ConnectionTrait) -> Result<Option<Month>, DbErr> {
    let text = format!("select min({MONTH}) as since from campaign c");
    db.query_one_raw(sql(db, &text, [])).await?.map_or(Ok(None), |row| row.try_get("", "since"))
}

/// The campaigns that run, and those that were stopped and whose last day is over.
pub(crate) async fn begun(db: &impl ConnectionTrait, today: Day) -> Result<Vec<CampaignId>, DbErr> {
    let text = "select id from campaign where state = 'running' or (state = 'stopped' and ends_on < $1) order by id";
    db.query_all_raw(sql(db, text, [today.into()])).await?.iter().map(|row| row.try_get("", "id")).collect()
}

/// Adds a campaign; false when its id is taken.
pub(crate) async fn insert(tx: &Tx, campaign: &Campaign) -> Result<bool, DbErr> {
    let places = (1..=14).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let text = format!("insert into campaign ({COLUMNS}) values ({places}) on conflict (id) do nothing");
    Ok(tx.execute_raw(sql(tx, &text, values(campaign))).await?.rows_affected() == 1)
}

/// Replaces a campaign.
pub(crate) async fn update(tx: &Tx, campaign: &Campaign) -> Result<(), DbErr> {
    let text = "update campaign set name = $2, state = $3, filter = $4, letters = $5, reminder_days = $6, reminders = $7,
        calls = $8, link_days = $9, ends_on = $10, letter_cents = $11, minute_cents = $12, started_on = $13, version = $14
        where id = $1";
    tx.execute_raw(sql(tx, text, values(campaign))).await.map(drop)
}

/// Removes a campaign.
pub(crate) async fn remove(tx: &Tx, id: CampaignId) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "delete from campaign where id = $1", [id.into()])).await.map(drop)
}

/// What came of a campaign so far.
pub(crate) async fn tally(db: &impl ConnectionTrait, id: CampaignId) -> Result<Tally, DbErr> {
    let count = |state: &str| format!("sum(case when state = '{state}' then 1 else 0 end)");
    let named = |(name, what): (&str, String)| format!("cast(coalesce({what}, 0) as bigint) as {name}");
    let columns = [
        ("asked", "count(*)".to_owned()),
        ("confirmed", count("confirmed")),
        ("corrected", count("corrected")),
        ("gone", count("gone")),
        ("waiting", count("waiting")),
        ("to_call", count("to_call")),
        ("silent", count("silent")),
        ("left_out", count("left_out")),
        ("letters", "sum(letters)".to_owned()),
    ];
    let text = format!(
        "select {}, {}, {} from campaign_ask where campaign = $1",
        columns.map(named).join(", "),
        "(select count(*) from campaign_call c join campaign_ask a on a.id = c.ask where a.campaign = $1) as calls",
        "(select cast(coalesce(sum(c.minutes), 0) as bigint) from campaign_call c join campaign_ask a on a.id = c.ask
            where a.campaign = $1) as minutes",
    );
    let Some(row) = db.query_one_raw(sql(db, &text, [id.into()])).await? else { return Ok(Tally::default()) };
    let of = |name: &str| row.try_get::<i64>("", name);
    Ok(Tally {
        asked: of("asked")?,
        confirmed: of("confirmed")?,
        corrected: of("corrected")?,
        gone: of("gone")?,
        waiting: of("waiting")?,
        to_call: of("to_call")?,
        silent: of("silent")?,
        left_out: of("left_out")?,
        letters: of("letters")?,
        calls: of("calls")?,
        minutes: of("minutes")?,
    })
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default().into()
}

fn read<T: DeserializeOwned>(row: &QueryResult, column: &str) -> Result<T, DbErr> {
    let kept: serde_json::Value = row.try_get("", column)?;
    serde_json::from_value(kept).map_err(|error| DbErr::Type(format!("{column}: {error}")))
}

fn values(campaign: &Campaign) -> [Value; 14] {
    let Setup { name, filter, letters, rhythm, prices } = &campaign.setup;
    [
        campaign.id.into(),
        name.as_str().into(),
        campaign.state.into(),
        json(filter),
        json(letters),
        rhythm.reminder_days.into(),
        rhythm.reminders.into(),
        rhythm.calls.into(),
        rhythm.link_days.into(),
        rhythm.ends_on.into(),
        prices.letter.into(),
        prices.minute.into(),
        campaign.started_on.into(),
        campaign.version.into(),
    ]
}

fn campaign(row: &QueryResult) -> Result<Campaign, DbErr> {
    let state: State = row.try_get("", "state")?;
    let rhythm = Rhythm {
        reminder_days: row.try_get("", "reminder_days")?,
        reminders: row.try_get("", "reminders")?,
        calls: row.try_get("", "calls")?,
        link_days: row.try_get("", "link_days")?,
        ends_on: row.try_get("", "ends_on")?,
    };
    let prices = Prices { letter: row.try_get("", "letter_cents")?, minute: row.try_get("", "minute_cents")? };
    let setup = Setup {
        name: row.try_get("", "name")?,
        filter: read(row, "filter")?,
        letters: read(row, "letters")?,
        rhythm,
        prices,
    };
    Ok(Campaign {
        id: row.try_get("", "id")?,
        setup,
        state,
        started_on: row.try_get("", "started_on")?,
        version: row.try_get("", "version")?,
    })
}
