//! Lists: a page of records, or all of them one after the other.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use directory::Finder;
use futures_util::stream;
use house::House;
use kernel::Timestamp;
use search::Index;
use territory::Gazetteers;
use uuid::Uuid;
use web::Failure;

use super::asked::{Asked, Sent, View};
use super::memory::{KnownPage, Memory};
use super::whole::Whole;
use crate::answer::{About, Packed, tag};
use crate::found;
use crate::publication::Kind;
use crate::shelf::{Entry, Shelf, Snapshot, Wanted};

/// Records read at once while all are streamed.
const STRETCH: usize = 400;

pub(crate) async fn services(State(house): State<House>, sent: Sent) -> Result<Response, Failure> {
    answer(house, sent, Kind::Service).await
}

pub(crate) async fn organizations(State(house): State<House>, sent: Sent) -> Result<Response, Failure> {
    answer(house, sent, Kind::Organization).await
}

pub(crate) async fn service_at_locations(State(house): State<House>, sent: Sent) -> Result<Response, Failure> {
    answer(house, sent, Kind::ServiceAtLocation).await
}

pub(crate) async fn taxonomies(State(house): State<House>, sent: Sent) -> Result<Response, Failure> {
    answer(house, sent, Kind::Taxonomy).await
}

pub(crate) async fn taxonomy_terms(State(house): State<House>, sent: Sent) -> Result<Response, Failure> {
    answer(house, sent, Kind::TaxonomyTerm).await
}

async fn answer(house: House, sent: Sent, kind: Kind) -> Result<Response, Failure> {
    let list = List::of(house, &sent, kind).await?;
    if list.asked.stream {
        return list.streamed(&sent).await;
    }
    let page = list.page(&sent).await?;
    let about = About { kind: "application/json", lang: list.asked.lang, tag: page.tag.clone() };
    if about.is_known(&sent.headers) {
        return Ok(about.unchanged());
    }
    Ok(about.put_on(page.content.sent_to(&sent.headers)))
}

/// A list that is asked for.
struct List {
    house: House,
    snapshot: Arc<Snapshot>,
    kind: Kind,
    asked: Asked,
    memory: Arc<Memory>,
    /// What is remembered holds for this state.
    state: (i64, u64),
}

impl List {
    async fn of(house: House, sent: &Sent, kind: Kind) -> Result<Self, Failure> {
        let shelf = house.fixtures.get::<Shelf>().map_err(Failure::unexpected)?;
        let gazetteers = house.fixtures.get::<Gazetteers>().map_err(Failure::unexpected)?;
        let memory = house.fixtures.get::<Memory>().map_err(Failure::unexpected)?;
        let index = house.fixtures.get::<Index>().map_err(Failure::unexpected)?;
        let snapshot = shelf.current(house.store.read()).await?;
        let asked = Asked::read(sent, kind, (&snapshot, &gazetteers.current()))?;
        let state = (snapshot.seq, index.generation());
        Ok(Self { house, snapshot, kind, asked, memory, state })
    }

    /// The page, from memory where the same was asked before.
    async fn page(&self, sent: &Sent) -> Result<Arc<KnownPage>, Failure> {
        let asked = format!("{} {} {}", self.kind, self.asked.lang, sent.words);
        if let Some(known) = self.memory.page(self.state, &asked) {
            return Ok(known);
        }
        let chosen = self.chosen().await?;
        let content = self.envelope(&chosen).await?;
        let page = Arc::new(KnownPage { tag: tag(content.as_bytes()), content: Packed::of(content.as_bytes()) });
        self.memory.keep_page(self.state, asked, &page);
        Ok(page)
    }

    /// Which records the list holds, from memory where the same was asked of another page.
    async fn chosen(&self) -> Result<Arc<Vec<u32>>, Failure> {
        let asked = format!("{} {:?} {} {}", self.kind, self.asked.wanted, self.asked.lang, self.asked.search);
        if let Some(known) = self.memory.chosen(self.state, &asked) {
            return Ok(known);
        }
        let gazetteers = self.house.fixtures.get::<Gazetteers>().map_err(Failure::unexpected)?;
        let among = self.found().await?;
        let wanted = Wanted { among, ..self.asked.wanted.clone() };
        let chosen = Arc::new(self.snapshot.choose(self.kind, &wanted, &gazetteers.current()));
        self.memory.keep_chosen(self.state, asked, &chosen);
        Ok(chosen)
    }

