//! Every query about what organisations are asked, the links of letters, and calls.

use directory::OrganisationId;
use kernel::{Day, Timestamp};
use mail::LetterId;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, held, sql};

use super::{Ask, AskId, Call, Link, State};
use crate::campaign::CampaignId;

const COLUMNS: &str = "id, campaign, organisation, state, letters, due_on, answered_at, means";
/// Rows written in one statement.
const AT_ONCE: usize = 60;

/// What an organisation is asked.
pub(crate) async fn find(db: &impl ConnectionTrait, id: AskId) -> Result<Option<Ask>, DbErr> {
    let text = format!("select {COLUMNS} from campaign_ask where id = $1");
    db.query_one_raw(sql(db, &text, [id.into()])).await?.as_ref().map(ask).transpose()
}

/// The same, which nobody else may change until the unit of work is over.
pub(crate) async fn hold(tx: &Tx, id: AskId) -> Result<Option<Ask>, DbErr> {
    let text = format!("select {COLUMNS} from campaign_ask where id = $1{}", held(tx));
    tx.query_one_raw(sql(tx, &text, [id.into()])).await?.as_ref().map(ask).transpose()
}

/// What a campaign asks, of one state or of all.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    (campaign, state): (CampaignId, Option<State>),
) -> Result<Vec<Ask>, DbErr> {
    let text = format!("select {COLUMNS} from campaign_ask where campaign = $1 and ($2 is null or state = $2)");
    let values = [campaign.into(), state.map(State::code).into()];
    db.query_all_raw(sql(db, &text, values)).await?.iter().map(ask).collect()
}

/// Somebody to call, and since when an answer is asked for: the first letter, or the beginning of the campaign for whoever got none.
pub(crate) struct ToCall {
    pub ask: Ask,
    pub first_letter: Option<Timestamp>,
    pub started_on: Option<Day>,
}

/// Whom to call, in campaigns that run.
pub(crate) async fn to_call(db: &impl ConnectionTrait) -> Result<Vec<ToCall>, DbErr> {
    let text =
        "select a.id, a.campaign, a.organisation, a.state, a.letters, a.due_on, a.answered_at, a.means, c.started_on,
        (select min(l.made_at) from campaign_link l where l.ask = a.id) as first_letter
        from campaign_ask a join campaign c on c.id = a.campaign where a.state = 'to_call' and c.state = 'running'";
    let to_call = |row: &QueryResult| {
        let (first_letter, started_on) = (row.try_get("", "first_letter")?, row.try_get("", "started_on")?);
        Ok(ToCall { ask: ask(row)?, first_letter, started_on })
    };
    db.query_all_raw(sql(db, text, [])).await?.iter().map(to_call).collect()
}

