//! What the index asks the database for.

use std::collections::HashMap;

use kernel::Text;
use sea_orm::{ConnectionTrait, DbErr, Value};
use store::sql;

use crate::rows::select_in;
use crate::{Identifier, OrganisationId, ServiceId, organisation};

/// The services that the public finds: open, at a place, of an organisation that exists and is of a kind that is listed.
const FOUND: &str = "from service s
  join organisation o on o.id = s.organisation_id
  left join organisation_kind k on k.code = o.kind
  where s.status = 'active' and o.active and coalesce(k.listed, true)
    and exists (select 1 from service_at_location at where at.service_id = s.id)";

/// How many services the public finds.
pub(crate) async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let row = db.query_one_raw(sql(db, &format!("select count(*) as n {FOUND}"), [])).await?;
    row.map_or(Ok(0), |row| row.try_get::<i64>("", "n").map(i64::unsigned_abs))
}

/// The ids of up to `limit` of them after one, in their order.
pub(crate) async fn ids_after(
    db: &impl ConnectionTrait,
    after: ServiceId,
    limit: u32,
) -> Result<Vec<ServiceId>, DbErr> {
    let text = format!("select s.id {FOUND} and s.id > $1 order by s.id limit {limit}");
    let rows = db.query_all_raw(sql(db, &text, [after.into()])).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// What an organisation adds to the words of its services.
#[derive(Default)]
pub(crate) struct About {
    pub description: Text,
    /// The names of its kind.
    pub kind: Text,
    pub aliases: Vec<String>,
    /// Its numbers in registers.
    pub identifiers: Vec<Identifier>,
}

/// What organisations add to the words of their services.
pub(crate) async fn about(
    db: &impl ConnectionTrait,
    organisations: impl Iterator<Item = OrganisationId>,
) -> Result<HashMap<OrganisationId, About>, DbErr> {
    let mut ids: Vec<OrganisationId> = organisations.collect();
    ids.sort();
    ids.dedup();
    let values: Vec<Value> = ids.into_iter().map(Into::into).collect();
    let kinds: HashMap<String, Text> =
        organisation::records::kinds(db).await?.into_iter().map(|kind| (kind.code, kind.names)).collect();
    let mut all: HashMap<OrganisationId, About> = HashMap::new();
    for row in select_in(db, "select id, description, kind from organisation where id", values.clone()).await? {
        let kind: Option<String> = row.try_get("", "kind")?;
        let kind = kind.and_then(|code| kinds.get(&code).cloned()).unwrap_or_default();
        let about =
            About { description: row.try_get("", "description")?, kind, aliases: Vec::new(), identifiers: Vec::new() };
        all.insert(row.try_get("", "id")?, about);
    }
    let query = "select organisation_id, name from organisation_alias where organisation_id";
    for row in select_in(db, query, values.clone()).await? {
        if let Some(about) = all.get_mut(&row.try_get("", "organisation_id")?) {
            about.aliases.push(row.try_get("", "name")?);
        }
    }
    let query = "select organisation_id, scheme, value from organisation_identifier where organisation_id";
    for row in select_in(db, query, values).await? {
        if let Some(about) = all.get_mut(&row.try_get("", "organisation_id")?) {
            about.identifiers.push(Identifier { scheme: row.try_get("", "scheme")?, value: row.try_get("", "value")? });
        }
    }
    Ok(all)
}
