//! The page of an entry that is no more: it leads to what took its place, or says kindly that it is gone and what else there is.

use std::sync::Arc;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use house::House;
use kernel::Day;
use territory::Gazetteers;
use web::{Answer, Failure, Page, view_with};

use super::card::Card;
use crate::duplicates::mergers;
use crate::entry::records::retired;
use crate::entry::records::versions::last as last_version;
use crate::entry::{EntryId, EntryKind, Record};
use crate::{Facet, Filters, Finder, FrontDesk, Question, theme};

/// Services that are shown in its place.
const INSTEAD: u32 = 5;

#[derive(Template)]
#[template(path = "gone.html")]
struct Gone {
    page: Page,
    name: String,
    since: String,
    /// The address and the name of what it helped with.
    theme: Option<(String, String)>,
    cards: Vec<Card>,
    desk: Arc<FrontDesk>,
}

/// Answers for an entry that is not there: what was merged leads on for good, what was taken out is told, the rest never was.
pub(crate) async fn answer(page: Page, house: &House, entry: EntryId) -> Answer {
    let db = house.store.read();
    if let Some(kept) = mergers::redirected(db, entry).await? {
        return Ok((StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, address(kept))]).into_response());
    }
    let retired = retired(db, entry).await?.ok_or_else(Failure::not_found)?;
    let last = last_version(db, entry).await?.ok_or_else(Failure::not_found)?;
    let fixtures = &house.fixtures;
    let (finder, gazetteers, desk) =
        (fixtures.get::<Finder>(), fixtures.get::<Gazetteers>(), fixtures.get::<FrontDesk>());
    let finder = finder.map_err(Failure::unexpected)?;
    let gazetteer = gazetteers.map_err(Failure::unexpected)?.current();
    let main = if let Record::Service(service) = &last.record { service.themes.first().cloned() } else { None };
    let themes = theme::records::all(db).await?;
    let named = main.as_ref().and_then(|code| themes.iter().find(|theme| theme.code == *code));
    let question = Question {
        lang: page.lang(),
        filters: main.as_ref().map_or_else(Filters::default, |code| Filters::of(Facet::Theme, code)),
        limit: INSTEAD,
        ..Question::default()
    };
    let instead = match main {
        Some(_) => finder.answer(db, &question).await.map_err(Failure::unexpected)?.matches,
        None => Vec::new(),
    };
    let gone = Gone {
        name: last.record.names().plain(page.lang()).to_owned(),
        since: page.day(Day::new(retired.at.get().to_zoned(house.time_zone.clone()).date())),
        theme: named.map(|theme| (format!("/themes/{}", theme.code), theme.names.plain(page.lang()).to_owned())),
        cards: Card::all(&page, &gazetteer, instead),
        desk: desk.map_err(Failure::unexpected)?,
        page,
    };
    view_with(StatusCode::GONE, &gone)
}

/// Where an entry has its page.
fn address(entry: EntryId) -> String {
    let folder = if entry.kind == EntryKind::Organisation { "organisations" } else { "services" };
    format!("/{folder}/{}", entry.id)
}