/// What is due in a campaign.
pub(crate) async fn due(
    db: &impl ConnectionTrait,
    campaign: CampaignId,
    today: Day,
    most: u64,
) -> Result<Vec<AskId>, DbErr> {
    let text = format!(
        "select id from campaign_ask where campaign = $1 and state = 'waiting' and due_on <= $2
            order by due_on, id limit {most}"
    );
    let rows = db.query_all_raw(sql(db, &text, [campaign.into(), today.into()])).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// The organisations that some running campaign asks and that did not answer it yet.
pub(crate) async fn being_asked(db: &impl ConnectionTrait) -> Result<Vec<OrganisationId>, DbErr> {
    let text = "select distinct a.organisation from campaign_ask a join campaign c on c.id = a.campaign
        where c.state = 'running' and a.state in ('waiting', 'to_call')";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    of_today(db, rows.iter().map(|row| row.try_get("", "organisation")).collect::<Result<_, _>>()?).await
}

/// Adds what organisations are asked.
pub(crate) async fn insert(tx: &Tx, asks: &[Ask]) -> Result<(), DbErr> {
    for chunk in asks.chunks(AT_ONCE) {
        let row = |at: usize| {
            let places = (1..=8).map(|n| format!("${}", at * 8 + n)).collect::<Vec<_>>().join(", ");
            format!("({places})")
        };
        let rows = (0..chunk.len()).map(row).collect::<Vec<_>>().join(", ");
        let text = format!("insert into campaign_ask ({COLUMNS}) values {rows}");
        tx.execute_raw(sql(tx, &text, chunk.iter().flat_map(values))).await?;
    }
    Ok(())
}

/// Replaces what an organisation is asked.
pub(crate) async fn update(tx: &Tx, ask: &Ask) -> Result<(), DbErr> {
    let text = "update campaign_ask set campaign = $2, organisation = $3, state = $4, letters = $5, due_on = $6,
        answered_at = $7, means = $8 where id = $1";
    tx.execute_raw(sql(tx, text, values(ask))).await.map(drop)
}

/// Who has not answered a campaign that ended is silent; answers how many.
pub(crate) async fn silence(tx: &Tx, campaign: CampaignId) -> Result<u64, DbErr> {
    let text = "update campaign_ask set state = 'silent', due_on = null
        where campaign = $1 and state in ('waiting', 'to_call')";
    Ok(tx.execute_raw(sql(tx, text, [campaign.into()])).await?.rows_affected())
}

/// Keeps the link of a letter, by its hash.
pub(crate) async fn put_link(tx: &Tx, token_hash: &str, link: &Link) -> Result<(), DbErr> {
    let text = "insert into campaign_link (token_hash, ask, letter, made_at, expires_at) values ($1, $2, $3, $4, $5)";
    let values = [token_hash.into(), link.ask.into(), link.letter.into(), link.made_at.into(), link.expires_at.into()];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// The link with a hash.
pub(crate) async fn link(db: &impl ConnectionTrait, token_hash: &str) -> Result<Option<Link>, DbErr> {
    let text = "select ask, letter, made_at, expires_at, revoked_at from campaign_link where token_hash = $1";
    db.query_one_raw(sql(db, text, [token_hash.into()])).await?.as_ref().map(one_link).transpose()
}

/// The letters of an ask with their links, the latest first.
pub(crate) async fn links(db: &impl ConnectionTrait, ask: AskId) -> Result<Vec<Link>, DbErr> {
    let text = "select ask, letter, made_at, expires_at, revoked_at from campaign_link where ask = $1
        order by made_at desc, token_hash";
    db.query_all_raw(sql(db, text, [ask.into()])).await?.iter().map(one_link).collect()
}

/// The letters of a campaign.
pub(crate) async fn letters(db: &impl ConnectionTrait, campaign: CampaignId) -> Result<Vec<(AskId, LetterId)>, DbErr> {
    let text = "select l.ask, l.letter from campaign_link l join campaign_ask a on a.id = l.ask
        where a.campaign = $1 order by l.ask, l.made_at";
    let rows = db.query_all_raw(sql(db, text, [campaign.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "ask")?, row.try_get("", "letter")?))).collect()
}

/// Forgets the link of a letter that never went.
pub(crate) async fn remove_link(tx: &Tx, letter: LetterId) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "delete from campaign_link where letter = $1", [letter.into()])).await.map(drop)
}

/// Withdraws the links of an ask; answers how many opened until then.
pub(crate) async fn revoke(tx: &Tx, ask: AskId, now: Timestamp) -> Result<u64, DbErr> {
    let text = "update campaign_link set revoked_at = $2 where ask = $1 and revoked_at is null";
    Ok(tx.execute_raw(sql(tx, text, [ask.into(), now.into()])).await?.rows_affected())
}

/// Withdraws every link of a campaign; answers how many there were.
pub(crate) async fn revoke_all(tx: &Tx, campaign: CampaignId, now: Timestamp) -> Result<u64, DbErr> {
    let text = "update campaign_link set revoked_at = $2 where revoked_at is null
        and ask in (select id from campaign_ask where campaign = $1)";
    Ok(tx.execute_raw(sql(tx, text, [campaign.into(), now.into()])).await?.rows_affected())
}

/// Writes a call down; false when it stands there already.
pub(crate) async fn put_call(tx: &Tx, call: &Call) -> Result<bool, DbErr> {
    let text = "insert into campaign_call (id, ask, made_at, minutes, outcome) values ($1, $2, $3, $4, $5)
        on conflict (id) do nothing";
    let values: [Value; 5] =
        [call.id.into(), call.ask.into(), call.made_at.into(), call.minutes.into(), call.outcome.into()];
    Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1)
}

