//! Every query about the territory. The tables are small and read as a whole: the gazetteer answers from memory.

mod rows;

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};

use crate::border::Border;

/// A record with a code, kept in one row.
pub(crate) trait Record: Sized + PartialEq + Clone {
    /// The table.
    const TABLE: &'static str;
    /// The columns, the code first, in the order of [`Record::values`].
    const COLUMNS: &'static [&'static str];
    /// The code.
    fn code(&self) -> &str;
    /// The values of the columns.
    fn values(&self) -> Vec<Value>;
    /// From a row.
    fn read(row: &QueryResult) -> Result<Self, DbErr>;
}

/// Every record of a table, by its code.
pub(crate) async fn all<R: Record>(db: &impl ConnectionTrait) -> Result<Vec<R>, DbErr> {
    let text = format!("select {} from {} order by code", R::COLUMNS.join(", "), R::TABLE);
    db.query_all_raw(sql(db, &text, [])).await?.iter().map(R::read).collect()
}

/// Writes a record, new or in place of the one with its code.
pub(crate) async fn put<R: Record>(tx: &Tx, record: &R) -> Result<(), DbErr> {
    let places: Vec<String> = (1..=R::COLUMNS.len()).map(|at| format!("${at}")).collect();
    let changes: Vec<String> = R::COLUMNS[1..].iter().map(|name| format!("{name} = excluded.{name}")).collect();
    let text = format!(
        "insert into {} ({}) values ({}) on conflict (code) do update set {}",
        R::TABLE,
        R::COLUMNS.join(", "),
        places.join(", "),
        changes.join(", ")
    );
    tx.execute_raw(sql(tx, &text, record.values())).await.map(drop)
}

/// Removes the record with a code.
pub(crate) async fn remove<R: Record>(tx: &Tx, code: &str) -> Result<(), DbErr> {
    let text = format!("delete from {} where code = $1", R::TABLE);
    tx.execute_raw(sql(tx, &text, [code.into()])).await.map(drop)
}

/// Counts the revision up: every process then reads the territory anew.
pub(crate) async fn touch(tx: &Tx) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "update territory_revision set number = number + 1 where id = 1", [])).await.map(drop)
}

/// The revision that the tables are at.
pub(crate) async fn revision(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let row = db.query_one_raw(sql(db, "select number from territory_revision where id = 1", [])).await?;
    row.map_or(Ok(0), |row| row.try_get("", "number"))
}

/// The border of a thing that the pack names, under its kind and code: `municipality:21015`.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Outline {
    pub code: String,
    pub border: Border,
}

/// What became of a record that was put into its table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Put {
    Added,
    Changed,
    Unchanged,
}

impl Put {
    /// What became of a record that is kept in two rows: it is new with its first row, and changed with either.
    pub(crate) fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Added, _) => Self::Added,
            (Self::Unchanged, Self::Unchanged) => Self::Unchanged,
            _ => Self::Changed,
        }
    }
}

/// What bringing a table up to date did.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Tally {
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub removed: u64,
}

impl Tally {
    /// Whether anything was written.
    pub(crate) fn wrote(self) -> bool {
        self.added + self.changed + self.removed > 0
    }

    pub(crate) fn count(&mut self, put: Put) {
        match put {
            Put::Added => self.added += 1,
            Put::Changed => self.changed += 1,
            Put::Unchanged => self.unchanged += 1,
        }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            added: self.added + other.added,
            changed: self.changed + other.changed,
            unchanged: self.unchanged + other.unchanged,
            removed: self.removed + other.removed,
        }
    }
}

/// The records of a table while they are brought up to date: writes only what differs.
pub(crate) struct Keeper<'a, R> {
    tx: &'a Tx,
    kept: BTreeMap<String, R>,
    /// What was done so far.
    pub tally: Tally,
}

impl<'a, R: Record> Keeper<'a, R> {
    /// Reads what is there.
    pub(crate) async fn open(tx: &'a Tx) -> Result<Self, DbErr> {
        let kept = all::<R>(tx).await?.into_iter().map(|record| (record.code().to_owned(), record)).collect();
        Ok(Self { tx, kept, tally: Tally::default() })
    }

    /// The record with a code, as it is now.
    pub(crate) fn get(&self, code: &str) -> Option<&R> {
        self.kept.get(code)
    }

    /// Every record, as it is now.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &R> {
        self.kept.values()
    }

    /// Writes a record if it differs from what is there, and tells what became of it.
    pub(crate) async fn put(&mut self, record: R) -> Result<Put, DbErr> {
        let done = match self.kept.get(record.code()) {
            Some(kept) if *kept == record => Put::Unchanged,
            Some(_) => Put::Changed,
            None => Put::Added,
        };
        self.tally.count(done);
        if done != Put::Unchanged {
            put(self.tx, &record).await?;
            self.kept.insert(record.code().to_owned(), record);
        }
        Ok(done)
    }

    /// Removes every record that `keep` does not want.
    pub(crate) async fn retain(&mut self, keep: impl Fn(&R) -> bool) -> Result<(), DbErr> {
        let gone: Vec<String> =
            self.kept.values().filter(|record| !keep(record)).map(|record| record.code().to_owned()).collect();
        for code in gone {
            remove::<R>(self.tx, &code).await?;
            self.kept.remove(&code);
            self.tally.removed += 1;
        }
        Ok(())
    }
}
