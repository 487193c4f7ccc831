//! Every query about proposals.

use access::Context;
use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, held, sql};

use super::{Part, Proposal, ProposalId, Sealed};
use crate::entry::seen::may_read;
use crate::entry::{EntryId, EntryKind};
use crate::rows::{Table, placeholders, select_in};

const PART: Table = Table {
    name: "directory_proposal_part",
    columns: &["proposal", "kind", "entry_id", "field", "before", "after", "taken"],
    key: None,
};

/// What a new proposal has besides itself: where it came from, and the link to what becomes of it.
pub(crate) struct Sent {
    pub network: String,
    pub token_hash: String,
    pub expires_at: Timestamp,
}

/// Writes a new proposal.
pub(crate) async fn insert(tx: &Tx, proposal: &Proposal, parts: &[Part], sent: &Sent) -> Result<(), DbErr> {
    let text =
        "insert into directory_proposal (id, kind, entry_id, state, made_at, made_by, lang, network, note, email,
        token_hash, expires_at, contact, stopped) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let sealed = |sealed: &Option<Sealed>| sealed.as_ref().map(|sealed| sealed.0.clone());
    let values: [Value; 14] = [
        proposal.id.into(),
        proposal.entry.kind.into(),
        proposal.entry.id.into(),
        proposal.state.into(),
        proposal.made_at.into(),
        proposal.made_by.as_str().into(),
        proposal.lang.into(),
        sent.network.as_str().into(),
        sealed(&proposal.note).into(),
        sealed(&proposal.email).into(),
        sent.token_hash.as_str().into(),
        sent.expires_at.into(),
        proposal.contact.into(),
        proposal.stopped.into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await?;
    let rows = parts.iter().map(|part| -> [Value; 7] {
        [
            proposal.id.into(),
            part.entry.kind.into(),
            part.entry.id.into(),
            part.field.as_str().into(),
            part.before.clone().into(),
            part.after.clone().into(),
            part.taken.into(),
        ]
    });
    PART.put(tx, rows.collect()).await
}

/// A proposal.
pub(crate) async fn find(db: &impl ConnectionTrait, id: ProposalId) -> Result<Option<Proposal>, DbErr> {
    let row = db.query_one_raw(sql(db, "select * from directory_proposal where id = $1", [id.into()])).await?;
    row.as_ref().map(proposal).transpose()
}

/// Some proposals, in no order; one that is there no more is left out.
pub(crate) async fn many(db: &impl ConnectionTrait, ids: &[ProposalId]) -> Result<Vec<Proposal>, DbErr> {
    let ids = ids.iter().map(|id| (*id).into()).collect();
    select_in(db, "select * from directory_proposal where id", ids).await?.iter().map(proposal).collect()
}

/// The proposals that came up in a contact of the helpdesk, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_contact(db: &impl ConnectionTrait, contact: uuid::Uuid) -> Result<Vec<Proposal>, DbErr> {
    let text = "select * from directory_proposal where contact = $1 order by made_at desc, id";
    db.query_all_raw(sql(db, text, [contact.into()])).await?.iter().map(proposal).collect()
}

/// A proposal that nobody else may decide until the unit of work is over.
pub(crate) async fn hold(tx: &Tx, id: ProposalId) -> Result<Option<Proposal>, DbErr> {
    let text = format!("select * from directory_proposal where id = $1{}", held(tx));
    let row = tx.query_one_raw(sql(tx, &text, [id.into()])).await?;
    row.as_ref().map(proposal).transpose()
}

