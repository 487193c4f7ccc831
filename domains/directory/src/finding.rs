//! Finding help: from what somebody types, and where they are, to services in a sensible order with their reasons.

mod document;
mod numbers;
mod query;
mod ranking;
mod reasons;
mod records;
mod themes;

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use kernel::{Clock, Lang, Timestamp};
use sea_orm::{ConnectionTrait, DbErr};
use search::{Hit, Hits, Index, IndexError, Lexicon, Mended, Query};
use territory::Gazetteer;

use crate::{Area, Calendar, ServiceCard, Spoken, Standing, ThemeCode};
use document::{EVERY_ZONE, HAS_HOURS};
pub use document::{SERVICE, Services};
use numbers::{day_number, number_of, theme_number};
pub use query::InWords;
use query::PlaceNames;
use ranking::{Near, NearPoint, Order};
use reasons::{Given, distance, reasons};
pub use reasons::{Reason, Whereabouts};
use themes::ThemeBook;

/// Fewer hits than this are joined by services of a related theme.
const FEW: u64 = 3;
/// Related services that join them.
const RELATED: u32 = 5;
/// Hits that are looked at, at most, to find those that are open now.
const LOOKED_AT_FOR_OPEN: u32 = 600;

/// What the index must know about the language of care: words of one meaning.
pub fn lexicon() -> Lexicon {
    let lines = include_str!("../words/same.txt").lines().filter(|line| !line.starts_with('#'));
    let group = |line: &str| line.split(',').map(|form| form.trim().to_owned()).collect();
    Lexicon { compound_parts: Vec::new(), synonyms: lines.map(group).collect() }
}

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Question<'a> {
    /// What somebody typed, in any language; may be empty.
    pub words: &'a str,
    /// Words that make a service better and are not missed: the name of the place, when it stood among the words.
    pub extra_words: &'a str,
    /// Where they are, when they say so.
    pub near: Option<Whereabouts>,
    /// The reader's language.
    pub lang: Lang,
    /// What the answer is limited to.
    pub filters: Filters,
    /// Whether somebody asks who works in the field.
    pub for_professional: bool,
    /// How many services.
    pub limit: u32,
    /// How many to leave out first.
    pub offset: u32,
}

/// What an answer is limited to; nothing by default.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Only with this theme, or one that is part of it.
    pub theme: Option<ThemeCode>,
    /// Only where this language is spoken.
    pub spoken: Option<Spoken>,
    /// Only what stands in, or works for, this care zone.
    pub zone: Option<String>,
    /// Only what is open now.
    pub open_now: bool,
}

/// A service in an answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Match {
    /// The service, where it is nearest.
    pub card: ServiceCard,
    /// Metres to its door, when both places are known to a street at least.
    pub distance: Option<u32>,
    /// Whether it is open.
    pub standing: Standing,
    /// Why it is shown, the most telling first.
    pub reasons: Vec<Reason>,
}

/// What is answered.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Answer {
    /// The services of this stretch, best first.
    pub matches: Vec<Match>,
    /// How many there are in all.
    pub total: u64,
    /// The themes that the words name.
    pub themes: Vec<ThemeCode>,
    /// Words that were taken for others.
    pub mended: Vec<Mended>,
    /// Words that nothing is known about.
    pub unknown: Vec<String>,
}

/// Why no answer can be given.
#[derive(Debug, thiserror::Error)]
pub enum FindingFault {
    /// The index cannot be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A card in the index was written by another version.
    #[error("a card in the search index cannot be read: {0}")]
    Card(#[from] postcard::Error),
}

/// Finds services. Shared by pages, the interface for programs and the helpdesk.
pub struct Finder {
    index: Index,
    calendar: Calendar,
    clock: Clock,
    themes: RwLock<Arc<ThemeBook>>,
    places: RwLock<Arc<PlaceNames>>,
}

impl fmt::Debug for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finder").field("calendar", &self.calendar).finish_non_exhaustive()
    }
}

impl Finder {
    /// A finder that knows no themes yet: [`Finder::learn`] brings them.
    pub fn new(index: Index, calendar: Calendar, clock: Clock) -> Self {
        Self { index, calendar, clock, themes: RwLock::default(), places: RwLock::default() }
    }

