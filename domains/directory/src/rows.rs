//! Many rows in few statements: what makes a load of 100 000 services quick on both engines.

use std::collections::HashMap;
use std::hash::Hash;

use sea_orm::{ConnectionTrait, DbErr, QueryResult, TryGetable, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Tx, sql};
use uuid::Uuid;

use crate::entry::EntryKind;

/// Values in one statement. SQLite looks each `$n` up in a list of all of them, so the time of a statement grows with the
/// square of this number: with 16 000 an import takes five times as long.
const MOST_VALUES: usize = 600;
/// Rows in one statement.
const MOST_ROWS: usize = 500;

/// Rows read in one go where all of a source are wanted.
const AT_ONCE: usize = 20_000;

/// A table as a writer sees it.
pub(crate) struct Table {
    /// Its name.
    pub name: &'static str,
    /// The columns that are written, in the order of the values.
    pub columns: &'static [&'static str],
    /// The primary key, for tables whose rows may be there already and are then replaced.
    pub key: Option<&'static str>,
}

impl Table {
    /// Writes rows; a row whose key is there already takes the new values.
    pub(crate) async fn put<const N: usize>(&self, tx: &Tx, rows: Vec<[Value; N]>) -> Result<(), DbErr> {
        let most = (MOST_VALUES / N.max(1)).min(MOST_ROWS);
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let chunk: Vec<[Value; N]> = rows.by_ref().take(most).collect();
            let text = self.statement(chunk.len());
            tx.execute_raw(sql(tx, &text, chunk.into_iter().flatten())).await?;
        }
        Ok(())
    }

    fn statement(&self, rows: usize) -> String {
        let width = self.columns.len();
        let row = |row: usize| format!("({})", placeholders(row * width, width));
        let rows: Vec<String> = (0..rows).map(row).collect();
        let replace = self.key.map_or_else(String::new, |key| {
            let others = self.columns.iter().filter(|column| **column != key);
            let set: Vec<String> = others.map(|column| format!("{column} = excluded.{column}")).collect();
            format!(" on conflict ({key}) do update set {}", set.join(", "))
        });
        format!("insert into {} ({}) values {}{replace}", self.name, self.columns.join(", "), rows.join(", "))
    }
}

/// A value as a column keeps it; nothing for an empty one, so that what nobody said takes no room.
pub(crate) fn json<T: Serialize + Default + PartialEq>(value: &T) -> Value {
    (*value != T::default()).then(|| serde_json::to_value(value).ok()).flatten().into()
}

/// What [`json`] wrote.
pub(crate) fn from_json<T: DeserializeOwned + Default>(row: &QueryResult, column: &str) -> Result<T, DbErr> {
    let kept: Option<serde_json::Value> = row.try_get("", column)?;
    let Some(kept) = kept else { return Ok(T::default()) };
    serde_json::from_value(kept).map_err(|error| DbErr::Type(format!("{column}: {error}")))
}

/// `$1, $2, …`, so many from the one after `before`.
pub(crate) fn placeholders(before: usize, count: usize) -> String {
    (1..=count).map(|n| format!("${}", before + n)).collect::<Vec<_>>().join(", ")
}

/// Deletes the rows of a table whose column is one of some values.
pub(crate) async fn delete(tx: &Tx, table: &str, column: &str, values: Vec<Value>) -> Result<(), DbErr> {
    for chunk in values.chunks(MOST_ROWS) {
        let text = format!("delete from {table} where {column} in ({})", placeholders(0, chunk.len()));
        tx.execute_raw(sql(tx, &text, chunk.to_vec())).await?;
    }
    Ok(())
}

/// Deletes the rows about entries of a kind.
pub(crate) async fn delete_of(tx: &Tx, table: &str, kind: EntryKind, ids: &[Uuid]) -> Result<(), DbErr> {
    for chunk in ids.chunks(MOST_ROWS) {
        let text = format!("delete from {table} where kind = $1 and entry_id in ({})", placeholders(1, chunk.len()));
        tx.execute_raw(sql(tx, &text, of_entries(kind, chunk))).await?;
    }
    Ok(())
}

