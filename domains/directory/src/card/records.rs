//! Every query for the cards of services.

use std::collections::HashMap;

use kernel::Text;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::sql;

use super::{CardPlace, ServiceCard, reached};
use crate::rows::{children, from_json, select_in};
use crate::service::records::{AREAS, LANGUAGES, themes_of};
use crate::service_at_location::hours_with;
use crate::service_at_location::supplement::records::{Blanks, fill};
use crate::{Area, Closure, Cost, OrganisationId, Point, ServiceAtLocationId, ServiceId, Spoken};

const CARD: &str = "select at.id as at_id, at.opening_hours, at.closures, at.accessibility, at.capacity, at.phone as at_phone, at.email as at_email,
    at.website as at_website, s.id as service_id, s.kind, s.names, s.summary, s.line, s.users,
    s.eligibility, s.costs, s.professions, s.settings, s.activation, s.fallback, s.referral, s.status, s.verified_on,
    o.id as organisation_id, o.names as organisation_names, o.phone, o.email, o.website, o.active, k.listed,
    l.names as place_names, l.street, l.house_number, l.postal_code, l.municipality, l.zone, l.neighbourhood, l.lat, l.lon, l.precise_to,
    l.confidential
  from service s
    join organisation o on o.id = s.organisation_id
    left join service_at_location at on at.service_id = s.id
    left join location l on l.id = at.location_id
    left join organisation_kind k on k.code = o.kind";

/// The cards of some services, in the order of `ids`; a service at several locations has several cards next to each
/// other, one without a place has one as well, a service that no longer exists has none.
///
/// # Errors
/// When the database cannot be read.
pub async fn cards(db: &impl ConnectionTrait, ids: &[ServiceId]) -> Result<Vec<ServiceCard>, DbErr> {
    let values: Vec<Value> = ids.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, &format!("{CARD} where s.id"), values).await?;
    let mut cards = complete(db, &rows).await?;
    let place: HashMap<ServiceId, usize> = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    cards.sort_by_key(|card| (place.get(&card.service).copied(), card.at));
    Ok(cards)
}

/// The cards of everything that an organisation offers.
///
/// # Errors
/// When the database cannot be read.
pub async fn cards_of(db: &impl ConnectionTrait, organisation: OrganisationId) -> Result<Vec<ServiceCard>, DbErr> {
    let text = format!("{CARD} where o.id = $1 order by s.id, at.id");
    complete(db, &db.query_all_raw(sql(db, &text, [organisation.into()])).await?).await
}

/// Adds to the rows what stands in other tables: themes, languages, areas, and what other sources add.
async fn complete(db: &impl ConnectionTrait, rows: &[QueryResult]) -> Result<Vec<ServiceCard>, DbErr> {
    let mut cards: Vec<ServiceCard> = rows.iter().map(card_of_row).collect::<Result<_, _>>()?;
    let mut services: Vec<ServiceId> = cards.iter().map(|card| card.service).collect();
    services.sort();
    services.dedup();
    let themes = themes_of(db, &services).await?;
    let languages: HashMap<ServiceId, Vec<Spoken>> = children(db, LANGUAGES, &services).await?;
    let areas: HashMap<ServiceId, Vec<Area>> = children(db, AREAS, &services).await?;
    for card in &mut cards {
        card.themes = themes.get(&card.service).cloned().unwrap_or_default();
        card.languages = languages.get(&card.service).cloned().unwrap_or_default();
        card.areas = areas.get(&card.service).cloned().unwrap_or_default();
    }
    supplement(db, &mut cards).await?;
    for (card, row) in cards.iter_mut().zip(rows) {
        reach(card, row)?;
        let closures: Vec<Closure> = from_json(row, "closures")?;
        card.hours = hours_with(card.hours.as_deref(), &closures);
    }
    Ok(cards)
}

