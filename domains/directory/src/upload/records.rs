//! Every query about files that were sent.

use access::{AccountId, Vault};
use kernel::{Page, PageRequest, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Listing, Tx, held, sql};

use super::{Report, Sent, State, Trouble, UploadId};

/// What the vault seals pieces, reports and details for.
const PIECE: &str = "directory.upload.piece";
const REPORT: &str = "directory.upload.report";
const DETAIL: &str = "directory.upload.detail";

/// A part of what was sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    File,
    Mapping,
}

impl Part {
    const fn word(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Mapping => "mapping",
        }
    }
}

/// Adds a file, without its pieces; false when its id is taken.
pub(super) async fn insert(tx: &Tx, sent: &Sent) -> Result<bool, DbErr> {
    let text = "insert into directory_upload (id, file, bytes, mapping, state, sent_at, sent_by, tries, source)
        values ($1, $2, $3, $4, $5, $6, $7, 0, $8) on conflict (id) do nothing";
    let values: [Value; 8] = [
        sent.id.into(),
        sent.file.as_str().into(),
        whole(sent.bytes),
        sent.mapping.clone().into(),
        sent.state.into(),
        sent.sent_at.into(),
        sent.sent_by.into(),
        sent.source.clone().into(),
    ];
    Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1)
}

/// Adds a piece of a part.
pub(super) async fn put_piece(
    tx: &Tx,
    vault: &Vault,
    (id, part, number): (UploadId, Part, u64),
    bytes: &[u8],
) -> Result<(), DbErr> {
    let text = "insert into directory_upload_piece (upload, part, number, sealed) values ($1, $2, $3, $4)";
    let values: [Value; 4] = [id.into(), part.word().into(), whole(number), vault.seal(PIECE, bytes).into()];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// A piece of a part; nothing after the last one.
pub(super) async fn piece(
    db: &impl ConnectionTrait,
    vault: &Vault,
    (id, part, number): (UploadId, Part, u64),
) -> Result<Option<Vec<u8>>, DbErr> {
    let text = "select sealed from directory_upload_piece where upload = $1 and part = $2 and number = $3";
    let values: [Value; 3] = [id.into(), part.word().into(), whole(number)];
    let Some(row) = db.query_one_raw(sql(db, text, values)).await? else { return Ok(None) };
    vault.open(PIECE, &row.try_get::<Vec<u8>>("", "sealed")?).map(Some).map_err(unopened)
}

/// Drops what a file holds.
pub(super) async fn drop_pieces(tx: &Tx, id: UploadId) -> Result<(), DbErr> {
    let text = "delete from directory_upload_piece where upload = $1";
    tx.execute_raw(sql(tx, text, [id.into()])).await.map(drop)
}

pub(super) async fn find(db: &impl ConnectionTrait, vault: &Vault, id: UploadId) -> Result<Option<Sent>, DbErr> {
    let text = "select * from directory_upload where id = $1";
    db.query_one_raw(sql(db, text, [id.into()])).await?.map(|row| sent(vault, &row)).transpose()
}

/// As [`find`], and nobody changes it until the unit is over.
pub(super) async fn hold(tx: &Tx, vault: &Vault, id: UploadId) -> Result<Option<Sent>, DbErr> {
    let text = format!("select * from directory_upload where id = $1{}", held(tx));
    tx.query_one_raw(sql(tx, &text, [id.into()])).await?.map(|row| sent(vault, &row)).transpose()
}

/// All of them, the latest first.
pub(super) async fn list(db: &impl ConnectionTrait, vault: &Vault, request: PageRequest) -> Result<Page<Sent>, DbErr> {
    let listing = Listing { columns: "*", from: "directory_upload", order: "sent_at desc, id desc" };
    store::page(db, listing, &[], request).await?.try_map(|row| sent(vault, row))
}

/// How many files are kept for a job or a decision.
pub(super) async fn kept(tx: &Tx) -> Result<u64, DbErr> {
    let text = "select count(*) as n from directory_upload where state in ($1, $2, $3)";
    let values = [State::Waiting, State::Looked, State::Accepted].map(Value::from);
    let row = tx.query_one_raw(sql(tx, text, values)).await?;
    row.map_or(Ok(0), |row| Ok(row.try_get::<i64>("", "n")?.unsigned_abs()))
}

/// Notes that a job begins its work, once more.
pub(super) async fn begin(tx: &Tx, id: UploadId, at: Timestamp) -> Result<(), DbErr> {
    let text = "update directory_upload set began_at = $2, ended_at = null, tries = tries + 1 where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), at.into()])).await.map(drop)
}

/// Notes somebody's decision.
pub(super) async fn decide(tx: &Tx, id: UploadId, state: State, (by, at): (AccountId, Timestamp)) -> Result<(), DbErr> {
    let text = "update directory_upload set state = $2, decided_by = $3, decided_at = $4, tries = 0, began_at = null,
        ended_at = null where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), state.into(), by.into(), at.into()])).await.map(drop)
}

