//! Results: services in a sensible order, each with its reasons; and what to do when there are none.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use house::{Fixture, House};
use kernel::{Page as Stretch, PageRequest};
use territory::{Found, Gazetteer, Gazetteers, Place};
use web::{Answer, Choice, Failure, Page, Pager, Query, view};

use crate::asking::{Asked, LONGEST_PLACE};
use crate::showing::{LANGUAGES, language, zone};
use crate::{Answer as Answered, Filters, Finder, FrontDesk, Question, Spoken, ThemeCode, theme};

use super::card::Card;

/// The longest question that is read, letters.
pub(crate) const LONGEST_WORDS: usize = 300;
/// Services on a page.
const CARDS: u64 = 20;

/// The two fields of every search, as they were filled in.
#[derive(Clone, Default)]
pub(crate) struct Asking {
    pub words: String,
    pub place: String,
}

impl Asking {
    /// Nothing asked yet.
    pub(crate) fn nothing() -> Self {
        Self::default()
    }
}

#[derive(Template)]
#[template(path = "results.html")]
struct Results {
    page: Page,
    asking: Asking,
    again: String,
    theme: Option<Narrowed>,
    choices: Option<Choices>,
    mended: Vec<Mended>,
    total: u64,
    or_more: bool,
    cards: Vec<Card>,
    close_by: Vec<Card>,
    pager: Pager,
    open_now: bool,
    spoken: String,
    languages: Vec<Choice>,
    broader: Option<String>,
    desk: Arc<FrontDesk>,
}

/// The theme that the results are limited to.
struct Narrowed {
    code: ThemeCode,
    name: String,
    without: String,
}

/// Places to choose from: several are called so, or nearly so.
struct Choices {
    known: bool,
    typed: String,
    places: Vec<ChoiceOfPlace>,
}

struct ChoiceOfPlace {
    href: String,
    label: String,
    mark: String,
    tone: String,
}

/// A word that was taken for another.
struct Mended {
    typed: String,
    meant: String,
}

pub(crate) async fn show(
    page: Page,
    query: Query,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Fixture(gazetteers): Fixture<Gazetteers>,
    Fixture(desk): Fixture<FrontDesk>,
) -> Answer {
    let gazetteer = gazetteers.current();
    let words = query.text("q", LONGEST_WORDS)?;
    let typed = (words, query.text("place", LONGEST_PLACE)?);
    let asked = Asked::among(&finder, &gazetteer, typed, page.lang());
    let request = PageRequest { limit: CARDS, ..query.page(CARDS)? };
    let filters = filters(&query)?;
    let answer = finder.find(&question(&page, words, &asked, filters.clone(), request)).map_err(Failure::unexpected)?;
    let theme = narrowed(&house, &page, &query, filters.theme.as_ref()).await?;
    let Answered { matches, total, or_more, close_by, mended, .. } = answer;
    let (cards, close_by) = (Card::all(&page, &gazetteer, matches), Card::all(&page, &gazetteer, close_by));
    view(&Results {
        asking: Asking { words: asked.words(words).to_owned(), place: asked.shown(page.lang()).to_owned() },
        again: asked.again().to_owned(),
        choices: choices(&page, &gazetteer, &query, &asked),
        mended: mended.into_iter().map(|word| Mended { typed: word.typed, meant: word.meant }).collect(),
        broader: broader(&query, &asked, &filters, total),
        pager: Pager::of(&Stretch { items: Vec::<()>::new(), total, request }, &query),
        open_now: filters.open_now,
        spoken: filters.spoken.as_ref().map_or_else(String::new, ToString::to_string),
        languages: LANGUAGES.iter().map(|code| Choice::new(code, language(&page, code))).collect(),
        theme,
        total,
        or_more,
        cards,
        close_by,
        desk,
        page,
    })
}

/// What the results are limited to. A theme or language that does not exist is a fault of the address.
pub(crate) fn filters(query: &Query) -> Result<Filters, Failure> {
    Ok(Filters {
        theme: query.value::<ThemeCode>("theme")?,
        spoken: query.value::<Spoken>("language")?,
        open_now: query.get("open").is_some(),
    })
}

pub(crate) fn question<'a>(
    page: &Page,
    words: &'a str,
    asked: &'a Asked,
    filters: Filters,
    request: PageRequest,
) -> Question<'a> {
    let part = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
    Question {
        words: asked.words(words),
        extra_words: asked.extra_words(),
        near: asked.whereabouts(),
        lang: page.lang(),
        filters,
        for_professional: false,
        limit: part(request.limit),
        offset: part(request.offset),
    }
}

async fn narrowed(
    house: &House,
    page: &Page,
    query: &Query,
    code: Option<&ThemeCode>,
) -> Result<Option<Narrowed>, Failure> {
    let Some(code) = code else { return Ok(None) };
    let theme = theme::records::find(house.store.read(), code).await?.ok_or_else(|| Failure::bad_input("theme"))?;
    let name = theme.names.plain(page.lang()).to_owned();
    Ok(Some(Narrowed { code: theme.code, name, without: query.with("theme", "") }))
}

fn choices(page: &Page, gazetteer: &Gazetteer, query: &Query, asked: &Asked) -> Option<Choices> {
    let found = asked.found().filter(|found| found.one().is_none())?;
    let places = found.choices().iter().map(|place| choice(page, gazetteer, query, place)).collect();
    let known = matches!(found, Found::Several(_));
    Some(Choices { known, typed: asked.shown(page.lang()).to_owned(), places })
}

fn choice(page: &Page, gazetteer: &Gazetteer, query: &Query, place: &Place) -> ChoiceOfPlace {
    let zone = place.zone.as_ref().and_then(|code| zone(gazetteer, code.as_str()));
    ChoiceOfPlace {
        href: query.with("place", &place.code),
        label: place.label.plain(page.lang()).to_owned(),
        mark: zone.map_or_else(String::new, |zone| zone.labels.plain(page.lang()).to_owned()),
        tone: zone.map_or_else(String::new, |zone| format!("tone{}", zone.colour)),
    }
}

/// When nothing was found: the same question without what narrows it.
fn broader(query: &Query, asked: &Asked, filters: &Filters, total: u64) -> Option<String> {
    let narrowed = filters.open_now || filters.spoken.is_some() || filters.theme.is_some();
    let words = Query::default().with("q", query.get("q").unwrap_or_default());
    match (total, narrowed, asked.place()) {
        (0, true, Some(place)) => Some(format!("{words}&place={}", place.code)),
        (0, true, None) | (0, false, Some(_)) => Some(words),
        _ => None,
    }
}
