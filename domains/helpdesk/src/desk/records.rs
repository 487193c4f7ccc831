//! Every query about the desk's settings.

use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use store::{Tx, sql};

use super::{Desk, Line};

/// The kinds of settings, as the database names them.
pub(super) const LINE: &str = "line";
pub(super) const CHANNEL: &str = "channel";
pub(super) const INQUIRER: &str = "inquirer";
pub(super) const EMERGENCY: &str = "emergency";
pub(super) const GUIDE: &str = "guide";

/// The whole desk.
///
/// # Errors
/// When the database cannot be read.
pub async fn desk(db: &impl ConnectionTrait) -> Result<Desk, DbErr> {
    let text = "select kind, definition from helpdesk_setting where active order by kind, position";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    Ok(Desk {
        lines: of_kind(&rows, LINE)?,
        channels: of_kind(&rows, CHANNEL)?,
        inquirers: of_kind(&rows, INQUIRER)?,
        emergencies: of_kind(&rows, EMERGENCY)?,
        guides: of_kind(&rows, GUIDE)?,
    })
}

/// One line.
///
/// # Errors
/// When the database cannot be read.
pub async fn line(db: &impl ConnectionTrait, code: &str) -> Result<Option<Line>, DbErr> {
    let text = "select definition from helpdesk_setting where kind = 'line' and code = $1 and active";
    db.query_one_raw(sql(db, text, [code.into()])).await?.map(|row| definition(&row)).transpose()
}

/// Whether a kind of inquirer is one of the region's.
///
/// # Errors
/// When the database cannot be read.
pub async fn has_inquirer(db: &impl ConnectionTrait, code: &str) -> Result<bool, DbErr> {
    let text = "select 1 as one from helpdesk_setting where kind = 'inquirer' and code = $1 and active";
    Ok(db.query_one_raw(sql(db, text, [code.into()])).await?.is_some())
}

/// A setting as it is kept.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Setting {
    pub(super) kind: &'static str,
    pub(super) code: String,
    pub(super) position: i64,
    pub(super) definition: Json,
}

impl Setting {
    pub(super) fn new(kind: &'static str, code: &str, position: i64, of: &impl Serialize) -> Result<Self, DbErr> {
        let definition = serde_json::to_value(of).map_err(|error| DbErr::Type(error.to_string()))?;
        Ok(Self { kind, code: code.to_owned(), position, definition })
    }
}

/// Kind, code, position and definition of every setting in use.
pub(super) async fn settings(db: &impl ConnectionTrait) -> Result<Vec<(String, String, i64, Json)>, DbErr> {
    let text = "select kind, code, position, definition from helpdesk_setting where active";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    let setting = |row: &QueryResult| {
        Ok((
            row.try_get("", "kind")?,
            row.try_get("", "code")?,
            row.try_get("", "position")?,
            row.try_get("", "definition")?,
        ))
    };
    rows.iter().map(setting).collect()
}

pub(super) async fn put(tx: &Tx, setting: &Setting) -> Result<(), DbErr> {
    let text = "insert into helpdesk_setting (kind, code, position, active, definition) values ($1, $2, $3, true, $4)
        on conflict (kind, code) do update set position = excluded.position, active = true,
        definition = excluded.definition";
    let values =
        [setting.kind.into(), setting.code.as_str().into(), setting.position.into(), setting.definition.clone().into()];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Takes a setting out of use. It is kept: contacts may name it.
pub(super) async fn retire(tx: &Tx, kind: &str, code: &str) -> Result<(), DbErr> {
    let text = "update helpdesk_setting set active = false where kind = $1 and code = $2";
    tx.execute_raw(sql(tx, text, [kind.into(), code.into()])).await.map(drop)
}

fn of_kind<T: DeserializeOwned>(rows: &[QueryResult], kind: &str) -> Result<Vec<T>, DbErr> {
    let wanted = rows.iter().filter(|row| row.try_get::<String>("", "kind").is_ok_and(|of| of == kind));
    wanted.map(definition).collect()
}

fn definition<T: DeserializeOwned>(row: &QueryResult) -> Result<T, DbErr> {
    let json: Json = row.try_get("", "definition")?;
    serde_json::from_value(json).map_err(|error| DbErr::Type(error.to_string()))
}
