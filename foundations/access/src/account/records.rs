//! Every query about accounts and the roles they hold.

use kernel::{Day, Lang, Page, PageRequest, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Listing, Tx, sql};

use super::{Account, Email, GrantId, Held};
use crate::password::PasswordHash;
use crate::{AccountId, Grant, Refusal, Vault};

const EMAIL: &str = "account.email";
const NAME: &str = "account.name";
const COLUMNS: &str = "id, email, name, password, lang, created_at, disabled_at, reset_asked_at,
    exists (select 1 from second_factor f where f.account = account.id and f.confirmed_at is not null) as has_factor";

/// Which accounts a list shows; an empty filter shows all.
#[derive(Clone, Default, Debug)]
pub struct Filter {
    /// Only the account with this address.
    pub email: Option<Email>,
    /// Only accounts whose holder waits for a link.
    pub waiting: bool,
}

/// What a sign-in has to know.
pub(crate) struct Credential {
    pub account: Account,
    pub password: Option<PasswordHash>,
}

pub(crate) struct Fresh<'a> {
    pub id: AccountId,
    pub email: &'a Email,
    pub name: &'a str,
    pub lang: Lang,
    pub at: Timestamp,
}

/// The hash that an address is found by.
pub(crate) fn index(vault: &Vault, email: &Email) -> String {
    vault.blind_index(EMAIL, email.as_str())
}

/// The name that an account was sealed with.
pub(crate) fn open_name(vault: &Vault, row: &QueryResult, column: &str) -> Result<String, Refusal> {
    Ok(vault.open_text(NAME, &row.try_get::<Vec<u8>>("", column)?)?)
}

