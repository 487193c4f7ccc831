//! Every query about the queue.

use access::Context;
use kernel::{Page, PageRequest, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Listing, Tx, broken_constraint, sql};

use crate::worker::Lane;
use crate::{Again, Job, JobId, Queued, State};

/// Which jobs a list shows.
#[derive(Clone, Copy, Default, Debug)]
pub struct Filter {
    /// Only jobs in this state.
    pub state: Option<State>,
}

/// Where a job is in its life at the moment `$1`, in the words of [`State::word`].
const STATE: &str =
    "case when outcome is not null then outcome when locked_until >= $1 then 'running' else 'waiting' end";
/// What may be claimed at the moment `$1`: due, in nobody's hands, and no namesake in anybody's.
const DUE: &str = "ended_at is null and run_at <= $1 and (locked_until is null or locked_until < $1)
    and not exists (select 1 from job other where other.name = job.name and other.dedup_key = job.dedup_key
        and other.ended_at is null and other.locked_until >= $1)";
/// What one worker holds: it claimed the job `$1` as its try `$2`, and nobody took it since.
const HELD: &str = "id = $1 and attempts = $2 and ended_at is null and locked_until is not null";

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
    // The one that waits is held until the caller commits: it must not be done before it can see why.
    let text = "insert into job (id, name, payload, dedup_key, request_id, queued_at, run_at, attempts, most_attempts)
        values ($1, $2, $3, $4, $5, $6, $6, 0, $7)
        on conflict (name, dedup_key) where ended_at is null and locked_until is null and dedup_key is not null
        do update set name = excluded.name";
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Whether there is something to claim. Asks without keeping anybody from writing.
pub(crate) async fn is_due(db: &impl ConnectionTrait, lane: &Lane, now: Timestamp) -> Result<bool, DbErr> {
    let mut values = vec![now.into()];
    let text = format!("select 1 from job where {DUE} and {} limit 1", in_lane(lane, &mut values));
    Ok(db.query_one_raw(sql(db, &text, values)).await?.is_some())
}

/// Whether a job is one of a lane; its names join the values of the statement.
fn in_lane(lane: &Lane, values: &mut Vec<Value>) -> String {
    let (is_in, names) = match lane {
        Lane::Every => return "1 = 1".to_owned(),
        Lane::Only(names) => ("name in", names),
        Lane::AllBut(names) => ("name not in", names),
    };
    let first = values.len() + 1;
    values.extend(names.iter().map(|name| Value::from(*name)));
    let marks: Vec<String> = (first..=values.len()).map(|n| format!("${n}")).collect();
    format!("{is_in} ({})", marks.join(", "))
}

/// Gives up what broke off at its last try, with the process that did it; answers the names.
pub(crate) async fn give_up_broken_off(tx: &Tx, now: Timestamp) -> Result<Vec<String>, DbErr> {
    let text = "update job set ended_at = $1, outcome = 'given_up', locked_until = null,
            fault = 'it broke off at its last try, and the program with it'
        where ended_at is null and locked_until < $1 and attempts >= most_attempts returning name";
    let rows = tx.query_all_raw(sql(tx, text, [now.into()])).await?;
    rows.iter().map(|row| row.try_get("", "name")).collect()
}

