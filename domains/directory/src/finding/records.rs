//! What the index asks the database for.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbErr, Value};
use store::sql;

use crate::rows::{Children, children};
use crate::{OrganisationId, ServiceId};

const ALIASES: Children<'static> =
    Children { table: "organisation_alias", parent: "organisation_id", column: "name", order: "name" };

/// How many services there are.
pub(crate) async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let row = db.query_one_raw(sql(db, "select count(*) as n from service", [])).await?;
    row.map_or(Ok(0), |row| row.try_get::<i64>("", "n").map(i64::unsigned_abs))
}

/// The ids of up to `limit` services after one, in their order.
pub(crate) async fn ids_after(
    db: &impl ConnectionTrait,
    after: Option<ServiceId>,
    limit: u32,
) -> Result<Vec<ServiceId>, DbErr> {
    let (text, values): (_, Vec<Value>) = match after {
        Some(after) => ("select id from service where id > $1 order by id", vec![after.into()]),
        None => ("select id from service order by id", Vec::new()),
    };
    let rows = db.query_all_raw(sql(db, &format!("{text} limit {limit}"), values)).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// The other names of organisations, by organisation.
pub(crate) async fn aliases(
    db: &impl ConnectionTrait,
    organisations: &[OrganisationId],
) -> Result<HashMap<OrganisationId, Vec<String>>, DbErr> {
    children(db, ALIASES, organisations).await
}