/// The proposal that a link shows, while it does.
pub(crate) async fn by_token(
    db: &impl ConnectionTrait,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<Proposal>, DbErr> {
    let text = "select * from directory_proposal where token_hash = $1 and expires_at > $2";
    let row = db.query_one_raw(sql(db, text, [token_hash.into(), now.into()])).await?;
    row.as_ref().map(proposal).transpose()
}

/// The fields of a proposal.
pub(crate) async fn parts(db: &impl ConnectionTrait, id: ProposalId) -> Result<Vec<Part>, DbErr> {
    let text = "select * from directory_proposal_part where proposal = $1 order by kind, entry_id, field";
    let rows = db.query_all_raw(sql(db, text, [id.into()])).await?;
    let part = |row: &QueryResult| {
        let kind: EntryKind = row.try_get("", "kind")?;
        Ok(Part {
            entry: EntryId::new(kind, row.try_get("", "entry_id")?),
            field: row.try_get("", "field")?,
            before: row.try_get("", "before")?,
            after: row.try_get("", "after")?,
            taken: row.try_get("", "taken")?,
        })
    };
    rows.iter().map(part).collect()
}

/// Those of its fields of which whoever acts may read what they say.
pub(crate) async fn readable_parts(
    cx: &Context,
    db: &impl ConnectionTrait,
    id: ProposalId,
) -> Result<Vec<Part>, DbErr> {
    let mut all = Vec::new();
    for part in parts(db, id).await? {
        if may_read(cx, db, part.entry).await? {
            all.push(part);
        }
    }
    Ok(all)
}

/// The fields of an entry about which a proposal waits.
pub(crate) async fn waiting_fields(db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<String>, DbErr> {
    let text = "select distinct part.field from directory_proposal_part part
        join directory_proposal p on p.id = part.proposal
        where part.kind = $1 and part.entry_id = $2 and p.state = 'waiting' order by part.field";
    let rows = db.query_all_raw(sql(db, text, [entry.kind.into(), entry.id.into()])).await?;
    rows.iter().map(|row| row.try_get("", "field")).collect()
}

/// Whether a proposal of somebody, as it is kept, waits.
pub(crate) async fn waits_from(db: &impl ConnectionTrait, made_by: &str) -> Result<bool, DbErr> {
    let text = "select 1 as one from directory_proposal where made_by = $1 and state = 'waiting' limit 1";
    Ok(db.query_one_raw(sql(db, text, [made_by.into()])).await?.is_some())
}

fn proposal(row: &QueryResult) -> Result<Proposal, DbErr> {
    let kind: EntryKind = row.try_get("", "kind")?;
    Ok(Proposal {
        id: row.try_get("", "id")?,
        entry: EntryId::new(kind, row.try_get("", "entry_id")?),
        state: row.try_get("", "state")?,
        made_at: row.try_get("", "made_at")?,
        made_by: row.try_get("", "made_by")?,
        lang: row.try_get("", "lang")?,
        stopped: row.try_get("", "stopped")?,
        note: row.try_get::<Option<Vec<u8>>>("", "note")?.map(Sealed),
        email: row.try_get::<Option<Vec<u8>>>("", "email")?.map(Sealed),
        decided_at: row.try_get("", "decided_at")?,
        answer: row.try_get("", "answer")?,
        contact: row.try_get("", "contact")?,
    })
}

/// How many proposals came from a network since two moments, and how many of its proposals about an entry wait.
pub(crate) async fn so_far(
    db: &impl ConnectionTrait,
    (network, entry): (&str, EntryId),
    [one, other]: [Timestamp; 2],
) -> Result<[i64; 3], DbErr> {
    let text = "select
        (select count(*) from directory_proposal where network = $1 and made_at > $2) as one,
        (select count(*) from directory_proposal where network = $1 and made_at > $3) as other,
        (select count(*) from directory_proposal where kind = $4 and entry_id = $5 and state = 'waiting'
            and network = $1) as waiting";
    let values: [Value; 5] = [network.into(), one.into(), other.into(), entry.kind.into(), entry.id.into()];
    let Some(row) = db.query_one_raw(sql(db, text, values)).await? else { return Ok([0; 3]) };
    Ok([row.try_get("", "one")?, row.try_get("", "other")?, row.try_get("", "waiting")?])
}

/// Writes down how a proposal was decided.
pub(crate) async fn decide(tx: &Tx, proposal: &Proposal, parts: &[Part], by: &str) -> Result<(), DbErr> {
    let text = "update directory_proposal set state = $2, decided_at = $3, decided_by = $4, answer = $5 where id = $1";
    let values: [Value; 5] = [
        proposal.id.into(),
        proposal.state.into(),
        proposal.decided_at.into(),
        by.into(),
        proposal.answer.clone().into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await?;
    for part in parts {
        let text = "update directory_proposal_part set taken = $5
            where proposal = $1 and kind = $2 and entry_id = $3 and field = $4";
        let EntryId { kind, id } = part.entry;
        let values: [Value; 5] =
            [proposal.id.into(), kind.into(), id.into(), part.field.as_str().into(), part.taken.into()];
        tx.execute_raw(sql(tx, text, values)).await?;
    }
    Ok(())
}

/// What waits about entries that leave the directory lapses: nobody can decide it any more.
pub(crate) async fn lapse(tx: &Tx, gone: &[EntryId], (at, by): (Timestamp, &str)) -> Result<(), DbErr> {
    let set = "state = 'lapsed', decided_at = $1, decided_by = $2 where state = 'waiting'";
    turn(tx, gone, (set, vec![at.into(), by.into()])).await
}

/// What lapsed with entries that are there again waits again.
pub(crate) async fn revive(tx: &Tx, back: &[EntryId]) -> Result<(), DbErr> {
    turn(tx, back, ("state = 'waiting', decided_at = null, decided_by = null where state = 'lapsed'", Vec::new())).await
}

async fn turn(tx: &Tx, about: &[EntryId], (set, values): (&str, Vec<Value>)) -> Result<(), DbErr> {
    for kind in EntryKind::ALL {
        let ids: Vec<Value> = about.iter().filter(|entry| entry.kind == *kind).map(|entry| entry.id.into()).collect();
        for chunk in ids.chunks(AT_ONCE) {
            let text = format!(
                "update directory_proposal set {set} and kind = ${} and entry_id in ({})",
                values.len() + 1,
                placeholders(values.len() + 1, chunk.len())
            );
            let all = values.iter().cloned().chain([(*kind).into()]).chain(chunk.iter().cloned());
            tx.execute_raw(sql(tx, &text, all)).await?;
        }
    }
    Ok(())
}

/// What waits about an entry, or about fields of it, is about another from now on; answers which proposals that are. What is proposed
/// of a field of both stays where it is.
pub(crate) async fn lead(tx: &Tx, from: EntryId, to: EntryId) -> Result<Vec<ProposalId>, DbErr> {
    let text = "select id from directory_proposal p where p.state = 'waiting' and ((p.kind = $1 and p.entry_id = $2)
        or exists (select 1 from directory_proposal_part part
            where part.proposal = p.id and part.kind = $1 and part.entry_id = $2)) order by id";
    let rows = tx.query_all_raw(sql(tx, text, [from.kind.into(), from.id.into()])).await?;
    let led: Vec<ProposalId> = rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?;
    lead_some(tx, &led, (from, to)).await?;
    Ok(led)
}

/// Some proposals are about another entry of the same kind from now on, as far as they wait.
pub(crate) async fn lead_some(tx: &Tx, led: &[ProposalId], (from, to): (EntryId, EntryId)) -> Result<(), DbErr> {
    let waits = "select 1 from directory_proposal p where p.id = $1 and p.state = 'waiting'";
    for id in led {
        let values: [Value; 4] = [(*id).into(), from.kind.into(), from.id.into(), to.id.into()];
        let text = format!(
            "update directory_proposal_part set entry_id = $4 where proposal = $1 and kind = $2 and entry_id = $3
            and exists ({waits}) and field not in (select other.field from directory_proposal_part other
                where other.proposal = $1 and other.kind = $2 and other.entry_id = $4)"
        );
        tx.execute_raw(sql(tx, &text, values.clone())).await?;
        let text = "update directory_proposal set entry_id = $4
            where id = $1 and kind = $2 and entry_id = $3 and state = 'waiting'";
        tx.execute_raw(sql(tx, text, values)).await?;
    }
    Ok(())
}

/// Entries named in one statement.
const AT_ONCE: usize = 500;

/// Forgets what people wrote of themselves in proposals decided before a moment; answers in how many.
pub(crate) async fn forget(tx: &Tx, decided_before: Timestamp) -> Result<u64, DbErr> {
    let text = "update directory_proposal set note = null, email = null
        where decided_at < $1 and (note is not null or email is not null)";
    Ok(tx.execute_raw(sql(tx, text, [decided_before.into()])).await?.rows_affected())
}
