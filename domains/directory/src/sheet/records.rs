//! Every query about the short links of sheets.

use std::str::FromStr as _;

use kernel::{Lang, Month};
use sea_orm::{ConnectionTrait, DbErr};
use store::{Tx, sql};

use super::{Sheet, SheetCode};
use crate::ServiceId;

/// What a code leads to: the services, and the language of whoever put them together.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    code: &SheetCode,
    now: Month,
) -> Result<Option<(Sheet, Lang)>, DbErr> {
    let text = "select services, lang from sheet_link where code = $1 and last_month >= $2";
    let Some(row) = db.query_one_raw(sql(db, text, [code.clone().into(), now.into()])).await? else { return Ok(None) };
    let services: String = row.try_get("", "services")?;
    let ids = services.split(' ').filter_map(|id| ServiceId::from_str(id).ok());
    Ok(Some((Sheet::of(ids), row.try_get("", "lang")?)))
}

/// Keeps a sheet under its code until a month is over; one that is kept already is kept longer.
pub(super) async fn keep(tx: &Tx, code: &SheetCode, sheet: &Sheet, (lang, until): (Lang, Month)) -> Result<(), DbErr> {
    let services = sheet.services().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let text = "insert into sheet_link (code, services, lang, last_month) values ($1, $2, $3, $4)
        on conflict (code) do update set last_month = excluded.last_month";
    let values = [code.clone().into(), services.into(), lang.into(), until.into()];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Forgets what was kept long enough.
pub(super) async fn forget_before(tx: &Tx, month: Month) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "delete from sheet_link where last_month < $1", [month.into()])).await.map(drop)
}