    /// Learns the themes as the database has them: at the start, and when they have changed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn learn(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let themes = Arc::new(ThemeBook::new(crate::themes(db).await?));
        *self.themes.write().unwrap_or_else(PoisonError::into_inner) = themes;
        Ok(())
    }

    /// Takes a place out of the words, when one is named there exactly: for those who fill in one field only.
    pub fn place_in(&self, words: &str, gazetteer: &Gazetteer) -> Option<InWords> {
        let known = Arc::clone(&self.places.read().unwrap_or_else(PoisonError::into_inner));
        if known.revision == Some(gazetteer.revision()) {
            return known.part(words);
        }
        let fresh = Arc::new(PlaceNames::of(gazetteer));
        *self.places.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&fresh);
        fresh.part(words)
    }

    /// Whether a place with these hours is open now.
    pub fn standing(&self, hours: Option<&str>) -> Standing {
        hours.map_or(Standing::Unknown, |hours| self.calendar.standing(hours, self.clock.now()))
    }

    /// Answers a question. Any words are a valid question.
    ///
    /// # Errors
    /// Only when the index cannot be read.
    pub fn find(&self, question: &Question<'_>) -> Result<Answer, FindingFault> {
        let themes = Arc::clone(&self.themes.read().unwrap_or_else(PoisonError::into_inner));
        let search = Search { finder: self, question, themes: &themes, now: self.clock.now() };
        let named = themes.named_in(question.words);
        let hits = search.hits(question.words, &named)?;
        let mut named = named;
        let mut hits = hits;
        if !hits.mended.is_empty() {
            // A theme may hide behind a misspelt word.
            let meant = mended(question.words, &hits.mended);
            let meant_themes = themes.named_in(&meant);
            if meant_themes != named {
                let mended = std::mem::take(&mut hits.mended);
                (hits, named) = (Hits { mended, ..search.hits(&meant, &meant_themes)? }, meant_themes);
            }
        }
        let related = search.related(&hits, &named)?;
        search.answer(hits, related, named)
    }
}

/// The words with those in place that were meant.
fn mended(words: &str, mended: &[Mended]) -> String {
    let meant = |word: String| {
        mended.iter().find(|one| search::folded(&one.typed).contains(&word)).map_or(word, |one| one.meant.clone())
    };
    search::folded(words).into_iter().map(meant).collect::<Vec<_>>().join(" ")
}

/// One question on its way to its answer.
struct Search<'a> {
    finder: &'a Finder,
    question: &'a Question<'a>,
    themes: &'a ThemeBook,
    now: Timestamp,
}

