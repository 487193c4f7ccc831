//! Writing one record: each value stands beside the name of its column, once, for adding and for replacing.

use sea_orm::{ConnectionTrait as _, DbErr, Value};

use crate::{Tx, sql};

/// The fields of a record, each with its column. The first one is its key.
#[derive(Clone, Debug)]
pub struct Fields {
    table: &'static str,
    columns: Vec<(&'static str, Value)>,
}

impl Fields {
    /// The fields of a record of a table, its key first.
    pub fn of(table: &'static str, columns: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        Self { table, columns: columns.into_iter().collect() }
    }

    /// The same without some columns: what is counted or set elsewhere.
    #[must_use]
    pub fn without(mut self, names: &[&str]) -> Self {
        self.columns.retain(|(name, _)| !names.contains(name));
        self
    }

    /// Adds the record; false when its key is taken.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert(self, tx: &Tx) -> Result<bool, DbErr> {
        let names: Vec<&str> = self.names().collect();
        let places: Vec<String> = (1..=names.len()).map(|n| format!("${n}")).collect();
        let key = names.first().copied().unwrap_or_default();
        let text = format!(
            "insert into {} ({}) values ({}) on conflict ({key}) do nothing",
            self.table,
            names.join(", "),
            places.join(", ")
        );
        self.run(tx, &text, None).await
    }

    /// Replaces the record; false when there is none.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn update(self, tx: &Tx) -> Result<bool, DbErr> {
        let text = self.replacing();
        self.run(tx, &text, None).await
    }

    /// Replaces the record where a column still has a value, as its version; false where it has another by now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn update_if(self, tx: &Tx, (name, value): (&str, Value)) -> Result<bool, DbErr> {
        let text = format!("{} and {name} = ${}", self.replacing(), self.columns.len() + 1);
        self.run(tx, &text, Some(value)).await
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|(name, _)| *name)
    }

    fn replacing(&self) -> String {
        let key = self.names().next().unwrap_or_default();
        let set: Vec<String> =
            self.names().enumerate().skip(1).map(|(at, name)| format!("{name} = ${}", at + 1)).collect();
        format!("update {} set {} where {key} = $1", self.table, set.join(", "))
    }

    async fn run(self, tx: &Tx, text: &str, last: Option<Value>) -> Result<bool, DbErr> {
        let values = self.columns.into_iter().map(|(_, value)| value).chain(last);
        Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1)
    }
}
