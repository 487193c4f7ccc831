//! Which tables and columns the database really has: for the classification of columns, backups and the doctor.

use sea_orm::{ConnectionTrait, DbErr};

use crate::{Engine, Store, StoreError, sql};

/// A column as the database knows it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Column {
    /// The table.
    pub table: String,
    /// The column.
    pub name: String,
    /// The engine's word for its type, in lower case.
    pub kind: String,
}

/// Our tables, in alphabetical order.
///
/// # Errors
/// When the database cannot be read.
pub async fn tables(store: &Store) -> Result<Vec<String>, StoreError> {
    Ok(tables_in(store.read()).await?)
}

/// As [`tables`], through any connection: inside a unit of work it sees what that has made.
pub(crate) async fn tables_in(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let text = match Engine::of(db) {
        Engine::Sqlite => {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
        }
        Engine::Postgres => {
            "select table_name as name from information_schema.tables
             where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name"
        }
    };
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    rows.iter().map(|row| row.try_get("", "name")).collect()
}

/// The columns of a table, in their order.
///
/// # Errors
/// When the database cannot be read.
pub async fn columns(store: &Store, table: &str) -> Result<Vec<Column>, StoreError> {
    Ok(columns_in(store.read(), table).await?)
}

/// As [`columns`], through any connection.
pub(crate) async fn columns_in(db: &impl ConnectionTrait, table: &str) -> Result<Vec<Column>, DbErr> {
    let text = match Engine::of(db) {
        Engine::Sqlite => "select name, lower(type) as kind from pragma_table_info($1) order by cid",
        Engine::Postgres => {
            "select column_name::text as name, data_type::text as kind from information_schema.columns
             where table_schema = current_schema() and table_name = $1 order by ordinal_position"
        }
    };
    let rows = db.query_all_raw(sql(db, text, [table.into()])).await?;
    let column = |row: &sea_orm::QueryResult| {
        Ok(Column { table: table.to_owned(), name: row.try_get("", "name")?, kind: row.try_get("", "kind")? })
    };
    rows.iter().map(column).collect()
}
