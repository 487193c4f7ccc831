//! ITI-91: what changed since, with what went: of a kind, or of one resource.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use house::House;
use uuid::Uuid;
use web::{Failure, Path, Path2};

use super::asked::{is_strict, span};
use super::bundle::{self, Bundle, Mode};
use super::outcome::Outcome;
use super::{BASE, Resource, form};
use crate::hsds::Sent;
use crate::publication::records;
use crate::shelf::{Entry, Shelf};

/// Resources in a bundle when the program does not say how many, and the most.
const COUNT: (usize, usize) = (100, 500);

/// What a history is asked for.
struct Told {
    /// From this moment on, in microseconds.
    since: i64,
    count: usize,
    /// From 1.
    page: usize,
    /// What was understood of it but the page, as an address has it, with a sign to go on.
    words: String,
}

impl Told {
    fn read(sent: &Sent) -> Result<Self, Outcome> {
        let strict = is_strict(&sent.headers);
        let mut told = Self { since: i64::MIN, count: COUNT.0, page: 1, words: String::new() };
        for (name, value) in form_urlencoded::parse(sent.words.as_bytes()).filter(|(_, value)| !value.trim().is_empty())
        {
            let wrong = || Outcome::malformed(&name);
            match name.as_ref() {
                "_since" => told.since = span(&value).ok_or_else(wrong)?.0.as_micros(),
                "_count" => told.count = value.parse::<usize>().map_err(|_| wrong())?.clamp(1, COUNT.1),
                "_page" => told.page = value.parse::<usize>().map_err(|_| wrong())?.max(1),
                "_format" | "lang" => {}
                _ if strict => return Err(Outcome::unknown(&name)),
                _ => continue,
            }
            if name != "_page" {
                let pair = form_urlencoded::Serializer::new(String::new()).append_pair(&name, &value).finish();
                told.words.push_str(&pair);
                told.words.push('&');
            }
        }
        Ok(told)
    }
}

/// What changed of a kind.
pub(crate) async fn show(
    State(house): State<House>,
    Path(name): Path<String>,
    sent: Sent,
) -> Result<Response, Outcome> {
    let resource: Resource = name.parse().map_err(|()| Outcome::not_found())?;
    form::check(&sent)?;
    let told = Told::read(&sent)?;
    let shelf = house.fixtures.get::<Shelf>().map_err(Failure::unexpected)?;
    let snapshot = shelf.current(house.store.read()).await?;
    let entries = snapshot.of(resource.kind());
    let mut changed: Vec<&Entry> = entries.iter().filter(|entry| entry.changed >= told.since).collect();
    // The latest first, as histories are told.
    changed.sort_by_key(|entry| std::cmp::Reverse(entry.seq));
    answer(&house, &sent, (resource, resource.name(), told), &changed).await
}

/// What became of one resource: how it is, or that it went. Earlier versions are not kept.
pub(crate) async fn of_one(
    State(house): State<House>,
    Path2(name, id): Path2<String, String>,
    sent: Sent,
) -> Result<Response, Outcome> {
    let resource: Resource = name.parse().map_err(|()| Outcome::not_found())?;
    let id: Uuid = id.parse().map_err(|_| Outcome::not_found())?;
    form::check(&sent)?;
    let told = Told::read(&sent)?;
    let row = records::find(house.store.read(), id).await?.filter(|row| row.kind == resource.kind());
    let row = row.ok_or_else(Outcome::not_found)?;
    let entry = Entry::of(&row, &Arc::default(), &Arc::default());
    let changed: Vec<&Entry> = [&entry].into_iter().filter(|entry| entry.changed >= told.since).collect();
    answer(&house, &sent, (resource, &format!("{}/{id}", resource.name()), told), &changed).await
}

/// A page of what changed, below a folder.
async fn answer(
    house: &House,
    sent: &Sent,
    (resource, folder, told): (Resource, &str, Told),
    changed: &[&Entry],
) -> Result<Response, Outcome> {
    let Told { count, page, words, .. } = told;
    let mut bundle = Bundle::new(&sent.page, "history", changed.len());
    let pages = changed.len().div_ceil(count);
    let path = |page: usize| format!("{BASE}/{folder}/_history?{words}_page={page}");
    bundle.link("self", &path(page));
    if page < pages {
        bundle.link("next", &path(page + 1));
    }
    let shown: Vec<&Entry> = changed.iter().skip((page - 1).saturating_mul(count)).take(count).copied().collect();
    bundle.add(house.store.read(), (resource, Mode::Changed), &shown).await?;
    Ok(bundle::answer(&sent.headers, sent.page.lang(), bundle.done()))
}