impl Search<'_> {
    fn hits(&self, words: &str, named: &[ThemeCode]) -> Result<Hits, FindingFault> {
        let order = self.order(named, !search::folded(words).is_empty());
        let query = Query { ranking: &order, tags: self.tags(), ..self.query(words) };
        if self.question.filters.open_now { self.open_hits(query) } else { Ok(self.finder.index.search(&query)?) }
    }

    fn query<'a>(&'a self, words: &'a str) -> Query<'a> {
        Query {
            kind: SERVICE,
            words,
            extra_words: self.question.extra_words,
            lang: self.question.lang,
            tags: Vec::new(),
            ranking: &Unordered,
            limit: self.question.limit,
            offset: self.question.offset,
        }
    }

    /// Goes through the hits in their order until enough of them are open.
    fn open_hits(&self, query: Query<'_>) -> Result<Hits, FindingFault> {
        let Query { limit, offset, .. } = query;
        let mut query = Query { limit: Query::MOST, offset: 0, ..query };
        query.tags.push(vec![HAS_HOURS.to_owned()]);
        let mut open = Vec::new();
        let mut all = self.finder.index.search(&query)?;
        loop {
            let last = all.hits.len() < Query::MOST as usize;
            for hit in std::mem::take(&mut all.hits) {
                let card: ServiceCard = postcard::from_bytes(&hit.payload)?;
                if matches!(self.finder.standing(card.hours.as_deref()), Standing::Open(_)) {
                    open.push(hit);
                }
            }
            query.offset += Query::MOST;
            if last || query.offset >= LOOKED_AT_FOR_OPEN {
                break;
            }
            all = self.finder.index.search(&query)?;
        }
        all.total = open.len() as u64;
        all.hits = open.into_iter().skip(offset as usize).take(limit as usize).collect();
        Ok(all)
    }

    fn order(&self, named: &[ThemeCode], has_words: bool) -> Order {
        Order {
            near: self.question.near.as_ref().map(near),
            themes: named.iter().map(theme_number).collect(),
            has_words,
            today: day_number(Some(kernel::Day::new(self.finder.calendar.local(self.now).date()))),
            for_professional: self.question.for_professional,
        }
    }

    fn tags(&self) -> Vec<Vec<String>> {
        let Filters { theme, spoken, zone, .. } = &self.question.filters;
        let mut tags = Vec::new();
        tags.extend(theme.iter().map(|theme| vec![format!("theme:{theme}")]));
        tags.extend(spoken.iter().map(|spoken| vec![format!("language:{spoken}")]));
        tags.extend(zone.iter().map(|zone| vec![format!("zone:{zone}"), EVERY_ZONE.to_owned()]));
        tags
    }

    /// When little or nothing was found: services of the themes next to the one that was named.
    fn related(&self, hits: &Hits, named: &[ThemeCode]) -> Result<Vec<Hit>, FindingFault> {
        let first_page = self.question.offset == 0 && self.question.limit > 0;
        if hits.total >= FEW || named.is_empty() || !first_page || self.question.filters.open_now {
            return Ok(Vec::new());
        }
        let family: HashSet<ThemeCode> = named.iter().flat_map(|theme| self.themes.with_broader(theme)).collect();
        let order = self.order(named, false);
        let mut tags = self.tags();
        tags.push(family.iter().map(|theme| format!("theme:{theme}")).collect());
        let limit = RELATED.min(self.question.limit);
        let query = Query { ranking: &order, tags, limit, ..self.query("") };
        let known: HashSet<_> = hits.hits.iter().map(|hit| hit.key).collect();
        let found = self.finder.index.search(&query)?.hits;
        Ok(found.into_iter().filter(|hit| !known.contains(&hit.key)).collect())
    }

    fn answer(&self, hits: Hits, related: Vec<Hit>, named: Vec<ThemeCode>) -> Result<Answer, FindingFault> {
        let total = hits.total + related.len() as u64;
        let Hits { hits, mended, unknown, .. } = hits;
        let asked = hits.iter().map(|hit| self.matched(hit, &named, false));
        let near_to_it = related.iter().map(|hit| self.matched(hit, &named, true));
        let matches = asked.chain(near_to_it).collect::<Result<_, _>>()?;
        Ok(Answer { matches, total, themes: named, mended, unknown })
    }

    fn matched(&self, hit: &Hit, named: &[ThemeCode], related: bool) -> Result<Match, FindingFault> {
        let card: ServiceCard = postcard::from_bytes(&hit.payload)?;
        let near = self.question.near.as_ref();
        let standing = self.finder.standing(card.hours.as_deref());
        let asked = card.themes.iter().find(|theme| named.contains(theme));
        let theme = match (asked, card.themes.first()) {
            (Some(theme), _) => Some(Reason::Theme(self.themes.name(theme))),
            (None, Some(main)) if related => Some(Reason::RelatedTheme(self.themes.name(main))),
            _ => None,
        };
        let today = self.finder.calendar.local(self.now).date();
        let given = Given { card: &card, near, standing, today, exact_name: hit.found.exact, theme };
        Ok(Match { distance: distance(&card, near), standing, reasons: reasons(given), card })
    }
}

/// For a query that gets its order a moment later.
struct Unordered;

impl search::Ranking for Unordered {
    fn score(&self, text: f32, _: &search::Facts) -> f32 {
        text
    }
}

fn near(place: &Whereabouts) -> Near {
    let number = |code: &Option<String>| code.as_deref().map_or(0, number_of);
    let area = |code: &Option<String>, area: fn(String) -> Area| {
        code.clone().map_or(0, |code| number_of(&area(code).to_string()))
    };
    Near {
        point: place.point.map(NearPoint::new),
        zone: number(&place.zone),
        municipality: number(&place.municipality),
        for_zone: area(&place.zone, Area::Zone),
        for_municipality: area(&place.municipality, Area::Municipality),
        for_postal_code: area(&place.postal_code, Area::PostalCode),
    }
}
