//! The one way in which a list leaves the database: a page of it, and how long the whole is.

use kernel::{Page, PageRequest};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};

use crate::sql;

/// A list: the parts of its `select` that differ between lists.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a> {
    /// What of each row: `*`.
    pub columns: &'a str,
    /// Where from, with all conditions: `contact where line = $1`.
    pub from: &'a str,
    /// In which order; the last column of it must tell any two rows apart, or pages overlap.
    pub order: &'a str,
}

/// A page of a list, as rows. All of `values` must be named in [`Listing::from`].
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    db: &impl ConnectionTrait,
    listing: Listing<'_>,
    values: &[Value],
    request: PageRequest,
) -> Result<Page<QueryResult>, DbErr> {
    let Listing { columns, from, order } = listing;
    let PageRequest { limit, offset } = request;
    let statement = |text: &str| sql(db, text, values.iter().cloned());
    let count = db.query_one_raw(statement(&format!("select count(*) as n from {from}"))).await?;
    let total: i64 = count.map_or(Ok(0), |row| row.try_get("", "n"))?;
    let text = format!("select {columns} from {from} order by {order} limit {limit} offset {offset}");
    let items = db.query_all_raw(statement(&text)).await?;
    Ok(Page { items, total: total.unsigned_abs(), request })
}
