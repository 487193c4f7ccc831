//! Every query about kept searches. What they say is sealed on the way in and opened on the way out.

use access::{AccountId, Vault};
use kernel::{Day, Timestamp};
use mail::Address;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Fields, Tx, held, sql};

use super::{Alert, AlertId, Keeper, State};

/// What is sealed for which purpose.
const ADDRESS: &str = "alerts.address";
const MAILBOX: &str = "alerts.mailbox";
const SEARCH: &str = "alerts.search";
const SEEN: &str = "alerts.seen";

/// A kept search.
pub(crate) async fn find(db: &impl ConnectionTrait, vault: &Vault, id: AlertId) -> Result<Option<Alert>, DbErr> {
    let row = db.query_one_raw(sql(db, "select * from alert where id = $1", [id.into()])).await?;
    row.map(|row| alert(vault, &row)).transpose()
}

/// The same, which nobody else may change until the unit of work is over.
pub(crate) async fn hold(tx: &Tx, vault: &Vault, id: AlertId) -> Result<Option<Alert>, DbErr> {
    let text = format!("select * from alert where id = $1{}", held(tx));
    let row = tx.query_one_raw(sql(tx, &text, [id.into()])).await?;
    row.map(|row| alert(vault, &row)).transpose()
}

/// The searches that somebody keeps, the latest first, confirmed or not.
pub(crate) async fn of(db: &impl ConnectionTrait, vault: &Vault, keeper: &Keeper) -> Result<Vec<Alert>, DbErr> {
    let (column, value): (_, Value) = match keeper {
        Keeper::Account(account) => ("account", (*account).into()),
        Keeper::Address(address) => ("address_index", index(vault, address).into()),
    };
    let text = format!("select * from alert where {column} = $1 order by made_at desc, id");
    let rows = db.query_all_raw(sql(db, &text, [value])).await?;
    rows.iter().map(|row| alert(vault, row)).collect()
}

/// How many searches are kept for the mailbox behind an address, however that is written, and how many of them were asked for since a
/// moment and not confirmed.
pub(crate) async fn of_mailbox(
    db: &impl ConnectionTrait,
    vault: &Vault,
    address: &Address,
    since: Timestamp,
) -> Result<(usize, usize), DbErr> {
    let text = "select state, made_at from alert where mailbox_index = $1";
    let rows = db.query_all_raw(sql(db, text, [mailbox(vault, address).into()])).await?;
    let mut asked = 0;
    for row in &rows {
        let (state, made_at): (State, Timestamp) = (row.try_get("", "state")?, row.try_get("", "made_at")?);
        asked += usize::from(state == State::Asked && made_at > since);
    }
    Ok((rows.len(), asked))
}

/// The searches that are to be looked at.
pub(crate) async fn due(db: &impl ConnectionTrait, today: Day, most: u64) -> Result<Vec<AlertId>, DbErr> {
    let text =
        format!("select id from alert where state = 'active' and next_on <= $1 order by next_on, id limit {most}");
    let rows = db.query_all_raw(sql(db, &text, [today.into()])).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// Keeps a search; false when its id is taken.
pub(crate) async fn insert(tx: &Tx, vault: &Vault, alert: &Alert) -> Result<bool, DbErr> {
    fields(vault, alert).insert(tx).await
}

/// Replaces a kept search.
pub(crate) async fn update(tx: &Tx, vault: &Vault, alert: &Alert) -> Result<(), DbErr> {
    fields(vault, alert).update(tx).await.map(drop)
}

/// Forgets a kept search, and whose it was.
pub(crate) async fn remove(tx: &Tx, id: AlertId) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "delete from alert where id = $1", [id.into()])).await.map(drop)
}

/// Forgets what no mailbox confirmed before a moment; answers how many.
pub(crate) async fn forget_unconfirmed(tx: &Tx, before: Timestamp) -> Result<u64, DbErr> {
    let text = "delete from alert where state = 'asked' and made_at < $1";
    Ok(tx.execute_raw(sql(tx, text, [before.into()])).await?.rows_affected())
}

fn index(vault: &Vault, address: &Address) -> String {
    vault.blind_index(ADDRESS, &address.as_str().to_lowercase())
}

fn mailbox(vault: &Vault, address: &Address) -> String {
    vault.blind_index(MAILBOX, &address.behind())
}

fn sealed(vault: &Vault, purpose: &'static str, value: &impl Serialize) -> Vec<u8> {
    vault.seal(purpose, &serde_json::to_vec(value).unwrap_or_default())
}

fn opened<T: DeserializeOwned>(vault: &Vault, purpose: &'static str, bytes: &[u8]) -> Result<T, DbErr> {
    let bytes = vault.open(purpose, bytes).map_err(|error| DbErr::Custom(error.to_string()))?;
    serde_json::from_slice(&bytes).map_err(|_| DbErr::Type(format!("{purpose}: what was sealed cannot be read")))
}

fn fields(vault: &Vault, alert: &Alert) -> Fields {
    let (account, address) = match &alert.keeper {
        Keeper::Account(account) => (Some(*account), None),
        Keeper::Address(address) => (None, Some(address)),
    };
    let columns = [
        ("id", alert.id.into()),
        ("account", account.into()),
        ("address", address.map(|address| vault.seal_text(ADDRESS, address.as_str())).into()),
        ("address_index", address.map(|address| index(vault, address)).into()),
        ("mailbox_index", address.map(|address| mailbox(vault, address)).into()),
        ("search", sealed(vault, SEARCH, &alert.search).into()),
        ("seen", alert.seen.as_ref().map(|seen| sealed(vault, SEEN, seen)).into()),
        ("lang", alert.lang.into()),
        ("rhythm", alert.rhythm.into()),
        ("state", alert.state.into()),
        ("made_at", alert.made_at.into()),
        ("next_on", alert.next_on.into()),
        ("told_at", alert.told_at.into()),
        ("letter", alert.letter.into()),
    ];
    Fields::of("alert", columns)
}

fn alert(vault: &Vault, row: &QueryResult) -> Result<Alert, DbErr> {
    let account: Option<AccountId> = row.try_get("", "account")?;
    let keeper = match account {
        Some(account) => Keeper::Account(account),
        None => {
            let bytes: Vec<u8> = row.try_get("", "address")?;
            let text = vault.open_text(ADDRESS, &bytes).map_err(|error| DbErr::Custom(error.to_string()))?;
            Keeper::Address(text.parse().map_err(|_| DbErr::Type("an address that is none".to_owned()))?)
        }
    };
    let search: Vec<u8> = row.try_get("", "search")?;
    let seen: Option<Vec<u8>> = row.try_get("", "seen")?;
    Ok(Alert {
        id: row.try_get("", "id")?,
        keeper,
        search: opened(vault, SEARCH, &search)?,
        seen: seen.map(|seen| opened(vault, SEEN, &seen)).transpose()?,
        lang: row.try_get("", "lang")?,
        rhythm: row.try_get("", "rhythm")?,
        state: row.try_get("", "state")?,
        made_at: row.try_get("", "made_at")?,
        next_on: row.try_get("", "next_on")?,
        told_at: row.try_get("", "told_at")?,
        letter: row.try_get("", "letter")?,
    })
}