/// Notes what came of a reading, if the file still stands where it was read from; answers whether it did.
pub(super) async fn succeed(
    tx: &Tx,
    vault: &Vault,
    (id, from, to): (UploadId, State, State),
    (report, at): (&Report, Timestamp),
) -> Result<bool, DbErr> {
    let text = "update directory_upload set state = $3, report = $4, ended_at = $5 where id = $1 and state = $2";
    let report = serde_json::to_vec(report).map_err(|error| DbErr::Custom(error.to_string()))?;
    let values: [Value; 5] = [id.into(), from.into(), to.into(), vault.seal(REPORT, &report).into(), at.into()];
    Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1)
}

/// Notes that a file came to nothing, if nobody threw it away meanwhile, and drops what it holds.
pub(super) async fn fail(
    tx: &Tx,
    vault: &Vault,
    id: UploadId,
    (trouble, detail, at): (Trouble, Option<&str>, Timestamp),
) -> Result<(), DbErr> {
    let text = "update directory_upload set state = $2, trouble = $3, detail = $4, ended_at = $5
        where id = $1 and state in ($6, $7)";
    let values: [Value; 7] = [
        id.into(),
        State::Failed.into(),
        trouble.into(),
        detail.map(|detail| vault.seal_text(DETAIL, detail)).into(),
        at.into(),
        State::Waiting.into(),
        State::Accepted.into(),
    ];
    if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1 {
        drop_pieces(tx, id).await?;
    }
    Ok(())
}

/// The files that a job began to read before a moment, and neither ended nor began again since.
pub(super) async fn stuck(tx: &Tx, began_before: Timestamp) -> Result<Vec<UploadId>, DbErr> {
    let text = "select id from directory_upload where began_at < $1 and ended_at is null and state in ($2, $3)";
    let values: [Value; 3] = [began_before.into(), State::Waiting.into(), State::Accepted.into()];
    let rows = tx.query_all_raw(sql(tx, text, values)).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// Lets files lapse about which nobody decided, and drops what they hold; answers how many.
pub(super) async fn lapse(tx: &Tx, sent_before: Timestamp) -> Result<u64, DbErr> {
    let text = "update directory_upload set state = $1 where sent_at < $2 and state in ($3, $4)";
    let values: [Value; 4] = [State::Lapsed.into(), sent_before.into(), State::Waiting.into(), State::Looked.into()];
    let lapsed = tx.execute_raw(sql(tx, text, values)).await?.rows_affected();
    let text = "delete from directory_upload_piece where upload in (select id from directory_upload where state = $1)";
    tx.execute_raw(sql(tx, text, [State::Lapsed.into()])).await?;
    Ok(lapsed)
}

/// Forgets what became of files long ago.
pub(super) async fn forget(tx: &Tx, sent_before: Timestamp) -> Result<(), DbErr> {
    let text = "delete from directory_upload where sent_at < $1 and state not in ($2, $3, $4)";
    let values: [Value; 4] = [sent_before.into(), State::Waiting.into(), State::Looked.into(), State::Accepted.into()];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

fn sent(vault: &Vault, row: &QueryResult) -> Result<Sent, DbErr> {
    let report: Option<Vec<u8>> = row.try_get("", "report")?;
    let report = report.map(|sealed| vault.open(REPORT, &sealed).map_err(unopened)).transpose()?;
    let report = report.map(|bytes| serde_json::from_slice(&bytes)).transpose();
    let detail: Option<Vec<u8>> = row.try_get("", "detail")?;
    let number = |column: &str| row.try_get::<i64>("", column).map(i64::unsigned_abs);
    Ok(Sent {
        id: row.try_get("", "id")?,
        file: row.try_get("", "file")?,
        bytes: number("bytes")?,
        source: row.try_get("", "source")?,
        mapping: row.try_get("", "mapping")?,
        state: row.try_get("", "state")?,
        sent_at: row.try_get("", "sent_at")?,
        sent_by: row.try_get("", "sent_by")?,
        decided_at: row.try_get("", "decided_at")?,
        decided_by: row.try_get("", "decided_by")?,
        tries: number("tries")?,
        began_at: row.try_get("", "began_at")?,
        ended_at: row.try_get("", "ended_at")?,
        report: report.map_err(|error| DbErr::Type(format!("directory_upload.report: {error}")))?,
        trouble: row.try_get("", "trouble")?,
        detail: detail.map(|sealed| vault.open_text(DETAIL, &sealed).map_err(unopened)).transpose()?,
    })
}

fn whole(number: u64) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn unopened(error: access::VaultError) -> DbErr {
    DbErr::Custom(error.to_string())
}
