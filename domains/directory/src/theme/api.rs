//! The thesaurus for programs: `/api/v1/thesaurus`. Its form is part of the interface that stays.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use house::House;
use kernel::{Lang, Text};
use serde::Serialize;
use web::{Answer, Query};

use super::{Mapping, Synonym, TermFacet, Theme, records};

/// Every term.
#[derive(Serialize)]
struct Thesaurus {
    revision: i64,
    terms: Vec<Term>,
}

/// A term as programs see it.
#[derive(Serialize)]
struct Term {
    code: String,
    facet: TermFacet,
    names: BTreeMap<Lang, String>,
    note: BTreeMap<Lang, String>,
    synonyms: Vec<Synonym>,
    broader: Option<String>,
    narrower: Vec<String>,
    related: Vec<String>,
    mappings: Vec<Mapping>,
    retired: bool,
    replaced_by: Option<String>,
}

/// `GET /api/v1/thesaurus`
pub(crate) async fn show(State(house): State<House>, query: Query, headers: HeaderMap) -> Answer {
    let db = house.store.read();
    let facet = query.value::<TermFacet>("facet")?;
    let revision = records::revision(db).await?;
    let tag = match facet {
        Some(facet) => format!("\"{revision}-{facet}\""),
        None => format!("\"{revision}\""),
    };
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let has_it = known.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag || one == "*");
    let told = [(ETAG, tag), (CACHE_CONTROL, "no-cache".to_owned())];
    if has_it {
        return Ok((StatusCode::NOT_MODIFIED, told).into_response());
    }
    let all = records::all(db).await?;
    let wanted = all.iter().filter(|term| facet.is_none_or(|facet| term.facet == facet));
    let terms = wanted.map(|term| out(term, &all)).collect();
    Ok((told, Json(Thesaurus { revision, terms })).into_response())
}

fn out(term: &Theme, all: &[Theme]) -> Term {
    let plain = |text: &Text| text.versions().map(|(lang, one)| (lang, one.text.clone())).collect();
    let narrower = all.iter().filter(|part| part.broader.as_ref() == Some(&term.code) && !part.retired);
    Term {
        code: term.code.to_string(),
        facet: term.facet,
        names: plain(&term.names),
        note: plain(&term.note),
        synonyms: term.synonyms.clone(),
        broader: term.broader.as_ref().map(ToString::to_string),
        narrower: narrower.map(|part| part.code.to_string()).collect(),
        related: term.related.iter().map(ToString::to_string).collect(),
        mappings: term.mappings.clone(),
        retired: term.retired,
        replaced_by: term.replaced_by.as_ref().map(ToString::to_string),
    }
}
