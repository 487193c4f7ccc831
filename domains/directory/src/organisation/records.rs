//! Every query about organisations.

use std::collections::HashMap;

use kernel::{Text, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};

use crate::origin::fingerprint;
use crate::rows::{Children, Table, children, delete, select_in};
use crate::{AliasSort, Identifier, Organisation, OrganisationId, OrganisationKind, Origin};

const KIND: Table = Table { name: "organisation_kind", columns: &["code", "names", "listed"], key: Some("code") };
const ORGANISATION: Table = Table {
    name: "organisation",
    columns: &[
        "id",
        "source",
        "source_id",
        "names",
        "legal_form",
        "parent",
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
const IDENTIFIER: Table =
    Table { name: "organisation_identifier", columns: &["organisation_id", "scheme", "value"], key: None };
const NETWORKS: Children<'static> =
    Children { table: "organisation_network", parent: "organisation_id", column: "network", order: "network" };
const NETWORK: Table = Table { name: "organisation_network", columns: &["organisation_id", "network"], key: None };

/// An organisation with its other names, its numbers and its networks.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Option<Organisation>, DbErr> {
    let row = db.query_one_raw(sql(db, "select * from organisation where id = $1", [id.into()])).await?;
    let Some(row) = row else { return Ok(None) };
    let mut organisation = organisation(&row)?;
    let text = "select sort, name from organisation_alias where organisation_id = $1 order by sort, name";
    for row in db.query_all_raw(sql(db, text, [id.into()])).await? {
        organisation.aliases.push((row.try_get("", "sort")?, row.try_get("", "name")?));
    }
    let text = "select scheme, value from organisation_identifier where organisation_id = $1 order by scheme, value";
    for row in db.query_all_raw(sql(db, text, [id.into()])).await? {
        organisation
            .identifiers
            .push(Identifier { scheme: row.try_get("", "scheme")?, value: row.try_get("", "value")? });
    }
    let text = "select network from organisation_network where organisation_id = $1 order by network";
    for row in db.query_all_raw(sql(db, text, [id.into()])).await? {
        organisation.networks.push(row.try_get("", "network")?);
    }
    Ok(Some(organisation))
}

/// Organisations with their other names, numbers and networks, in no order.
pub(crate) async fn many(db: &impl ConnectionTrait, ids: &[OrganisationId]) -> Result<Vec<Organisation>, DbErr> {
    let values = ids.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select * from organisation where id", values).await?;
    let mut sorts: HashMap<OrganisationId, Vec<AliasSort>> =
        children(db, of(&ALIAS, "sort", "sort, name"), ids).await?;
    let mut names: HashMap<_, Vec<String>> = children(db, of(&ALIAS, "name", "sort, name"), ids).await?;
    let mut schemes: HashMap<_, Vec<String>> = children(db, of(&IDENTIFIER, "scheme", "scheme, value"), ids).await?;
    let mut values: HashMap<_, Vec<String>> = children(db, of(&IDENTIFIER, "value", "scheme, value"), ids).await?;
    let mut networks = children(db, of(&NETWORK, "network", "network"), ids).await?;
    let whole = |row: &QueryResult| {
        let bare = organisation(row)?;
        let id = bare.id;
        let sorts = sorts.remove(&id).unwrap_or_default().into_iter();
        let numbers = schemes.remove(&id).unwrap_or_default().into_iter().zip(values.remove(&id).unwrap_or_default());
        Ok(Organisation {
            aliases: sorts.zip(names.remove(&id).unwrap_or_default()).collect(),
            identifiers: numbers.map(|(scheme, value)| Identifier { scheme, value }).collect(),
            networks: networks.remove(&id).unwrap_or_default(),
            ..bare
        })
    };
    rows.iter().map(whole).collect()
}

/// A column of a child table; columns in the same order belong together.
const fn of(table: &Table, column: &'static str, order: &'static str) -> Children<'static> {
    Children { table: table.name, parent: "organisation_id", column, order }
}