/// Rows about entries of a kind: `query` begins the statement, `end` gives the order.
pub(crate) async fn select_of(
    db: &impl ConnectionTrait,
    (query, end): (&str, &str),
    kind: EntryKind,
    ids: &[Uuid],
) -> Result<Vec<QueryResult>, DbErr> {
    let mut rows = Vec::new();
    for chunk in ids.chunks(MOST_ROWS) {
        let text = format!("{query} where kind = $1 and entry_id in ({}) {end}", placeholders(1, chunk.len()));
        rows.extend(db.query_all_raw(sql(db, &text, of_entries(kind, chunk))).await?);
    }
    Ok(rows)
}

fn of_entries(kind: EntryKind, ids: &[Uuid]) -> impl Iterator<Item = Value> {
    std::iter::once(kind.into()).chain(ids.iter().map(|id| (*id).into()))
}

/// A fingerprint as a number, for holding a million of them.
pub(crate) fn number(digest: &str) -> u128 {
    u128::from_str_radix(digest, 16).unwrap_or(0)
}

/// Id and fingerprint of every record of a source.
pub(crate) async fn digests<I: TryGetable + Eq + Hash + Copy + Into<Value>>(
    db: &impl ConnectionTrait,
    table: &str,
    source: &str,
) -> Result<HashMap<I, u128>, DbErr> {
    let (mut all, mut last) = (HashMap::new(), None::<I>);
    loop {
        let (after, mut values) = match last {
            Some(id) => ("and id > $2", vec![source.into(), id.into()]),
            None => ("", vec![source.into()]),
        };
        let text = format!("select id, digest from {table} where source = $1 {after} order by id limit {AT_ONCE}");
        let rows = db.query_all_raw(sql(db, &text, values.drain(..))).await?;
        for row in &rows {
            let id: I = row.try_get("", "id")?;
            all.insert(id, number(&row.try_get::<String>("", "digest")?));
            last = Some(id);
        }
        if rows.len() < AT_ONCE {
            return Ok(all);
        }
    }
}

/// The values of a child column for some parents, grouped by parent, in a given order.
pub(crate) async fn children<I, T>(
    db: &impl ConnectionTrait,
    query: Children<'_>,
    parents: &[I],
) -> Result<HashMap<I, Vec<T>>, DbErr>
where
    I: TryGetable + Eq + Hash + Copy + Into<Value>,
    T: TryGetable,
{
    let mut found: HashMap<I, Vec<T>> = HashMap::new();
    let Children { table, parent, column, order } = query;
    for chunk in parents.chunks(MOST_ROWS) {
        let text = format!(
            "select {parent} as parent, {column} as child from {table} where {parent} in ({}) order by {parent}, {order}",
            placeholders(0, chunk.len())
        );
        let values: Vec<Value> = chunk.iter().map(|id| (*id).into()).collect();
        for row in db.query_all_raw(sql(db, &text, values)).await? {
            found.entry(row.try_get("", "parent")?).or_default().push(row.try_get("", "child")?);
        }
    }
    Ok(found)
}

/// Which child rows [`children`] reads.
#[derive(Clone, Copy)]
pub(crate) struct Children<'a> {
    /// The child table.
    pub table: &'a str,
    /// Its column with the parent's id.
    pub parent: &'a str,
    /// The column wanted.
    pub column: &'a str,
    /// The column that gives the order.
    pub order: &'a str,
}

/// Rows whose column is one of some values, by a query that ends in `in (…)`.
pub(crate) async fn select_in(
    db: &impl ConnectionTrait,
    query: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, DbErr> {
    let mut rows = Vec::with_capacity(values.len());
    for chunk in values.chunks(MOST_ROWS) {
        let text = format!("{query} in ({})", placeholders(0, chunk.len()));
        rows.extend(db.query_all_raw(sql(db, &text, chunk.to_vec())).await?);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_inserts_or_replaces() {
        let table = Table { name: "sample", columns: &["id", "a"], key: Some("id") };
        assert_eq!(
            table.statement(2),
            "insert into sample (id, a) values ($1, $2), ($3, $4) on conflict (id) do update set a = excluded.a"
        );
    }
}
