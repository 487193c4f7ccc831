//! Every query about the queue.

use access::Context;
use kernel::{Page, PageRequest, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};

use crate::{Job, JobId, Queued, State};

/// Which jobs a list shows.
#[derive(Clone, Copy, Default, Debug)]
pub struct Filter {
    /// Only jobs in this state.
    pub state: Option<State>,
}

/// Queues a job in the caller's transaction. Does nothing while one of the same name and key waits.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue<J: Job>(cx: &Context, tx: &Tx, job: &J) -> Result<(), DbErr> {
    let payload = serde_json::to_string(job).map_err(|error| DbErr::Custom(error.to_string()))?;
    let now = cx.now();
    let values: [Value; 7] = [
        JobId::generate(&cx.clock, &cx.random).into(),
        J::NAME.into(),
        payload.into(),
        job.key().into(),
        cx.request_id.as_str().into(),
        now.into(),
        i64::from(J::MOST_ATTEMPTS).into(),
    ];
    let text = "insert into job (id, name, payload, dedup_key, request_id, queued_at, run_at, attempts, most_attempts)
        values ($1, $2, $3, $4, $5, $6, $6, 0, $7) on conflict do nothing";
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Leases the next due job, if there is one.
pub(crate) async fn claim(tx: &Tx, now: Timestamp, lease_until: Timestamp) -> Result<Option<Queued>, DbErr> {
    // The outer condition is judged again when two workers meet at one row: the second then finds it leased.
    let text = "update job set locked_until = $2, attempts = attempts + 1
        where id = (select id from job where ended_at is null and run_at <= $1
            and (locked_until is null or locked_until < $1) order by run_at, id limit 1)
        and (locked_until is null or locked_until < $1) and ended_at is null
        returning *";
    let row = tx.query_one_raw(sql(tx, text, [now.into(), lease_until.into()])).await?;
    row.map(|row| queued(&row)).transpose()
}

/// Writes down how a job ended.
pub(crate) async fn end(tx: &Tx, id: JobId, now: Timestamp, outcome: &str, fault: Option<&str>) -> Result<(), DbErr> {
    let text = "update job set ended_at = $2, outcome = $3, fault = $4, locked_until = null where id = $1";
    let values: [Value; 4] = [id.into(), now.into(), outcome.into(), fault.into()];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Gives a job back for another try.
pub(crate) async fn postpone(tx: &Tx, id: JobId, until: Timestamp, fault: &str) -> Result<(), DbErr> {
    let text = "update job set run_at = $2, locked_until = null, fault = $3 where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), until.into(), fault.into()])).await.map(drop)
}

/// Sets a job that was given up to work again; answers whether there was one.
///
/// # Errors
/// When the database refuses.
pub async fn try_again(tx: &Tx, id: JobId, now: Timestamp) -> Result<bool, DbErr> {
    let text = "update job set ended_at = null, outcome = null, attempts = 0, run_at = $2
        where id = $1 and outcome = 'given_up'";
    Ok(tx.execute_raw(sql(tx, text, [id.into(), now.into()])).await?.rows_affected() == 1)
}

/// Removes what ended before a moment; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn purge(tx: &Tx, ended_before: Timestamp) -> Result<u64, DbErr> {
    let text = "delete from job where ended_at < $1 and outcome = 'done'";
    Ok(tx.execute_raw(sql(tx, text, [ended_before.into()])).await?.rows_affected())
}

/// Jobs of the queue, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    filter: Filter,
    now: Timestamp,
    request: PageRequest,
) -> Result<Page<Queued>, DbErr> {
    let wanted = filter.state.map_or("$1 = $1", condition);
    let count = sql(db, &format!("select count(*) as n from job where {wanted}"), [now.into()]);
    let total: i64 = db.query_one_raw(count).await?.map_or(Ok(0), |row| row.try_get("", "n"))?;
    let PageRequest { limit, offset } = request;
    let text =
        format!("select * from job where {wanted} order by queued_at desc, id desc limit {limit} offset {offset}");
    let rows = db.query_all_raw(sql(db, &text, [now.into()])).await?;
    Ok(Page { items: rows.iter().map(queued).collect::<Result<_, _>>()?, total: total.unsigned_abs(), request })
}

/// How many jobs are in each state.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<(State, u64)>, DbErr> {
    let mut counts = Vec::new();
    for state in [State::Waiting, State::Running, State::Done, State::GivenUp] {
        let page = list(db, Filter { state: Some(state) }, now, PageRequest::first(1)).await?;
        counts.push((state, page.total));
    }
    Ok(counts)
}

/// The SQL for a state at the moment `$1`.
fn condition(state: State) -> &'static str {
    match state {
        State::Waiting => "ended_at is null and (locked_until is null or locked_until < $1)",
        State::Running => "ended_at is null and locked_until >= $1",
        State::Done => "outcome = 'done' and ended_at <= $1",
        State::GivenUp => "outcome = 'given_up' and ended_at <= $1",
    }
}

fn queued(row: &QueryResult) -> Result<Queued, DbErr> {
    let outcome: Option<String> = row.try_get("", "outcome")?;
    let locked: Option<Timestamp> = row.try_get("", "locked_until")?;
    let state = match (outcome.as_deref(), locked) {
        (Some("done"), _) => State::Done,
        (Some(_), _) => State::GivenUp,
        (None, Some(_)) => State::Running,
        (None, None) => State::Waiting,
    };
    Ok(Queued {
        id: row.try_get("", "id")?,
        name: row.try_get("", "name")?,
        payload: row.try_get("", "payload")?,
        request_id: row.try_get("", "request_id")?,
        queued_at: row.try_get("", "queued_at")?,
        run_at: row.try_get("", "run_at")?,
        attempts: row.try_get("", "attempts")?,
        most_attempts: row.try_get("", "most_attempts")?,
        state,
        fault: row.try_get("", "fault")?,
    })
}
