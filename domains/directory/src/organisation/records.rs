//! Every query about organisations.

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};

use crate::origin::fingerprint;
use crate::rows::{Children, Table, children, delete, select_in};
use crate::{AliasSort, Organisation, OrganisationId, OrganisationKind, Origin};

const KIND: Table = Table { name: "organisation_kind", columns: &["code", "names", "listed"], key: Some("code") };
const ORGANISATION: Table = Table {
    name: "organisation",
    columns: &[
        "id",
        "source",
        "source_id",
        "names",
        "kind",
        "description",
        "website",
        "phone",
        "email",
        "evidence",
        "active",
        "digest",
        "updated_at",
    ],
    key: Some("id"),
};
const ALIAS: Table = Table { name: "organisation_alias", columns: &["organisation_id", "sort", "name"], key: None };

/// An organisation with its other names.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Option<Organisation>, DbErr> {
    let row = db.query_one_raw(sql(db, "select * from organisation where id = $1", [id.into()])).await?;
    let Some(row) = row else { return Ok(None) };
    let text = "select sort, name from organisation_alias where organisation_id = $1 order by sort, name";
    let aliases = db.query_all_raw(sql(db, text, [id.into()])).await?;
    let aliases = aliases.iter().map(|row| Ok((row.try_get("", "sort")?, row.try_get("", "name")?)));
    organisation(&row, aliases.collect::<Result<_, DbErr>>()?).map(Some)
}

/// Organisations with their other names, in no order.
pub(crate) async fn many(db: &impl ConnectionTrait, ids: &[OrganisationId]) -> Result<Vec<Organisation>, DbErr> {
    let values = ids.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select * from organisation where id", values).await?;
    let mut sorts = children(db, aliases("sort"), ids).await?;
    let mut names = children(db, aliases("name"), ids).await?;
    let whole = |row: &QueryResult| {
        let id: OrganisationId = row.try_get("", "id")?;
        let sorts: Vec<AliasSort> = sorts.remove(&id).unwrap_or_default();
        let names: Vec<String> = names.remove(&id).unwrap_or_default();
        organisation(row, sorts.into_iter().zip(names).collect())
    };
    rows.iter().map(whole).collect()
}

/// The sorts or the names of other names, both in the same order.
const fn aliases(column: &'static str) -> Children<'static> {
    Children { table: "organisation_alias", parent: "organisation_id", column, order: "sort, name" }
}

/// A kind of organisation.
///
/// # Errors
/// When the database cannot be read.
pub async fn kind(db: &impl ConnectionTrait, code: &str) -> Result<Option<OrganisationKind>, DbErr> {
    let row = db.query_one_raw(sql(db, "select * from organisation_kind where code = $1", [code.into()])).await?;
    row.as_ref().map(one_kind).transpose()
}

/// Every kind of organisation.
///
/// # Errors
/// When the database cannot be read.
pub async fn kinds(db: &impl ConnectionTrait) -> Result<Vec<OrganisationKind>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select * from organisation_kind order by code", [])).await?;
    rows.iter().map(one_kind).collect()
}

fn one_kind(row: &QueryResult) -> Result<OrganisationKind, DbErr> {
    Ok(OrganisationKind {
        code: row.try_get("", "code")?,
        names: row.try_get("", "names")?,
        listed: row.try_get("", "listed")?,
    })
}

fn organisation(row: &QueryResult, aliases: Vec<(AliasSort, String)>) -> Result<Organisation, DbErr> {
    Ok(Organisation {
        id: row.try_get("", "id")?,
        origin: Origin::new(row.try_get::<String>("", "source")?, row.try_get::<String>("", "source_id")?),
        names: row.try_get("", "names")?,
        aliases,
        kind: row.try_get("", "kind")?,
        description: row.try_get("", "description")?,
        website: row.try_get("", "website")?,
        phone: row.try_get("", "phone")?,
        email: row.try_get("", "email")?,
        evidence: row.try_get("", "evidence")?,
        active: row.try_get("", "active")?,
    })
}

/// Writes kinds of organisation.
pub(crate) async fn put_kinds(tx: &Tx, kinds: &[OrganisationKind]) -> Result<(), DbErr> {
    let rows = kinds
        .iter()
        .map(|kind| -> [Value; 3] { [kind.code.as_str().into(), kind.names.clone().into(), kind.listed.into()] });
    KIND.put(tx, rows.collect()).await
}

/// Removes a kind; organisations of it keep no kind.
pub(crate) async fn remove_kind(tx: &Tx, code: &str) -> Result<(), DbErr> {
    for text in ["update organisation set kind = null where kind = $1", "delete from organisation_kind where code = $1"]
    {
        tx.execute_raw(sql(tx, text, [code.into()])).await?;
    }
    Ok(())
}

/// Writes organisations; those that are there already are replaced.
pub(crate) async fn put(tx: &Tx, organisations: &[Organisation], at: Timestamp) -> Result<(), DbErr> {
    let rows = organisations.iter().map(|organisation| -> [Value; 13] {
        [
            organisation.id.into(),
            organisation.origin.source.as_str().into(),
            organisation.origin.id.as_str().into(),
            organisation.names.clone().into(),
            organisation.kind.clone().into(),
            organisation.description.clone().into(),
            organisation.website.clone().into(),
            organisation.phone.clone().into(),
            organisation.email.clone().into(),
            organisation.evidence.as_str().into(),
            organisation.active.into(),
            fingerprint(organisation).into(),
            at.into(),
        ]
    });
    ORGANISATION.put(tx, rows.collect()).await?;
    let aliases = organisations.iter().flat_map(|organisation| {
        organisation
            .aliases
            .iter()
            .map(|(sort, name)| -> [Value; 3] { [organisation.id.into(), (*sort).into(), name.as_str().into()] })
    });
    ALIAS.put(tx, aliases.collect()).await
}

/// Forgets the other names of organisations that are about to be written again.
pub(crate) async fn clear_children(tx: &Tx, ids: &[OrganisationId]) -> Result<(), DbErr> {
    delete(tx, "organisation_alias", "organisation_id", ids.iter().map(|id| (*id).into()).collect()).await
}
