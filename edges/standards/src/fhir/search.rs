//! ITI-90: finding matching care services.

use axum::extract::State;
use axum::response::Response;
use house::House;
use web::{Failure, Path};

use super::asked::Asked;
use super::bundle::{self, Bundle, Mode};
use super::choosing::{beside, choose};
use super::outcome::Outcome;
use super::{BASE, Resource};
use crate::hsds::Sent;
use crate::shelf::{Entry, Shelf};

/// The most resources beside the matches of a page: an organisation may have thousands of services.
const MOST_BESIDE: usize = 1_000;

pub(crate) async fn show(
    State(house): State<House>,
    Path(name): Path<String>,
    sent: Sent,
) -> Result<Response, Outcome> {
    let resource: Resource = name.parse().map_err(|()| Outcome::not_found())?;
    let asked = Asked::read(&sent, resource)?;
    let db = house.store.read();
    let shelf = house.fixtures.get::<Shelf>().map_err(Failure::unexpected)?;
    let snapshot = shelf.current(db).await?;
    let chosen = choose(db, (&shelf, &snapshot), (resource, &asked)).await?;
    let mut bundle = Bundle::new(&sent.page, "searchset", chosen.len());
    if asked.only_count {
        bundle.link("self", &path(resource, &asked.words, None));
        return Ok(bundle::answer(&sent.headers, sent.page.lang(), bundle.done()));
    }
    let first = (asked.page - 1).saturating_mul(asked.count);
    let pages = chosen.len().div_ceil(asked.count);
    let entries = snapshot.of(resource.kind());
    let places = chosen.iter().skip(first).take(asked.count);
    let matches: Vec<&Entry> = places.filter_map(|at| entries.get(*at as usize)).collect();
    bundle.link("self", &path(resource, &asked.words, Some(asked.page)));
    bundle.link("first", &path(resource, &asked.words, Some(1)));
    if asked.page > 1 {
        bundle.link("previous", &path(resource, &asked.words, Some(asked.page - 1)));
    }
    if asked.page < pages {
        bundle.link("next", &path(resource, &asked.words, Some(asked.page + 1)));
    }
    bundle.add(db, (resource, Mode::Match), &matches).await?;
    let mut room = MOST_BESIDE;
    for also in &asked.also {
        let (resource, mut found) = beside(&snapshot, &matches, (*also, room + 1));
        let whole = found.len() <= room;
        found.truncate(room);
        room -= found.len();
        bundle.add(db, (resource, Mode::Include), &found.iter().collect::<Vec<_>>()).await?;
        if !whole {
            bundle.warn(&format!(
                "A page includes at most {MOST_BESIDE} resources beside its matches; ask for fewer by _count, or for {} by a search of \
                their own.",
                resource.name()
            ));
            break;
        }
    }
    Ok(bundle::answer(&sent.headers, sent.page.lang(), bundle.done()))
}

/// The address of a page of the same search.
fn path(resource: Resource, words: &str, page: Option<usize>) -> String {
    let page = page.map(|page| format!("_page={page}"));
    let words = [Some(words), page.as_deref()].into_iter().flatten().filter(|part| !part.is_empty());
    format!("{BASE}/{}?{}", resource.name(), words.collect::<Vec<_>>().join("&"))
}
