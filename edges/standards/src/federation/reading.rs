//! Reading a peer: what changed since the last time, or all of it, onto the disk.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::SignedDuration;
use kernel::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use store::Store;
use url::Url;
use uuid::Uuid;

use super::client::{Asker, Unanswered};
use super::lines::{Lines, MOST_SERVICES, id_of, owner_of};
use super::meeting::meet;
use super::{Asked, Peer, SoFar, Standing, Trouble, records};
use crate::sheet::moment;

/// Records on a page that we ask for.
const PER_PAGE: u64 = 100;
/// Changes that we ask for at once.
const CHANGES: u64 = 500;
/// More changed services than this are read as pages rather than one by one.
const ONE_BY_ONE: usize = 2_000;
/// How often all of a peer is read again: what went without a word is found then.
const WHOLE_EVERY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// What changed so long before the last reading is asked for again: clocks differ.
const OVERLAP: SignedDuration = SignedDuration::from_hours(24);
/// How long a reading may take.
const LONGEST: Duration = Duration::from_hours(6);
/// How often it is looked whether the peer is still to be read.
const LOOK: Duration = Duration::from_secs(1);
/// Pages of a feed that are read at once; a thousand of ours hold half a million changes.
const MOST_PAGES: usize = 5_000;
/// The longest place in a feed, bytes.
const LONGEST_PLACE: usize = 200;

/// What a peer says of itself.
#[derive(Deserialize)]
struct Root {
    version: String,
    /// Its feed of changes, where it has one: ours have.
    changes_url: Option<String>,
    /// Which installation it is, where it is one of ours.
    #[serde(default)]
    installation_id: Value,
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

/// How far a feed was followed. One that has no end is left.
struct Walk {
    place: String,
    pages: usize,
    seen: usize,
}

impl Walk {
    fn from(place: &str) -> Self {
        Self { place: place.to_owned(), pages: 0, seen: 0 }
    }

    fn step(&mut self, answer: &Changes) -> Result<(), Unanswered> {
        (self.pages, self.seen) = (self.pages + 1, self.seen + answer.changes.len());
        let stands_still = answer.next == self.place;
        if answer.more && (stands_still || self.pages >= MOST_PAGES || self.seen > MOST_SERVICES) {
            return Err(endless());
        }
        self.place.clone_from(&answer.next);
        Ok(())
    }
}

/// What was read.
pub(super) struct Read {
    /// How far we are now, once it is kept.
    pub so_far: SoFar,
    /// Whether all of it was read: what is not among it is gone.
    pub whole: bool,
    /// Whether all of it was asked for, and its pages did not add up.
    pub uneven: bool,
}

/// What a list is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    Services,
    /// Organisations in full: what they tell of themselves counts.
    Organisations,
    /// Organisations in short: those with services are told of by these.
    OrganisationsInShort,
}

impl Listed {
    fn path(self) -> &'static str {
        match self {
            Self::Services => "services",
            Self::Organisations | Self::OrganisationsInShort => "organizations",
        }
    }
}

/// Reads one peer.
pub(super) struct Reader<'a> {
    pub peer: &'a Peer,
    pub asker: &'a Asker,
    /// Where it is noted how far the reading is.
    pub store: &'a Store,
    /// Now, before anything is asked.
    pub now: Timestamp,
}