/// What the entry's own source does not say, another source may.
async fn supplement(db: &impl ConnectionTrait, cards: &mut [ServiceCard]) -> Result<(), DbErr> {
    let blanks = cards.iter_mut().map(|card| {
        let ServiceCard { at, hours, phone, email, website, .. } = card;
        (*at, Blanks { opening_hours: hours, phone, email, website })
    });
    fill(db, blanks.collect()).await
}

/// How to reach a service at a place: first what its own source says of the place, then what another source adds to that very place,
/// then what holds for the whole organisation. Other programs are told the first two of the place and the last of the organisation; those
/// that read FHIR, of the place as it is told here.
fn reach(card: &mut ServiceCard, row: &QueryResult) -> Result<(), DbErr> {
    let ServiceCard { phone, email, website, .. } = card;
    for (way, general) in [(phone, "phone"), (email, "email"), (website, "website")] {
        let general: Option<String> = row.try_get("", general)?;
        *way = reached(way.as_deref(), general.as_deref()).map(str::to_owned);
    }
    Ok(())
}

fn card_of_row(row: &QueryResult) -> Result<ServiceCard, DbErr> {
    let listed: Option<bool> = row.try_get("", "listed")?;
    let service: ServiceId = row.try_get("", "service_id")?;
    let (name, organisation_name): (Text, Text) = (row.try_get("", "names")?, row.try_get("", "organisation_names")?);
    Ok(ServiceCard {
        place: place(row, [&name, &organisation_name])?,
        service,
        at: row.try_get::<Option<_>>("", "at_id")?.unwrap_or(ServiceAtLocationId::from_uuid(service.uuid())),
        kind: row.try_get("", "kind")?,
        name,
        summary: row.try_get("", "summary")?,
        themes: Vec::new(),
        professions: from_json(row, "professions")?,
        settings: from_json(row, "settings")?,
        line: row.try_get("", "line")?,
        languages: Vec::new(),
        areas: Vec::new(),
        users: row.try_get("", "users")?,
        eligibility: from_json(row, "eligibility")?,
        costs: from_json::<Vec<Cost>>(row, "costs")?.into_iter().map(|cost| cost.sort).collect(),
        fallback: row.try_get("", "fallback")?,
        referral: row.try_get("", "referral")?,
        activation: from_json(row, "activation")?,
        status: row.try_get("", "status")?,
        verified_on: row.try_get("", "verified_on")?,
        organisation: row.try_get("", "organisation_id")?,
        organisation_name,
        listed: row.try_get::<bool>("", "active")? && listed.unwrap_or(true),
        phone: row.try_get("", "at_phone")?,
        email: row.try_get("", "at_email")?,
        website: row.try_get("", "at_website")?,
        hours: row.try_get("", "opening_hours")?,
        accessibility: from_json(row, "accessibility")?,
        capacity: from_json(row, "capacity")?,
    })
}

fn place(row: &QueryResult, told: [&Text; 2]) -> Result<CardPlace, DbErr> {
    match row.try_get("", "confidential")? {
        Some(true) => return Ok(CardPlace::confidential()),
        Some(false) => {}
        None => return Ok(CardPlace::nowhere()),
    }
    let lat: Option<f64> = row.try_get("", "lat")?;
    let lon: Option<f64> = row.try_get("", "lon")?;
    let names: Text = from_json(row, "place_names")?;
    let is_told =
        told.iter().any(|told| names.versions().all(|(_, name)| told.versions().any(|(_, one)| one.text == name.text)));
    Ok(CardPlace {
        names: if is_told { Text::default() } else { names },
        street: row.try_get("", "street")?,
        house_number: row.try_get("", "house_number")?,
        postal_code: row.try_get("", "postal_code")?,
        municipality: row.try_get("", "municipality")?,
        zone: row.try_get("", "zone")?,
        neighbourhood: row.try_get("", "neighbourhood")?,
        point: lat.zip(lon).map(|(lat, lon)| Point { lat, lon }),
        precision: row.try_get("", "precise_to")?,
        confidential: false,
    })
}