/// The calls about an ask, the latest first.
pub(crate) async fn calls(db: &impl ConnectionTrait, ask: AskId) -> Result<Vec<Call>, DbErr> {
    let text = "select id, ask, made_at, minutes, outcome from campaign_call where ask = $1 order by made_at desc, id";
    let call = |row: &QueryResult| {
        Ok(Call {
            id: row.try_get("", "id")?,
            ask: row.try_get("", "ask")?,
            made_at: row.try_get("", "made_at")?,
            minutes: row.try_get("", "minutes")?,
            outcome: row.try_get("", "outcome")?,
        })
    };
    db.query_all_raw(sql(db, text, [ask.into()])).await?.iter().map(call).collect()
}

/// Remembers that an organisation wants no letters; false when that is known. The wish is kept with who said it: merged into another,
/// it holds for that one, and parted again it is its own.
pub(crate) async fn want_no_mail(tx: &Tx, organisation: OrganisationId, now: Timestamp) -> Result<bool, DbErr> {
    let text =
        "insert into campaign_no_mail (organisation, since) values ($1, $2) on conflict (organisation) do nothing";
    Ok(tx.execute_raw(sql(tx, text, [organisation.into(), now.into()])).await?.rows_affected() == 1)
}

/// An organisation wants letters again, with all that was merged into it.
pub(crate) async fn want_mail(tx: &Tx, organisation: OrganisationId) -> Result<(), DbErr> {
    for one in with_merged(tx, organisation).await? {
        let text = "delete from campaign_no_mail where organisation = $1";
        tx.execute_raw(sql(tx, text, [one.into()])).await?;
    }
    Ok(())
}

/// Whether an organisation wants no letters, or one that was merged into it.
pub(crate) async fn wants_no_mail(db: &impl ConnectionTrait, organisation: OrganisationId) -> Result<bool, DbErr> {
    let all: Vec<Value> = with_merged(db, organisation).await?.into_iter().map(Value::from).collect();
    let places: Vec<String> = (1..=all.len()).map(|n| format!("${n}")).collect();
    let text = format!("select 1 as one from campaign_no_mail where organisation in ({}) limit 1", places.join(", "));
    Ok(db.query_one_raw(sql(db, &text, all)).await?.is_some())
}

/// The organisations that want no letters: those that are there in the place of who said so.
pub(crate) async fn unwilling(db: &impl ConnectionTrait) -> Result<Vec<OrganisationId>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select organisation from campaign_no_mail", [])).await?;
    of_today(db, rows.iter().map(|row| row.try_get("", "organisation")).collect::<Result<_, _>>()?).await
}

/// An organisation and those that were merged into it.
async fn with_merged(db: &impl ConnectionTrait, organisation: OrganisationId) -> Result<Vec<OrganisationId>, DbErr> {
    let merged = directory::merged_into(db, organisation.into()).await?;
    let merged = merged.into_iter().map(|entry| OrganisationId::from_uuid(entry.id));
    Ok(std::iter::once(organisation).chain(merged).collect())
}

/// The organisations that are there in the place of some, where these were merged.
async fn of_today(db: &impl ConnectionTrait, mut all: Vec<OrganisationId>) -> Result<Vec<OrganisationId>, DbErr> {
    for one in &mut all {
        if let Some(now) = directory::redirected(db, (*one).into()).await? {
            *one = OrganisationId::from_uuid(now.id);
        }
    }
    Ok(all)
}

fn values(ask: &Ask) -> [Value; 8] {
    [
        ask.id.into(),
        ask.campaign.into(),
        ask.organisation.into(),
        ask.state.into(),
        ask.letters.into(),
        ask.due_on.into(),
        ask.answered_at.into(),
        ask.means.into(),
    ]
}

fn ask(row: &QueryResult) -> Result<Ask, DbErr> {
    Ok(Ask {
        id: row.try_get("", "id")?,
        campaign: row.try_get("", "campaign")?,
        organisation: row.try_get("", "organisation")?,
        state: row.try_get("", "state")?,
        letters: row.try_get("", "letters")?,
        due_on: row.try_get("", "due_on")?,
        answered_at: row.try_get("", "answered_at")?,
        means: row.try_get("", "means")?,
    })
}

fn one_link(row: &QueryResult) -> Result<Link, DbErr> {
    Ok(Link {
        ask: row.try_get("", "ask")?,
        letter: row.try_get("", "letter")?,
        made_at: row.try_get("", "made_at")?,
        expires_at: row.try_get("", "expires_at")?,
        revoked_at: row.try_get("", "revoked_at")?,
    })
}
