//! The search for programs: `/api/v1/search`. Its form is part of the interface that stays.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use house::{Fixture, House};
use kernel::Lang;
use serde::Serialize;
use territory::{Found, Gazetteer, Gazetteers, Place};
use web::{Failure, Origin, Page, Query};

use crate::asking::{Asked, LONGEST_PLACE};
use crate::showing::municipality_name;
use crate::unanswered::{self, Searched};
use crate::{Facet, Finder, Match, Question, Refinements, Standing};

use super::refining::{Ground, known_filters};
use super::results::LONGEST_WORDS;

/// Services when the program does not say how many it wants.
const USUAL: u64 = 20;

/// The answer.
#[derive(Serialize)]
pub(crate) struct Findings {
    place: Option<PlaceOut>,
    total: u64,
    /// Words that were taken for others.
    mended: Vec<MendedOut>,
    took_us: i64,
    /// When they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<FacetsOut>,
    results: Vec<ResultOut>,
}

/// A word as it was typed, and as it was understood.
#[derive(Serialize)]
struct MendedOut {
    typed: String,
    meant: String,
}

/// How many services each choice would leave.
#[derive(Serialize)]
struct FacetsOut {
    /// Of very many services the counts are estimates.
    estimated: bool,
    open_now: u64,
    open_now_or_more: bool,
    within_km: BTreeMap<u16, u64>,
    #[serde(flatten)]
    values: BTreeMap<&'static str, BTreeMap<String, u64>>,
}

/// The place that was asked for; `choices` when it may be several, or is not known and nearly called so.
#[derive(Serialize)]
struct PlaceOut {
    label: String,
    code: Option<String>,
    zone: Option<String>,
    municipality: Option<String>,
    neighbourhood: Option<String>,
    precision: Option<String>,
    choices: Vec<PlaceOut>,
}

#[derive(Serialize)]
struct ResultOut {
    service: ServiceOut,
    organisation: OrganisationOut,
    location: LocationOut,
    distance_m: Option<u32>,
    open_now: Option<bool>,
    verified_on: Option<String>,
    /// Whether it does not fit the question, and only lies close to it.
    close_by: bool,
    reasons: Vec<ReasonOut>,
}

#[derive(Serialize)]
struct ServiceOut {
    id: String,
    name: String,
    summary: String,
    themes: Vec<String>,
    for_professionals: bool,
}

