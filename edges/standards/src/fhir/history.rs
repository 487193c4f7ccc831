//! ITI-91: what changed since, with what went.

use axum::extract::State;
use axum::response::Response;
use house::House;
use web::{Failure, Path};

use super::asked::span;
use super::bundle::{self, Bundle, Mode};
use super::outcome::Outcome;
use super::{BASE, Resource};
use crate::hsds::Sent;
use crate::shelf::{Entry, Shelf};

/// Resources in a bundle when the program does not say how many, and the most.
const COUNT: (usize, usize) = (100, 500);

pub(crate) async fn show(
    State(house): State<House>,
    Path(name): Path<String>,
    sent: Sent,
) -> Result<Response, Outcome> {
    let resource: Resource = name.parse().map_err(|()| Outcome::not_found())?;
    let since = sent.query.get("_since").map(|text| span(text).ok_or_else(|| Outcome::malformed("_since")));
    let since = since.transpose()?.map_or(i64::MIN, |(start, _)| start.as_micros());
    let count = sent.query.value::<usize>("_count")?.unwrap_or(COUNT.0).clamp(1, COUNT.1);
    let page = sent.query.value::<usize>("_page")?.unwrap_or(1).max(1);
    let db = house.store.read();
    let shelf = house.fixtures.get::<Shelf>().map_err(Failure::unexpected)?;
    let snapshot = shelf.current(db).await?;
    let entries = snapshot.of(resource.kind());
    let mut changed: Vec<&Entry> = entries.iter().filter(|entry| entry.changed >= since).collect();
    // The latest first, as histories are told.
    changed.sort_by_key(|entry| std::cmp::Reverse(entry.seq));
    let mut bundle = Bundle::new(&sent.page, "history", changed.len());
    let pages = changed.len().div_ceil(count);
    let path = |page: usize| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(form_urlencoded::parse(sent.words.as_bytes()).filter(|(name, _)| name != "_page"));
        query.append_pair("_page", &page.to_string());
        format!("{BASE}/{}/_history?{}", resource.name(), query.finish())
    };
    bundle.link("self", &path(page));
    if page < pages {
        bundle.link("next", &path(page + 1));
    }
    let shown: Vec<&Entry> = changed.into_iter().skip((page - 1).saturating_mul(count)).take(count).collect();
    bundle.add(db, (resource, Mode::Changed), &shown).await?;
    Ok(bundle::answer(&sent.headers, sent.page.lang(), bundle.done()))
}