impl Reader<'_> {
    /// Reads what there is to read, in a bounded time, and no longer than somebody wants it.
    pub async fn read(&self, out: &mut Lines) -> Result<Read, Unanswered> {
        let reading = tokio::time::timeout(LONGEST, self.read_on(out));
        let too_long = |_| Unanswered::new(Trouble::TooMuch, format!("it took longer than {LONGEST:?}"));
        tokio::select! {
            read = reading => read.map_err(too_long).flatten(),
            () = self.unwanted() => Err(Unanswered::unwanted()),
        }
    }

    /// Waits until the peer is not to be read any more, however long it takes to answer.
    async fn unwanted(&self) {
        loop {
            tokio::time::sleep(LOOK).await;
            let peer = records::find(self.store.read(), self.peer.id).await;
            if peer.is_ok_and(|peer| peer.is_none_or(|peer| peer.standing != Standing::Active)) {
                return;
            }
        }
    }

    async fn read_on(&self, out: &mut Lines) -> Result<Read, Unanswered> {
        let root: Root = self.asker.get(&self.asker.root()).await?;
        if !root.version.starts_with('3') {
            return Err(Unanswered::new(Trouble::NotHsds, format!("it speaks version {} of HSDS", root.version)));
        }
        let installation = root.installation_id.as_str().and_then(|told| told.parse().ok());
        meet(self.store, self.peer, installation).await?;
        let feed = root.changes_url.as_deref().and_then(|told| self.asker.own(told));
        let SoFar { place, known_until, whole_at } = &self.peer.so_far;
        let long_ago = whole_at.is_none_or(|whole| self.now.since(whole) >= WHOLE_EVERY);
        let all = long_ago || self.peer.asked != Asked::Changes;
        match (&feed, place, known_until) {
            (Some(feed), Some(place), _) if !all => match self.followed(feed, place, out).await? {
                Some(place) => Ok(self.in_part(Some(place))),
                None => self.whole(Some(feed), out).await,
            },
            (None, _, Some(since)) if !all => {
                let since = moment(since.plus(-OVERLAP));
                self.pages(Listed::Services, &[("modified_after", &since)], out).await?;
                Ok(self.in_part(None))
            }
            (feed, ..) => self.whole(feed.as_ref(), out).await,
        }
    }

    fn in_part(&self, place: Option<String>) -> Read {
        let so_far = SoFar { place, known_until: Some(self.now), whole_at: self.peer.so_far.whole_at };
        Read { so_far, whole: false, uneven: false }
    }

    /// All of it. The place in the feed is taken before: what changes meanwhile is read again rather than never.
    async fn whole(&self, feed: Option<&Url>, out: &mut Lines) -> Result<Read, Unanswered> {
        let place = match feed {
            Some(feed) => self.changes(feed, &[("limit", "1")]).await?.head,
            None => None,
        };
        // In the lists of ours an organisation is whole, and only mentioned with its services. Others show them whole there only.
        let mut came = true;
        if feed.is_some() {
            came = self.organisations(Listed::Organisations, out).await?;
        }
        let total = self.pages(Listed::Services, &[], out).await?;
        if feed.is_none() {
            came = self.organisations(Listed::OrganisationsInShort, out).await?;
        }
        // Pages shift while they are read: only when as many came as there are is what is missing gone.
        let whole = came && total.is_some_and(|total| total == out.named() as u64) && out.counts.oversized == 0;
        let so_far = SoFar { place, known_until: Some(self.now), whole_at: Some(self.now) };
        Ok(Read { so_far, whole, uneven: !whole })
    }

    /// Every organisation, those without a service as well; a peer need not list them. Answers whether as many came as there are.
    async fn organisations(&self, listed: Listed, out: &mut Lines) -> Result<bool, Unanswered> {
        match self.pages(listed, &[], out).await {
            Ok(total) => Ok(total.is_none_or(|total| total == out.organisations() as u64)),
            Err(Unanswered { status: Some(400..=499 | 501), .. }) if out.organisations() == 0 => Ok(true),
            Err(other) => Err(other),
        }
    }

    /// Every page of what a question finds in a list; answers how many there are.
    async fn pages(
        &self,
        listed: Listed,
        question: &[(&str, &str)],
        out: &mut Lines,
    ) -> Result<Option<u64>, Unanswered> {
        let (lang, size) = (self.peer.lang.code(), PER_PAGE.to_string());
        let mut total = None;
        for number in 1.. {
            let page = number.to_string();
            let mut asked = vec![("full", "true"), ("per_page", &size), ("lang", lang), ("page", &page)];
            asked.extend_from_slice(question);
            let page: PageOf = self.asker.get(&self.asker.below(&[listed.path()], &asked)).await?;
            let mut new = false;
            for record in &page.contents {
                new |= match listed {
                    Listed::Services => self.take(record, out).await?,
                    Listed::Organisations => out.put_organisation(record, false)?,
                    Listed::OrganisationsInShort => out.put_organisation(record, true)?,
                };
            }
            total = page.total_items.or(total);
            self.tell(out).await?;
            if page.contents.is_empty() || page.last_page == Some(true) {
                break;
            }
            if !new {
                return Err(Unanswered::new(Trouble::TooMuch, format!("from page {number} on it repeats itself")));
            }
        }
        Ok(total)
    }

    /// A service of a page. Who shows lists in short only is asked for the whole of it.
    async fn take(&self, service: &Value, out: &mut Lines) -> Result<bool, Unanswered> {
        let is_short = service.get("service_at_locations").is_none() && service["status"] != "defunct";
        match id_of(service).filter(|_| is_short) {
            Some(id) => match self.one(Listed::Services, id).await? {
                Some(whole) => out.put(&whole),
                None => Ok(false),
            },
            None => out.put(service),
        }
    }

    /// A record by its id; nothing when it went meanwhile, or another answers in its name.
    async fn one(&self, listed: Listed, id: &str) -> Result<Option<Value>, Unanswered> {
        let address = self.asker.below(&[listed.path(), id], &[("lang", self.peer.lang.code())]);
        match self.asker.get::<Value>(&address).await {
            Ok(record) => Ok(Some(record).filter(|record| id_of(record) == Some(id))),
            Err(Unanswered { status: Some(404 | 410), .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// The services and organisations that its feed tells of since a place; answers the place to go on from. Nothing when the feed does not know
    /// the place, since the peer was set back or is another one, and when so much changed that pages are quicker.
    async fn followed(&self, feed: &Url, place: &str, out: &mut Lines) -> Result<Option<String>, Unanswered> {
        let (mut walk, mut services, mut organisations) = (Walk::from(place), BTreeMap::new(), BTreeMap::new());
        let limit = CHANGES.to_string();
        loop {
            let answer = match self.changes(feed, &[("after", &walk.place), ("limit", &limit)]).await {
                Err(Unanswered { status: Some(400), .. }) => return Ok(None),
                other => other?,
            };
            walk.step(&answer)?;
            for change in answer.changes {
                let Ok(id) = change.id.parse::<Uuid>() else { continue };
                match change.kind.as_str() {
                    "service" => services.insert(id, change.deleted),
                    "organization" => organisations.insert(id, change.deleted),
                    _ => None,
                };
            }
            if !answer.more {
                break;
            }
        }
        if services.len() + organisations.len() > ONE_BY_ONE {
            return Ok(None);
        }
        for (id, deleted) in organisations {
            match if deleted { None } else { self.one(Listed::Organisations, &id.to_string()).await? } {
                Some(organisation) => out.put_organisation(&organisation, false).map(drop)?,
                None => out.gone_organisation(id)?,
            }
        }
        for (id, deleted) in services {
            match if deleted { None } else { self.one(Listed::Services, &id.to_string()).await? } {
                Some(service) => {
                    self.owner(&service, out).await?;
                    out.put(&service).map(drop)?;
                }
                None => out.gone(id)?,
            }
        }
        self.tell(out).await?;
        Ok(Some(walk.place))
    }

    /// Whoever offers a service, in full: with the service it is only mentioned.
    async fn owner(&self, service: &Value, out: &mut Lines) -> Result<(), Unanswered> {
        let Some(id) = owner_of(service).filter(|id| !out.tells(id)) else { return Ok(()) };
        match self.one(Listed::Organisations, id).await? {
            Some(organisation) => out.put_organisation(&organisation, false).map(drop),
            None => Ok(()),
        }
    }

    async fn changes(&self, feed: &Url, question: &[(&str, &str)]) -> Result<Changes, Unanswered> {
        let mut address = feed.clone();
        address.query_pairs_mut().extend_pairs(question);
        let answer: Changes = self.asker.get(&address).await?;
        // Who promises more and tells nothing would have us ask for ever.
        let is_idle = answer.more && answer.changes.is_empty();
        let is_long = |place: &String| place.len() > LONGEST_PLACE;
        if is_idle || is_long(&answer.next) || answer.head.as_ref().is_some_and(is_long) {
            return Err(endless());
        }
        Ok(answer)
    }

    /// Notes how far the reading is.
    async fn tell(&self, out: &Lines) -> Result<(), Unanswered> {
        let noted = async {
            let tx = self.store.begin().await?;
            records::progress(&tx, self.peer.id, out.named() as u64, None).await?;
            tx.commit().await
        };
        noted.await.map_err(|error| Unanswered::new(Trouble::Unkept, error))
    }
}

fn endless() -> Unanswered {
    Unanswered::new(Trouble::TooMuch, "its feed of changes has no end")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(next: usize, more: bool, changes: usize) -> Changes {
        let change = || Change { kind: "service".to_owned(), id: String::new(), deleted: false };
        let changes = std::iter::repeat_with(change).take(changes).collect();
        Changes { changes, next: next.to_string(), more, head: None }
    }

    #[test]
    fn a_feed_is_followed_so_many_pages_and_no_further() {
        let mut walk = Walk::from("0");
        for page in 1..MOST_PAGES {
            walk.step(&answer(page, true, 1)).unwrap();
        }
        assert_eq!(walk.place, (MOST_PAGES - 1).to_string());
        let endless = walk.step(&answer(MOST_PAGES, true, 1)).err().unwrap();
        assert_eq!(endless.trouble, Trouble::TooMuch);
        let mut walk = Walk { pages: MOST_PAGES - 1, ..Walk::from("0") };
        walk.step(&answer(MOST_PAGES, false, 1)).unwrap();
    }

    #[test]
    fn a_feed_that_stands_still_or_tells_more_than_there_can_be_is_left() {
        for (next, changes, left) in [(1, 1, false), (0, 1, true), (1, MOST_SERVICES + 1, true)] {
            let step = Walk::from("0").step(&answer(next, true, changes));
            assert_eq!(step.is_err(), left, "to {next} with {changes}");
        }
        assert!(Walk::from("0").step(&answer(0, false, 0)).is_ok(), "nothing had changed");
    }
}