pub(crate) async fn insert(tx: &Tx, vault: &Vault, fresh: Fresh<'_>) -> Result<(), DbErr> {
    let text = "insert into account (id, email, email_index, name, lang, created_at) values ($1, $2, $3, $4, $5, $6)";
    let values = [
        fresh.id.into(),
        vault.seal_text(EMAIL, fresh.email.as_str()).into(),
        index(vault, fresh.email).into(),
        vault.seal_text(NAME, fresh.name).into(),
        fresh.lang.into(),
        fresh.at.into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Whether an address has an account.
///
/// # Errors
/// When the database cannot be read.
pub async fn email_in_use(db: &impl ConnectionTrait, vault: &Vault, email: &Email) -> Result<bool, DbErr> {
    let query = sql(db, "select 1 from account where email_index = $1", [index(vault, email).into()]);
    Ok(db.query_one_raw(query).await?.is_some())
}

/// An account, if there is one with this id.
///
/// # Errors
/// When the database cannot be read or the vault cannot open what it holds.
pub async fn find(db: &impl ConnectionTrait, vault: &Vault, id: AccountId) -> Result<Option<Account>, Refusal> {
    Ok(credential_by_id(db, vault, id).await?.map(|credential| credential.account))
}

pub(crate) async fn credential_by_id(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: AccountId,
) -> Result<Option<Credential>, Refusal> {
    credential(db, vault, ("id = $1", id.into())).await
}

/// As [`credential_by_id`], and nobody changes the account until the unit is over.
pub(crate) async fn held_credential(tx: &Tx, vault: &Vault, id: AccountId) -> Result<Option<Credential>, Refusal> {
    credential(tx, vault, (&format!("id = $1{}", store::held(tx)), id.into())).await
}

pub(crate) async fn credential_by_email(
    db: &impl ConnectionTrait,
    vault: &Vault,
    email: &Email,
) -> Result<Option<Credential>, Refusal> {
    credential(db, vault, ("email_index = $1", index(vault, email).into())).await
}

async fn credential(
    db: &impl ConnectionTrait,
    vault: &Vault,
    (wanted, value): (&str, Value),
) -> Result<Option<Credential>, Refusal> {
    let text = format!("select {COLUMNS} from account where {wanted}");
    db.query_one_raw(sql(db, &text, [value])).await?.map(|row| read(vault, &row)).transpose()
}

/// Accounts that fit a filter, the latest first.
///
/// # Errors
/// When the database cannot be read or the vault cannot open what it holds.
pub async fn list(
    db: &impl ConnectionTrait,
    vault: &Vault,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<Account>, Refusal> {
    let wanted = "($1 is null or email_index = $1) and (not $2 or reset_asked_at is not null)";
    let values = [filter.email.as_ref().map(|email| index(vault, email)).into(), filter.waiting.into()];
    let from = format!("account where {wanted}");
    let listing = Listing { columns: COLUMNS, from: &from, order: "created_at desc, id desc" };
    let page = store::page(db, listing, &values, request).await?;
    page.try_map(|row| read(vault, row).map(|credential| credential.account))
}

fn read(vault: &Vault, row: &QueryResult) -> Result<Credential, Refusal> {
    let password: Option<String> = row.try_get("", "password")?;
    let account = Account {
        id: row.try_get("", "id")?,
        email: Email(vault.open_text(EMAIL, &row.try_get::<Vec<u8>>("", "email")?)?),
        name: open_name(vault, row, "name")?,
        lang: row.try_get("", "lang")?,
        created_at: row.try_get("", "created_at")?,
        disabled_at: row.try_get("", "disabled_at")?,
        reset_asked_at: row.try_get("", "reset_asked_at")?,
        has_password: password.is_some(),
        has_second_factor: row.try_get("", "has_factor")?,
    };
    Ok(Credential { account, password: password.map(PasswordHash::kept) })
}

pub(crate) async fn set_password(tx: &Tx, id: AccountId, hash: &PasswordHash) -> Result<(), DbErr> {
    let text = "update account set password = $2, reset_asked_at = null where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), hash.as_str().into()])).await.map(drop)
}

pub(crate) async fn set_description(
    tx: &Tx,
    vault: &Vault,
    id: AccountId,
    (name, lang): (&str, Lang),
) -> Result<(), DbErr> {
    let values = [id.into(), vault.seal_text(NAME, name).into(), lang.into()];
    tx.execute_raw(sql(tx, "update account set name = $2, lang = $3 where id = $1", values)).await.map(drop)
}

pub(crate) async fn set_disabled(tx: &Tx, id: AccountId, at: Option<Timestamp>) -> Result<(), DbErr> {
    let text = "update account set disabled_at = $2 where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), at.into()])).await.map(drop)
}

pub(crate) async fn set_reset_asked(tx: &Tx, id: AccountId, at: Option<Timestamp>) -> Result<(), DbErr> {
    let text = "update account set reset_asked_at = $2 where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), at.into()])).await.map(drop)
}

/// The roles that accounts hold, held or will hold, the latest beginning first.
///
/// # Errors
/// When the database cannot be read.
pub async fn grants(db: &impl ConnectionTrait, accounts: &[AccountId]) -> Result<Vec<Held>, DbErr> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<_> = (1..=accounts.len()).map(|place| format!("${place}")).collect();
    let text =
        format!("select * from grant_held where account in ({}) order by from_day desc, id desc", places.join(", "));
    let values = accounts.iter().map(|id| (*id).into());
    db.query_all_raw(sql(db, &text, values)).await?.iter().map(held).collect()
}

pub(crate) async fn grants_on(db: &impl ConnectionTrait, id: AccountId, day: Day) -> Result<Vec<Grant>, DbErr> {
    let text = "select * from grant_held where account = $1 and from_day <= $2
        and (until_day is null or until_day >= $2) order by id";
    let rows = db.query_all_raw(sql(db, text, [id.into(), day.into()])).await?;
    rows.iter().map(|row| held(row).map(|held| held.grant)).collect()
}

pub(crate) async fn find_grant(db: &impl ConnectionTrait, id: GrantId) -> Result<Option<Held>, DbErr> {
    let query = sql(db, "select * from grant_held where id = $1", [id.into()]);
    db.query_one_raw(query).await?.as_ref().map(held).transpose()
}

pub(crate) async fn insert_grant(tx: &Tx, held: &Held) -> Result<(), DbErr> {
    let text = "insert into grant_held (id, account, role, scope, from_day, until_day) values ($1, $2, $3, $4, $5, $6)";
    let grant = &held.grant;
    let values = [
        held.id.into(),
        held.account.into(),
        grant.role.into(),
        grant.scope.clone().into(),
        grant.from.into(),
        grant.until.into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Ends a role held on a day; one that would end before it begins is removed.
pub(crate) async fn end_grant(tx: &Tx, held: &Held, last: Day) -> Result<(), DbErr> {
    let id = held.id.into();
    let statement = if last < held.grant.from {
        sql(tx, "delete from grant_held where id = $1", [id])
    } else {
        sql(tx, "update grant_held set until_day = $2 where id = $1", [id, last.into()])
    };
    tx.execute_raw(statement).await.map(drop)
}

fn held(row: &QueryResult) -> Result<Held, DbErr> {
    let grant = Grant {
        role: row.try_get("", "role")?,
        scope: row.try_get("", "scope")?,
        from: row.try_get("", "from_day")?,
        until: row.try_get("", "until_day")?,
    };
    Ok(Held { id: row.try_get("", "id")?, account: row.try_get("", "account")?, grant })
}