#[derive(Serialize)]
struct OrganisationOut {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct LocationOut {
    name: Option<String>,
    address: Option<String>,
    postal_code: Option<String>,
    municipality: Option<String>,
    zone: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    precision: String,
}

#[derive(Serialize)]
struct ReasonOut {
    code: &'static str,
    text: String,
}

pub(crate) async fn search(
    page: Page,
    query: Query,
    origin: Origin,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Fixture(gazetteers): Fixture<Gazetteers>,
) -> Result<Json<Findings>, Failure> {
    let began = page.cx().now();
    // The shell reads `lang` kindly for people; a program is told when it is malformed.
    let lang = query.value::<Lang>("lang")?.unwrap_or(page.lang());
    let request = query.page(USUAL)?;
    let words = query.text("q", LONGEST_WORDS)?;
    let gazetteer = gazetteers.current();
    let asked = Asked::among(&finder, &gazetteer, (words, query.text("place", LONGEST_PLACE)?), lang);
    let part = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
    let question = Question {
        words: asked.words(words),
        extra_words: asked.extra_words(),
        near: asked.whereabouts(),
        lang,
        filters: known_filters(&finder, &query)?,
        counting: query.get("facets").is_some(),
        for_professional: false,
        limit: part(request.limit),
        offset: part(request.offset),
    };
    let ground = Ground { page: &page, gazetteer: &gazetteer, finder: &finder, query: &query };
    ground.only_known(&question.filters)?;
    let answer = finder.answer(house.store.read(), &question).await.map_err(Failure::unexpected)?;
    let (filters, first) = (&question.filters, question.offset == 0);
    let searched = Searched { words, lang, ground: &ground, asked: &asked, filters, answer: &answer, first };
    unanswered::tell(&house, &page, origin, &searched);
    let matches = answer.matches.iter().map(|found| (found, false));
    let shown = matches.chain(answer.close_by.iter().map(|found| (found, true))).take(question.limit as usize);
    let results =
        shown.map(|(found, close_by)| ResultOut { close_by, ..result(&page, &gazetteer, lang, found) }).collect();
    let mended = answer.mended.iter().map(|word| MendedOut { typed: word.typed.clone(), meant: word.meant.clone() });
    let took = page.cx().now().since(began).as_micros();
    let facets = question.counting.then(|| facets(&answer.refinements));
    Ok(Json(Findings {
        place: asked.found().map(|found| asked_place(found, asked.shown(lang), lang)),
        total: answer.total,
        mended: mended.collect(),
        took_us: i64::try_from(took).unwrap_or(i64::MAX),
        facets,
        results,
    }))
}

fn facets(refinements: &Refinements) -> FacetsOut {
    let (open_now, open_now_or_more) = refinements.open();
    let values = |facet: Facet| refinements.of(facet).map(|(value, count)| (value.to_owned(), count)).collect();
    FacetsOut {
        estimated: refinements.are_estimates(),
        open_now,
        open_now_or_more,
        within_km: refinements.rings().collect(),
        values: Facet::ALL.into_iter().map(|facet| (facet.word(), values(facet))).collect(),
    }
}

fn asked_place(found: &Found, typed: &str, lang: Lang) -> PlaceOut {
    match found {
        Found::One(one) => place(one, lang),
        Found::Several { places: choices, .. } | Found::Nothing { nearest: choices } => PlaceOut {
            label: typed.to_owned(),
            code: None,
            zone: None,
            municipality: None,
            neighbourhood: None,
            precision: None,
            choices: choices.iter().map(|choice| place(choice, lang)).collect(),
        },
    }
}

fn place(place: &Place, lang: Lang) -> PlaceOut {
    PlaceOut {
        label: place.label.plain(lang).to_owned(),
        code: Some(place.code.clone()),
        zone: place.zone.as_ref().map(ToString::to_string),
        municipality: place.municipality.as_ref().map(|named| named.names.plain(lang).to_owned()),
        neighbourhood: place.neighbourhood.as_ref().map(|named| named.names.plain(lang).to_owned()),
        precision: Some(place.precision.to_string()),
        choices: Vec::new(),
    }
}

fn result(page: &Page, gazetteer: &Gazetteer, lang: Lang, found: &Match) -> ResultOut {
    let card = &found.card;
    let place = &card.place;
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    let reasons = found.reasons.iter();
    ResultOut {
        service: ServiceOut {
            id: card.service.to_string(),
            name: card.name.plain(lang).to_owned(),
            summary: card.summary.plain(lang).to_owned(),
            themes: card.themes.iter().map(ToString::to_string).collect(),
            for_professionals: found.for_professionals,
        },
        organisation: OrganisationOut {
            id: card.organisation.to_string(),
            name: card.organisation_name.plain(lang).to_owned(),
        },
        location: LocationOut {
            name: filled(place.names.plain(lang).to_owned()),
            address: filled(place.address(lang)),
            postal_code: place.postal_code.clone(),
            municipality: filled(municipality_name(gazetteer, place.municipality.as_deref(), lang)),
            zone: place.zone.clone(),
            lat: place.point.map(|point| point.lat),
            lon: place.point.map(|point| point.lon),
            precision: place.precision.to_string(),
        },
        distance_m: found.distance,
        open_now: match found.standing {
            Standing::Always | Standing::Open(_) => Some(true),
            Standing::Closed(_) => Some(false),
            Standing::Unknown => None,
        },
        verified_on: card.verified_on.map(|day| day.to_string()),
        close_by: false,
        reasons: reasons
            .map(|reason| ReasonOut { code: reason.code(), text: reason.text(page.catalogue(), lang) })
            .collect(),
    }
}