    /// What the words find, best first; nothing when there are no words.
    async fn found(&self) -> Result<Option<Vec<Uuid>>, Failure> {
        let Asked { search, lang, .. } = &self.asked;
        if search.is_empty() {
            return Ok(None);
        }
        let finder = self.house.fixtures.get::<Finder>().map_err(Failure::unexpected)?;
        let shelf = self.house.fixtures.get::<Shelf>().map_err(Failure::unexpected)?;
        let db = self.house.store.read();
        let found = match self.kind {
            Kind::Service | Kind::ServiceAtLocation => found::services(&finder, search, *lang).await?,
            Kind::Organization => found::organizations(db, (&finder, &shelf, &self.snapshot), search, *lang).await?,
            _ => found::called(db, (&shelf, &self.snapshot), self.kind, search).await?,
        };
        Ok(Some(found))
    }

    async fn envelope(&self, chosen: &[u32]) -> Result<String, Failure> {
        let Asked { page, per_page, .. } = self.asked;
        let total = chosen.len() as u64;
        let pages = total.div_ceil(per_page);
        let first = (page - 1).saturating_mul(per_page);
        let shown: Vec<u32> = chosen.iter().copied().skip(to_size(first)).take(to_size(per_page)).collect();
        let (size, empty, last) = (shown.len(), shown.is_empty(), page >= pages);
        let mut out = format!(
            "{{\"total_items\":{total},\"total_pages\":{pages},\"page_number\":{page},\"size\":{size},\
            \"first_page\":{},\"last_page\":{last},\"empty\":{empty},\"contents\":[",
            page == 1
        );
        let entries = self.snapshot.of(self.kind);
        let shown: Vec<&Entry> = shown.iter().filter_map(|at| entries.get(*at as usize)).collect();
        self.write(&shown, ',', &mut out).await?;
        out.push_str("]}");
        Ok(out)
    }

    /// Writes records one after the other.
    async fn write(&self, shown: &[&Entry], between: char, out: &mut String) -> Result<(), Failure> {
        if self.asked.view == View::Minimal {
            for (n, entry) in shown.iter().enumerate() {
                if n > 0 {
                    out.push(between);
                }
                minimal(entry, out);
            }
            return Ok(());
        }
        let whole = Whole { kind: self.kind, lang: self.asked.lang, view: self.asked.view };
        whole.write(self.house.store.read(), shown, between, out).await.map_err(Failure::from)
    }

    /// Everything that was chosen, a line each, read little by little while it is sent.
    async fn streamed(self, sent: &Sent) -> Result<Response, Failure> {
        let chosen = self.chosen().await?;
        let (seq, index) = self.state;
        // The index is this process's own.
        let index = if self.asked.search.is_empty() { 0 } else { index };
        let words = format!("{} {} {seq} {index} {}", self.kind, self.asked.lang, sent.words);
        let about = About { kind: "application/x-ndjson", lang: self.asked.lang, tag: tag(words.as_bytes()) };
        if about.is_known(&sent.headers) {
            return Ok(about.unchanged());
        }
        let lines = stream::try_unfold((self, chosen, 0), |(list, chosen, at)| async move {
            if at >= chosen.len() {
                return Ok::<_, Broken>(None);
            }
            let until = (at + STRETCH).min(chosen.len());
            let lines = list.stretch(&chosen[at..until]).await.map_err(|error| {
                tracing::warn!(%error, "a stream of records broke off");
                Broken
            })?;
            Ok(Some((lines, (list, chosen, until))))
        });
        Ok(about.put_on(Body::from_stream(lines).into_response()))
    }

    async fn stretch(&self, places: &[u32]) -> Result<Bytes, Failure> {
        let entries = self.snapshot.of(self.kind);
        let shown: Vec<&Entry> = places.iter().filter_map(|at| entries.get(*at as usize)).collect();
        let mut out = String::new();
        self.write(&shown, '\n', &mut out).await?;
        out.push('\n');
        Ok(out.into())
    }
}

/// A stream that cannot go on: whoever reads it must see that it is not whole.
#[derive(Debug, thiserror::Error)]
#[error("the records could not be read to their end")]
struct Broken;

fn minimal(entry: &Entry, out: &mut String) {
    let moment = crate::sheet::moment(Timestamp::from_micros(entry.changed));
    let id = entry.id;
    let _ = write!(out, "{{\"id\":\"{id}\",\"last_modified\":\"{moment}\",\"modified_date\":\"{moment}\"}}");
}

fn to_size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
