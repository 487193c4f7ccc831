//! Results: services in a sensible order, each with its reasons; and what to do when there are none.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use house::{Fixture, House};
use kernel::{Page as Stretch, PageRequest, Text};
use territory::{Gazetteer, Gazetteers};
use web::{Answer, Failure, Markup, Origin, Page, Pager, Query, view};

use crate::asking::{Asked, LONGEST_PLACE};
use crate::unanswered::{self, Searched};
use crate::watching::{self, Keeper};
use crate::{Answer as Answered, Filters, Finder, FrontDesk, Match, Question, Standing};

use super::card::{Card, Cards};
use super::choices::Choices;
use super::mapping::map;
use super::refining::{Ground, Refining, known_filters};
use super::wishing::Wishing;

/// The longest question that is read, letters.
pub(crate) const LONGEST_WORDS: usize = 300;
/// Services on a page.
const CARDS: u64 = 20;

/// The two fields of every search, as they were filled in.
#[derive(Clone)]
pub(crate) struct Asking {
    pub words: String,
    pub place: String,
    /// Whether a place may be a street: where none were imported, none is found.
    knows_streets: bool,
}

impl Asking {
    /// Nothing asked yet.
    pub(crate) fn nothing(gazetteer: &Gazetteer) -> Self {
        Self::new(gazetteer, String::new(), String::new())
    }

    /// What was asked.
    pub(crate) fn new(gazetteer: &Gazetteer, words: String, place: String) -> Self {
        Self { words, place, knows_streets: gazetteer.streets() > 0 }
    }

    /// What may be typed as a place.
    pub(crate) fn place_hint(&self) -> &'static str {
        if self.knows_streets { "directory-where-hint" } else { "directory-where-hint-areas" }
    }

    /// What to try when a place is not known.
    pub(crate) fn place_help(&self) -> &'static str {
        if self.knows_streets { "directory-no-place-help" } else { "directory-no-place-help-areas" }
    }
}

#[derive(Template)]
#[template(path = "results.html")]
struct Results {
    page: Page,
    asking: Asking,
    again: String,
    choices: Option<Choices>,
    /// A street that is known, but not where in its municipality it lies.
    vague_street: Option<String>,
    mended: Vec<Mended>,
    unknown: String,
    instead: Option<Instead>,
    wishing: Vec<Wishing>,
    partly: bool,
    total: u64,
    or_more: bool,
    /// The first page, when this one lies beyond the last.
    past_end: Option<String>,
    cards: Cards,
    map: Markup,
    close_by: Vec<Card>,
    pager: Pager,
    refining: Refining,
    broader: Option<String>,
    desk: Arc<FrontDesk>,
    /// Where this search can be kept.
    keep: Option<String>,
}

