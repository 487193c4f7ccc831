//! Reading a peer: what changed since the last time, or all of it, a line for each service, onto the disk.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use kernel::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Asker, Unanswered};
use super::{Peer, SoFar, Trouble};
use crate::sheet::moment;

/// Records on a page that we ask for.
const PER_PAGE: u64 = 100;
/// Changes that we ask for at once.
const CHANGES: u64 = 500;
/// Pages at most: whoever has no last page is read no further.
const MOST_PAGES: u64 = 100_000;

/// What a peer says of itself.
#[derive(Deserialize)]
struct Root {
    version: String,
    /// Its feed of changes, where it has one: ours have.
    changes_url: Option<String>,
}

#[derive(Deserialize)]
struct PageOf {
    #[serde(default)]
    contents: Vec<Value>,
    total_items: Option<u64>,
    last_page: Option<bool>,
}

#[derive(Deserialize)]
struct Changes {
    changes: Vec<Change>,
    next: String,
    more: bool,
    /// The place behind the last change.
    head: Option<String>,
}

#[derive(Deserialize)]
struct Change {
    kind: String,
    id: String,
    deleted: bool,
}

/// What was read.
pub(super) struct Read {
    /// How far we are now, once it is kept.
    pub so_far: SoFar,
    /// Whether all of it was read: what is not among it is gone.
    pub whole: bool,
    pub records: u64,
}

/// Reads one peer.
pub(super) struct Reader<'a> {
    pub peer: &'a Peer,
    pub asker: &'a Asker,
    /// Now, before anything is asked.
    pub now: Timestamp,
    /// Whether everything is to be read again.
    pub all: bool,
}

impl Reader<'_> {
    /// Reads what there is to read, onto a file.
    pub async fn read(&self, file: &Path) -> Result<Read, Unanswered> {
        let root: Root = self.asker.get(&self.asker.below("/")).await?;
        if !root.version.starts_with('3') {
            return Err(Unanswered::new(Trouble::NotHsds, format!("it speaks version {} of HSDS", root.version)));
        }
        let feed = root.changes_url.as_deref().and_then(|told| self.asker.own(told));
        let mut out = Lines::new(file)?;
        let known = (&feed, &self.peer.so_far.place, self.peer.so_far.known_until);
        match known {
            (Some(feed), Some(place), _) if !self.all => match self.changed(feed, place, &mut out).await {
                // It was set back, or is another one: its places are not those that we remember.
                Err(Unanswered { status: Some(400), .. }) => {
                    drop(out);
                    self.whole(Some(feed), Lines::new(file)?).await
                }
                Err(other) => Err(other),
                Ok(place) => out
                    .done(SoFar { place: Some(place), known_until: Some(self.now), ..self.peer.so_far.clone() }, false),
            },
            (None, _, Some(since)) if !self.all => {
                self.pages(&format!("&modified_after={}", moment(since)), &mut out).await?;
                out.done(SoFar { known_until: Some(self.now), ..self.peer.so_far.clone() }, false)
            }
            (feed, ..) => self.whole(feed.as_deref(), out).await,
        }
    }

    /// All of it. The place in the feed is taken before: what changes meanwhile is read again rather than never.
    async fn whole(&self, feed: Option<&str>, mut out: Lines) -> Result<Read, Unanswered> {
        let place = match feed {
            Some(feed) => self.asker.get::<Changes>(&format!("{feed}?limit=1")).await?.head,
            None => None,
        };
        let total = self.pages("", &mut out).await?;
        // Pages shift while they are read: only when as many came as there are is what is missing gone.
        let whole = total.is_some_and(|total| total == out.ids.len() as u64);
        let so_far = SoFar { place, known_until: Some(self.now), whole_at: Some(self.now), ..self.peer.so_far.clone() };
        out.done(so_far, whole)
    }

    /// Every page of the services that a question finds; answers how many there are.
    async fn pages(&self, question: &str, out: &mut Lines) -> Result<Option<u64>, Unanswered> {
        let lang = self.peer.lang;
        let mut total = None;
        for number in 1..=MOST_PAGES {
            let path = format!("/services?full=true&per_page={PER_PAGE}&lang={lang}&page={number}{question}");
            let page: PageOf = self.asker.get(&self.asker.below(&path)).await?;
            for service in &page.contents {
                out.put(service)?;
            }
            total = page.total_items.or(total);
            if page.contents.is_empty() || page.last_page == Some(true) {
                return Ok(total);
            }
        }
        Err(Unanswered::new(Trouble::TooMuch, format!("it has more than {MOST_PAGES} pages")))
    }

    /// The services that its feed tells of since a place; answers the place to go on from.
    async fn changed(&self, feed: &str, place: &str, out: &mut Lines) -> Result<String, Unanswered> {
        let (mut place, mut services) = (place.to_owned(), BTreeMap::new());
        loop {
            let answer: Changes = self.asker.get(&format!("{feed}?after={place}&limit={CHANGES}")).await?;
            let of_services = answer.changes.into_iter().filter(|change| change.kind == "service");
            services.extend(of_services.map(|change| (change.id, change.deleted)));
            place = answer.next;
            if !answer.more {
                break;
            }
        }
        for (id, deleted) in services {
            // The id becomes a part of an address.
            let Ok(id) = id.parse::<uuid::Uuid>() else { continue };
            if deleted {
                out.gone(id)?;
                continue;
            }
            let address = self.asker.below(&format!("/services/{id}?lang={}", self.peer.lang));
            match self.asker.get::<Value>(&address).await {
                Ok(service) => out.put(&service)?,
                // It went since; the next reading hears of it.
                Err(Unanswered { status: Some(404 | 410), .. }) => out.gone(id)?,
                Err(other) => return Err(other),
            }
        }
        Ok(place)
    }
}

/// Services, a line each.
struct Lines {
    out: BufWriter<File>,
    ids: HashSet<String>,
    count: u64,
}

impl Lines {
    fn new(file: &Path) -> Result<Self, Unanswered> {
        let file = File::create(file).map_err(|error| Unanswered::new(Trouble::Unkept, error))?;
        Ok(Self { out: BufWriter::new(file), ids: HashSet::new(), count: 0 })
    }

    fn put(&mut self, service: &Value) -> Result<(), Unanswered> {
        let failed = |error: std::io::Error| Unanswered::new(Trouble::Unkept, error);
        let Some(id) = service["id"].as_str() else {
            return Err(Unanswered::new(Trouble::NotHsds, "a service has no id"));
        };
        // One that stands on two pages is read once.
        if self.ids.insert(id.to_owned()) {
            serde_json::to_writer(&mut self.out, service).map_err(|error| failed(error.into()))?;
            self.out.write_all(b"\n").map_err(failed)?;
            self.count += 1;
        }
        Ok(())
    }

    fn gone(&mut self, id: uuid::Uuid) -> Result<(), Unanswered> {
        self.put(&json!({ "id": id, "name": "-", "status": "defunct" }))
    }

    fn done(mut self, so_far: SoFar, whole: bool) -> Result<Read, Unanswered> {
        self.out.flush().map_err(|error| Unanswered::new(Trouble::Unkept, error))?;
        Ok(Read { so_far, whole, records: self.count })
    }
}