/// Leases the next due job of a lane, if there is one.
pub(crate) async fn claim(
    tx: &Tx,
    lane: &Lane,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Option<Queued>, DbErr> {
    let mut values = vec![now.into(), lease_until.into()];
    let in_lane = in_lane(lane, &mut values);
    // The outer condition is judged again when two workers meet at one row: the second then finds it leased.
    let text = format!(
        "update job set locked_until = $2, attempts = attempts + 1
        where id = (select id from job where {DUE} and {in_lane} order by run_at, id limit 1)
        and (locked_until is null or locked_until < $1) and ended_at is null
        returning *, '{}' as state",
        State::Running.word()
    );
    tx.query_one_raw(sql(tx, &text, values)).await?.as_ref().map(queued).transpose()
}

/// Prolongs the lease of a job in hand; answers whether it is still in this hand.
pub(crate) async fn renew(tx: &Tx, job: &Queued, lease_until: Timestamp) -> Result<bool, DbErr> {
    let text = format!("update job set locked_until = $3 where {HELD}");
    let values = [job.id.into(), job.attempts.into(), lease_until.into()];
    Ok(tx.execute_raw(sql(tx, &text, values)).await?.rows_affected() == 1)
}

/// Writes down how a job in hand ended; answers whether it was still in this hand.
pub(crate) async fn end(
    tx: &Tx,
    job: &Queued,
    now: Timestamp,
    (state, fault): (State, Option<&str>),
) -> Result<bool, DbErr> {
    let text = format!("update job set ended_at = $3, outcome = $4, fault = $5, locked_until = null where {HELD}");
    let values: [Value; 5] = [job.id.into(), job.attempts.into(), now.into(), state.word().into(), fault.into()];
    Ok(tx.execute_raw(sql(tx, &text, values)).await?.rows_affected() == 1)
}

/// Gives a job in hand back for another try; answers whether it was still in this hand.
pub(crate) async fn postpone(tx: &Tx, job: &Queued, until: Timestamp, fault: &str) -> Result<bool, DbErr> {
    let text = format!("update job set run_at = $3, locked_until = null, fault = $4 where {HELD}");
    let values = [job.id.into(), job.attempts.into(), until.into(), fault.into()];
    Ok(tx.execute_raw(sql(tx, &text, values)).await?.rows_affected() == 1)
}

/// Removes a follow-up that waits behind a job in hand: the job itself will be tried again and sees all that it would.
/// It takes over when that is due.
pub(crate) async fn join_follow_up(tx: &Tx, job: &Queued) -> Result<(), DbErr> {
    let text = "delete from job where ended_at is null and locked_until is null and id <> $1
        and exists (select 1 from job one where one.id = $1 and one.name = job.name and one.dedup_key = job.dedup_key)";
    tx.execute_raw(sql(tx, text, [job.id.into()])).await.map(drop)
}

/// Sets a job that was given up to work again, unless another of its name and key waits.
///
/// # Errors
/// When the database refuses.
pub async fn try_again(tx: &Tx, id: JobId, now: Timestamp) -> Result<Again, DbErr> {
    let text = "select exists (select 1 from job other where other.name = job.name and other.dedup_key = job.dedup_key
        and other.ended_at is null and other.locked_until is null) as waits
        from job where id = $1 and outcome = 'given_up'";
    let Some(row) = tx.query_one_raw(sql(tx, text, [id.into()])).await? else { return Ok(Again::Unknown) };
    if row.try_get("", "waits")? {
        return Ok(Again::AnotherWaits);
    }
    let text = "update job set ended_at = null, outcome = null, attempts = 0, run_at = $2
        where id = $1 and outcome = 'given_up'";
    match tx.execute_raw(sql(tx, text, [id.into(), now.into()])).await {
        Ok(done) if done.rows_affected() == 1 => Ok(Again::Waits),
        Ok(_) => Ok(Again::Unknown),
        // One was queued at the same moment.
        Err(error) if broken_constraint(&error).is_some() => Ok(Again::AnotherWaits),
        Err(error) => Err(error),
    }
}

/// Removes what was done before a moment; answers how many. What was given up stays until it is tried again.
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
    let listing = Listing {
        columns: "*",
        from: &format!("(select job.*, {STATE} as state from job) as job where $2 is null or state = $2"),
        order: "queued_at desc, id desc",
    };
    let values = [now.into(), filter.state.map(State::word).into()];
    store::page(db, listing, &values, request).await?.try_map(queued)
}

/// How many jobs are in each state.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<(State, u64)>, DbErr> {
    let text = format!("select {STATE} as state, count(*) as n from job group by 1");
    let mut counts = State::ALL.map(|state| (state, 0));
    for row in db.query_all_raw(sql(db, &text, [now.into()])).await? {
        let (state, number): (State, i64) = (state(&row)?, row.try_get("", "n")?);
        for (_, count) in counts.iter_mut().filter(|(counted, _)| *counted == state) {
            *count = number.unsigned_abs();
        }
    }
    Ok(counts.to_vec())
}

fn state(row: &QueryResult) -> Result<State, DbErr> {
    let word: String = row.try_get("", "state")?;
    State::of_word(&word).ok_or_else(|| DbErr::Type(format!("`{word}` is no state of a job")))
}

fn queued(row: &QueryResult) -> Result<Queued, DbErr> {
    Ok(Queued {
        id: row.try_get("", "id")?,
        name: row.try_get("", "name")?,
        payload: row.try_get("", "payload")?,
        request_id: row.try_get("", "request_id")?,
        queued_at: row.try_get("", "queued_at")?,
        run_at: row.try_get("", "run_at")?,
        attempts: row.try_get("", "attempts")?,
        most_attempts: row.try_get("", "most_attempts")?,
        state: state(row)?,
        fault: row.try_get("", "fault")?,
    })
}