/// Services that are shown because nobody is known for what was named.
struct Instead {
    themes: String,
    /// What is said of who is open, when hours are known, and the same answer of what is open now.
    open: Option<(&'static str, String)>,
}

/// A word that was taken for another, and the way to what was typed.
struct Mended {
    typed: String,
    meant: String,
    exactly: String,
}

pub(crate) async fn show(
    page: Page,
    query: Query,
    origin: Origin,
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
    let filters = known_filters(&finder, &query)?;
    let asking = Question { counting: true, ..question(&page, words, &asked, filters.clone(), request) };
    let answer = finder.answer(house.store.read(), &asking).await.map_err(Failure::unexpected)?;
    let ground = Ground { page: &page, gazetteer: &gazetteer, finder: &finder, query: &query };
    let (lang, first) = (page.lang(), request.offset == 0);
    let searched = Searched { words, lang, ground: &ground, asked: &asked, filters: &filters, answer: &answer, first };
    unanswered::tell(&house, &page, origin, &searched);
    let wishing = Wishing::all(&page, &query, &filters, &answer);
    let Answered { matches, total, or_more, close_by, mended, unknown, instead, partly, refinements, .. } = answer;
    let instead = shown_instead(&page, &query, &instead, &matches);
    let cards = Cards::of(&page, &gazetteer, matches).numbered();
    let (words, place) = (asked.words(words).to_owned(), asked.shown(page.lang()).to_owned());
    view(&Results {
        asking: Asking::new(&gazetteer, words, place),
        again: asked.again().to_owned(),
        choices: Choices::of(&page, &gazetteer, &query, &asked),
        vague_street: asked.street_without_point().map(|street| street.label.plain(page.lang()).to_owned()),
        unknown: if total > 0 && instead.is_none() { unknown.join(", ") } else { String::new() },
        instead,
        wishing,
        partly,
        past_end: (total > 0 && cards.is_empty()).then(|| query.dropping("offset")),
        map: map(&page, &gazetteer, &cards),
        cards,
        close_by: Card::all(&page, &gazetteer, close_by),
        mended: mended.into_iter().map(|word| exactly(&query, word)).collect(),
        broader: broader(&query, &asked, &filters, total),
        pager: Pager::of(&Stretch { items: Vec::<()>::new(), total, request }, &query),
        refining: ground.refining(&filters, &refinements, total),
        total,
        or_more,
        desk,
        keep: keep(&page, &house, &query, or_more || total > watching::MOST.into()),
        page,
    })
}

/// Where this search can be kept: by whoever is signed in, or by letters where those go out; not by letters when it finds more than
/// anybody would be told of.
fn keep(page: &Page, house: &House, query: &Query, is_broad: bool) -> Option<String> {
    let keeper = house.fixtures.get::<Keeper>().ok()?;
    let kept = watching::kept(query).ok().filter(|kept| !kept.is_empty())?;
    door(*keeper, page.signed_in().is_some(), is_broad).map(|path| format!("{path}{kept}"))
}

/// An account keeps a search of any breadth, if only to find it again; letters about a broad one would tell nothing.
fn door(keeper: Keeper, is_signed_in: bool, is_broad: bool) -> Option<&'static str> {
    if is_signed_in { Some(keeper.own) } else { keeper.by_mail.filter(|_| !is_broad) }
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
        counting: false,
        for_professional: false,
        limit: part(request.limit),
        offset: part(request.offset),
    }
}

fn shown_instead(page: &Page, query: &Query, themes: &[Arc<Text>], matches: &[Match]) -> Option<Instead> {
    let names: Vec<&str> = themes.iter().map(|name| name.plain(page.lang())).collect();
    let any = |is_so: fn(&Match) -> bool| matches.iter().any(is_so);
    let said = if any(|one| one.standing.is_open()) { "directory-open-first" } else { "directory-none-open" };
    let open = any(|one| one.standing != Standing::Unknown).then(|| (said, query.anew("open", "1")));
    (!names.is_empty()).then(|| Instead { themes: names.join(", "), open })
}

/// The same question with a word as it was typed: between quotation marks it is meant so.
fn exactly(query: &Query, word: search::Mended) -> Mended {
    let quoted = query.get("q").unwrap_or_default().replace(&word.typed, &format!("\"{}\"", word.typed));
    let exactly = query.anew("q", if quoted.contains('"') { quoted } else { format!("\"{}\"", word.typed) });
    Mended { typed: word.typed, meant: word.meant, exactly }
}

/// When nothing was found: the same question without what narrows it.
fn broader(query: &Query, asked: &Asked, filters: &Filters, total: u64) -> Option<String> {
    let narrowed = filters.any();
    let words = Query::default().with("q", query.get("q").unwrap_or_default());
    match (total, narrowed, asked.place()) {
        (0, true, Some(place)) => Some(format!("{words}&place={}", place.code)),
        (0, true, None) | (0, false, Some(_)) => Some(words),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_not_offered_about_more_than_anybody_would_read() {
        let (letters, none) = (Keeper { own: "/own", by_mail: Some("/mail") }, Keeper { own: "/own", by_mail: None });
        let cases = [
            (letters, false, false, Some("/mail")),
            (letters, false, true, None),
            (letters, true, true, Some("/own")),
            (none, false, false, None),
        ];
        for (keeper, is_signed_in, is_broad, path) in cases {
            assert_eq!(door(keeper, is_signed_in, is_broad), path, "{keeper:?} {is_signed_in} {is_broad}");
        }
    }
}
