//! Every query about services.

use std::collections::{HashMap, HashSet};

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::Tx;

use crate::origin::fingerprint;
use crate::repeats::once;
use crate::rows::{Children, Table, children, delete, from_json, json, select_in};
use crate::{OrganisationId, Origin, Service, ServiceId, ThemeCode};

const SERVICE: Table = Table {
    name: "service",
    columns: &[
        "id",
        "source",
        "source_id",
        "organisation_id",
        "kind",
        "names",
        "summary",
        "plain",
        "description",
        "audience",
        "eligibility",
        "cost",
        "costs",
        "documents",
        "professions",
        "settings",
        "activation",
        "update_rhythm",
        "users",
        "fallback",
        "line",
        "referral",
        "status",
        "evidence",
        "verified_on",
        "digest",
        "updated_at",
    ],
    key: Some("id"),
};
const THEME: Table = Table { name: "service_theme", columns: &["service_id", "theme", "position"], key: None };
const LANGUAGE: Table = Table { name: "service_language", columns: &["service_id", "language"], key: None };
const AREA: Table = Table { name: "service_area", columns: &["service_id", "area"], key: None };

const THEMES: Children<'static> = Children {
    table: "service_theme st join theme t on t.code = st.theme",
    parent: "service_id",
    column: "coalesce(t.replaced_by, st.theme)",
    order: "st.position",
};
/// The languages spoken at services, by service.
pub(crate) const LANGUAGES: Children<'static> =
    Children { table: "service_language", parent: "service_id", column: "language", order: "language" };
/// Where services are offered, by service.
pub(crate) const AREAS: Children<'static> =
    Children { table: "service_area", parent: "service_id", column: "area", order: "area" };

/// The themes of services, by service, each once; one that was merged into another is read as that one.
pub(crate) async fn themes_of(
    db: &impl ConnectionTrait,
    services: &[ServiceId],
) -> Result<HashMap<ServiceId, Vec<ThemeCode>>, DbErr> {
    let mut themes: HashMap<ServiceId, Vec<ThemeCode>> = children(db, THEMES, services).await?;
    themes.values_mut().for_each(once);
    Ok(themes)
}

/// The services of organisations.
pub(crate) async fn of_organisations(
    db: &impl ConnectionTrait,
    organisations: &[OrganisationId],
) -> Result<Vec<ServiceId>, DbErr> {
    let ids = organisations.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select id from service where organisation_id", ids).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// A service with its themes, languages and areas.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: ServiceId) -> Result<Option<Service>, DbErr> {
    Ok(many(db, &[id]).await?.pop())
}

/// Services with their themes, languages and areas, in no order.
pub(crate) async fn many(db: &impl ConnectionTrait, ids: &[ServiceId]) -> Result<Vec<Service>, DbErr> {
    let values = ids.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select * from service where id", values).await?;
    let mut themes = themes_of(db, ids).await?;
    let mut languages = children(db, LANGUAGES, ids).await?;
    let mut areas = children(db, AREAS, ids).await?;
    let whole = |row: &QueryResult| {
        let bare = service(row)?;
        let id = bare.id;
        Ok(Service {
            themes: themes.remove(&id).unwrap_or_default(),
            languages: languages.remove(&id).unwrap_or_default(),
            areas: areas.remove(&id).unwrap_or_default(),
            ..bare
        })
    };
    rows.iter().map(whole).collect()
}

/// Those of some services that exist.
pub(crate) async fn existing(db: &impl ConnectionTrait, ids: &[ServiceId]) -> Result<HashSet<ServiceId>, DbErr> {
    let values = ids.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select id from service where id", values).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// A service from its row; themes, languages and areas are yet to come.
fn service(row: &QueryResult) -> Result<Service, DbErr> {
    Ok(Service {
        id: row.try_get("", "id")?,
        origin: Origin::new(row.try_get::<String>("", "source")?, row.try_get::<String>("", "source_id")?),
        organisation: row.try_get("", "organisation_id")?,
        kind: row.try_get("", "kind")?,
        names: row.try_get("", "names")?,
        summary: row.try_get("", "summary")?,
        plain: from_json(row, "plain")?,
        description: from_json(row, "description")?,
        audience: row.try_get("", "audience")?,
        eligibility: from_json(row, "eligibility")?,
        cost: row.try_get("", "cost")?,
        costs: from_json(row, "costs")?,
        documents: from_json(row, "documents")?,
        professions: from_json(row, "professions")?,
        settings: from_json(row, "settings")?,
        activation: from_json(row, "activation")?,
        update_rhythm: row.try_get("", "update_rhythm")?,
        users: row.try_get("", "users")?,
        fallback: row.try_get("", "fallback")?,
        line: row.try_get("", "line")?,
        themes: Vec::new(),
        languages: Vec::new(),
        areas: Vec::new(),
        referral: row.try_get("", "referral")?,
        status: row.try_get("", "status")?,
        evidence: row.try_get("", "evidence")?,
        verified_on: row.try_get("", "verified_on")?,
    })
}

/// Writes services; those that are there already are replaced.
pub(crate) async fn put(tx: &Tx, services: &[Service], at: Timestamp) -> Result<(), DbErr> {
    let rows = services.iter().map(|service| -> [Value; 27] {
        [
            service.id.into(),
            service.origin.source.as_str().into(),
            service.origin.id.as_str().into(),
            service.organisation.into(),
            service.kind.into(),
            service.names.clone().into(),
            service.summary.clone().into(),
            json(&service.plain),
            json(&service.description),
            service.audience.clone().into(),
            json(&service.eligibility),
            service.cost.clone().into(),
            json(&service.costs),
            json(&service.documents),
            json(&service.professions),
            json(&service.settings),
            json(&service.activation),
            service.update_rhythm.into(),
            service.users.into(),
            service.fallback.into(),
            service.line.into(),
            service.referral.into(),
            service.status.into(),
            service.evidence.as_str().into(),
            service.verified_on.into(),
            fingerprint(service).into(),
            at.into(),
        ]
    });
    SERVICE.put(tx, rows.collect()).await?;
    put_children(tx, services).await
}

async fn put_children(tx: &Tx, services: &[Service]) -> Result<(), DbErr> {
    let themes = services.iter().flat_map(|service| {
        (0_i64..)
            .zip(&service.themes)
            .map(|(position, theme)| -> [Value; 3] { [service.id.into(), theme.clone().into(), position.into()] })
    });
    THEME.put(tx, themes.collect()).await?;
    let languages = services.iter().flat_map(|service| {
        service.languages.iter().map(|language| -> [Value; 2] { [service.id.into(), language.clone().into()] })
    });
    LANGUAGE.put(tx, languages.collect()).await?;
    let areas = services.iter().flat_map(|service| {
        service.areas.iter().map(|area| -> [Value; 2] { [service.id.into(), area.clone().into()] })
    });
    AREA.put(tx, areas.collect()).await
}

/// Forgets themes, languages and areas of services that are about to be written again.
pub(crate) async fn clear_children(tx: &Tx, ids: &[ServiceId]) -> Result<(), DbErr> {
    for table in ["service_theme", "service_language", "service_area"] {
        delete(tx, table, "service_id", ids.iter().map(|id| (*id).into()).collect()).await?;
    }
    Ok(())
}
