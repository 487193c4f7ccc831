//! Suggestions for the fields of the search: `/api/v1/suggest`.

use axum::Json;
use house::Fixture;
use kernel::Lang;
use serde::Serialize;
use territory::Gazetteers;
use web::{Failure, Page, Query};

use crate::{Finder, Suggestion};

use super::results::LONGEST_WORDS;

/// The answer.
#[derive(Serialize)]
pub(crate) struct Suggestions {
    suggestions: Vec<SuggestionOut>,
}

#[derive(Serialize)]
struct SuggestionOut {
    text: String,
    kind: &'static str,
    /// The kind as the reader says it.
    label: String,
    detail: String,
    href: String,
}

pub(crate) async fn suggest(
    page: Page,
    query: Query,
    Fixture(finder): Fixture<Finder>,
    Fixture(gazetteers): Fixture<Gazetteers>,
) -> Result<Json<Suggestions>, Failure> {
    let lang = query.value::<Lang>("lang")?.unwrap_or(page.lang());
    let begun = query.text("q", LONGEST_WORDS)?;
    let gazetteer = gazetteers.current();
    let suggestions = match query.get("for") {
        None => finder.suggest(begun, lang, &gazetteer).map_err(Failure::unexpected)?,
        Some("place") => Finder::suggest_places(begun, lang, &gazetteer),
        Some(_) => return Err(Failure::bad_input("for")),
    };
    let out = |one: Suggestion| {
        let key = format!("directory-suggest-{}", one.kind.word());
        let label = page.catalogue().tr(lang, &key).to_string();
        SuggestionOut { text: one.text, kind: one.kind.word(), label, detail: one.detail, href: one.href }
    };
    Ok(Json(Suggestions { suggestions: suggestions.into_iter().map(out).collect() }))
}