/// The names of some organisations; one that no longer exists is left out.
pub(crate) async fn names_of(
    db: &impl ConnectionTrait,
    ids: &[OrganisationId],
) -> Result<Vec<(OrganisationId, Text)>, DbErr> {
    let ids = ids.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select id, names from organisation where id", ids).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "names")?))).collect()
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

/// An organisation from its row; other names, numbers and networks are yet to come.
fn organisation(row: &QueryResult) -> Result<Organisation, DbErr> {
    Ok(Organisation {
        id: row.try_get("", "id")?,
        origin: Origin::new(row.try_get::<String>("", "source")?, row.try_get::<String>("", "source_id")?),
        names: row.try_get("", "names")?,
        aliases: Vec::new(),
        identifiers: Vec::new(),
        legal_form: row.try_get("", "legal_form")?,
        parent: row.try_get("", "parent")?,
        networks: Vec::new(),
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
    let rows = organisations.iter().map(|organisation| -> [Value; 15] {
        [
            organisation.id.into(),
            organisation.origin.source.as_str().into(),
            organisation.origin.id.as_str().into(),
            organisation.names.clone().into(),
            organisation.legal_form.clone().into(),
            organisation.parent.into(),
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
    ALIAS.put(tx, aliases.collect()).await?;
    let identifiers = organisations.iter().flat_map(|organisation| {
        organisation.identifiers.iter().map(|number| -> [Value; 3] {
            [organisation.id.into(), number.scheme.as_str().into(), number.value.as_str().into()]
        })
    });
    IDENTIFIER.put(tx, identifiers.collect()).await?;
    let networks = organisations.iter().flat_map(|organisation| {
        organisation.networks.iter().map(|network| -> [Value; 2] { [organisation.id.into(), (*network).into()] })
    });
    NETWORK.put(tx, networks.collect()).await
}

/// Forgets other names, numbers and networks of organisations that are about to be written again.
pub(crate) async fn clear_children(tx: &Tx, ids: &[OrganisationId]) -> Result<(), DbErr> {
    for table in ["organisation_alias", "organisation_identifier", "organisation_network"] {
        delete(tx, table, "organisation_id", ids.iter().map(|id| (*id).into()).collect()).await?;
    }
    Ok(())
}

/// Organisations with their other names, their numbers and their networks; in no order.
pub(crate) async fn some(db: &impl ConnectionTrait, ids: &[OrganisationId]) -> Result<Vec<Organisation>, DbErr> {
    let values: Vec<Value> = ids.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select * from organisation where id", values.clone()).await?;
    let found = rows.iter().map(organisation).collect::<Result<Vec<_>, _>>()?;
    let mut found: HashMap<OrganisationId, Organisation> = found.into_iter().map(|one| (one.id, one)).collect();
    let query = "select organisation_id, sort, name from organisation_alias where organisation_id";
    for row in select_in(db, query, values.clone()).await? {
        if let Some(one) = found.get_mut(&row.try_get("", "organisation_id")?) {
            let alias: (AliasSort, String) = (row.try_get("", "sort")?, row.try_get("", "name")?);
            one.aliases.push(alias);
        }
    }
    let query = "select organisation_id, scheme, value from organisation_identifier where organisation_id";
    for row in select_in(db, query, values).await? {
        if let Some(one) = found.get_mut(&row.try_get("", "organisation_id")?) {
            one.identifiers.push(Identifier { scheme: row.try_get("", "scheme")?, value: row.try_get("", "value")? });
        }
    }
    let mut networks = children(db, NETWORKS, ids).await?;
    for one in found.values_mut() {
        one.aliases.sort();
        one.identifiers.sort();
        one.networks = networks.remove(&one.id).unwrap_or_default();
    }
    Ok(found.into_values().collect())
}

/// The names of the organisations that others are part of or belong to.
pub(crate) async fn above(db: &impl ConnectionTrait) -> Result<HashMap<OrganisationId, Text>, DbErr> {
    let text =
        "select id, names from organisation where id in (select parent from organisation where parent is not null)
        or id in (select network from organisation_network)";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "names")?))).collect()
}

/// Organisations in whose names some plain letters stand, however large or small; so many at most, the shortest names first.
pub(crate) async fn with_letters(
    db: &impl ConnectionTrait,
    letters: &str,
    most: u32,
) -> Result<Vec<(OrganisationId, Text)>, DbErr> {
    let text = format!(
        "select id, names from organisation where lower(cast(names as text)) like $1
        order by length(cast(names as text)), id limit {most}"
    );
    let pattern = format!("%{}%", letters.to_lowercase());
    let rows = db.query_all_raw(sql(db, &text, [pattern.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "names")?))).collect()
}

/// What an organisation is part of that another source brought; nothing for one of the source itself.
pub(crate) async fn parent_by_others(
    tx: &Tx,
    id: OrganisationId,
    source: &str,
) -> Result<Option<OrganisationId>, DbErr> {
    let query = sql(tx, "select parent from organisation where id = $1 and source <> $2", [id.into(), source.into()]);
    tx.query_one_raw(query).await?.map_or(Ok(None), |row| row.try_get("", "parent"))
}

/// What an organisation is part of.
pub(crate) async fn parent_of(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Option<OrganisationId>, DbErr> {
    let row = db.query_one_raw(sql(db, "select parent from organisation where id = $1", [id.into()])).await?;
    row.map_or(Ok(None), |row| row.try_get("", "parent"))
}
